// The people at the desk.
"use strict";

const PASSWORD = "correct horse battery staple";

/** Makes an account, as an operator does. */
function staff(desk, name, role) {
  return desk.command(["user", "add", name, "--role", role], `${PASSWORD}\n`);
}

/** Logs in; the page is then the queue. */
async function logIn(page, name) {
  await page.goto("/login");
  await page.fill("#name", name);
  await page.fill("#password", PASSWORD);
  await Promise.all([page.waitForURL("**/desk"), page.locator("main form button").click()]);
  return page;
}

module.exports = { logIn, staff };
