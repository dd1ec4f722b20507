// Writes how many characters are left in a text, as the server counts them, some time after the last stroke so that a screen
// reader is not interrupted.

for (const text of document.querySelectorAll("[data-limit]")) countCharacters(text);

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
  const writeSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(write, 500);
  };
  count.setAttribute("role", "status");
  text.addEventListener("input", writeSoon);
  // It was fetched for what is being typed, or for what came back with the form.
  if (text.value) (text === document.activeElement ? writeSoon : write)();
}
