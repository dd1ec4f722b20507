// The types of what `consent.js` gives a page. `import type { Candor } from "./consent.d.ts"`, or name the file in `types`.
//
// These custom properties, set on `:root`, change how it looks:
//   --candor-background, --candor-text          the banner and the dialog
//   --candor-button, --candor-button-text       every button: none can be made to look better than another
//   --candor-radius, --candor-font              corners and type
// Light or dark it is as the page is, by the `color-scheme` of its root.

/** Given or not, by purpose: `{ necessary: true, analytics: false }`. */
export type Choices = Readonly<Record<string, boolean>>;

export interface Candor {
  /** Opens the dialog with the choices that stand. It is rejected where the dialog cannot be loaded. */
  open(): Promise<void>;
  /** What stands now. What the visitor has not decided is refused. */
  choices: Choices;
}

declare global {
  /** There when `candor:choice` is told for the first time, soon after `consent.js` has run. */
  const candor: Candor;
  interface Window {
    candor: Candor;
  }
  interface DocumentEventMap {
    /** What stands, told when the page is loaded and whenever it changes. */
    "candor:choice": CustomEvent<Choices>;
  }
}
