// Leads from an entry of the summary into its field. WebKit gives a field to which a plain link leads the focus but no caret, and
// then drops what is typed.

const summary = document.getElementById("errors");

summary?.focus();
summary?.addEventListener("click", (event) => {
  const field = document.getElementsByName(event.target.hash?.slice(1))[0];
  if (!field) return;
  event.preventDefault();
  field.focus();
});
