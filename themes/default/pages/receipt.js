// The request is stored: what "components/draft/" kept of its form is not needed any more.

try {
  const draft = sessionStorage.getItem("candor-sent");
  if (draft) sessionStorage.removeItem(draft);
  sessionStorage.removeItem("candor-sent");
} catch {
  // A browser that keeps nothing for a site has kept nothing of the form either.
}
