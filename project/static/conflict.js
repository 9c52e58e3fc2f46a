"use strict";
/* Two versions of a record: 1 and 2 choose in the row in focus and go on to the next open one, j and k move. */
(() => {
  const form = document.getElementById("conflict");
  const rows = [...form.querySelectorAll(".choose tbody tr")];
  const isOpen = row => !row.querySelector("input:checked");
  const here = () => rows.indexOf(document.activeElement.closest(".choose tbody tr"));

  function go(row) {
    (row?.querySelector("input:checked") || row?.querySelector("input") || form.querySelector("[value=merged]")).focus();
  }

  function choose(value) {
    const row = rows[here()] || rows.find(isOpen);
    if (!row) return false;
    row.querySelector(`input[value=${value}]`).checked = true;
    row.classList.remove("is-open");
    go(rows.find(isOpen));
  }

  function move(step) {
    const at = here();
    go(rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))]);
  }

  window.deskKeys = { "1": () => choose("theirs"), "2": () => choose("mine"), j: () => move(1), k: () => move(-1) };
  document.addEventListener("keydown", event => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const open = rows.find(isOpen);
    if (open) go(open); else form.querySelector("[value=merged]").click();
  });
  go(rows.find(isOpen));
})();
