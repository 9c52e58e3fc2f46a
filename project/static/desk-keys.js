"use strict";
/* Keys of the working pages. A control says which key acts on it (data-key="a"); outside of fields that key clicks it,
   or puts the focus into it if it is a field. `?` shows the page's list of keys, `/` goes to the search. A page may add
   keys of its own: window.deskKeys["j"] = event => …; what a handler answers with false goes on to the others. */
(() => {
  const list = document.getElementById("keys");
  const off = !list || "off" in list.dataset;
  const typing = field => field.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable]");

  function showKeys() {
    const dialog = document.createElement("dialog");
    dialog.className = "keys-dialog";
    dialog.setAttribute("aria-labelledby", "keys-h");
    const opener = document.activeElement, home = document.createComment("keys");
    list.replaceWith(home);
    dialog.append(list);
    document.body.append(dialog);
    dialog.addEventListener("close", () => { home.replaceWith(list); dialog.remove(); opener?.focus(); });
    dialog.showModal();
  }

  function act(control) {
    if (typing(control)) control.focus(); else control.click();
  }

  window.deskKeys = window.deskKeys || {};
  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    if (off && event.key !== "?") return;
    const own = window.deskKeys[event.key];
    const control = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)].find(one => one.offsetParent && !one.disabled);
    if (event.key === "?" && list) showKeys();
    else if (own && own(event) !== false) { /* done by the page */ }
    else if (control) act(control);
    else if (event.key === "/") document.querySelector("[role=search] input")?.focus();
    else return;
    event.preventDefault();
  });
})();
