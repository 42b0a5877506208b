//! What a block of declarations says of the properties that hide or colour text.

use super::color::{self, Paint};

/// A length, as far as it can be known without layout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Length {
    /// CSS pixels; points, inches and the like are converted.
    Px(f32),
    /// A factor of the parent's font size (`em`, `%`).
    Em(f32),
    /// A factor of the root's font size, or of the window.
    Rem(f32),
    Unknown,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Display {
    None,
    Block,
    Inline,
}

/// The properties that matter; `None` where a block says nothing of one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Declared {
    pub(crate) display: Option<Display>,
    pub(crate) hidden: Option<bool>,
    pub(crate) opacity: Option<f32>,
    pub(crate) font_size: Option<Length>,
    pub(crate) color: Option<Paint>,
    pub(crate) ground: Option<Paint>,
    pub(crate) text_indent: Option<Length>,
    /// `position: absolute` or `fixed`.
    pub(crate) lifted: Option<bool>,
    /// The least of `left`, `top`, `margin-left`, `margin-top`.
    pub(crate) offset: Option<Length>,
    pub(crate) height: Option<Length>,
    pub(crate) max_height: Option<Length>,
    pub(crate) width: Option<Length>,
    pub(crate) max_width: Option<Length>,
    pub(crate) clips: Option<bool>,
    /// `clip`, `clip-path` or `transform: scale(0)` leave nothing.
    pub(crate) clipped_away: Option<bool>,
    pub(crate) keeps_space: Option<bool>,
}

