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
    /// On lines of its own.
    Block,
    /// A box in a line.
    InlineBlock,
    /// Parts of a table.
    Table,
    Inline,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Position {
    Static,
    Relative,
    /// `absolute` or `fixed`: out of the flow.
    Lifted,
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
    pub(crate) position: Option<Position>,
    /// The lesser of `left` and `top`; moves only what is positioned.
    pub(crate) offset: Option<Length>,
    /// The lesser of `margin-left` and `margin-top`.
    pub(crate) margin: Option<Length>,
    pub(crate) height: Option<Length>,
    pub(crate) max_height: Option<Length>,
    pub(crate) width: Option<Length>,
    pub(crate) max_width: Option<Length>,
    pub(crate) clips: Option<bool>,
    /// `clip` leaves nothing; works on what is taken out of the flow.
    pub(crate) clip_is_empty: Option<bool>,
    /// `clip-path` leaves nothing.
    pub(crate) path_is_empty: Option<bool>,
    /// `transform: scale(0)`; works on boxes.
    pub(crate) scaled_away: Option<bool>,
    pub(crate) keeps_space: Option<bool>,
}

impl Declared {
    /// Lets `over` win wherever it says something.
    pub(crate) fn overlay(&mut self, over: &Self) {
        macro_rules! overlay {
            ($($field:ident)*) => { $(if over.$field.is_some() { self.$field = over.$field; })* };
        }
        overlay!(display hidden opacity font_size color ground text_indent position offset margin
            height max_height width max_width clips clip_is_empty path_is_empty scaled_away
            keeps_space);
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
        let bytes = declaration.as_bytes();
        let Some(colon) = memchr::memchr(b':', bytes) else { continue };
        let Some((name, value)) = declaration.split_at_checked(colon) else { continue };
        let Some(property) = property(name) else { continue };
        let value = value.get(1..).unwrap_or_default().trim_ascii();
        let (value, target) = match memchr::memrchr(b'!', value.as_bytes()) {
            Some(mark)
                if value
                    .get(mark + 1..)
                    .is_some_and(|word| word.trim_ascii().eq_ignore_ascii_case("important")) =>
            {
                (value.get(..mark).unwrap_or_default().trim_ascii(), &mut important)
            }
            _ => (value, &mut normal),
        };
        declare(target, property, value);
    }
    (normal, important)
}

/// The properties that matter here.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Property {
    Offset,
    Margin,
    Font,
    Clip,
    Color,
    Width,
    Height,
    Display,
    Opacity,
    Position,
    Overflow,
    FontSize,
    MaxWidth,
    ClipPath,
    Transform,
    Visibility,
    MaxHeight,
    Background,
    TextIndent,
    WhiteSpace,
    BackgroundColor,
    BackgroundImage,
}

/// A name of at most sixteen octets as one number, lower case: names are compared for every
/// declaration of every element.
const fn packed(name: &[u8]) -> u128 {
    let mut number = 0u128;
    let mut rest = name;
    while let [first, tail @ ..] = rest {
        number = number << 8 | first.to_ascii_lowercase() as u128;
        rest = tail;
    }
    number
}

