// Messages are handed in, and the answer stands first.
"use strict";

const assert = require("node:assert/strict");
const { readFile } = require("node:fs/promises");
const { atTheDesk, openBrowser } = require("./support/browser.js");
const { SMS } = require("./support/pages.js");
const { FORGED, GENUINE, answered, choose, drop, paste, read } = require("./support/steps.js");

openBrowser();

const GENUINE_READS = {
  ja: {
    sign: "✔ 本物",
    heading: "本物です。みほんストアが送ったメールと確認しました。",
    rows: [/^だれが送ったか みほんストア — 確認済み$/, /^危険はあるか 見つかりませんでした$/, /^内容は有効か .*2021年11月22日まで/],
    todo: /^心配はいりません。/,
  },
  en: {
    sign: "✔ Genuine",
    heading: "Genuine. Sent by Mihon Store — we checked.",
    rows: [/^Who sent it Mihon Store — confirmed$/, /^Could it hurt you Nothing found that could$/, /^Does what it promises hold .*until 22 November 2021/],
    todo: /^No need to worry\./,
  },
};

const FORGED_READS = {
  ja: {
    sign: "✖ 詐欺",
    heading: /^詐欺のメールです。みほんストアを名乗っていますが、別の人が送ったものです。$/,
    rows: [/^だれが送ったか みほんストアではありません$/, /^危険はあるか あります。/, /^内容は有効か .*受け取れません$/],
    todo: /^リンクを開かず、返信も電話もしないでください。/,
    aid: "もう入力・支払いをしてしまった",
  },
  en: {
    sign: "✖ Fraud",
    heading: /^Fraud\. It says it is from Mihon Store\. It is not/,
    rows: [/^Who sent it Not Mihon Store$/, /^Could it hurt you Yes/, /^Does what it promises hold .*cannot be taken$/],
    todo: /^Open no link, don't reply, don't call\./,
    aid: "I already entered or paid something",
  },
};

function readsGenuine(seen, language, todo = GENUINE_READS[language].todo) {
  const { sign, heading, rows } = GENUINE_READS[language];
  assert.equal(seen.sign, sign);
  assert.equal(seen.headings[0], heading, "the first heading is the answer");
  assert.equal(seen.rows.length, 3);
  seen.rows.forEach((row, at) => assert.match(row, rows[at]));
  assert.ok(seen.reasons.length >= 1 && seen.reasons.length <= 3, `${seen.reasons.length} reasons`);
  assert.match(seen.reasons[0], /mihon-store\.example/);
  assert.match(seen.todo[0], todo);
}

/** Nobody scrolls to learn the answer: it ends within the first screen. */
async function isReadAtOnce(page) {
  const box = await page.locator("main h1").boundingBox();
  assert.ok(box.y + box.height < page.viewportSize().height / 2, `the answer ends at ${box.y + box.height}`);
}

for (const language of ["ja", "en"]) {
  atTheDesk(`a genuine mail that is dropped on the page is answered: ${language}`, async ({ visitor }) => {
    const page = await visitor({ language });
    await page.goto("/");
    await drop(page, GENUINE);
    readsGenuine(await read(page), language);
    await isReadAtOnce(page);
  });

  atTheDesk(`a chosen file and pasted source are answered the same: ${language}`, async ({ visitor }) => {
    const page = await visitor({ language });
    await choose(page, GENUINE);
    const chosen = await read(page);
    readsGenuine(chosen, language);
    await paste(page, await readFile(GENUINE, "utf8"));
    const pasted = await read(page);
    assert.deepEqual(pasted, chosen);
  });

  atTheDesk(`the forged twin is called fraud, and first aid is the main button: ${language}`, async ({ visitor }) => {
    const page = await visitor({ language });
    await choose(page, FORGED);
    const { sign, heading, rows, todo, aid } = FORGED_READS[language];
    const seen = await read(page);
    assert.equal(seen.sign, sign);
    assert.match(seen.headings[0], heading);
    seen.rows.forEach((row, at) => assert.match(row, rows[at]));
    assert.ok(seen.reasons.length >= 1 && seen.reasons.length <= 3);
    assert.ok(seen.reasons.some((reason) => reason.includes("coupon-get.test")), "the true host is named");
    assert.match(seen.todo[0], todo);
    assert.deepEqual(seen.main, [aid], "one main button");
    await isReadAtOnce(page);
    await page.getByRole("link", { name: aid }).click();
    await page.waitForURL("**/aid");
    assert.match(await page.locator("main h1").innerText(), language === "ja" ? /してしまったとき/ : /^If you entered/);
  });
}

