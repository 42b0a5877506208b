use std::{borrow::Borrow, fmt};

/// Why a text is no domain name.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0:?} is not a domain name")]
pub struct DomainError(pub String);

/// A DNS name in A-label form (RFC 5890), lower case, without the trailing dot.
#[derive(Clone, Debug, serde::Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(try_from = "String")]
pub struct DomainName(String);

impl DomainName {
    /// Reads a domain name as DNS compares it: U-labels become A-labels, case is folded, one
    /// trailing dot is dropped.
    ///
    /// Underscore labels (`_dmarc`) are names too. A name is at most 253 octets, a label 1 to 63.
    ///
    /// # Errors
    /// When a label is empty or too long, or the text cannot be mapped by UTS 46.
    pub fn parse(text: &str) -> Result<Self, DomainError> {
        let text = text.strip_suffix('.').unwrap_or(text);
        let error = || DomainError(text.to_owned());
        // ASCII names keep labels that IDNA would refuse (`_domainkey`, `r3---sn`): DNS knows them.
        let ascii = if text.is_ascii() {
            text.to_ascii_lowercase()
        } else {
            idna::domain_to_ascii(text).map_err(|_| error())?
        };
        let fits = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_graphic() && !b"@\"(),:;<>[\\]/".contains(&b))
        };
        if ascii.len() > 253 || ascii.is_empty() || !ascii.split('.').all(fits) {
            return Err(error());
        }
        Ok(Self(ascii))
    }

    /// Reads a name as DNS carries it: any printable ASCII in a label, space too (RFC 2181 §11).
    ///
    /// For names to ask of DNS or heard from it, which no mailbox or link need be able to hold: an
    /// SPF macro may expand to `foo:bar/baz.example.com` (RFC 7208 §7.1).
    ///
    /// # Errors
    /// When a label is empty or too long, or an octet is not printable ASCII.
    pub fn parse_dns(text: &str) -> Result<Self, DomainError> {
        let text = text.strip_suffix('.').unwrap_or(text);
        let fits = |label: &str| {
            (1..=63).contains(&label.len()) && label.bytes().all(|b| matches!(b, b' '..=b'~'))
        };
        if text.len() > 253 || !text.split('.').all(fits) {
            return Err(DomainError(text.to_owned()));
        }
        Ok(Self(text.to_ascii_lowercase()))
    }

    /// The name as text: A-labels, lower case, no trailing dot.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The labels, left to right.
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('.')
    }

    /// The name without its leftmost label; `None` at a top-level domain.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.split_once('.').map(|(_, rest)| Self(rest.to_owned()))
    }

    /// Whether this name is `ancestor` or lies below it.
    #[must_use]
    pub fn is_within(&self, ancestor: &str) -> bool {
        self.0.strip_suffix(ancestor).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// The registrable domain by the Public Suffix List, private section included: the name that
    /// one owner registered (`news.amazon.co.jp` → `amazon.co.jp`, `x.github.io` → itself).
    /// `None` for a public suffix.
    ///
    /// For links (WHATWG URL). Who speaks for whom in DMARC is decided by the Organizational
    /// Domain, found by the DNS Tree Walk in `auth`.
    #[must_use]
    pub fn registrable(&self) -> Option<Self> {
        let domain = psl::domain(self.0.as_bytes())?;
        std::str::from_utf8(domain.as_bytes()).ok().map(|name| Self(name.to_owned()))
    }

    /// The name as people read it, A-labels decoded where they decode.
    #[must_use]
    pub fn to_unicode(&self) -> String {
        idna::domain_to_unicode(&self.0).0
    }
}

impl TryFrom<String> for DomainName {
    type Error = DomainError;

    fn try_from(text: String) -> Result<Self, DomainError> {
        Self::parse(&text)
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for DomainName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domain_names_compare_as_dns_compares_them() {
        for (text, expected) in [
            ("Example.JP", Some("example.jp")),
            ("例え.jp", Some("xn--r8jz45g.jp")),
            ("_dmarc.example.jp.", Some("_dmarc.example.jp")),
            ("", None),
            ("a..b", None),
            ("a b.example", None),
        ] {
            let name = DomainName::parse(text);
            assert_eq!(name.ok().as_ref().map(DomainName::as_str), expected, "{text:?}");
        }
    }

    #[test]
    fn dns_carries_names_that_no_mailbox_holds() {
        for (text, expected) in [
            ("Foo:bar/baz.example.com.", Some("foo:bar/baz.example.com")),
            ("a b.example", Some("a b.example")),
            (".", None),
            ("a..b", None),
            ("\u{7f}.example", None),
        ] {
            let name = DomainName::parse_dns(text);
            assert_eq!(name.ok().as_ref().map(DomainName::as_str), expected, "{text:?}");
        }
    }

    #[test]
    fn within_respects_label_boundaries() {
        let name = DomainName::parse("a.notamazon.co.jp").unwrap();
        assert!(!name.is_within("amazon.co.jp"));
        assert!(name.is_within("notamazon.co.jp"));
    }
}
