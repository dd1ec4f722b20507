// What the browser keeps of a visitor's choices, and for how long they stand: one cookie, in the format that the function
// reads and writes too. A test holds the two together; the other half is crates/model/src/kept.rs.

import { settings } from "./settings.js";

/**
 * Each purpose that was decided, with 1 for given and 0 for refused, as numbers or as text, and
 * - `_since`, `_until`: the seconds since 1970 between which this stands,
 * - `_version`: of what was agreed to,
 * - `_signal`: 1 where the browser said Global Privacy Control meanwhile,
 * - `_seen`: the mark of what the visitor saw; empty where the signal decided,
 * - `_key`: there until the portal has it. It makes sure that the portal has it once.
 * @typedef {Record<string, any>} Kept
 */

export const now = () => Math.floor(Date.now() / 1000);

/** The cookie's value as it stands in the browser: the last one, where one of another domain is left from before. */
export const raw = () => document.cookie.match(/.*candor_choices=([^;]*)/)?.[1];

/** What this page kept last. @type {Kept | undefined} */
export let latest;

/** What stands; nothing where the visitor has to be asked. @returns {Kept} */
export const read = () => {
  const kept = /** @type {Kept} */ (Object.fromEntries(new URLSearchParams(raw())));
  return kept._version === settings.version && kept._until > now() ? kept : {};
};

/**
 * Keeps choices for as long as they stand. The function's answer sets the same cookie once more, since some browsers
 * forget after a week what a script has set.
 * @param {Kept} kept
 */
export const keep = (kept) => {
  latest = kept;
  const domain = `.${location.hostname}`.endsWith(settings.domain) ? settings.domain : "";
  const secure = location.protocol === "https:" ? "secure" : "";
  const age = kept._until - now();
  document.cookie = `candor_choices=${new URLSearchParams(kept)};max-age=${age};path=/;domain=${domain};samesite=lax;${secure}`;
};
