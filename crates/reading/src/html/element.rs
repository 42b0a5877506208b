//! The elements whose behaviour matters to what a reader sees.

/// An element, as far as the walk tells elements apart.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Element {
    A,
    Area,
    Base,
    Body,
    Br,
    Button,
    Cell,
    Dialog,
    Embed,
    Font,
    Form,
    /// `b`, `i`, `u`, … : formatting elements (§13.2.4.3) beside `a` and `font`.
    Formatting,
    Head,
    Heading,
    Hr,
    Html,
    Iframe,
    Image,
    Input,
    Item,
    /// Text in them is for programs that cannot show what they stand for.
    Fallback,
    /// `datalist`, `template`, …: never shown.
    NeverShown,
    List,
    Math,
    Meta,
    Object,
    Option,
    Paragraph,
    /// `div`, `section`, …
    Block,
    Pre,
    Row,
    Script,
    Select,
    Span,
    Style,
    Svg,
    Table,
    /// `tbody`, `thead`, `tfoot`.
    TableSection,
    Textarea,
    Title,
    /// Other void elements.
    Void,
    /// VML that Outlook draws (`v:roundrect href=…`).
    Vml,
    /// Anything else: inline, unknown.
    Other,
}

impl Element {
    pub(super) fn of(name: &[u8]) -> Self {
        if name.len() > 8 {
            return match name {
                b"blockquote" | b"figcaption" => Self::Block,
                b"plaintext" => Self::Pre,
                _ if name.starts_with(b"v:") => Self::Vml,
                _ => Self::Other,
            };
        }
        SHORT_NAMES
            .binary_search_by_key(&packed(name), |(name, _)| *name)
            .ok()
            .and_then(|place| SHORT_NAMES.get(place))
            .map_or(
                if name.starts_with(b"v:") { Self::Vml } else { Self::Other },
                |(_, element)| *element,
            )
    }

    /// §13.1.2: has no end tag and no content.
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Area
                | Self::Base
                | Self::Br
                | Self::Embed
                | Self::Hr
                | Self::Image
                | Self::Input
                | Self::Meta
                | Self::Void
        )
    }

    /// Starts on a new line.
    pub(super) fn is_block(self) -> bool {
        matches!(
            self,
            Self::Block
                | Self::Body
                | Self::Dialog
                | Self::Form
                | Self::Heading
                | Self::Hr
                | Self::Html
                | Self::Item
                | Self::List
                | Self::Paragraph
                | Self::Pre
                | Self::Row
                | Self::Table
                | Self::TableSection
                | Self::Option
        )
    }

    /// A box that sizes and clipping work on: blocks, but no parts of a table.
    pub(super) fn is_box(self) -> bool {
        self.is_block() && !matches!(self, Self::Row | Self::Table | Self::TableSection)
    }

    /// "Special" in the sense of §13.2.4.2, as far as told apart: an end tag of an ordinary element
    /// does not reach across one.
    pub(super) fn is_special(self) -> bool {
        self.is_block()
            || matches!(
                self,
                Self::Cell
                    | Self::Button
                    | Self::Select
                    | Self::Head
                    | Self::Object
                    | Self::Textarea
            )
    }

    /// The edge of a scope (§13.2.4.2): end tags do not reach out of it.
    pub(super) fn is_scope(self) -> bool {
        matches!(self, Self::Cell | Self::Table | Self::Html | Self::Object)
    }

    pub(super) fn is_formatting(self) -> bool {
        matches!(self, Self::A | Self::Font | Self::Formatting)
    }
}

/// A name of at most eight octets as one number: names are looked up for every tag.
const fn packed(name: &[u8]) -> u64 {
    let mut number = 0;
    let mut rest = name;
    while let [first, tail @ ..] = rest {
        number = number << 8 | *first as u64;
        rest = tail;
    }
    number
}

