// Asks the portal to keep a choice as proof.

import { standing } from "./choices.js";
import { keep, read } from "./kept.js";
import { origin } from "./settings.js";

/** What is under way: one choice at a time, since only its answer says who the visitor is. @type {Promise<void>} */
let line = Promise.resolve();

/** Sends what the portal does not have yet. Where the line or the portal fails it waits, and is sent another time. */
export const send = () => (line = line.then(deliver, deliver));

const deliver = async () => {
  const before = standing;
  const kept = read();
  if (!kept._key) return;
  // It ends with the page, and is sent again by the next one: an answer that comes later would set the cookie of this choice
  // over that of a newer one.
  const answer = await fetch(`${origin}/api/consents`, {
    method: "POST",
    credentials: "include",
    signal: AbortSignal.timeout(9000),
    body: new URLSearchParams(kept),
  });
  delete kept._key;
  // Who has decided anew meanwhile has it over the answer, whose cookie is that of the choice before.
  if (standing !== before) keep(standing);
  else if (answer.ok) keep(kept);
};
