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
  if (text.value) write();
  count.setAttribute("role", "status");
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(write, 500);
  });
}
