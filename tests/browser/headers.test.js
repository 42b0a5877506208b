// What every answer says to a browser, and what no page's text may hold.
"use strict";

const assert = require("node:assert/strict");
const { atTheDesk, openBrowser } = require("./support/browser.js");
const { publicPages } = require("./support/pages.js");
const { acts } = require("./support/watch.js");

openBrowser();

/** A policy (CSP Level 3) as a map of its directives. */
function policy(headers) {
  const directives = headers["content-security-policy"].split(";").map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.map(([name, ...sources]) => [name, sources]));
}

function isGuarded(name, headers) {
  assert.equal(headers["x-content-type-options"], "nosniff", name);
  assert.equal(headers["referrer-policy"], "no-referrer", name);
  assert.equal(headers["cross-origin-opener-policy"], "same-origin", name);
  assert.match(headers["x-frame-options"], /^(DENY|SAMEORIGIN)$/, name);
  assert.match(headers["x-robots-tag"], /noindex/, name);
  assert.ok(policy(headers).has("default-src"), name);
}

/** The sources that a script could come from: those of the nearest directive. */
function scripts(directives) {
  return directives.get("script-src") ?? directives.get("default-src");
}

atTheDesk("every page runs our one script and nothing that stands in a page", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  const pages = await publicPages(page, "ja");
  for (const [name, address] of Object.entries(pages)) {
    const answer = await page.goto(address);
    isGuarded(name, answer.headers());
    assert.deepEqual(scripts(policy(answer.headers())), ["'self'"], name);
    assert.deepEqual(policy(answer.headers()).get("style-src"), ["'self'"], name);
    assert.match(answer.headers()["cache-control"], /no-store/, name);
    assert.deepEqual(await acts(page), [], name);
    // The source of a message is text, and may speak of styles; that nothing in it acts is seen above.
    const html = (await answer.text()).replace(/<pre class="source"[^<]*<\/pre>/g, "");
    assert.doesNotMatch(html, /<style|\son[a-z]+\s*=|\sstyle\s*=|javascript:/i, name);
    assert.equal([...html.matchAll(/<script/g)].length, 1, name);
  }
});

atTheDesk("files, other answers and problems are guarded as pages are", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  const { forged } = await publicPages(page, "ja");
  for (const [name, address, status] of [
    ["the style sheet", "/assets/desk.css", 200],
    ["the script", "/assets/desk.js", 200],
    ["the picture", "/assets/mekiki.svg", 200],
    ["the report as data", `${forged}/report.json`, 200],
    ["the report as a page", `${forged}/report.html`, 200],
    ["another's case", `${forged.slice(0, -1)}A`, 404],
    ["an unknown file", "/assets/../Cargo.toml", 404],
  ]) {
    const answer = await page.request.get(address);
    assert.equal(answer.status(), status, name);
    isGuarded(name, answer.headers());
    if (/report/.test(address)) assert.match(answer.headers()["content-disposition"], /^attachment/, name);
  }
});

atTheDesk("a message's own page has no origin, runs nothing, loads nothing from afar", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  const { forged } = await publicPages(page, "ja");
  const answer = await page.request.get(`${forged}/preview/frame`);
  const directives = policy(answer.headers());
  assert.deepEqual(directives.get("sandbox"), []);
  assert.deepEqual(scripts(directives), ["'none'"]);
  assert.deepEqual(directives.get("img-src"), ["data:"]);
  assert.deepEqual(directives.get("frame-ancestors"), ["'self'"]);
});

atTheDesk("another site's page can send no form in a visitor's name, nor show ours in a frame", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  const { genuine } = await publicPages(page, "ja");
  const context = page.context();
  await context.route("http://elsewhere.test/**", (route) => route.fulfill({
    contentType: "text/html",
    body: `<form method=post action="${genuine}/delete"><button>press</button></form><iframe src="${genuine}"></iframe>`,
  }));
  await page.goto("http://elsewhere.test/");
  const framed = page.frames()[1];
  await framed.waitForLoadState().catch(() => {});
  assert.equal(await framed.locator(".answer").count(), 0, "no frame of another site shows an answer");
  const [answer] = await Promise.all([page.waitForResponse((answer) => answer.url().endsWith("/delete")), page.click("button")]);
  assert.equal(answer.status(), 403);
  assert.equal((await page.request.get(genuine)).status(), 200, "nothing was deleted");
});
