//! The three answers, the ruling they fold into, and what is still open.

mod harm;
mod offer;
mod ruling;
mod sender;

use jiff::civil::Date;
use mail::DomainName;
use reading::{BrandId, RequestKind};

pub(crate) use harm::harm;
pub(crate) use offer::offer;
pub(crate) use ruling::{not_looked, ruling};
pub(crate) use sender::sender;

/// Who sent it?
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sender {
    /// The answer.
    pub answer: SenderAnswer,
    /// The brand it speaks as, where it speaks as one.
    pub claimed: Option<BrandId>,
    /// The domain that the reader sees in From.
    pub author: Option<DomainName>,
    /// The domain proven to stand behind it.
    pub proven: Option<DomainName>,
    /// Of an answer that is not settled: the one fact that would settle it.
    pub next: Option<NextFact>,
}

/// Whether the one it speaks as sent it.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum SenderAnswer {
    /// Proven to come from whom it says.
    Confirmed,
    /// Nothing proves it, nothing refutes it.
    Unconfirmed,
    /// It speaks as someone it is not.
    Forged,
}

/// The one next fact that would settle an open answer.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum NextFact {
    /// The original message with its header: what we have is pasted or forwarded text.
    OriginalMessage,
    /// Asking DNS, which was switched off or did not answer.
    Dns,
    /// The brand's own record: its message center, or its help line.
    BrandRecord,
    /// Asking the person named as author by another way.
    AskAuthor,
    /// What waits behind a link we could not follow offline.
    LinkEnd,
    /// What lies in an attachment we could not open.
    Attachment,
}

/// Could it hurt me?
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Harm {
    /// The answer.
    pub answer: HarmAnswer,
    /// What it would take.
    pub takes: Vec<Taking>,
}

/// Whether following it would do harm.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum HarmAnswer {
    /// Nothing found that could.
    NoneFound,
    /// Something that could.
    Possible,
    /// It would.
    Certain,
}

/// What a fraud would take from its reader.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Taking {
    /// The password, and with it the account.
    Password,
    /// Card details.
    Card,
    /// Money, paid or transferred.
    Money,
    /// Crypto-currency.
    Wallet,
    /// Personal data.
    PersonalData,
    /// Control of the computer or phone.
    Device,
}

impl Taking {
    /// What a granted request would take.
    #[must_use]
    pub fn of(request: RequestKind) -> Option<Self> {
        Some(match request {
            RequestKind::SignIn | RequestKind::OneTimeCode => Self::Password,
            RequestKind::Card | RequestKind::PaymentUpdate => Self::Card,
            RequestKind::PersonalData => Self::PersonalData,
            RequestKind::Payment | RequestKind::Transfer | RequestKind::GiftCard => Self::Money,
            RequestKind::Wallet => Self::Wallet,
            RequestKind::Install => Self::Device,
            RequestKind::Call
            | RequestKind::Reply
            | RequestKind::Scan
            | RequestKind::OpenAttachment
            | RequestKind::Secrecy => return None,
        })
    }
}

/// Does what it promises hold?
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OfferAnswer {
    /// The answer.
    pub state: OfferState,
    /// Last day to take it.
    pub until: Option<Date>,
    /// The day on which a fault of the campaign became known.
    pub faulty_since: Option<Date>,
    /// The words that promise it.
    pub words: String,
    /// Only for those invited.
    pub invitation_only: bool,
}

/// Whether an offer stands.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
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

/// What the three answers fold into for a badge or a filter, least worrying first.
/// `CannotTell` says only that we found no proof, either way.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Ruling {
    /// Proven to be from whom it says, and every place it sends the reader is theirs.
    Genuine,
    /// Nothing speaks for fraud.
    NoFraudFound,
    /// Not enough is known, either way.
    CannotTell,
    /// Much speaks for fraud.
    Suspicious,
    /// A contradiction or a harmful demand: fraud.
    Phishing,
}

/// Something that was not looked at, and must be said.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum NotLooked {
    /// Links were not opened.
    Links,
    /// DNS was off: signatures and sender rules were not recomputed.
    Dns,
    /// No header: only text was given.
    Header,
    /// An attachment that could not be opened; its name.
    Attachment(String),
    /// Pictures whose text was not read.
    Pictures,
    /// A picture or document that was not searched for QR codes, or not to the end; its name.
    Codes(String),
    /// Something was beyond a bound.
    BeyondLimit,
}
