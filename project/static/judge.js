"use strict";
/* Keys of the page where relations are judged. While a list of reasons or of acting claims is open, digits choose from
   it; in the table arrows move, Shift with an arrow takes a whole row or column, Enter opens the pair. */
(() => {
  const keys = window.deskKeys = window.deskKeys || {};
  const form = document.getElementById("judge"), table = document.querySelector(".tick"), reason = form.elements.reason;

  function choose(event) {
    const wanted = `.choose[open] [data-digit="${event.key.toLowerCase()}"]`;
    const control = document.querySelector(wanted);
    if (!control) return false;
    control.click();
  }
  for (const key of "0123456789xX") keys[key] = choose;

  document.addEventListener("toggle", event => {
    if (!event.target.open || !event.target.matches(".choose")) return;
    document.querySelectorAll(".choose[open]").forEach(one => { if (one !== event.target) one.open = false; });
    event.target.scrollIntoView({ block: "nearest" });
  }, true);

  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".choose[open]").forEach(one => { one.open = false; });
    if (event.target.closest("form")) event.target.blur();
  });

  form.addEventListener("click", event => {
    const link = event.target.closest("[data-reason]");
    if (!link) return;
    event.preventDefault();
    reason.value = link.dataset.reason;
    reason.closest(".field").classList.remove("is-proposed");
    link.closest("details").open = false;
    form.querySelector("[value=confirm]").focus();
  });
  reason.addEventListener("input", () => reason.closest(".field").classList.remove("is-proposed"));

  if (!table) return;
  const rows = [...table.tBodies[0].rows], boxes = [...table.querySelectorAll("[name=pair]")];
  const box = (row, column) => rows[row]?.cells[column]?.querySelector("[name=pair]");
  const row = at => boxes.filter(one => one.closest("tr") === rows[at]);
  const column = at => boxes.filter(one => one.closest("td").cellIndex === at);

  function count() {
    const chosen = boxes.filter(one => one.checked).length;
    for (const place of document.querySelectorAll("[data-chosen]")) place.textContent = chosen || "the chosen";
  }
  function take(some) {
    const all = some.every(one => one.checked);
    some.forEach(one => { one.checked = !all; });
    count();
  }
  function move(from, down, right) {
    let [at, to] = [rows.indexOf(from.closest("tr")) + down, from.closest("td").cellIndex + right];
    for (; at >= 0 && at < rows.length && to > 0 && to < rows[at].cells.length; at += down, to += right) {
      if (box(at, to)) return box(at, to).focus();
    }
  }
  const WAYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  table.addEventListener("keydown", event => {
    const here = event.target.closest("[name=pair]"), way = WAYS[event.key];
    if (!here || event.ctrlKey || event.metaKey || event.altKey || !(way || event.key === "Enter")) return;
    event.preventDefault();
    if (event.key === "Enter") here.closest("td").querySelector("a").click();
    else if (!event.shiftKey) move(here, ...way);
    else take(way[0] ? column(here.closest("td").cellIndex) : row(rows.indexOf(here.closest("tr"))));
  });
  table.addEventListener("change", count);
  keys.g = () => {
    const first = table.querySelector(".here [name=pair]") || boxes[0];
    if (!first) return false;
    first.focus();
    first.scrollIntoView({ block: "center" });
  };
  count();
})();
