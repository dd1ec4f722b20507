// Google's Consent Mode, version 2: tells its tags what they may store, which is nothing until the visitor has chosen. The build
// puts it before the rest where the portal uses it.

// The build puts an object in place of this name: each signal with the purpose that decides it.
/** @type {Record<string, string>} */
const signals = CANDOR_SIGNALS;

/**
 * @param {"default" | "update"} command
 * @param {Readonly<Record<string, boolean>>} choices
 */
const tell = (command, choices) => {
  const told = Object.entries(signals).map(([signal, purpose]) => [signal, choices[purpose] ? "granted" : "denied"]);
  push("consent", command, Object.fromEntries(told));
};

/** The tags want the very object `arguments`; an array is another thing to them. @param {...unknown} _command */
function push(..._command) {
  (window.dataLayer ??= []).push(arguments);
}

tell("default", {});
document.addEventListener("candor:choice", ({ detail }) => tell("update", detail));
