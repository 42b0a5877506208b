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
        match name {
            b"a" => Self::A,
            b"td" | b"th" => Self::Cell,
            b"tr" => Self::Row,
            b"table" => Self::Table,
            b"tbody" | b"thead" | b"tfoot" => Self::TableSection,
            b"div" | b"section" | b"article" | b"header" | b"footer" | b"main" | b"center"
            | b"blockquote" | b"address" | b"aside" | b"nav" | b"fieldset" | b"legend"
            | b"figure" | b"figcaption" | b"details" | b"summary" | b"hgroup" | b"dir"
            | b"menu" | b"caption" | b"marquee" => Self::Block,
            b"span" => Self::Span,
            b"p" => Self::Paragraph,
            b"img" | b"image" => Self::Image,
            b"br" => Self::Br,
            b"b" | b"i" | b"u" | b"strong" | b"em" | b"small" | b"big" | b"s" | b"strike"
            | b"tt" | b"code" | b"nobr" => Self::Formatting,
            b"font" => Self::Font,
            b"ul" | b"ol" | b"dl" => Self::List,
            b"li" | b"dd" | b"dt" => Self::Item,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"style" => Self::Style,
            b"script" => Self::Script,
            b"title" => Self::Title,
            b"head" => Self::Head,
            b"html" => Self::Html,
            b"body" => Self::Body,
            b"base" => Self::Base,
            b"meta" => Self::Meta,
            b"hr" => Self::Hr,
            b"pre" | b"listing" | b"xmp" | b"plaintext" => Self::Pre,
            b"form" => Self::Form,
            b"input" => Self::Input,
            b"button" => Self::Button,
            b"textarea" => Self::Textarea,
            b"select" => Self::Select,
            b"option" => Self::Option,
            b"area" => Self::Area,
            b"iframe" => Self::Iframe,
            b"embed" => Self::Embed,
            b"object" => Self::Object,
            b"video" | b"audio" | b"canvas" | b"noembed" | b"noframes" => Self::Fallback,
            b"template" | b"datalist" | b"frameset" | b"rp" => Self::NeverShown,
            b"dialog" => Self::Dialog,
            b"svg" => Self::Svg,
            b"math" => Self::Math,
            b"link" | b"col" | b"param" | b"source" | b"track" | b"wbr" | b"frame"
            | b"bgsound" | b"basefont" | b"keygen" => Self::Void,
            _ if name.starts_with(b"v:") => Self::Vml,
            _ => Self::Other,
        }
    }

    /// §13.1.2: has no end tag and no content.
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Area | Self::Base | Self::Br | Self::Embed | Self::Hr | Self::Image | Self::Input | Self::Meta | Self::Void
        )
    }

    /// Starts on a new line.
    pub(super) fn is_block(self) -> bool {
        matches!(
            self,
            Self::Block | Self::Body | Self::Dialog | Self::Form | Self::Heading | Self::Hr | Self::Html
                | Self::Item | Self::List | Self::Paragraph | Self::Pre | Self::Row | Self::Table
                | Self::TableSection | Self::Option
        )
    }

    /// "Special" in the sense of §13.2.4.2, as far as told apart: an end tag of an ordinary element
    /// does not reach across one.
    pub(super) fn is_special(self) -> bool {
        self.is_block() || matches!(self, Self::Cell | Self::Button | Self::Select | Self::Head | Self::Object | Self::Textarea)
    }

    /// The edge of a scope (§13.2.4.2): end tags do not reach out of it.
    pub(super) fn is_scope(self) -> bool {
        matches!(self, Self::Cell | Self::Table | Self::Html | Self::Object)
    }

    pub(super) fn is_formatting(self) -> bool {
        matches!(self, Self::A | Self::Font | Self::Formatting)
    }
}
