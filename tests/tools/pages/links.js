// Follows every link of a portal that is served with its intake. Each must lead to an answer, each `#fragment` to an
// element, and nothing may be asked of third parties; each file of the site must be linked from a page, and pages that
// say the same in several languages must name each other. Run it after each build, since authors and themes make links.
//
//   node tests/tools/pages/links.js BASE_URL SITE_DIR

import { readdir } from "node:fs/promises";
import { relative } from "node:path";

import { addressesIn } from "./addresses.js";

/** What no page that can be asked for needs to link to: people are told of it, or programs know where it is. */
const KNOWN = [
  /^\/$/, // the address on posters and in letters
  /^\/assets\//, // the answers to forms, which have styles of their own
  /^\/404\.html$/, // the edge, which shows it wherever there is nothing
  /^\/(robots\.txt|sitemap\.xml)$/, // search engines
  /^\/\.well-known\//, // whoever found a fault (RFC 9116), and browsers with Global Privacy Control
  /^\/consent(\.js|\.d\.ts|\/[^/]+\.html)$/, // the company's own sites, and their developers
  /^\/portal\.schema\.json$/, // readers of portal.json, which names it
];

const [base, site] = process.argv.slice(2);

const main = async () => {
  const own = await ownOrigin();
  const files = await filesOfSite();
  const answers = await followAll(files, own);
  report(answers, [...faultsOfAnswers(answers), ...faultsOfFiles(files, answers)]);
};

/** The origin by which the portal calls itself. It is not the server's, which stands in for it. */
const ownOrigin = async () => {
  const sitemap = await (await fetch(new URL("/sitemap.xml", base))).text();
  const [, first] = /<loc>([^<]+)/.exec(sitemap) ?? [];
  if (!first) throw new Error(`${base}/sitemap.xml lists no page.`);
  return new URL(first).origin;
};

/** Under which addresses the site's files are. */
const filesOfSite = async () => {
  const entries = await readdir(site, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => `${parentPath}/${name}`);
  return files.map((file) => `/${relative(site, file)}`.replace(/\/index\.html$/, "/")).sort();
};

// --- Asking -------------------------------------------------------------------------------------------------------

/** All answers by path, beginning at all files: at `/`, at the sitemap, and where no link leads. */
const followAll = async (files, own) => {
  const answers = new Map();
  const paths = [...files];
  // The list grows while it is walked through.
  for (const path of paths) {
    if (answers.has(path)) continue;
    const answer = await ask(path, own);
    answers.set(path, answer);
    paths.push(...answer.links.filter(isFollowed).map((link) => link.path));
  }
  return answers;
};

/** What a form would send is not ours to send. */
const isFollowed = ({ role, path }) => path !== undefined && role !== "sends";

const ask = async (path, own) => {
  const here = new URL(path, base);
  const response = await fetch(here, { redirect: "manual", headers: { Accept: "text/html, */*;q=0.5" } });
  const mediaType = response.headers.get("content-type") ?? "";
  const { links, ids, languages } = addressesIn(mediaType, await response.text());
  const moved = response.headers.get("location");
  if (moved) links.push({ role: "leads", address: moved });
  const placed = (address) => place(address, here, own);
  return {
    status: response.status,
    isPage: mediaType.startsWith("text/html"),
    moved: moved && placed(moved).path,
    links: links.map((link) => ({ ...link, ...placed(link.address) })),
    ids,
    languages: languages.map((set) => new Map([...set].map(([language, address]) => [language, placed(address).path]))),
  };
};

/** Where an address leads: to a `path` of the portal or to a `foreign` place, or nowhere if it is not of the web. */
const place = (address, here, own) => {
  if (!URL.canParse(address, here)) return { isBroken: true };
  const url = new URL(address, here);
  if (!/^https?:$/.test(url.protocol)) return {};
  if (url.origin !== own && url.origin !== here.origin) return { foreign: url.href };
  return { path: url.pathname + url.search, fragment: decodeURIComponent(url.hash.slice(1)) };
};

// --- Judging ------------------------------------------------------------------------------------------------------

/** @returns {[sentence: string, path: string][]} What is wrong, and where it was found. */
const faultsOfAnswers = (answers) =>
  [...answers].filter(([, answer]) => isThere(answer)).flatMap(([path, { links, languages }]) => {
    const ofLinks = links.map((link) => faultOfLink(link, answers));
    const ofLanguages = languages.map((set) => faultOfLanguages(set, answers));
    return [...ofLinks, ...ofLanguages].filter(Boolean).map((sentence) => [sentence, path]);
  });

const faultOfLink = (link, answers) => {
  const { role, address, path, fragment, foreign, isBroken } = link;
  if (isBroken) return `"${address}" is no address`;
  if (foreign && ["loads", "sends"].includes(role)) return `${foreign} is a third party's`;
  if (!isFollowed(link)) return null;
  const answer = answers.get(path);
  if (!isThere(answer)) return `${path} is answered with ${answer.status}`;
  // Linked data gives names to things that are no elements.
  if (!fragment || role === "names" || answers.get(answer.moved ?? path).ids.has(fragment)) return null;
  return `${path} has no element "${fragment}"`;
};

const isThere = ({ status }) => status >= 200 && status < 400;

const faultOfLanguages = (set, answers) => {
  const written = (languages = []) => JSON.stringify([...languages].sort());
  const other = [...set.values()].find((path) => written(answers.get(path)?.languages[0]) !== written(set));
  return other && `${other} does not name the same pages as its languages`;
};

const faultsOfFiles = (files, answers) => {
  const linked = linkedFromPages(answers);
  const unserved = files.filter((file) => !isThere(answers.get(file)));
  const unlinked = files.filter((file) => !linked.has(file) && !KNOWN.some((known) => known.test(file)));
  return [
    ...unserved.map((file) => ["a file of the site is not served", file]),
    ...unlinked.map((file) => ["no page links to a file of the site", file]),
  ];
};

/** What other pages link to, since nobody finds a page by the page's own link. */
const linkedFromPages = (answers) => {
  const pages = [...answers].filter(([, { isPage }]) => isPage);
  const linked = ([from, { links }]) =>
    links.filter(({ role, path }) => path !== from && ["leads", "loads"].includes(role)).map(({ path }) => path);
  return new Set(pages.flatMap(linked));
};

// --- Telling ------------------------------------------------------------------------------------------------------

const report = (answers, faults) => {
  for (const [foreign, paths] of grouped(outbound(answers))) console.log(`not followed: ${foreign} (${told(paths)})`);
  const found = grouped(faults);
  for (const [sentence, paths] of found) console.log(`${sentence} (${told(paths)})`);
  console.log(`${answers.size} addresses were asked for. The link checker finds ${found.size || "nothing"}.`);
  process.exitCode = found.size && 1;
};

const outbound = (answers) =>
  [...answers].flatMap(([path, { isPage, links }]) =>
    links.filter(({ role, foreign }) => isPage && role === "leads" && foreign).map(({ foreign }) => [foreign, path]),
  );

/** By the first of each pair all the second: what is wrong with the frame of pages is told once. */
const grouped = (pairs) => {
  const groups = new Map();
  for (const [first, second] of pairs) groups.set(first, (groups.get(first) ?? new Set()).add(second));
  return groups;
};

const told = (paths) => {
  const [first, ...others] = paths;
  return others.length > 0 ? `${first} and ${others.length} more` : first;
};

await main();
