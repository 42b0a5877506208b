// Phones, narrow windows and much enlarged text: nothing has to be scrolled sideways, nothing is too small to press.
"use strict";

const assert = require("node:assert/strict");
const { PHONE, atTheDesk, openBrowser } = require("./support/browser.js");
const { publicPages, unfold } = require("./support/pages.js");

openBrowser();

/** What sticks out of the page at the right, and by how much. */
function sticksOut(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5)
      .map((element) => `${element.tagName}.${element.className} ${element.getBoundingClientRect().right}`);
  });
}

/**
 * What is to be pressed and lower than a fingertip (44 px). Links within a sentence are as high as its line; a box to
 * tick is pressed with its label.
 */
function tooLow(page) {
  return page.evaluate(() => [...document.querySelectorAll("button, .button, input, textarea, select, summary, header a")]
    .filter((element) => element.checkVisibility())
    .map((element) => element.matches("[type=checkbox], [type=radio]") ? element.closest("label") ?? element : element)
    .map((element) => [element, element.getBoundingClientRect().height])
    .filter(([, height]) => height < 43.99)
    .map(([element, height]) => `${element.innerText || element.id} ${height}`));
}

for (const language of ["ja", "en"]) {
  // 320 px is also what a 1280 px window shows at 400 %.
  for (const viewport of [PHONE, { width: 320, height: 640 }, { width: 320, height: 256 }]) {
    atTheDesk(`nothing sticks out at ${viewport.width}×${viewport.height}: ${language}`, async ({ visitor }) => {
      const page = await visitor({ language, viewport });
      const faults = [];
      for (const [name, address] of Object.entries(await publicPages(page, language))) {
        await page.goto(address);
        await unfold(page);
        for (const fault of await sticksOut(page)) faults.push(`${name}: sticks out: ${fault}`);
        for (const fault of await tooLow(page)) faults.push(`${name}: too low: ${fault}`);
      }
      assert.deepEqual(faults, []);
    });
  }
}

atTheDesk("text that somebody sets to twice its size stays within the page", async ({ visitor }) => {
  const page = await visitor({ language: "ja", viewport: PHONE });
  const faults = [];
  for (const [name, address] of Object.entries(await publicPages(page, "ja"))) {
    await page.goto(address);
    await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
    await unfold(page);
    for (const fault of await sticksOut(page)) faults.push(`${name}: ${fault}`);
  }
  assert.deepEqual(faults, []);
});

atTheDesk("on a phone the answer and its first row are on the first screen", async ({ visitor }) => {
  for (const language of ["ja", "en"]) {
    const page = await visitor({ language, viewport: PHONE });
    const pages = await publicPages(page, language);
    for (const name of ["genuine", "forged", "cannot-tell"]) {
      await page.goto(pages[name]);
      const row = await page.locator(".rows > div").first().boundingBox();
      assert.ok(row.y + row.height <= PHONE.height, `${language} ${name}: the first row ends at ${row.y + row.height}`);
    }
  }
});
