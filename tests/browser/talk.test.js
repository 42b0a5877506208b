// The story's conversation: from the menu to an answer that rests on evidence, and to a person.
"use strict";

const assert = require("node:assert/strict");
const { atTheDesk, openBrowser } = require("./support/browser.js");
const { FORGED, GENUINE, choices, choose, lastTurn, news, say, write } = require("./support/steps.js");

openBrowser();

const WORDS = {
  ja: {
    account: "アカウントまたはプライムに関する問題",
    suspicious: "不審なEメールに関する質問",
    real: /^これは本当に.+から送信されたEメールですか？$/,
    ask: "届いたメールが本物か知りたい",
    questions: [/ご購入になっていない商品の、注文確認/, /お支払い情報を更新/, /インストール/],
    no: "いいえ",
    unsure: "分かりません",
    cannotTell: /まだ分かりません。/,
    threeNo: /3つとも「いいえ」でも、それだけでは決められません/,
    // What a help desk says when it has nothing: never for lack of proof.
    accuses: /可能性があります|から送信されたものではない|本物ではありません|偽物です/,
    handIn: "元のメールの渡し方を見る",
    gmail: "パソコンの Gmail",
    check: "メールを渡して確かめる",
    genuine: /本物です。みほんストアが送ったメールと確認しました。/,
    forged: /詐欺のメールです。/,
    person: "人に相談する",
    called: /担当者をお呼びしています/,
    handed: /担当者におつなぎします/,
    open: "質問する・人に相談する",
  },
  en: {
    account: "A problem with an account or Prime",
    suspicious: "A question about a suspicious e-mail",
    real: /^Was this e-mail really sent by .+\?$/,
    ask: "I want to know whether a message is real",
    questions: [/order you did not place/, /update your payment details/, /install/],
    no: "No",
    unsure: "I'm not sure",
    cannotTell: /I can't tell yet\./,
    threeNo: /Three times "no" does not settle it/,
    accuses: /may not be from|not sent by|is not real|is fake/,
    handIn: "Show me how to hand it in",
    gmail: "Gmail on a computer",
    check: "Hand in the message and check it",
    genuine: /Genuine\. Sent by Mihon Store/,
    forged: /Fraud\./,
    person: "Talk to a person",
    called: /A person has been called/,
    handed: /handing you over to a person/,
    open: "Ask, or talk to a person",
  },
};

/** The menu of the story, up to "was this really sent by …?". */
async function askWhetherReal(page, words) {
  await say(page, words.account);
  await say(page, words.suspicious);
  await say(page, (await choices(page)).find((choice) => words.real.test(choice)));
}

for (const language of ["ja", "en"]) {
  const words = WORDS[language];

  atTheDesk(`without the message the talk asks three questions and accuses nobody: ${language}`, async ({ visitor }) => {
    const page = await visitor({ language });
    await page.goto("/talk");
    await askWhetherReal(page, words);
    for (const question of words.questions) {
      assert.match(await lastTurn(page), question);
      assert.ok((await choices(page)).includes(words.person), "a person is one press away");
      await say(page, words.no);
    }
    const answer = await lastTurn(page);
    assert.match(answer, words.cannotTell);
    assert.match(answer, words.threeNo);
    assert.doesNotMatch(answer, words.accuses);
  });

  atTheDesk(`from the talk to the message, and back with the answer: ${language}`, async ({ visitor }) => {
    const page = await visitor({ language });
    await page.goto("/talk");
    await askWhetherReal(page, words);
    for (const _ of words.questions) await say(page, words.unsure);
    await say(page, words.handIn);
    await say(page, words.gmail);
    await page.getByRole("link", { name: words.check }).click();
    await page.waitForURL(/\/message$/);
    await page.setInputFiles("#file", GENUINE);
    await page.click("button.main");
    await page.waitForURL(/\/talk(#now)?$/);
    const answer = await lastTurn(page);
    assert.match(answer, words.genuine, "with the message at hand nothing is asked");
    for (const question of words.questions) assert.doesNotMatch(answer, question);
    await say(page, words.person);
    assert.match(await lastTurn(page), words.handed);
    assert.match(await page.locator("[role=status]").innerText(), words.called);
  });

  atTheDesk(`the talk about a forged message gives its answer, not the questions: ${language}`, async ({ visitor }) => {
    const page = await visitor({ language });
    await choose(page, FORGED);
    await page.getByRole("link", { name: words.open }).click();
    await page.waitForURL(/\/talk$/);
    await say(page, words.ask);
    const answer = await lastTurn(page);
    assert.match(answer, words.forged);
    assert.match(answer, /coupon-get\.test/);
    for (const question of words.questions) assert.doesNotMatch(answer, question);
  });
}

atTheDesk("words are understood well enough to be led to first aid", async ({ visitor }) => {
  for (const [language, text, urgent] of [
    ["ja", "さっきのメールのリンクからカード番号を入れてしまいました", /カードの裏にある番号へ、いますぐ電話/],
    ["en", "I typed in my credit card number on that page", /Call the number on the back of your card now/],
  ]) {
    const page = await visitor({ language });
    await page.goto("/talk");
    await write(page, text);
    const first = page.locator(".turn").last().locator(".line").first();
    assert.match(await first.innerText(), urgent, "what to do comes first");
  }
});

atTheDesk("what nobody can understand is said so, and a person is offered", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  await page.goto("/talk");
  await write(page, "ぬるぽがっ");
  assert.match(await lastTurn(page), /読み取れませんでした/);
  assert.ok((await choices(page)).includes("人に相談する"));
});

atTheDesk("an answer in the talk looks the same whatever the ruling: its words carry it", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  await choose(page, GENUINE);
  await page.goto(`${page.url()}/talk`);
  await say(page, WORDS.ja.ask);
  const answer = page.locator(".line.as-answer").last();
  assert.match(await answer.innerText(), WORDS.ja.genuine);
  const [paper, around] = await answer.evaluate((element) =>
    [element, element.parentElement].map((e) => getComputedStyle(e).backgroundColor));
  assert.ok(paper === "rgba(0, 0, 0, 0)" || paper === around, "no warning's colour behind a genuine answer");
});

atTheDesk("what somebody is writing stays while news arrive", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  await page.goto("/talk");
  await say(page, WORDS.ja.ask);
  const elsewhere = await page.context().newPage();
  await elsewhere.goto(page.url());
  await page.fill("#words", "書きかけの文");
  const turns = await page.locator(".turn").count();
  await say(elsewhere, WORDS.ja.no);
  await news(page, turns);
  assert.equal(await page.inputValue("#words"), "書きかけの文");
});

atTheDesk("two presses at once are one", async ({ visitor }) => {
  const page = await visitor({ language: "ja" });
  await page.goto("/talk");
  await say(page, WORDS.ja.ask);
  await page.locator(".choices button", { hasText: "いいえ" }).first().dblclick();
  await page.waitForTimeout(1000); // a second one would have come by now
  await page.reload();
  const said = await page.locator(".turn.person").allInnerTexts();
  assert.equal(said.filter((turn) => turn.includes("いいえ")).length, 1, said.join(" | "));
});
