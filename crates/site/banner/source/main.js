// The choices of a visitor on a page of the company: read, asked for, kept, and honoured.

import { open } from "./banner.js";
import { update } from "./choices.js";
import { gate } from "./gate.js";

// A second copy on a page would ask a second time.
if (!window.candor?.choices) {
  // A page that comes back from the history becomes visible too.
  for (const event of ["visibilitychange", "online"]) addEventListener(event, update);
  // What a single-page application draws later has its gate too.
  new MutationObserver(gate).observe(document, { childList: true, subtree: true });
  addEventListener("click", (event) => {
    const pressed = /** @type {HTMLElement} */ (event.composedPath()[0]);
    if (pressed.closest("[data-candor=open]")) {
      event.preventDefault();
      open();
    }
  });
  // Not in the task in which the page comes to its end.
  setTimeout(update);
}