for (const language of ["ja", "en"]) {
  atTheDesk(`words alone never make a message genuine: ${language}`, async ({ visitor }) => {
    const page = await visitor({ language });
    await paste(page, SMS[language]);
    const seen = await read(page);
      assert.notEqual(seen.ruling, "genuine");
    assert.doesNotMatch(seen.headings[0], /本物です|Genuine/);
    const main = await page.locator("main").innerText();
    assert.match(main, language === "ja" ? /送信元の記録は\s*見ていません/ : /only the text/i);
  });
}

atTheDesk("from words alone the way leads to the original, and how to get it is unfolded", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  await paste(page, SMS.ja);
  assert.deepEqual((await read(page)).main, ["元のメールを渡して確かめる"], "one main button");
  await page.getByRole("link", { name: "元のメールを渡して確かめる" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  assert.ok(await page.locator("#how li").first().isVisible());
});

atTheDesk("a suspicious message has first aid as its main button, though only words are known", async ({ visitor }) => {
  const page = await visitor({ language: "en" });
  await paste(page, "We noticed a new sign-in to your account from Osaka. If this was you, no action is needed. Otherwise visit http://sign-in-notice.test/a");
  const seen = await read(page);
  assert.equal(seen.ruling, "suspicious");
  assert.deepEqual(seen.main, ["I already entered or paid something"]);
});

atTheDesk("who drops something that is not a file stays on the page", async ({ visitor }) => {
  const page = await visitor();
  await page.goto("/");
  const transfer = await page.evaluateHandle(() => new DataTransfer());
  await page.dispatchEvent(".drop", "dragover", { dataTransfer: transfer });
  await page.dispatchEvent(".drop", "drop", { dataTransfer: transfer });
  assert.equal(new URL(page.url()).pathname, "/");
  assert.equal(await page.locator(".drop.over").count(), 0);
});

atTheDesk("a form that is sent empty says what to do, in the visitor's language", async ({ visitor }) => {
  for (const [language, words] of [["ja", /はじめのページへ/], ["en", /first page/]]) {
    const page = await visitor({ language });
    await page.goto("/");
    await page.click("button.main");
    await page.locator("main h1").waitFor();
    assert.match(await page.locator("main").innerText(), words);
    await page.getByRole("link", { name: words }).click();
    await page.waitForURL((url) => url.pathname === "/");
  }
});

atTheDesk("each example on the first page opens its answer", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  await page.goto("/");
  await answered(page, () => page.getByRole("button", { name: /（本物）/ }).click());
  const genuine = await read(page);
  // Asked two days after it came, when its offer is open.
  readsGenuine(genuine, "ja", /^特典を受け取るなら、2021年11月22日まで/);
  await page.goto("/");
  await answered(page, () => page.getByRole("button", { name: /（偽物）/ }).click());
  assert.equal((await read(page)).ruling, "phishing");
});

atTheDesk("the switch shows the same answer in the other language, and is remembered", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  await choose(page, FORGED);
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForURL(/\?lang=en$/);
  assert.match((await read(page)).headings[0], FORGED_READS.en.heading);
  await page.goto("/");
  assert.match(await page.locator("h1").innerText(), /^Is the message you got real\?$/);
});

atTheDesk("a link's true host is read in large type and can't be pressed", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  await choose(page, FORGED);
  await page.locator("summary", { hasText: "リンクを1つずつ見る" }).click();
  const host = page.locator(".links .host").first();
  assert.match(await host.innerText(), /coupon-get\.test/);
  assert.equal(await host.locator("b").innerText(), "coupon-get.test", "the part that somebody owns is bold");
  const sizes = await host.evaluate((element) => [element, document.body].map((e) => parseFloat(getComputedStyle(e).fontSize)));
  assert.ok(sizes[0] > sizes[1]);
  assert.equal(await page.locator(".links a").count(), 0);
});
