/* Gives a name that can be heard to every control whose name is only seen: above its column, beside it, or as an icon. */
"use strict";
(() => {
  const CONTROLS = "input:not([type=hidden]):not([type=submit]), select, textarea";

  function words(element) {
    return element ? element.textContent.replace(/[\s:?]+$/, "").trim() : "";
  }

  function labelOf(control) {
    return control.labels ? [...control.labels].map(words).join(" ").trim() : "";
  }

  function columnOf(control) {
    const cell = control.closest("td, th");
    const head = cell && cell.closest("table").tHead;
    return head ? words(head.rows[0].cells[cell.cellIndex]) : "";
  }

  function besides(control) {
    const icon = control.labels && control.labels.length ? control.labels[0].querySelector("img[alt]") : null;
    const row = control.closest(".flex-container, .form-row");
    return (icon && icon.alt) || columnOf(control) || words(row && row.querySelector("legend, label"));
  }

  function nameOf(control) {
    return control.getAttribute("aria-label") || labelOf(control) || besides(control);
  }

  /* Select2 draws a box in place of a select, and names it after what is chosen in it: after nothing, at first. */
  function nameDrawn(select) {
    const box = select.nextElementSibling && select.nextElementSibling.querySelector(".select2-selection");
    const chosen = box && box.querySelector(".select2-selection__rendered");
    if (!chosen) return;
    box.id ||= `${select.id}-drawn`;
    box.setAttribute("aria-label", nameOf(select));
    box.setAttribute("aria-labelledby", `${box.id} ${chosen.id}`);
    chosen.removeAttribute("role"); // what is chosen is the box's value, no field of its own
    chosen.removeAttribute("aria-readonly");
  }

  function nameAll(part) {
    part.querySelectorAll(CONTROLS).forEach((control) => {
      if (!labelOf(control) && nameOf(control)) control.setAttribute("aria-label", nameOf(control));
    });
    part.querySelectorAll("select.select2-hidden-accessible").forEach(nameDrawn);
    part.querySelectorAll("span.help-tooltip[aria-label]").forEach((help) => help.setAttribute("role", "img"));
  }

  function nameOpened({target}) {
    const box = target.nextElementSibling.querySelector("[aria-owns]");
    const field = document.querySelector(".select2-container--open .select2-search__field");
    if (box) box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
    if (field) field.setAttribute("aria-label", `Search: ${nameOf(target)}`);
  }

  addEventListener("load", () => nameAll(document));
  if (window.django && django.jQuery) {
    django.jQuery(() => nameAll(document)); // after the scripts of the form, which wait for the same
    django.jQuery(document).on("select2:open", nameOpened);
  }
  document.addEventListener("formset:added", ({target}) => setTimeout(nameAll, 0, target));
})();
