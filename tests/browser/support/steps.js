// What people do at the desk, as steps that tests share.
"use strict";

const { readFile } = require("node:fs/promises");
const path = require("node:path");

const EXAMPLES = path.join(__dirname, "../../../examples");
const GENUINE = path.join(EXAMPLES, "coupon.eml");
const FORGED = path.join(EXAMPLES, "coupon-forged.eml");

/** Drops a file on the page, with the events that a hand makes. */
async function drop(page, file, on = ".drop") {
  const content = (await readFile(file)).toString("base64");
  const transfer = await page.evaluateHandle(([content, name]) => {
    const octets = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([octets], name, { type: "message/rfc822" }));
    return transfer;
  }, [content, path.basename(file)]);
  for (const type of ["dragenter", "dragover"]) await page.dispatchEvent(on, type, { dataTransfer: transfer });
  await answered(page, () => page.dispatchEvent(on, "drop", { dataTransfer: transfer }));
}

/** Chooses a file (a path, or `{ name, mimeType, buffer }`) and presses the button. */
async function choose(page, file) {
  await page.goto("/");
  await page.setInputFiles("#file", file);
  await answered(page, () => page.click("button.main"));
}

/** Pastes text and presses the button. */
async function paste(page, text) {
  await page.goto("/");
  await page.fill("#text", text);
  await answered(page, () => page.click("button.main"));
}

/** Does `act` and waits for the page of the answer. */
async function answered(page, act) {
  await Promise.all([page.waitForURL(/\/c\/[^/]+\/[^/]+$/), act()]);
}

/** What a person reads on the page of an answer, in its order. */
async function read(page) {
  return page.evaluate(() => {
    const words = (element) => element?.innerText.replace(/\s+/g, " ").trim() ?? "";
    const all = (selector) => [...document.querySelectorAll(selector)].map(words);
    return {
      ruling: document.querySelector(".answer")?.className.replace("answer", "").trim() ?? "",
      sign: words(document.querySelector(".ruling")),
      headings: all("main h1, main h2"),
      rows: all(".rows > div"),
      reasons: [...document.querySelectorAll("main ol > li")].map(words),
      todo: all(".now li"),
      buttons: all(".now .actions .button"),
      main: all("main .button.main, main button.main"),
    };
  });
}

/** In a talk: presses the choice with these words. */
async function say(page, words) {
  const turns = await page.locator(".turn").count();
  await page.locator(".choices").getByRole("button", { name: words, exact: true }).click();
  await page.waitForFunction((turns) => document.querySelectorAll(".turn").length > turns, turns);
}

/** In a talk: writes and sends. */
async function write(page, text) {
  const turns = await page.locator(".turn").count();
  await page.fill("#words", text);
  await page.locator(".write button").click();
  await page.waitForFunction((turns) => document.querySelectorAll(".turn").length > turns, turns);
}

/** In a talk: waits until more than `turns` stand on the page, which nobody touches. (A page in the background paints
 * no frames, so it is asked by the clock.) */
async function news(page, turns) {
  await page.waitForFunction((turns) => document.querySelectorAll(".turn").length > turns, turns, { polling: 200 });
}

/** In a talk: what the desk said last. */
async function lastTurn(page) {
  return (await page.locator(".turn").last().innerText()).trim();
}

/** In a talk: the choices that are offered. */
async function choices(page) {
  return page.locator(".choices button").allInnerTexts();
}

module.exports = { GENUINE, FORGED, drop, choose, paste, answered, read, say, write, lastTurn, choices, news };
