// The choices of a visitor on a page of the company: read, asked for, kept, and honoured.

import { boxes, open } from "./banner.js";
import { refresh, settle } from "./choices.js";
import { gate } from "./gate.js";
import { send } from "./portal.js";

/** At first, and whenever something may have changed: another tab, the page come back from history, the line. */
const update = () => {
  refresh();
  send();
};

for (const event of ["visibilitychange", "online"]) addEventListener(event, update);
// What a single-page application draws later has its gate too.
new MutationObserver(gate).observe(document, { childList: true, subtree: true });
addEventListener("click", (event) => {
  /** @type {HTMLElement | null} */
  const pressed = /** @type {HTMLElement} */ (event.composedPath()[0]).closest("[data-candor]");
  const answer = pressed?.dataset.candor;
  const dialog = pressed?.closest("dialog");
  if (answer === "open") {
    event.preventDefault();
    open();
  } else if (dialog) {
    dialog.close();
    if (answer) settle(Object.fromEntries(boxes(dialog).map((box) => [box.name, answer === "save" ? +box.checked : answer])), dialog.id);
  }
});
update();
