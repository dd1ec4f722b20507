// Bundles the banner's modules and style into the files that the binary embeds:
//
//   node tests/tools/banner/bundle.js          writes crates/site/banner/{consent,trusted,google}.js
//   node tests/tools/banner/bundle.js --check  fails where these are not what the modules make

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build, transform } from "esbuild";
import { minify } from "terser";

const banner = fileURLToPath(new URL("../../../crates/site/banner/", import.meta.url));
const style = await transform(await readFile(`${banner}source/banner.css`, "utf8"), { loader: "css", minify: true });

const bundled = async (entry, isTrusted) => {
  const { outputFiles } = await build({
    entryPoints: [`${banner}source/${entry}`],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    define: { CANDOR_STYLE: JSON.stringify(style.code.trim()), CANDOR_TRUSTED_TYPES: JSON.stringify(isTrusted) },
    write: false,
  });
  // What esbuild leaves, since every visitor of every site carries it.
  const { code } = await minify(outputFiles[0].text, { ecma: 2020, toplevel: true });
  return `${code}\n`;
};

for (const [entry, file, isTrusted] of [
  ["main.js", "consent.js", false],
  ["main.js", "trusted.js", true],
  ["google.js", "google.js", false],
]) {
  const text = await bundled(entry, isTrusted);
  if (!process.argv.includes("--check")) {
    await writeFile(banner + file, text);
  } else if ((await readFile(banner + file, "utf8")) !== text) {
    console.error(`crates/site/banner/${file} is not what its modules make: run node tests/tools/banner/bundle.js`);
    process.exitCode = 1;
  }
}
