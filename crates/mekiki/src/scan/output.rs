use std::io::{self, Write};

use super::{digest::Digest, table::Table};

/// Where answers go as they come.
pub(super) enum Output<W: Write + Send> {
    /// A line each.
    Lines(W),
    /// A row each.
    Table(Box<Table<W>>),
    /// Nowhere; all is told at the end.
    Last(W),
}

impl<W: Write + Send> Output<W> {
    /// Writes a line before all others.
    pub(super) fn heading(&mut self, line: &str) -> io::Result<()> {
        match self {
            Self::Lines(out) => writeln!(out, "{line}"),
            Self::Table(_) | Self::Last(_) => Ok(()),
        }
    }

    /// Writes one answer.
    pub(super) fn take(&mut self, answer: &Answer) -> io::Result<()> {
        match (self, &answer.outcome) {
            (Self::Lines(out), _) if !answer.line.is_empty() => writeln!(out, "{}", answer.line),
            (Self::Table(table), Outcome::Ruled(digest)) => {
                table.push(digest, answer.label.as_deref())
            }
            _ => Ok(()),
        }
    }

    /// Writes what is left, and at the very end what is told there.
    pub(super) fn finish(self, last: impl FnOnce() -> io::Result<String>) -> io::Result<()> {
        let mut out = match self {
            Self::Lines(out) => out,
            Self::Table(table) => table.finish()?,
            Self::Last(mut out) => {
                out.write_all(last()?.as_bytes())?;
                out
            }
        };
        out.flush()
    }
}

/// What became of one place on the walk.
pub(super) struct Answer {
    /// What is written of it; an empty line is not.
    pub(super) line: String,
    /// The label's name, for a table.
    pub(super) label: Option<String>,
    pub(super) outcome: Outcome,
}

/// See [`Answer`].
pub(super) enum Outcome {
    /// It was a message.
    Ruled(Box<Digest>),
    /// It could not be read.
    Unread,
    /// It is plainly no message.
    Skipped,
}
