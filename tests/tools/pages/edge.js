// Serves a site that was built with `--compress` as a host that sends such copies does: an address that ends in a slash is
// the page in that folder, what is not there is 404.html, and the content policy of infra/template.yaml holds. `candor serve`
// compresses nothing and puts a script of its own into the pages, so that its numbers are not those of the real site.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
const MEDIA_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
};

/** Serves until it is closed. Gives the server, and where it listens. */
export const serveSite = async (site) => {
  const policy = await contentPolicy();
  const server = createServer((request, response) => answer(site, policy, request, response));
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { server, base: `http://127.0.0.1:${server.address().port}` };
};

const contentPolicy = async () => {
  const template = await readFile(fileURLToPath(new URL("../../../infra/template.yaml", import.meta.url)), "utf8");
  const [, policy] = /ContentSecurityPolicy: >-\n((?: {14}.*\n)+)/.exec(template) ?? [];
  if (!policy) throw new Error("infra/template.yaml has no content policy where it is looked for.");
  return policy.trim().replaceAll(/\s+/g, " ");
};

const answer = async (site, policy, { url, headers }, response) => {
  const { pathname } = new URL(url, "http://localhost");
  const { status, name, bytes } = await find(site, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  const copy = /\bbr\b/.test(headers["accept-encoding"]) && (await read(site, `${name}.br`));
  const body = copy || bytes;
  response.writeHead(status, {
    "Content-Type": MEDIA_TYPES[extname(name)] ?? "application/octet-stream",
    "Content-Length": body.length,
    "Content-Security-Policy": policy,
    ...(copy && { "Content-Encoding": "br", Vary: "Accept-Encoding" }),
  });
  response.end(body);
};

const find = async (site, name) => {
  const bytes = await read(site, name);
  return bytes ? { status: 200, name, bytes } : { status: 404, name: "404.html", bytes: await read(site, "404.html") };
};

/** The bytes of a file; nothing where there is none. */
const read = (site, name) => readFile(join(site, name)).catch(() => null);
