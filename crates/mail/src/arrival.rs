use std::net::IpAddr;

use jiff::Timestamp;

use crate::DomainName;

/// RFC5321.MailFrom, the Return Address (RFC 5598 §4.1).
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum MailFrom {
    /// The null reverse-path `<>` of bounces (RFC 5321 §4.5.5).
    Null,
    /// An address; its domain is `None` when it is no domain name.
    Address {
        /// The part before the last `@`.
        local: String,
        /// The part after it.
        domain: Option<DomainName>,
    },
}

/// The message as the border MTA of the receiving side saw it arrive: the connection's facts, which
/// the sender cannot write.
///
/// Either given by the door the mail came through (SMTP, milter, `--ip`) or read from the topmost
/// trace fields, which the receiving side wrote ([`Arrival::from_trace`]).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Arrival {
    /// The address of the SMTP client that handed the message in; `None` when no trace tells.
    pub client_ip: Option<IpAddr>,
    /// What the client called itself (RFC5321.HELO/EHLO).
    pub helo: Option<String>,
    /// The client's name by reverse DNS, as the border MTA wrote it.
    pub client_name: Option<DomainName>,
    /// RFC5321.MailFrom, from Return-Path or the door.
    pub mail_from: Option<MailFrom>,
    /// The border MTA's own name (`by` of its Received field).
    pub by: Option<DomainName>,
    /// When the border MTA took it.
    pub at: Option<Timestamp>,
    /// Index in the message's [`Header`](crate::Header) of the Received field that the border MTA
    /// wrote: fields above it were added by the receiving side. `None` when there is no trace.
    pub border: Option<usize>,
    /// RFC5321.RcptTo as the border saw it (`for` clause, Delivered-To), lower case.
    pub recipient: Option<String>,
}
