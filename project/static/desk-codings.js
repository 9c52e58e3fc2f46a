"use strict";
/* Settling two codings: one place is at hand, and the keys of its controls (data-at="1") act on it alone; j and k go to
   the next and the previous. After a decision the address names the place that follows (#place-1-2). */
(() => {
  const places = [...document.querySelectorAll("article[id^=place-]")];
  let here = 0;

  function take(at, focus = true) {
    if (!places.length) return;
    here = Math.max(0, Math.min(at, places.length - 1));
    places.forEach((place, number) => {
      place.classList.toggle("is-here", number === here);
      for (const control of place.querySelectorAll("[data-at]")) {
        if (number === here) control.dataset.key = control.dataset.at; else delete control.dataset.key;
      }
    });
    if (focus) places[here].focus();
  }

  for (const [number, place] of places.entries()) {
    place.addEventListener("keydown", event => { if (event.key === "Escape") place.focus(); });
    place.addEventListener("focusin", () => { if (number !== here) take(number, false); });
    const following = (places[number + 1] || places[number - 1])?.id.replace("place-", "") || "";
    place.querySelector("form")?.append(Object.assign(document.createElement("input"), { type: "hidden", name: "following", value: following }));
  }
  window.deskKeys = Object.assign(window.deskKeys || {}, { j: () => take(here + 1), k: () => take(here - 1) });
  const named = places.findIndex(place => `#${place.id}` === location.hash);
  take(named, named >= 0);
})();
