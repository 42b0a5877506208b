// Whatever a stranger writes, wherever they write it: on our pages it is text.
"use strict";

const assert = require("node:assert/strict");
const { existsSync, readFileSync } = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const { PHONE, atTheDesk, openBrowser } = require("./support/browser.js");
const { RUN, VECTORS, handIn, hostile } = require("./support/hostile.js");
const { mail } = require("./support/mail.js");
const { Watch, acts, frameActs, previewFrame } = require("./support/watch.js");

openBrowser();

/** Opens every page that shows something of the message, and lists what should not be. */
async function lookAt(page, watch, address, { talk = true } = {}) {
  const faults = [];
  const look = async (name, url) => {
    await page.goto(url);
    const frame = name === "preview" ? await previewFrame(page) : null;
    faults.push(...(await acts(page)).map((fault) => `${name}: ${fault}`));
    if (frame) faults.push(...(await frameActs(frame)).map((fault) => `frame: ${fault}`));
    if (page.url().split("#")[0] !== url) faults.push(`${name}: moved on to ${page.url()}`);
    faults.push(...watch.take().map((fault) => `${name}: ${fault}`));
  };
  await look("result", address);
  await look("preview", `${address}/preview`);
  if (talk) {
    await page.request.post(`${address}/talk`, { form: { choice: "real" } });
    await look("talk", `${address}/talk`);
    await look("report", `${address}/report`);
  }
  return faults;
}

atTheDesk("the watch sees a script that runs, a request that leaves, and what could act", async ({ visitor }) => {
  const page = await visitor();
  const watch = await Watch.over(page);
  await page.context().route("**/unguarded", (route) => route.fulfill({
    contentType: "text/html",
    body: `<body><script>${RUN}; alert(1)</script><img src=//far.test/x onerror=${RUN}><iframe src=/></iframe><a href=//far.test/>x</a><form action=//far.test/></form>`,
  }));
  await page.goto("/unguarded");
  const seen = watch.take().join("\n");
  for (const what of [/a script ran/, /a request left for http:\/\/far\.test/, /a dialog: 1/, /Refused|Content Security Policy/]) assert.match(seen, what);
  const found = (await acts(page)).join("\n");
  for (const what of [/^script/m, /^img has onerror/m, /^a frame with sandbox/m, /^a link to/m, /^a form to/m]) assert.match(found, what);
});

for (const [name, vector] of Object.entries(VECTORS)) {
  atTheDesk(`${name} in a message is text on our pages`, async ({ desk, visitor }) => {
    const page = await visitor({ language: "ja", viewport: PHONE });
    const watch = await Watch.over(page);
    const address = await handIn(page, desk, hostile(vector), vector);
    assert.deepEqual(await lookAt(page, watch, address), []);
    // Neither does it break the page for whoever reads it.
    for (const shown of [address, `${address}/preview`, `${address}/talk`]) {
      await page.goto(shown);
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(wide <= room, `${shown} is ${wide} px wide in ${room}`);
    }
  });
}

atTheDesk("what a visitor writes is text on their page, too", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  const watch = await Watch.over(page);
  await page.goto("/talk");
  for (const vector of Object.values(VECTORS).filter((vector) => vector.length < 1000)) {
    await page.fill("#words", vector);
    await Promise.all([page.waitForNavigation(), page.locator(".write button").click()]);
    assert.deepEqual(await acts(page), []);
  }
  assert.deepEqual(watch.take(), []);
});

const SUITE = path.join(__dirname, "../../../shared/suites/dev/html/cases.jsonl");
if (!existsSync(SUITE)) {
  test("the html suite's vectors are text on our pages", { skip: "no ../shared beside the project" }, () => {});
} else {
  atTheDesk("the html suite's vectors are text on our pages", async ({ desk, visitor, t }) => {
    const page = await visitor({ language: "ja" });
    const watch = await Watch.over(page);
    const cases = readFileSync(SUITE, "utf8").trim().split("\n").map((line) => JSON.parse(line));
    const faults = [];
    for (const { id, input } of cases) {
      const octets = mail({ subject: input.html.slice(0, 400), name: input.html.slice(0, 400), text: input.html, html: input.html, file: input.html.slice(0, 100) });
      const address = await handIn(page, desk, octets);
      faults.push(...(await lookAt(page, watch, address, { talk: false })).map((fault) => `${id} ${fault}`));
    }
    t.diagnostic(`${cases.length} vectors`);
    assert.ok(cases.length > 0);
    assert.deepEqual(faults, []);
  }, { seconds: 900 });
}
