use std::ops::Range;

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use mail::DomainName;

use super::{Canonicalization, Limits, Problem};

/// A tag-list (RFC 6376 §3.2), as used by signatures, keys and ARC.
#[derive(Debug)]
pub(crate) struct TagList<'r> {
    tags: Vec<Tag<'r>>,
}

#[derive(Debug)]
struct Tag<'r> {
    name: &'r str,
    /// Without white space around it.
    value: &'r [u8],
    /// Where the value stands in the list, white space around it included.
    whole: Range<usize>,
}

/// Signers differ on padding and on bits beyond the last octet; both carry nothing.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

impl<'r> TagList<'r> {
    /// Reads a list; §3.2: "Tags with duplicate names MUST NOT occur within a single tag-list; if
    /// a tag name does occur more than once, the entire tag-list is invalid."
    pub(crate) fn parse(list: &'r [u8]) -> Result<Self, Problem> {
        let mut tags: Vec<Tag<'r>> = Vec::new();
        let mut start = 0;
        let last = trim(list).last() == Some(&b';');
        let mut specs = list.split(|&b| b == b';').peekable();
        while let Some(spec) = specs.next() {
            // One semicolon may close the list; no other spec may be empty.
            if last && specs.peek().is_none() && trim(spec).is_empty() {
                break;
            }
            let tag = tag(spec, start).ok_or(Problem::MalformedTagList)?;
            if tags.iter().any(|known| known.name == tag.name) {
                return Err(Problem::DuplicateTag);
            }
            if tags.len() >= Limits::IN_FORCE.tags {
                return Err(Problem::MalformedTagList);
            }
            tags.push(tag);
            start += spec.len() + 1;
        }
        Ok(Self { tags })
    }

    /// The name of the first tag.
    pub(crate) fn first(&self) -> Option<&'r str> {
        self.tags.first().map(|tag| tag.name)
    }

    /// The value of a tag; names are case-sensitive (§3.2).
    pub(crate) fn get(&self, name: &str) -> Option<&'r [u8]> {
        self.tags.iter().find(|tag| tag.name == name).map(|tag| tag.value)
    }

    /// Where a tag's value stands in the list, white space around it included.
    pub(crate) fn place(&self, name: &str) -> Option<Range<usize>> {
        self.tags.iter().find(|tag| tag.name == name).map(|tag| tag.whole.clone())
    }

    /// A tag that must be there.
    pub(crate) fn required(&self, name: &'static str) -> Result<&'r [u8], Problem> {
        self.get(name).ok_or(Problem::TagMissing(name))
    }

    /// A required base64 value, which white space may fold (§2.10); never empty.
    pub(crate) fn base64(&self, name: &'static str) -> Result<Vec<u8>, Problem> {
        let octets = base64(self.required(name)?).ok_or(Problem::TagMalformed(name))?;
        if octets.is_empty() { Err(Problem::TagMalformed(name)) } else { Ok(octets) }
    }

    /// An unsigned decimal number; more digits than fit mean "as large as can be" (§3.5, x=).
    pub(crate) fn number(&self, name: &'static str) -> Result<Option<u64>, Problem> {
        let Some(value) = self.get(name) else { return Ok(None) };
        if value.is_empty() || !value.iter().all(u8::is_ascii_digit) {
            return Err(Problem::TagMalformed(name));
        }
        let number = value.iter().fold(0_u64, |sum, digit| {
            sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
        });
        Ok(Some(number))
    }

    /// A required domain name. One label is none: `domain-name = sub-domain 1*("." sub-domain)`
    /// (§3.5, d=), so that no top-level domain can sign.
    pub(crate) fn domain(&self, name: &'static str) -> Result<DomainName, Problem> {
        let text = std::str::from_utf8(self.required(name)?);
        text.ok()
            .and_then(|text| DomainName::parse(text).ok())
            .filter(|domain| domain.parent().is_some() && domain.as_str().bytes().all(is_in_domain))
            .ok_or(Problem::TagMalformed(name))
    }

    /// `s=`: a selector, which may have several labels.
    pub(crate) fn selector(&self) -> Result<&'r str, Problem> {
        let text = std::str::from_utf8(self.required("s")?).unwrap_or_default();
        let fits = !text.is_empty() && !text.split('.').any(str::is_empty);
        if fits { Ok(text) } else { Err(Problem::TagMalformed("s")) }
    }

    /// `c=`: header and body canonicalization; for the body, simple where it names only one
    /// (§3.5). DKIM and ARC differ on what an absent tag means.
    pub(crate) fn canonicalization(
        &self,
        absent: Canonicalization,
    ) -> Result<(Canonicalization, Canonicalization), Problem> {
        let Some(value) = self.get("c") else { return Ok((absent, absent)) };
        let mut names = value.splitn(2, |&b| b == b'/').map(Canonicalization::parse);
        let header = names.next().flatten().ok_or(Problem::UnknownCanonicalization)?;
        let body = match names.next() {
            None => Canonicalization::Simple,
            Some(name) => name.ok_or(Problem::UnknownCanonicalization)?,
        };
        Ok((header, body))
    }

    /// A colon-separated list, white space around its members dropped.
    pub(crate) fn members(&self, name: &str) -> Option<Vec<&'r [u8]>> {
        self.get(name).map(|value| value.split(|&b| b == b':').map(trim).collect())
    }
}

