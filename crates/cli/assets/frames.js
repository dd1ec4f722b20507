// Makes each frame of the gallery as high as the example in it, also when that grows.
{
  const fit = (frame) => {
    // A page is as high as its frame at least.
    frame.height = 0;
    frame.height = frame.contentDocument.documentElement.scrollHeight;
  };

  const follow = (frame) => {
    const page = frame.contentDocument;
    // What a frame shows before its page has come.
    if (page.URL !== "about:blank") new ResizeObserver(() => fit(frame)).observe(page.body);
  };

  for (const frame of document.querySelectorAll(".example iframe")) {
    frame.addEventListener("load", () => follow(frame));
    if (frame.contentDocument?.readyState === "complete") follow(frame);
  }
}
