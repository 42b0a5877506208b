use auth::Authentication;
use jiff::{Timestamp, tz::TimeZone};
use mail::{Anomaly, Arrival, Mail};
use reading::{Brands, Reading};

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
