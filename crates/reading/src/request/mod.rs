//! What a mail asks of its reader.

/// What the reader is asked to do or to give.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum RequestKind {
    /// To enter a password or to sign in.
    SignIn,
    /// A one-time code or a secret question.
    OneTimeCode,
    /// A card number, its expiry or security code.
    Card,
    /// Name, address, birthday, documents.
    PersonalData,
    /// To update or confirm how one pays.
    PaymentUpdate,
    /// To pay a fee, a bill or a fine.
    Payment,
    /// To send money to an account, or to change the account it goes to.
    Transfer,
    /// To send crypto-currency, connect a wallet, or give a recovery phrase.
    Wallet,
    /// To buy and pass on gift cards.
    GiftCard,
    /// To call a telephone number.
    Call,
    /// To install a program or grant remote control.
    Install,
    /// To answer this mail, or to move to another channel.
    Reply,
    /// To scan a QR code.
    Scan,
    /// To open an attachment.
    OpenAttachment,
    /// To keep it secret.
    Secrecy,
}

/// One request, with the words that make it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Request {
    /// What is asked.
    pub kind: RequestKind,
    /// The words of the message that ask it, at most 120 characters.
    pub words: String,
}

impl RequestKind {
    /// Everything a reader can be asked.
    pub const ALL: [Self; 15] = [
        Self::SignIn,
        Self::OneTimeCode,
        Self::Card,
        Self::PersonalData,
        Self::PaymentUpdate,
        Self::Payment,
        Self::Transfer,
        Self::Wallet,
        Self::GiftCard,
        Self::Call,
        Self::Install,
        Self::Reply,
        Self::Scan,
        Self::OpenAttachment,
        Self::Secrecy,
    ];

    /// The kind with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Its name in reports: kebab-case, stable.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::OneTimeCode => "one-time-code",
            Self::Card => "card",
            Self::PersonalData => "personal-data",
            Self::PaymentUpdate => "payment-update",
            Self::Payment => "payment",
            Self::Transfer => "transfer",
            Self::Wallet => "wallet",
            Self::GiftCard => "gift-card",
            Self::Call => "call",
            Self::Install => "install",
            Self::Reply => "reply",
            Self::Scan => "scan",
            Self::OpenAttachment => "open-attachment",
            Self::Secrecy => "secrecy",
        }
    }
}
