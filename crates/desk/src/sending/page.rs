//! An invitation's words as plain text and as a page.
//!
//! The page loads nothing, hides nothing and has no picture: nobody is told when it is opened.

use std::fmt::Write as _;

use verdict::words::Language;

use super::{compose::Pages, words::Words};

/// The message for whoever reads plain text.
pub(super) fn text(words: &Words, pages: &Pages, shop: &str) -> String {
    let mut text = String::new();
    if let Some(greeting) = &words.greeting {
        text = format!("{greeting}\n\n");
    }
    let [before, offer, after] = &words.offer;
    // Writing to a String cannot fail, here and below.
    let _ = write!(
        text,
        "{}\n\n{before}{offer}{after}\n{}:\n{}\n\n",
        words.opening, words.button, pages.claim
    );
    for term in &words.terms {
        let _ = writeln!(text, "・{term}");
    }
    if !words.more.is_empty() {
        let _ = write!(text, "\n{}\n", words.more);
    }
    let _ = write!(
        text,
        "\n{}\n\n{}\n{}: {shop}\n{}: {}\n",
        words.never, words.from, words.shop, words.stop, pages.unsubscribe
    );
    text
}

/// The message as a page.
pub(super) fn html(words: &Words, pages: &Pages, shop: &str, language: Language) -> String {
    let mut body = format!("<h1 style=\"font-size:1.25em\">{}</h1>\n", Escaped(&words.from));
    let mut paragraph = |text: &str| {
        let _ = writeln!(body, "<p>{}</p>", Escaped(text));
    };
    if let Some(greeting) = &words.greeting {
        paragraph(greeting);
    }
    paragraph(&words.opening);
    let [before, offer, after] = &words.offer;
    let _ = write!(
        body,
        "<p>{}<strong>{}</strong>{}</p>\n\
         <p><a href=\"{}\" style=\"display:inline-block;padding:12px 24px;border-radius:6px;\
         background-color:#14532d;color:#ffffff;text-decoration:none;font-weight:bold\">{}</a></p>\n<ul>\n",
        Escaped(before),
        Escaped(offer),
        Escaped(after),
        Escaped(&pages.claim),
        Escaped(words.button),
    );
    for term in &words.terms {
        let _ = writeln!(body, "<li>{}</li>", Escaped(term));
    }
    body.push_str("</ul>\n");
    for text in words.more.lines().filter(|line| !line.trim().is_empty()) {
        let _ = writeln!(body, "<p>{}</p>", Escaped(text));
    }
    let _ = write!(
        body,
        "<p>{}</p>\n<p><small>{} &middot; <a href=\"{}\">{}</a> &middot; <a href=\"{}\">{}</a></small></p>\n",
        Escaped(&words.never),
        Escaped(&words.from),
        Escaped(shop),
        Escaped(words.shop),
        Escaped(&pages.unsubscribe),
        Escaped(words.stop),
    );
    let lang = match language {
        Language::Ja => "ja",
        Language::En => "en",
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"></head>\n\
         <body style=\"font-family:sans-serif;line-height:1.6;max-width:36em\">\n{body}</body></html>\n"
    )
}

/// Text that stands in a page or within double quotes.
struct Escaped<'t>(&'t str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.chars().try_for_each(|ch| match ch {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            _ => f.write_char(ch),
        })
    }
}
