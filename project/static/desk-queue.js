"use strict";
/* The queues of claims: a decision that needs words puts the focus there first; Ctrl+Enter in the words sends them; Space
   chooses the open claim (or the one in focus), Escape lets all go; digits press the button that carries their number. */
(() => {
  const keys = window.deskKeys = window.deskKeys || {};
  const boxes = [...document.querySelectorAll(".line-up input[type=checkbox]")];
  const numbered = new Map([...document.querySelectorAll("[data-number]")].map(one => [one.dataset.number, one]));
  let typed = "";

  document.querySelectorAll("[data-asks]").forEach(button => button.addEventListener("click", event => {
    const words = document.getElementById(button.dataset.asks);
    if (words.value.trim()) return;
    event.preventDefault();
    words.focus();
  }));

  document.getElementById("comment")?.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) document.querySelector("[data-sends]")?.click();
    if (event.key === "Escape") event.target.blur();
  });

  keys[" "] = event => {
    const line = event.target.closest(".line-up li") || document.querySelector(".line-up .here");
    const box = line?.querySelector("input[type=checkbox]");
    if (!box || event.target.matches("input, button, summary")) return false;
    box.checked = !box.checked;
  };

  keys.Escape = () => {
    typed = "";
    boxes.forEach(box => { box.checked = false; });
    return boxes.length > 0;
  };

  document.addEventListener("click", event => {   // what is chosen stays chosen on the way to another claim
    const link = event.target.closest("a[href^='?claim=']");
    if (!link) return;
    const query = new URLSearchParams(link.search);
    query.delete("chosen");
    boxes.filter(box => box.checked).forEach(box => query.append("chosen", box.value));
    link.search = query;
  });

  function press() {
    const button = numbered.get(typed);
    typed = "";
    button?.click();
  }

  for (const digit of "0123456789") keys[digit] = () => {
    if (!numbered.size) return false;
    typed = [...numbered.keys()].some(number => number.startsWith(typed + digit)) ? typed + digit : "";
    const open = [...numbered.keys()].filter(number => number.startsWith(typed));
    if (typed && open.length === 1) press();
    else numbered.get(typed)?.focus();
  };

  keys.Enter = () => {
    if (!typed) return false;
    press();
  };

  document.querySelector(".problem[role=alert]")?.focus();
})();
