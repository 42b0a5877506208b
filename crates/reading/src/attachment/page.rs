//! Pages that come as a file: no filter saw them on the web, and their scripts run.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

use super::{Opened, Opener, is_followed, unfold};
use crate::{Limits, LinkPlace, html::Html, text};

/// What a script does, as far as one word of it tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Act {
    /// It makes something readable that was not.
    Decodes,
    /// It writes a page or a file, or runs what it has.
    Writes,
    /// It leaves for another page.
    Leaves,
}

/// Words of scripts that build a page or a file out of sight ("HTML smuggling"), or leave at once.
/// Each alone is everyday.
const SIGNS: &[(&str, Act)] = &[
    ("atob(", Act::Decodes),
    ("unescape(", Act::Decodes),
    ("decodeuricomponent(", Act::Decodes),
    ("fromcharcode", Act::Decodes),
    ("document.write", Act::Writes),
    ("innerhtml", Act::Writes),
    ("outerhtml", Act::Writes),
    ("srcdoc", Act::Writes),
    ("blob(", Act::Writes),
    ("createobjecturl", Act::Writes),
    ("mssaveoropenblob", Act::Writes),
    ("eval(", Act::Writes),
    ("new function(", Act::Writes),
    ("location.href=", Act::Leaves),
    ("location.href =", Act::Leaves),
    ("location.replace(", Act::Leaves),
    ("location.assign(", Act::Leaves),
    ("location=", Act::Leaves),
    ("location =", Act::Leaves),
];
/// What stands before an address to which a script goes or sends.
const GOES: &[&str] = &["fetch", "open", "url", "action", "location", "href", "post", "get", "src"];
/// Characters of a page that has nothing to show.
const NOTHING_TO_SHOW: usize = 300;
/// Rounds in which what scripts hold is unfolded: a page in a page in a page.
const ROUNDS: usize = 3;

static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = SIGNS.iter().map(|(word, _)| word);
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
});

/// Reads a page as a browser would show it, and what its scripts hold folded up.
pub(super) fn read(text: &str, opener: &mut Opener<'_>, opened: &mut Opened) {
    let limits = opener.limits;
    let page = opener.html(text);
    opened.base.clone_from(&page.base);
    opened.attachment.is_read = page.octets_beyond == 0;
    let mut scripts = add(page, limits, opened);
    for _ in 0..ROUNDS {
        let mut inner = String::new();
        for unfolded in unfold::literals(&scripts) {
            if unfold::is_markup(&unfolded) {
                let page = opener.html(&unfolded);
                opened.attachment.is_read &= page.octets_beyond == 0;
                inner.push_str(&add(page, limits, opened));
            } else {
                opened.add_written_addresses(&unfolded, limits);
                inner.push_str(&unfolded);
            }
            inner.push('\n');
        }
        if inner.is_empty() {
            break;
        }
        signs(&inner, opened);
        goals(&inner, limits, opened);
        scripts = inner;
    }
    let has = |act| {
        SIGNS.iter().any(|(word, of)| *of == act && opened.attachment.script_signs.contains(word))
    };
    let shown = opened.attachment.text.chars().filter(|c| !c.is_whitespace()).count();
    opened.attachment.unfolds = has(Act::Decodes) && has(Act::Writes);
    opened.attachment.leaves = shown <= NOTHING_TO_SHOW
        && opened.attachment.forms.is_empty()
        && (has(Act::Leaves) || opened.attachment.refresh.is_some());
}

/// Adds what a page shows and where it leads; the text of its scripts.
fn add(page: Html, limits: &Limits, opened: &mut Opened) -> String {
    signs(&page.scripts.text, opened);
    goals(&page.scripts.text, limits, opened);
    opened.add_text(&page.visible);
    for link in page.links.into_iter().filter(|link| is_followed(&link.place)) {
        if link.place == LinkPlace::Refresh {
            opened.attachment.refresh.get_or_insert_with(|| link.href.clone());
        }
        opened.add_link(link.href, link.shown, limits);
    }
    let room = limits.forms.saturating_sub(opened.attachment.forms.len());
    opened.attachment.forms.extend(page.forms.into_iter().take(room));
    page.scripts.text
}

fn signs(script: &str, opened: &mut Opened) {
    for found in FINDER.iter().flat_map(|finder| finder.find_iter(script)) {
        if let Some((sign, _)) = SIGNS.get(found.pattern().as_usize())
            && !opened.attachment.script_signs.contains(sign)
        {
            opened.attachment.script_signs.push(sign);
        }
    }
}

/// The addresses that a script goes to or sends to. Others are names of formats and thanks to
/// authors.
fn goals(script: &str, limits: &Limits, opened: &mut Opened) {
    for address in text::addresses(script).filter(|address| address.has_scheme).take(limits.links) {
        let start = script.floor_char_boundary(address.start.saturating_sub(24));
        let before = script.get(start..address.start).unwrap_or_default().to_ascii_lowercase();
        if GOES.iter().any(|word| before.contains(word)) {
            opened.attachment.script_goal.get_or_insert_with(|| address.url.clone());
            opened.add_link(address.url, String::new(), limits);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{BASE64_STANDARD, Engine as _};

    fn opened(page: &str) -> Opened {
        let mut opened = Opened::default();
        read(page, &mut Opener::new(&Limits::default(), ["", ""]), &mut opened);
        opened
    }

    #[test]
    fn a_page_that_unfolds_or_leaves_is_told_from_one_that_uses_the_same_words() {
        for (page, unfolds, leaves) in [
            ("<script>document.write('hello')</script>", false, false),
            ("<script>eval(x)</script>", false, false),
            ("<script>document.write(unescape('%3Cp%3E'))</script>", true, false),
            ("<script>new Blob([atob(x)])</script>", true, false),
            ("<script>location.href='https://a.example/'</script>", false, true),
            ("<meta http-equiv=refresh content='0;url=https://a.example/'>", false, true),
            ("<p>only words", false, false),
        ] {
            let attachment = opened(page).attachment;
            assert_eq!((attachment.unfolds, attachment.leaves), (unfolds, leaves), "{page}");
        }
        let long = "<p>".to_owned() + &"words ".repeat(200);
        let page = long + "<script>location.href='#top'</script>";
        assert!(!opened(&page).attachment.leaves);
    }

    #[test]
    fn what_scripts_hold_folded_up_is_read_too() {
        let inner = "<html><form action='https://a.example/in'><input type=password></form>";
        let inner =
            format!("<script>document.write(atob('{}'))</script>", BASE64_STANDARD.encode(inner));
        let page = format!(
            "<script>x=unescape('{}')</script>",
            inner.replace('<', "%3C").replace('>', "%3E").replace('\'', "%27")
        );
        let opened = opened(&page);
        assert_eq!(opened.attachment.forms.len(), 1);
        assert_eq!(opened.links[0].0, "https://a.example/in");
    }

    #[test]
    fn the_address_a_script_sends_to_is_told() {
        let page = "<script>/* see https://b.example/license */ \
            fetch(\"https://a.example/take\",{method:'POST'})</script>";
        let opened = opened(page);
        assert_eq!(opened.attachment.script_goal.as_deref(), Some("https://a.example/take"));
        assert_eq!(opened.links.len(), 1);
    }

    #[test]
    fn a_picture_of_vectors_is_a_page_too() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' onload=\"location='https://a.example/'\">\
            <foreignObject><iframe src='https://b.example/'></iframe></foreignObject></svg>";
        let opened = opened(svg);
        assert!(opened.attachment.leaves);
        assert!(opened.links.iter().any(|(link, _)| link == "https://b.example/"));
    }
}
