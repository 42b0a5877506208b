use std::net::IpAddr;

use jiff::Timestamp;

use crate::{DomainName, Field, Header, Mail, Received};

/// Received fields that are walked in search of the border: RFC 5321 §6.3 calls more than 100 a
/// loop, and no receiving side hands a message on that often inside.
const MAX_HOPS: usize = 30;

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

impl MailFrom {
    /// Reads a reverse-path, with or without angle brackets.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let inside = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let path = inside.unwrap_or(text).trim();
        if path.is_empty() {
            return Self::Null;
        }
        match path.rsplit_once('@') {
            Some((local, domain)) => {
                Self::Address { local: local.to_owned(), domain: DomainName::parse(domain).ok() }
            }
            None => Self::Address { local: path.to_owned(), domain: None },
        }
    }

    /// The domain, when there is one.
    #[must_use]
    pub fn domain(&self) -> Option<&DomainName> {
        match self {
            Self::Null => None,
            Self::Address { domain, .. } => domain.as_ref(),
        }
    }
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

impl Arrival {
    /// Reads the arrival from the trace fields that the receiving side put on top.
    ///
    /// Walks down from the topmost Received while hops stay inside the receiving side, and stops at
    /// the first that came from outside: the border. What lies below was written by strangers and
    /// is not looked at. What the trace does not tell stays `None`.
    #[must_use]
    pub fn from_trace(header: &Header<'_>) -> Self {
        let hops = header.fields().iter().enumerate().filter(|(_, field)| field.is("received"));
        let mut resubmitted_by: Option<DomainName> = None;
        for (index, field) in hops.take(MAX_HOPS) {
            let value = field.unfolded();
            let hop = Received::parse(&value);
            if resubmitted_by.is_some() && resubmitted_by != hop.by_name() {
                break;
            }
            resubmitted_by = None;
            match Step::of(&hop) {
                Step::Inside => {}
                Step::Resubmitted => resubmitted_by = hop.by_name(),
                Step::Written => break,
                Step::FromOutside => return Self::at_border(header, index, &hop),
            }
        }
        Self::default()
    }

    /// Whether the client bears, by reverse DNS, a name of the border MTA's own registrable domain:
    /// then it is likely the receiving side's own relay and its address says nothing of the sender.
    /// Likely, not surely: a provider's customers bear such names too, so nothing more is trusted.
    #[must_use]
    pub fn is_from_own_relay(&self) -> bool {
        let (Some(client), Some(by)) = (&self.client_name, &self.by) else { return false };
        client.registrable().is_some_and(|domain| Some(domain) == by.registrable())
    }

    fn at_border(header: &Header<'_>, index: usize, hop: &Received<'_>) -> Self {
        let above = header.fields().get(..index).unwrap_or_default();
        let by = hop.by_name();
        let recipient = hop.recipient.map(str::to_owned).or_else(|| delivered_to(above));
        Self {
            client_ip: hop.client_ip,
            helo: hop.helo.map(str::to_owned),
            client_name: hop.client_name.clone(),
            mail_from: mail_from(header, above, hop),
            by,
            at: hop.at(),
            border: Some(index),
            recipient: recipient.map(|address| address.to_lowercase()),
        }
    }
}

impl Mail<'_> {
    /// The facts of arrival as the receiving side's trace fields tell them
    /// ([`Arrival::from_trace`]).
    #[must_use]
    pub fn arrival(&self) -> Arrival {
        Arrival::from_trace(&self.header)
    }
}

/// What a hop tells of the way a message took, by what the taking host saw, never by what the
/// client said: a client may call itself anything (`HELO outlook.com`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Step {
    /// From one machine or process of the receiving side to another.
    Inside,
    /// A process on that very host handed it in: a filter passing on what the host had taken
    /// before, or the mail's own writer. If a filter, the same host took it one hop below.
    Resubmitted,
    /// Somebody wrote it here (`mapi`): what lies below is what they wrote.
    Written,
    /// It came in from outside: the border.
    FromOutside,
}

