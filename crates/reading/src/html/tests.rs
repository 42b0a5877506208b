use proptest::prelude::*;

use super::*;
use crate::LinkPlace;

fn read(html: &str) -> Html {
    read_html(html, &Limits::default())
}

/// `seen` is the visible text; the word `salt` must be hidden for the reason given.
fn check(html: &str, reason: Option<Hiding>) {
    let page = format!("<p>seen</p>{html}");
    let read = read(&page);
    assert_eq!(read.visible.contains("salt"), reason.is_none(), "{html}: {read:?}");
    assert_eq!(read.hidden.contains("salt"), reason.is_some(), "{html}: {read:?}");
    if let Some(reason) = reason {
        assert!(read.hidden_by(reason) >= 4, "{html}: {:?}", read.hiding);
    }
}

#[test]
fn every_way_of_hiding_text_is_seen_through() {
    use Hiding::*;
    for (html, reason) in [
        ("<div style='display:none'>salt</div>", Display),
        ("<div hidden>salt</div>", Display),
        ("<template>salt</template>", Display),
        ("<style>.x{display:none}</style><i class=x>salt</i>", Display),
        ("<i class=x>salt</i><style>.x{display:none}</style>", Display),
        (
            "<style>div.x > p{display:none!important}</style><div class='x y'><p style='display:block'>salt</div>",
            Display,
        ),
        ("<style>#a .b i{display:none}</style><p id=a><b class=b><i>salt</i></b>", Display),
        ("<style>@media screen{.x{display:none}}</style><i class=x>salt</i>", Display),
        ("<style>[data-x='1']{display:none}</style><i data-x=1>salt</i>", Display),
        ("<div style='visibility:hidden'>salt</div>", Visibility),
        ("<div style='opacity:0.01'><p>salt</p></div>", Opacity),
        ("<span style='font-size:0'>salt</span>", FontSize),
        ("<span style='font-size:1px'>salt</span>", FontSize),
        ("<div style='font-size:2px'><i style='font-size:0.2em'>salt</i></div>", FontSize),
        ("<span style='color:#fff'>salt</span>", Colour),
        ("<font color=white>salt</font>", Colour),
        ("<font color=fefefe>salt</font>", Colour),
        ("<td bgcolor='#123456'><span style='color:rgb(18,52,87)'>salt</span>", Colour),
        ("<span style='color:transparent'>salt</span>", Colour),
        ("<div style='position:absolute;left:-9999px'>salt</div>", OffScreen),
        ("<div style='text-indent:-9999px'>salt</div>", OffScreen),
        ("<div style='max-height:0;overflow:hidden'>salt</div>", Clipped),
        ("<div style='height:1px;overflow:hidden'>salt</div>", Clipped),
        ("<div style='position:absolute;clip:rect(0,0,0,0)'>salt</div>", Clipped),
        ("<div style='clip-path:inset(100%)'>salt</div>", Clipped),
        ("<div><span style='display:none'>a<div></span>salt</div></span>", Display),
        ("<div><font color=white>x</div>salt", Colour),
    ] {
        check(html, Some(reason));
    }
}

#[test]
fn text_that_a_person_sees_is_not_taken_for_hidden() {
    for html in [
        "<span style='height:0;overflow:hidden'>salt</span>",
        "<div style='left:-9999px'>salt</div>",
        "<div style='mso-hide:all'>salt</div>",
        "<!-- <style>.x{display:none}</style> --><i class=x>salt</i>",
        "<style>@media print{.x{display:none}}</style><i class=x>salt</i>",
        "<style>@media (max-width:480px){.x{display:none}}</style><i class=x>salt</i>",
        "<style>.x:hover{display:none}</style><i class=x>salt</i>",
        "<td bgcolor=black><font color=white>salt</font>",
        "<td background=x.png><font color=white>salt</font>",
        "<font color=white>x</font>salt",
        "<font color=white><div>x</font>salt</div>",
        "<td style='font-size:0'><span style='font-size:14px'>salt</span>",
        "<div style='visibility:hidden'><b style='visibility:visible'>salt</b></div>",
        "<noscript>salt</noscript>",
        "<![if !mso]>salt<![endif]>",
        "<svg><![CDATA[salt]]></svg>",
        "<table><tr><td><font color=white>x<td>salt</table>",
    ] {
        check(html, None);
    }
}

#[test]
fn a_preheader_is_kept_apart_from_salt() {
    let html =
        "<div style='display:none'>今だけ</div><p>Hello</p><div style='display:none'>salt</div>";
    let read = read(html);
    assert_eq!(
        (read.preheader.as_str(), read.visible.as_str(), read.hidden.as_str()),
        ("今だけ", "Hello", "salt")
    );
}

