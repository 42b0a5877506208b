// The hands and eyes of tests/story.rs: reads one step a line from standard input, does it in Chromium, and answers one
// line: {"ok": …} or {"error": "…"}. Every person is a browser of their own.
"use strict";

const { mkdir, writeFile } = require("node:fs/promises");
const path = require("node:path");
const readline = require("node:readline");
const { DESKTOP, PHONE, launch } = require("./support/browser.js");
const { smaller } = require("./support/palette.js");
const { choose, read, say } = require("./support/steps.js");
const { logIn } = require("./support/staff.js");

const FOLDER = path.join(__dirname, "../../docs/story");
/** Where the brand's pages are, as its mail says; the desk answers there. */
const PAGES = "https://coupon.mihon-store.example";

let browser;
const people = new Map();

/** Whoever it is, at the desk of this address. */
async function person(who, desk) {
  if (!people.has(who)) {
    const viewport = who === "staff" ? DESKTOP : PHONE;
    const context = await browser.newContext({ baseURL: desk, locale: "ja-JP", viewport, timezoneId: "Asia/Tokyo" });
    context.setDefaultTimeout(30_000);
    // What a proxy does that stands at the brand's address: hand over to the desk.
    await context.route(`${PAGES}/**`, async (route) => {
      const asked = new URL(route.request().url());
      const headers = { ...route.request().headers(), "sec-fetch-site": "same-origin" };
      const response = await route.fetch({ url: desk + asked.pathname + asked.search, headers });
      await route.fulfill({ response });
    });
    people.set(who, await context.newPage());
  }
  return people.get(who);
}

const words = async (page) => (await page.locator("main").innerText()).trim();

const STEPS = {
  /** Somebody hands in a message, and reads the answer. */
  async check(page, { file }) {
    await choose(page, file);
    return { url: page.url(), ...(await read(page)), words: await words(page) };
  },
  async read(page) { return { url: page.url(), words: await words(page) }; },
  async open(page, { address }) {
    await page.goto(address);
    return { url: page.url(), words: await words(page) };
  },
  /** In a talk, a choice. */
  async say(page, { choice }) {
    await say(page, choice);
    return { words: await words(page) };
  },
  async press(page, { name }) {
    await page.getByRole("button", { name, exact: true }).first().click();
    await page.waitForLoadState();
    return { url: page.url(), words: await words(page) };
  },
  /** Waits until it stands on the page, which nobody touches. */
  async wait(page, { text }) {
    await page.waitForFunction((text) => document.querySelector("main").innerText.includes(text), text, { polling: 200 });
    return { words: await words(page) };
  },
  async fill(page, { fields }) {
    await page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
    for (const [field, value] of Object.entries(fields)) {
      const at = page.locator(field).first();
      if (value === true) await at.check();
      else await at.fill(value);
    }
    return {};
  },
  async "log-in"(page, { name }) { await logIn(page, name); return { words: await words(page) }; },
  /** A picture for docs/story.md, when they are taken. */
  async shoot(page, { name }) {
    if (!process.env.MEKIKI_STORY_PICTURES) return {};
    await mkdir(FOLDER, { recursive: true });
    await writeFile(path.join(FOLDER, `${name}.png`), smaller(await page.screenshot({ fullPage: true, animations: "disabled" })));
    return {};
  },
};

async function main() {
  browser = await launch();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { step, who, desk, ...what } = JSON.parse(line);
    let answer;
    try {
      const page = await person(who, desk);
      answer = { ok: await STEPS[step](page, what) };
    } catch (error) {
      const page = people.get(who);
      const seen = page ? await words(page).catch(() => "") : "";
      answer = { error: `${step} of ${who}: ${error.message}\n${page?.url()}\n${seen}` };
    }
    console.log(JSON.stringify(answer));
  }
  await browser.close();
}

main().catch((error) => { console.error(error); process.exit(1); });