impl Step {
    fn of(hop: &Received<'_>) -> Self {
        let with = |words: &[&str]| {
            hop.with.is_some_and(|with| words.iter().any(|word| with.eq_ignore_ascii_case(word)))
        };
        if with(&["mapi"]) {
            Self::Written
        } else if with(&["local"]) {
            Self::Resubmitted
        } else if with(INNER_PROTOCOLS) {
            Self::Inside
        } else if let Some(ip) = hop.client_ip {
            let is_inner = is_private(ip)
                || is_exchange_online(ip, hop)
                || (is_namesake(hop) && (is_on_site(ip, hop) || with(&["HTTPS"])));
            if is_inner { Self::Inside } else { Self::FromOutside }
        } else {
            match hop.helo {
                // A host that notes no address: its client may be anybody.
                Some(helo) if !helo.eq_ignore_ascii_case("localhost") => Self::FromOutside,
                Some(_) => Self::Inside,
                // Postfix: `by host (Postfix, from userid 48)`; Google: `by 2002:… with SMTP`.
                None if hop.with.is_none() && hop.by.is_some() => Self::Resubmitted,
                None => Self::Inside,
            }
        }
    }
}

/// Protocols that never carry mail from one organisation into another: delivery (RFC 2033 §5 keeps
/// LMTP off port 25), and a person's fetching or importing of their own mail.
const INNER_PROTOCOLS: &[&str] =
    &["LMTP", "LMTPS", "LMTPA", "LMTPSA", "IMAP", "POP3", "pipe", "HTTPREST"];

/// Addresses that do not cross organisations: loopback, private (RFC 1918, RFC 4193), link-local.
fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            let is_shared = a == 100 && (64..128).contains(&b); // RFC 6598
            ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_unspecified()
                || is_shared
        }
        IpAddr::V6(ip) => {
            ip.is_loopback()
                || ip.is_unspecified()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
        }
    }
}

/// Exchange Online hands mail about inside on public addresses: on its own ranges, which Azure does
/// not rent out (2603:1006, 1016, … 1056 and 1090 to 10ff), and from its front (2a01:111:f400::/48) to its hubs. The front itself
/// (`*.mail.protection.outlook.com`) takes mail from every other tenant on those addresses too, so
/// a hop into it is always the border.
fn is_exchange_online(ip: IpAddr, hop: &Received<'_>) -> bool {
    let (IpAddr::V6(ip), Some(by)) = (ip, hop.by_name()) else { return false };
    let [a, b, c, ..] = ip.segments();
    let is_hubs = a == 0x2603
        && matches!(b, 0x1006 | 0x1016 | 0x1026 | 0x1036 | 0x1046 | 0x1056 | 0x1090..=0x10ff);
    let is_fronts = [a, b, c] == [0x2a01, 0x0111, 0xf400];
    let is_front = by.is_within("protection.outlook.com");
    is_exchange_host(&by) && !is_front && (is_hubs || is_fronts)
}

/// Whether the client calls itself by a name of the taking host's registrable domain. Worth nothing
/// by itself.
fn is_namesake(hop: &Received<'_>) -> bool {
    let client = hop.helo.and_then(|helo| DomainName::parse(helo).ok());
    let organization = client.as_ref().and_then(DomainName::registrable);
    organization.is_some() && organization == hop.by_name().and_then(|by| by.registrable())
}

/// Whether the client's address lies in the taking host's own site, a /48 (RFC 6177 §2).
fn is_on_site(ip: IpAddr, hop: &Received<'_>) -> bool {
    let (IpAddr::V6(client), Some(IpAddr::V6(by))) = (ip, hop.by_ip) else { return false };
    let ([a, b, c, ..], [d, e, f, ..]) = (client.segments(), by.segments());
    // Exchange Online's sites hold every tenant.
    let is_shared = hop.by_name().is_some_and(|by| is_exchange_host(&by));
    !is_shared && [a, b, c] == [d, e, f]
}

fn is_exchange_host(name: &DomainName) -> bool {
    name.is_within("outlook.com") || name.is_within("office365.com")
}