#[test]
fn text_is_laid_out_as_it_is_read() {
    for (html, expected) in [
        ("<p>a  b\n c</p><div>d</div>", "a b c\nd"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "a\tb\nc\nd"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("&lt;b&gt; &amp; &#x41;&nbsp;&hearts;", "<b> & A ♥"),
        ("<b>bo</b>ld", "bold"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<title>t</title>x<script>y</script>", "x"),
        ("a<!-- b --!>c<!--> d", "ac d"),
        ("<p>x<unknown>y</p>", "xy"),
    ] {
        assert_eq!(read(html).visible, expected, "{html}");
    }
}

#[test]
fn links_are_found_with_what_is_shown_for_them() {
    for (html, place, href, shown) in [
        (
            "<a href='https://a.jp/?a=1&amp;b=2'>Log <b>in</b></a>",
            LinkPlace::Anchor,
            "https://a.jp/?a=1&b=2",
            "Log in",
        ),
        ("<a href=//a.jp><img src=x alt='Amazon'></a>", LinkPlace::Anchor, "//a.jp", "Amazon"),
        ("<a href=x><span style='display:none'>no</span></a>", LinkPlace::Hidden, "x", ""),
        ("<a href=x>open", LinkPlace::Anchor, "x", "open"),
        ("<a href=x>one<a href=y>two</a>", LinkPlace::Anchor, "x", "one"),
        ("<map><area href=x alt=y></map>", LinkPlace::ImageMap, "x", "y"),
        ("<form action=x><button formaction=y></form>", LinkPlace::Form, "x", ""),
        ("<meta http-equiv=Refresh content='0; URL=\"x\"'>", LinkPlace::Refresh, "x", ""),
        ("<iframe src=x></iframe>", LinkPlace::Frame, "x", ""),
        ("<svg><a xlink:href=x>go</a></svg>", LinkPlace::Anchor, "x", "go"),
        (
            "<!--[if mso]><v:roundrect href=x>go</v:roundrect><![endif]-->",
            LinkPlace::OutlookOnly,
            "x",
            "go",
        ),
    ] {
        let read = read(html);
        let link = read.links.first().unwrap_or_else(|| panic!("{html}: no link"));
        assert_eq!(
            (&link.place, link.href.as_str(), link.shown.as_str()),
            (&place, href, shown),
            "{html}"
        );
    }
}

#[test]
fn a_form_tells_what_it_asks_for() {
    let read = read(
        "<form action=x method=POST><input type=hidden><input type=email><input type=password name=p><input name=cardNumber><input name=otp autocomplete=one-time-code></form>",
    );
    let form = read.forms.first().unwrap();
    for kind in [FieldKind::Account, FieldKind::Password, FieldKind::Card, FieldKind::OneTimeCode] {
        assert!(form.asks_for(kind), "{kind:?} {form:?}");
    }
    assert!(form.is_post && form.hidden_fields == 1);
}

#[test]
fn a_picture_of_one_pixel_is_unseen() {
    for (html, expected) in [
        ("<img src=x width=1 height=1>", true),
        ("<img src=x style='width:1px'>", true),
        ("<img src=x style='display:none'>", true),
        ("<img src=x width=100>", false),
        ("<img src=x>", false),
    ] {
        assert_eq!(
            read(html).pictures.first().map(|picture| picture.is_unseen),
            Some(expected),
            "{html}"
        );
    }
}

#[test]
fn a_table_of_coloured_cells_is_kept_as_a_grid() {
    let row = "<tr>".to_owned() + &"<td bgcolor=#000000><td bgcolor=#ffffff>".repeat(12);
    let read = read(&format!("<table>{}</table>", row.repeat(24)));
    let grid = read.grids.first().unwrap();
    assert_eq!((grid.rows.len(), grid.rows[0].len()), (24, 24));
}

#[test]
fn scripts_and_handlers_are_counted() {
    let read =
        read("<script src=a.js></script><script>atob('x')</script><img src=x onerror='go()'>");
    assert_eq!((read.scripts.elements, read.scripts.handlers), (2, 1));
    assert!(read.scripts.text.contains("atob") && read.scripts.text.contains("go()"));
}

proptest! {
    #[test]
    fn any_text_is_html(text in "(?s).{0,300}") {
        let _ = read(&text);
    }

    #[test]
    fn any_tags_are_html(parts in proptest::collection::vec(
        prop_oneof![
            Just("<div>"), Just("</div>"), Just("<b>"), Just("</b>"), Just("<a href=x>"), Just("</a>"),
            Just("<table>"), Just("<td>"), Just("</table>"), Just("<p>"), Just("<style>b{color:#fff}"),
            Just("</style>"), Just("<i hidden>"), Just("</i>"), Just("<svg>"), Just("<!--"), Just("-->"),
        ], 0..60))
    {
        let text = parts.iter().enumerate().map(|(at, tag)| format!("{tag}w{at} ")).collect::<String>();
        let read = read(&text);
        // What is visible and what is hidden share no word.
        let hidden: Vec<&str> = read.hidden.split_whitespace().collect();
        let both = read.visible.split_whitespace().any(|word| hidden.contains(&word));
        prop_assert!(!both, "{:?} / {:?}", read.visible, read.hidden);
    }
}
