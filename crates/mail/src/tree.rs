//! The tree of parts, found in one pass over the octets (RFC 2046 §5.1).
//!
//! A boundary counts only where a line begins, and only as the whole line. Every delimiter line is
//! looked at once, against the multiparts that are open then; their number is bounded by
//! [`Limits::depth`], so cost is linear in the message whatever its structure.

use memchr::memmem;

use crate::anomaly::Found;
use crate::content::{self, DefaultType, Place};
use crate::header::{self, line_at, without_line_end};
use crate::{Anomaly, Header, Limits, Part, PartId};

/// The parts in preorder, and the text that stands outside them.
pub(crate) struct Tree<'r> {
    /// The first is the message as a whole.
    pub(crate) parts: Vec<Part<'r>>,
    /// Preambles and epilogues that hold text.
    pub(crate) outside: Vec<&'r [u8]>,
}

/// Finds the parts of a message whose header is already read.
pub(crate) fn grow<'r>(
    raw: &'r [u8],
    header: Header<'r>,
    body_start: usize,
    limits: &Limits,
    found: &mut Found,
) -> Tree<'r> {
    let place = Place { parent: None, depth: 0, default: DefaultType::Text };
    let root = content::describe(header, body_start, place, found);
    let mut walk =
        Walk { raw, limits, found, parts: vec![root], outside: Vec::new(), open: Vec::new() };
    walk.run(body_start);
    Tree { parts: walk.parts, outside: walk.outside }
}

struct Walk<'r, 'l> {
    raw: &'r [u8],
    limits: &'l Limits,
    found: &'l mut Found,
    parts: Vec<Part<'r>>,
    outside: Vec<&'r [u8]>,
    /// The parts around the current place, outermost first.
    open: Vec<Open>,
}

/// A part whose end is not yet found.
struct Open {
    part: PartId,
    /// The boundary with `--` before it; `None` for what is no multipart.
    delimiter: Option<Vec<u8>>,
    state: State,
    /// Where the preamble or epilogue that is being passed starts.
    gap: usize,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    /// No boundary line yet.
    Preamble,
    /// Between boundary lines.
    Parts,
    /// After the closing boundary line.
    Epilogue,
}

/// A boundary line of an open multipart.
struct Delimiter {
    /// Where the line starts.
    line: usize,
    /// Where the next line starts.
    next: usize,
    /// Which of the open parts it belongs to.
    level: usize,
    /// Whether it closes the multipart.
    closing: bool,
}

