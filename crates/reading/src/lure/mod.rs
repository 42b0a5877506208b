//! The story a mail tells. Notes, never verdicts: honest mail tells the same stories.

/// A story that moves people to act.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum LureKind {
    /// The account is suspended, locked, limited, used by others.
    AccountProblem,
    /// A payment failed, is overdue, or is to be refunded.
    PaymentProblem,
    /// A parcel is held or could not be delivered.
    ParcelHeld,
    /// You won, you were chosen.
    Prize,
    /// A gift for answering a few questions.
    SurveyReward,
    /// A fortune waits for whoever helps to move it.
    AdvanceFee,
    /// Money that makes money.
    Investment,
    /// A wallet must be verified, moved, or may claim free coins.
    WalletThreat,
    /// Tax is paid back.
    TaxRefund,
    /// A fine or a toll is due.
    Fine,
    /// Shameful secrets will be told unless paid.
    Extortion,
    /// A charge you do not know; call to cancel.
    CallbackCharge,
    /// A virus, an expired subscription, a full cloud.
    ProtectionExpired,
    /// The mailbox is full, its password expires, messages are held.
    MailboxProblem,
    /// A document was shared with you.
    SharedDocument,
    /// A voice message or fax waits.
    VoiceMail,
    /// Work that pays too well.
    JobOffer,
    /// Money lent to anybody.
    Loan,
    /// Somebody longs to meet you.
    Romance,
    /// A cure.
    HealthCure,
    /// Act within hours.
    Urgency,
    /// Something will be closed, deleted, taken to court.
    Threat,
    /// The boss needs a quiet favour.
    BossErrand,
    /// Only for you.
    Exclusivity,
}

impl LureKind {
    /// Its name in reports: kebab-case, stable.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccountProblem => "account-problem",
            Self::PaymentProblem => "payment-problem",
            Self::ParcelHeld => "parcel-held",
            Self::Prize => "prize",
            Self::SurveyReward => "survey-reward",
            Self::AdvanceFee => "advance-fee",
            Self::Investment => "investment",
            Self::WalletThreat => "wallet-threat",
            Self::TaxRefund => "tax-refund",
            Self::Fine => "fine",
            Self::Extortion => "extortion",
            Self::CallbackCharge => "callback-charge",
            Self::ProtectionExpired => "protection-expired",
            Self::MailboxProblem => "mailbox-problem",
            Self::SharedDocument => "shared-document",
            Self::VoiceMail => "voice-mail",
            Self::JobOffer => "job-offer",
            Self::Loan => "loan",
            Self::Romance => "romance",
            Self::HealthCure => "health-cure",
            Self::Urgency => "urgency",
            Self::Threat => "threat",
            Self::BossErrand => "boss-errand",
            Self::Exclusivity => "exclusivity",
        }
    }
}

/// One story, with the words that tell it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Lure {
    /// Which story.
    pub kind: LureKind,
    /// The words, at most 120 characters.
    pub words: String,
    /// How plainly it is told, 0 to 100.
    pub strength: u8,
}
