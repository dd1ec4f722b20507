// Follows the reader through a policy: marks the heading in the contents, lets the language switch lead to the same
// clause, and copies the link of a clause whose number is pressed. Without it all of them are plain links.

const text = document.querySelector(".text");
const contents = document.querySelector(".contents");
const places = [...text.querySelectorAll("[id]")];
const headings = new Map(Array.from(document.querySelectorAll(".contents a"), (link) => [link.hash.slice(1), link]));
const sisters = document.querySelectorAll(".languages a");
const told = document.querySelector(".copied");
let marked;
let resting;

// Beside the text there is room for them to be open.
const beside = matchMedia("(min-width: 64rem)");
beside.onchange = () => contents?.querySelector("details")?.toggleAttribute("open", beside.matches);
beside.onchange();

addEventListener("scroll", scrolled, { passive: true });
text.addEventListener("click", copy);
scrolled();

// A place where the reader stays for a moment is one that is read.
function scrolled() {
  requestAnimationFrame(follow);
  clearTimeout(resting);
  resting = setTimeout(keepPlace, 700);
}

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
  const heading = places.slice(0, placeAt(innerHeight / 4) + 1).findLast(({ id }) => headings.has(id));
  mark(heading && headings.get(heading.id));
}

// Whoever wants another language goes up to the switch, and means the place that was read before. Numbers are the same in
// every language; other names are not.
function keepPlace() {
  const id = places[placeAt(innerHeight / 4)]?.id;
  if (sisters[0]?.getBoundingClientRect().bottom > 0 || !/^\d/.test(id)) return;
  for (const sister of sisters) sister.hash = id;
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
  told.textContent = told.dataset.words.replace("{}", link.textContent);
  setTimeout(() => (told.textContent = ""), 4000);
}
