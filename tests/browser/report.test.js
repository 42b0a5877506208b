// Reporting: what is shared is seen first; what came of it is told, and told again when it changes.
"use strict";

const assert = require("node:assert/strict");
const axe = require("axe-core");
const { PHONE, atTheDesk, openBrowser } = require("./support/browser.js");
const { logIn, staff } = require("./support/staff.js");
const { FORGED, choose } = require("./support/steps.js");
const { Watch, acts } = require("./support/watch.js");

openBrowser();

const SEND = { ja: "この内容で報告する", en: "Report it" };
const STANDS = {
  received: { ja: /報告を受け付けました/, en: /Your report is in/ },
  fraud: { ja: /詐欺と確認しました/, en: /It is fraud/ },
  genuine: { ja: /本物と確認しました/, en: /It is genuine/ },
  changed: { ja: /答えが変わりました/, en: /The answer has changed/ },
  undone: { ja: /報告を取り消しました/, en: /You took this report back/ },
};

/** Hands in the forged twin and opens what reporting it would share. */
async function asksToReport(page) {
  await choose(page, FORGED);
  const answer = page.url();
  await page.goto(`${answer}/report`);
  return answer;
}

async function sends(page, language) {
  await page.getByRole("button", { name: SEND[language], exact: true }).click();
  await page.getByText(STANDS.received[language]).waitFor();
}

/** An agent opens the newest report and decides what its message is. */
async function decides(agent, kind) {
  await agent.goto("/desk/reports");
  await agent.locator("table.list a").first().click();
  await agent.waitForURL(/\/desk\/reports\/[A-Za-z0-9_-]{22}$/);
  await agent.locator("#outcome ~ p a.button, section[aria-labelledby=outcome] a.button").first().click();
  await agent.waitForURL(/\/desk\/case\//);
  await agent.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
  await agent.check(`input[name=kind][value=${kind}]`);
  await agent.getByRole("button", { name: "確認に進む" }).click();
  await agent.waitForURL(/\/decide$/);
  await agent.getByRole("button", { name: "決定して伝える" }).click();
  await agent.waitForURL(/\/desk\/case\/[^/]+(#.*)?$/);
}

for (const language of ["ja", "en"]) {
  atTheDesk(`a report shows beforehand what is shared, and then what came of it: ${language}`, async ({ desk, visitor }) => {
    await staff(desk, "aoki", "agent");
    const page = await visitor({ language, viewport: PHONE });
    await asksToReport(page);
    const shared = await page.locator("main").innerText();
    assert.match(shared, /500円OFFクーポン/);
    assert.doesNotMatch(shared, /hanako|山田|https?:\/\//i, "who the message was for is masked, addresses are disarmed");
    await sends(page, language);
    const followed = page.url();

    const agent = await logIn(await visitor({ language: "ja" }), "aoki");
    await decides(agent, "fraud");
    await page.goto(followed);
    assert.match(await page.locator("h1").innerText(), STANDS.fraud[language]);
    await decides(agent, "genuine");
    await page.goto(followed);
    assert.match(await page.locator("h1").innerText(), STANDS.genuine[language]);
    assert.match(await page.locator("main").innerText(), STANDS.changed[language]);
  });

  atTheDesk(`a report can be taken back, and made again: ${language}`, async ({ visitor }) => {
    const page = await visitor({ language });
    await asksToReport(page);
    await sends(page, language);
    await page.locator("form[action$='/undo'] button").click();
    assert.match(await page.locator("h1").innerText(), STANDS.undone[language]);
    await page.getByRole("link", { name: language === "ja" ? "もう一度報告する" : "Report it again" }).click();
    await sends(page, language);
  });

  atTheDesk(`reporting without a script, from its own page: ${language}`, async ({ visitor }) => {
    const page = await visitor({ language, javaScriptEnabled: false });
    await page.goto("/report");
    await page.setInputFiles("#file", FORGED);
    await page.click("button.main");
    await page.waitForURL(/\/c\/.*\/report$/);
    await sends(page, language);
    await page.goto("/report");
    await page.fill("#text", "hxxps://evil-login[.]example/a?id=12345678");
    await page.click("button.main");
    await page.waitForURL(/\/r\/[^/]+\/[^/]+$/);
    assert.match(await page.locator("h1").innerText(), STANDS.received[language]);
    assert.doesNotMatch(await page.locator("main").innerText(), /12345678/);
  });
}

atTheDesk("a table is taken line by line, and what cannot be read says so", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  await page.goto("/report");
  const table = "date,URL,description\n2026/11/03 09:12:00,https://evil.example/a,au\n2026/11/03 09:12:00,,au\n2026/11/03 09:12:00,https://evil.example/a,au\n";
  await page.setInputFiles("#file", { name: "table.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
  await page.click("button.main");
  const words = await page.locator("main").innerText();
  assert.match(words, /読んだ行\s*3/);
  assert.match(words, /報告として数えた行\s*1/);
  assert.match(words, /前と同じ報告だった行\s*1/);
  assert.match(words, /読み取れなかった行\s*1/);
});

for (const language of ["ja", "en"]) {
  atTheDesk(`the pages of reports: no serious fault, nothing acts, nothing sticks out: ${language}`, async ({ desk, visitor }) => {
    await staff(desk, "ueda", "admin");
    const faults = [];
    for (const [colorScheme, viewport] of [["light", { width: 1280, height: 900 }], ["dark", { width: 320, height: 700 }]]) {
      const page = await visitor({ language, colorScheme, viewport });
      const look = async (name, one) => {
        await one.evaluate(() => { for (const each of document.querySelectorAll("details")) each.open = true; });
        const { violations } = await one.evaluate(`${axe.source}; axe.run(document, { resultTypes: ["violations"] })`);
        for (const { id, impact, nodes } of violations.filter(({ impact }) => ["serious", "critical"].includes(impact))) {
          faults.push(`${name} ${colorScheme}: ${impact} ${id}: ${nodes[0].target.join(" ")}: ${nodes[0].html}`);
        }
        faults.push(...(await acts(one)).map((fault) => `${name}: ${fault}`));
        const [wide, room] = await one.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        if (wide > room) faults.push(`${name}: ${wide} px wide in ${room}`);
      };
      await page.goto("/report");
      await look("form", page);
      await asksToReport(page);
      await look("preview", page);
      await sends(page, language);
      await look("followed", page);
      const agent = await logIn(await visitor({ language, colorScheme, viewport }), "ueda");
      await agent.goto("/desk/reports");
      await look("list", agent);
      await agent.locator("table.list a").first().click();
      await agent.waitForURL(/\/desk\/reports\/[A-Za-z0-9_-]{22}$/);
      await look("one", agent);
    }
    assert.deepEqual(faults, []);
  });
}
