// Keeps what a visitor types in the form of a right through a reload: in this tab alone, for each right and locale, until
// the request is stored. The receipt, which has no such form, then forgets it. Loaded before form.js, which looks at what
// stands in the fields.

const store = tabStore();
const form = document.querySelector("form[data-once]");
const sent = "candor-sent";
const notTyped = ["right", "locale", "submission_key", "altcha", "comment_title", "keep_numbers"];

if (store && form) keep(`candor-draft/${form.elements.right.value}/${form.elements.locale.value}`);
if (store && !form) forget();

// A browser that keeps nothing for a site does not even let it ask.
function tabStore() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

function keep(draft) {
  store.removeItem(sent);
  // A form that came back with errors has all that was typed.
  if (!document.getElementById("errors")) restore(JSON.parse(store.getItem(draft) ?? "{}"));
  form.addEventListener("input", () => {
    const typed = [...new FormData(form)].filter(([name]) => !notTyped.includes(name));
    store.setItem(draft, JSON.stringify(Object.fromEntries(typed)));
  });
  form.addEventListener("submit", () => store.setItem(sent, draft));
}

function restore(typed) {
  for (const [name, text] of Object.entries(typed)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = text;
  }
}

function forget() {
  const draft = store.getItem(sent);
  if (draft) store.removeItem(draft);
  store.removeItem(sent);
}
