// A person and the people at the desk: asked, answered, decided; and told while the page is open.
"use strict";

const assert = require("node:assert/strict");
const axe = require("axe-core");
const { PHONE, atTheDesk, openBrowser } = require("./support/browser.js");
const { VECTORS, handIn, hostile } = require("./support/hostile.js");
const { logIn, staff } = require("./support/staff.js");
const { GENUINE, choose, news, read, say, write } = require("./support/steps.js");
const { Watch, acts, frameActs, previewFrame } = require("./support/watch.js");

openBrowser();

const PERSON = { ja: "人に相談する", en: "Talk to a person" };

/** Somebody hands in the story's mail and asks for a person. The page of the talk is left open. */
async function asksForAPerson(visitor, language) {
  const page = await visitor({ language });
  await choose(page, GENUINE);
  const answer = page.url();
  await page.goto(`${answer}/talk`);
  await say(page, PERSON[language]);
  await write(page, language === "ja" ? "クーポンが受け取れません。" : "The coupon does not work.");
  return { page, answer };
}

/** The agent opens the case that waits longest and takes it. */
async function takesTheCase(agent) {
  await agent.goto("/desk");
  assert.match(await agent.locator("main").innerText(), /【ご招待】500円OFFクーポンのお知らせ/);
  await agent.locator("table.list a").first().click();
  await agent.waitForURL(/\/desk\/case\//);
  await agent.getByRole("button", { name: "引き受ける" }).click();
  await agent.getByText("あなたが担当しています").waitFor();
}

/** Waits until the open page, which nobody touches, reads `words`. */
async function reads(page, words) {
  await page.waitForFunction(([source]) => new RegExp(source).test(document.querySelector("main").innerText), [words.source], { polling: 200 });
}

async function decidesFaulty(agent) {
  await agent.selectOption("#whose", "sender");
  await decides(agent, "genuine-but-faulty");
}

async function decides(agent, kind) {
  await agent.check(`input[name=kind][value=${kind}]`);
  await agent.getByRole("button", { name: "確認に進む" }).click();
  await agent.waitForURL(/\/decide$/);
  await agent.getByRole("button", { name: "決定して伝える" }).click();
  await agent.waitForURL(/\/desk\/case\/[^/]+(#.*)?$/);
}

for (const language of ["ja", "en"]) {
  atTheDesk(`the story: a person answers and decides, and the open page tells it: ${language}`, async ({ desk, visitor }) => {
    await staff(desk, "aoki", "agent");
    const { page, answer } = await asksForAPerson(visitor, language);
    const agent = await logIn(await visitor({ language: "ja" }), "aoki");
    await takesTheCase(agent);
    await reads(page, language === "ja" ? /担当者が対応しています/ : /A person is talking with you/);

    const turns = await page.locator(".turn").count();
    await agent.fill("#text", "お調べします。少しお待ちください。");
    await agent.getByRole("button", { name: "送る", exact: true }).click();
    await news(page, turns);
    assert.match(await page.locator(".turn.agent").last().innerText(), /お調べします。少しお待ちください。/);

    await page.fill("#words", "よろしくお願いします。");
    await page.locator(".write button").click();
    await reads(agent, /よろしくお願いします。/);

    await decidesFaulty(agent);
    await reads(page, language === "ja" ? /本物のメールと確かめられています。ただし、みほんストア\s*側の不具合/ : /It is genuine, sent by Mihon Store[\s\S]*a fault on the side of Mihon Store/);
    await page.goto(answer);
    const told = page.locator(".decided .first");
    assert.match(await told.innerText(), language === "ja" ? /不具合/ : /fault/);
    const decided = await told.boundingBox(), checked = await page.locator(".answer").boundingBox();
    assert.ok(decided.y < checked.y, "what a person decided stands first");
    const seen = await read(page);
    assert.match(seen.headings[0], language === "ja" ? /不具合/ : /fault/);
    assert.deepEqual(seen.todo, [language === "ja" ? "いまは何もする必要はありません。復旧したら、お知らせを受け取れます。" : "There is nothing you need to do now. You can be told when it works again."]);
  });
}

atTheDesk("whoever asks about the same mail later reads the decision at once", async ({ desk, visitor }) => {
  await staff(desk, "aoki", "agent");
  await asksForAPerson(visitor, "ja");
  const agent = await logIn(await visitor({ language: "ja" }), "aoki");
  await takesTheCase(agent);
  await decidesFaulty(agent);
  const other = await visitor({ language: "en" });
  await choose(other, GENUINE);
  assert.match(await other.locator(".decided .first").innerText(), /genuine, sent by Mihon Store[\s\S]*fault/);
  assert.equal((await read(other)).ruling, "genuine");
});

atTheDesk("where a person decides otherwise than the check, their word and its advice count, for family, too", async ({ desk, visitor }) => {
  await staff(desk, "aoki", "agent");
  const { page, answer } = await asksForAPerson(visitor, "ja");
  const agent = await logIn(await visitor({ language: "ja" }), "aoki");
  await takesTheCase(agent);
  await decides(agent, "fraud");
  await page.goto(answer);
  const family = await page.locator("#share").inputValue();
  for (const address of [answer, family]) {
    await page.goto(address);
    const seen = await read(page);
    assert.match(seen.headings[0], /詐欺のメールです。/);
    assert.match(seen.todo[0], /^リンクを開かず、返信も電話もしないでください。/);
    assert.equal(await page.locator(".answer").isVisible(), false, "the check's green answer is folded");
  }
  await page.goto(answer);
  assert.deepEqual((await read(page)).main, ["もう入力・支払いをしてしまった"]);
});

atTheDesk("nobody sees the desk without logging in, and a wrong password tells nothing more", async ({ desk, visitor }) => {
  await staff(desk, "aoki", "agent");
  const page = await visitor({ language: "ja" });
  for (const address of ["/desk", "/desk/decisions", "/desk/canned", "/desk/audit", "/desk/users"]) {
    await page.goto(address);
    assert.equal(new URL(page.url()).pathname, "/login", address);
  }
  const told = [];
  for (const name of ["aoki", "nobody"]) {
    await page.goto("/login");
    await page.fill("#name", name);
    await page.fill("#password", "wrong password of some length");
    await page.locator("main form button").click();
    told.push(await page.locator("[role=alert]").innerText());
  }
  assert.equal(told[0], told[1]);
});

/** Every page of the desk, as an administrator sees it. */
async function deskPages(agent, visitor) {
  await asksForAPerson(visitor, "ja");
  await agent.goto("/desk");
  const open = new URL(await agent.locator("table.list a").first().getAttribute("href"), agent.url()).pathname;
  return { queue: "/desk", case: open, original: `${open}/preview`, decisions: "/desk/decisions", canned: "/desk/canned", audit: "/desk/audit", accounts: "/desk/users" };
}

for (const language of ["ja", "en"]) {
  atTheDesk(`the desk's pages: no serious fault, no script in them, nothing sticks out: ${language}`, async ({ desk, visitor }) => {
    await staff(desk, "ueda", "admin");
    const faults = [];
    for (const [colorScheme, viewport] of [["light", { width: 1280, height: 900 }], ["dark", PHONE]]) {
      const agent = await logIn(await visitor({ language, colorScheme, viewport }), "ueda");
      const login = await visitor({ language, colorScheme, viewport });
      for (const [name, address] of Object.entries({ login: "/login", ...await deskPages(agent, visitor) })) {
        const page = name === "login" ? login : agent;
        await page.goto(address);
        await page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
        const { violations } = await page.evaluate(`${axe.source}; axe.run(document, { resultTypes: ["violations"] })`);
        for (const { id, impact, nodes } of violations.filter(({ impact }) => ["serious", "critical"].includes(impact))) {
          faults.push(`${name} ${colorScheme}: ${impact} ${id}: ${nodes[0].target.join(" ")}: ${nodes[0].html}`);
        }
        faults.push(...(await acts(page)).map((fault) => `${name}: ${fault}`));
        const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        if (wide > room) faults.push(`${name}: ${wide} px wide in ${room}`);
      }
    }
    assert.deepEqual(faults, []);
  });
}

atTheDesk("whatever a stranger writes is text on the desk's pages, too", async ({ desk, visitor }) => {
  await staff(desk, "ueda", "admin");
  const stranger = await visitor({ language: "ja" });
  for (const vector of Object.values(VECTORS)) {
    const answer = await handIn(stranger, desk, hostile(vector), vector);
    await stranger.request.post(`${answer}/talk`, { form: { choice: "person" } });
    await stranger.request.post(`${answer}/talk`, { form: { text: vector.slice(0, 2000) } });
  }
  const agent = await logIn(await visitor({ language: "ja" }), "ueda");
  const watch = await Watch.over(agent);
  await agent.goto("/desk");
  assert.deepEqual(await acts(agent), []);
  const cases = await agent.locator("table.list td a").evaluateAll((links) => links.map((link) => link.pathname));
  assert.equal(cases.length, Object.keys(VECTORS).length);
  const faults = [];
  for (const one of cases) {
    await agent.goto(one);
    faults.push(...await acts(agent));
    await agent.goto(`${one}/preview`);
    const frame = await previewFrame(agent);
    faults.push(...await acts(agent), ...(frame ? await frameActs(frame) : []), ...watch.take());
  }
  for (const address of ["/desk", "/desk/decisions", "/desk/audit"]) {
    await agent.goto(address);
    faults.push(...await acts(agent), ...watch.take());
  }
  assert.deepEqual(faults, []);
}, { seconds: 300 });
