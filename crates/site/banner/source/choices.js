// The visitor's decisions, and what follows from each on this page.

import { ask, open } from "./banner.js";
import { clear } from "./clear.js";
import { gate } from "./gate.js";
import { keep, read } from "./kept.js";
import { send } from "./portal.js";
import { optional, settings } from "./settings.js";

/** @typedef {import("./kept.js").Kept} Kept */

/** What stands on this page, by purpose: what is not decided is refused. @type {Readonly<Record<string, boolean>>} */
export let choices = settings.required;

/** What the browser's signal refuses, where it sends one that the portal honours. */
export const opposed = navigator.globalPrivacyControl && settings.opposed;

/** What was decided and stands; not even that nothing was is known at first. @type {Kept} */
export let standing = { _since: null };

/** Whether the visitor has not decided about everything yet. */
export const isAsked = () => optional.some((id) => !(id in standing));

/**
 * Brings the page in line with what the browser keeps, and the portal too: at first, and whenever something may have changed, by
 * another tab, while the page was away in the history, or on the line.
 */
export const update = () => {
  const kept = read();
  // In a browser that keeps no cookies, what is decided stands for as long as the page does.
  if (kept._since !== standing._since && (navigator.cookieEnabled || !standing._since)) {
    if (opposed && !+kept._signal) settle({ ...kept, ...opposed }, kept._key && kept._seen);
    else honour(kept);
  } else send();
};

/**
 * Keeps a decision, here and at the portal, and honours it.
 * @param {Kept} decided
 * @param {string | number} [seen] What the visitor saw; the browser's signal decides without anything seen, unless the portal
 *   does not have yet what the visitor decided.
 */
export const settle = (decided, seen = settings.version) => {
  const since = Date.now();
  const isGiven = optional.some((id) => +decided[id]);
  const kept = {
    // What was decided before ends when it did: the signal prolongs nothing.
    _until: since + (isGiven ? settings.given : settings.refused),
    ...decided,
    _since: `${since}`,
    _signal: +!!opposed,
    _seen: seen,
    // With the millisecond nobody guesses it, and the portal makes the visitor's identifier of both, where there is none yet.
    _key: Math.random(),
  };
  keep(kept);
  honour(kept);
};

/** @param {Kept} kept */
const honour = (kept) => {
  const before = choices;
  standing = kept;
  choices = { ...settings.required, ...Object.fromEntries(optional.map((id) => [id, +kept[id] > 0])) };
  window.candor = { open, choices };
  gate();
  setTimeout(ask);
  document.dispatchEvent(new CustomEvent("candor:choice", { detail: choices }));
  const sent = send();
  // Only loading the page anew stops what was let in, be it by the gate or by the page itself. An answer that is under way to
  // the choice before comes first, since it sets the cookie of that; but a line that hangs is not waited for.
  if (optional.some((id) => before[id] && !choices[id])) sent.finally(() => location.reload());
  // On its own, since it may take its time on a slow device, and throws in a browser that keeps no storage for the page.
  setTimeout(clear);
};
