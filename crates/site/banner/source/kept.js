// What the browser keeps of a visitor's choices, and for how long they stand: one cookie, in the format that the function
// reads and writes too. A test holds the two together; the other half is crates/model/src/kept.rs.

import { settings } from "./settings.js";

/**
 * Each purpose that was decided, with 1 for given and 0 for refused, as numbers or as text, and
 * - `_since`, `_until`: the milliseconds since 1970 between which this stands,
 * - `_signal`: 1 where the browser said Global Privacy Control meanwhile,
 * - `_seen`: the version of what was agreed to, and the mark of what the visitor saw; without one where the signal decided,
 * - `_key`: there until the portal has it. It makes sure that the portal has it once.
 * @typedef {Record<string, any>} Kept
 */

/** There are cookies that are taken with this attribute only; on a page that is not secure none is. */
const secure = location.protocol === "https:" ? "secure" : "";

/**
 * Writes a cookie, or takes it away.
 * @param {string} cookie Its name and value.
 * @param {number} age For how many seconds it stays.
 * @param {string} path
 * @param {string} domain With a dot before it or none; empty for the page's own host.
 */
export const write = (cookie, age, path, domain) => {
  document.cookie = `${cookie};max-age=${age};path=${path};domain=${domain};samesite=lax;${secure}`;
};

/**
 * What stands; nothing where the visitor has to be asked. Where a cookie of another domain is left from before, the last counts.
 * @returns {Kept}
 */
export const read = () => {
  const cookie = document.cookie.match(/.*candor_choices=([^;]*)/)?.[1];
  const kept = /** @type {Kept} */ (Object.fromEntries(new URLSearchParams(cookie)));
  return parseInt(kept._seen) >= settings.version && kept._until > Date.now() ? kept : {};
};

/**
 * Keeps choices for as long as they stand. The function's answer sets the same cookie once more, since some browsers
 * forget after a week what a script has set.
 * @param {Kept} kept
 */
export const keep = (kept) => {
  const domain = `.${location.hostname}`.endsWith(settings.domain) ? settings.domain : "";
  const age = Math.round((kept._until - Date.now()) / 1000);
  write(`candor_choices=${new URLSearchParams(kept)}`, age, "/", domain);
};
