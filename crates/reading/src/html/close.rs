//! End tags, written or implied (§13.2.6.4.7), without a tree.

use super::{
    document::Document,
    element::Element,
    frame::{Frame, name_hash},
    prose::Gap,
};

/// Formatting elements that are opened again; browsers keep three alike and many kinds.
const MOST_CUT_OFF: usize = 16;

impl Document<'_> {
    /// Closes what a start tag ends without saying so.
    #[expect(clippy::wildcard_enum_match_arm, reason = "few of many elements matter here")]
    pub(super) fn close_implied(&mut self, element: Element) {
        match element {
            Element::Cell => {
                self.close_nearest(Element::Cell, |e| matches!(e, Element::Table | Element::Row))
            }
            Element::Row => self.close_nearest(Element::Row, |e| e == Element::Table),
            Element::TableSection => {
                self.close_nearest(Element::TableSection, |e| e == Element::Table)
            }
            Element::Item => {
                self.close_nearest(Element::Item, |e| e == Element::List || e.is_scope())
            }
            Element::Option => {
                self.close_nearest(Element::Option, |e| e == Element::Select || e.is_scope())
            }
            Element::A => self.close_nearest(Element::A, Element::is_scope),
            _ if element.is_block() => {
                self.close_nearest(Element::Paragraph, |e| e.is_scope() || e == Element::Button);
            }
            _ => {}
        }
    }

    /// Closes the nearest open `element` unless `edge` comes first.
    fn close_nearest(&mut self, element: Element, edge: impl Fn(Element) -> bool) {
        for (place, frame) in self.stack.iter().enumerate().rev() {
            if frame.element == element {
                return self.close_down_to(place);
            }
            if edge(frame.element) {
                return;
            }
        }
    }

    /// An end tag as written.
    pub(super) fn close(&mut self, name: &[u8]) {
        let element = Element::of(name);
        if matches!(element, Element::Br | Element::Paragraph) {
            // `</br>` is a line break, `</p>` without `<p>` an empty paragraph.
            self.gap(Gap::Line);
        }
        if element == Element::A {
            self.end_anchor();
        }
        if element.is_void() {
            return;
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let hash = name_hash(name);
        if let Some(place) = self.cut_off.iter().rposition(|frame| frame.name == hash) {
            self.cut_off.remove(place);
            return;
        }
        let mut crossed_special = false;
        for (place, frame) in self.stack.iter().enumerate().rev() {
            if frame.name == hash {
                if crossed_special && element.is_formatting() {
                    return self.take_out(place);
                }
                return self.close_down_to(place);
            }
            let stops = if element.is_formatting() {
                frame.element.is_scope()
            } else if element.is_special() {
                frame.element.is_scope()
                    && !matches!(
                        element,
                        Element::Table
                            | Element::Row
                            | Element::TableSection
                            | Element::Cell
                            | Element::Body
                            | Element::Html
                    )
                    || frame.element == Element::Table
            } else {
                frame.element.is_special()
            };
            if stops {
                return;
            }
            crossed_special |= frame.element.is_special();
        }
    }

    /// Closes everything from `place` up; formatting elements in between are opened again later.
    fn close_down_to(&mut self, place: usize) {
        let Some(lowest) = self.stack.get(place).map(|frame| frame.element) else { return };
        while self.stack.len() > place {
            let Some(frame) = self.stack.pop() else { return };
            self.ended(&frame);
            let inner = self.stack.len() > place;
            if inner && frame.element.is_formatting() && self.cut_off.len() < MOST_CUT_OFF {
                self.cut_off.push(frame);
            }
        }
        if lowest.is_scope() {
            // Marker (§13.2.4.3): a cell or table keeps its formatting to itself.
            self.cut_off.clear();
        }
    }

    /// The adoption agency (§13.2.6.4.7), simplified: a formatting element ends while blocks inside
    /// it stay open, and they lose its style.
    fn take_out(&mut self, place: usize) {
        self.stack.remove(place);
        let mut above = place
            .checked_sub(1)
            .and_then(|below| self.stack.get(below))
            .map(|f| f.computed)
            .unwrap_or_default();
        for frame in self.stack.iter_mut().skip(place) {
            frame.computed = above.child(&frame.own, frame.element.is_box());
            above = frame.computed;
        }
    }

    /// Opens again the formatting elements that a block's end cut off.
    pub(super) fn reopen(&mut self) {
        while let Some(mut frame) = self.cut_off.pop() {
            if self.stack.len() >= self.limits.html_depth {
                self.cut_off.clear();
                return;
            }
            frame.computed = self.computed().child(&frame.own, frame.element.is_box());
            self.stack.push(frame);
        }
    }

    /// What an element's end does to the text.
    #[expect(clippy::wildcard_enum_match_arm, reason = "few of many elements matter here")]
    fn ended(&mut self, frame: &Frame) {
        match frame.element {
            Element::Cell => {
                self.end_anchor();
                self.gap(Gap::Cell);
            }
            Element::Table => {
                self.grids.end();
                self.gap(Gap::Line);
            }
            Element::Svg | Element::Math => self.foreign = self.foreign.saturating_sub(1),
            Element::Form => {
                self.form = None;
                self.gap(Gap::Line);
            }
            Element::Vml => self.end_anchor(),
            Element::Heading => {
                self.gap(Gap::Line);
                if self.heading.is_empty() {
                    let text = self.visible.as_str().get(frame.start..).unwrap_or_default();
                    self.heading = text.trim().chars().take(300).collect();
                }
            }
            element if element.is_block() => self.gap(Gap::Line),
            _ => {}
        }
    }

    pub(super) fn close_all(&mut self) {
        self.close_down_to(0);
        self.end_anchor();
    }
}
