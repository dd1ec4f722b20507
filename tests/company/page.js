// What the page itself does: it remembers what ran, what was told, and what its content policy refused.

window.ran = [];
window.told = [];
window.refused = [];
// As text, since a number does not come back from a driver to the last digit.
window.pageId = String(Math.random());
document.addEventListener("candor:choice", (event) => told.push(event.detail));
document.addEventListener("securitypolicyviolation", (event) => refused.push(`${event.violatedDirective} ${event.blockedURI}`));
