use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verdict::Facts;

use crate::defang;

/// What the reader of the message sees of it before opening it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Message {
    /// The subject.
    pub subject: String,
    /// Whom it names as author: display name and address. Several when programs would show
    /// different ones.
    pub from: Vec<String>,
    /// When it says it was written.
    pub date: Option<Timestamp>,
}

impl Message {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let from = facts.authentication.authors.shown().iter().take(AUTHORS).map(mailbox).collect();
        let subject = defang::sentence(facts.reading.subject.clone());
        Self { subject, from, date: facts.mail.date() }
    }
}

/// Authors that a report names; a From field can carry thousands.
const AUTHORS: usize = 10;

fn mailbox(mailbox: &mail::Mailbox) -> String {
    let domain = mailbox.domain.as_ref().map(mail::DomainName::as_str).unwrap_or_default();
    let address = format!("{}@{domain}", mailbox.local);
    if mailbox.display.is_empty() { address } else { format!("{} <{address}>", mailbox.display) }
}

/// An anomaly's name in reports: kebab-case; of a repeated field, the field after a colon.
pub(super) fn anomaly(anomaly: &mail::Anomaly) -> String {
    let name = format!("{anomaly:?}");
    let (kind, of) = name.split_once(['(', ' ']).unwrap_or((name.as_str(), ""));
    match of.strip_suffix(')') {
        Some(of) => format!("{}:{}", kebab(kind), kebab(of)),
        None => kebab(kind),
    }
}

fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anomalies_have_stable_names() {
        for (kind, expected) in [
            (mail::Anomaly::Empty, "empty"),
            (mail::Anomaly::MessageTooLong { octets: 9 }, "message-too-long"),
        ] {
            assert_eq!(anomaly(&kind), expected);
        }
        assert_eq!(kebab("MessageId"), "message-id");
    }
}
