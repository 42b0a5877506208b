// What must never happen on a page that shows a stranger's words.
"use strict";

const assert = require("node:assert/strict");

/** The name by which a hostile script tells that it ran. */
const MARK = "mekikiRan";

/** Watches all that a visitor's pages do from now on. */
class Watch {
  static async over(page) {
    const watch = new Watch();
    watch.happened = [];
    const context = page.context();
    await context.exposeBinding(MARK, ({ frame }) => { watch.happened.push(`a script ran in ${frame.url()}`); });
    await context.route("**/*", (route) => {
      const { hostname, protocol } = new URL(route.request().url());
      const isOurs = hostname === "127.0.0.1" || protocol === "data:";
      if (!isOurs) watch.happened.push(`a request left for ${route.request().url()}`);
      return isOurs ? route.continue() : route.abort();
    });
    page.on("dialog", (dialog) => { watch.happened.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on("popup", (popup) => watch.happened.push(`a window: ${popup.url()}`));
    page.on("download", (download) => watch.happened.push(`a download: ${download.url()}`));
    page.on("console", (message) => {
      // Where our policy had to stop something, something got as far as our policy.
      if (/Content Security Policy|Refused to|Blocked script/.test(message.text())) watch.happened.push(message.text());
    });
    return watch;
  }

  /** What happened since the last look. */
  take() {
    return this.happened.splice(0);
  }
}

/** What in this page's own document could act and is not ours. */
async function acts(page) {
  return page.evaluate(() => {
    const found = [];
    const ours = new Set(location.pathname.startsWith("/desk") ? ["/assets/desk.js", "/assets/staff.js"] : ["/assets/desk.js"]);
    for (const element of document.querySelectorAll("*")) {
      const name = element.tagName.toLowerCase();
      for (const { name: attribute, value } of element.attributes) {
        if (/^on/.test(attribute) || attribute === "style" || attribute === "srcdoc") found.push(`${name} has ${attribute}=${value}`);
        if (/^\s*(javascript|vbscript|data):/i.test(value)) found.push(`${name} ${attribute}=${value}`);
      }
      if (name === "script" && !ours.has(element.getAttribute("src"))) found.push(`script ${element.getAttribute("src")} ${element.textContent}`);
      if (["style", "base", "object", "embed", "applet", "portal"].includes(name)) found.push(name);
      if (name === "meta" && element.httpEquiv) found.push(`meta ${element.httpEquiv}`);
      if (name === "form" && new URL(element.action).origin !== location.origin) found.push(`a form to ${element.action}`);
      const isOurs = new URL(element.href ?? "", location.href).origin === location.origin || /^tel:(%239110|188|110)$/.test(element.href);
      if (name === "a" && !isOurs) found.push(`a link to ${element.href}`);
      if (name === "iframe" && element.getAttribute("sandbox") !== "") found.push(`a frame with sandbox=${element.getAttribute("sandbox")}`);
    }
    return found;
  });
}

/** What in the frame of a preview could act, load or lead anywhere. Nothing runs in it, so that its document is read. */
async function frameActs(frame) {
  return frame.evaluate(() => {
    const found = [];
    if (self.origin !== "null") found.push(`the frame has the origin ${self.origin}`);
    for (const element of document.body.querySelectorAll("*")) {
      const name = element.tagName.toLowerCase();
      if (["script", "iframe", "frame", "object", "embed", "form", "input", "button", "base", "meta", "link", "style", "svg", "math", "video", "audio", "template", "a"].includes(name)) found.push(name);
      for (const { name: attribute, value } of element.attributes) {
        if (/^on|^(href|action|formaction|srcdoc|srcset|background|poster|ping|xlink:href)$/.test(attribute)) found.push(`${name} has ${attribute}=${value}`);
        if (attribute === "src" && !/^data:image\/(png|jpeg|gif|webp)/.test(value)) found.push(`${name} has src=${value}`);
        if (attribute === "style" && /url\s*\(|expression|@import|position\s*:\s*(fixed|absolute|sticky)/i.test(value)) found.push(`${name} has style=${value}`);
      }
    }
    return found;
  });
}

/** The frame of the preview that is open, once it has loaded. */
async function previewFrame(page) {
  const element = page.locator("iframe.page");
  if (await element.count() === 0) return null;
  await element.scrollIntoViewIfNeeded();
  const frame = await (await element.elementHandle()).contentFrame();
  assert.ok(frame, "the preview has its frame");
  await frame.waitForURL(/\/preview\/frame$/);
  await frame.waitForLoadState();
  return frame;
}

module.exports = { MARK, Watch, acts, frameActs, previewFrame };
