// Makes each `form[data-once]` kinder: one submission per press, a count of characters, no question without a reason. Without
// script it is sent all the same, and the server does the checking.

const errors = document.getElementById("errors");

for (const form of document.querySelectorAll("form[data-once]")) {
  sendOnce(form);
  for (const text of form.querySelectorAll("[data-limit]")) countCharacters(text);
  for (const field of form.querySelectorAll("[data-for-another]")) askForAnotherOnly(form, field);
}

// A form that came back with errors keeps its key; one that comes back from the browser's cache is a new submission.
function sendOnce(form) {
  const key = form.elements.submission_key;
  let sent = false;
  addEventListener("pageshow", ({ persisted }) => {
    sent = false;
    if (key && (persisted || !errors)) key.value = crypto.randomUUID?.() ?? "";
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
    for (const input of field.querySelectorAll("input")) input.disabled = field.hidden;
  };
  form.addEventListener("change", show);
  addEventListener("pageshow", show);
  show();
}

// Writes how many characters are left, as the server counts them, some time after the last stroke so that a screen
// reader is not interrupted.
function countCharacters(text) {
  const count = document.getElementById(`${text.id}-limit`);
  const locale = document.documentElement.lang;
  let timer;
  const write = () => {
    const left = text.dataset.limit - [...text.value].length;
    const words = left < 0 ? count.dataset.over : count.dataset.left;
    count.textContent = `${words}: ${Math.abs(left).toLocaleString(locale)}`;
    count.classList.toggle("error", left < 0);
  };
  if (text.value) write();
  count.setAttribute("role", "status");
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(write, 500);
  });
}
