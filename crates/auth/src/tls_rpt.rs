//! SMTP TLS Reporting (RFC 8460): where reports about failed encryption go.

use crate::dkim::TagList;

/// The TXT record at `_smtp._tls` (RFC 8460 §3).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// `rua`: `mailto:` and `https:` addresses, at least one.
    pub rua: Vec<String>,
}

/// Why a TXT record is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RecordError {
    /// It is about something else.
    #[error("does not begin with v=TLSRPTv1")]
    Other,
    /// It is meant as one, and cannot be read.
    #[error("has no rua with mailto: or https: addresses")]
    Malformed,
}

impl Record {
    /// Reads a TXT record.
    ///
    /// # Errors
    /// When it is none, or cannot be read.
    pub fn parse(octets: &[u8]) -> Result<Self, RecordError> {
        if !octets.starts_with(b"v=TLSRPTv1") {
            return Err(RecordError::Other);
        }
        let tags = TagList::parse(octets).map_err(|_| RecordError::Malformed)?;
        let rua = String::from_utf8_lossy(tags.get("rua").unwrap_or_default()).into_owned();
        let rua: Vec<String> = rua.split(',').map(|uri| uri.trim().to_owned()).collect();
        let is_uri = |uri: &String| {
            uri.strip_prefix("mailto:").is_some_and(|to| to.contains('@'))
                || uri.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
        };
        if tags.get("v") != Some(b"TLSRPTv1") || !rua.iter().all(is_uri) {
            return Err(RecordError::Malformed);
        }
        Ok(Self { rua })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read() {
        let rua = |uris: &[&str]| Ok(Record { rua: uris.iter().map(|&u| u.to_owned()).collect() });
        for (text, expected) in [
            ("v=TLSRPTv1; rua=mailto:tls@example.jp", rua(&["mailto:tls@example.jp"])),
            (
                "v=TLSRPTv1;rua=https://a.test/r, mailto:b@a.test",
                rua(&["https://a.test/r", "mailto:b@a.test"]),
            ),
            ("v=TLSRPTv1; rua=tls@example.jp", Err(RecordError::Malformed)),
            ("v=TLSRPTv1;", Err(RecordError::Malformed)),
            ("v=STSv1; id=1", Err(RecordError::Other)),
        ] {
            assert_eq!(Record::parse(text.as_bytes()), expected, "{text}");
        }
    }
}
