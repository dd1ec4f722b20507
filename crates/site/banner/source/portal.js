// Asks the portal to keep a choice as proof.

import { standing } from "./choices.js";
import { keep } from "./kept.js";
import { origin } from "./settings.js";

/**
 * What is under way: one choice at a time, since its answer says who the visitor is, and sets the cookie of that choice. Web locks
 * would hold for all tabs, but Firefox 153 at times gave none to a page after another of the same site.
 * @type {Promise<void>}
 */
let line = Promise.resolve();

/** Sends what stands here and the portal does not have yet. Where the line or the portal fails it waits for another time. */
export const send = () => (line = line.then(deliver, deliver));

const deliver = async () => {
  const kept = standing;
  if (!kept._key) return;
  // It ends with the page, and is sent again by the next one: an answer that comes later would set the cookie of this choice
  // over that of a newer one.
  const answer = await fetch(`${origin}/api/consents`, {
    method: "POST",
    credentials: "include",
    signal: AbortSignal.timeout(9000),
    body: new URLSearchParams(kept),
  });
  // Who has decided anew meanwhile has it over the answer.
  if (standing !== kept) keep(standing);
  else if (answer.status < 429) {
    delete kept._key;
    // What the portal refuses, such as a choice about words that it does not know, has no proof: it is asked again.
    keep(answer.ok ? kept : { _until: 0 });
  }
};
