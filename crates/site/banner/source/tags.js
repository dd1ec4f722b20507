// Google's Consent Mode, version 2: what its tags may store. Denied until the visitor has chosen.

import { settings } from "./settings.js";

/**
 * @param {"default" | "update"} command
 * @param {import("./kept.js").Kept} choices
 */
export const tell = (command, choices) => {
  /** @type {Record<string, string>} */
  const told = {};
  for (const signal in settings.signals) told[signal] = +choices[settings.signals[signal]] ? "granted" : "denied";
  if (settings.signals) push("consent", command, told);
};

/** The tags want the very object `arguments`; an array is another thing to them. @param {...unknown} _command */
function push(..._command) {
  (window.dataLayer ??= []).push(arguments);
}
