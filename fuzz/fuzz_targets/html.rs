//! A page: what is visible in it, where it leads, and its preview, which must not act.

#![no_main]

use check::render::preview::{Limits as PreviewLimits, preview};
use fuzz::{is_inert, is_tame};
use libfuzzer_sys::fuzz_target;
use reading::{Limits, html::read_html};

/// What a preview may hold, beside nothing else.
const TAGS: &[&str] = &[
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "wbr",
];

fuzz_target!(|raw: &[u8]| {
    let html = String::from_utf8_lossy(raw);
    let small = Limits {
        html_depth: 4,
        attributes: 2,
        style_octets: 64,
        style_rules: 3,
        style_steps: 50,
        text_octets: 32,
        links: 2,
        pictures: 2,
        forms: 2,
        ..Limits::default()
    };
    for limits in [Limits::default(), small] {
        let read = read_html(&html, &limits);
        assert!(read.visible.len() <= limits.text_octets + 8, "{}", read.visible.len());
        assert!(read.links.len() <= limits.links);
    }
    let small = PreviewLimits { html_octets: 200, depth: 3, tags: 8, picture_octets: 20 };
    for limits in [PreviewLimits::default(), small] {
        let shown = preview(&html, &limits).html;
        is_inert(&shown, TAGS);
        is_tame(&shown.replace(['\t', '\r'], " "));
        // What is safe stays safe when it is previewed again.
        is_inert(&preview(&shown, &limits).html, TAGS);
    }
});
