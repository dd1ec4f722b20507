// Keeps what a visitor types in the form of a right through a reload: in this tab alone, for each right and locale, until
// the request is stored; the receipt then forgets it.

const form = document.querySelector("form[data-once]");
const notTyped = ["right", "locale", "submission_key", "altcha", "comment_title", "keep_numbers"];

const sent = "candor-sent";
let store;

try {
  store = sessionStorage;
} catch {
  // A browser that keeps nothing for a site does not even let it ask.
}
if (store) keep();

function keep() {
  const draft = `candor-draft/${form.elements.right.value}/${form.elements.locale.value}`;
  store.removeItem(sent);
  // A form that came back with errors has all that was typed.
  const kept = document.getElementById("errors") ? null : JSON.parse(store.getItem(draft));
  for (const name in kept) {
    const field = form.elements.namedItem(name);
    if (field) field.value = kept[name];
  }
  form.addEventListener("input", () => {
    const typed = new FormData(form);
    for (const name of notTyped) typed.delete(name);
    store.setItem(draft, JSON.stringify(Object.fromEntries(typed)));
  });
  form.addEventListener("submit", () => store.setItem(sent, draft));
}
