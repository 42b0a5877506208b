//! `macro-string` and its expansion (§7).

use std::{borrow::Cow, net::IpAddr};

/// A text with macros, read.
#[derive(Debug)]
pub(super) struct MacroString<'a> {
    pieces: Vec<Piece<'a>>,
}

#[derive(Debug)]
enum Piece<'a> {
    Literal(&'a str),
    /// `%%`, `%_` and `%-`: the text they stand for.
    Escape(&'static str),
    Macro(Macro<'a>),
}

/// `%{` macro-letter transformers delimiters `}`.
#[derive(Debug)]
struct Macro<'a> {
    letter: Letter,
    /// §7.3: an upper-case letter asks for percent-encoding.
    percent_encode: bool,
    /// How many parts to keep, counted from the right; `None` keeps all.
    keep: Option<usize>,
    reverse: bool,
    /// Where parts are split; empty means at dots.
    delimiters: &'a str,
}

/// What a macro stands for (§7.2).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Letter {
    Sender,
    LocalPart,
    SenderDomain,
    Domain,
    Ip,
    ValidatedName,
    IpVersion,
    Helo,
    ReadableIp,
    Receiver,
    Time,
}

/// What the macros stand for in one check.
#[derive(Debug)]
pub(super) struct Values<'a> {
    pub(super) local_part: &'a str,
    pub(super) sender_domain: &'a str,
    pub(super) domain: &'a str,
    pub(super) ip: IpAddr,
    /// `%{p}`, or `unknown`.
    pub(super) validated_name: &'a str,
    pub(super) helo: &'a str,
    pub(super) receiver: &'a str,
    /// Seconds since 1970.
    pub(super) time: i64,
    /// The longest local-part and HELO name that are expanded, in octets.
    pub(super) longest: usize,
}

impl<'a> MacroString<'a> {
    /// Reads a text whose octets the caller has found to be of the literals' alphabet.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((literal, escape)) = rest.split_once('%') {
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal));
            }
            let (piece, after) = parse_escape(escape)?;
            pieces.push(piece);
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest));
        }
        Some(Self { pieces })
    }

    /// Whether the text ends in a literal, and in which.
    pub(super) fn last_literal(&self) -> Option<&'a str> {
        match self.pieces.last()? {
            Piece::Literal(text) => Some(text),
            Piece::Escape(_) | Piece::Macro(_) => None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// §7.2: `c`, `r` and `t` have a meaning in explanations only.
    pub(super) fn is_for_explanation_only(&self) -> bool {
        self.letters().any(|letter| match letter {
            Letter::ReadableIp | Letter::Receiver | Letter::Time => true,
            Letter::Sender
            | Letter::LocalPart
            | Letter::SenderDomain
            | Letter::Domain
            | Letter::Ip
            | Letter::ValidatedName
            | Letter::IpVersion
            | Letter::Helo => false,
        })
    }

    /// Whether expanding it takes reverse DNS.
    pub(super) fn has_validated_name(&self) -> bool {
        self.letters().any(|letter| letter == Letter::ValidatedName)
    }

    fn letters(&self) -> impl Iterator<Item = Letter> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Macro(found) => Some(found.letter),
            Piece::Literal(_) | Piece::Escape(_) => None,
        })
    }

    /// The text with its macros replaced, or only its end when that has `enough` octets already.
    /// `None` when a macro has no usable value.
    pub(super) fn expand_end(&self, values: &Values<'_>, enough: usize) -> Option<String> {
        let mut length = 0;
        let mut texts = Vec::new();
        for piece in self.pieces.iter().rev() {
            let text = piece.expand(values)?;
            length += text.len();
            texts.push(text);
            if length >= enough {
                break;
            }
        }
        texts.reverse();
        Some(texts.concat())
    }

    /// The text with its macros replaced, cut off after `most` octets. `None` when a macro has no
    /// usable value.
    pub(super) fn expand_start(&self, values: &Values<'_>, most: usize) -> Option<String> {
        let mut text = String::new();
        for piece in &self.pieces {
            text.push_str(&piece.expand(values)?);
            if text.len() > most {
                // Values are ASCII, and so is what a caller parsed; no character is split.
                text.truncate(most);
                break;
            }
        }
        Some(text)
    }
}

fn parse_escape(after_percent: &str) -> Option<(Piece<'_>, &str)> {
    if let Some(rest) = after_percent.strip_prefix('{') {
        let (inside, rest) = rest.split_once('}')?;
        return Some((Piece::Macro(Macro::parse(inside)?), rest));
    }
    [("%", "%"), ("_", " "), ("-", "%20")].into_iter().find_map(|(escape, stands_for)| {
        Some((Piece::Escape(stands_for), after_percent.strip_prefix(escape)?))
    })
}

impl Piece<'_> {
    fn expand(&self, values: &Values<'_>) -> Option<Cow<'_, str>> {
        match self {
            Piece::Literal(text) => Some(Cow::Borrowed(text)),
            Piece::Escape(text) => Some(Cow::Borrowed(text)),
            Piece::Macro(found) => found.expand(values).map(Cow::Owned),
        }
    }
}

impl<'a> Macro<'a> {
    fn parse(inside: &'a str) -> Option<Self> {
        let mut chars = inside.chars();
        let first = chars.next()?;
        let letter = Letter::parse(first.to_ascii_lowercase())?;
        let rest = chars.as_str();
        let after_digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let keep = match rest.strip_suffix(after_digits) {
            None | Some("") => None,
            // More digits than fit in the type keep all parts, as would any number so large.
            Some(digits) => Some(digits.parse().unwrap_or(usize::MAX)),
        };
        let after_r = after_digits.strip_prefix(['r', 'R']);
        let delimiters = after_r.unwrap_or(after_digits);
        // §7.1: the number must not be zero.
        let is_well_formed = keep != Some(0) && delimiters.chars().all(|c| ".-+,/_=".contains(c));
        is_well_formed.then_some(Self {
            letter,
            percent_encode: first.is_ascii_uppercase(),
            keep,
            reverse: after_r.is_some(),
            delimiters,
        })
    }

