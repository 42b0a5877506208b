use jiff::Timestamp;
use strum::{EnumIter, EnumString, IntoStaticStr};
use verdict::words::Language;

use super::{CampaignNumber, InvitationNumber};

/// What became of an invitation's message.
#[derive(Clone, Copy, Debug, EnumIter, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum MailState {
    /// It is to be sent.
    Waiting,
    /// A sender has it in hand.
    Taken,
    /// Its last octets are about to go out: what came of them nobody knows before the server answers.
    Closing,
    /// The server took it.
    Sent,
    /// The server refused it for good.
    Refused,
    /// A sender died while closing.
    Unsettled,
    /// It was taken and came back.
    Bounced,
}

impl MailState {
    /// Its name in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether the invited person may hold the message.
    #[must_use]
    pub fn may_have_arrived(self) -> bool {
        match self {
            Self::Closing | Self::Sent | Self::Unsettled | Self::Bounced => true,
            Self::Waiting | Self::Taken | Self::Refused => false,
        }
    }
}

/// Somebody who is invited.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Invitation {
    /// To what.
    pub campaign: CampaignNumber,
    /// Its number there.
    pub number: InvitationNumber,
    /// The mail address; `None` when it is kept no more.
    pub address: Option<String>,
    /// What to call them; may be empty.
    pub name: String,
    /// In which language the message is.
    pub language: Language,
    /// Name of the zone in which their days are counted.
    pub zone: String,
    /// Whether they may take a coupon.
    pub is_eligible: bool,
    /// What became of the message.
    pub mail: MailState,
    /// When the server took it: the moment from which days are counted.
    pub sent_at: Option<Timestamp>,
    /// When they said that they want no more such mail.
    pub unsubscribed_at: Option<Timestamp>,
    /// Until when they may take the coupon, where they got more time.
    pub extended_until: Option<Timestamp>,
}
