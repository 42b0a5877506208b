//! X-ARF, the JSON form of abuse reports: version 4 (<https://xarf.org>), and what can be told of
//! version 3.

mod faults;
mod kind;
mod phishing;

use serde_json::Value;

pub use faults::{Fault, faults};
pub use phishing::{Contact, PhishingReport};

/// The most octets of a report that are read: some pieces of evidence of 5 MiB each, in base64.
pub const MAX_OCTETS: usize = 32 << 20;

/// Why octets are no X-ARF report.
#[derive(Debug, thiserror::Error)]
pub enum XarfError {
    /// More than [`MAX_OCTETS`].
    #[error("the report is larger than {MAX_OCTETS} octets")]
    TooLarge,
    /// No JSON, or nested deeper than 128.
    #[error("the report is not JSON")]
    NotJson(#[source] serde_json::Error),
    /// Neither `xarf_version` nor `Version` is there.
    #[error("the report has no version")]
    NoVersion,
}

/// What every report says, whatever it is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Xarf {
    /// Version as written, such as `4.2.0`.
    pub version: String,
    /// Category (v4), or class (v3).
    pub category: String,
    /// Type within the category.
    pub kind: String,
    /// Who or what did it: an address, a host, an URL.
    pub source: Option<String>,
    /// Where it differs from the specification of version 4; empty for version 3, which is read
    /// but not judged.
    pub faults: Vec<Fault>,
}

/// Reads a report.
///
/// # Errors
/// When it is too large, no JSON, or no X-ARF.
pub fn read(octets: &[u8]) -> Result<Xarf, XarfError> {
    if octets.len() > MAX_OCTETS {
        return Err(XarfError::TooLarge);
    }
    let report: Value = serde_json::from_slice(octets).map_err(XarfError::NotJson)?;
    let text = |path: &str| report.pointer(path).and_then(Value::as_str).map(str::to_owned);
    if let Some(version) = text("/xarf_version") {
        return Ok(Xarf {
            version,
            category: text("/category").unwrap_or_default(),
            kind: text("/type").unwrap_or_default(),
            source: text("/source_identifier"),
            faults: faults(&report),
        });
    }
    let version = text("/Version").ok_or(XarfError::NoVersion)?;
    let sources = ["/Report/SourceIp", "/Report/Source/IP", "/Report/Source/URL", "/Report/Url"];
    Ok(Xarf {
        version,
        category: text("/Report/ReportClass").unwrap_or_default(),
        kind: text("/Report/ReportType").unwrap_or_default(),
        source: sources.into_iter().find_map(text),
        faults: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_are_read() {
        let v3 = br#"{"Version":"3","Report":{"ReportClass":"Activity","ReportType":"Spam","SourceIp":"192.0.2.1"}}"#;
        let report = read(v3).unwrap();
        assert_eq!((report.category.as_str(), report.kind.as_str()), ("Activity", "Spam"));
        assert_eq!(report.source.as_deref(), Some("192.0.2.1"));
        let v4 = br#"{"xarf_version":"4.2.0","category":"content","type":"phishing","source_identifier":"evil.example"}"#;
        let report = read(v4).unwrap();
        assert_eq!(report.source.as_deref(), Some("evil.example"));
        assert!(!report.faults.is_empty());
    }

    #[test]
    fn what_is_no_report_is_an_error() {
        assert!(matches!(read(b"{}"), Err(XarfError::NoVersion)));
        assert!(matches!(read(b"{"), Err(XarfError::NotJson(_))));
        assert!(matches!(read("[".repeat(100_000).as_bytes()), Err(XarfError::NotJson(_))));
        assert!(matches!(read(&vec![b' '; MAX_OCTETS + 1]), Err(XarfError::TooLarge)));
    }
}
