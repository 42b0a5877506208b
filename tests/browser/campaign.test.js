// A campaign: staff makes it without scripts, an invited person takes the coupon, somebody else does not.
"use strict";

const assert = require("node:assert/strict");
const { writeFile } = require("node:fs/promises");
const path = require("node:path");
const axe = require("axe-core");
const { PHONE, atTheDesk, openBrowser } = require("./support/browser.js");
const { logIn, staff } = require("./support/staff.js");

openBrowser();

const without = { language: "ja", javaScriptEnabled: false };
const PEOPLE = "address,name,eligible\nhanako@mailbox.example,山田花子,yes\ntaro@mailbox.example,太郎,no\n";

/** A campaign that runs; the paths of the pages of those it invites: to claim, to leave. */
async function running(desk) {
  const described = path.join(desk.folder, "campaign.toml");
  await writeFile(described, await desk.command(["campaign", "create", "--example"]));
  const id = (await desk.command(["campaign", "create", described])).trim();
  const list = path.join(desk.folder, "list.csv");
  await writeFile(list, PEOPLE);
  assert.match(await desk.command(["campaign", "invite", id, list]), /^invited\t2$/m);
  await desk.command(["campaign", "start", id]);
  await desk.command(["campaign", "sent", id]);
  const links = await desk.command(["campaign", "links", id, "--base", "https://desk.example"]);
  const pages = links.trim().split("\n").slice(1).map((line) => line.split(",").slice(1).map((link) => new URL(link).pathname));
  return { id, pages };
}

/** Serious faults that axe-core finds, and what sticks out of the page. */
async function faults(page) {
  const found = await page.evaluate(`${axe.source}; axe.run(document, { resultTypes: ["violations"] })`);
  const serious = found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [...serious.map(({ id, nodes }) => `${id}: ${nodes[0].target}`), ...(wide > 0 ? [`sticks out by ${wide}`] : [])];
}

atTheDesk("an invited person takes the coupon, and pressing twice is the same", async ({ desk, visitor }) => {
  const { pages: [[claim], [other]] } = await running(desk);
  const person = await visitor(without);
  await person.goto(claim);
  assert.match(await person.locator("main").innerText(), /23:59まで/);
  await person.getByRole("button", { name: "クーポンを受け取る" }).dblclick();
  await person.locator(".coupon").waitFor();
  const code = await person.locator(".coupon").innerText();
  assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  await person.goto(`${claim}?lang=en`);
  assert.equal(await person.locator(".coupon").innerText(), code);
  const used = await desk.command(["campaign", "redeem", code.toLowerCase(), "--order", "order 1"]);
  assert.match(used, /^500\t0\t.*\tnew$/m);
  await person.reload();
  assert.match(await person.locator("main").innerText(), /This coupon was used/);
  await person.goto(other);
  assert.match(await person.locator("main").innerText(), /You are not registered as a customer/);
  await person.goto(`${claim}x`);
  assert.match(await person.locator("h1").innerText(), /This link does not belong to an invitation/);
});

for (const language of ["ja", "en"]) {
  for (const colorScheme of ["light", "dark"]) {
    atTheDesk(`an invitation's pages are for everybody: ${language}, ${colorScheme}`, async ({ desk, visitor }) => {
      const { pages: [[claim, leave], [other]] } = await running(desk);
      const page = await visitor({ language, colorScheme, viewport: colorScheme === "dark" ? PHONE : { width: 320, height: 640 } });
      const all = [];
      for (const [name, address] of Object.entries({ claim, leave, other, stranger: "/c/x" })) {
        await page.goto(address);
        all.push(...(await faults(page)).map((fault) => `${name}: ${fault}`));
      }
      await page.goto(claim);
      await page.locator("main form button").click();
      await page.locator(".coupon").waitFor();
      all.push(...(await faults(page)).map((fault) => `taken: ${fault}`));
      assert.deepEqual(all, []);
    });
  }
}

atTheDesk("without scripts staff makes a campaign, loads the list, starts it", async ({ desk, visitor }) => {
  await staff(desk, "hanako", "agent");
  const hanako = await logIn(await visitor(without), "hanako");
  await hanako.goto("/desk/campaigns");
  await hanako.getByRole("link", { name: "キャンペーンを作る" }).click();
  await hanako.selectOption("#brand", "mihon-store");
  for (const [id, value] of Object.entries({
    name: "秋のご招待", amount: "500", stock: "1000", "title-ja": "500円OFF", "title-en": "500 yen off",
    "from-ja": "みほんストア", "from-en": "Mihon Store", address: "news@mihon-store.example",
    shop: "https://www.mihon-store.example/",
  })) await hanako.fill(`#${id}`, value);
  await hanako.getByRole("button", { name: "準備中として保存する" }).click();
  await hanako.waitForURL(/\/desk\/campaigns\/[^/]{22}$/);
  const campaign = hanako.url();
  await hanako.setInputFiles("#list", { name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(`${PEOPLE}nobody\n`) });
  await hanako.getByRole("button", { name: "読み込む", exact: true }).click();
  await hanako.getByRole("heading", { name: "リストを読み込みました" }).waitFor();
  assert.match(await hanako.locator("table.list").innerText(), /4\s+メールアドレスの形ではありません/);
  await hanako.goto(campaign);
  await hanako.getByRole("button", { name: "始める・再開する" }).click();
  await hanako.waitForURL(campaign);
  assert.match(await hanako.locator("main").innerText(), /実施中/);
});

atTheDesk("staff's pages of campaigns are for everybody", async ({ desk, visitor }) => {
  const { id } = await running(desk);
  await staff(desk, "hanako", "agent");
  const all = [];
  for (const language of ["ja", "en"]) {
    const hanako = await logIn(await visitor({ language, viewport: PHONE }), "hanako");
    for (const address of ["/desk/campaigns", "/desk/campaigns/new", `/desk/campaigns/${id}`]) {
      await hanako.goto(address);
      all.push(...(await faults(hanako)).map((fault) => `${language} ${address}: ${fault}`));
    }
  }
  assert.deepEqual(all, []);
});