fn delivered_to(above: &[Field<'_>]) -> Option<String> {
    let names = ["x-original-to", "delivered-to", "envelope-to"];
    let field = names.iter().find_map(|name| above.iter().find(|field| field.is(name)))?;
    let address = field.unfolded().trim_matches(['<', '>', ' ']).to_owned();
    address.contains('@').then_some(address)
}

/// RFC5321.MailFrom as the receiving side noted it: Return-Path (RFC 5321 §4.4), the border's own
/// note, or a Received-SPF above the border (RFC 7208 §9.1).
fn mail_from(header: &Header<'_>, above: &[Field<'_>], hop: &Received<'_>) -> Option<MailFrom> {
    let return_path = above.iter().find(|field| field.is("return-path"));
    return_path
        .map(|field| MailFrom::parse(&field.unfolded()))
        .or_else(|| hop.envelope_from.map(MailFrom::parse))
        .or_else(|| hop.is_by_exchange().then(|| exchange(header, above)).flatten())
        .or_else(|| envelope_from(above))
}

/// Exchange puts Return-Path below the sender's own fields, where a sender could write one too. It
/// counts when it is the only one and the `smtp.mailfrom` above the border names its domain.
fn exchange(header: &Header<'_>, above: &[Field<'_>]) -> Option<MailFrom> {
    let results = above.iter().find(|field| field.is("authentication-results"))?.unfolded();
    let mut paths = header.named("return-path");
    let written = paths.next().filter(|_| paths.next().is_none());
    let path = written.map(|field| MailFrom::parse(&field.unfolded()));
    let Some((_, rest)) = results.split_once("smtp.mailfrom=") else {
        // For the null reverse-path it checks HELO and says so.
        return path.filter(|path| *path == MailFrom::Null && results.contains("smtp.helo="));
    };
    let stated = rest.split([';', ' ', '\t']).next()?;
    let stated = stated.rsplit_once('@').map_or(stated, |(_, domain)| domain);
    let Ok(domain) = DomainName::parse(stated) else {
        return stated.is_empty().then_some(MailFrom::Null);
    };
    path.filter(|path| path.domain() == Some(&domain))
        .or(Some(MailFrom::Address { local: String::new(), domain: Some(domain) }))
}

