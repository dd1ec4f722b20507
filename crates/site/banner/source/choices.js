// The visitor's choices as they stand on this page, and what follows from each decision.

import { ask, open } from "./banner.js";
import { clear } from "./clear.js";
import { admit, isBreached } from "./gate.js";
import { keep, now, raw, read } from "./kept.js";
import { send } from "./portal.js";
import { settings } from "./settings.js";

/** @typedef {import("./kept.js").Kept} Kept */

/** What the browser's signal refuses, where it sends one that the portal honours. */
const opposed = navigator.globalPrivacyControl && settings.opposed;

/** What stands: what cannot be refused, and what was decided. @type {Kept} */
export let choices = settings.required;
/** The cookie that it comes from. @type {string | undefined} */
let known = "";

/** Brings the page in line with what the browser keeps: at first, and when another tab or the portal changed it. */
export const refresh = () => {
  if (raw() === known) return;
  const kept = read();
  if (opposed && !+kept._signal) settle({ ...kept, ...opposed });
  else honour(kept);
};

/**
 * Keeps a decision, here and at the portal, and honours it.
 * @param {Kept} decided
 * @param {string} [seen] The mark of what the visitor saw; the browser's signal decides without anything seen.
 */
export const settle = (decided, seen = "") => {
  const since = now();
  const isGiven = settings.purposes.some((id) => +decided[id]);
  keep({
    ...decided,
    _since: since,
    _until: since + (isGiven ? settings.given : settings.refused),
    _version: settings.version,
    _signal: +!!opposed,
    _seen: seen,
    // It is no secret, and must only be another one each time.
    _key: Math.random(),
  });
  send();
  honour(read());
};

export const gate = () => admit(choices);
export const show = () => open(choices);

/** @param {Kept} kept */
const honour = (kept) => {
  known = raw();
  choices = { ...settings.required, ...kept };
  gate();
  ask(settings.purposes.some((id) => !choices[id]));
  const detail = Object.fromEntries(settings.purposes.map((id) => [id, +choices[id] > 0]));
  window.candor = { open: show, choices: detail };
  document.dispatchEvent(new CustomEvent("candor:choice", { detail }));
  if (isBreached(choices)) location.reload();
  // At last, since a browser that keeps no storage for the page throws.
  clear(choices);
};