impl<'r> Walk<'r, '_> {
    fn run(&mut self, body_start: usize) {
        let mut at = self.enter(0, body_start);
        while let Some(delimiter) = self.next_delimiter(at) {
            self.close_above(delimiter.level, delimiter.line);
            let Some(next) = self.take(&delimiter) else { break };
            at = next;
        }
        self.finish();
    }

    /// Opens a part, and the parts that begin with it: a message inside it, and so on down.
    /// Returns where the search for boundary lines goes on.
    fn enter(&mut self, mut id: PartId, mut at: usize) -> usize {
        loop {
            let Some(part) = self.parts.get(id) else { return at };
            let (multipart, message) = (part.is_multipart(), part.holds_header());
            let (depth, encoding) = (part.depth, part.encoding);
            let delimiter =
                part.boundary.as_ref().map(|boundary| [b"--", boundary.as_slice()].concat());
            let encoded = !matches!(
                encoding,
                crate::TransferEncoding::Identity | crate::TransferEncoding::Unknown
            );
            if encoded && (multipart || message) {
                self.found.note(Anomaly::EncodedContainer);
            }
            if multipart && delimiter.is_none() {
                self.found.note(Anomaly::NoBoundary);
            }
            let container = (multipart && delimiter.is_some()) || (message && !encoded);
            let container = container && self.has_room(depth);
            let delimiter = delimiter.filter(|_| container);
            self.note_same_boundary(delimiter.as_deref());
            self.open.push(Open { part: id, delimiter, state: State::Preamble, gap: at });
            if !container || multipart {
                self.mark_container(id, container);
                return at;
            }
            self.mark_container(id, true);
            let place = Place { parent: Some(id), depth: depth + 1, default: DefaultType::Text };
            (id, at) = self.add(at, place);
        }
    }

    fn has_room(&mut self, depth: usize) -> bool {
        if depth >= self.limits.depth {
            self.found.note(Anomaly::TooDeep);
            return false;
        }
        if self.parts.len() >= self.limits.parts {
            self.found.note(Anomaly::TooManyParts);
            return false;
        }
        true
    }

    /// Reads the header of a part and adds it to the tree.
    fn add(&mut self, at: usize, place: Place) -> (PartId, usize) {
        let open = &self.open;
        let is_boundary = |line: &[u8]| boundary_of(open, line).is_some();
        let scanned = header::scan(self.raw, at, is_boundary, self.limits, self.found);
        let part = content::describe(scanned.header, scanned.body_start, place, self.found);
        self.parts.push(part);
        (self.parts.len() - 1, scanned.body_start)
    }

    fn mark_container(&mut self, id: PartId, container: bool) {
        if let Some(part) = self.parts.get_mut(id) {
            part.is_container = container;
        }
    }

    fn note_same_boundary(&mut self, delimiter: Option<&[u8]>) {
        let Some(delimiter) = delimiter else { return };
        let mut around = self.open.iter().filter_map(|open| open.delimiter.as_deref());
        if around
            .any(|outer| outer == delimiter || closes(outer, delimiter) || closes(delimiter, outer))
        {
            self.found.note(Anomaly::SameBoundary);
        }
    }

    /// The next boundary line at or after `at`, which is the start of a line.
    fn next_delimiter(&mut self, at: usize) -> Option<Delimiter> {
        if self.open.iter().all(|open| open.delimiter.is_none()) {
            return None;
        }
        let from = at.saturating_sub(1);
        let rest = self.raw.get(from..).unwrap_or_default();
        let first = (at == 0 && rest.starts_with(b"--")).then_some(0);
        let later = memmem::find_iter(rest, b"\n--").map(|newline| from + newline + 1);
        for line in first.into_iter().chain(later) {
            let (text, next) = line_at(self.raw, line);
            match boundary_of(&self.open, without_line_end(text)) {
                Some((level, closing)) => return Some(Delimiter { line, next, level, closing }),
                None => self.note_longer(without_line_end(text)),
            }
        }
        None
    }

    fn note_longer(&mut self, line: &[u8]) {
        let mut delimiters = self.open.iter().filter_map(|open| open.delimiter.as_deref());
        if delimiters.any(|delimiter| line.starts_with(delimiter)) {
            self.found.note(Anomaly::LongerBoundaryLine);
        }
    }

    /// Ends every part inside `level` before the boundary line at `line`.
    fn close_above(&mut self, level: usize, line: usize) {
        // RFC 2046 §5.1.1: the line end before a boundary line belongs to the boundary.
        let before = self.raw.get(..line).unwrap_or_default();
        let end = without_line_end(before).len();
        while self.open.len() > level + 1 {
            self.close_innermost(end);
        }
    }

    fn close_innermost(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let body_start = self.parts.get(open.part).map_or(0, |part| part.body_start);
        let body = self.raw.get(body_start..end.max(body_start)).unwrap_or_default();
        if let Some(part) = self.parts.get_mut(open.part) {
            part.body = body;
        }
        if open.delimiter.is_none() {
            return;
        }
        match open.state {
            State::Preamble => {
                self.found.note(Anomaly::BoundaryNotFound);
                // Its text must not vanish: without parts it is a leaf.
                self.mark_container(open.part, false);
            }
            State::Parts => self.found.note(Anomaly::NoClosingBoundary),
            State::Epilogue => self.note_gap(&open, end),
        }
    }

    fn note_gap(&mut self, open: &Open, end: usize) {
        let gap = self.raw.get(open.gap..end.max(open.gap)).unwrap_or_default();
        if gap.trim_ascii().is_empty() {
            return;
        }
        match open.state {
            State::Preamble if is_customary(gap) => {}
            State::Preamble | State::Parts => {
                self.found.note(Anomaly::TextBeforeParts);
                self.outside.push(gap);
            }
            State::Epilogue => {
                self.found.note(Anomaly::TextAfterParts);
                self.outside.push(gap);
            }
        }
    }

    /// Passes a boundary line. Returns where to go on; `None` when no more parts are read.
    fn take(&mut self, delimiter: &Delimiter) -> Option<usize> {
        let open = self.open.get_mut(delimiter.level)?;
        let (container, state) = (open.part, open.state);
        if state == State::Epilogue {
            // The multipart is over: what looks like one more part is epilogue.
            if !delimiter.closing {
                self.found.note(Anomaly::PartAfterClosing);
            }
            return Some(delimiter.next);
        }
        let preamble = Open { part: open.part, delimiter: None, state, gap: open.gap };
        open.state = if delimiter.closing { State::Epilogue } else { State::Parts };
        open.gap = delimiter.next;
        if state == State::Preamble {
            self.note_gap(&preamble, delimiter.line);
        }
        if delimiter.closing {
            return Some(delimiter.next);
        }
        let (depth, digest) = self
            .parts
            .get(container)
            .map(|part| (part.depth, part.media_type == "multipart/digest"))?;
        if !self.has_room(depth) {
            return None;
        }
        let default = if digest { DefaultType::Message } else { DefaultType::Text };
        let place = Place { parent: Some(container), depth: depth + 1, default };
        let (id, at) = self.add(delimiter.next, place);
        Some(self.enter(id, at))
    }

    fn finish(&mut self) {
        while !self.open.is_empty() {
            self.close_innermost(self.raw.len());
        }
    }
}

/// Which open multipart a line is a boundary of, innermost first, and whether it closes it.
fn boundary_of(open: &[Open], line: &[u8]) -> Option<(usize, bool)> {
    // RFC 2046 §5.1.1: only white space may follow (transport padding).
    let line = line.trim_ascii_end();
    let mut closed = None;
    for (level, open) in open.iter().enumerate().rev() {
        let Some(delimiter) = open.delimiter.as_deref() else { continue };
        let Some(rest) = line.strip_prefix(delimiter) else { continue };
        let closing = match rest {
            b"" => false,
            b"--" => true,
            _ => continue,
        };
        // A multipart that is over yields to an open one with the same boundary.
        if open.state != State::Epilogue {
            return Some((level, closing));
        }
        closed = closed.or(Some((level, closing)));
    }
    closed
}

fn closes(outer: &[u8], inner: &[u8]) -> bool {
    inner.strip_prefix(outer) == Some(b"--")
}

/// The sentence that MIME programs have always put before the parts.
fn is_customary(preamble: &[u8]) -> bool {
    let text = preamble.to_ascii_lowercase();
    text.len() < 400
        && [b"mime".as_slice(), b"multi-part", b"multipart"]
            .iter()
            .any(|word| memmem::find(&text, word).is_some())
        && memmem::find(&text, b"://").is_none()
}
