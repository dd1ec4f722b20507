// Does some work while a form is filled in, which no visitor notices and a flood of forms would pay for: by the protocol of
// ALTCHA, version 2. Works on any form with a field `altcha`. What fails here costs the wider limit and nothing else: the
// form is then sent without.

const field = document.querySelector("form input[name=altcha]");
// The intake lets a challenge stand for ten minutes; whoever writes for longer gets another one.
const stands = 9 * 60 * 1000;
let idle = true;

for (const touch of ["focusin", "input"]) field.form.addEventListener(touch, work);

// A proof counts once: one that the browser kept for a page that was left is of no use.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) forget();
});

work();

async function work() {
  if (!idle) return;
  idle = false;
  try {
    const challenge = await (await fetch("/api/challenge")).json();
    field.value = btoa(JSON.stringify({ challenge, solution: await solve(challenge.parameters) }));
    setTimeout(forget, stands);
  } catch {
    // No network, no such route, a browser without cryptography: nothing that a visitor could mend.
  }
}

function forget() {
  field.value = "";
  idle = true;
}

// Looks for the counter under which the key begins as it should. The browser derives keys on a thread of its own, so the
// page goes on in between.
async function solve({ algorithm, cost, keyLength, keyPrefix, nonce, salt }) {
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
  const derivation = { name: "PBKDF2", hash: algorithm.split("/")[1], salt: bytes(salt), iterations: cost };
  for (let counter = 0; ; counter += 1) {
    new DataView(password.buffer).setUint32(password.length - 4, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derivedKey = hexadecimal(await crypto.subtle.deriveBits(derivation, key, 8 * keyLength));
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey };
  }
}

function bytes(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
}

function hexadecimal(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
