// The one place from which text becomes markup or the address of a script. Pages that demand Trusted Types take neither from
// anybody but a policy that they know by its name; a portal whose sites have such pages says so, and the script is built for them.

/** @param {string} text */
const same = (text) => text;
const policy =
  CANDOR_TRUSTED_TYPES && window.trustedTypes?.createPolicy("candor", { createHTML: same, createScriptURL: same });

/** @param {string} html */
export const asMarkup = (html) => (policy ? policy.createHTML(html) : html);

/** @param {string} address */
export const asScript = (address) => (policy ? policy.createScriptURL(address) : address);
