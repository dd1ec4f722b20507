// The choices of a visitor on a page of the company: read, asked for, kept, and honoured.

import { decided, open } from "./banner.js";
import { choices, gate, refresh, settle } from "./choices.js";
import { send } from "./portal.js";
import { tell } from "./tags.js";

/** At first, and whenever something may have changed: another tab, the page come back from history, the line. */
const update = () => {
  refresh();
  send();
};

window.candor = { open: () => open(choices), choices: {} };
tell("default", choices);
update();
for (const event of ["pageshow", "visibilitychange", "online"]) addEventListener(event, update);
// What a single-page application draws later has its gate too.
new MutationObserver(gate).observe(document, { childList: true, subtree: true });
addEventListener("click", async (event) => {
  const button = /** @type {HTMLElement} */ (event.composedPath()[0]).closest("[data-candor]");
  if (!button) return;
  const pressed = button.getAttribute("data-candor");
  event.preventDefault();
  if (pressed === "open") open(choices);
  else settle(...(await decided(pressed)));
});
