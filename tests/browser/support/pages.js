// Every public page, as somebody comes to it.
"use strict";

const { FORGED, GENUINE, choose, paste } = require("./steps.js");

/** Words only, so that it cannot be told who sent them. */
const SMS = {
  ja: "お荷物のお届けにあがりましたが不在の為持ち帰りました。下記よりご確認ください。\nhttp://nimotsu-kakunin.test/a1",
  en: "We have news about your parcel. Details:\nhttp://parcel-check.test/a1",
};

/**
 * Hands in what the pages are about, and gives their addresses by name, in the order in which a
 * visitor comes by them. `page` is left somewhere.
 */
async function publicPages(page, language) {
  await choose(page, GENUINE);
  const genuine = page.url();
  await choose(page, FORGED);
  const forged = page.url();
  const family = await page.locator("#share").inputValue();
  await paste(page, SMS[language]);
  const words = page.url();
  await page.goto("/talk");
  await page.locator(".choices button").first().click();
  await page.waitForURL(/\/c\/.*\/talk/);
  const message = page.url().replace(/\/talk.*$/, "/message");
  return {
    check: "/",
    genuine,
    forged,
    "cannot-tell": words,
    family,
    preview: `${forged}/preview`,
    "talk-start": "/talk",
    talk: `${genuine}/talk`,
    message,
    report: `${genuine}/report`,
    reporting: "/report",
    delete: `${genuine}/delete`,
    deleted: "/deleted",
    aid: "/aid",
    about: "/about",
    brands: "/brands",
    "brands-found": "/brands?q=jcb",
    brand: "/brands/amazon",
    guide: "/guide",
    alerts: "/alerts",
    problem: "/no/such/page",
  };
}

/** Unfolds whatever is folded, so that it is looked at as well. */
async function unfold(page) {
  await page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
}

module.exports = { publicPages, unfold, SMS };
