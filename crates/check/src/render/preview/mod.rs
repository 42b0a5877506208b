//! A message's own page, made safe to look at.
//!
//! Two parsers have to agree before anything is shown. First `tame` walks the tokens and writes a
//! small, well-nested page that has nothing but text, tables and lists; then ammonia builds that
//! page's tree as a browser would and lets through what stands on the same lists. The first keeps
//! the second cheap: deep or crossed nesting, which costs a tree builder the square of its length,
//! never reaches it. The second makes sure that no browser reads the page otherwise than the first.
//!
//! Nothing in a preview acts or loads: no script, form, frame, style, picture from elsewhere. Links
//! are text, with the host they truly lead to beside them. A preview shows more than the message
//! would: without styles, hidden text is visible.

mod allowed;
mod leads;
mod message;
mod tame;

use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};

pub use message::MessagePreview;

/// Every bound of a preview, so that its cost has a ceiling whatever arrives.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Octets of HTML that are read; the rest is cut off. Default 1 MiB.
    pub html_octets: usize,
    /// Elements open at the same time; deeper ones lose their tags and keep their text. Default 96.
    pub depth: usize,
    /// Start tags that are kept; later ones lose their tags and keep their text. Default 50,000.
    pub tags: usize,
    /// Octets of one picture that travels in its address (`data:`); larger ones are left out.
    /// Default 64 KiB.
    pub picture_octets: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { html_octets: 1 << 20, depth: 96, tags: 50_000, picture_octets: 64 << 10 }
    }
}

/// A page that does nothing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Preview {
    /// A fragment of HTML to be put inside an element of a page of ours. Classes in it are our own:
    /// [`LINK`] around a link, [`HOST`] around where it leads.
    pub html: String,
    /// Whether the message has more than was read or kept.
    pub is_cut: bool,
}

/// Class of a `span` that was a link.
pub const LINK: &str = "mekiki-link";
/// Class of the `span` that tells where a link leads.
pub const HOST: &str = "mekiki-host";

/// A safe preview of an HTML body, decoded to text.
#[must_use]
pub fn preview(html: &str, limits: &Limits) -> Preview {
    let kept = html.floor_char_boundary(limits.html_octets);
    let kept_html = html.get(..kept).unwrap_or_default();
    let tamed = tame::tame(kept_html, limits);
    let clean = gate(limits.picture_octets).clean(&tamed.html).to_string();
    Preview { html: tame::with_references(&clean), is_cut: kept < html.len() || tamed.is_cut }
}

