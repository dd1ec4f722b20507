// Asks the portal to keep a choice as proof.

import { keep, latest, raw, read } from "./kept.js";
import { origin } from "./settings.js";

/** What is under way: one choice at a time, since only its answer says who the visitor is. @type {Promise<void>} */
let line = Promise.resolve();

/** Sends what the portal does not have yet. Where the line or the portal fails it waits, and is sent another time. */
export const send = () => (line = line.then(deliver, deliver));

const deliver = async () => {
  const before = latest;
  const { _key, ...kept } = read();
  if (!_key) return;
  // It ends with the page, and is sent again by the next one: an answer that comes later would set the cookie of this choice
  // over that of a newer one.
  const answer = await fetch(`${origin}/api/consents`, {
    method: "POST",
    credentials: "include",
    body: new URLSearchParams(raw()),
  });
  // What the portal will not have now, such as a choice about words that it does not know, it will not have later either. Who
  // has decided anew meanwhile has it over the answer, whose cookie is that of the choice before.
  if (latest !== before) keep(/** @type {import("./kept.js").Kept} */ (latest));
  else if (answer.status < 429) keep(kept);
};
