// What the visitor sees: the banner, which becomes the dialog with the purposes. The build draws it in each language; the
// script only brings it to life.

import { origin, settings } from "./settings.js";
import { policy } from "./trust.js";

/** @type {Promise<HTMLDialogElement> | undefined} */
let drawn;
/** The visitor has not decided about everything yet. */
let isAsked = false;

/**
 * Shows the banner while there is something to ask.
 * @param {boolean} asks
 */
export const ask = async (asks) => {
  isAsked = asks;
  if (asks || drawn) rest(await draw());
};

/**
 * Opens the dialog with what stands; when it closes the focus returns to where it was.
 * @param {import("./kept.js").Kept} choices
 */
export const open = async (choices) => {
  const dialog = await draw();
  for (const box of boxes(dialog)) box.checked = +choices[box.name] > 0;
  dialog.open = false;
  dialog.showModal();
};

/** The boxes of the purposes that can be refused. @param {HTMLDialogElement} dialog */
export const boxes = (dialog) => /** @type {HTMLInputElement[]} */ ([...dialog.querySelectorAll("input:enabled")]);

/** As a banner, the element is a dialog that is open without having taken the focus. @param {HTMLDialogElement} dialog */
const rest = (dialog) => {
  dialog.open = isAsked;
};

const draw = () => (drawn ??= load());

/** In the page's own language, else in the visitor's, else in the portal's first: as text, the rule names that first. */
const load = async () => {
  const tags = `${document.documentElement.lang} ${navigator.languages} ${settings.locales}`;
  const answer = await fetch(`${origin}/consent/${tags.match(settings.locales)}.html`);
  const host = document.createElement("candor-banner");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CANDOR_STYLE);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML = policy.createHTML(await answer.text());
  const dialog = /** @type {HTMLDialogElement} */ (root.firstChild);
  if (!navigator.globalPrivacyControl) dialog.querySelector(".signal")?.remove();
  dialog.onclose = () => rest(dialog);
  // What has the focus must not be behind the banner, and the page's end must be reachable.
  new ResizeObserver(() => {
    const { style } = document.documentElement;
    style.paddingBottom = style.scrollPaddingBottom = `${dialog.offsetHeight}px`;
  }).observe(dialog);
  // A page that loads the script before its body has one by now, or gets it.
  (document.body ?? document.documentElement).prepend(host);
  return dialog;
};
