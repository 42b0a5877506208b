use jiff::Timestamp;

use super::Invitee;
use crate::{InvitationNumber, ledger::Hash};

/// What a sender holds of an invitation: until then nobody else takes it. Each lease ends later than the one
/// before, so that the moment also tells whose it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Lease(pub(crate) Timestamp);

/// An invitation that a sender has taken.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Which.
    pub number: InvitationNumber,
    /// To whom.
    pub to: Invitee,
    /// How often it was tried before.
    pub tries: u32,
    /// Until when the sender has it.
    pub lease: Lease,
}

/// What became of an invitation that a sender had.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// Which.
    pub(crate) number: InvitationNumber,
    /// What the sender holds.
    pub(crate) lease: Lease,
    /// What became of it.
    pub(crate) step: Step,
}

/// A step of an invitation's message.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// From taken: the last octets go out now, and the answer comes before the new lease ends. Only while the campaign
    /// is running and the person wants such mail.
    Close {
        /// The new lease.
        until: Lease,
        /// Now.
        at: Timestamp,
        /// What the brand's record of sent messages gets.
        entry: Vec<Hash>,
    },
    /// From closing: the relay has it.
    Sent {
        /// When it answered.
        at: Timestamp,
        /// Its words.
        answer: String,
    },
    /// From taken or closing: the relay certainly does not have it, and is asked again later.
    Again {
        /// When it is due.
        due: Timestamp,
        /// Why.
        answer: Option<String>,
        /// Whether this counts as a try.
        counts: bool,
    },
    /// From taken or closing: the relay will not have it.
    Refused {
        /// Its words.
        answer: String,
    },
    /// From closing: nobody knows.
    Unsettled {
        /// What broke.
        answer: String,
    },
}

/// An invitation of which nobody knows whether the relay has it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unsettled {
    /// Which.
    pub number: InvitationNumber,
    /// To whom; `None` once the address was deleted.
    pub address: Option<String>,
    /// When the last octets went out.
    pub closed_at: Timestamp,
    /// What broke, as far as somebody was there to see it.
    pub answer: Option<String>,
}

/// How many of a campaign's invitations are where.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct SendingCounts {
    /// To be sent.
    pub waiting: u64,
    /// Not to be sent: the person wants no such mail.
    pub unwanted: u64,
    /// With a sender.
    pub taken: u64,
    /// With a sender, the last octets going out.
    pub closing: u64,
    /// With the relay.
    pub sent: u64,
    /// Not taken by the relay.
    pub refused: u64,
    /// Nobody knows.
    pub unsettled: u64,
    /// Came back.
    pub bounced: u64,
}

/// What is still to come of a campaign's sending.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Pending {
    /// When the next one is due, or the next lease ends; `None`: all are done.
    pub(crate) next: Option<Timestamp>,
    /// Whether there are unsettled ones.
    pub(crate) unsettled: bool,
}
