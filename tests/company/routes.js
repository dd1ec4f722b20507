// A page that draws its routes itself, as frameworks do, with gated scripts and frames in them.

const view = document.getElementById("view");

const draw = () => {
  const route = location.pathname.split("/").pop();
  const script = document.createElement("script");
  script.type = "text/plain";
  script.dataset.purpose = "analytics";
  script.dataset.src = `/routed.js?${route}`;
  const heading = document.createElement("h1");
  heading.textContent = route;
  view.replaceChildren(heading, script);
};

for (const link of document.querySelectorAll("nav a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    history.pushState(null, "", link.href);
    draw();
  });
}