fn property(name: &str) -> Option<Property> {
    const TOP: u128 = packed(b"top");
    const LEFT: u128 = packed(b"left");
    const MARGIN_TOP: u128 = packed(b"margin-top");
    const MARGIN_LEFT: u128 = packed(b"margin-left");
    const FONT: u128 = packed(b"font");
    const CLIP: u128 = packed(b"clip");
    const COLOR: u128 = packed(b"color");
    const WIDTH: u128 = packed(b"width");
    const HEIGHT: u128 = packed(b"height");
    const DISPLAY: u128 = packed(b"display");
    const OPACITY: u128 = packed(b"opacity");
    const POSITION: u128 = packed(b"position");
    const OVERFLOW: u128 = packed(b"overflow");
    const FONT_SIZE: u128 = packed(b"font-size");
    const MAX_WIDTH: u128 = packed(b"max-width");
    const CLIP_PATH: u128 = packed(b"clip-path");
    const TRANSFORM: u128 = packed(b"transform");
    const VISIBILITY: u128 = packed(b"visibility");
    const MAX_HEIGHT: u128 = packed(b"max-height");
    const BACKGROUND: u128 = packed(b"background");
    const TEXT_INDENT: u128 = packed(b"text-indent");
    const WHITE_SPACE: u128 = packed(b"white-space");
    const BACKGROUND_COLOR: u128 = packed(b"background-color");
    const BACKGROUND_IMAGE: u128 = packed(b"background-image");
    let mut name = name.trim_ascii();
    if memchr::memchr(b'/', name.as_bytes()).is_some() {
        name = name.rsplit_once("*/").map_or(name, |(_, name)| name.trim_ascii());
    }
    if !(3..=16).contains(&name.len()) {
        return None;
    }
    Some(match packed(name.as_bytes()) {
        TOP | LEFT => Property::Offset,
        MARGIN_TOP | MARGIN_LEFT => Property::Margin,
        FONT => Property::Font,
        CLIP => Property::Clip,
        COLOR => Property::Color,
        WIDTH => Property::Width,
        HEIGHT => Property::Height,
        DISPLAY => Property::Display,
        OPACITY => Property::Opacity,
        POSITION => Property::Position,
        OVERFLOW => Property::Overflow,
        FONT_SIZE => Property::FontSize,
        MAX_WIDTH => Property::MaxWidth,
        CLIP_PATH => Property::ClipPath,
        TRANSFORM => Property::Transform,
        VISIBILITY => Property::Visibility,
        MAX_HEIGHT => Property::MaxHeight,
        BACKGROUND => Property::Background,
        TEXT_INDENT => Property::TextIndent,
        WHITE_SPACE => Property::WhiteSpace,
        BACKGROUND_COLOR => Property::BackgroundColor,
        BACKGROUND_IMAGE => Property::BackgroundImage,
        _ => return None,
    })
}

/// Splits at `;` outside quotes and brackets.
fn declarations(block: &str) -> impl Iterator<Item = &str> {
    let mut guarded = block.bytes().any(|b| matches!(b, b'"' | b'\'' | b'('));
    let mut rest = Some(block);
    std::iter::from_fn(move || {
        let block = rest?;
        let end = match guarded.then(|| guarded_end(block)) {
            Some(Ok(end)) => end,
            // A quote or bracket that never closes swallows the rest; browsers drop that
            // declaration. Looked for once, so that the cost stays linear.
            Some(Err(Unclosed)) => {
                guarded = false;
                memchr::memchr(b';', block.as_bytes())
            }
            None => memchr::memchr(b';', block.as_bytes()),
        };
        match end {
            Some(at) => {
                rest = block.get(at + 1..);
                block.get(..at)
            }
            None => {
                rest = None;
                Some(block)
            }
        }
    })
}

/// A quote or bracket does not close.
struct Unclosed;

/// The first `;` outside quotes and brackets.
fn guarded_end(block: &str) -> Result<Option<usize>, Unclosed> {
    let mut depth = 0usize;
    let mut quote = None;
    for (at, b) in block.bytes().enumerate() {
        match (quote, b) {
            (Some(open), b) if open == b => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b'(') => depth += 1,
            (None, b')') => depth = depth.saturating_sub(1),
            (None, b';') if depth == 0 => return Ok(Some(at)),
            _ => {}
        }
    }
    if quote.is_some() || depth > 0 { Err(Unclosed) } else { Ok(None) }
}

