use check::{
    Report,
    report::{HarmAnswer, OfferState, Ruling, SenderAnswer},
};
use serde::{
    Deserialize,
    de::{IntoDeserializer, value},
};

use super::{Answer, Decision, Known, Talk};

/// Something that is so or not, by the evidence, by a person's decision or by what was said. The
/// dialogue's conditions are made of these.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(try_from = "String")]
pub(super) enum Fact {
    /// `message`: a message is at hand.
    Message,
    /// `read`: all of its text was read, so that what was not found is not in it.
    Read,
    /// `settled`: the evidence answers whether it is real.
    Settled,
    /// `brand`: it speaks as a known brand.
    Brand,
    /// `offered`: it promises something.
    Offered,
    /// `ruling:NAME`.
    Ruling(Ruling),
    /// `sender:NAME`.
    Sender(SenderAnswer),
    /// `harm:NAME`.
    Harm(HarmAnswer),
    /// `offer:NAME`.
    Offer(OfferState),
    /// `unseen:ID`: something that was not looked at.
    Unseen(String),
    /// `evidence:NAME`: this counted.
    Evidence(String),
    /// `decision`: a person has decided.
    Decided,
    /// `decision:genuine`, `decision:fraud`, `decision:faulty`.
    Decision(DecisionKind),
    /// `said:QUESTION:ANSWER`.
    Said(String, Answer),
    /// `happened:ID`; `happened` for anything.
    Happened(Option<String>),
}

/// A word of the dialogue that names no fact.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is no fact that a condition can ask for")]
pub(super) struct UnknownFact(String);

/// Which decision, without what was said about it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum DecisionKind {
    Genuine,
    Fraud,
    Faulty,
}

impl TryFrom<String> for Fact {
    type Error = UnknownFact;

    fn try_from(name: String) -> Result<Self, UnknownFact> {
        let (kind, rest) = name.split_once(':').unwrap_or((&name, ""));
        let fact = match (kind, rest.is_empty()) {
            ("message", true) => Some(Self::Message),
            ("read", true) => Some(Self::Read),
            ("settled", true) => Some(Self::Settled),
            ("brand", true) => Some(Self::Brand),
            ("offered", true) => Some(Self::Offered),
            ("decision", true) => Some(Self::Decided),
            ("happened", true) => Some(Self::Happened(None)),
            ("ruling", false) => named(rest).map(Self::Ruling),
            ("sender", false) => named(rest).map(Self::Sender),
            ("harm", false) => named(rest).map(Self::Harm),
            ("offer", false) => named(rest).map(Self::Offer),
            ("unseen", false) => Some(Self::Unseen(rest.to_owned())),
            ("evidence", false) => Some(Self::Evidence(rest.to_owned())),
            ("happened", false) => Some(Self::Happened(Some(rest.to_owned()))),
            ("decision", false) => named(rest).map(Self::Decision),
            ("said", false) => rest.split_once(':').and_then(|(question, answer)| {
                Some(Self::Said(question.to_owned(), named(answer)?))
            }),
            _ => None,
        };
        fact.ok_or(UnknownFact(name))
    }
}

/// The value that reports write by this name.
fn named<'n, T: Deserialize<'n>>(name: &'n str) -> Option<T> {
    let name: value::StrDeserializer<'n, value::Error> = name.into_deserializer();
    T::deserialize(name).ok()
}

impl Fact {
    /// Whether it is so.
    pub(super) fn holds(&self, talk: &Talk, known: &Known<'_>) -> bool {
        let of_report = |is: &dyn Fn(&Report) -> bool| known.report.is_some_and(is);
        let of_unseen = |id: &str| of_report(&|r| r.not_looked.iter().any(|what| what.id == id));
        match self {
            Self::Decided => known.decision.is_some(),
            Self::Decision(name) => known.decision.is_some_and(|is| kind(is) == *name),
            Self::Said(question, answer) => talk.said.get(question) == Some(answer),
            Self::Happened(None) => !talk.happened.is_empty(),
            Self::Happened(Some(what)) => talk.happened.contains(what),
            Self::Message => known.report.is_some(),
            Self::Read => {
                of_report(&|r| r.input != "header-only")
                    && !["pictures", "attachment", "beyond-limit"].into_iter().any(of_unseen)
            }
            Self::Settled => of_report(&|r| r.ruling != Ruling::CannotTell),
            Self::Brand => of_report(&|r| r.claim.name.is_some()),
            Self::Offered => of_report(&|r| r.offer.is_some()),
            Self::Ruling(ruling) => of_report(&|r| r.ruling == *ruling),
            Self::Sender(answer) => of_report(&|r| r.sender.answer == *answer),
            Self::Harm(answer) => of_report(&|r| r.harm.answer == *answer),
            Self::Offer(state) => {
                of_report(&|r| r.offer.as_ref().is_some_and(|o| o.state == *state))
            }
            Self::Unseen(id) => of_unseen(id),
            Self::Evidence(name) => of_report(&|r| r.reasons.iter().any(|e| e.evidence == *name)),
        }
    }
}

fn kind(decision: &Decision) -> DecisionKind {
    match decision {
        Decision::Genuine => DecisionKind::Genuine,
        Decision::Fraud => DecisionKind::Fraud,
        Decision::GenuineButFaulty { .. } => DecisionKind::Faulty,
    }
}

/// A condition: all of `all`, none of `none`, and one of `any` where there are any.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub(super) struct When {
    pub(super) all: Vec<Fact>,
    pub(super) any: Vec<Fact>,
    pub(super) none: Vec<Fact>,
}

impl When {
    pub(super) fn holds(&self, talk: &Talk, known: &Known<'_>) -> bool {
        let is = |fact: &Fact| fact.holds(talk, known);
        self.all.iter().all(is)
            && (self.any.is_empty() || self.any.iter().any(is))
            && !self.none.iter().any(is)
    }

    /// Every fact it asks for.
    pub(super) fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.all.iter().chain(&self.any).chain(&self.none)
    }

    /// Whether it asks for nothing.
    pub(super) fn is_always(&self) -> bool {
        self.facts().next().is_none()
    }
}
