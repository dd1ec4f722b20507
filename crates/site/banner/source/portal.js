// Asks the portal to keep a choice as proof.

import { keep, latest, raw, read } from "./kept.js";
import { origin } from "./settings.js";

/** Sends what the portal does not have yet. Where the line or the portal fails it waits, and is sent another time. */
export const send = async () => {
  const before = latest;
  const { _key, ...kept } = read();
  if (!_key) return;
  const answer = await fetch(`${origin}/api/consents`, {
    method: "POST",
    credentials: "include",
    keepalive: true,
    body: new URLSearchParams(raw()),
  });
  // What the portal will not have now, such as a choice about words that it does not know, it will not have later either. Who
  // has decided anew meanwhile has it over the answer, whose cookie is that of the choice before.
  if (latest !== before) keep(/** @type {import("./kept.js").Kept} */ (latest));
  else if (answer.status < 429) keep(kept);
};
