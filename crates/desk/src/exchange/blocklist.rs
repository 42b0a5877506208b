use std::{collections::BTreeMap, net::IpAddr};

use jiff::{SignedDuration, Timestamp};
use mail::DomainName;
use reading::{
    Brands, Owner,
    link::{ServiceKind, is_platform_customer, services_of},
};
use serde_json::{Value, json};

use super::{Shared, before_mask};
use crate::{DecisionKind, event::SeenUrl};

/// How long an entry holds after its page was last reported. Such hosts are used once: JPCERT's list
/// names 230,036 of them in 257,935 rows, so that an old entry blocks whoever has the name next.
pub const HOLDS: SignedDuration = SignedDuration::from_hours(24 * 14);

/// The most entries of a list.
pub const ENTRIES: usize = 100_000;

/// What is to be blocked, and until when.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Blocklist {
    /// The moment it was made for.
    pub made_at: Timestamp,
    /// The entries, in order of their names.
    pub entries: Vec<Blocked>,
    /// Pages that are on no list, by reason.
    pub left_out: BTreeMap<Left, usize>,
}

/// One entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Blocked {
    /// A host, or an address of which everything that begins so is meant.
    pub what: String,
    /// Whether it is a host.
    pub is_host: bool,
    /// The brand that is posed as there.
    pub brand: Option<String>,
    /// When it was reported last.
    pub last_seen: Timestamp,
    /// From when it holds no more.
    pub expires_at: Timestamp,
}

/// Why a page of a report is on no list.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Left {
    /// Nobody decided that it is fraud: a report alone blocks nobody.
    Undecided,
    /// It was seen too long ago.
    Expired,
    /// A brand's own host.
    BrandsOwn,
    /// A service for mail: everybody's mail would go.
    MailService,
    /// A host that serves many strangers, and what tells this page from theirs is masked.
    Shared,
    /// The list is full.
    Full,
}

impl Blocklist {
    /// The list that reports make.
    #[must_use]
    pub fn of(shared: &[Shared], brands: &Brands, now: Timestamp) -> Self {
        let mut found: BTreeMap<(String, bool), Blocked> = BTreeMap::new();
        let mut left_out = BTreeMap::new();
        for report in shared {
            for page in report.pages_bounded() {
                match entry(report, page, brands, now) {
                    Ok(entry) => {
                        let key = (entry.what.clone(), entry.is_host);
                        if found.len() >= ENTRIES && !found.contains_key(&key) {
                            *left_out.entry(Left::Full).or_default() += 1;
                            continue;
                        }
                        let known = found.entry(key).or_insert_with(|| entry.clone());
                        if known.last_seen < entry.last_seen {
                            *known = entry;
                        }
                    }
                    Err(left) => *left_out.entry(left).or_default() += 1,
                }
            }
        }
        Self { made_at: now, entries: found.into_values().collect(), left_out }
    }

    /// An entry a line, for programs that take nothing else; what starts with `#` is no entry.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = format!("# {} entries, {:.0}\n", self.entries.len(), self.made_at);
        for entry in &self.entries {
            out.push_str(&entry.what);
            out.push('\n');
        }
        out
    }

    /// With the day on which each entry ends.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let entries = self.entries.iter().map(|entry| {
            json!({
                "value": entry.what,
                "kind": if entry.is_host { "host" } else { "url" },
                "brand": entry.brand,
                "last_seen": entry.last_seen,
                "expires_at": entry.expires_at,
            })
        });
        let left: BTreeMap<&str, usize> =
            self.left_out.iter().map(|(left, count)| (left.into(), *count)).collect();
        json!({
            "made_at": self.made_at,
            "entries": entries.collect::<Vec<_>>(),
            "left_out": left,
        })
    }
}

fn entry(
    report: &Shared,
    page: &SeenUrl,
    brands: &Brands,
    now: Timestamp,
) -> Result<Blocked, Left> {
    if report.outcome != Some(DecisionKind::Fraud) {
        return Err(Left::Undecided);
    }
    let last_seen = report.date();
    let expires_at = last_seen.saturating_add(HOLDS).unwrap_or(last_seen);
    if expires_at <= now {
        return Err(Left::Expired);
    }
    let is_host = whole_host(page, brands)?;
    let what = if is_host { page.host.clone() } else { start(page)? };
    let brand = report.brand.as_ref().map(|brand| brand.key.clone());
    Ok(Blocked { what, is_host, brand, last_seen, expires_at })
}

