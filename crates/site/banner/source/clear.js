// Takes away what a refused purpose has stored on the company's own site: by the names in the register, in every place
// that this page can see.

import { choices } from "./choices.js";
import { write } from "./kept.js";
import { optional, settings } from "./settings.js";

export const clear = () => {
  for (const purpose of optional) {
    if (choices[purpose]) continue;
    const names = RegExp(settings.stored[purpose]);
    for (const name of document.cookie.split(/=[^;]*;? ?/)) if (names.test(name)) expire(name);
    for (const store of [localStorage, sessionStorage]) {
      for (const name in store) if (names.test(name)) store.removeItem(name);
    }
  }
};

/**
 * A page is not told which path a cookie has: every one that it could have is tried.
 * @param {string} name
 */
const expire = (name) => {
  for (let path = location.pathname; path; path = path.replace(/[^/]+$|\/$/, "")) {
    for (const domain of settings.domains) write(`${name}=`, 0, path, domain);
  }
};