fn envelope_from(above: &[Field<'_>]) -> Option<MailFrom> {
    let field = above.iter().find(|field| field.is("received-spf"))?.unfolded();
    let (_, rest) = field.split_once("envelope-from=")?;
    let path = rest.split([';', ' ', '\t']).next()?.trim_matches('"');
    Some(MailFrom::parse(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header of these lines; a line is a field.
    fn arrival(lines: &[&str]) -> Arrival {
        let fields = lines
            .iter()
            .map(|line| {
                let (name, value) = line.split_once(':').unwrap();
                Field {
                    raw: line.as_bytes(),
                    name: name.as_bytes(),
                    value: value.as_bytes(),
                    start: 0,
                }
            })
            .collect();
        Arrival::from_trace(&Header::new(fields))
    }

    fn told(arrival: &Arrival) -> (Option<usize>, String) {
        (arrival.border, arrival.client_ip.map_or(String::new(), |ip| ip.to_string()))
    }

    #[test]
    fn the_border_is_the_first_hop_from_outside() {
        let outside = "Received: from a (a.example [192.0.2.1]) by mx.example.jp with ESMTP id 1";
        let forged =
            "Received: from bank (bank.example [198.51.100.1]) by mx.example.jp with ESMTP";
        for (lines, expected) in [
            (vec![outside, forged], (Some(0), "192.0.2.1")),
            (
                vec![
                    "Received: from mx.example.jp (mx.example.jp [10.0.0.1]) by box.example.jp",
                    "Received: from localhost (localhost [127.0.0.1]) by mx.example.jp",
                    outside,
                    forged,
                ],
                (Some(2), "192.0.2.1"),
            ),
            (vec!["Received: from x by y with LMTP id 2", outside], (Some(1), "192.0.2.1")),
            (
                vec![
                    "Received: from pop.example.jp [203.0.113.5] by localhost with POP3 (fetchmail)",
                    outside,
                ],
                (Some(1), "192.0.2.1"),
            ),
            (vec!["Received: by 2002:a05::1 with SMTP id 3", outside], (Some(1), "192.0.2.1")),
            (vec!["Received: by box.example.jp (Postfix, from userid 48) id 4"], (None, "")),
            // A filter handed it in again on the host that had taken it.
            (
                vec!["Received: by mx.example.jp (Postfix, from userid 1001) id 5", outside],
                (Some(1), "192.0.2.1"),
            ),
            // Written on another host than the one that is said to have taken it: no trace at all.
            (
                vec!["Received: by www.example.jp (Postfix, from userid 48) id 6", forged],
                (None, ""),
            ),
            (
                vec![
                    "Received: from A.prod.outlook.com ([fe80::1]) by A.prod.outlook.com with mapi id 7",
                    forged,
                ],
                (None, ""),
            ),
            (vec!["Subject: no trace at all"], (None, "")),
        ] {
            let arrival = arrival(&lines);
            assert_eq!(told(&arrival), (expected.0, expected.1.to_owned()), "{lines:?}");
        }
    }

    #[test]
    fn calling_oneself_outlook_does_not_bring_one_inside() {
        let arrival = arrival(&[
            "Received: from A.prod.outlook.com (2603:10a6:20b:4c0::1) by B.prod.outlook.com (::1) with HTTPS; x",
            "Received: from F.eop-eur01.prod.protection.outlook.com (2a01:111:f400:7e1f::208) by G.outlook.office365.com (2603:1026:900::17) with Microsoft SMTP Server",
            "Received: from C.prod.outlook.com (192.0.2.66) by D.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server",
            "Received: from bank.example (198.51.100.1) by E.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server",
        ]);
        assert_eq!(told(&arrival), (Some(2), "192.0.2.66".to_owned()));
    }

    #[test]
    fn a_site_may_use_public_addresses_inside() {
        let border = "Received: from shop.example (198.51.100.1) by mx.example.jp (10.0.0.1) with Microsoft SMTP Server";
        for (hop, expected) in [
            (
                "Received: from mx.example.jp (2001:db8:401:2::25) by box.example.jp (2001:db8:401::16) with Microsoft SMTP Server",
                1,
            ),
            (
                "Received: from mx.example.jp (2001:db8:999:2::25) by box.example.jp (2001:db8:401::16) with Microsoft SMTP Server",
                0,
            ),
            (
                "Received: from shop.example (2001:db8:401:2::25) by box.example.jp (2001:db8:401::16) with Microsoft SMTP Server",
                0,
            ),
            ("Received: from box.example.jp (2001:db8:401::16) by web.example.jp with HTTPS", 1),
            (
                "Received: from mx.example.jp (192.0.2.7) by box.example.jp (192.0.2.8) with ESMTP",
                0,
            ),
        ] {
            assert_eq!(arrival(&[hop, border]).border, Some(expected), "{hop}");
        }
    }

    #[test]
    fn another_tenants_mail_comes_from_outside() {
        let arrival = arrival(&[
            "Received: from X.outbound.protection.outlook.com (2a01:111:f400:7e1f::208) by H.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server",
            "Received: from bank.example (198.51.100.1) by E.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server",
        ]);
        assert_eq!(arrival.border, Some(0));
    }

    #[test]
    fn a_return_path_below_the_border_is_the_senders_own() {
        let hop = "Received: from a (a.example [192.0.2.1]) by mx.example.jp with ESMTP id 1";
        let below = arrival(&[hop, "Return-Path: <ceo@bank.example>"]);
        assert_eq!(below.mail_from, None);
        let above = arrival(&["Return-Path: <>", hop]);
        assert_eq!(above.mail_from, Some(MailFrom::Null));
    }

    #[test]
    fn exchange_is_believed_about_mail_from_only_as_far_as_it_states_it() {
        let results = "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=shop.example; dkim=none";
        let hop = "Received: from a (192.0.2.1) by D.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server";
        for (path, local) in
            [("Return-Path: a@shop.example", "a"), ("Return-Path: a@bank.example", "")]
        {
            let domain = DomainName::parse("shop.example").ok();
            let expected = MailFrom::Address { local: local.to_owned(), domain };
            assert_eq!(arrival(&[results, hop, path]).mail_from, Some(expected), "{path}");
        }
    }
}
