//! Text as it is laid out: white space collapsed, blocks on lines of their own.

/// A text that grows as a document is walked.
#[derive(Debug, Default)]
pub(super) struct Prose {
    text: String,
    gap: Gap,
    /// Octets past the limit, counted and not kept.
    beyond: usize,
    limit: usize,
}

/// White space due before the next word.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Gap {
    #[default]
    None,
    Space,
    /// Between the cells of a table.
    Cell,
    Line,
}

impl Prose {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Adds running text: runs of white space become one space.
    pub(super) fn push(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let skip = rest.bytes().position(|b| !b.is_ascii_whitespace()).unwrap_or(rest.len());
            if skip > 0 {
                self.gap(Gap::Space);
            }
            let Some((_, tail)) = rest.split_at_checked(skip) else { return };
            let length = tail.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(tail.len());
            let Some((word, next)) = tail.split_at_checked(length) else { return };
            if word.is_empty() {
                return;
            }
            if word.trim_matches('\u{A0}').is_empty() {
                self.gap(Gap::Space);
            } else {
                self.word(word);
            }
            rest = next;
        }
    }

    /// Adds text as it stands, lines kept (`pre`).
    pub(super) fn push_as_is(&mut self, text: &str) {
        if !text.is_empty() {
            self.word(text);
        }
    }

    /// Asks for white space before the next word; the greater of two requests counts.
    pub(super) fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn word(&mut self, word: &str) {
        if self.text.len() + word.len() > self.limit {
            self.beyond += word.len();
            return;
        }
        if !self.text.is_empty() {
            match self.gap {
                Gap::None => {}
                Gap::Space => self.text.push(' '),
                Gap::Cell => self.text.push('\t'),
                Gap::Line => self.text.push('\n'),
            }
        }
        self.gap = Gap::None;
        // A no-break space is a space to whoever reads or searches.
        if word.contains('\u{A0}') {
            self.text.extend(word.chars().map(|c| if c == '\u{A0}' { ' ' } else { c }));
        } else {
            self.text.push_str(word);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn beyond(&self) -> usize {
        self.beyond
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
