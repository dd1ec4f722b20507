// Leads from the language choice to the visitor's best language. Remembers nothing: the address does.

const links = [...document.querySelectorAll("#languages a")];
const speaks = (link, tag) => link.hreflang.toLowerCase() === tag.toLowerCase();
const languageOf = (tag) => tag.split("-")[0];

const best = navigator.languages
  .flatMap((tag) => [tag, languageOf(tag)])
  .map((tag) => links.find((link) => speaks(link, tag)))
  .find(Boolean);

if (best) location.replace(best.href);
