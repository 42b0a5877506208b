// Makes a screenshot small: a PNG with a palette (ISO/IEC 15948), of the colours that are seen most.
"use strict";

const zlib = require("node:zlib");

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const COLOURS = 128;

/** The octets of a truecolour PNG's pixels, as a browser writes it (8 bits, not interlaced). */
function decode(png) {
  let at = 8, header = null;
  const data = [];
  while (at < png.length) {
    const length = png.readUInt32BE(at), kind = png.toString("latin1", at + 4, at + 8);
    const content = png.subarray(at + 8, at + 8 + length);
    if (kind === "IHDR") header = { width: content.readUInt32BE(0), height: content.readUInt32BE(4), step: content[9] === 6 ? 4 : 3 };
    if (kind === "IDAT") data.push(content);
    at += length + 12;
  }
  return { ...header, pixels: unfilter(zlib.inflateSync(Buffer.concat(data)), header) };
}

/** Undoes the filter of each row (§9). */
function unfilter(rows, { width, height, step }) {
  const stride = width * step;
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const left = x >= step ? out[y * stride + x - step] : 0;
      const up = y > 0 ? out[(y - 1) * stride + x] : 0;
      const corner = x >= step && y > 0 ? out[(y - 1) * stride + x - step] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[y * stride + x] = rows[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return out;
}

function paeth(left, up, corner) {
  const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Each pixel as a number into the palette, and the palette. */
function reduce({ pixels, step }) {
  const seen = new Map();
  for (let at = 0; at < pixels.length; at += step) {
    const colour = pixels.readUIntBE(at, 3);
    seen.set(colour, (seen.get(colour) ?? 0) + 1);
  }
  const palette = [...seen].sort((a, b) => b[1] - a[1]).slice(0, COLOURS).map(([colour]) => colour);
  const nearest = new Map([...seen.keys()].map((colour) => [colour, closest(palette, colour)]));
  const indexed = Buffer.alloc(pixels.length / step);
  for (let at = 0; at < indexed.length; at += 1) indexed[at] = nearest.get(pixels.readUIntBE(at * step, 3));
  return { palette, indexed };
}

function closest(palette, colour) {
  let best = 0, least = Infinity;
  for (const [index, other] of palette.entries()) {
    const far = [16, 8, 0].reduce((sum, shift) => sum + ((colour >> shift & 255) - (other >> shift & 255)) ** 2, 0);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

function chunk(kind, content) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), content]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(content.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

/** The check value of a chunk (annex D). */
function crc(octets) {
  let value = 0xffffffff;
  for (const octet of octets) {
    value ^= octet;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** The same picture with few colours. */
function smaller(png) {
  const picture = decode(png);
  const { palette, indexed } = reduce(picture);
  const { width, height } = picture;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16 & 255, colour >> 8 & 255, colour & 255]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) indexed.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  const data = zlib.deflateSync(rows, { level: 9, memLevel: 9 });
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("PLTE", colours), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

module.exports = { smaller };
