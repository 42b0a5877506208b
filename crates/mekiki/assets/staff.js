// What the desk's pages can do better with a script. All of them work without.
"use strict";

// Parts of a page that change by themselves. Focus stays where it was; a log-in that is over leads
// to the log-in page.
for (const part of document.querySelectorAll("[data-part]")) {
  let shown = part.innerHTML;
  let isAsking = false;
  let hasMore = false;
  // One answer at a time: an older one that comes late must not cover a newer one.
  const refresh = async () => {
    hasMore = true;
    if (isAsking) return;
    isAsking = true;
    try {
      while (hasMore) { hasMore = false; await ask(); }
    } finally { isAsking = false; }
  };
  const ask = async () => {
    const answer = await fetch(part.dataset.part, { headers: { accept: "application/json" } });
    if (answer.status === 401) { location.reload(); return; }
    if (!answer.ok) return;
    const html = await answer.text();
    if (html === shown) return;
    shown = html;
    const kept = part.contains(document.activeElement) ? document.activeElement.dataset.keep : null;
    const list = part.querySelector(".talk");
    const from = list ? list.scrollTop : 0;
    const atEnd = list && list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    part.innerHTML = html;
    const fresh = part.querySelector(".talk");
    if (fresh) fresh.scrollTop = atEnd ? fresh.scrollHeight : from;
    if (kept) for (const one of part.querySelectorAll("[data-keep]")) if (one.dataset.keep === kept) one.focus();
  };
  const list = part.querySelector(".talk");
  if (list) list.scrollTop = list.scrollHeight;
  if (!window.EventSource) continue;
  const source = new EventSource(part.dataset.news);
  source.addEventListener("changed", refresh);
  // What changed while the connection was away.
  source.addEventListener("open", refresh);
}

// A canned answer is filled in where it is chosen; what was written by hand stays.
for (const select of document.querySelectorAll("[data-fills]")) {
  const field = document.getElementById(select.dataset.fills);
  const button = select.form.querySelector("[data-scriptless]");
  if (button) button.hidden = true;
  let filled = field.value;
  select.addEventListener("change", () => {
    const words = select.selectedOptions[0].dataset.words;
    if (words === undefined) return;
    field.value = field.value.trim() && field.value !== filled ? field.value + "\n" + words : words;
    filled = field.value;
    field.focus();
  });
}
