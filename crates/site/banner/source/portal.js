// Asks the portal to keep a choice as proof.

import { keep, raw, read } from "./kept.js";
import { origin } from "./settings.js";

/** Sends what the portal does not have yet. Where the line or the portal fails it waits, and is sent another time. */
export const send = async () => {
  const cookie = raw();
  const { _key, ...kept } = read();
  if (!_key) return;
  const answer = await fetch(`${origin}/api/consents`, {
    method: "POST",
    credentials: "include",
    keepalive: true,
    body: new URLSearchParams(cookie),
  });
  // What the portal will not have now, such as a choice about words that it does not know, it will not have later either.
  if (answer.status < 429 && raw() === cookie) keep(kept);
};
