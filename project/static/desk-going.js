// A long import goes on by itself, one request after the other, until it is done or the page is left.
"use strict";
window.setTimeout(() => {
  const button = document.querySelector("[data-goes-on] button");
  if (button) button.form.requestSubmit(button);
}, 400);
