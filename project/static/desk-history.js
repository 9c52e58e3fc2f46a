"use strict";
/* Keys of a record's history: j and k go from version to version, v and c act on the one in focus (else the first). */
(() => {
  const versions = [...document.querySelectorAll(".version")];
  const at = () => versions.findIndex(one => one.contains(document.activeElement));
  const go = step => { versions[Math.max(0, Math.min(versions.length - 1, at() + step))]?.focus(); };
  const press = key => (versions[Math.max(0, at())] || document).querySelector(`[data-does="${key}"]`)?.click();
  window.deskKeys = Object.assign(window.deskKeys || {}, { j: () => go(1), k: () => go(-1), v: () => press("v"), c: () => press("c") });
})();
