// Bundles the banner's modules and style into the one file that the binary embeds:
//
//   node tests/tools/banner/bundle.js          writes crates/site/banner/consent.js
//   node tests/tools/banner/bundle.js --check  fails where that is not what the modules make

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build, transform } from "esbuild";

const banner = fileURLToPath(new URL("../../../crates/site/banner/", import.meta.url));
const bundled = `${banner}consent.js`;

const style = await transform(await readFile(`${banner}source/banner.css`, "utf8"), { loader: "css", minify: true });
const { outputFiles } = await build({
  entryPoints: [`${banner}source/main.js`],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  define: { CANDOR_STYLE: JSON.stringify(style.code.trim()) },
  write: false,
});
const { text } = outputFiles[0];

if (!process.argv.includes("--check")) {
  await writeFile(bundled, text);
} else if ((await readFile(bundled, "utf8")) !== text) {
  console.error("crates/site/banner/consent.js is not what its modules make: run node tests/tools/banner/bundle.js");
  process.exitCode = 1;
}
