use std::net::IpAddr;

use jiff::Timestamp;
use mail::{Arrival, Mail, MailFrom};

/// Who hands the octets over: this decides which of their trace fields can be believed.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Handover {
    /// Out of a mailbox: the topmost trace fields were written by the receiving side.
    #[default]
    Mailbox,
    /// From the border MTA, before it wrote a trace field of its own: every trace field in the
    /// message is the sender's, and the door knows all there is to know.
    Border,
}

/// What the door knows of a message beside its octets.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Given {
    /// The address of the SMTP client, when the door saw it.
    pub ip: Option<IpAddr>,
    /// RFC5321.HELO/EHLO, when the door saw it.
    pub helo: Option<String>,
    /// RFC5321.MailFrom, when the door saw it.
    pub mail_from: Option<MailFrom>,
    /// RFC5321.RcptTo, when the door saw it.
    pub recipient: Option<String>,
    /// Who hands the octets over.
    pub handover: Handover,
    /// The moment the question is asked: signatures expire and offers end by it.
    pub now: Timestamp,
}

impl Given {
    /// A message out of a mailbox, of which nothing else is known.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        let (ip, helo, mail_from, recipient) = (None, None, None, None);
        Self { ip, helo, mail_from, recipient, handover: Handover::default(), now }
    }

    /// The facts of arrival: what the door saw, and where it saw nothing, what the trace tells.
    pub(crate) fn arrival(&self, mail: &Mail<'_>) -> Arrival {
        let traced = match self.handover {
            // A client that the door names replaces the traced one: its HELO, name and MAIL FROM
            // belong to that other connection.
            Handover::Mailbox if self.ip.is_none() => mail.arrival(),
            Handover::Mailbox => Arrival { border: mail.arrival().border, ..Arrival::default() },
            Handover::Border => Arrival::default(),
        };
        Arrival {
            client_ip: self.ip.or(traced.client_ip),
            helo: self.helo.clone().or(traced.helo),
            mail_from: self.mail_from.clone().or(traced.mail_from),
            recipient: self.recipient.clone().or(traced.recipient),
            ..traced
        }
    }
}

/// RFC5321.MailFrom as people write it, without angle brackets; empty for the null path.
pub(crate) fn written(path: &MailFrom) -> String {
    match path {
        MailFrom::Null => String::new(),
        MailFrom::Address { local, domain: None } => local.clone(),
        MailFrom::Address { local, domain: Some(domain) } => format!("{local}@{domain}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_from_is_read_as_it_is_written() {
        for (text, expected) in [
            ("<>", ""),
            ("", ""),
            ("<a@example.jp>", "a@example.jp"),
            ("a@B.example", "a@b.example"),
        ] {
            assert_eq!(written(&MailFrom::parse(text)), expected, "{text:?}");
        }
    }
}
