use reading::Brands;
use serde::{Deserialize, Serialize};
use verdict::{Facts, NextFact, Verdict, words};

use crate::{Bilingual, defang};

/// The three answers in one word, least worrying first.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// Proven to be from whom it says, and every place it sends the reader is theirs.
    Genuine,
    /// Nothing speaks for fraud.
    NoFraudFound,
    /// Not enough is known, either way.
    CannotTell,
    /// Much speaks for fraud.
    Suspicious,
    /// Fraud.
    Phishing,
}

impl Ruling {
    /// All rulings, least worrying first.
    pub const ALL: [Self; 5] =
        [Self::Genuine, Self::NoFraudFound, Self::CannotTell, Self::Suspicious, Self::Phishing];

    /// Its name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Genuine => "genuine",
            Self::NoFraudFound => "no-fraud-found",
            Self::CannotTell => "cannot-tell",
            Self::Suspicious => "suspicious",
            Self::Phishing => "phishing",
        }
    }
}

impl From<verdict::Ruling> for Ruling {
    fn from(ruling: verdict::Ruling) -> Self {
        match ruling {
            verdict::Ruling::Genuine => Self::Genuine,
            verdict::Ruling::NoFraudFound => Self::NoFraudFound,
            verdict::Ruling::CannotTell => Self::CannotTell,
            verdict::Ruling::Suspicious => Self::Suspicious,
            verdict::Ruling::Phishing => Self::Phishing,
        }
    }
}

/// Whether the one it speaks as sent it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SenderAnswer {
    /// Proven.
    Confirmed,
    /// Neither proven nor refuted.
    Unconfirmed,
    /// It speaks as someone it is not.
    Forged,
}

impl SenderAnswer {
    /// Its name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Unconfirmed => "unconfirmed",
            Self::Forged => "forged",
        }
    }
}

/// The one fact that would settle an open answer.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Next {
    /// `original-message`, `dns`, `brand-record`, `ask-author`, `link-end`, `attachment`.
    pub id: String,
    /// What to do, in words.
    #[serde(flatten)]
    pub words: Bilingual,
}

impl Next {
    fn new(next: NextFact) -> Self {
        let id = match next {
            NextFact::OriginalMessage => "original-message",
            NextFact::Dns => "dns",
            NextFact::BrandRecord => "brand-record",
            NextFact::AskAuthor => "ask-author",
            NextFact::LinkEnd => "link-end",
            NextFact::Attachment => "attachment",
        };
        let words = Bilingual::of(|language| words::next_fact(next, language).to_owned());
        Self { id: id.to_owned(), words }
    }
}

/// Who sent it?
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Sender {
    /// The answer.
    pub answer: SenderAnswer,
    /// Key of the brand it speaks as.
    pub claimed: Option<String>,
    /// The domain in From.
    pub author: Option<String>,
    /// The domain proven to stand behind it.
    pub proven: Option<String>,
    /// What would settle an open answer.
    pub next: Option<Next>,
}

impl Sender {
    pub(super) fn new(sender: &verdict::Sender) -> Self {
        Self {
            answer: match sender.answer {
                verdict::SenderAnswer::Confirmed => SenderAnswer::Confirmed,
                verdict::SenderAnswer::Unconfirmed => SenderAnswer::Unconfirmed,
                verdict::SenderAnswer::Forged => SenderAnswer::Forged,
            },
            claimed: sender.claimed.as_ref().map(|brand| brand.0.clone()),
            author: sender.author.as_ref().map(ToString::to_string),
            proven: sender.proven.as_ref().map(ToString::to_string),
            next: sender.next.map(Next::new),
        }
    }
}

/// The brand a message speaks as.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Claim {
    /// Its key; `None` when it speaks as no known brand.
    pub brand: Option<String>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Bilingual>,
    /// Strength of the claim to be the brand, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<u8>,
}

impl Claim {
    pub(super) fn new(facts: &Facts<'_>, verdict: &Verdict) -> Self {
        let Some(id) = &verdict.sender.claimed else {
            return Self { brand: None, name: None, strength: None };
        };
        let name = facts
            .brands
            .get(id)
            .map(|brand| Bilingual { ja: brand.name_ja.clone(), en: brand.name_en.clone() });
        let claim = facts.reading.claims.iter().find(|claim| claim.brand == *id);
        Self { brand: Some(id.0.clone()), name, strength: claim.map(|claim| claim.strength) }
    }
}

