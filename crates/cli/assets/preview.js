// The preview's part in each page: listens to the event stream, reloads the page when the site is another, and shows the
// errors for which newer content is not shown, and that the words are not as written. Texts are only ever set as text, never as
// HTML.
{
  const { site: ownSite, words: ownWords } = document.currentScript.dataset;
  const SCROLL = `candor-scroll:${location.pathname}`;

  // A browser opens six connections to a host; a page that nobody looks at gives its own back.
  let stream = null;

  const listen = () => {
    if (stream || document.hidden) return;
    stream = new EventSource("/__candor/events");
    stream.addEventListener("shown", (event) => show(JSON.parse(event.data)));
  };

  const rest = () => {
    stream?.close();
    stream = null;
  };

  const show = ({ site, errors }) => {
    if (site !== ownSite) return reload();
    if (errors.length) overlay.open(errors);
    else overlay.close();
  };

  const reload = () => {
    rest();
    sessionStorage.setItem(SCROLL, String(window.scrollY));
    location.reload();
  };

  const restoreScroll = () => {
    const y = sessionStorage.getItem(SCROLL);
    if (y === null) return;
    sessionStorage.removeItem(SCROLL);
    window.scrollTo({ top: Number(y), behavior: "instant" });
  };

  const element = (name, { text = "", className = "", children = [] } = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  // What stands between backticks is from the content.
  const pieces = (sentence) =>
    sentence.split("`").map((text, index) => (index % 2 ? element("code", { text }) : text));

  // Lives in a shadow tree, so that neither the theme's styles nor the overlay's reach each other.
  const overlay = (() => {
    const host = document.createElement("div");
    host.id = "candor-preview";
    const root = host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/__candor/preview.css";
    // Announced when its content changes, without taking the focus from whoever types.
    const panel = element("section", { className: "panel" });
    panel.setAttribute("role", "alert");
    panel.setAttribute("aria-label", "Errors in the content");
    panel.tabIndex = 0;
    panel.hidden = true;
    root.append(style, panel);

    const close = () => {
      panel.hidden = true;
    };

    const item = ({ code, message, hint, file, line, column }) =>
      element("li", {
        children: [
          element("p", { className: "message", children: pieces(message) }),
          element("p", { className: "place", text: `${file}:${line}:${column}` }),
          element("p", { children: [...pieces(hint), " ", element("code", { text: code })] }),
        ],
      });

    const open = (errors) => {
      const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
      const hide = element("button", { text: "Hide" });
      hide.type = "button";
      hide.addEventListener("click", close);
      panel.replaceChildren(
        element("h2", { text: `${count}: this page is not the newest content` }),
        hide,
        element("ol", { children: errors.map(item) }),
      );
      panel.hidden = false;
      attach();
    };

    const attach = () => {
      if (!host.isConnected) document.body.append(host);
    };

    // Leads to where other words are chosen.
    const mark = (words) => {
      const link = element("a", { text: `Words: ${words}`, className: "mark" });
      link.href = "/__candor/#words";
      root.append(link);
      attach();
    };

    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    return { open, close, mark };
  })();

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", listen);
  if (ownWords) overlay.mark(ownWords);
  restoreScroll();
  listen();
}