impl Declared {
    /// Lets `over` win wherever it says something.
    pub(crate) fn overlay(&mut self, over: &Self) {
        macro_rules! overlay {
            ($($field:ident)*) => { $(if over.$field.is_some() { self.$field = over.$field; })* };
        }
        overlay!(display hidden opacity font_size color ground text_indent lifted offset height
            max_height width max_width clips clipped_away keeps_space);
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Reads a block of declarations (the inside of `{}` or a `style` attribute): what it says
/// normally, and what it says with `!important`.
pub(crate) fn parse(block: &str) -> (Declared, Declared) {
    let (mut normal, mut important) = (Declared::default(), Declared::default());
    for declaration in declarations(block) {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let name = name.trim();
        // Nothing else begins with these letters or matters.
        let Some(first) = name.bytes().next() else { continue };
        if !matches!(first | 0x20, b'd' | b'v' | b'o' | b'f' | b'c' | b'b' | b't' | b'p' | b'l' | b'm' | b'h' | b'w' | b'/') {
            continue;
        }
        let name = name.rsplit("*/").next().unwrap_or(name).trim();
        let (value, target) = match value.rsplit_once('!') {
            Some((value, word)) if word.trim().eq_ignore_ascii_case("important") => (value, &mut important),
            _ => (value, &mut normal),
        };
        declare(target, name, value.trim());
    }
    (normal, important)
}

/// Splits at `;` outside quotes and brackets.
fn declarations(block: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(block);
    std::iter::from_fn(move || {
        let block = rest?;
        let mut depth = 0usize;
        let mut quote = None;
        for (at, b) in block.bytes().enumerate() {
            match (quote, b) {
                (Some(open), b) if open == b => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(b),
                (None, b'(') => depth += 1,
                (None, b')') => depth = depth.saturating_sub(1),
                (None, b';') if depth == 0 => {
                    rest = block.get(at + 1..);
                    return block.get(..at);
                }
                _ => {}
            }
        }
        rest = None;
        // A quote or bracket that never closes swallows the rest; browsers drop that declaration.
        if quote.is_some() || depth > 0 {
            return block.split(';').next();
        }
        Some(block)
    })
}

fn declare(to: &mut Declared, name: &str, value: &str) {
    let is = |word: &str| name.eq_ignore_ascii_case(word);
    match name.len() {
        3 if is("top") => offset(to, value),
        4 if is("left") => offset(to, value),
        4 if is("font") => {
            // `font: 0/0 a`: the size stands first or after style words, up to a slash.
            let size = value.split([' ', '/']).find(|part| part.starts_with(|c: char| c.is_ascii_digit() || c == '.'));
            to.font_size = size.map(length).or(to.font_size);
        }
        4 if is("clip") => to.clipped_away = Some(is_empty_clip(value)),
        5 if is("color") => to.color = Some(color::parse(value)),
        5 if is("width") => to.width = Some(length(value)),
        6 if is("height") => to.height = Some(length(value)),
        7 if is("display") => to.display = Some(display(value)),
        7 if is("opacity") => to.opacity = number(value),
        8 if is("position") => {
            to.lifted = Some(value.eq_ignore_ascii_case("absolute") || value.eq_ignore_ascii_case("fixed"));
        }
        8 if is("overflow") => {
            to.clips = Some(value.split(' ').any(|word| word.eq_ignore_ascii_case("hidden") || word.eq_ignore_ascii_case("clip")));
        }
        9 if is("font-size") => to.font_size = Some(length(value)),
        9 if is("max-width") => to.max_width = Some(length(value)),
        9 if is("clip-path") => to.clipped_away = Some(is_empty_clip_path(value)),
        9 if is("transform") => to.clipped_away = Some(is_scaled_away(value)),
        10 if is("visibility") => {
            to.hidden = Some(value.eq_ignore_ascii_case("hidden") || value.eq_ignore_ascii_case("collapse"));
        }
        10 if is("max-height") => to.max_height = Some(length(value)),
        10 if is("background") => to.ground = ground(value).or(to.ground),
        10 if is("margin-top") => offset(to, value),
        11 if is("margin-left") => offset(to, value),
        11 if is("text-indent") => to.text_indent = Some(length(value)),
        11 if is("white-space") => {
            to.keeps_space = Some(value.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("pre")));
        }
        16 if is("background-color") => to.ground = Some(color::parse(value)),
        16 if is("background-image") && !value.eq_ignore_ascii_case("none") => to.ground = Some(Paint::Unknown),
        _ => {}
    }
}

fn display(value: &str) -> Display {
    let is = |word: &str| value.eq_ignore_ascii_case(word);
    if is("none") {
        Display::None
    } else if is("block") || is("list-item") || is("flex") || is("grid") || is("table") || is("table-row") {
        Display::Block
    } else {
        Display::Inline
    }
}

/// Offsets add up for the eye; the farthest to the left or top tells whether it is off the page.
fn offset(to: &mut Declared, value: &str) {
    let new = length(value);
    let less = match (to.offset, new) {
        (Some(Length::Px(old)), Length::Px(new)) => new < old,
        _ => true,
    };
    if less {
        to.offset = Some(new);
    }
}

/// The colour part of `background`; a picture or gradient makes the ground unknown.
fn ground(value: &str) -> Option<Paint> {
    if memchr::memmem::find(value.as_bytes(), b"url(").is_some() || value.contains("gradient(") {
        return Some(Paint::Unknown);
    }
    if value.contains('(') {
        return Some(color::parse(value));
    }
    if value.eq_ignore_ascii_case("none") {
        return Some(Paint::Transparent);
    }
    value.split_ascii_whitespace().map(color::parse).find(|paint| *paint != Paint::Unknown)
}

fn number(value: &str) -> Option<f32> {
    match value.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f32>().ok().map(|percent| percent / 100.0),
        None => value.parse().ok(),
    }
}

/// A length; unitless numbers count as pixels (mail programs run in quirks mode often).
pub(crate) fn length(value: &str) -> Length {
    let value = value.trim();
    let end = value
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
        .unwrap_or(value.len());
    let Some((figure, unit)) = value.split_at_checked(end) else { return Length::Unknown };
    let Ok(figure) = figure.parse::<f32>() else { return keyword(value) };
    let unit = unit.trim();
    let is = |word: &str| unit.eq_ignore_ascii_case(word);
    if figure == 0.0 || unit.is_empty() || is("px") {
        Length::Px(figure)
    } else if is("pt") {
        Length::Px(figure * 4.0 / 3.0)
    } else if is("em") || is("ex") || is("ch") {
        Length::Em(figure)
    } else if is("%") {
        Length::Em(figure / 100.0)
    } else if is("rem") {
        Length::Rem(figure)
    } else if is("vw") || is("vh") {
        // A window of about 1,000 pixels, 62.5 rem.
        Length::Rem(figure * 0.625)
    } else if is("in") {
        Length::Px(figure * 96.0)
    } else if is("cm") {
        Length::Px(figure * 37.8)
    } else if is("mm") {
        Length::Px(figure * 3.78)
    } else {
        Length::Unknown
    }
}

