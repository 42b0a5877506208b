//! The answer about one message as people and programs read it: version 1.
//!
//! These types are the published contract (`docs/report-v1.schema.json`). They are built from the
//! inner ones here and nowhere else.

mod answers;
mod link;
mod message;
mod proof;
mod reason;
pub(crate) mod replaying;
mod route;

use jiff::Timestamp;
use mail::{Arrival, Mail, input::Origin};
use serde::{Deserialize, Serialize};
use verdict::{Facts, Verdict, words};

use crate::{Bilingual, Given, defang};

pub use answers::{
    Claim, Harm, HarmAnswer, Next, Offer, OfferState, Row, Rows, Ruling, Sender, SenderAnswer,
    Taking,
};
pub use link::{LINKS, Link, LinkOwner};
pub use message::Message;
pub use proof::{Arc, Authentication, Dkim, Dmarc, Proven, Spf, Stated};
pub use reason::{How, NotLooked, Reason};
pub use replaying::GivenFacts;
pub use route::Route;

/// Version of the report's form. It rises when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// Which message the report is about.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AskedAbout {
    /// The message that was given.
    #[default]
    Whole,
    /// The one message attached to it: what was given only carries it.
    Attached,
}

/// Advice in both languages, most urgent first.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Advice {
    /// Japanese.
    pub ja: Vec<String>,
    /// English.
    pub en: Vec<String>,
}

/// The answer about one message.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Report {
    /// [`VERSION`].
    pub version: u32,
    /// Where the message was read, as the caller named it; set by the door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// `sha256:` and the digest of the octets that were given.
    pub content_hash: String,
    /// Which message it is about.
    pub asked_about: AskedAbout,
    /// What was given: `whole` (as received, octet for octet), `transcoded`, `header-only`,
    /// `from-msg`, `pasted-text`.
    pub input: String,
    /// The three answers in one word.
    pub ruling: Ruling,
    /// Calibrated probability that it is fraud, 0 to 1.
    pub probability: f64,
    /// Who sent it?
    pub sender: Sender,
    /// The brand it speaks as.
    pub claim: Claim,
    /// Could it hurt me?
    pub harm: Harm,
    /// Does what it promises hold? `None` when it promises nothing.
    pub offer: Option<Offer>,
    /// The answer in one sentence.
    pub headline: Bilingual,
    /// The same three rows, always.
    pub rows: Rows,
    /// Everything that counted, strongest first.
    pub reasons: Vec<Reason>,
    /// What to do now, most urgent first.
    pub advice: Advice,
    /// What was not looked at.
    pub not_looked: Vec<NotLooked>,
    /// What the reader of the message sees of it.
    pub message: Message,
    /// Where it leads, each way once, at most [`LINKS`].
    pub links: Vec<Link>,
    /// How many links there are.
    pub links_total: usize,
    /// Who can prove they sent it.
    pub authentication: Authentication,
    /// How it arrived.
    pub route: Route,
    /// What a well-formed mail would not have.
    pub anomalies: Vec<String>,
    /// What the door told beside the octets.
    pub given: GivenFacts,
    /// The moment the question was asked.
    pub now: Timestamp,
    /// The zone in which days are counted.
    pub zone: String,
    /// Every DNS answer the conclusion rests on, in the form of [`auth::lookup::Recorded`]; `None`
    /// when DNS was off.
    pub dns: Option<serde_json::Value>,
    /// What the sender's own record had of it; `None` when there was none to ask, or nothing in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<crate::Entry>,
    /// Microseconds that the check took.
    pub elapsed_us: u64,
}

/// What is known of the message before the walk.
#[derive(Clone, Copy)]
pub(crate) struct Walked<'w> {
    pub(crate) raw: &'w [u8],
    pub(crate) given: &'w Given,
    pub(crate) asked_about: AskedAbout,
}

impl Walked<'_> {
    /// How the message that is asked about arrived.
    pub(crate) fn arrival(&self, mail: &Mail<'_>) -> Arrival {
        match self.asked_about {
            AskedAbout::Whole => self.given.arrival(mail),
            // What the door saw is how the enclosing message came, not the one asked about.
            AskedAbout::Attached => Given::at(self.given.now).arrival(mail),
        }
    }
}

impl Report {
    pub(crate) fn new(
        facts: &Facts<'_>,
        verdict: &Verdict,
        walked: Walked<'_>,
        origin: Origin,
        dns: Option<serde_json::Value>,
    ) -> Self {
        let brands = facts.brands;
        Self {
            version: VERSION,
            path: None,
            content_hash: replaying::content_hash(walked.raw),
            asked_about: walked.asked_about,
            input: input(origin).to_owned(),
            ruling: verdict.ruling.into(),
            probability: verdict.probability,
            sender: Sender::new(&verdict.sender),
            claim: Claim::new(facts, verdict),
            harm: Harm::new(&verdict.harm),
            offer: verdict.offer.as_ref().map(Offer::new),
            headline: Bilingual::of(|language| {
                defang::sentence(words::headline(verdict, brands, language))
            }),
            rows: Rows::new(verdict, brands),
            reasons: verdict.reasons.iter().map(|reason| Reason::new(reason, brands)).collect(),
            advice: Advice {
                ja: words::advice(verdict, brands, words::Language::Ja),
                en: words::advice(verdict, brands, words::Language::En),
            },
            not_looked: verdict.not_looked.iter().map(NotLooked::new).collect(),
            message: Message::new(facts),
            links: link::links(&facts.reading.links, brands),
            links_total: facts.reading.links.len(),
            authentication: Authentication::new(facts.authentication),
            route: Route::new(facts.arrival),
            anomalies: facts.anomalies.iter().map(message::anomaly).collect(),
            given: GivenFacts::new(walked.given),
            now: walked.given.now,
            zone: replaying::zone_name(facts.zone),
            dns,
            record: None,
            elapsed_us: 0,
        }
    }
}

fn input(origin: Origin) -> &'static str {
    match origin {
        Origin::Whole => "whole",
        Origin::Transcoded => "transcoded",
        Origin::HeaderOnly => "header-only",
        Origin::FromMsg => "from-msg",
        Origin::PastedText => "pasted-text",
    }
}
