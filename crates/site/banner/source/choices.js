// The visitor's decisions, and what follows from each on this page.

import { ask, open } from "./banner.js";
import { clear } from "./clear.js";
import { gate } from "./gate.js";
import { keep, latest, now, read } from "./kept.js";
import { send } from "./portal.js";
import { settings } from "./settings.js";
import { choices, stand } from "./standing.js";

/** @typedef {import("./kept.js").Kept} Kept */

/** What the browser's signal refuses, where it sends one that the portal honours. */
const opposed = navigator.globalPrivacyControl && settings.opposed;

/** Since when what stands was decided; nothing is known at first. @type {string | null | undefined} */
let known = null;

/** Brings the page in line with what the browser keeps: at first, and when another tab or the portal changed it. */
export const refresh = () => {
  const kept = read();
  if (kept._since === known) return;
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
    // What was decided before ends when it did: the signal prolongs nothing.
    _until: since + (isGiven ? settings.given : settings.refused),
    ...decided,
    _since: `${since}`,
    _version: settings.version,
    _signal: +!!opposed,
    _seen: seen,
    // It is no secret, and must only be another one each time.
    _key: Math.random(),
  });
  send();
  honour(/** @type {Kept} */ (latest));
};

/** @param {Kept} kept */
const honour = (kept) => {
  const before = choices;
  known = kept._since;
  stand(kept);
  gate();
  ask(settings.purposes.some((id) => !(id in choices)));
  const detail = Object.fromEntries(settings.purposes.map((id) => [id, +choices[id] > 0]));
  window.candor = { open, choices: detail };
  document.dispatchEvent(new CustomEvent("candor:choice", { detail }));
  // Only loading the page anew stops what was let in, be it by the gate or by the page itself. An answer that is under way to
  // the choice before comes first, since it sets the cookie of that.
  if (settings.purposes.some((id) => +before[id] && !+choices[id])) setTimeout(() => location.reload(), 500);
  // At last, since a browser that keeps no storage for the page throws.
  clear();
};
