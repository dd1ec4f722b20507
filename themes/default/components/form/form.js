// Makes each `form[data-once]` kinder: one submission per press, a count of characters, no question without a reason. Without
// script it is sent all the same, and the server does the checking.

for (const form of document.querySelectorAll("form[data-once]")) {
  sendOnce(form);
  for (const text of form.querySelectorAll("[data-limit]")) countOnceTyped(text);
  for (const field of form.querySelectorAll("[data-for-another]")) askForAnotherOnly(form, field);
}

// A form that came back with errors keeps its key; one that comes back from the browser's cache is a new submission.
function sendOnce(form) {
  const key = form.elements.submission_key;
  let sent = false;
  addEventListener("pageshow", ({ persisted }) => {
    sent = false;
    if (key && (persisted || !document.getElementById("errors"))) key.value = crypto.randomUUID?.() ?? "";
  });
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
}

// Hides a field from a visitor who acts for nobody else. What is hidden is not sent.
function askForAnotherOnly(form, field) {
  const show = () => {
    field.hidden = form.elements.behalf.value === "self";
    field.querySelector("input, textarea").disabled = field.hidden;
  };
  form.addEventListener("change", show);
  addEventListener("pageshow", show);
  show();
}

// Fetches what counts when there is something to count.
function countOnceTyped(text) {
  const count = () => import(text.dataset.counter).catch(() => {});
  text.addEventListener("input", count, { once: true });
  if (text.value) count();
}
