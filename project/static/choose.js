"use strict";
/* Two values in a row, one to keep: 1 and 2 choose in the row in focus and go on to the next open one, j and k move.
   The form says in data-choose which two values those are. Ctrl+Enter sends it, or goes to the first row still open. */
(() => {
  const form = document.querySelector("form[data-choose]");
  const [first, second] = form.dataset.choose.split(" ");
  const rows = [...form.querySelectorAll(".choose tbody tr")];
  const isOpen = row => !row.querySelector("input:checked");
  const here = () => rows.indexOf(document.activeElement.closest(".choose tbody tr"));
  const send = form.querySelector(".btn-ink");

  function go(row) {
    const field = row && (row.querySelector("input:checked") || row.querySelector("input:enabled"));
    (field || form.querySelector("input:invalid") || send).focus();
  }

  function choose(value) {
    const row = rows[here()] || rows.find(isOpen);
    const field = row?.querySelector(`input[value=${value}]:enabled`);
    if (!field) return false;
    field.checked = true;
    row.classList.remove("is-open");
    go(rows.find(isOpen));
  }

  function move(step) {
    const at = here();
    go(rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))]);
  }

  window.deskKeys = { "1": () => choose(first), "2": () => choose(second), j: () => move(1), k: () => move(-1) };
  document.addEventListener("keydown", event => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const open = rows.find(isOpen);
    if (open) go(open); else send.click();
  });
  go(rows.find(isOpen));
})();
