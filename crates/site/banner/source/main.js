// The choices of a visitor on a page of the company: read, asked for, kept, and honoured.

import { boxes, open } from "./banner.js";
import { choices, gate, refresh, settle } from "./choices.js";
import { send } from "./portal.js";

/** At first, and whenever something may have changed: another tab, the page come back from history, the line. */
const update = () => {
  refresh();
  send();
};

window.candor = { open: () => open(choices), choices: {} };
update();
for (const event of ["pageshow", "visibilitychange", "online"]) addEventListener(event, update);
// What a single-page application draws later has its gate too.
new MutationObserver(gate).observe(document, { childList: true, subtree: true });
addEventListener("click", (event) => {
  /** @type {HTMLElement | null} */
  const button = /** @type {HTMLElement} */ (event.composedPath()[0]).closest("[data-candor]");
  const pressed = button?.dataset.candor;
  if (!pressed) return;
  event.preventDefault();
  const dialog = button.closest("dialog");
  if (pressed === "open") open(choices);
  else if (dialog) {
    dialog.close();
    settle(Object.fromEntries(boxes(dialog).map((box) => [box.name, pressed === "save" ? +box.checked : pressed])), dialog.id);
  }
});
