use super::{Alignment, Policy};

/// Octets of a record that are read; real ones have under 500.
const MAX_OCTETS: usize = 16_384;

/// A DMARC Policy Record (RFC 9989 §4.7). `pct`, `rf` and `ri` of RFC 7489 are not read any more.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// `p`; [`Policy::None`] when the tag is absent.
    pub p: Policy,
    /// Whether `p` was written at all; RFC 7489 §6.3 required it.
    pub has_p: bool,
    /// `sp`, for existing subdomains; `None`: as `p`.
    pub sp: Option<Policy>,
    /// `np`, for subdomains that do not exist; `None`: as `sp`.
    pub np: Option<Policy>,
    /// `adkim`.
    pub adkim: Alignment,
    /// `aspf`.
    pub aspf: Alignment,
    /// `psd`.
    pub psd: Psd,
    /// `t=y`: the policy is on trial and asks to be applied one level lower.
    pub is_testing: bool,
    /// `rua`: where aggregate reports go; only syntactically valid URIs.
    pub rua: Vec<String>,
    /// `ruf`: where failure reports go; only syntactically valid URIs.
    pub ruf: Vec<String>,
    /// `p`, `sp` or `np` is no policy and `rua` is empty: the record is there, but asks for nothing
    /// that can be done (§4.10.1), so DMARC does not apply.
    pub is_unusable: bool,
}

/// Whether a record's domain is a public suffix (§4.7, `psd`).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Psd {
    /// `y`: it is one; what is registered below it are organisations of their own.
    Yes,
    /// `n`: it is not, and it is the Organizational Domain of all below it.
    No,
    /// `u`, or nothing said.
    #[default]
    Unstated,
}

/// Why a TXT record is no DMARC Policy Record.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("does not begin with v=DMARC1")]
pub struct RecordError;

impl Record {
    /// Reads a TXT record. Unknown tags and values that break a tag's syntax are passed over
    /// (§4.7), but for the policies, where a slip must not weaken or strengthen what was meant.
    ///
    /// # Errors
    /// When it does not begin with `v=DMARC1`, spelt exactly so.
    pub fn parse(text: &str) -> Result<Self, RecordError> {
        let text = text.get(..MAX_OCTETS).unwrap_or(text);
        let mut tags = text.split(';').map(|tag| {
            let (name, value) = tag.split_once('=').unwrap_or((tag, ""));
            (name.trim_matches(WSP), value.trim_matches(WSP))
        });
        if tags.next().is_none_or(|(name, value)| name != "v" || value != "DMARC1") {
            return Err(RecordError);
        }
        let tags: Vec<_> = tags.collect();
        let find = |wanted: &str| {
            let is_wanted = |(name, _): &&(&str, &str)| name.eq_ignore_ascii_case(wanted);
            tags.iter().find(is_wanted).map(|(_, value)| *value)
        };
        let policy = |tag: &str| find(tag).map(|word| Policy::parse(word).ok_or(()));
        let uris = |tag: &str| find(tag).map(uris).unwrap_or_default();
        let yes = |tag: &str| find(tag).is_some_and(|word| word.eq_ignore_ascii_case("y"));
        let alignment = |tag: &str| find(tag).and_then(Alignment::parse).unwrap_or_default();
        let mut record = Self {
            p: Policy::None,
            has_p: find("p").is_some(),
            sp: None,
            np: None,
            adkim: alignment("adkim"),
            aspf: alignment("aspf"),
            psd: find("psd").map(Psd::parse).unwrap_or_default(),
            is_testing: yes("t"),
            rua: uris("rua"),
            ruf: uris("ruf"),
            is_unusable: false,
        };
        match (policy("p").transpose(), policy("sp").transpose(), policy("np").transpose()) {
            (Ok(p), Ok(sp), Ok(np)) => {
                record.p = p.unwrap_or(Policy::None);
                record.sp = sp;
                record.np = np;
            }
            // §4.10.1: with an invalid policy it is as if `p=none` alone had been published, as
            // long as somebody wants the reports.
            _ => record.is_unusable = record.rua.is_empty(),
        }
        Ok(record)
    }
}

impl Psd {
    fn parse(word: &str) -> Self {
        if word.eq_ignore_ascii_case("y") {
            Self::Yes
        } else if word.eq_ignore_ascii_case("n") {
            Self::No
        } else {
            Self::Unstated
        }
    }
}

const WSP: [char; 4] = [' ', '\t', '\r', '\n'];

/// The URIs of a comma-separated list that have a scheme and something after it. The `!size` of
/// RFC 7489 §6.2 is dropped.
fn uris(list: &str) -> Vec<String> {
    let uri = |text: &str| {
        let text = text.trim_matches(WSP);
        let text = text.split_once('!').map_or(text, |(uri, _)| uri);
        let (scheme, rest) = text.split_once(':')?;
        let starts = scheme.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        let is_scheme = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        let is_mailto = scheme.eq_ignore_ascii_case("mailto");
        let is_whole = if is_mailto { rest.contains('@') } else { !rest.is_empty() };
        (starts && is_scheme && is_whole).then(|| text.to_owned())
    };
    list.split(',').filter_map(uri).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `p sp np adkim aspf psd t` in short, or why not.
    fn read(text: &str) -> String {
        let Ok(record) = Record::parse(text) else { return "no record".to_owned() };
        if record.is_unusable {
            return "unusable".to_owned();
        }
        let policy = |policy: Option<Policy>| policy.map_or("-", Policy::as_str);
        format!(
            "{} {} {} {:?} {:?} {:?} {}",
            record.p.as_str(),
            policy(record.sp),
            policy(record.np),
            record.adkim,
            record.aspf,
            record.psd,
            record.is_testing,
        )
    }

    #[test]
    fn records_are_read_as_rfc_9989_says() {
        for (text, expected) in [
            ("v=DMARC1; p=reject", "reject - - Relaxed Relaxed Unstated false"),
            (
                "v=DMARC1;p=Quarantine;sp=NONE; np=reject ; adkim=S; aspf=s;psd=n;t=y;",
                "quarantine none reject Strict Strict No true",
            ),
            ("v = DMARC1 ; p = none", "none - - Relaxed Relaxed Unstated false"),
            ("v=DMARC1", "none - - Relaxed Relaxed Unstated false"),
            (
                "v=DMARC1; p=reject; pct=0; rf=afrf; ri=1; x=y",
                "reject - - Relaxed Relaxed Unstated false",
            ),
            (
                "v=DMARC1; adkim=x; psd=maybe; t=perhaps; p=none",
                "none - - Relaxed Relaxed Unstated false",
            ),
            ("v=DMARC1; p=rejct", "unusable"),
            ("v=DMARC1; p=reject; sp=rejct", "unusable"),
            (
                "v=DMARC1; p=rejct; rua=mailto:a@example.com",
                "none - - Relaxed Relaxed Unstated false",
            ),
            ("v=DMARC1; p=rejct; rua=nowhere", "unusable"),
            ("v=dmarc1; p=none", "no record"),
            ("v=DMARC1x; p=none", "no record"),
            ("p=none; v=DMARC1", "no record"),
            ("", "no record"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn reports_go_to_valid_uris_only() {
        let record = Record::parse(
            "v=DMARC1; rua=mailto:a@example.com!10m, https://example.com/r,x,mailto:b",
        )
        .unwrap();
        assert_eq!(record.rua, ["mailto:a@example.com", "https://example.com/r"]);
    }
}
