// Without a mouse: from the first page to the answer, to the talk and back.
"use strict";

const assert = require("node:assert/strict");
const { readFile } = require("node:fs/promises");
const { atTheDesk, openBrowser } = require("./support/browser.js");
const { FORGED } = require("./support/steps.js");

openBrowser();

/** Presses Tab until what has the focus reads `words`; each stop on the way must show that it has it. */
async function tabTo(page, words, key = "Tab") {
  for (let stops = 0; stops < 80; stops += 1) {
    await page.keyboard.press(key);
    const stop = await focused(page);
    if (stop.tag === "BODY" || stop.tag === "IFRAME") continue;
    assert.ok(stop.isVisible, `${stop.tag} ${stop.words}: the focus is not to be seen`);
    if (words.test(stop.words)) return;
  }
  assert.fail(`no stop reads ${words}`);
}

/** What has the focus: its words, and whether an outline shows it within the window. */
function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const hasOutline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const isInside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const label = element.labels?.[0]?.innerText ?? "";
    return { tag: element.tagName, words: (element.innerText || label).trim(), isVisible: hasOutline && isInside };
  });
}

async function pressed(page, key, address) {
  await Promise.all([page.waitForURL(address), page.keyboard.press(key)]);
}

const ANSWER = /\/c\/[^/]+\/[^/#]+$/;

const WORDS = {
  ja: { skip: /^本文へ$/, paste: /貼り付ける/, check: /^確かめる$/, links: /^リンクを1つずつ/, talk: /^質問する・人に/, ask: /^届いたメールが本物か知りたい$/, back: /^確認の結果をくわしく/, aid: /^もう入力/, stop: /^カード番号/ },
  en: { skip: /^Skip/, paste: /^Paste/, check: /^Check it$/, links: /^Every link/, talk: /^Ask, or talk/, ask: /^I want to know whether/, back: /^See the whole result/, aid: /^I already/, stop: /^I entered a card/ },
};

for (const language of ["ja", "en"]) {
  atTheDesk(`the keyboard alone leads to the answer, the talk and back: ${language}`, async ({ visitor }) => {
    const words = WORDS[language];
    const page = await visitor({ language });
    const source = await readFile(FORGED, "utf8");
    await page.goto("/");
    await tabTo(page, words.paste);
    await page.keyboard.insertText(source);
    await tabTo(page, words.check);
    await pressed(page, "Enter", ANSWER);

    await tabTo(page, words.talk);
    await pressed(page, "Enter", /\/talk$/);
    await tabTo(page, words.ask);
    await pressed(page, "Space", /\/talk#now$/);
    await tabTo(page, words.back);
    await pressed(page, "Enter", ANSWER);

    await tabTo(page, words.links);
    await page.keyboard.press("Space");
    assert.ok(await page.locator(".links .host").first().isVisible(), "unfolded by the keyboard");

    await tabTo(page, words.aid, "Shift+Tab");
    await pressed(page, "Enter", /\/aid$/);
    await tabTo(page, words.stop);
    await page.keyboard.press("Enter");
    assert.ok(await page.locator("details[open]").first().isVisible());
  });

  atTheDesk(`the first stop skips what stands above each page: ${language}`, async ({ visitor }) => {
    const page = await visitor({ language });
    for (const address of ["/", "/talk", "/aid", "/about"]) {
      await page.goto(address);
      await page.keyboard.press("Tab");
      const stop = await focused(page);
      assert.match(stop.words, WORDS[language].skip);
      assert.ok(stop.isVisible, `${address}: the skip link shows itself`);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      const isInMain = await page.evaluate(() => document.getElementById("main").contains(document.activeElement) || document.activeElement.closest("footer") !== null);
      assert.ok(isInMain, `${address}: the next stop is in the page's own part`);
    }
  });
}
