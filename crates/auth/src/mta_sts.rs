//! SMTP MTA Strict Transport Security (RFC 8461): the record that says a policy is there. The policy
//! itself lies on a web server, and nothing here opens one.

use crate::dkim::TagList;

/// The TXT record at `_mta-sts` (RFC 8461 §3.1).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// `id`: changes whenever the policy does.
    pub id: String,
}

/// Why a TXT record is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RecordError {
    /// It is about something else.
    #[error("does not begin with v=STSv1")]
    Other,
    /// It is meant as one, and cannot be read.
    #[error("has no id of 1 to 32 letters and digits")]
    Malformed,
}

impl Record {
    /// Reads a TXT record.
    ///
    /// # Errors
    /// When it is none, or cannot be read.
    pub fn parse(octets: &[u8]) -> Result<Self, RecordError> {
        if !octets.starts_with(b"v=STSv1") {
            return Err(RecordError::Other);
        }
        let tags = TagList::parse(octets).map_err(|_| RecordError::Malformed)?;
        let id = tags.get("id").unwrap_or_default();
        let is_id = (1..=32).contains(&id.len()) && id.iter().all(u8::is_ascii_alphanumeric);
        if tags.get("v") != Some(b"STSv1") || !is_id {
            return Err(RecordError::Malformed);
        }
        Ok(Self { id: String::from_utf8_lossy(id).into_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read() {
        let id = |id: &str| Ok(Record { id: id.to_owned() });
        for (text, expected) in [
            ("v=STSv1; id=20251116T010101;", id("20251116T010101")),
            ("v=STSv1;id=1", id("1")),
            ("v=STSv1; id=2025-11", Err(RecordError::Malformed)),
            ("v=STSv1;", Err(RecordError::Malformed)),
            ("v=STSv12; id=1", Err(RecordError::Malformed)),
            ("v=TLSRPTv1; rua=mailto:a@b.test", Err(RecordError::Other)),
        ] {
            assert_eq!(Record::parse(text.as_bytes()), expected, "{text}");
        }
    }
}
