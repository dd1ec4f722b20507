// What stands on this page: what cannot be refused, and what was decided.

import { settings } from "./settings.js";

/** @type {import("./kept.js").Kept} */
export let choices = settings.required;

/** @param {import("./kept.js").Kept} kept */
export const stand = (kept) => {
  choices = { ...settings.required, ...kept };
};