/// The second parser's rules: the same lists as the first's.
fn gate(picture_octets: usize) -> Builder<'static> {
    let mut gate = Builder::empty();
    gate.tags(TAGS.clone())
        .clean_content_tags(["script", "style"].into())
        .generic_attributes(allowed::ATTRIBUTES.into_iter().collect())
        .allowed_classes([("span", HashSet::from([LINK, HOST]))].into())
        .url_schemes(["cid", "data"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(None)
        .attribute_filter(move |tag, name, value| {
            // Ammonia has seen to classes before.
            if name == "class" {
                return Some(Cow::Borrowed(value));
            }
            allowed::is_allowed(tag, name, value, picture_octets).then_some(Cow::Borrowed(value))
        });
    gate
}

static TAGS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| allowed::TAGS.iter().copied().collect());

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        preview(html, &Limits::default()).html
    }

    #[test]
    fn nothing_in_a_preview_acts_or_loads() {
        for (html, expected) in [
            ("<p onclick=x>Hi<script>alert(1)</script></p>", "<p>Hi</p>"),
            ("<style>p{color:red}</style><p style='color:red'>a", "<p>a</p>"),
            (
                "<img src=https://t.example/x.gif alt=Logo width=20>",
                "<img alt=\"Logo\" width=\"20\">",
            ),
            ("<img src=' CID:a@b'>", "<img src=\"CID:a@b\">"),
            ("<img src=data:image/svg+xml;base64,AAAA>", "<img>"),
            (
                "<img src='data:image/png;base64,iVBORw0='>",
                "<img src=\"data:image/png;base64,iVBORw0=\">",
            ),
            ("<img src=\"data:image/png,<svg>\">", "<img>"),
            ("<form action=https://e.example><input name=pw><button>Go</button></form>", "Go"),
            ("<iframe src=https://e.example>x</iframe>after", "after"),
            (
                "<svg><a href=javascript:x><text>T</text></a></svg>",
                "<span class=\"mekiki-link\">T <span class=\"mekiki-host\">[script]</span></span>",
            ),
            ("<math><mtext><img src=x onerror=a></mtext></math>", "<img>"),
            ("<!--[if mso]><b>x</b><![endif]-->y", "y"),
            ("<base href=https://e.example/><meta http-equiv=refresh content=0>z", "z"),
            ("<span class=mekiki-host>[mine]</span>", "<span>[mine]</span>"),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn links_are_text_with_the_true_host_beside_them() {
        for (html, host) in [
            (
                "<a href=https://login.evil.example/x>https://www.shop.example/</a>",
                "[login.evil.example]",
            ),
            ("<a href='https://shop.example@evil.example/'>x</a>", "[evil.example]"),
            ("<base href=https://far.example/><a href=/x>x</a>", "[far.example]"),
            ("<a href=https://例え.example/>x</a>", "[xn--r8jz45g.example]"),
            ("<a href='java&#10;script:x'>x</a>", "[script]"),
            ("<a href=mailto:a@b.example>x</a>", "[mailto:a@b.example]"),
            ("<map><area href=https://evil.example alt=Go></map>", "[evil.example]"),
        ] {
            let shown = shown(html);
            assert!(shown.contains(&format!("{host}</span>")), "{html}: {shown}");
            assert!(!shown.contains("href"), "{shown}");
        }
        assert_eq!(shown("<a name=top>x</a><a href=#a>y</a>"), "xy");
    }

    #[test]
    fn a_page_laid_out_in_tables_keeps_its_form() {
        for (html, expected) in [
            (
                "<table><tr><td>a<td bgcolor='#FFF'>b<tr><td colspan=2>c</table>d",
                "<table><tbody><tr><td>a</td><td bgcolor=\"#FFF\">b</td></tr><tr><td colspan=\"2\">c</td></tr></tbody></table>d",
            ),
            (
                "<table>x<b>y</b><tr><td>z</b></table>",
                "<table><tbody><tr><td>x<b>y</b></td></tr><tr><td>z</td></tr></tbody></table>",
            ),
            ("<ul><li>a<li>b</ul><p>c<p>d", "<ul><li>a</li><li>b</li></ul><p>c</p><p>d</p>"),
            ("<b><p>a</b>b</p>", "<b><p>a</p></b>b"),
            ("</div></td>a<br/>b<td>c", "a<br>bc"),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn marks_that_turn_the_reading_direction_are_left_out() {
        assert_eq!(shown("gpj.\u{202E}exe&#x202e;\u{1b}\u{100000}"), "gpj.exe");
    }

    #[test]
    fn pathological_nesting_costs_what_its_length_costs() {
        let start = std::time::Instant::now();
        for html in [
            "<div>".repeat(100_000),
            "<b>".repeat(100_000),
            "<table>".repeat(100_000),
            "<table><tr><td>".repeat(60_000),
            "<svg>".repeat(100_000),
            "<a href=//a>".repeat(80_000),
            (0..60_000).map(|n| format!("<font size={}><p>", n % 10)).collect(),
            (0..100_000).map(|_| "<i></b>").collect(),
            format!("<table>{}", "<b></b>x".repeat(100_000)),
            format!("{}{}", "<span>".repeat(80_000), "</div>".repeat(80_000)),
            "</p>".repeat(200_000),
            "<ul><li>".repeat(100_000),
            "<p><em>".repeat(100_000),
            format!("<div {}>", "a=1 ".repeat(200_000)),
            "&amp".repeat(200_000),
            "<&\"".repeat(300_000),
        ] {
            let preview = preview(&html, &Limits::default());
            assert!(preview.html.len() < 16 * html.len().min(1 << 20), "{}", preview.html.len());
        }
        // Squares of these lengths would be minutes and hours.
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }

    #[test]
    fn what_was_previewed_previews_the_same_again() {
        let once = shown(
            "<p>a <b>b</b> &lt;x&gt; &amp;amp; <img src=cid:1 alt='\"'></p><table><tr><td>1</table>",
        );
        assert_eq!(shown(&once), once);
    }

    #[test]
    fn what_is_left_out_for_its_size_is_told() {
        let limits = Limits { html_octets: 7, depth: 2, tags: 3, picture_octets: 9 };
        assert_eq!(preview("ああああ", &limits), Preview { html: "ああ".into(), is_cut: true });
        let limits = Limits { html_octets: 1000, ..limits };
        let deep = preview("<div><div><div>a</div>b</div>c</div>", &limits);
        assert_eq!(deep, Preview { html: "<div><div>a</div>b</div>c".into(), is_cut: true });
        assert!(!preview("<div>a</div>", &limits).is_cut);
    }

    proptest::proptest! {
        #[test]
        fn any_text_previews_to_a_page_without_an_address_that_loads(html in "(<|>|/|=|\"|a|img|svg|table|tr|style|script| |src|href|on|:|https|x|&|#|;|!--|-->|p|b){0,60}") {
            let shown = shown(&html);
            for bad in ["<script", "<style", "<a", "<svg", "<!--"] {
                assert!(!shown.contains(bad), "{html}: {shown}");
            }
            let mut tags = shown.split('<').skip(1).filter_map(|rest| rest.split('>').next());
            assert!(tags.all(|tag| !tag.contains("href") && !tag.contains("http")), "{html}: {shown}");
        }
    }
}
