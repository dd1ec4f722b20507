// Which addresses a text of a portal has, and what for: pages, sitemap and feeds, styles, and the files for programs.

import { Parser } from "htmlparser2";

/**
 * @typedef {object} Link
 * @property {"leads" | "loads" | "sends" | "names"} role A reader may go there, a browser asks for it by itself, a form
 *   is sent there, or somebody is told of it.
 * @property {string} address As it is written.
 *
 * @typedef {object} Found
 * @property {Link[]} links
 * @property {Set<string>} ids The elements at which a fragment can point.
 * @property {Map<string, string>[]} languages Addresses by language, of pages that say the same. A page has one such
 *   set, and the sitemap has one for each page.
 */

const ROLES_OF_RELATIONS = { alternate: "leads", canonical: "names", self: "names", related: "names" };

/** @type {(mediaType: string, text: string) => Found} */
export const addressesIn = (mediaType, text) => {
  const found = { links: said(text), ids: new Set(), languages: [] };
  if (/html|xml/.test(mediaType)) readElements(text, { xmlMode: !mediaType.includes("html") }, found);
  if (mediaType.includes("css")) found.links.push(...loadedByStyle(text));
  return found;
};

/** Whatever looks like an address of the web, in linked data and in files for programs too. */
const said = (text) =>
  [...text.matchAll(/https?:\/\/[^\s"'`<>(){}[\]\\]+/g)].map(([written]) => ({
    role: "names",
    address: written.replaceAll("&amp;", "&").replace(/[.,;:!?]+$/, ""),
  }));

const loadedByStyle = (text) =>
  [...text.matchAll(/(?:url\(\s*|@import\s+)["']?([^"')]+)/g)].map(([, address]) => ({ role: "loads", address }));

const readElements = (text, mode, { links, ids, languages }) => {
  const onopentag = (tag, attributes) => {
    links.push(...linksOf(tag, attributes));
    if (attributes.id) ids.add(attributes.id);
    // A feed has neither: its languages are those of what it lists.
    if (tag === "head" || tag === "url") languages.push(new Map());
    if (isLanguage(tag, attributes)) languages.at(-1)?.set(attributes.hreflang, attributes.href);
  };
  new Parser({ onopentag }, mode).end(text);
};

const linksOf = (tag, { href, src, srcset = "", poster, data, action, method = "get", ...others }) =>
  [
    [roleOfHref(tag, others), href],
    ["loads", src],
    ["loads", poster],
    ["loads", tag === "object" ? data : ""],
    ...srcset.split(",").map((candidate) => ["loads", candidate.trim().split(/\s/)[0]]),
    [method.toLowerCase() === "get" ? "leads" : "sends", action],
  ].flatMap(([role, address]) => (address ? { role, address } : []));

const roleOfHref = (tag, attributes) => {
  if (tag === "a" || tag === "area") return "leads";
  if (isLanguage(tag, attributes)) return "names";
  // What else has an `href` shows it: a style, an icon, the part of a drawing.
  return (tag === "link" && ROLES_OF_RELATIONS[attributes.rel]) || "loads";
};

const isLanguage = (tag, { rel, hreflang }) => /^(xhtml:)?link$/.test(tag) && rel === "alternate" && Boolean(hreflang);