/// Whether everything on the host may be blocked.
fn whole_host(page: &SeenUrl, brands: &Brands) -> Result<bool, Left> {
    let Ok(host) = DomainName::parse(&page.host) else {
        let bare = page.host.trim_matches(['[', ']']);
        return Ok(bare.parse::<IpAddr>().is_ok());
    };
    match brands.owner_of_host(&host) {
        Owner::Brand(_) => return Err(Left::BrandsOwn),
        Owner::UserContent(_) | Owner::Shortener(_) => return Ok(false),
        Owner::Unlisted => {}
    }
    let mut is_shared = is_platform_customer(&host);
    for service in services_of(&host) {
        match service.kind {
            ServiceKind::Esp | ServiceKind::Freemail | ServiceKind::MailingList => {
                return Err(Left::MailService);
            }
            ServiceKind::Tracker
            | ServiceKind::Redirector
            | ServiceKind::Rewriter
            | ServiceKind::Shortener
            | ServiceKind::BrandedShortener
            | ServiceKind::Hosting
            | ServiceKind::DynamicDns
            | ServiceKind::ThrowAwayMail
            | ServiceKind::RemoteControl => is_shared = true,
        }
    }
    Ok(!is_shared)
}

/// The address as far as it is known, when that tells the page from others on its host.
fn start(page: &SeenUrl) -> Result<String, Left> {
    let (start, _) = before_mask(&page.url);
    let start = start.split(['?', '#']).next().unwrap_or(start);
    let path = start.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    let has_path = path.is_some_and(|(_, path)| !path.is_empty());
    // Where the host is one customer's, its start page is that customer's.
    let is_customers = DomainName::parse(&page.host).is_ok_and(|host| is_platform_customer(&host));
    if (has_path || is_customers) && !start.contains(char::is_whitespace) {
        return Ok(start.to_owned());
    }
    Err(Left::Shared)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::tests::shared;

    fn list(url: &str, outcome: Option<DecisionKind>, days_ago: i64) -> Blocklist {
        let now: Timestamp = "2026-11-24T00:00:00Z".parse().unwrap();
        let seen = now - SignedDuration::from_hours(24 * days_ago);
        let pages = vec![SeenUrl::masked(url).unwrap()];
        let report = Shared { pages, outcome, received_at: seen, seen_at: None, ..shared() };
        Blocklist::of(&[report], &Brands::built_in(), now)
    }

    #[test]
    fn what_one_stranger_has_alone_is_blocked_whole_and_else_the_page() {
        let fraud = Some(DecisionKind::Fraud);
        for (url, expected) in [
            ("https://evil.example/a?b=c", Ok("evil.example")),
            ("http://203.0.113.9/login", Ok("203.0.113.9")),
            ("https://login.workers.dev/a/[token:abcdefgh]", Ok("https://login.workers.dev/a/")),
            ("https://login.pages.dev/?k=[value:abcdefgh]", Ok("https://login.pages.dev/")),
            ("https://sites.google.com/view/evil", Ok("https://sites.google.com/view/evil")),
            ("https://bit.ly/[token:abcdefgh]", Err(Left::Shared)),
            ("https://www.amazon.co.jp/gp/x", Err(Left::BrandsOwn)),
            ("https://gmail.com/x", Err(Left::MailService)),
        ] {
            let list = list(url, fraud, 1);
            let found = list.entries.first().map(|entry| entry.what.as_str());
            match expected {
                Ok(what) => assert_eq!(found, Some(what), "{url}: {:?}", list.left_out),
                Err(left) => assert_eq!(list.left_out, BTreeMap::from([(left, 1)]), "{url}"),
            }
        }
    }

    #[test]
    fn entries_need_a_decision_and_end() {
        let url = "https://evil.example/";
        for (outcome, days, left) in [
            (None, 1, Some(Left::Undecided)),
            (Some(DecisionKind::Genuine), 1, Some(Left::Undecided)),
            (Some(DecisionKind::Fraud), 14, Some(Left::Expired)),
            (Some(DecisionKind::Fraud), 13, None),
        ] {
            let list = list(url, outcome, days);
            assert_eq!(list.left_out.keys().next().copied(), left, "{outcome:?} {days}");
            assert_eq!(list.entries.is_empty(), left.is_some());
        }
    }
}
