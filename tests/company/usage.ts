// What a developer of the company writes in TypeScript with the types of the portal; it only has to pass the checker.

import type { Choices } from "../../crates/site/banner/consent.d.ts";

document.getElementById("choices")?.addEventListener("click", () => window.candor.open());
document.addEventListener("candor:choice", (event) => count(event.detail));
count(candor.choices);

function count(choices: Choices) {
  if (choices.analytics) document.cookie = "visits=1";
}

// The types also say what a page cannot do.
// @ts-expect-error A choice is the visitor's: a page reads it and does not make it.
candor.choices.analytics = true;
// @ts-expect-error What is given is yes or no.
const given: string = candor.choices.analytics;
