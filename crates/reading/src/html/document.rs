//! The walk's state: open elements, and what has been read so far.

use std::ops::Range;

use super::{
    Form, Hiding, Html, Scripts,
    element::Element,
    frame::Frame,
    grid::Grids,
    outcome::{HtmlLink, Picture},
    prose::{Gap, Prose},
    style::{Computed, Matcher},
    tokens::{Tag, Walk, walk},
};
use crate::{Limits, LinkPlace};

/// Hidden text before visible text that still counts as preheader, octets.
const PREHEADER_OCTETS: usize = 500;
/// Outlook's comments that are read.
const MOST_CONDITIONAL: usize = 200;
/// Words of one link that are kept, octets.
pub(super) const SHOWN_OCTETS: usize = 2_000;

#[derive(Debug)]
pub(super) struct Document<'l> {
    pub(super) limits: &'l Limits,
    pub(super) matcher: Matcher,
    /// Whether the sheet was read by an earlier walk, so that `<style>` adds nothing.
    sheet_is_whole: bool,
    late_style: bool,
    pub(super) stack: Vec<Frame>,
    /// Formatting elements that a block's end cut off; the next text opens them again (§13.2.4.3).
    pub(super) cut_off: Vec<Frame>,
    /// Elements beyond the depth limit that are open.
    pub(super) too_deep: usize,
    pub(super) foreign: usize,
    /// The element whose raw text is being read.
    pub(super) raw: Option<Element>,
    raw_text: String,
    pub(super) visible: Prose,
    pub(super) hidden: Prose,
    pub(super) preheader: Prose,
    hiding: Vec<(Hiding, usize)>,
    pub(super) anchor: Option<OpenAnchor>,
    pub(super) form: Option<usize>,
    pub(super) forms: Vec<Form>,
    pub(super) links: Vec<HtmlLink>,
    pub(super) linked: Vec<Range<usize>>,
    pub(super) pictures: Vec<Picture>,
    pub(super) scripts: Scripts,
    pub(super) grids: Grids,
    pub(super) alternatives: Prose,
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) base: Option<String>,
    pub(super) left_out: usize,
    /// Insides of Outlook's comments.
    conditional: Vec<String>,
}

/// An anchor whose end has not come.
#[derive(Debug)]
pub(super) struct OpenAnchor {
    pub(super) href: String,
    pub(super) shown: Prose,
    pub(super) has_picture: bool,
    /// Where its words start in the visible text.
    pub(super) start: usize,
    pub(super) place: LinkPlace,
}

impl<'l> Document<'l> {
    pub(super) fn new(limits: &'l Limits, matcher: Matcher) -> Self {
        Self {
            limits,
            matcher,
            sheet_is_whole: false,
            late_style: false,
            stack: Vec::with_capacity(32),
            cut_off: Vec::new(),
            too_deep: 0,
            foreign: 0,
            raw: None,
            raw_text: String::new(),
            visible: Prose::new(limits.text_octets),
            hidden: Prose::new(limits.text_octets),
            preheader: Prose::new(PREHEADER_OCTETS),
            hiding: Vec::new(),
            anchor: None,
            form: None,
            forms: Vec::new(),
            links: Vec::new(),
            linked: Vec::new(),
            pictures: Vec::new(),
            scripts: Scripts::default(),
            grids: Grids::default(),
            alternatives: Prose::new(limits.text_octets / 8),
            title: String::new(),
            heading: String::new(),
            base: None,
            left_out: 0,
            conditional: Vec::new(),
        }
    }

    pub(super) fn with_sheet(limits: &'l Limits, matcher: Matcher) -> Self {
        Self { sheet_is_whole: true, ..Self::new(limits, matcher) }
    }

    pub(super) fn has_late_style(&self) -> bool {
        self.late_style
    }

    pub(super) fn into_matcher(self) -> Matcher {
        self.matcher
    }

    pub(super) fn computed(&self) -> Computed {
        self.stack.last().map_or_else(Computed::default, |frame| frame.computed)
    }

    /// Breaks the line in every text at once.
    pub(super) fn gap(&mut self, gap: Gap) {
        self.visible.gap(gap);
        self.hidden.gap(gap);
        self.preheader.gap(gap);
        if let Some(anchor) = &mut self.anchor {
            anchor.shown.gap(Gap::Space.min(gap));
        }
    }

