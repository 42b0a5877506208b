//! The table of redirectors and rewriters (`data/redirectors.toml`) and how each is read.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use base64::{
    Engine, alphabet, engine::GeneralPurposeConfig, engine::general_purpose::GeneralPurpose,
};
use memchr::memmem;
use serde::Deserialize;
use url::Url;

use super::{HopKind, service::suffixes, target::percent_decode};

/// One row of the table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Redirector {
    pub(super) name: String,
    pub(super) kind: HopKind,
    #[serde(default)]
    hosts: Vec<String>,
    path: Option<String>,
    #[serde(default)]
    query: Vec<String>,
    #[serde(default)]
    raw_query: bool,
    after: Option<String>,
    rest: Option<String>,
    #[serde(default)]
    last_segment: bool,
    special: Option<Special>,
    #[serde(default)]
    scheme: String,
    #[serde(default)]
    decode: Vec<Decode>,
}

/// Forms that no general description fits.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Special {
    ProofpointV3,
    TranslateGoog,
    Ses,
    Postmark,
    SegmentBase64,
    Archive,
}

/// One step that undoes an encoding.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
enum Decode {
    Percent,
    Base64,
    /// Base64 with a few octets of framing before `http`.
    Base64InSegment,
    ProofpointV2,
    Bing,
    Json(String),
    Until(String),
}

impl TryFrom<String> for Decode {
    type Error = String;

    fn try_from(step: String) -> Result<Self, String> {
        Ok(match step.split_once(':') {
            Some(("json", key)) => Self::Json(key.to_owned()),
            Some(("until", text)) => Self::Until(text.to_owned()),
            _ => match step.as_str() {
                "percent" => Self::Percent,
                "base64" => Self::Base64,
                "base64-in-segment" => Self::Base64InSegment,
                "proofpoint-v2" => Self::ProofpointV2,
                "bing" => Self::Bing,
                _ => return Err(format!("unknown decoding step {step:?}")),
            },
        })
    }
}

#[derive(Deserialize)]
struct Table {
    redirector: Vec<Redirector>,
}

struct Index {
    rows: Vec<Redirector>,
    by_host: HashMap<String, Vec<usize>>,
    /// Rows whose host is a label before any public suffix (`google.*`).
    by_label: HashMap<String, Vec<usize>>,
    any_host: Vec<usize>,
}

#[expect(clippy::expect_used, reason = "compiled-in data that a test reads")]
static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("../../data/redirectors.toml"))
        .expect("redirectors.toml parses");
    let mut by_host: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_label: HashMap<String, Vec<usize>> = HashMap::new();
    let mut any_host = Vec::new();
    for (place, row) in table.redirector.iter().enumerate() {
        for host in &row.hosts {
            match host.strip_suffix(".*") {
                Some(label) => by_label.entry(label.to_owned()).or_default().push(place),
                None => by_host.entry(host.clone()).or_default().push(place),
            }
        }
        if row.hosts.is_empty() {
            any_host.push(place);
        }
    }
    Index { rows: table.redirector, by_host, by_label, any_host }
});

/// The target that a known redirector carries in this URL, and the redirector.
pub(super) fn undo(url: &Url) -> Option<(&'static Redirector, Url)> {
    // Most links carry nothing; what has neither query nor a path of two segments cannot.
    if url.query().is_none() && url.path().len() < 4 {
        return None;
    }
    let index = &*INDEX;
    let host = url.host_str()?;
    let by_label = brand_label(host).and_then(|label| index.by_label.get(label));
    suffixes(host)
        .filter_map(|suffix| index.by_host.get(suffix))
        .chain(by_label)
        .flatten()
        .chain(&index.any_host)
        .filter_map(|place| index.rows.get(*place))
        .find_map(|row| Some((row, row.target(url)?)))
}

/// The label that stands right before the public suffix (`google` of `www.google.co.jp`).
fn brand_label(host: &str) -> Option<&str> {
    let suffix = psl::suffix(host.as_bytes())?;
    let rest = host.get(..host.len().checked_sub(suffix.as_bytes().len() + 1)?)?;
    rest.rsplit('.').next()
}

