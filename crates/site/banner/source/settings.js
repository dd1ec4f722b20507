// What the build of a portal tells the script: who it is, what may be refused, and for how long a choice stands.

/**
 * @typedef {object} Settings
 * @property {string} domain The domain of the choice's cookie, with a dot before it; empty where the portal names none.
 * @property {number} version The version of what is agreed to: a choice about an older one is asked for again.
 * @property {number} given For how many milliseconds a choice stands.
 * @property {number} refused The same, where everything was refused.
 * @property {Record<string, true>} required The purposes that cannot be refused.
 * @property {Record<string, "0">} [opposed] Those that the browser's signal refuses (Global Privacy Control), where the
 *   portal honours it.
 * @property {Record<string, string>} stored By each other purpose a regular expression for the names of what it stores here.
 * @property {string[]} domains The domains of the company's cookies, and an empty one for the page's own host.
 * @property {string} locales A regular expression for the portal's locales, the default one first.
 */

// The build puts an object in place of this name.
/** @type {Settings} */
export const settings = CANDOR_SETTINGS;

/** The purposes that can be refused. */
export const optional = Object.keys(settings.stored);

/** The portal's origin: where this script comes from. */
export const { origin } = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).src);
