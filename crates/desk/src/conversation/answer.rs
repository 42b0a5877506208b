//! What the desk says: the words of nodes, and what is told out of a report or a decision.

use check::{Bilingual, Report, report::Row};
use verdict::words::Language;

use super::{
    Decision, Dialogue, Known, Limits, Line, LineKind, Talk, Whose,
    node::{Saying, Tell},
    talk::kept,
};

/// Reasons that are told.
const REASONS: usize = 3;

/// Advice and things not looked at that are told.
const LISTED: usize = 5;

impl Dialogue {
    /// What is said at once, where its condition holds.
    pub(super) fn say(&self, saying: &Saying, talk: &Talk, known: &Known<'_>) -> Vec<Line> {
        if !saying.when().holds(talk, known) {
            return Vec::new();
        }
        match saying {
            Saying::Words { words, kind, .. } => {
                vec![line(*kind, &self.fill(words, talk.language, known))]
            }
            Saying::Tell { tell, .. } => self.tell(*tell, talk, known),
        }
    }

    fn tell(&self, tell: Tell, talk: &Talk, known: &Known<'_>) -> Vec<Line> {
        let language = talk.language;
        if tell == Tell::Decision {
            return self.decision_lines(language, known);
        }
        let Some(report) = known.report else {
            return Vec::new();
        };
        match tell {
            Tell::Decision => Vec::new(),
            Tell::Headline => vec![line(LineKind::Answer, report.headline.within(language))],
            Tell::Rows => report.rows.each().map(|row| self.row(row, language)).into(),
            Tell::Offer => vec![self.row(&report.rows.offer, language)],
            Tell::Reasons => self.reasons(report, language),
            Tell::Found => {
                let questions = self.script.questions.values();
                let found = questions.filter_map(|question| question.found(talk, known));
                found.map(|words| line(LineKind::Reason, words.within(language))).collect()
            }
            Tell::Advice => {
                let advice = match language {
                    Language::Ja => &report.advice.ja,
                    Language::En => &report.advice.en,
                };
                advice.iter().take(LISTED).map(|what| line(LineKind::Todo, what)).collect()
            }
            Tell::NotLooked => self.not_looked(report, language),
        }
    }

    fn row(&self, row: &Row, language: Language) -> Line {
        let words = self.script.phrases.row.within(language);
        let words = words
            .replace("{label}", row.label.within(language))
            .replace("{answer}", row.answer.within(language));
        line(LineKind::Row, &words)
    }

    fn reasons(&self, report: &Report, language: Language) -> Vec<Line> {
        let words = self.script.phrases.reason.within(language);
        let told = report.reasons.iter().take(REASONS).map(|reason| {
            let told = words
                .replace("{how}", reason.how.remark(language))
                .replace("{reason}", reason.words.within(language));
            line(LineKind::Reason, &told)
        });
        told.collect()
    }

    fn not_looked(&self, report: &Report, language: Language) -> Vec<Line> {
        let before = self.script.phrases.not_looked.within(language);
        let what = report.not_looked.iter().take(LISTED);
        let told = what.map(|what| {
            line(LineKind::Note, &before.replace("{what}", what.words.within(language)))
        });
        told.collect()
    }

    /// What a person decided, the answer first; nothing where nobody has.
    #[must_use]
    pub fn decision_lines(&self, language: Language, known: &Known<'_>) -> Vec<Line> {
        let Some(decision) = known.decision else {
            return Vec::new();
        };
        let phrases = &self.script.phrases;
        let words = match decision {
            Decision::Genuine => &phrases.decided_genuine,
            Decision::Fraud => &phrases.decided_fraud,
            Decision::GenuineButFaulty { since: None, .. } => &phrases.decided_faulty,
            Decision::GenuineButFaulty { since: Some(_), .. } => &phrases.decided_faulty_since,
        };
        let mut lines = vec![line(LineKind::Answer, &self.fill(words, language, known))];
        if let Decision::GenuineButFaulty { words, .. } = decision {
            lines.push(line(LineKind::Say, phrases.not_your_fault.within(language)));
            let words = kept(words.within(language), Limits::LINE);
            if !words.is_empty() {
                lines.push(Line { kind: LineKind::Say, text: words });
            }
        }
        lines
    }

    /// Words with their places filled in.
    pub(super) fn fill(&self, words: &Bilingual, language: Language, known: &Known<'_>) -> String {
        let words = words.within(language);
        if !words.contains('{') {
            return words.to_owned();
        }
        let phrases = &self.script.phrases;
        let brand = known.report.and_then(|report| report.claim.name.as_ref());
        let brand = brand.unwrap_or(&phrases.no_brand).within(language);
        let whose = match known.decision.map_or(Whose::Unknown, Decision::whose) {
            Whose::Sender => &phrases.whose_sender,
            Whose::Partner => &phrases.whose_partner,
            Whose::Unknown => &phrases.whose_unknown,
        };
        let since = known.decision.and_then(|decision| decision.since(language));
        words
            .replace("{whose}", whose.within(language))
            .replace("{since}", &since.unwrap_or_default())
            .replace("{brand}", brand)
    }
}

fn line(kind: LineKind, text: &str) -> Line {
    Line { kind, text: kept(text, Limits::LINE) }
}
