// Follows what is walked through in the frame: the page's address stands above it, and is kept in one's own and in the links to
// other widths.
{
  const frame = document.querySelector(".phone iframe");
  const shown = document.getElementById("page");

  const follow = () => {
    const { origin, pathname, search, hash } = frame.contentWindow.location;
    // What a frame shows before its page has come.
    if (origin !== location.origin) return;
    const path = pathname + search + hash;
    shown.textContent = path;
    shown.href = path;
    const own = withPath(location.href, path);
    history.replaceState(null, "", own);
    for (const link of document.querySelectorAll(".widths a")) link.href = withPath(link.href, path);
  };

  const withPath = (address, path) => {
    const url = new URL(address);
    url.searchParams.set("path", path);
    return url;
  };

  const walk = () => {
    follow();
    frame.contentWindow.addEventListener("hashchange", follow);
  };

  frame.addEventListener("load", walk);
  if (frame.contentDocument?.readyState === "complete") walk();
}
