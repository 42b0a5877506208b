use std::net::{IpAddr, Ipv6Addr};

use jiff::Timestamp;

use crate::DomainName;

/// Comments of one clause that are read; honest trace fields have at most three.
const MAX_COMMENTS: usize = 8;

/// One hop as the host that took the message wrote it down (RFC 5321 §4.4): the `Received` field.
///
/// Every part may be missing. What the client said of itself (`helo`) and what the server saw
/// (`client_name`, `client_ip`) are kept apart: only the latter is an observation.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Received<'a> {
    /// What the client called itself (HELO or EHLO), as written.
    pub helo: Option<&'a str>,
    /// The client's name by reverse DNS, as the server wrote it; `None` where the software does
    /// not write one, or doubts it (`unknown`, `may be forged`).
    pub client_name: Option<DomainName>,
    /// The client's address.
    pub client_ip: Option<IpAddr>,
    /// The host that took the message, as written: a name or an address.
    pub by: Option<&'a str>,
    /// Its own address, where the software notes it (Exchange: `by host (address)`).
    pub by_ip: Option<IpAddr>,
    /// The protocol it came by (`with`), as written: `ESMTPS`, `LMTP`, `Microsoft SMTP Server`.
    pub with: Option<&'a str>,
    /// RFC5321.RcptTo of a message for one recipient (`for`), without angle brackets.
    pub recipient: Option<&'a str>,
    /// RFC5321.MailFrom, where the software notes it (Exim: `envelope-from`), without brackets.
    pub envelope_from: Option<&'a str>,
    /// The date as written, after the last semicolon; [`Received::at`] reads it.
    pub date: Option<&'a str>,
}

impl<'a> Received<'a> {
    /// Reads the value of a Received field, folds undone, in the styles of Postfix, Sendmail,
    /// Exim, qmail, Gmail, Exchange and their kin. What it does not understand it leaves out.
    #[must_use]
    pub fn parse(value: &'a str) -> Self {
        let (hop, date) = match split_date(value) {
            Some((hop, date)) => (hop, Some(date)),
            None => (value, None),
        };
        let mut received = Self { date, ..Self::default() };
        let mut client = Client::default();
        let mut clause = Clause::Start;
        for token in Tokens::of(hop) {
            match token {
                Token::Word(word) => clause = received.word(word, clause, &mut client),
                Token::Comment(comment) => received.comment(comment, clause, &mut client),
            }
        }
        client.settle(&mut received);
        received
    }

    /// When the host took the message; `None` when the date cannot be read.
    #[must_use]
    pub fn at(&self) -> Option<Timestamp> {
        // RFC 5322 §4.3 lets a comment follow (`+0900 (JST)`); the numeric zone says it all.
        let date = self.date?.split('(').next()?.trim();
        jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(date).ok()
    }

    /// The host that took the message, when it is written as a name.
    #[must_use]
    pub fn by_name(&self) -> Option<DomainName> {
        let name = DomainName::parse(self.by?).ok()?;
        name.as_str().parse::<IpAddr>().is_err().then_some(name)
    }

    /// Whether Exchange wrote it (`with Microsoft SMTP Server`).
    #[must_use]
    pub fn is_by_exchange(&self) -> bool {
        self.with.is_some_and(|with| with.eq_ignore_ascii_case("microsoft"))
    }

    fn word(&mut self, word: &'a str, clause: Clause, client: &mut Client<'a>) -> Clause {
        if let Some(next) = Clause::opened_by(word, clause) {
            return next;
        }
        match clause {
            Clause::From if client.word.is_none() => client.word = Some(word),
            // fetchmail: `from host [192.0.2.1]`.
            Clause::From if word.starts_with('[') && client.comments.is_empty() => {
                client.comments.push(word);
            }
            Clause::By if self.by.is_none() => self.by = Some(word.trim_end_matches(',')),
            Clause::With if self.with.is_none() => self.with = Some(word),
            Clause::For if self.recipient.is_none() => {
                self.recipient = address(word).filter(|address| address.contains('@'));
            }
            Clause::Start
            | Clause::From
            | Clause::By
            | Clause::With
            | Clause::For
            | Clause::Other => {}
        }
        clause
    }

