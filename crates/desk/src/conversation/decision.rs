use check::Bilingual;
use jiff::{ZonedDateTime, tz::TimeZone};
use serde::{Deserialize, Serialize};
use verdict::words::Language;

/// Whose fault it is that an offer cannot be taken.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// The company's that sent the message.
    Sender,
    /// A company's that works for the sender: payment, delivery, mailing.
    Partner,
    /// Not yet known; not the reader's.
    Unknown,
}

/// What a person at the desk, or the fault board, has settled about a message. It goes before
/// whatever the evidence says.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub enum Decision {
    /// It is what it says it is.
    Genuine,
    /// It is fraud.
    Fraud,
    /// It is genuine, and what it promises does not work.
    GenuineButFaulty {
        /// Since when the fault is known, in the zone it is told in.
        since: Option<ZonedDateTime>,
        /// Whose fault it is.
        whose: Whose,
        /// What staff say about it; may be empty.
        words: Bilingual,
    },
}

impl Decision {
    /// Whose fault it is, if there is one.
    pub(super) fn whose(&self) -> Whose {
        match self {
            Self::GenuineButFaulty { whose, .. } => *whose,
            Self::Genuine | Self::Fraud => Whose::Unknown,
        }
    }

    /// Since when a fault is known, as people write it.
    pub(super) fn since(&self, language: Language) -> Option<String> {
        let Self::GenuineButFaulty { since: Some(since), .. } = self else {
            return None;
        };
        let tokyo = *since.time_zone() == TimeZone::get("Asia/Tokyo").ok()?;
        Some(match (language, tokyo) {
            (Language::Ja, true) => since.strftime("%Y年%-m月%-d日 %H:%M").to_string(),
            (Language::Ja, false) => since.strftime("%Y年%-m月%-d日 %H:%M（%Z）").to_string(),
            (Language::En, true) => since.strftime("%-d %B %Y, %H:%M Japan time").to_string(),
            (Language::En, false) => since.strftime("%-d %B %Y, %H:%M %Z").to_string(),
        })
    }
}
