// Chromium, and what a visitor has: a language, a screen, a desk.
"use strict";

const { after, before, test } = require("node:test");
const { chromium } = require("playwright-core");
const { Desk } = require("./desk.js");

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

let browser;

/** One Chromium for all tests of a file. */
function openBrowser() {
  before(async () => { browser = await launch(); });
  after(async () => { await browser?.close(); });
}

function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/**
 * A test with a desk of its own. `steps` gets the desk and `visitor`, which opens a browser of
 * somebody who has never been here (its cookies are its own).
 */
function atTheDesk(name, steps, { seconds = 120 } = {}) {
  test(name, { timeout: seconds * 1000 }, async (t) => {
    const desk = await Desk.open();
    const visitors = [];
    const visitor = async (options) => {
      const one = await visit(browser, desk, options);
      visitors.push(one.context());
      return one;
    };
    try {
      await steps({ desk, visitor, t });
    } finally {
      for (const context of visitors) await context.close();
      await desk.close();
    }
  });
}

/** A page of a new visitor, who reads `language`. */
async function visit(browser, desk, { language = "ja", viewport = DESKTOP, ...more } = {}) {
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  const context = await browser.newContext({ baseURL: desk.url, locale, viewport, timezoneId: "Asia/Tokyo", ...more });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

module.exports = { openBrowser, atTheDesk, launch, visit, DESKTOP, PHONE };
