// Measures one page of every type with Lighthouse, as a phone on a slow 4G has it. What does not depend on the machine
// must be perfect, and times are told. Run it after each build, since pages grow heavy by small steps.
//
//   CANDOR_CHROMIUM=/usr/bin/chromium node tests/tools/pages/lighthouse.js SITE_DIR

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

import { serveSite } from "./edge.js";

const LOCALES = ["uz", "ru", "en"];

/** The types of pages, with where each is below a locale. They are measured in one locale after the other. */
const PAGES = [
  ["center", ""],
  ["policy", "privacy/"],
  ["superseded version", "privacy/1/"],
  ["newest version", "privacy/3/"],
  ["versions", "privacy/versions/"],
  ["changes", "privacy/2/changes/"],
  ["choices", "choices/"],
  ["register of cookies", "registers/cookies/"],
  ["register of processing", "registers/processing/"],
  ["register of recipients", "registers/recipients/"],
  ["register of retention", "registers/retention/"],
  ["requests", "requests/"],
  ["request form", "requests/access/"],
  ["status", "requests/status/"],
  ["figures", "requests/figures/"],
];

/** The pages that are there once for all locales. What is not found has its page at an address of its own, too. */
const SHARED = [
  ["language", "/"],
  ["not found", "/404.html"],
];

/** What search engines are to leave out, and so lacks the one thing for which Lighthouse would count it as in order. */
const LEFT_OUT = ["/404.html"];

const PERFECT = ["accessibility", "best-practices", "seo"];

/** A page, its style and one script. */
const MOST_REQUESTS = 3;

/** Not counted, as browsers ask for it when all is shown, and once for all pages. */
const ICON = /\/(fav)?icon[^/]*$/;

/** Below this measure of its speed, a machine is too busy for its times to mean much. */
const FAST = 1500;

/** The last: no locale of the portal, or the choice of language would lead on to that locale before it is measured. */
const CHROMIUM_FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--accept-lang=eo",
];

const main = async (site) => {
  const { server, base } = await serveSite(site);
  const chromium = await launch({ chromePath: process.env.CANDOR_CHROMIUM, chromeFlags: CHROMIUM_FLAGS });
  // It would outlive whoever stops the checks.
  process.on("exit", () => chromium.kill());
  process.on("SIGTERM", () => process.exit(1));
  try {
    report(await measureAll(base, chromium.port));
  } finally {
    chromium.kill();
    server.close();
  }
};

/** One page after the other, so that none slows another down. Gives what is wrong with them. */
const measureAll = async (base, port) => {
  const faults = [];
  console.log(row(HEADINGS));
  for (const [name, path] of pages()) {
    const result = await measure(base + path, port);
    console.log(row([name, path, ...numbers(result)]));
    faults.push(...faultsOf(result).map((fault) => `${path} ${fault}`));
  }
  return faults;
};

const pages = () => [
  ...PAGES.map(([name, path], index) => [name, `/${LOCALES[index % LOCALES.length]}/${path}`]),
  ...SHARED,
];

/** Where the machine was slow, the better of two. */
const measure = async (url, port) => {
  const first = await run(url, port);
  if (speed(first) >= FAST) return first;
  const second = await run(url, port);
  return speed(second) > speed(first) ? second : first;
};

const run = async (url, port) => {
  const skipAudits = LEFT_OUT.includes(new URL(url).pathname) ? ["is-crawlable"] : [];
  const { lhr } = await lighthouse(url, { port, logLevel: "error", disableFullPageScreenshot: true, skipAudits });
  if (lhr.runtimeError) throw new Error(`${url} cannot be measured: ${lhr.runtimeError.message}`);
  return lhr;
};

// --- What was measured --------------------------------------------------------------------------------------------

const speed = ({ environment }) => Math.round(environment.benchmarkIndex);

const score = ({ categories }, id) => Math.round(categories[id].score * 100);

const measured = ({ audits }, id) => audits[id].numericValue;

/** What the page asked for, without its icon. */
const requests = ({ audits }) => audits["network-requests"].details.items.filter(({ url }) => !ICON.test(url));

const numbers = (result) => [
  ...["performance", ...PERFECT].map((id) => score(result, id)),
  requests(result).length,
  requests(result).reduce((sum, { transferSize }) => sum + transferSize, 0),
  Math.round(measured(result, "largest-contentful-paint")),
  Number(measured(result, "cumulative-layout-shift").toFixed(3)),
  Math.round(measured(result, "total-blocking-time")),
  speed(result),
];

// --- What is wrong ------------------------------------------------------------------------------------------------

const faultsOf = (result) => {
  const { requestedUrl, finalDisplayedUrl } = result;
  if (finalDisplayedUrl !== requestedUrl) return [`leads on to ${finalDisplayedUrl}, which was measured instead`];
  return [...PERFECT.flatMap((id) => faultsOfCategory(result, id)), ...faultsOfLoading(result)];
};

const faultsOfCategory = (result, id) => {
  if (score(result, id) === 100) return [];
  const audits = result.categories[id].auditRefs.filter(({ weight }) => weight > 0);
  const failed = audits.map((audit) => result.audits[audit.id]).filter(({ score }) => score !== null && score < 1);
  return [`${id} ${score(result, id)}: ${failed.map(told).join("; ")}`];
};

const told = ({ id, title, details }) => {
  const places = (details?.items ?? []).map(({ node, description }) => node?.selector ?? description).filter(Boolean);
  return [`${id}: ${title}`, ...places].join(" | ");
};

const faultsOfLoading = (result) => {
  const urls = requests(result).map(({ url }) => url);
  const { origin } = new URL(result.requestedUrl);
  const shift = measured(result, "cumulative-layout-shift");
  return [
    ...(urls.length > MOST_REQUESTS ? [`${urls.length} requests: ${urls.join(" ").replaceAll(origin, "")}`] : []),
    ...urls.filter((url) => new URL(url).origin !== origin).map((url) => `${url} is a third party's`),
    ...(shift > 0 ? [`shifts while it loads: ${shift}`] : []),
  ];
};

// --- Telling ------------------------------------------------------------------------------------------------------

const HEADINGS = [
  ...["page", "", "perform.", "access.", "practices", "seo"],
  ...["requests", "bytes", "LCP ms", "CLS", "TBT ms", "machine"],
];

const row = ([name, path, ...values]) =>
  [name.padEnd(23), path.padEnd(27), ...values.map((value) => String(value).padStart(9))].join("");

const report = (faults) => {
  faults.forEach((fault) => console.log(fault));
  console.log(`Lighthouse finds ${faults.length || "nothing"}.`);
  process.exitCode = faults.length && 1;
};

await main(process.argv[2]);