fn declare(to: &mut Declared, property: Property, value: &str) {
    let is = |word: &str| value.eq_ignore_ascii_case(word);
    match property {
        Property::Offset => lesser(&mut to.offset, value),
        Property::Margin => lesser(&mut to.margin, value),
        Property::Font => {
            // `font: 0/0 a`: the size stands first or after style words, up to a slash.
            let figure = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit() || c == '.');
            to.font_size = value.split([' ', '/']).find(figure).map(length).or(to.font_size);
        }
        Property::Clip => to.clip_is_empty = Some(is_empty_clip(value)),
        Property::Color => to.color = Some(color::parse(value)),
        Property::Width => to.width = Some(length(value)),
        Property::Height => to.height = Some(length(value)),
        Property::Display => to.display = Some(display(value)),
        Property::Opacity => to.opacity = number(value),
        Property::Position => to.position = Some(position(value)),
        Property::Overflow => {
            let clips = |word: &str| {
                word.eq_ignore_ascii_case("hidden") || word.eq_ignore_ascii_case("clip")
            };
            to.clips = Some(value.split(' ').any(clips));
        }
        Property::FontSize => to.font_size = Some(length(value)),
        Property::MaxWidth => to.max_width = Some(length(value)),
        Property::ClipPath => to.path_is_empty = Some(is_empty_clip_path(value)),
        Property::Transform => to.scaled_away = Some(is_scaled_away(value)),
        Property::Visibility => to.hidden = Some(is("hidden") || is("collapse")),
        Property::MaxHeight => to.max_height = Some(length(value)),
        Property::Background => to.ground = ground(value).or(to.ground),
        Property::TextIndent => to.text_indent = Some(length(value)),
        Property::WhiteSpace => {
            let start = value.get(..3);
            to.keeps_space = Some(start.is_some_and(|start| start.eq_ignore_ascii_case("pre")));
        }
        Property::BackgroundColor => to.ground = Some(color::parse(value)),
        Property::BackgroundImage => {
            if !is("none") {
                to.ground = Some(Paint::Unknown);
            }
        }
    }
}

fn display(value: &str) -> Display {
    match value.to_ascii_lowercase().as_str() {
        "none" => Display::None,
        "block" | "list-item" | "flex" | "grid" | "flow-root" => Display::Block,
        "inline-block" | "inline-flex" | "inline-grid" => Display::InlineBlock,
        table if table.starts_with("table") || table == "inline-table" => Display::Table,
        _ => Display::Inline,
    }
}

fn position(value: &str) -> Position {
    match value.to_ascii_lowercase().as_str() {
        "absolute" | "fixed" => Position::Lifted,
        "relative" | "sticky" => Position::Relative,
        _ => Position::Static,
    }
}

/// Keeps the lesser of two lengths: the farthest to the left or the top.
fn lesser(kept: &mut Option<Length>, value: &str) {
    let new = length(value);
    let is_less = match (*kept, new) {
        (Some(Length::Px(old)), Length::Px(new)) => new < old,
        _ => true,
    };
    if is_less {
        *kept = Some(new);
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
    let mut sides =
        inside.trim_end_matches(')').split([',', ' ']).filter(|side| !side.is_empty()).map(length);
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
        "inset" => {
            matches!(length(inside.split([' ', ',']).next().unwrap_or_default()), Length::Em(part) if part >= 0.5)
        }
        "circle" | "ellipse" => {
            matches!(length(inside.split(' ').next().unwrap_or_default()), Length::Px(size) if size < 1.0)
        }
        "polygon" => {
            inside.split([',', ' ']).filter(|n| !n.is_empty()).all(|n| length(n) == Length::Px(0.0))
        }
        _ => false,
    }
}

/// `scale(0)` and factors so small that nothing is left.
fn is_scaled_away(value: &str) -> bool {
    let Some((_, rest)) = value.split_once("scale") else { return false };
    let Some((_, inside)) = rest.split_once('(') else { return false };
    inside
        .split([',', ')'])
        .next()
        .and_then(|n| n.trim().parse::<f32>().ok())
        .is_some_and(|n| n.abs() < 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_says_what_it_hides() {
        let (normal, important) =
            parse("display:none !important; FONT-SIZE: 1pt; color: #fff;background:url('a;b')");
        assert_eq!(important.display, Some(Display::None));
        assert_eq!(normal.font_size, Some(Length::Px(4.0 / 3.0)));
        assert_eq!(normal.ground, Some(Paint::Unknown));
        assert!(parse("foo:bar; mso-hide:all").0.is_empty());
        assert_eq!(parse("/* c */ display : none").0.display, Some(Display::None));
        assert_eq!(parse("font:0/0 a").0.font_size, Some(Length::Px(0.0)));
        assert_eq!(parse("clip: rect(1px,1px,1px,1px)").0.clip_is_empty, Some(true));
        assert_eq!(parse("clip-path: inset(50%)").0.path_is_empty, Some(true));
        assert_eq!(parse("transform: scale(0)").0.scaled_away, Some(true));
        assert_eq!(parse("top:-9999px;left:0").0.offset, Some(Length::Px(-9999.0)));
    }
}
