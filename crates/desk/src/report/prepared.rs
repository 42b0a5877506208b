use check::Report;
use jiff::Timestamp;
use mail::{Limits, Mail, input};
use reading::{Brands, Reading};

use crate::{Redactor, attack::Traits, exchange};

/// A message as it would be reported: what is shared, and what tells that two reports are about one
/// attack. The reporter sees the first before anything is reported.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What is shared, and nothing else.
    pub shared: exchange::Shared,
    /// What near-identical messages have in common.
    pub traits: Traits,
}

impl Prepared {
    /// Prepares a report of a message that was checked. Reads the message once more, about as long
    /// as a check.
    #[must_use]
    pub fn of(
        raw: &[u8],
        report: &Report,
        redactor: &Redactor,
        brands: &Brands,
        now: Timestamp,
    ) -> Self {
        let limits = Limits::default();
        let octets = match input::split(raw, &limits).map(<[_; 1]>::try_from) {
            Ok(Ok([message])) => message.octets,
            Ok(Err(_)) | Err(_) => raw.into(),
        };
        let (outer, _) = mail::parse(&octets, &limits);
        match outer.asked_about(&limits) {
            None => Self::of_mail(&outer, &octets, (report, redactor, brands), now),
            // Whoever attaches a message reports that one: the envelope tells about the reporter.
            Some(part) => {
                let inner = part.bytes(&limits);
                let (mail, _) = mail::parse(&inner, &limits);
                Self::of_mail(&mail, &inner, (report, redactor, brands), now)
            }
        }
    }

    fn of_mail(
        mail: &Mail<'_>,
        octets: &[u8],
        (report, redactor, brands): (&Report, &Redactor, &Brands),
        now: Timestamp,
    ) -> Self {
        let reading: Reading = reading::read(mail, brands);
        let reported = exchange::Reported {
            id: &report.content_hash,
            received_at: now,
            report,
            message: Some(octets),
            visible: Some(&reading.visible),
        };
        Self {
            shared: exchange::Shared::of(&reported, redactor, brands),
            traits: Traits::of_mail(mail, &reading, report),
        }
    }
}