/// Absolute font sizes in words.
fn keyword(value: &str) -> Length {
    match value.to_ascii_lowercase().as_str() {
        "xx-small" => Length::Px(9.0),
        "x-small" => Length::Px(10.0),
        "small" => Length::Px(13.0),
        "medium" => Length::Px(16.0),
        "large" | "x-large" | "xx-large" => Length::Px(20.0),
        "smaller" => Length::Em(0.83),
        "larger" => Length::Em(1.2),
        _ => Length::Unknown,
    }
}

/// `rect(0 0 0 0)`, `rect(1px, 1px, 1px, 1px)`.
fn is_empty_clip(value: &str) -> bool {
    let Some((_, inside)) = value.split_once('(') else { return false };
    let mut sides = inside.trim_end_matches(')').split([',', ' ']).filter(|side| !side.is_empty()).map(length);
    let (top, right, bottom, left) = (sides.next(), sides.next(), sides.next(), sides.next());
    let reaches = |from: Option<Length>, to: Option<Length>| match (from, to) {
        (Some(Length::Px(from)), Some(Length::Px(to))) => to - from >= 2.0,
        _ => true,
    };
    !(reaches(top, bottom) && reaches(left, right))
}

/// `inset(50%)` or more, `circle(0)`, `polygon(0 0, 0 0, …)`.
fn is_empty_clip_path(value: &str) -> bool {
    let Some((shape, inside)) = value.split_once('(') else { return false };
    let inside = inside.trim_end_matches(')');
    match shape.trim().to_ascii_lowercase().as_str() {
        "inset" => matches!(length(inside.split([' ', ',']).next().unwrap_or_default()), Length::Em(part) if part >= 0.5),
        "circle" | "ellipse" => matches!(length(inside.split(' ').next().unwrap_or_default()), Length::Px(size) if size < 1.0),
        "polygon" => inside.split([',', ' ']).filter(|n| !n.is_empty()).all(|n| length(n) == Length::Px(0.0)),
        _ => false,
    }
}

/// `scale(0)` and factors so small that nothing is left.
fn is_scaled_away(value: &str) -> bool {
    let Some((_, rest)) = value.split_once("scale") else { return false };
    let Some((_, inside)) = rest.split_once('(') else { return false };
    inside.split([',', ')']).next().and_then(|n| n.trim().parse::<f32>().ok()).is_some_and(|n| n.abs() < 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_says_what_it_hides() {
        let (normal, important) = parse("display:none !important; FONT-SIZE: 1pt; color: #fff;background:url('a;b')");
        assert_eq!(important.display, Some(Display::None));
        assert_eq!(normal.font_size, Some(Length::Px(4.0 / 3.0)));
        assert_eq!(normal.ground, Some(Paint::Unknown));
        assert!(parse("foo:bar; mso-hide:all").0.is_empty());
        assert_eq!(parse("/* c */ display : none").0.display, Some(Display::None));
        assert_eq!(parse("font:0/0 a").0.font_size, Some(Length::Px(0.0)));
        assert_eq!(parse("clip: rect(1px,1px,1px,1px)").0.clipped_away, Some(true));
        assert_eq!(parse("clip-path: inset(50%)").0.clipped_away, Some(true));
        assert_eq!(parse("transform: scale(0)").0.clipped_away, Some(true));
        assert_eq!(parse("top:-9999px;left:0").0.offset, Some(Length::Px(-9999.0)));
    }
}
