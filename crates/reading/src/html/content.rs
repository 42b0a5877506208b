//! What single elements bring: links, pictures, forms, scripts.

use super::{
    Field, FieldKind, Form,
    document::{Document, OpenAnchor, SHOWN_OCTETS},
    element::Element,
    outcome::{HtmlLink, Picture},
    prose::{Gap, Prose},
    style::{Computed, Declared, Length, declared},
    tokens::Tag,
};
use crate::LinkPlace;

impl Document<'_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "few of many elements matter here")]
    pub(super) fn content(
        &mut self,
        tag: &Tag,
        element: Element,
        own: &Declared,
        computed: &Computed,
    ) {
        match element {
            Element::A | Element::Vml => self.start_anchor(tag),
            Element::Image => self.image(tag, own, computed),
            Element::Br => self.gap(Gap::Line),
            Element::Area => self.area(tag),
            Element::Form => self.start_form(tag),
            Element::Input => self.input(tag, computed),
            Element::Textarea => self.field(FieldKind::Text, tag),
            Element::Select => self.field(FieldKind::Choice, tag),
            Element::Button => self.form_action(tag),
            Element::Script => self.script(tag),
            Element::Base if self.base.is_none() => {
                self.base = tag.attribute("href").map(str::to_owned);
            }
            Element::Meta => self.meta(tag),
            Element::Iframe | Element::Embed => self.frame(tag.attribute("src")),
            Element::Object => self.frame(tag.attribute("data")),
            Element::Table => self.grids.table(),
            Element::Row => self.grids.row(),
            Element::Cell => {
                let span = tag.attribute("colspan").and_then(|span| span.trim().parse().ok());
                self.grids.cell(computed.ground(), span.unwrap_or(1));
            }
            _ => {}
        }
    }

    fn start_anchor(&mut self, tag: &Tag) {
        // §4.5.1: anchors do not nest; a new one ends the open one. One without href is a mark.
        self.end_anchor();
        let Some(href) = tag.attribute("href").or_else(|| tag.attribute("xlink:href")) else {
            return;
        };
        self.anchor = Some(OpenAnchor {
            href: href.to_owned(),
            shown: Prose::new(SHOWN_OCTETS),
            has_picture: false,
            start: self.visible.len(),
            place: LinkPlace::Anchor,
        });
    }

    pub(super) fn end_anchor(&mut self) {
        let Some(anchor) = self.anchor.take() else { return };
        if self.visible.len() > anchor.start {
            self.linked.push(anchor.start..self.visible.len());
        }
        let shown = anchor.shown.into_text().trim().to_owned();
        let place =
            if shown.is_empty() && !anchor.has_picture { LinkPlace::Hidden } else { anchor.place };
        self.link(HtmlLink { place, href: anchor.href, shown });
    }

    fn link(&mut self, link: HtmlLink) {
        if self.links.len() < self.limits.links {
            self.links.push(link);
        } else {
            self.left_out += 1;
        }
    }

    fn image(&mut self, tag: &Tag, own: &Declared, computed: &Computed) {
        let side = |attribute: &str, styled: Option<Length>| {
            let px = |length| match length {
                Length::Px(px) if px >= 0.0 => Some(px as u32),
                Length::Px(_) | Length::Em(_) | Length::Rem(_) | Length::Unknown => None,
            };
            let written = tag.attribute(attribute).map(declared::length).and_then(px);
            styled.and_then(px).or(written)
        };
        let (width, height) = (side("width", own.width), side("height", own.height));
        let tiny = |side: Option<u32>| side.is_some_and(|px| px <= 2);
        let is_unseen = computed.picture_hiding().is_some() || tiny(width) || tiny(height);
        let alternative = tag.attribute("alt").unwrap_or_default().trim().to_owned();
        if !is_unseen {
            if let Some(anchor) = &mut self.anchor {
                anchor.has_picture = true;
                anchor.shown.gap(Gap::Space);
                anchor.shown.push(&alternative);
                anchor.shown.gap(Gap::Space);
            }
            self.alternatives.gap(Gap::Line);
            self.alternatives.push(&alternative);
        }
        let src = tag.attribute("src").or_else(|| tag.attribute("href")).unwrap_or_default();
        if !src.is_empty() {
            let src = src.to_owned();
            self.picture(Picture {
                src,
                alternative,
                width,
                height,
                is_unseen,
                is_background: false,
            });
        }
    }

    fn area(&mut self, tag: &Tag) {
        if let Some(href) = tag.attribute("href") {
            let shown = tag.attribute("alt").or_else(|| tag.attribute("title")).unwrap_or_default();
            self.link(HtmlLink {
                place: LinkPlace::ImageMap,
                href: href.to_owned(),
                shown: shown.to_owned(),
            });
        }
    }

    fn frame(&mut self, src: Option<&str>) {
        if let Some(src) = src.filter(|src| !src.trim().is_empty()) {
            self.link(HtmlLink {
                place: LinkPlace::Frame,
                href: src.to_owned(),
                shown: String::new(),
            });
        }
    }

    fn script(&mut self, tag: &Tag) {
        self.scripts.elements += 1;
        let source = tag
            .attribute("src")
            .or_else(|| tag.attribute("href"))
            .or_else(|| tag.attribute("xlink:href"));
        if let Some(source) = source
            && self.scripts.sources.len() < self.limits.forms
        {
            self.scripts.sources.push(source.to_owned());
        }
    }

    /// `<meta http-equiv=refresh content="0; url=…">` (§4.2.5.3).
    fn meta(&mut self, tag: &Tag) {
        let refresh = tag
            .attribute("http-equiv")
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("refresh"));
        let Some(content) = tag.attribute("content").filter(|_| refresh) else { return };
        let Some((_, rest)) = content.split_once([';', ',']) else { return };
        let rest = rest.trim_start();
        let url = match rest.get(..3) {
            Some(word) if word.eq_ignore_ascii_case("url") => {
                rest.get(3..).unwrap_or_default().trim_start().trim_start_matches('=').trim_start()
            }
            _ => rest,
        };
        let url = url.trim_matches(['"', '\'']);
        self.link(HtmlLink {
            place: LinkPlace::Refresh,
            href: url.to_owned(),
            shown: String::new(),
        });
    }

    fn start_form(&mut self, tag: &Tag) {
        // §4.10.3: forms do not nest; an inner one is ignored.
        if self.form.is_some() || self.forms.len() >= self.limits.forms {
            return;
        }
        let action = tag.attribute("action").filter(|action| !action.trim().is_empty());
        if let Some(action) = action {
            self.link(HtmlLink {
                place: LinkPlace::Form,
                href: action.to_owned(),
                shown: String::new(),
            });
        }
        self.form = Some(self.forms.len());
        self.forms.push(Form {
            action: action.map(str::to_owned),
            is_post: tag
                .attribute("method")
                .is_some_and(|method| method.trim().eq_ignore_ascii_case("post")),
            fields: Vec::new(),
            hidden_fields: 0,
        });
    }

    fn input(&mut self, tag: &Tag, computed: &Computed) {
        let kind = tag.attribute("type").unwrap_or("text").trim().to_ascii_lowercase();
        match kind.as_str() {
            "hidden" => {
                if let Some(form) = self.current_form() {
                    form.hidden_fields += 1;
                }
            }
            "submit" | "image" | "button" | "reset" => {
                self.form_action(tag);
                if computed.hiding().is_none() {
                    self.visible.gap(Gap::Space);
                    self.visible.push(tag.attribute("value").unwrap_or_default());
                    self.visible.gap(Gap::Space);
                }
            }
            kind => {
                let words = words(tag);
                self.field(FieldKind::of(kind, &words), tag);
            }
        }
    }

    fn form_action(&mut self, tag: &Tag) {
        if let Some(action) = tag.attribute("formaction").filter(|action| !action.trim().is_empty())
        {
            self.link(HtmlLink {
                place: LinkPlace::Form,
                href: action.to_owned(),
                shown: String::new(),
            });
        }
    }

    fn field(&mut self, kind: FieldKind, tag: &Tag) {
        let most = self.limits.forms;
        let name = tag.attribute("name").or_else(|| tag.attribute("id")).unwrap_or_default();
        let label = tag
            .attribute("placeholder")
            .or_else(|| tag.attribute("aria-label"))
            .unwrap_or_default();
        let field = Field { kind, name: shortened(name), label: shortened(label) };
        if let Some(form) = self.current_form()
            && form.fields.len() < most
        {
            form.fields.push(field);
        }
    }

    /// The open form; fields outside any belong to one without action.
    fn current_form(&mut self) -> Option<&mut Form> {
        if let Some(open) = self.form {
            return self.forms.get_mut(open);
        }
        if self.forms.iter().all(|form| form.action.is_some())
            && self.forms.len() < self.limits.forms
        {
            self.forms.push(Form::default());
        }
        self.forms.iter_mut().rfind(|form| form.action.is_none())
    }
}

/// Everything a field is called, lower case.
fn words(tag: &Tag) -> String {
    let mut words = String::new();
    for name in ["name", "id", "placeholder", "autocomplete", "aria-label", "class"] {
        if let Some(value) = tag.attribute(name) {
            words.push_str(&value.to_lowercase());
            words.push(' ');
        }
    }
    words
}

fn shortened(text: &str) -> String {
    text.trim().chars().take(200).collect()
}
