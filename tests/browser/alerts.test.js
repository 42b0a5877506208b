// Alerts: written by one person, published by another, told to whoever asks about such a message.
"use strict";

const assert = require("node:assert/strict");
const { atTheDesk, openBrowser } = require("./support/browser.js");
const { FORGED, GENUINE, choose } = require("./support/steps.js");
const { logIn, staff } = require("./support/staff.js");

openBrowser();

const without = { language: "ja", javaScriptEnabled: false };

/** An alert about the message of a case, published; the address of its page. */
async function published(desk, visitor, asked) {
  for (const name of ["hanako", "taro"]) await staff(desk, name, "agent");
  const hanako = await logIn(await visitor(without), "hanako");
  await hanako.goto(`/desk/alerts/new?case=${new URL(asked).pathname.split("/")[2]}`);
  assert.match(await hanako.inputValue("#title-ja"), /をかたるフィッシング \(\d{4}\/\d\d\/\d\d\)/);
  await hanako.getByRole("button", { name: "下書きとして保存する" }).click();
  await hanako.waitForURL(/\/desk\/alerts\/[^/]{22}$/);
  await hanako.getByRole("button", { name: "確認を頼む" }).click();
  await hanako.waitForLoadState();
  assert.equal(await hanako.getByRole("button", { name: "確かめたので公開する" }).count(), 0);
  const taro = await logIn(await visitor(without), "taro");
  await taro.goto("/desk/alerts");
  await taro.locator("table.list a").first().click();
  await taro.waitForURL(/\/desk\/alerts\/[^/]{22}$/);
  await taro.getByRole("button", { name: "確かめたので公開する" }).click();
  await taro.getByRole("link", { name: "公開しているページ" }).waitFor();
  return new URL(taro.url()).pathname.replace("/desk", "");
}

atTheDesk("without scripts an alert is written, published, and told before the answer", async ({ desk, visitor }) => {
  const person = await visitor(without);
  await choose(person, FORGED);
  const alert = await published(desk, visitor, person.url());
  await choose(person, FORGED);
  const first = person.locator("main > *").first();
  assert.match(await first.innerText(), /このメールについて緊急情報を出しています。/);
  await first.getByRole("link").click();
  await person.waitForURL(`**${alert}`);
  assert.match(await person.locator("h1").innerText(), /をかたるフィッシング/);
  assert.doesNotMatch(await person.locator("main").innerText(), /https?:\/\//);
  await choose(person, GENUINE);
  assert.equal(await person.locator(".alerted").count(), 0, "its genuine twin is not accused");
  await person.goto("/alerts");
  await person.locator(`a[href="${alert}"]`).waitFor();
});
