use auth::Authentication;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use mail::{Anomaly, Arrival, DomainName, Mail};
use reading::{BrandId, Brands, Reading};

/// Everything that was found out about one message: what the verdict rests on.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'f> {
    /// The message.
    pub mail: &'f Mail<'f>,
    /// What a well-formed mail would not have.
    pub anomalies: &'f [Anomaly],
    /// How it arrived.
    pub arrival: &'f Arrival,
    /// Who can prove they sent it.
    pub authentication: &'f Authentication,
    /// What it claims, asks and points to.
    pub reading: &'f Reading,
    /// What the sender's own record has of such a message; `None` when there is no such record, or
    /// nothing in it.
    pub recorded: Option<&'f Recorded>,
    /// The brands known to this run.
    pub brands: &'f Brands,
    /// The moment the question is asked: offers end by it.
    pub now: Timestamp,
    /// The zone in which the reader counts days.
    pub zone: &'f TimeZone,
    /// What the input could not tell: asked-off DNS, a missing header.
    pub blind: Blind,
}

/// What could not be looked at for reasons outside the message.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Blind {
    /// DNS was off.
    pub dns: bool,
    /// Only text was given, no header.
    pub header: bool,
}

/// An entry in a brand's own record of what it sent, found by what a message shows.
///
/// That it was found does not yet say that this message is the one: who copies a Message-ID finds
/// the entry too.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Recorded {
    /// Whose record.
    pub brand: BrandId,
    /// By what it was found.
    pub by: RecordedBy,
    /// The day on which the brand says it sent it, in its own zone.
    pub day: Date,
    /// What is known of the campaign that the message belongs to.
    pub campaign: Option<CampaignFacts>,
}

/// By what an entry was found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RecordedBy {
    /// By its signed content: not an octet of it differs from what was sent. The domain that signs.
    Content(DomainName),
    /// By its Message-ID, which anybody can copy.
    MessageId,
}

/// How the campaign stands that a message belongs to, at the moment the question is asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CampaignFacts {
    /// Whether it goes on.
    pub is_over: bool,
    /// Since when something of it is known to be broken.
    pub faulty_since: Option<Timestamp>,
    /// The last day on which the one it was sent to can take what it promises.
    pub until: Option<Date>,
}