    fn comment(&mut self, comment: &'a str, clause: Clause, client: &mut Client<'a>) {
        // Exim and Exim-likes note the envelope sender in a comment of any clause.
        if let Some((_, rest)) = comment.split_once("envelope-from") {
            let rest = rest.trim_start_matches([' ', '=', ':', '\t']);
            self.envelope_from = rest.split([' ', ')', ';', '\t']).next().and_then(address);
        }
        if clause == Clause::From && client.comments.len() < MAX_COMMENTS {
            client.comments.push(comment);
        }
        if clause == Clause::By && self.by_ip.is_none() {
            self.by_ip = address_literal(comment);
        }
    }
}

/// Where in the grammar of a trace field we are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Clause {
    Start,
    From,
    By,
    With,
    For,
    Other,
}

impl Clause {
    /// The clause that `word` opens; clauses come in the order of RFC 5321 §4.4, so a word that
    /// looks like an earlier one is a value.
    fn opened_by(word: &str, now: Self) -> Option<Self> {
        let is = |keyword: &str| word.eq_ignore_ascii_case(keyword);
        match now {
            Self::Start if is("from") => Some(Self::From),
            Self::Start | Self::From if is("by") => Some(Self::By),
            Self::Start | Self::From => None,
            Self::By | Self::With | Self::For | Self::Other => {
                if is("with") {
                    Some(Self::With)
                } else if is("for") {
                    Some(Self::For)
                } else if is("id") || is("via") || is("tls") {
                    Some(Self::Other)
                } else {
                    None
                }
            }
        }
    }
}

/// The pieces of a `from` clause: its word and the comments that hold the TCP-info.
#[derive(Debug, Default)]
struct Client<'a> {
    word: Option<&'a str>,
    comments: Vec<&'a str>,
}

impl<'a> Client<'a> {
    /// Decides what was said and what was seen. Programs differ:
    /// Postfix, Sendmail and Gmail write `HELO (name [address])`, Exim `name ([address] helo=HELO)`
    /// or `[address] (helo=HELO)`, qmail and IronPort `name (HELO HELO) (address)`, Exchange
    /// `HELO (address)`, vger `name ([address]:port "EHLO HELO" …)`.
    fn settle(&self, received: &mut Received<'a>) {
        let Some(word) = self.word else { return };
        let helo = self.comments.iter().find_map(|comment| helo_in(comment));
        // The server writes after the client has spoken: should a HELO have smuggled in a comment of
        // its own, the last address is the one observed.
        let seen = self.comments.iter().rev().find_map(|comment| TcpInfo::parse(comment));
        received.client_ip = seen.as_ref().map(|tcp| tcp.ip).or_else(|| address_literal(word));
        let name = match (helo, &seen) {
            // The HELO stands apart, so the word is what the server found out.
            (Some(_), _) => Some(word),
            (None, Some(tcp)) => tcp.name,
            (None, None) => None,
        };
        received.client_name = name.and_then(verified_name);
        received.helo = helo.or(Some(word));
    }
}

/// What a server observed of the TCP connection (RFC 5321 §4.4, `TCP-info`).
#[derive(Debug)]
struct TcpInfo<'a> {
    name: Option<&'a str>,
    ip: IpAddr,
}

impl<'a> TcpInfo<'a> {
    /// `name [address]`, `[address]:port …`, `ident@address`, or just an address.
    fn parse(comment: &'a str) -> Option<Self> {
        if let Some((before, rest)) = comment.split_once('[') {
            let (inside, after) = rest.split_once(']')?;
            let ip = address_literal(inside)?;
            // Sendmail's doubt: the name does not lead back to the address.
            let doubted = after.contains("may be forged");
            let name = before.split_whitespace().next_back().filter(|_| !doubted);
            let name = name.map(|name| name.rsplit_once('@').map_or(name, |(_, host)| host));
            return Some(Self { name, ip });
        }
        let word = comment.split_whitespace().next()?;
        let word = word.rsplit_once('@').map_or(word, |(_, host)| host);
        Some(Self { name: None, ip: address_literal(word)? })
    }
}

