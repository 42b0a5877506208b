// What people see, kept in docs/screenshots: taken anew by `run BINARY --screenshots`, and looked at by whoever took them.
"use strict";

const { mkdir, writeFile } = require("node:fs/promises");
const path = require("node:path");
const { launch, visit } = require("./support/browser.js");
const { Desk } = require("./support/desk.js");
const { smaller } = require("./support/palette.js");
const { publicPages } = require("./support/pages.js");
const { logIn, staff } = require("./support/staff.js");
const { FORGED, GENUINE, answered, choose, say, write } = require("./support/steps.js");

const FOLDER = path.join(__dirname, "../../docs/screenshots");
const SCREENS = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const ASK = { ja: "届いたメールが本物か知りたい", en: "I want to know whether a message is real" };

/** One picture of a whole page. */
async function shoot(page, name) {
  const png = await page.screenshot({ fullPage: true, animations: "disabled" });
  await writeFile(path.join(FOLDER, `${name}.png`), smaller(png));
}

/** Each public page once, and what is folded or scrolled out of sight on the way. */
async function publicOnes(page, language, screen) {
  const pages = await publicPages(page, language);
  // The examples are asked about in their time, when the offer is open.
  await page.goto("/");
  await answered(page, () => page.locator(".examples button").first().click());
  pages.genuine = page.url();
  pages.talk = `${page.url()}/talk`;
  for (const [name, address] of Object.entries(pages)) {
    await page.goto(address);
    if (name === "talk") await say(page, ASK[language]);
    if (name === "preview") await page.frameLocator("iframe.page").locator("body").waitFor();
    if (name === "aid") await page.locator("details").first().evaluate((element) => { element.open = true; });
    await shoot(page, `${name}.${screen}.${language}`);
  }
  await page.goto(pages.forged);
  await page.locator("details").first().evaluate((element) => { element.open = true; });
  await page.locator("details").nth(1).evaluate((element) => { element.open = true; });
  await shoot(page, `forged-unfolded.${screen}.${language}`);
}

/** The desk's own pages, while one person talks with an agent and two more wait. */
async function deskOnes(browser, desk) {
  await staff(desk, "ueda", "admin");
  const person = await visit(browser, desk, { language: "ja", viewport: SCREENS.phone });
  for (const file of [FORGED, GENUINE]) {
    await choose(person, file);
    await person.goto(`${person.url()}/talk`);
    await say(person, "人に相談する");
  }
  await write(person, "クーポンが受け取れません。期限が近いので心配です。");
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    const agent = await visit(browser, desk, { language: "ja", viewport });
    await agent.goto("/login");
    await shoot(agent, `desk-login.${screen}.ja`);
    await logIn(agent, "ueda");
    await shoot(agent, `desk-queue.${screen}.ja`);
    await agent.locator("table.list a").last().click();
    await agent.waitForURL(/\/desk\/case\//);
    const take = agent.getByRole("button", { name: "引き受ける" });
    if (await take.count() > 0) {
      await take.click();
      await agent.fill("#text", "ご連絡ありがとうございます。クーポンの状況を調べますので、少しお待ちください。");
      await Promise.all([agent.waitForResponse((answer) => answer.url().endsWith("/say")), agent.getByRole("button", { name: "送る", exact: true }).click()]);
      await agent.waitForLoadState();
    }
    await shoot(agent, `desk-case.${screen}.ja`);
    if (screen === "phone") await shoot(person, "talk-with-a-person.phone.ja");
    if (screen === "phone") await decide(agent);
    for (const name of ["decisions", "canned", "audit", "users"]) {
      await agent.goto(`/desk/${name}`);
      await shoot(agent, `desk-${name}.${screen}.ja`);
    }
    await agent.context().close();
  }
  await shoot(person, "talk-decided.phone.ja");
  await person.goto(person.url().replace(/\/talk.*/, ""));
  await shoot(person, "decided.phone.ja");
}

/** "Genuine, but something in it is broken." */
async function decide(agent) {
  await agent.getByLabel(/本物だが、内容に不具合がある/).check();
  await agent.selectOption("#whose", "sender");
  await agent.getByRole("button", { name: "確認に進む" }).click();
  await agent.waitForURL(/\/decide$/);
  await shoot(agent, "desk-decide.phone.ja");
  await agent.getByRole("button", { name: "決定して伝える" }).click();
  await agent.waitForURL(/\/desk\/case\/[^/]+(#.*)?$/);
}

async function main() {
  await mkdir(FOLDER, { recursive: true });
  const desk = await Desk.open();
  const browser = await launch();
  try {
    for (const language of ["ja", "en"]) {
      for (const [screen, viewport] of Object.entries(SCREENS)) {
        const page = await visit(browser, desk, { language, viewport });
        await publicOnes(page, language, screen);
        await page.context().close();
      }
    }
    const dark = await visit(browser, desk, { language: "ja", viewport: SCREENS.phone, colorScheme: "dark" });
    const { genuine, forged } = await publicPages(dark, "ja");
    for (const [name, address] of Object.entries({ genuine, forged })) {
      await dark.goto(address);
      await shoot(dark, `${name}.phone-dark.ja`);
    }
    await deskOnes(browser, desk);
  } finally {
    await browser.close();
    await desk.close();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
