use check::Bilingual;
use serde::Serialize;
use verdict::words::Language;

use super::{Answer, Decision, Dialogue, Known, Talk, Turn, spoken};

/// An answer that was given, with its question.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct SaidAnswer {
    /// The question.
    pub question: Bilingual,
    /// What the person answered.
    pub answer: Answer,
}

/// Everything a person at the desk needs so that nothing has to be told twice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Handover {
    /// The language the person reads.
    #[serde(with = "spoken")]
    pub language: Language,
    /// The brand the message speaks as.
    pub brand: Option<Bilingual>,
    /// What the evidence says, in one sentence; `None` without a message.
    pub headline: Option<Bilingual>,
    /// What was decided before.
    pub decision: Option<Decision>,
    /// What the person says has happened, as ids of first aid.
    pub happened: Vec<String>,
    /// Answers that were given.
    pub said: Vec<SaidAnswer>,
    /// Turns left out at the beginning, for length.
    pub left_out: u32,
    /// The transcript.
    pub turns: Vec<Turn>,
}

impl Dialogue {
    /// What is handed over with a talk.
    #[must_use]
    pub fn handover(&self, talk: &Talk, known: &Known<'_>) -> Handover {
        let said = talk.said.iter().filter_map(|(id, &answer)| {
            let question = self.script.questions.get(id)?.words.clone();
            Some(SaidAnswer { question, answer })
        });
        Handover {
            language: talk.language,
            brand: known.report.and_then(|report| report.claim.name.clone()),
            headline: known.report.map(|report| report.headline.clone()),
            decision: known.decision.cloned(),
            happened: talk.happened.iter().cloned().collect(),
            said: said.collect(),
            left_out: talk.left_out,
            turns: talk.turns.clone(),
        }
    }
}