/// What the client said, where the software writes it in a comment.
fn helo_in(comment: &str) -> Option<&str> {
    let rest = ["helo=", "HELO ", "EHLO ", "HELO=", "EHLO=", "helo "].iter().find_map(|mark| {
        let (before, rest) = comment.split_once(mark)?;
        let starts_a_word = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        starts_a_word.then_some(rest)
    })?;
    let helo = rest.trim_start_matches(['"', ' ', '\t']);
    helo.split(['"', ' ', '\t', ')', ';']).next().filter(|helo| !helo.is_empty())
}

/// A name that came from reverse DNS, unless the software says there is none.
fn verified_name(word: &str) -> Option<DomainName> {
    let name = word.trim_end_matches('.');
    if name.eq_ignore_ascii_case("unknown") || name.starts_with('[') || !name.contains('.') {
        return None;
    }
    let name = DomainName::parse(name).ok()?;
    name.as_str().parse::<IpAddr>().is_err().then_some(name)
}

/// An address as trace fields write it: `192.0.2.1`, `[192.0.2.1]:25`, `IPv6:2001:db8::1`,
/// `fe80::1%7`.
fn address_literal(text: &str) -> Option<IpAddr> {
    let text = text.strip_prefix('[').map_or(text, |rest| rest.split(']').next().unwrap_or(rest));
    let is_tagged = text.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case("ipv6:"));
    let text = if is_tagged { text.get(5..)? } else { text };
    let text = text.split('%').next()?;
    let ip = text.parse::<IpAddr>().ok()?;
    Some(match ip {
        IpAddr::V6(v6) => mapped(v6),
        IpAddr::V4(_) => ip,
    })
}

/// `::ffff:192.0.2.1` is 192.0.2.1 (RFC 4291 §2.5.5.2); SPF wants it so (RFC 7208 §5).
fn mapped(v6: Ipv6Addr) -> IpAddr {
    v6.to_ipv4_mapped().map_or(IpAddr::V6(v6), IpAddr::V4)
}

/// An address without its angle brackets; `None` when nothing is left.
fn address(word: &str) -> Option<&str> {
    let word = word.trim_matches(['<', '>', ',', ';', '"', '\'']);
    (!word.is_empty()).then_some(word)
}

/// Splits at the semicolon before the date: the last one outside comments and quoted strings.
fn split_date(value: &str) -> Option<(&str, &str)> {
    let mut last = None;
    let mut scan = Scan::default();
    for (at, byte) in value.bytes().enumerate() {
        if scan.step(byte) && byte == b';' {
            last = Some(at);
        }
    }
    // A comment that never closes would swallow the date.
    let at = last.or_else(|| value.rfind(';'))?;
    Some((value.get(..at)?, value.get(at + 1..)?.trim()))
}

/// Keeps count of comments and quoted strings (RFC 5322 §3.2) over one pass.
#[derive(Debug, Default)]
struct Scan {
    depth: usize,
    quoted: bool,
    escaped: bool,
}

impl Scan {
    /// Whether `byte` stands outside comments and quoted strings.
    fn step(&mut self, byte: u8) -> bool {
        if std::mem::take(&mut self.escaped) {
            return false;
        }
        match byte {
            b'\\' if self.depth > 0 || self.quoted => self.escaped = true,
            b'"' if self.depth == 0 => self.quoted = !self.quoted,
            b'(' if !self.quoted => self.depth += 1,
            b')' if !self.quoted && self.depth > 0 => {
                self.depth -= 1;
                return false;
            }
            _ => return self.depth == 0 && !self.quoted,
        }
        false
    }
}

