//! Start tags: an element opens.

use super::{
    document::Document,
    element::Element,
    frame::{Frame, name_hash},
    outcome::Picture,
    prose::Gap,
    style::{Declared, Display, Layers, Paint, Subject, color, declared},
    tokens::Tag,
};

/// The attributes that any element may have and that matter here.
#[derive(Default)]
pub(super) struct Common<'t> {
    style: &'t str,
    class: &'t str,
    id: &'t str,
    hints: Declared,
    background: &'t str,
    pub(super) handlers: usize,
}

impl Document<'_> {
    pub(super) fn open(&mut self, tag: &Tag) {
        let element = Element::of(tag.name());
        self.close_implied(element);
        if !element.is_block() {
            self.reopen();
        }
        let common = self.common(tag, element);
        let subject = self.matcher.subject(tag.name(), common.id, common.class);
        let own = self.declared(tag, element, &common, &subject);
        let computed = self.computed().child(&own, element.is_box());
        self.scripts.handlers += common.handlers;
        self.grounds(&common);
        if element.is_block() && own.display != Some(Display::Inline)
            || own.display == Some(Display::Block)
        {
            self.gap(Gap::Line);
        }
        self.content(tag, element, &own, &computed);
        if is_raw(element) && !(tag.self_closing && self.foreign > 0) {
            self.raw = Some(element);
            return;
        }
        if element.is_void() || (tag.self_closing && self.foreign > 0) {
            return;
        }
        if self.stack.len() >= self.limits.html_depth {
            self.too_deep += 1;
            self.left_out += 1;
            return;
        }
        self.foreign += usize::from(matches!(element, Element::Svg | Element::Math));
        let (name, start) = (name_hash(tag.name()), self.visible.len());
        self.stack.push(Frame { element, name, subject, own, computed, start });
    }

    /// Reads the common attributes in one pass.
    fn common<'t>(&mut self, tag: &'t Tag, element: Element) -> Common<'t> {
        let mut common = Common::default();
        for (name, value) in tag.attributes() {
            let text = || std::str::from_utf8(value).unwrap_or_default();
            match name {
                b"style" if common.style.is_empty() => common.style = text(),
                b"class" if common.class.is_empty() => common.class = text(),
                b"id" if common.id.is_empty() => common.id = text().trim(),
                b"bgcolor" => common.hints.ground = Some(color::parse_attribute(text())),
                b"background" => {
                    common.background = text();
                    if !common.background.trim().is_empty() {
                        common.hints.ground = Some(Paint::Unknown);
                    }
                }
                b"color" if element == Element::Font => {
                    common.hints.color = Some(color::parse_attribute(text()));
                }
                b"text" if element == Element::Body => {
                    common.hints.color = Some(color::parse_attribute(text()));
                }
                b"hidden" => common.hints.display = Some(Display::None),
                [b'o', b'n', _, _, ..] => {
                    common.handlers += 1;
                    self.script_text(text());
                }
                _ => {}
            }
        }
        common
    }

    /// The cascade (CSS Cascade 4 §6.1): hints, sheet, inline, then what is important in each.
    fn declared(
        &mut self,
        tag: &Tag,
        element: Element,
        common: &Common<'_>,
        subject: &Subject,
    ) -> Declared {
        let mut own = common.hints;
        if element == Element::Pre {
            own.keeps_space = Some(true);
        }
        let sheet = if self.matcher.is_empty() {
            Layers::default()
        } else {
            self.matcher.layers(tag, subject, self.stack.iter().map(|frame| &frame.subject))
        };
        own.overlay(&sheet.normal);
        if common.style.is_empty() {
            own.overlay(&sheet.important);
        } else {
            let (normal, important) = declared::parse(common.style);
            own.overlay(&normal);
            own.overlay(&sheet.important);
            own.overlay(&important);
        }
        if is_never_shown(tag, element) {
            own.display = Some(Display::None);
        }
        own
    }

    /// Pictures that are the ground of an element.
    fn grounds(&mut self, common: &Common<'_>) {
        if !common.background.trim().is_empty() {
            self.background(common.background);
        }
        let style = common.style;
        let Some(at) = memchr::memmem::find(style.as_bytes(), b"url(") else { return };
        let inside =
            style.get(at + 4..).and_then(|rest| rest.split(')').next()).unwrap_or_default();
        self.background(inside.trim().trim_matches(['"', '\'']));
    }

    fn background(&mut self, src: &str) {
        if src.is_empty() {
            return;
        }
        self.picture(Picture {
            src: src.to_owned(),
            alternative: String::new(),
            width: None,
            height: None,
            is_unseen: false,
            is_background: true,
        });
    }

    pub(super) fn picture(&mut self, picture: Picture) {
        if self.pictures.len() < self.limits.pictures {
            self.pictures.push(picture);
        } else {
            self.left_out += 1;
        }
    }
}

/// §13.2.6: elements whose inside is no markup.
fn is_raw(element: Element) -> bool {
    matches!(
        element,
        Element::Script | Element::Style | Element::Title | Element::Textarea | Element::Iframe
    )
}

#[expect(clippy::wildcard_enum_match_arm, reason = "few of many elements matter here")]
fn is_never_shown(tag: &Tag, element: Element) -> bool {
    match element {
        Element::NeverShown | Element::Fallback => true,
        // Shown by script only.
        Element::Dialog => !tag.has("open"),
        _ => false,
    }
}