impl Redirector {
    fn target(&self, url: &Url) -> Option<Url> {
        if let Some(path) = &self.path
            && memmem::find(url.path().as_bytes(), path.as_bytes()).is_none()
        {
            return None;
        }
        let written = self.written(url)?;
        let decoded = self.decode.iter().try_fold(written, |text, step| step.undo(text))?;
        whole_address(decoded.trim(), &self.scheme)
    }

    /// The target as it stands in the URL, percent-decoded once where it is one value.
    fn written<'u>(&self, url: &'u Url) -> Option<Cow<'u, str>> {
        if let Some(special) = self.special {
            return special.written(url).map(Cow::Owned);
        }
        if !self.query.is_empty() {
            return self.query.iter().find_map(|name| parameter(url, name));
        }
        if self.raw_query {
            return Some(percent_decode(url.query()?.trim_start_matches('?')).into());
        }
        let path = url.path();
        if let Some(mark) = &self.after {
            let (_, rest) = path.split_once(mark.as_str())?;
            return Some(percent_decode(rest.split('/').next()?).into());
        }
        if let Some(mark) = &self.rest {
            let (_, rest) = path.split_once(mark.as_str())?;
            let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
            return Some(format!("{rest}{query}").into());
        }
        if self.last_segment {
            return path
                .rsplit('/')
                .find(|segment| !segment.is_empty())
                .map(|s| percent_decode(s).into());
        }
        None
    }
}

/// The first query parameter of this name, decoded as forms are.
fn parameter<'u>(url: &'u Url, name: &str) -> Option<Cow<'u, str>> {
    // HTML that was escaped twice leaves `&amp;` between parameters.
    url.query_pairs()
        .find(|(key, value)| key.strip_prefix("amp;").unwrap_or(key) == name && !value.is_empty())
        .map(|(_, value)| value)
}

impl Decode {
    fn undo<'t>(&self, text: Cow<'t, str>) -> Option<Cow<'t, str>> {
        Some(match self {
            Self::Percent => percent_decode(&text).into(),
            Self::Base64 => base64_text(&text)?.into(),
            Self::Base64InSegment => {
                let bytes = base64_bytes(&text.replace('~', ""))?;
                let text = String::from_utf8_lossy(&bytes).into_owned();
                text.get(text.find("http")?..)?.to_owned().into()
            }
            // `-` stands for `%`, `_` for `/`.
            Self::ProofpointV2 => percent_decode(&text.replace('-', "%").replace('_', "/")).into(),
            // `a1` before base64url; older links carry plain or base64 text.
            Self::Bing => match text.strip_prefix("a1").and_then(base64_text) {
                Some(text) => text.into(),
                None => match base64_text(&text) {
                    Some(inner) => percent_decode(&inner).into(),
                    None => text,
                },
            },
            Self::Json(key) => {
                let value: serde_json::Value = serde_json::from_str(&text).ok()?;
                value.get(key)?.as_str()?.to_owned().into()
            }
            Self::Until(mark) => match text.split_once(mark.as_str()) {
                Some((before, _)) => before.to_owned().into(),
                None => return None,
            },
        })
    }
}

impl Special {
    fn written(self, url: &Url) -> Option<String> {
        match self {
            Self::ProofpointV3 => proofpoint_v3(url),
            Self::TranslateGoog => translate_goog(url),
            Self::Ses => {
                // `/L0/` and the like are links, `/I0/` pictures.
                let rest = url.path().strip_prefix("/L")?;
                let (digit, rest) = rest.split_once('/')?;
                digit.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
                Some(percent_decode(rest.split('/').next()?))
            }
            Self::Postmark => {
                let mut segments = url.path_segments()?;
                let kind = segments.next()?;
                kind.starts_with(['2', '3']).then_some(())?;
                let scheme = if kind.contains('s') { "https://" } else { "http://" };
                Some(format!("{scheme}{}", percent_decode(segments.next()?)))
            }
            Self::SegmentBase64 => {
                url.path_segments()?.find(|s| s.starts_with("aHR0")).and_then(base64_text)
            }
            Self::Archive => {
                let path = url.path();
                let at = path.find("http")?;
                Some(path.get(at..)?.to_owned())
            }
        }
    }
}