/// Names of at most eight octets, in the order of their numbers.
const SHORT_NAMES: [(u64, Element); 102] = [
    (packed(b"a"), Element::A),
    (packed(b"b"), Element::Formatting),
    (packed(b"i"), Element::Formatting),
    (packed(b"p"), Element::Paragraph),
    (packed(b"s"), Element::Formatting),
    (packed(b"u"), Element::Formatting),
    (packed(b"br"), Element::Br),
    (packed(b"dd"), Element::Item),
    (packed(b"dl"), Element::List),
    (packed(b"dt"), Element::Item),
    (packed(b"em"), Element::Formatting),
    (packed(b"h1"), Element::Heading),
    (packed(b"h2"), Element::Heading),
    (packed(b"h3"), Element::Heading),
    (packed(b"h4"), Element::Heading),
    (packed(b"h5"), Element::Heading),
    (packed(b"h6"), Element::Heading),
    (packed(b"hr"), Element::Hr),
    (packed(b"li"), Element::Item),
    (packed(b"ol"), Element::List),
    (packed(b"rp"), Element::NeverShown),
    (packed(b"td"), Element::Cell),
    (packed(b"th"), Element::Cell),
    (packed(b"tr"), Element::Row),
    (packed(b"tt"), Element::Formatting),
    (packed(b"ul"), Element::List),
    (packed(b"big"), Element::Formatting),
    (packed(b"col"), Element::Void),
    (packed(b"dir"), Element::Block),
    (packed(b"div"), Element::Block),
    (packed(b"img"), Element::Image),
    (packed(b"nav"), Element::Block),
    (packed(b"pre"), Element::Pre),
    (packed(b"svg"), Element::Svg),
    (packed(b"wbr"), Element::Void),
    (packed(b"xmp"), Element::Pre),
    (packed(b"area"), Element::Area),
    (packed(b"base"), Element::Base),
    (packed(b"body"), Element::Body),
    (packed(b"code"), Element::Formatting),
    (packed(b"font"), Element::Font),
    (packed(b"form"), Element::Form),
    (packed(b"head"), Element::Head),
    (packed(b"html"), Element::Html),
    (packed(b"link"), Element::Void),
    (packed(b"main"), Element::Block),
    (packed(b"math"), Element::Math),
    (packed(b"menu"), Element::Block),
    (packed(b"meta"), Element::Meta),
    (packed(b"nobr"), Element::Formatting),
    (packed(b"span"), Element::Span),
    (packed(b"aside"), Element::Block),
    (packed(b"audio"), Element::Fallback),
    (packed(b"embed"), Element::Embed),
    (packed(b"frame"), Element::Void),
    (packed(b"image"), Element::Image),
    (packed(b"input"), Element::Input),
    (packed(b"param"), Element::Void),
    (packed(b"small"), Element::Formatting),
    (packed(b"style"), Element::Style),
    (packed(b"table"), Element::Table),
    (packed(b"tbody"), Element::TableSection),
    (packed(b"tfoot"), Element::TableSection),
    (packed(b"thead"), Element::TableSection),
    (packed(b"title"), Element::Title),
    (packed(b"track"), Element::Void),
    (packed(b"video"), Element::Fallback),
    (packed(b"button"), Element::Button),
    (packed(b"canvas"), Element::Fallback),
    (packed(b"center"), Element::Block),
    (packed(b"dialog"), Element::Dialog),
    (packed(b"figure"), Element::Block),
    (packed(b"footer"), Element::Block),
    (packed(b"header"), Element::Block),
    (packed(b"hgroup"), Element::Block),
    (packed(b"iframe"), Element::Iframe),
    (packed(b"keygen"), Element::Void),
    (packed(b"legend"), Element::Block),
    (packed(b"object"), Element::Object),
    (packed(b"option"), Element::Option),
    (packed(b"script"), Element::Script),
    (packed(b"select"), Element::Select),
    (packed(b"source"), Element::Void),
    (packed(b"strike"), Element::Formatting),
    (packed(b"strong"), Element::Formatting),
    (packed(b"address"), Element::Block),
    (packed(b"article"), Element::Block),
    (packed(b"bgsound"), Element::Void),
    (packed(b"caption"), Element::Block),
    (packed(b"details"), Element::Block),
    (packed(b"listing"), Element::Pre),
    (packed(b"marquee"), Element::Block),
    (packed(b"noembed"), Element::Fallback),
    (packed(b"section"), Element::Block),
    (packed(b"summary"), Element::Block),
    (packed(b"basefont"), Element::Void),
    (packed(b"datalist"), Element::NeverShown),
    (packed(b"fieldset"), Element::Block),
    (packed(b"frameset"), Element::NeverShown),
    (packed(b"noframes"), Element::Fallback),
    (packed(b"template"), Element::NeverShown),
    (packed(b"textarea"), Element::Textarea),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_their_numbers() {
        assert!(SHORT_NAMES.is_sorted_by_key(|(name, _)| *name));
        for (name, expected) in [
            ("a", Element::A),
            ("td", Element::Cell),
            ("textarea", Element::Textarea),
            ("blockquote", Element::Block),
            ("v:roundrect", Element::Vml),
            ("v:rect", Element::Vml),
            ("x-unknown", Element::Other),
            ("nope", Element::Other),
        ] {
            assert_eq!(Element::of(name.as_bytes()), expected, "{name}");
        }
    }
}
