// Everybody can use every page: axe-core finds no serious fault, in both languages and both colour schemes.
"use strict";

const assert = require("node:assert/strict");
const axe = require("axe-core");
const { DESKTOP, PHONE, atTheDesk, openBrowser } = require("./support/browser.js");
const { publicPages, unfold } = require("./support/pages.js");
const { say } = require("./support/steps.js");

openBrowser();

/** What axe-core finds, as lines; minor and moderate findings are printed, serious ones fail. */
async function faults(page, name, t) {
  // Its script comes through the protocol, where the page's policy does not reach.
  const found = await page.evaluate(`${axe.source}; axe.run(document, { resultTypes: ["violations"] })`);
  const lines = found.violations.map(({ id, impact, nodes, help }) =>
    `${name}: ${impact} ${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
  const isSerious = (line) => / (serious|critical) /.test(line);
  for (const line of lines.filter((line) => !isSerious(line))) t.diagnostic(line);
  return lines.filter(isSerious);
}

atTheDesk("a page with a serious fault is found out", async ({ visitor, t }) => {
  const page = await visitor();
  await page.goto("/");
  await page.evaluate(() => { document.querySelector("label").remove(); document.querySelector("h1").style.color = "#bbb"; });
  const found = (await faults(page, "broken", t)).join("\n");
  assert.match(found, /critical label/);
  assert.match(found, /serious color-contrast/);
});

for (const language of ["ja", "en"]) {
  for (const colorScheme of ["light", "dark"]) {
    atTheDesk(`no page has a serious fault: ${language}, ${colorScheme}`, async ({ visitor, t }) => {
      const viewport = colorScheme === "light" ? DESKTOP : PHONE;
      const page = await visitor({ language, colorScheme, viewport });
      const serious = [];
      for (const [name, address] of Object.entries(await publicPages(page, language))) {
        await page.goto(address);
        if (name === "talk") {
          await say(page, language === "ja" ? "届いたメールが本物か知りたい" : "I want to know whether a message is real");
          await say(page, language === "ja" ? "人に相談する" : "Talk to a person");
        }
        await unfold(page);
        serious.push(...await faults(page, name, t));
      }
      assert.deepEqual(serious, []);
    });
  }
}