#[derive(Debug)]
enum Token<'a> {
    Word(&'a str),
    /// A whole comment without its outer parentheses.
    Comment(&'a str),
}

/// Words and comments of a trace field, in order, in one pass.
#[derive(Debug)]
struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    fn of(text: &'a str) -> Self {
        Self { rest: text }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n', ')', ';']);
        if self.rest.starts_with('(') {
            let mut scan = Scan::default();
            let end = self.rest.bytes().position(|byte| {
                scan.step(byte);
                scan.depth == 0
            });
            // An unclosed comment runs to the end (a fold was cut, or somebody plays).
            let end = end.unwrap_or(self.rest.len());
            let comment = self.rest.get(1..end).unwrap_or_default();
            self.rest = self.rest.get(end + 1..).unwrap_or_default();
            return Some(Token::Comment(comment));
        }
        let end = self.rest.find([' ', '\t', '\r', '\n', '(', ';']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        (!word.is_empty()).then_some(Token::Word(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(field, helo, client name, client ip, by, with, for)`, `-` for none.
    type Row = (&'static str, [&'static str; 6]);

    const STYLES: &[Row] = &[
        // Postfix
        (
            "from mail.example.com (mx.example.com [192.0.2.1]) by in.example.jp (Postfix) with ESMTPS id 4D45 for <hanako@example.jp>; Tue,  1 Feb 2022 01:30:19 +0100 (CET)",
            [
                "mail.example.com",
                "mx.example.com",
                "192.0.2.1",
                "in.example.jp",
                "ESMTPS",
                "hanako@example.jp",
            ],
        ),
        (
            "from bank.example (unknown [IPv6:2001:db8::1]) (using TLSv1.2 with cipher X (256/256 bits)) (No client certificate requested) by mx.example.jp (Postfix) with ESMTPS id 1",
            ["bank.example", "-", "2001:db8::1", "mx.example.jp", "ESMTPS", "-"],
        ),
        // Sendmail
        (
            "from bank.example (host.evil.example [192.0.2.9] (may be forged)) by mx.example.jp (8.12.11/8.12.11) with SMTP id 00 for <a@example.jp>; Thu, 9 Apr 2008 23:34:45 -0800",
            ["bank.example", "-", "192.0.2.9", "mx.example.jp", "SMTP", "a@example.jp"],
        ),
        (
            "from bank.example ([192.0.2.9]) by mx.example.jp (8.11.6)",
            ["bank.example", "-", "192.0.2.9", "mx.example.jp", "-", "-"],
        ),
        // Exim
        (
            "from [192.0.2.7] (helo=mx.example.net) by mail.example.org with esmtps (TLS1.2) tls X (Exim 4.95) (envelope-from <b@example.net>) id 1qGpY2 for c@example.org; Tue, 04 Jul 2023 23:35:07 +0000",
            ["mx.example.net", "-", "192.0.2.7", "mail.example.org", "esmtps", "c@example.org"],
        ),
        (
            "from out.example.net ([192.0.2.8]:41234 helo=said.example) by mail.example.org with esmtp (Exim 4.94.2) id 1",
            ["said.example", "out.example.net", "192.0.2.8", "mail.example.org", "esmtp", "-"],
        ),
        // qmail, IronPort
        (
            "from unknown (HELO bank.example) (192.0.2.3) by mx.example.jp with SMTP; 1 Jan 2020 00:00:00 -0000",
            ["bank.example", "-", "192.0.2.3", "mx.example.jp", "SMTP", "-"],
        ),
        (
            "from mail-1.example.net (HELO out.example.net) ([192.0.2.4]) by ob1.example.com with ESMTP/TLS/X; 22 Feb 2021 16:00:40 +0900",
            [
                "out.example.net",
                "mail-1.example.net",
                "192.0.2.4",
                "ob1.example.com",
                "ESMTP/TLS/X",
                "-",
            ],
        ),
        // Gmail
        (
            "from mail.example.com (mail.example.com. [192.0.2.5]) by mx.google.com with ESMTPS id d2e1 for <alice@gmail.com> (version=TLS1_3 cipher=X bits=256/256); Mon, 06 Jan 2025 04:05:26 -0800 (PST)",
            [
                "mail.example.com",
                "mail.example.com",
                "192.0.2.5",
                "mx.google.com",
                "ESMTPS",
                "alice@gmail.com",
            ],
        ),
        (
            "by 2002:a05:6f02:6f0:b0:7c:27d1:5778 with SMTP id f48; Mon, 6 Jan 2025 04:05:26 -0800 (PST)",
            ["-", "-", "-", "2002:a05:6f02:6f0:b0:7c:27d1:5778", "SMTP", "-"],
        ),
        // Exchange
        (
            "from shop.example (192.0.2.6) by VI1EUR04FT008.mail.protection.outlook.com (10.152.29.150) with Microsoft SMTP Server id 15.20.6838.18 via Frontend Transport; Tue, 26 Sep 2023 04:10:39 +0000",
            [
                "shop.example",
                "-",
                "192.0.2.6",
                "VI1EUR04FT008.mail.protection.outlook.com",
                "Microsoft",
                "-",
            ],
        ),
        (
            "from A.prod.outlook.com ([fe80::8453:2ddb:cf2b:d244]) by A.prod.outlook.com ([fe80::8453%7]) with mapi id 15.20",
            [
                "A.prod.outlook.com",
                "-",
                "fe80::8453:2ddb:cf2b:d244",
                "A.prod.outlook.com",
                "mapi",
                "-",
            ],
        ),
        // vger
        (
            "from relay.example.net ([192.0.2.10]:34604 \"EHLO relay.said.example\" rhost-flags-OK-OK-OK-OK) by vger.example.org with ESMTP id S231289AbhJYWCE (ORCPT <rfc822;list@vger.example.org>); Mon, 25 Oct 2021 18:02:04 -0400",
            [
                "relay.said.example",
                "relay.example.net",
                "192.0.2.10",
                "vger.example.org",
                "ESMTP",
                "-",
            ],
        ),
        (
            "(qmail 1234 invoked from network); 1 Jan 2020 00:00:00 -0000",
            ["-", "-", "-", "-", "-", "-"],
        ),
        ("", ["-", "-", "-", "-", "-", "-"]),
    ];

    #[test]
    fn every_common_style_of_trace_is_read() {
        for (value, expected) in STYLES {
            let received = Received::parse(value);
            let ip = received.client_ip.map(|ip| ip.to_string());
            let found = [
                received.helo,
                received.client_name.as_ref().map(DomainName::as_str),
                ip.as_deref(),
                received.by,
                received.with,
                received.recipient,
            ];
            assert_eq!(found.map(|part| part.unwrap_or("-")), *expected, "{value}");
        }
    }

    #[test]
    fn a_helo_cannot_pass_for_an_observation() {
        // The client names itself `bank.example (bank.example [198.51.100.1])`.
        let value = "from bank.example (bank.example [198.51.100.1]) (evil.example [192.0.2.66]) \
                     by mx.example.jp";
        let received = Received::parse(value);
        assert_eq!(received.client_ip, Some("192.0.2.66".parse().unwrap()));
        assert_eq!(received.client_name.unwrap().as_str(), "evil.example");
    }

    #[test]
    fn dates_are_read_whatever_comment_follows() {
        for (value, expected) in [
            ("by a.example; Tue,  1 Feb 2022 01:30:19 +0100 (CET)", "2022-02-01T00:30:19Z"),
            ("by a.example; 22 Feb 2021 16:00:40 +0900", "2021-02-22T07:00:40Z"),
            ("by a.example (x; y); Mon, 06 Jan 2025 04:05:26 -0800 (PST)", "2025-01-06T12:05:26Z"),
        ] {
            let at = Received::parse(value).at();
            assert_eq!(at, Some(expected.parse().unwrap()), "{value}");
        }
    }

    #[test]
    fn unclosed_comments_and_quotes_end_with_the_field() {
        for value in
            ["from a (((((", "from a (b [1.2.3.4 by c", "from \"a by c", ")))))(", "from é (ü[é])"]
        {
            let _ = Received::parse(value);
        }
    }
}
