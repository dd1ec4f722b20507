// Serves a built site as the edge of infra/template.yaml does: an address that ends in a slash is the page in that
// folder, what is not there is 404.html, files are compressed, and the content policy holds. `candor serve` compresses
// nothing and puts a script of its own into the pages, so that its numbers are not those of the real site.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const MEDIA_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
};

/** CloudFront leaves what is smaller as it is. */
const SMALLEST_COMPRESSED = 1000;

/** About as well as an edge compresses while somebody waits; the best, 11, would take a tenth off. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

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
  const isCompressed = bytes.length >= SMALLEST_COMPRESSED && /\bbr\b/.test(headers["accept-encoding"]);
  const body = isCompressed ? await promisify(brotliCompress)(bytes, QUALITY) : bytes;
  response.writeHead(status, {
    "Content-Type": MEDIA_TYPES[extname(name)] ?? "application/octet-stream",
    "Content-Length": body.length,
    "Content-Security-Policy": policy,
    ...(isCompressed && { "Content-Encoding": "br", Vary: "Accept-Encoding" }),
  });
  response.end(body);
};

const find = async (site, name) => {
  try {
    return { status: 200, name, bytes: await readFile(join(site, name)) };
  } catch {
    return { status: 404, name: "404.html", bytes: await readFile(join(site, "404.html")) };
  }
};
