use std::io::{self, BufRead};

use auth::dkim::signed_contents;
use check::record::message_id;

use super::{Hash, Hasher};

/// A list of what a brand sent, a message a line: its Message-ID.
#[derive(Debug)]
pub struct Batch<R> {
    lines: R,
    number: u64,
    line: Vec<u8>,
}

/// One line of a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Line {
    /// A Message-ID.
    Id(String),
    /// A line that is none: its number, from 1.
    Unreadable(u64),
}

/// Why a list cannot be read on.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The disk, or whatever else it comes from.
    #[error("line {0} could not be read")]
    Read(u64, #[source] io::Error),
}

/// Octets of a line, at most; a Message-ID is a line of a mail (RFC 5322 §2.1.1).
const LINE_OCTETS: u64 = 1000;

impl<R: BufRead> Batch<R> {
    /// A list out of a file or a pipe.
    pub fn new(lines: R) -> Self {
        Self { lines, number: 0, line: Vec::new() }
    }

    /// The next line that is not empty; a first line `message-id`, a heading, is passed over.
    ///
    /// # Errors
    /// When the source fails.
    pub fn next_line(&mut self) -> Result<Option<Line>, BatchError> {
        loop {
            self.line.clear();
            self.number += 1;
            let read = |error| BatchError::Read(self.number, error);
            let mut bounded = io::Read::take(&mut self.lines, LINE_OCTETS);
            if bounded.read_until(b'\n', &mut self.line).map_err(read)? == 0 {
                return Ok(None);
            }
            let is_cut = bounded.limit() == 0 && !self.line.ends_with(b"\n");
            if is_cut {
                self.lines.skip_until(b'\n').map_err(read)?;
                return Ok(Some(Line::Unreadable(self.number)));
            }
            let text = std::str::from_utf8(&self.line).map(|text| {
                text.trim_start_matches('\u{feff}').trim().trim_matches('"').trim().to_owned()
            });
            match text {
                Ok(text) if text.is_empty() => {}
                Ok(text) if self.number == 1 && is_heading(&text) => {}
                Ok(text) if is_id(&text) => return Ok(Some(Line::Id(text))),
                Ok(_) | Err(_) => return Ok(Some(Line::Unreadable(self.number))),
            }
        }
    }
}

fn is_heading(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().replace(['_', ' '], "-").as_str(),
        "message-id" | "messageid"
    )
}

/// Whether a text can be a Message-ID: one word with an `@` between two others.
fn is_id(text: &str) -> bool {
    let id = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
    !id.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;".contains(c))
        && id.rsplit_once('@').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty())
}

impl Hasher {
    /// What stands for a message that the brand has whole: what its signatures cover, and its Message-ID.
    #[must_use]
    pub fn message(&self, octets: &[u8]) -> Vec<Hash> {
        let (mail, _) = mail::parse(octets, &mail::Limits::default());
        let contents = signed_contents(&mail);
        let contents = contents.iter().map(|content| self.content(&content.digest));
        contents.chain(message_id(&mail).map(|id| self.message_id(&id))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Vec<Line> {
        let mut batch = Batch::new(text);
        std::iter::from_fn(|| batch.next_line().unwrap()).collect()
    }

    #[test]
    fn ids_are_read_with_and_without_brackets_quotes_and_heading() {
        let id = |text: &str| Line::Id(text.to_owned());
        assert_eq!(
            lines(
                "\u{feff}Message_ID\r\n<1@a.example>\r\n\r\n\"2@a.example\"\n3@a.example"
                    .as_bytes()
            ),
            [id("<1@a.example>"), id("2@a.example"), id("3@a.example")]
        );
        assert_eq!(lines(b""), []);
    }

    #[test]
    fn what_is_no_id_is_named_by_its_line() {
        let long = [b"x".repeat(5000), b"@a.example\n1@a.example\n".to_vec()].concat();
        assert_eq!(lines(&long), [Line::Unreadable(1), Line::Id("1@a.example".to_owned())]);
        for bad in [&b"a\n"[..], b"@a\n", b"a@\n", b"a b@c\n", b"1@a,2@b\n", b"\xff@a\n"] {
            assert_eq!(lines(bad), [Line::Unreadable(1)], "{bad:?}");
        }
    }
}