/// Whether following it would do harm.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HarmAnswer {
    /// Nothing found that could.
    NoneFound,
    /// Something that could.
    Possible,
    /// It would.
    Certain,
}

impl HarmAnswer {
    /// Its name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoneFound => "none-found",
            Self::Possible => "possible",
            Self::Certain => "certain",
        }
    }
}

/// What a fraud would take from its reader.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Taking {
    /// The password, and with it the account.
    Password,
    /// Card details.
    Card,
    /// Money.
    Money,
    /// Crypto-currency.
    Wallet,
    /// Personal data.
    PersonalData,
    /// Control of the computer or phone.
    Device,
}

/// Could it hurt me?
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Harm {
    /// The answer.
    pub answer: HarmAnswer,
    /// What it would take.
    pub takes: Vec<Taking>,
}

impl Harm {
    pub(super) fn new(harm: &verdict::Harm) -> Self {
        Self {
            answer: match harm.answer {
                verdict::HarmAnswer::NoneFound => HarmAnswer::NoneFound,
                verdict::HarmAnswer::Possible => HarmAnswer::Possible,
                verdict::HarmAnswer::Certain => HarmAnswer::Certain,
            },
            takes: harm.takes.iter().copied().map(Taking::from).collect(),
        }
    }
}

impl From<verdict::Taking> for Taking {
    fn from(taking: verdict::Taking) -> Self {
        match taking {
            verdict::Taking::Password => Self::Password,
            verdict::Taking::Card => Self::Card,
            verdict::Taking::Money => Self::Money,
            verdict::Taking::Wallet => Self::Wallet,
            verdict::Taking::PersonalData => Self::PersonalData,
            verdict::Taking::Device => Self::Device,
        }
    }
}

/// Whether an offer stands.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfferState {
    /// Within its period.
    Open,
    /// Its period is over.
    Ended,
    /// The campaign is known to be at fault.
    Faulty,
    /// Not for this reader.
    NotForYou,
    /// Its terms do not tell.
    Unknown,
}

impl OfferState {
    /// Its name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Ended => "ended",
            Self::Faulty => "faulty",
            Self::NotForYou => "not-for-you",
            Self::Unknown => "unknown",
        }
    }
}

/// Does what it promises hold?
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Offer {
    /// The answer.
    pub state: OfferState,
    /// Last day to take it, in the report's zone.
    pub until: Option<jiff::civil::Date>,
    /// The day on which a fault of the campaign became known, in the report's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub faulty_since: Option<jiff::civil::Date>,
    /// The words that promise it.
    pub words: String,
    /// Only for those invited.
    pub invitation_only: bool,
}

impl Offer {
    pub(super) fn new(offer: &verdict::OfferAnswer) -> Self {
        Self {
            state: match offer.state {
                verdict::OfferState::Open => OfferState::Open,
                verdict::OfferState::Ended => OfferState::Ended,
                verdict::OfferState::Faulty => OfferState::Faulty,
                verdict::OfferState::NotForYou => OfferState::NotForYou,
                verdict::OfferState::Unknown => OfferState::Unknown,
            },
            until: offer.until,
            faulty_since: offer.faulty_since,
            words: offer.words.clone(),
            invitation_only: offer.invitation_only,
        }
    }
}

/// One of the three rows: a question and its answer.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Row {
    /// The question, short.
    pub label: Bilingual,
    /// The answer, short.
    pub answer: Bilingual,
}

impl Row {
    fn of(say: impl Fn(words::Language) -> (String, String)) -> Self {
        let ((label_ja, ja), (label_en, en)) = (say(words::Language::Ja), say(words::Language::En));
        Self {
            label: Bilingual { ja: label_ja, en: label_en },
            answer: Bilingual { ja: defang::sentence(ja), en: defang::sentence(en) },
        }
    }
}

/// The three rows, in their order.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Rows {
    /// Who sent it?
    pub sender: Row,
    /// Could it hurt me?
    pub harm: Row,
    /// Does what it promises hold?
    pub offer: Row,
}

impl Rows {
    pub(super) fn new(verdict: &Verdict, brands: &Brands) -> Self {
        Self {
            sender: Row::of(|language| words::sender_row(verdict, brands, language)),
            harm: Row::of(|language| words::harm_row(verdict, language)),
            offer: Row::of(|language| words::offer_row(verdict, language)),
        }
    }

    /// The rows top to bottom.
    #[must_use]
    pub fn each(&self) -> [&Row; 3] {
        [&self.sender, &self.harm, &self.offer]
    }
}
