// The one place from which text becomes markup or the address of a script, for pages that demand Trusted Types.

/** @param {string} text */
const same = (text) => text;
const rules = { createHTML: same, createScriptURL: same };

/** @type {typeof rules} */
export const policy = window.trustedTypes?.createPolicy("candor", rules) ?? rules;