/// `/v3/__TEXT__;BASE64!!…`: each `*` in the text stands for the next octet of the base64, and
/// `**C` for a run of them, as long as 2 plus C's place in the base64url alphabet.
fn proofpoint_v3(url: &Url) -> Option<String> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let whole = url.as_str();
    let (_, rest) = whole.split_once("/v3/__")?;
    let (text, rest) = rest.rsplit_once("__;")?;
    let encoded = rest.split_once('!').map_or(rest, |(encoded, _)| encoded);
    let bytes = base64_bytes(encoded).unwrap_or_default();
    let mut bytes = bytes.into_iter();
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut stars = text.bytes().peekable();
    while let Some(byte) = stars.next() {
        if byte != b'*' {
            out.push(byte);
        } else if stars.peek() == Some(&b'*') {
            stars.next();
            let length = 2 + stars.next().and_then(|c| ALPHABET.bytes().position(|a| a == c))?;
            out.extend(bytes.by_ref().take(length));
        } else {
            out.extend(bytes.next());
        }
    }
    let text = String::from_utf8_lossy(&out).into_owned();
    // Some mail programs collapse the doubled slash.
    Some(match text.split_once(":/") {
        Some((scheme, rest)) if !rest.starts_with('/') => format!("{scheme}://{rest}"),
        _ => text,
    })
}

/// `www-example-co--op-jp.translate.goog`: `-` stands for `.`, `--` for `-`.
fn translate_goog(url: &Url) -> Option<String> {
    let label = url.host_str()?.strip_suffix(".translate.goog")?;
    let host = label.replace("--", "\0").replace('-', ".").replace('\0', "-");
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("https://{host}{}{query}", url.path()))
}

/// Standard or URL-safe base64, padding or none, trailing bits ignored: trackers write all forms.
static LENIENT: LazyLock<GeneralPurpose> = LazyLock::new(|| {
    GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    )
});

fn base64_bytes(text: &str) -> Option<Vec<u8>> {
    let plain =
        text.trim().trim_end_matches('=').replace('-', "+").replace('_', "/").replace(' ', "+");
    LENIENT.decode(plain).ok()
}

pub(super) fn base64_text(text: &str) -> Option<String> {
    String::from_utf8(base64_bytes(text)?).ok()
}

/// `text` as a web URL, when it is a whole one. `scheme` is put before one that has none.
pub(super) fn whole_address(text: &str, scheme: &str) -> Option<Url> {
    let parse = super::target::parse_web;
    if let Some(rest) = text.strip_prefix("//") {
        return parse(&format!("https://{rest}"));
    }
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    if lower.starts_with("http:") || lower.starts_with("https:") {
        return parse(text);
    }
    // Encoded once more than the form asks for.
    if lower.starts_with("http%") || lower.starts_with("https%") {
        return parse(&percent_decode(text));
    }
    let bare = scheme.is_empty() && text.starts_with("www.");
    if !bare && scheme.is_empty() {
        return None;
    }
    let scheme = if bare { "http://" } else { scheme };
    let host = text.split(['/', '?', '#', ':']).next()?;
    crate::text::is_host_like(host).then(|| parse(&format!("{scheme}{text}")))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_where_its_target_stands() {
        for row in &INDEX.rows {
            let ways = usize::from(row.special.is_some())
                + usize::from(!row.query.is_empty())
                + usize::from(row.raw_query)
                + usize::from(row.after.is_some())
                + usize::from(row.rest.is_some())
                + usize::from(row.last_segment);
            assert_eq!(ways, 1, "{}", row.name);
            assert!(
                !row.hosts.is_empty() || row.path.is_some() || row.after.is_some(),
                "{}",
                row.name
            );
        }
    }
}
