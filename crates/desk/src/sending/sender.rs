use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use lettre::Address;

use super::{
    ComposeError, Invitee, Message, Pages, Relay, SendError, Signers, Tag,
    compose::compose,
    connection::{Connection, Handed, Reply},
};
use crate::{
    Campaign, InvitationNumber, Store,
    campaign::{Links, Purpose},
};

/// How this desk sends.
#[derive(Clone, Debug)]
pub struct SendingSettings {
    /// Connections to the relay at a time.
    pub connections: usize,
    /// Messages a minute at most; 0: any number.
    pub per_minute: u32,
    /// How long to wait after the first try that the relay put off.
    pub again_after: SignedDuration,
    /// Where the desk's pages are for the invited, on the brand's own host: `https://coupon.mihon-store.example`.
    pub pages: String,
    /// Where complaints go (RFC 9477), of a domain that is signed for.
    pub feedback: Option<String>,
    /// Where bounces go (RFC5321.MailFrom); `None`: to the author.
    pub bounces: Option<String>,
    /// The relay's own log, if this machine has it.
    pub relay_log: Option<PathBuf>,
    /// The zone of the brand's days, and of a log that names none.
    pub zone: TimeZone,
}

/// All that is needed to send: the relay, the keys, the settings.
#[derive(Debug)]
pub struct Sending {
    pub(super) relay: Relay,
    pub(super) signers: Signers,
    pub(super) settings: SendingSettings,
}

/// A message that is ready, with its envelope.
#[derive(Clone, Debug)]
pub struct Ready {
    /// RFC5321.MailFrom.
    pub from: Address,
    /// RFC5321.RcptTo.
    pub to: Address,
    /// The octets, signed.
    pub octets: Vec<u8>,
    /// What marks it.
    pub tag: Tag,
}

impl Sending {
    /// With a relay, keys and settings.
    #[must_use]
    pub fn new(relay: Relay, signers: Signers, settings: SendingSettings) -> Self {
        Self { relay, signers, settings }
    }

    /// The message that somebody is sent, as it goes out at a moment: for a preview, and for sending.
    ///
    /// # Errors
    ///
    /// [`SendError::Compose`] and [`SendError::Sign`]; [`ComposeError::To`] is the recipient's fault alone.
    pub fn message(
        &self,
        store: &Store,
        campaign: &Campaign,
        (number, to): (InvitationNumber, &Invitee),
        now: Timestamp,
    ) -> Result<Ready, SendError> {
        let tag = Tag::of(store, campaign.number, number);
        let message = Message {
            brand: &campaign.brand,
            terms: &campaign.terms,
            to,
            pages: &self.pages(store, campaign, number)?,
            tag: &tag,
            feedback: self.settings.feedback.as_deref(),
        };
        let octets = self.signers.sign(&compose(&message, now)?, now)?;
        Ok(Ready {
            from: self.mail_from(campaign)?,
            to: to.address.parse().map_err(|_| ComposeError::To)?,
            octets,
            tag,
        })
    }

    /// Sends one message that is in no list, for somebody to look at. The relay's answer.
    ///
    /// # Errors
    ///
    /// When the relay cannot be reached, or does not take it.
    pub async fn send_one(&self, ready: &Ready) -> Result<String, SendError> {
        let unreachable = |words| SendError::Unreachable { relay: self.relay.to_string(), words };
        let mut connection = Connection::open(&self.relay).await.map_err(unreachable)?;
        taken(connection.mail(&ready.from).await)?;
        taken(connection.rcpt(&ready.to).await)?;
        taken(connection.data().await)?;
        let answer = match connection.message(&ready.octets).await {
            Handed::Answered(reply) => taken(reply)?,
            Handed::Incomplete(words) | Handed::Unknown(words) => return Err(unreachable(words)),
        };
        connection.quit().await;
        Ok(answer)
    }

    fn pages(
        &self,
        store: &Store,
        campaign: &Campaign,
        number: InvitationNumber,
    ) -> Result<Pages, ComposeError> {
        let links = Links::new(store.redactor());
        let base = self.settings.pages.trim_end_matches('/');
        let page = |purpose, place: &str| {
            let token = links.token(purpose, campaign.number, number);
            // No invitation has a number that no link can carry.
            let token = token.ok_or_else(|| ComposeError::Link(base.to_owned()))?;
            Ok(format!("{base}/{place}/{token}"))
        };
        Ok(Pages {
            claim: page(Purpose::Claim, "c")?,
            unsubscribe: page(Purpose::Unsubscribe, "u")?,
        })
    }

    pub(super) fn mail_from(&self, campaign: &Campaign) -> Result<Address, SendError> {
        let from = self.settings.bounces.as_ref().unwrap_or(&campaign.terms.from.address);
        from.parse().map_err(|_| SendError::Bounces(from.clone()))
    }

    /// How long a sender has a message before others may take it.
    pub(super) fn hold(&self) -> SignedDuration {
        self.patience() * 2
    }

    /// How long a message may be closing: the relay's time for its answer, and ours for taking it down.
    pub(super) fn closing(&self) -> SignedDuration {
        self.patience() * 3
    }

    pub(super) fn patience(&self) -> SignedDuration {
        SignedDuration::try_from(self.relay.patience).unwrap_or(SignedDuration::from_mins(5))
    }
}

fn taken(reply: Reply) -> Result<String, SendError> {
    match reply {
        Reply::Yes(answer) => Ok(answer),
        Reply::Later(answer) | Reply::Never(answer) | Reply::Lost(answer) => {
            Err(SendError::Refusing { count: 1, answer })
        }
    }
}
