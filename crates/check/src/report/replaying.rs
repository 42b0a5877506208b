//! What a report keeps so that the same octets lead to the same conclusion again.

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{Given, Handover, given};

/// What the door told beside the octets.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct GivenFacts {
    /// The address of the SMTP client.
    pub ip: Option<String>,
    /// RFC5321.HELO/EHLO.
    pub helo: Option<String>,
    /// RFC5321.MailFrom; empty for the null path.
    pub mail_from: Option<String>,
    /// RFC5321.RcptTo.
    pub recipient: Option<String>,
    /// `mailbox` or `border`.
    pub handover: String,
}

impl GivenFacts {
    pub(super) fn new(given: &Given) -> Self {
        Self {
            ip: given.ip.map(|ip| ip.to_string()),
            helo: given.helo.clone(),
            mail_from: given.mail_from.as_ref().map(given::written),
            recipient: given.recipient.clone(),
            handover: match given.handover {
                Handover::Mailbox => "mailbox",
                Handover::Border => "border",
            }
            .to_owned(),
        }
    }

    /// What the door told, to be told again.
    pub(crate) fn again(&self, now: Timestamp) -> Given {
        Given {
            ip: self.ip.as_deref().and_then(|ip| ip.parse().ok()),
            helo: self.helo.clone(),
            mail_from: self.mail_from.as_deref().map(mail::MailFrom::parse),
            recipient: self.recipient.clone(),
            handover: match self.handover.as_str() {
                "border" => Handover::Border,
                _ => Handover::Mailbox,
            },
            now,
        }
    }
}

/// `sha256:` and the digest in hexadecimal.
pub(crate) fn content_hash(raw: &[u8]) -> String {
    use std::fmt::Write as _;
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, raw);
    let mut out = String::with_capacity(71);
    out.push_str("sha256:");
    for octet in digest.as_ref() {
        // Writing to a String cannot fail.
        let _ = write!(out, "{octet:02x}");
    }
    out
}

/// The zone's name; for one without a name, its offset as far as that is fixed, else UTC.
pub(super) fn zone_name(zone: &TimeZone) -> String {
    match (zone.iana_name(), zone.to_fixed_offset()) {
        (Some(name), _) => name.to_owned(),
        (None, Ok(offset)) => offset.to_string(),
        (None, Err(_)) => "UTC".to_owned(),
    }
}

/// The zone of a name that [`zone_name`] wrote.
pub(crate) fn zone(name: &str) -> Option<TimeZone> {
    if let Ok(zone) = TimeZone::get(name) {
        return Some(zone);
    }
    let sign = if name.starts_with('-') { -1 } else { 1 };
    let mut parts = name.trim_start_matches(['+', '-']).split(':').map(str::parse::<i32>);
    let hours = parts.next()?.ok()?;
    let minutes = parts.next().transpose().ok()?.unwrap_or(0);
    let offset = jiff::tz::Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()?;
    Some(TimeZone::fixed(offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_as_they_were_written() {
        for name in ["Asia/Tokyo", "Europe/London", "UTC"] {
            assert_eq!(zone_name(&zone(name).unwrap()), name);
        }
        let fixed = TimeZone::fixed(jiff::tz::offset(9));
        assert_eq!(zone(&zone_name(&fixed)), Some(fixed));
    }

    #[test]
    fn the_hash_is_that_of_the_octets() {
        assert_eq!(
            content_hash(b""),
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
