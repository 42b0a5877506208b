//! Brand Indicators for Message Identification (draft-brand-indicators-for-message-identification):
//! where a domain's logo lies. It proves nothing, and nothing here shows it.

use crate::dkim::TagList;

/// An Assertion Record (§4.2 of the draft).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// `l=`: the address of the logo; empty when the domain declines to have one.
    pub logo: String,
    /// `a=`: the address of the evidence (a mark certificate); empty without one.
    pub evidence: String,
}

/// Why a TXT record is no Assertion Record.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RecordError {
    /// It is about something else.
    #[error("does not begin with v=BIMI1")]
    Other,
    /// It is meant as one, and cannot be read.
    #[error("is no list of tags, or has no l=")]
    Malformed,
}

impl Record {
    /// Reads a TXT record.
    ///
    /// # Errors
    /// When it is none, or cannot be read.
    pub fn parse(octets: &[u8]) -> Result<Self, RecordError> {
        if !octets.trim_ascii_start().starts_with(b"v=BIMI1") {
            return Err(RecordError::Other);
        }
        let tags = TagList::parse(octets).map_err(|_| RecordError::Malformed)?;
        if tags.get("v") != Some(b"BIMI1") {
            return Err(RecordError::Malformed);
        }
        let text = |name| tags.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
        let logo = text("l").ok_or(RecordError::Malformed)?;
        Ok(Self { logo, evidence: text("a").unwrap_or_default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read() {
        let read = |logo: &str, evidence: &str| {
            Ok(Record { logo: logo.to_owned(), evidence: evidence.to_owned() })
        };
        for (text, expected) in [
            ("v=BIMI1; l=https://example.jp/l.svg", read("https://example.jp/l.svg", "")),
            ("v=BIMI1;l=https://a.test/l.svg;a=https://a.test/c.pem;", {
                read("https://a.test/l.svg", "https://a.test/c.pem")
            }),
            ("v=BIMI1; l=; a=;", read("", "")),
            ("v=BIMI1; a=https://a.test/c.pem", Err(RecordError::Malformed)),
            ("v=BIMI10; l=x", Err(RecordError::Malformed)),
            ("v=spf1 -all", Err(RecordError::Other)),
        ] {
            assert_eq!(Record::parse(text.as_bytes()), expected, "{text}");
        }
    }
}
