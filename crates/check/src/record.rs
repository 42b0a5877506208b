//! The senders' own records: who asks them, with what, and what they say.

use std::{fmt, future::Future, pin::Pin};

use auth::dkim::{SignedContent, signed_contents};
use jiff::{Timestamp, civil::Date};
use mail::{DomainName, Mail};
use reading::{BrandId, Brands, Owner};
use serde::{Deserialize, Serialize};
use verdict::{CampaignFacts, Recorded, RecordedBy};

/// A record of what brands sent: the desk's ledger.
pub trait SenderRecord: fmt::Debug + Send + Sync {
    /// What it has of a message that shows this. An answer takes as long as none; a record that
    /// cannot be reached has nothing to say.
    fn look_up<'a>(
        &'a self,
        presented: &'a Presented,
    ) -> Pin<Box<dyn Future<Output = Option<Entry>> + Send + 'a>>;
}

/// What a message shows of itself: only who has the message can ask about it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Presented {
    /// Key of the brand whose domain stands in From.
    pub brand: String,
    /// Its Message-ID, angle brackets taken off.
    pub message_id: Option<String>,
    /// What its signatures cover.
    pub contents: Vec<SignedContent>,
    /// The moment the question is asked.
    pub now: Timestamp,
}

/// What a record has of a message.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Entry {
    /// The place in [`Presented::contents`] by which it was found; `None`: by the Message-ID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<usize>,
    /// The day on which it was sent, in the brand's zone.
    pub day: Date,
    /// The campaign that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<EntryCampaign>,
}

/// The campaign of an entry, as it stood when the question was asked.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct EntryCampaign {
    /// Its number at the desk.
    pub number: i64,
    /// Whether it is over.
    pub is_over: bool,
    /// Since when a fault of it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub faulty_since: Option<Timestamp>,
    /// The last day to take what it promises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Presented {
    /// What a message shows; `None` when no brand owns its author's domain, or it shows nothing.
    #[must_use]
    pub fn of(mail: &Mail<'_>, brands: &Brands, now: Timestamp) -> Option<Self> {
        let authors = mail.authors();
        let author: &DomainName = authors.one()?.domain.as_ref()?;
        let Owner::Brand(BrandId(brand)) = brands.owner_of_sender(author) else { return None };
        let presented =
            Self { brand, message_id: message_id(mail), contents: signed_contents(mail), now };
        (presented.message_id.is_some() || !presented.contents.is_empty()).then_some(presented)
    }
}

/// Octets of a Message-ID that are looked at: a line's length (RFC 5322 §2.1.1).
const MESSAGE_ID_OCTETS: usize = 998;

/// The Message-ID without white space and angle brackets (RFC 5322 §3.6.4), if there is exactly one.
#[must_use]
pub fn message_id(mail: &Mail<'_>) -> Option<String> {
    let mut fields = mail.header.named("message-id");
    let (Some(field), None) = (fields.next(), fields.next()) else { return None };
    let text = field.unfolded().trim().to_owned();
    let id = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(&text);
    (!id.is_empty() && id.len() <= MESSAGE_ID_OCTETS).then(|| id.to_owned())
}

impl Entry {
    /// As the verdict is to weigh it.
    pub(crate) fn weighed(&self, presented: &Presented) -> Option<Recorded> {
        let by = match self.content {
            Some(place) => RecordedBy::Content(presented.contents.get(place)?.domain.clone()),
            None => RecordedBy::MessageId,
        };
        let campaign = self.campaign.as_ref().map(|campaign| CampaignFacts {
            is_over: campaign.is_over,
            faulty_since: campaign.faulty_since,
            until: campaign.until,
        });
        Some(Recorded { brand: BrandId(presented.brand.clone()), by, day: self.day, campaign })
    }
}

/// A record that says again what a report has recorded of it.
#[derive(Debug)]
pub(crate) struct Replayed(pub(crate) Option<Entry>);

impl SenderRecord for Replayed {
    fn look_up<'a>(
        &'a self,
        _: &'a Presented,
    ) -> Pin<Box<dyn Future<Output = Option<Entry>> + Send + 'a>> {
        Box::pin(std::future::ready(self.0.clone()))
    }
}
