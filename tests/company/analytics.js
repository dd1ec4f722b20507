// What a company that counts visits would do: cookies in several places, and the browser's storage.

ran.push("analytics");
const parent = location.hostname.split(".").slice(1).join(".");
document.cookie = `_mq_id=1; max-age=9999; path=/; domain=${parent}`;
document.cookie = "_mq_ses=1; max-age=9999; path=/";
document.cookie = "_mq_x7=1; max-age=9999; path=/news";
localStorage.setItem("_mq_store", "1");
sessionStorage.setItem("_mq_tab", "1");
