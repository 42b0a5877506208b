// Without JavaScript everything works: forms and links.
"use strict";

const assert = require("node:assert/strict");
const { atTheDesk, openBrowser } = require("./support/browser.js");
const { FORGED, GENUINE, choose, lastTurn } = require("./support/steps.js");

openBrowser();

/** In a talk: presses a choice; the answer is a whole new page. */
async function press(page, name) {
  await Promise.all([page.waitForURL(/#now$/), page.locator(".choices").getByRole("button", { name, exact: true }).click()]);
  await page.waitForLoadState();
}

const without = { language: "ja", javaScriptEnabled: false };

atTheDesk("without scripts a message is checked, talked about, shown and deleted", async ({ visitor }) => {
  const page = await visitor(without);
  await choose(page, FORGED);
  const answer = page.url();
  // (What the page says is asked of it by the protocol, not by a script of its own.)
  assert.equal((await page.locator("h1").innerText()), "詐欺のメールです。みほんストアを名乗っていますが、別の人が送ったものです。");
  assert.equal(await page.locator("[data-print]").isVisible(), false, "no button that would do nothing");

  await page.getByRole("link", { name: "メールを安全に表示する" }).click();
  await page.waitForURL(/\/preview$/);
  assert.match(await page.locator(".text").innerText(), /500円OFFクーポン/);

  await page.goto(`${answer}/talk`);
  await press(page, "届いたメールが本物か知りたい");
  assert.match(await lastTurn(page), /詐欺のメールです。/);
  await page.fill("#words", "この番号に電話してもいいですか");
  await Promise.all([page.waitForURL(/#now$/), page.locator(".write button").click()]);
  await press(page, "人に相談する");
  assert.match(await page.locator("[role=status]").innerText(), /担当者をお呼びしています/);

  await page.goto(answer);
  await page.getByRole("button", { name: "答えが変わったら知らせてもらう" }).click();
  await page.waitForURL(answer);
  assert.ok(await page.getByRole("button", { name: "お知らせをやめる" }).isVisible());

  await page.getByRole("link", { name: "いますぐ消す" }).click();
  await page.waitForURL(/\/delete$/);
  await page.getByRole("button", { name: "消す", exact: true }).click();
  await page.waitForURL(/\/deleted$/);
  const gone = await page.goto(answer);
  assert.equal(gone.status(), 404);
});

atTheDesk("without scripts a talk begins without a message", async ({ visitor }) => {
  const page = await visitor(without);
  await page.goto("/talk");
  await press(page, "届いたメールが本物か知りたい");
  for (const _ of [1, 2, 3]) await press(page, "いいえ");
  assert.match(await lastTurn(page), /まだ分かりません。/);
});

atTheDesk("who changes their mind keeps what was handed in", async ({ visitor }) => {
  const page = await visitor(without);
  await choose(page, GENUINE);
  const answer = page.url();
  await page.goto(`${answer}/delete`);
  await page.getByRole("link", { name: "消さない" }).click();
  await page.waitForURL(answer);
  await page.goto(`${answer}/report`);
  await page.getByRole("link", { name: "報告しない" }).click();
  await page.waitForURL(answer);
});
