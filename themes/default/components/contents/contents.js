// Follows the reader through a policy: marks the heading in the contents, lets the language switch lead to the same
// clause, and copies the link of a clause whose number is pressed. Without it all of them are plain links.

const text = document.querySelector(".text");
const contents = document.querySelector(".contents");
const places = [...text.querySelectorAll("[id]")];
const headings = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
const sisters = document.querySelectorAll(".languages a");
const told = document.createElement("p");
let marked;

// Where they stand beside the text they are open, for those who cannot see that, too.
contents?.querySelector("details")?.toggleAttribute("open", matchMedia("(min-width: 64rem)").matches);
told.className = "copied";
told.setAttribute("role", "status");
text.after(told);

addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });
text.addEventListener("click", copy);
follow();

// The last place whose top is above a line in the upper part of the window; they stand in their order.
function placeAt(line) {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle].getBoundingClientRect().top > line) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

function follow() {
  const at = placeAt(innerHeight / 4);
  const heading = places.slice(0, at + 1).findLast(({ id }) => headings.has(id));
  mark(heading && headings.get(heading.id));
  // Numbers are the same in every language; other names are not.
  const numbered = /^\d/.test(places[at]?.id) ? places[at].id : "";
  for (const sister of sisters) sister.hash = numbered;
}

function mark(link) {
  if (link === marked) return;
  marked?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "location");
  if (link) contents.scrollTop = link.offsetTop - contents.clientHeight / 2;
  marked = link;
}

async function copy({ target }) {
  const link = target.closest("a.number");
  if (!link) return;
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return;
  }
  told.textContent = text.dataset.copied.replace("{}", link.textContent);
  setTimeout(() => (told.textContent = ""), 4000);
}
