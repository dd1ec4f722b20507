// What the visitor sees: the banner, which becomes the dialog with the purposes. The build draws it in each language; the
// script only brings it to life.

// The two need each other: what is shown leads to a decision, and a decision to what is shown.
import { choices, isAsked, opposed, settle } from "./choices.js";
import { origin, settings } from "./settings.js";
import { asMarkup } from "./trust.js";

/** There as soon as it is first needed. @type {HTMLDialogElement | undefined} */
let dialog;

/** Shows the banner while there is something to ask. */
export const ask = async () => {
  if (isAsked()) await draw();
  rest();
};

/** Opens the dialog with what stands; when it closes the focus returns to where it was. */
export const open = async () => {
  const dialog = await draw();
  for (const box of dialog.querySelectorAll("input")) box.checked = choices[box.name];
  dialog.open = false;
  dialog.showModal();
};

/** As a banner, the element is a dialog that is open without having taken the focus. */
const rest = () => {
  if (dialog?.matches(":not(:modal)")) dialog.open = isAsked();
};

/** In the page's own language, else in the visitor's, else in the portal's first: as text, the rule names that first. */
const draw = async () => {
  if (!dialog) {
    const tags = `${document.documentElement.lang} ${navigator.languages} ${settings.locales}`;
    const answer = await fetch(`${origin}/consent/${tags.match(settings.locales)}.html`);
    const html = await answer.text();
    // Whoever asked for it meanwhile has it.
    dialog ??= build(html);
  }
  return dialog;
};

/** @param {string} html */
const build = (html) => {
  const host = document.createElement("candor-banner");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CANDOR_STYLE);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML = asMarkup(html);
  const dialog = /** @type {HTMLDialogElement} */ (root.querySelector("dialog"));
  if (!opposed) dialog.querySelector(".signal")?.remove();
  dialog.onclose = rest;
  dialog.onsubmit = answer;
  // What has the focus must not be behind the banner, and the page's end must be reachable.
  new ResizeObserver(() => {
    const { style } = document.documentElement;
    style.paddingBottom = style.scrollPaddingBottom = dialog.open ? `${dialog.offsetHeight}px` : "";
  }).observe(dialog);
  // Not into the body, which is not there yet where the script comes first, and which some applications replace.
  document.documentElement.prepend(host);
  return dialog;
};

/** Decides what the pressed button says: its value for every purpose that is shown, or what is ticked. @param {any} event */
const answer = ({ currentTarget: dialog, submitter: { value } }) => {
  const decided = /** @type {Record<string, any>} */ ({});
  for (const box of dialog.querySelectorAll("input:enabled")) decided[box.name] = value === "save" ? +box.checked : value;
  if (value) settle(decided, dialog.id);
};
