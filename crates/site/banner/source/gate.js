// The gate: scripts and frames wait in the page until their purpose is given, then run in order, each once.

import { policy } from "./trust.js";

/** @typedef {import("./kept.js").Kept} Kept */

/** The purposes of what was let in: only loading the page anew stops it. @type {Set<string>} */
const entered = new Set();
/** The last script that was let in: the next one waits for it. @type {Promise<unknown>} */
let turn = Promise.resolve();

/**
 * @param {string} needed Names of purposes.
 * @param {Kept} choices
 */
const allows = (needed, choices) => needed.split(" ").every((id) => +choices[id]);

/**
 * Lets in what is allowed: scripts that wait in the page, and frames that wait in a template beside what stands for them.
 * @param {Kept} choices
 */
export const admit = (choices) => {
  for (const element of /** @type {NodeListOf<HTMLScriptElement>} */ (document.querySelectorAll("[data-purpose]"))) {
    const { purpose = "", type } = element.dataset;
    if (!allows(purpose, choices)) continue;
    entered.add(purpose);
    const template = element.querySelector("template");
    if (template) element.replaceChildren(template.content);
    if (element.type === "text/plain") {
      element.type = type ?? "";
      turn = turn.then(() => run(element));
    }
  }
};

/**
 * Whether something entered that these choices no longer allow.
 * @param {Kept} choices
 */
export const isBreached = (choices) => [...entered].some((needed) => !allows(needed, choices));

/**
 * A script of a type that is none has not been started: it starts when it gets its address, or comes into the page anew.
 * @param {HTMLScriptElement} script
 */
const run = (script) =>
  new Promise((done) => {
    const { src } = script.dataset;
    script.onload = script.onerror = done;
    if (src) script.src = policy.createScriptURL(src);
    else done(script.replaceWith(script));
  });