    /// `None` when the value cannot be expanded: longer than the bound, or a local-part that is not
    /// ASCII (RFC 8616 §4: a term that needs it matches nothing).
    fn expand(&self, values: &Values<'_>) -> Option<String> {
        let value = self.letter.value(values);
        if !value.is_ascii() || value.len() > values.longest.max(253) {
            return None;
        }
        let text = self.transform(&value);
        Some(if self.percent_encode { percent_encoded(&text) } else { text })
    }

    fn transform(&self, value: &str) -> String {
        let delimiters = if self.delimiters.is_empty() { "." } else { self.delimiters };
        let mut parts: Vec<&str> = value.split(|c| delimiters.contains(c)).collect();
        if self.reverse {
            parts.reverse();
        }
        let dropped = parts.len().saturating_sub(self.keep.unwrap_or(usize::MAX));
        parts.split_off(dropped).join(".")
    }
}

impl Letter {
    fn parse(lower: char) -> Option<Self> {
        Some(match lower {
            's' => Self::Sender,
            'l' => Self::LocalPart,
            'o' => Self::SenderDomain,
            'd' => Self::Domain,
            'i' => Self::Ip,
            'p' => Self::ValidatedName,
            'v' => Self::IpVersion,
            'h' => Self::Helo,
            'c' => Self::ReadableIp,
            'r' => Self::Receiver,
            't' => Self::Time,
            _ => return None,
        })
    }

    fn value<'v>(self, values: &Values<'v>) -> Cow<'v, str> {
        match self {
            Self::Sender => format!("{}@{}", values.local_part, values.sender_domain).into(),
            Self::LocalPart => values.local_part.into(),
            Self::SenderDomain => values.sender_domain.into(),
            Self::Domain => values.domain.into(),
            Self::Ip => dotted(values.ip).into(),
            Self::ValidatedName => values.validated_name.into(),
            Self::IpVersion => if values.ip.is_ipv4() { "in-addr" } else { "ip6" }.into(),
            Self::Helo => values.helo.into(),
            Self::ReadableIp => values.ip.to_string().into(),
            Self::Receiver => values.receiver.into(),
            Self::Time => values.time.to_string().into(),
        }
    }
}

/// §7.3: dotted quad for IPv4, dotted nibbles for IPv6.
fn dotted(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let nibbles = format!("{:032X}", ip.to_bits());
            let mut text = String::with_capacity(63);
            for nibble in nibbles.chars() {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push(nibble);
            }
            text
        }
    }
}

/// §7.3: everything but the unreserved characters of RFC 3986 §2.3.
fn percent_encoded(text: &str) -> String {
    use std::fmt::Write;

    let mut encoded = String::with_capacity(text.len());
    for c in text.bytes() {
        if c.is_ascii_alphanumeric() || b"-._~".contains(&c) {
            encoded.push(char::from(c));
        } else {
            // Writing to a String does not fail.
            let _ = write!(encoded, "%{c:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values<'static> {
        Values {
            local_part: "strong-bad",
            sender_domain: "email.example.com",
            domain: "email.example.com",
            ip: "192.0.2.3".parse().unwrap(),
            validated_name: "mx.example.org",
            helo: "mail.example.net",
            receiver: "unknown",
            time: 1_000_000,
            longest: 512,
        }
    }

    fn expanded(text: &str, values: &Values<'_>) -> Option<String> {
        MacroString::parse(text)?.expand_start(values, 1_000)
    }

    /// The examples of §7.4 and some corners of the grammar.
    #[test]
    fn macros_expand_as_the_rfc_shows() {
        for (text, expected) in [
            ("%{s}", "strong-bad@email.example.com"),
            ("%{o}", "email.example.com"),
            ("%{d}", "email.example.com"),
            ("%{d4}", "email.example.com"),
            ("%{d3}", "email.example.com"),
            ("%{d2}", "example.com"),
            ("%{d1}", "com"),
            ("%{dr}", "com.example.email"),
            ("%{d2r}", "example.email"),
            ("%{l}", "strong-bad"),
            ("%{l-}", "strong.bad"),
            ("%{lr}", "strong-bad"),
            ("%{lr-}", "bad.strong"),
            ("%{l1r-}", "strong"),
            ("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"),
            ("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"),
            ("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"),
            ("%{S}", "strong-bad%40email.example.com"),
            (
                "%{c} %{h} %{p} %{r} %{t}",
                "192.0.2.3 mail.example.net mx.example.org unknown 1000000",
            ),
            ("100%%%_%-", "100% %20"),
            ("%{d99999999999999999999999}", "email.example.com"),
        ] {
            assert_eq!(expanded(text, &values()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn an_ipv6_address_expands_to_nibbles() {
        let values = Values { ip: "2001:db8::cb01".parse().unwrap(), ..values() };
        assert_eq!(
            expanded("%{ir}.%{v}", &values).unwrap(),
            "1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6"
        );
    }

    #[test]
    fn what_is_no_macro_is_refused() {
        for text in ["%", "%a", "%{", "%{}", "%{x}", "%{d0}", "%{d1x}", "%{d.r}", "%(d)", "%{dr2}"]
        {
            assert!(MacroString::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_local_part_that_is_not_ascii_has_no_expansion() {
        let values = Values { local_part: "用户", ..values() };
        assert_eq!(expanded("%{l}.example.com", &values), None);
        assert_eq!(expanded("%{d}", &values).as_deref(), Some("email.example.com"));
    }
}