    /// Text in the current element.
    fn running_text(&mut self, text: &str) {
        self.reopen();
        let computed = self.computed();
        let Some(reason) = computed.hiding() else {
            if computed.keeps_space {
                self.visible.push_as_is(text);
            } else {
                self.visible.push(text);
            }
            if let Some(anchor) = &mut self.anchor {
                anchor.shown.push(text);
            }
            return;
        };
        if text.trim_ascii().is_empty() {
            self.hidden.gap(Gap::Space);
            return;
        }
        if self.visible.len() == 0 && self.preheader.beyond() == 0 {
            self.preheader.push(text);
            if self.preheader.beyond() == 0 {
                return;
            }
        }
        self.hidden.push(text);
        self.count_hidden(reason, text.chars().filter(|c| !c.is_whitespace()).count());
    }

    fn count_hidden(&mut self, reason: Hiding, characters: usize) {
        match self.hiding.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count += characters,
            None => self.hiding.push((reason, characters)),
        }
    }

    /// The end of raw text: a sheet joins the cascade, a title is kept.
    #[expect(clippy::wildcard_enum_match_arm, reason = "few of many elements matter here")]
    pub(super) fn end_raw(&mut self) {
        let Some(element) = self.raw.take() else { return };
        let text = std::mem::take(&mut self.raw_text);
        match element {
            Element::Style if !self.sheet_is_whole => {
                let (octets, rules) = (self.limits.style_octets, self.limits.style_rules);
                let grew = self.matcher.add(&text, octets, rules);
                let read = self.visible.len() + self.hidden.len() + self.preheader.len() > 0;
                self.late_style |= grew && read;
            }
            Element::Title if self.title.is_empty() => {
                self.title = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            Element::Textarea => self.visible.push(&text),
            _ => {}
        }
    }

    pub(super) fn script_text(&mut self, text: &str) {
        if self.scripts.text.len() + text.len() <= self.limits.text_octets {
            self.scripts.text.push_str(text);
            self.scripts.text.push('\n');
        }
    }

    pub(super) fn finish(mut self) -> Html {
        self.end_raw();
        self.close_all();
        let conditional = std::mem::take(&mut self.conditional);
        let mut outlook_only = String::new();
        for inside in &conditional {
            let mut document = Document::new(self.limits, Matcher::new(0));
            walk(inside, self.limits.attributes, &mut document);
            document.end_raw();
            document.close_all();
            outlook_only.push_str(document.visible.as_str());
            outlook_only.push('\n');
            let room = self.limits.links.saturating_sub(self.links.len());
            let links = document.links.into_iter().take(room);
            self.links.extend(links.map(|link| HtmlLink { place: LinkPlace::OutlookOnly, ..link }));
        }
        self.left_out += usize::from(self.matcher.is_spent() && !self.matcher.is_empty());
        Html {
            octets_beyond: self.visible.beyond() + self.hidden.beyond(),
            visible: self.visible.into_text(),
            hidden: self.hidden.into_text(),
            preheader: self.preheader.into_text(),
            outlook_only: outlook_only.trim().to_owned(),
            hiding: self.hiding,
            title: self.title,
            heading: self.heading,
            alternatives: self.alternatives.into_text(),
            base: self.base,
            links: self.links,
            linked: self.linked,
            pictures: self.pictures,
            forms: self.forms,
            scripts: self.scripts,
            grids: self.grids.finish(),
            left_out: self.left_out,
        }
    }
}

impl Walk for Document<'_> {
    fn start(&mut self, tag: &Tag) {
        self.end_raw();
        self.open(tag);
    }

    fn end(&mut self, name: &[u8]) {
        if self.raw.is_some() {
            self.end_raw();
        } else {
            self.close(name);
        }
    }

    fn text(&mut self, text: &str) {
        match self.raw {
            None => self.running_text(text),
            Some(Element::Script) => self.script_text(text),
            Some(Element::Style | Element::Title | Element::Textarea) => {
                let room = self.limits.text_octets.saturating_sub(self.raw_text.len());
                let end = text.floor_char_boundary(room.min(text.len()));
                self.raw_text.push_str(text.get(..end).unwrap_or_default());
            }
            Some(_) => {}
        }
    }

    fn comment(&mut self, text: &str) {
        let condition = text.trim_start();
        // What other programs skip; `<!--[if !mso]><!-->` ends at once and hides nothing.
        if !condition.starts_with("[if") || memchr::memmem::find(text.as_bytes(), b"href").is_none()
        {
            return;
        }
        if self.conditional.len() >= MOST_CONDITIONAL {
            self.left_out += 1;
            return;
        }
        let kept: usize = self.conditional.iter().map(String::len).sum();
        if let Some((_, inside)) = condition.split_once(']')
            && kept + inside.len() <= self.limits.text_octets
        {
            self.conditional.push(inside.trim_start_matches('>').to_owned());
        }
    }

    fn is_foreign(&self) -> bool {
        self.foreign > 0
    }
}
