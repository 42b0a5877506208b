// What pages can do better with a script. All of them work without.
"use strict";

// A file that is dropped anywhere on the form is chosen, and handed in at once.
for (const form of document.querySelectorAll("[data-drop]")) {
  const area = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  const over = (event, is) => { event.preventDefault(); area.classList.toggle("over", is); };
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", (event) => {
    over(event, false);
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; form.requestSubmit(); }
  });
}

// What an address points to is unfolded.
const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
if (named && named.matches("details")) named.open = true;

// Twice is once: a second press while the first is under way sends nothing.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    window.setTimeout(() => { delete form.dataset.sent; }, 5000);
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const field of document.querySelectorAll("[data-absolute]")) field.value = new URL(field.value, location.href).href;

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    document.querySelector("[data-copied]").hidden = false;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// News of a talk: the part that changed is fetched again. What somebody is writing stays.
const live = document.querySelector("[data-events]");
if (live && window.EventSource) {
  let shown = live.innerHTML;
  let isAsking = false;
  let hasMore = false;
  // One answer at a time: an older one that comes late must not cover a newer one.
  const refresh = async () => {
    hasMore = true;
    if (isAsking) return;
    isAsking = true;
    try {
      while (hasMore) {
        hasMore = false;
        const answer = await fetch(live.dataset.live, { headers: { accept: "text/html" } });
        const html = answer.ok ? await answer.text() : shown;
        if (html !== shown) live.innerHTML = shown = html;
      }
    } finally { isAsking = false; }
  };
  const source = new EventSource(live.dataset.events);
  source.addEventListener("changed", refresh);
  // What changed before the connection stood, or while it was away.
  source.addEventListener("open", refresh);
}
const now = document.getElementById("now");
if (now && location.hash === "#now") now.scrollIntoView({ block: "start" });
