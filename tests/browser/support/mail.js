// Mails for tests: our own text, in nobody's real name.
"use strict";

/** A word of a header field (RFC 2047), whatever is in it. */
function encoded(text) {
  const words = [];
  // At most 45 octets a word; a character is never cut in two.
  let piece = "";
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > 45) { words.push(piece); piece = ""; }
    piece += character;
  }
  words.push(piece);
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString("base64")}?=`).join("\r\n ");
}

function base64(text) {
  return Buffer.from(text).toString("base64").replace(/.{76}/g, "$&\r\n");
}

/** A mail with these words in its places. */
function mail({ subject = "お知らせ", name = "みほんストア", text = "お知らせです。", html = null, file = null }) {
  const parts = [`Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(text)}`];
  if (html !== null) parts.push(`Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(html)}`);
  const alternative = `Content-Type: multipart/alternative; boundary="=_a"\r\n\r\n${parts.map((part) => `--=_a\r\n${part}\r\n`).join("")}--=_a--\r\n`;
  const attached = file === null ? "" : `--=_m\r\nContent-Type: application/octet-stream; name="${encoded(file)}"\r\n` +
    `Content-Disposition: attachment;\r\n filename*=utf-8''${encodeURIComponent(file)}\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n`;
  return Buffer.from(
    "Return-Path: <news@sender.example>\r\n" +
    "Received: from out.sender.example (out.sender.example [192.0.2.77]) by mx.mailbox.example with ESMTPS id 1; Tue, 16 Nov 2021 09:00:04 +0900\r\n" +
    `From: ${encoded(name)} <news@sender.example>\r\nTo: hanako@mailbox.example\r\nSubject: ${encoded(subject)}\r\n` +
    "Date: Tue, 16 Nov 2021 09:00:00 +0900\r\nMessage-ID: <1@sender.example>\r\nMIME-Version: 1.0\r\n" +
    `Content-Type: multipart/mixed; boundary="=_m"\r\n\r\n--=_m\r\n${alternative}${attached}--=_m--\r\n`);
}

module.exports = { mail };
