// Asks the Nu HTML checker, which knows the living standard, about every page, style and drawing of a built site. It
// must have nothing to say, no warning either, and no exception is made. Run it after each build: what is broken looks
// whole in a browser, which mends it in silence, each in its own way.
//
//   node tests/tools/pages/html.js SITE_DIR          needs Java 17 or later

import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import checker from "vnu-jar";

/** One run for each: where one takes them all (`--also-check-css`), the checker counts the lines of pages from 0. */
const KINDS = { ".html": [], ".css": ["--css"], ".svg": ["--svg"] };

/** What the banner puts into a page of the company. It is no page itself, and is judged as part of one. */
const PART = /^consent\/[^/]+\.html$/;

const judge = async (site) => {
  const copy = await mkdtemp(join(tmpdir(), "candor-html-"));
  try {
    await cp(site, copy, { recursive: true });
    const names = (await readdir(copy, { recursive: true })).sort();
    await Promise.all(names.filter((name) => PART.test(name)).map((name) => frame(join(copy, name))));
    return Object.keys(KINDS).flatMap((kind) => ask(kind, copy, names));
  } finally {
    await rm(copy, { recursive: true });
  }
};

/** Makes a page around a part. It adds no line, so that findings keep theirs. */
const frame = async (path) => {
  const head = `<!DOCTYPE html><html lang="${basename(path, ".html")}"><head><title>Shop</title></head>`;
  await writeFile(path, `${head}<body><h1>Shop</h1>${await readFile(path, "utf8")}</body></html>`);
};

/** All files of a kind at once, since the checker needs longer to start than to read. */
const ask = (kind, folder, names) => {
  const files = names.filter((name) => name.endsWith(kind)).map((name) => join(folder, name));
  if (files.length === 0) throw new Error(`There is no ${kind} file in the site.`);
  console.log(`${files.length} ${kind}`);
  // Its exit code knows nothing of warnings.
  const options = [...KINDS[kind], "--format", "json", "--stdout", "--exit-zero-always"];
  const answer = execFileSync("java", ["-jar", String(checker), ...options, ...files], { maxBuffer: 2 ** 28 });
  return JSON.parse(answer).messages.map((message) => finding(folder, message));
};

const finding = (folder, { url, firstLine, lastLine, firstColumn, lastColumn, message }) =>
  `${relative(folder, fileURLToPath(url))}:${firstLine ?? lastLine}:${firstColumn ?? lastColumn} ${message}`;

const [site] = process.argv.slice(2);
const found = await judge(site);
found.forEach((line) => console.log(line));
console.log(`The Nu HTML checker finds ${found.length || "nothing"}.`);
process.exitCode = found.length && 1;
