// How to know the genuine one: found, read, printed, without scripts.
"use strict";

const assert = require("node:assert/strict");
const { atTheDesk, openBrowser } = require("./support/browser.js");
const { choose } = require("./support/steps.js");

openBrowser();

atTheDesk("without scripts a brand is found, and its sheet read", async ({ visitor }) => {
  const page = await visitor({ language: "ja", javaScriptEnabled: false });
  await page.goto("/");
  await page.getByRole("link", { name: "本物の見分け方" }).click();
  await page.fill("#q", "アマゾン");
  await page.getByRole("button", { name: "さがす" }).click();
  await page.waitForURL(/\/brands\?q=/);
  await page.locator("section[aria-labelledby=found]").getByRole("link", { name: "Amazon", exact: true }).click();
  await page.waitForURL(/\/brands\/amazon$/);
  assert.equal(await page.locator("h1").innerText(), "Amazonからの本物の連絡の見分け方");
  assert.match(await page.locator(".pair .true .address").innerText(), /amazon\.co\.jp/);
  assert.equal(await page.locator("main a[href^=http]").count(), 0, "nothing leads away");
});

atTheDesk("an answer about a brand leads to its sheet", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  const mail = Buffer.from("From: \"Amazon.co.jp\" <a@evil.test>\nSubject: Amazon\nContent-Type: text/plain; charset=utf-8\n\nAmazon のお支払い方法を更新してください。 https://evil.test/\n");
  await choose(page, { name: "a.eml", mimeType: "message/rfc822", buffer: mail });
  await page.getByRole("link", { name: "Amazonからの本物の連絡の見分け方" }).click();
  await page.waitForURL(/\/brands\/amazon$/);
});

/** How many pages of A4 it is on paper. */
async function sheets(page) {
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  return (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
}

atTheDesk("a brand's sheet is one page of A4", async ({ visitor }) => {
  for (const language of ["ja", "en"]) {
    const page = await visitor({ language });
    for (const brand of ["amazon", "smcc", "jcb", "apple", "microsoft", "google"]) {
      await page.goto(`/brands/${brand}`);
      assert.equal(await sheets(page), 1, `${language} ${brand}`);
    }
  }
});

atTheDesk("the guide's questions are answered one by one", async ({ visitor }) => {
  const page = await visitor({ language: "ja", javaScriptEnabled: false });
  await page.goto("/guide");
  const question = page.locator("section[aria-labelledby=try] details").first();
  assert.equal(await question.locator("p").isVisible(), false);
  await question.locator("summary").click();
  assert.match(await question.locator("p").innerText(), /anzen-kakunin\.test/);
});
