// Keeps a page of the desk up to date: loads it anew when the content has changed, and whenever somebody comes back to it, since
// nothing tells of what was submitted meanwhile.
{
  let stream = null;

  const listen = () => {
    let isNow = true;
    stream = new EventSource("/__candor/events");
    stream.addEventListener("shown", () => {
      // The first event tells what is shown already.
      if (!isNow) location.reload();
      isNow = false;
    });
  };

  // A browser opens six connections to a host; a page that nobody looks at gives its own back.
  const rest = () => {
    stream?.close();
    stream = null;
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : location.reload()));
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  if (!document.hidden) listen();
}
