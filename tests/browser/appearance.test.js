// Dark rooms and paper.
"use strict";

const assert = require("node:assert/strict");
const { atTheDesk, openBrowser } = require("./support/browser.js");
const { publicPages } = require("./support/pages.js");

openBrowser();

/** How bright a colour is, from 0 to 1 (WCAG 2, relative luminance). */
function brightness(colour) {
  const [r, g, b] = colour.match(/\d+(\.\d+)?/g).slice(0, 3).map((n) => Number(n) / 255)
    .map((n) => (n <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

atTheDesk("every page is dark where somebody wants it dark", async ({ visitor }) => {
  for (const [colorScheme, isRight] of [["dark", (paper, ink) => paper < 0.1 && ink > 0.6], ["light", (paper, ink) => paper > 0.9 && ink < 0.1]]) {
    const page = await visitor({ colorScheme });
    for (const [name, address] of Object.entries(await publicPages(page, "ja"))) {
      await page.goto(address);
      const [paper, ink] = await page.evaluate(() => {
        const style = getComputedStyle(document.body);
        return [style.backgroundColor, style.color];
      });
      assert.ok(isRight(brightness(paper), brightness(ink)), `${name}: ${ink} on ${paper} in ${colorScheme}`);
    }
  }
});

/** How many pages a PDF has. */
function sheets(pdf) {
  return [...pdf.toString("latin1").matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
}

atTheDesk("an answer is printed on one A4 page, without what can't be pressed on paper", async ({ visitor }) => {
  for (const language of ["ja", "en"]) {
    const page = await visitor({ language });
    const pages = await publicPages(page, language);
    for (const name of ["genuine", "forged", "cannot-tell"]) {
      await page.goto(pages[name]);
      assert.equal(sheets(await page.pdf({ preferCSSPageSize: true })), 1, `${language} ${name}`);
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator("h1").isVisible());
      assert.ok(await page.locator(".now li").first().isVisible());
      assert.equal(await page.locator("button:visible, .button:visible, nav:visible").count(), 0);
      await page.emulateMedia({ media: null });
    }
  }
});