/// Base64 with folding white space taken out.
pub(crate) fn base64(value: &[u8]) -> Option<Vec<u8>> {
    let dense: Vec<u8> = value.iter().copied().filter(|&b| !is_fws(b)).collect();
    let unpadded = dense.iter().rposition(|&b| b != b'=').map_or(0, |last| last + 1);
    BASE64.decode(dense.get(..unpadded)?).ok()
}

/// Only what folding can put there: an octet such as 0xA0 is no white space.
pub(crate) fn trim(octets: &[u8]) -> &[u8] {
    let Some(first) = octets.iter().position(|&b| !is_fws(b)) else { return &[] };
    let last = octets.iter().rposition(|&b| !is_fws(b)).unwrap_or(first);
    octets.get(first..=last).unwrap_or_default()
}

fn is_fws(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t' | b'\r' | b'\n')
}

/// Letters, digits, hyphen, and the underscore that names in DNS may have and hosts may not.
pub(crate) fn is_in_domain(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'.' | b'-' | b'_')
}

fn tag<'r>(spec: &'r [u8], start: usize) -> Option<Tag<'r>> {
    let equals = memchr::memchr(b'=', spec)?;
    let (name, value) = spec.split_at_checked(equals)?;
    let value = value.get(1..)?;
    let name = std::str::from_utf8(trim(name)).ok()?;
    // tag-name = ALPHA *ALNUMPUNC
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let from = start + equals + 1;
    named.then(|| Tag { name, value: trim(value), whole: from..from + value.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_section_3_2_says() {
        for (list, expected) in [
            (&b"a=1; b=2"[..], Ok(vec![("a", &b"1"[..]), ("b", b"2")])),
            (b" a = 1 \r\n 2 ;\r\n\tb=;", Ok(vec![("a", b"1 \r\n 2"), ("b", b"")])),
            (b"a=b=c", Ok(vec![("a", b"b=c")])),
            (b"A=1; a=2", Ok(vec![("A", b"1"), ("a", b"2")])),
            (b"a=\xa0", Ok(vec![("a", b"\xa0")])),
            (b"a=1; a=2", Err(Problem::DuplicateTag)),
            (b"a=1;; b=2", Err(Problem::MalformedTagList)),
            (b"a=1;;", Err(Problem::MalformedTagList)),
            (b"a", Err(Problem::MalformedTagList)),
            (b"_=1", Err(Problem::MalformedTagList)),
            (b"", Err(Problem::MalformedTagList)),
        ] {
            let got = TagList::parse(list)
                .map(|list| list.tags.iter().map(|tag| (tag.name, tag.value)).collect::<Vec<_>>());
            assert_eq!(got, expected, "{}", list.escape_ascii());
        }
    }

    #[test]
    fn the_place_of_a_value_includes_white_space_around_it() {
        let list = b"a=1; b = \r\n xy \r\n; c=3";
        let place = TagList::parse(list).unwrap().place("b").unwrap();
        assert_eq!(&list[place], b" \r\n xy \r\n");
    }

    #[test]
    fn numbers_are_digits_and_saturate() {
        for (list, expected) in [
            (&b"t=12"[..], Ok(Some(12))),
            (b"u=1", Ok(None)),
            (b"t=99999999999999999999999999", Ok(Some(u64::MAX))),
            (b"t=1 2", Err(Problem::TagMalformed("t"))),
            (b"t=-1", Err(Problem::TagMalformed("t"))),
            (b"t=", Err(Problem::TagMalformed("t"))),
        ] {
            assert_eq!(TagList::parse(list).unwrap().number("t"), expected);
        }
    }

    #[test]
    fn a_top_level_domain_cannot_sign() {
        for (list, expected) in [
            (&b"d=Example.JP"[..], Some("example.jp")),
            (b"d=com", None),
            (b"d=a.b(c).example", None),
            (b"d=***", None),
            (b"d=", None),
        ] {
            let domain = TagList::parse(list).unwrap().domain("d").ok();
            assert_eq!(domain.as_ref().map(DomainName::as_str), expected);
        }
    }
}
