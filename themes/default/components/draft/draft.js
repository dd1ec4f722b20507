// Keeps what a visitor types in the form of a right through a reload: in this tab alone, for each right and locale, until
// the request is stored; the receipt then forgets it.

const store = tabStore();
const form = document.querySelector("form[data-once]");
const sent = "candor-sent";
const notTyped = ["right", "locale", "submission_key", "altcha", "comment_title", "keep_numbers"];

if (store) keep(`candor-draft/${form.elements.right.value}/${form.elements.locale.value}`);

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
