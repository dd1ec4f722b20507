// The gate: scripts and frames wait in the page until their purpose is given, then run in order, each once.

import { choices } from "./choices.js";
import { asScript } from "./trust.js";

/** The last script that was let in: the next one waits for it. @type {Promise<unknown>} */
let turn = Promise.resolve();

/** Lets in what is allowed: scripts that wait in the page, and frames that wait in a template beside what stands for them. */
export const gate = () => {
  for (const element of /** @type {NodeListOf<HTMLScriptElement>} */ (document.querySelectorAll("[data-purpose]"))) {
    const { purpose, type } = /** @type {Record<string, string>} */ (element.dataset);
    if (!purpose.split(" ").every((id) => choices[id])) continue;
    const template = /** @type {HTMLTemplateElement | null} */ (element.querySelector(":scope>template"));
    if (template) element.replaceChildren(template.content);
    if (element.type === "text/plain") {
      element.type = type ?? "";
      turn = turn.then(() => run(element));
    }
  }
};

/**
 * A script of a type that is none has not been started: it starts when it gets its address, or comes into the page anew.
 * @param {HTMLScriptElement} script
 */
const run = (script) =>
  new Promise((done) => {
    const { src } = script.dataset;
    // A route may have taken it away while it waited for its turn.
    if (!script.isConnected) done(script);
    script.onload = script.onerror = done;
    if (src) script.src = asScript(src);
    else done(script.replaceWith(script));
  });
