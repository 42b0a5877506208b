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
    /// Loyalty points that wait or run out.
    Points,
    /// A summons, a lawsuit, a lawyer's notice.
    LegalNotice,
    /// Casino bonuses and free spins.
    Casino,
}

impl LureKind {
    /// Every story.
    pub const ALL: [Self; 27] = [
        Self::AccountProblem,
        Self::PaymentProblem,
        Self::ParcelHeld,
        Self::Prize,
        Self::SurveyReward,
        Self::AdvanceFee,
        Self::Investment,
        Self::WalletThreat,
        Self::TaxRefund,
        Self::Fine,
        Self::Extortion,
        Self::CallbackCharge,
        Self::ProtectionExpired,
        Self::MailboxProblem,
        Self::SharedDocument,
        Self::VoiceMail,
        Self::JobOffer,
        Self::Loan,
        Self::Romance,
        Self::HealthCure,
        Self::Urgency,
        Self::Threat,
        Self::BossErrand,
        Self::Exclusivity,
        Self::Points,
        Self::LegalNotice,
        Self::Casino,
    ];

    /// The story with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

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
            Self::Points => "points",
            Self::LegalNotice => "legal-notice",
            Self::Casino => "casino",
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
    /// How plainly it is told, 1 to 100: a faint phrase counts 25, a clear one 60, an unmistakable
    /// one 90, and several add up as independent chances do.
    pub strength: u8,
    /// How many phrases tell it, 1 or more.
    pub count: u16,
    /// Whether the subject tells it too.
    pub in_subject: bool,
}
