use std::collections::{BTreeMap, BTreeSet};

use check::Report;
use serde::{Deserialize, Serialize};
use verdict::words::Language;

use super::{Answer, Decision, spoken};

/// Bounds of one talk.
#[derive(Clone, Copy, Debug)]
pub struct Limits;

impl Limits {
    /// Characters of one typed text that are kept and understood.
    pub const TYPED: usize = 1_000;
    /// Characters of one line the desk says.
    pub const LINE: usize = 600;
    /// Turns that are kept, of both sides.
    pub const TURNS: usize = 200;
    /// Characters of all turns that are kept.
    pub const CHARACTERS: usize = 40_000;
}

/// What is known beside the talk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'k> {
    /// The report about the message, when it was handed in.
    pub report: Option<&'k Report>,
    /// What a person, or the fault board, has settled.
    pub decision: Option<&'k Decision>,
}

/// What the person did, or what befell meanwhile.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Input {
    /// Chose the option with this id. An id of an earlier screen (the browser's back button) is
    /// taken as well.
    Chose(String),
    /// Wrote something.
    Typed(String),
    /// The message was handed in, or a decision fell.
    News,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaker {
    /// Who asks.
    Person,
    /// This dialogue.
    Desk,
    /// A person at the desk.
    Agent,
}

/// What a line is, so that a page can set it apart by shape and not by colour alone.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// Plain words.
    #[default]
    Say,
    /// What to do within minutes.
    Urgent,
    /// The answer.
    Answer,
    /// One of the three answers, with its label.
    Row,
    /// A reason.
    Reason,
    /// Something to do.
    Todo,
    /// One of several steps in order.
    Step,
    /// An aside.
    Note,
}

impl LineKind {
    /// The sign that stands before such a line where a turn is kept as plain text; empty for plain
    /// words.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Say => "",
            Self::Urgent => "‼ ",
            Self::Answer => "■ ",
            Self::Row => "｜ ",
            Self::Reason => "∴ ",
            Self::Todo => "→ ",
            Self::Step => "● ",
            Self::Note => "※ ",
        }
    }

    const ALL: [Self; 8] = [
        Self::Urgent,
        Self::Answer,
        Self::Row,
        Self::Reason,
        Self::Todo,
        Self::Step,
        Self::Note,
        Self::Say,
    ];
}

impl Line {
    /// The line as plain text with its sign.
    #[must_use]
    pub fn written(&self) -> String {
        format!("{}{}", self.kind.sign(), self.text)
    }

    /// The line that a plain text stands for.
    #[must_use]
    pub fn read(written: &str) -> Self {
        let signed = LineKind::ALL.into_iter().find_map(|kind| {
            let text = written.strip_prefix(kind.sign())?;
            Some(Self { kind, text: text.to_owned() })
        });
        signed.unwrap_or_else(|| Self { kind: LineKind::Say, text: written.to_owned() })
    }
}

/// One line of a turn. Plain text: whoever shows it escapes it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// The words.
    pub text: String,
}

/// One turn of the transcript.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Turn {
    /// Who speaks.
    pub by: Speaker,
    /// The node the desk speaks from; empty for others.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub node: String,
    /// What is said.
    pub lines: Vec<Line>,
}

/// The state of one conversation. It says nothing about the message: that is in the report.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Talk {
    /// The language the desk speaks.
    #[serde(with = "spoken")]
    pub language: Language,
    /// The node where it stands.
    pub at: String,
    /// Answers to questions, by the person.
    #[serde(default)]
    pub said: BTreeMap<String, Answer>,
    /// What the person says has happened: `card`, `paid`, `clicked`.
    #[serde(default)]
    pub happened: BTreeSet<String>,
    /// The decision the person was last told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Decision>,
    /// Whether the person asked for a person.
    #[serde(default)]
    pub wants_person: bool,
    /// Everything said, oldest first.
    #[serde(default)]
    pub turns: Vec<Turn>,
    /// Turns that were left out at the beginning, for length.
    #[serde(default)]
    pub left_out: u32,
}

impl Talk {
    pub(super) fn new(language: Language, at: &str) -> Self {
        Self {
            language,
            at: at.to_owned(),
            said: BTreeMap::new(),
            happened: BTreeSet::new(),
            told: None,
            wants_person: false,
            turns: Vec::new(),
            left_out: 0,
        }
    }

    /// Adds what a person at the desk says, so that the transcript stays whole.
    #[must_use]
    pub fn with_agent_words(mut self, words: &str) -> Self {
        let text = kept(words, Limits::TYPED);
        self.push(Speaker::Agent, "", vec![Line { kind: LineKind::Say, text }]);
        self
    }

    pub(super) fn push(&mut self, by: Speaker, node: &str, lines: Vec<Line>) {
        self.turns.push(Turn { by, node: node.to_owned(), lines });
        self.trim();
    }

    /// Keeps the transcript within [`Limits`]: what the desk said long ago goes first, for it can
    /// be read in the dialogue; the person's words go last.
    fn trim(&mut self) {
        let mut characters: usize = self.turns.iter().map(Turn::characters).sum();
        let keep = self.turns.len().saturating_sub(2);
        for turn in self.turns.iter_mut().take(keep) {
            if characters <= Limits::CHARACTERS {
                break;
            }
            if turn.by == Speaker::Desk {
                characters -= turn.characters();
                turn.lines.truncate(1);
                characters += turn.characters();
            }
        }
        let mut gone = 0;
        for turn in &self.turns {
            if self.turns.len() - gone <= Limits::TURNS && characters <= Limits::CHARACTERS {
                break;
            }
            characters -= turn.characters();
            gone += 1;
        }
        self.turns.drain(..gone);
        self.left_out = self.left_out.saturating_add(u32::try_from(gone).unwrap_or(u32::MAX));
    }
}

impl Turn {
    fn characters(&self) -> usize {
        self.lines.iter().map(|line| line.text.chars().count()).sum()
    }
}

/// A text as it is kept: without control and direction marks, at most `most` characters.
pub(super) fn kept(text: &str, most: usize) -> String {
    let hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let plain: String = text.chars().filter(|&c| !hidden(c)).take(most).collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_were_written() {
        for kind in LineKind::ALL {
            let line = Line { kind, text: "いますぐ電話してください。".to_owned() };
            assert_eq!(Line::read(&line.written()), line);
        }
    }
}
