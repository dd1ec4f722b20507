// Fetches what does the work for a form when the form is first touched: whoever only reads it is spared the script.

const field = document.querySelector("form input[name=altcha]");
let begun = false;

for (const touch of ["focusin", "input"]) field.form.addEventListener(touch, begin, { once: true });

// A form that came back is going to be sent again.
if (document.getElementById("errors")) begin();

// A proof counts once: one that the browser kept for a page that was left is of no use.
addEventListener("pageshow", () => {
  if (!begun) field.value = "";
});

function begin() {
  begun = true;
  // Without it the form is sent all the same.
  import(field.dataset.work).catch(() => {});
}
