//! STIX 2.1, the form in which security teams share what they know of attacks.
//!
//! A bundle holds what was observed (addresses, hosts, the message), what to look for and until when
//! (`indicator`), that it was seen (`sighting`), what we found in words (`note`), and a `report` that
//! holds it together. The same report, written twice, has the same ids.

mod object;
mod pattern;

use check::report::Ruling;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{Shared, blocklist::HOLDS, uri, xarf::Contact};
use crate::{DecisionKind, event::SeenUrl};
use object::{Bundle, moment, observable, ours};

/// The most reports that one bundle holds.
pub const REPORTS: usize = 1_000;

/// TLP:GREEN, as the specification names it (§7.2.1.4): to be passed on within the community.
pub(super) const GREEN: &str = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";

/// A bundle of reports, the first [`REPORTS`]; those of one attack, or of any.
#[must_use]
pub fn write(shared: &[Shared], desk: &Contact) -> Value {
    let mut bundle = Bundle::new(desk);
    for report in shared.iter().take(REPORTS) {
        Written { report, bundle: &mut bundle, refs: Vec::new() }.write();
    }
    bundle.finish()
}

struct Written<'w> {
    report: &'w Shared,
    bundle: &'w mut Bundle,
    /// Ids of everything that belongs to the report.
    refs: Vec<String>,
}

impl Written<'_> {
    fn write(mut self) {
        let author = self.sender();
        self.message(author.as_deref());
        let brand = self.brand();
        let pages: Vec<SeenUrl> = self.report.pages_bounded().cloned().collect();
        for page in &pages {
            self.page(page);
        }
        self.campaign(brand.as_deref());
        if self.refs.is_empty() {
            // A report holds something (§4.16): at the least who tells it.
            self.refs.push(self.bundle.desk.clone());
        }
        self.note();
        self.report_object();
    }

    fn keep(&mut self, object: Value) -> String {
        let id = self.bundle.add(object);
        if !self.refs.contains(&id) {
            self.refs.push(id.clone());
        }
        id
    }

    /// The author's address where it is shown, else the domain; and where the message came from.
    fn sender(&mut self) -> Option<String> {
        let sent = &self.report.sent;
        let address = sent.author.as_deref().and_then(shown_address);
        let domain = sent.author_domain.clone();
        let ip = sent.source_ip;
        if let Some(domain) = domain {
            self.keep(observable("domain-name", json!({ "value": domain })));
        }
        if let Some(ip) = ip {
            let kind = if ip.is_ipv4() { "ipv4-addr" } else { "ipv6-addr" };
            self.keep(observable(kind, json!({ "value": ip.to_string() })));
        }
        address.map(|address| self.keep(observable("email-addr", json!({ "value": address }))))
    }

    fn message(&mut self, author: Option<&str>) {
        let report = self.report;
        if report.subject.is_none() && report.text.is_none() && report.message.is_none() {
            return;
        }
        // What the id is made from (§6.6.1), and nothing that is not there.
        let mut named = json!({});
        if let Some(fields) = named.as_object_mut() {
            let parts = [("body", report.text.as_deref()), ("from_ref", author)];
            let parts = parts.into_iter().chain([("subject", report.subject.as_deref())]);
            for (key, value) in parts {
                if let Some(value) = value {
                    fields.insert(key.to_owned(), value.into());
                }
            }
        }
        let mut object = observable("email-message", named);
        if let Some(fields) = object.as_object_mut() {
            fields.insert("is_multipart".to_owned(), false.into());
            if let Some(seen) = report.seen_at {
                fields.insert("date".to_owned(), moment(seen).into());
            }
        }
        self.keep(object);
    }

    /// Whom it speaks as.
    fn brand(&mut self) -> Option<String> {
        let brand = self.report.brand.clone()?;
        let object = ours("identity", &format!("brand:{}", brand.key), self.bundle.since(), |_| {
            json!({
                "name": brand.name.en,
                "description": brand.name.ja,
                "identity_class": "organization",
            })
        });
        Some(self.keep(object))
    }

    fn page(&mut self, page: &SeenUrl) {
        self.keep(observable("url", json!({ "value": uri(&page.url) })));
        let bare = page.host.trim_matches(['[', ']']);
        let host = match bare.parse::<std::net::IpAddr>() {
            Ok(ip) if ip.is_ipv4() => observable("ipv4-addr", json!({ "value": bare })),
            Ok(_) => observable("ipv6-addr", json!({ "value": bare })),
            Err(_) => observable("domain-name", json!({ "value": page.host })),
        };
        self.keep(host);
        self.indicator(page);
    }

    /// What to look for: only what a person or our check holds for fraud.
    fn indicator(&mut self, page: &SeenUrl) {
        let Some(confidence) = confidence(self.report) else { return };
        let date = self.report.date();
        let until = date.saturating_add(HOLDS).unwrap_or(date);
        let desk = self.bundle.desk.clone();
        let name = format!("{}\0{}", self.report.id, page.url);
        let indicator = ours("indicator", &name, date, |_| {
            json!({
                "created_by_ref": desk,
                "name": format!("Phishing page on {}", page.host),
                "indicator_types": ["malicious-activity"],
                "pattern": pattern::of(&page.url),
                "pattern_type": "stix",
                "pattern_version": "2.1",
                "valid_from": moment(date),
                "valid_until": moment(until),
                "confidence": confidence,
            })
        });
        let indicator = self.keep(indicator);
        let sighting = ours("sighting", &name, date, |_| {
            json!({
                "created_by_ref": desk,
                "first_seen": moment(date),
                "last_seen": moment(date.saturating_add(SignedDuration::from_secs(1)).unwrap_or(date)),
                "count": 1,
                "sighting_of_ref": indicator,
                "where_sighted_refs": [desk],
            })
        });
        self.keep(sighting);
    }

    /// The attack that the report belongs to.
    fn campaign(&mut self, brand: Option<&str>) {
        let Some(attack) = self.report.attack.clone() else { return };
        let desk = self.bundle.desk.clone();
        let since = self.bundle.since();
        let object = ours(
            "campaign",
            &attack,
            since,
            |_| json!({ "created_by_ref": desk, "name": format!("Attack {attack}") }),
        );
        let campaign = self.keep(object);
        let name = |what: &str| format!("{campaign}\0{what}");
        let link = |kind: &str, source: &str, target: &str| {
            ours("relationship", &name(&format!("{source}\0{target}")), since, |_| {
                json!({
                    "created_by_ref": desk,
                    "relationship_type": kind,
                    "source_ref": source,
                    "target_ref": target,
                })
            })
        };
        let indicators: Vec<String> =
            self.refs.iter().filter(|id| id.starts_with("indicator--")).cloned().collect();
        let mut links: Vec<Value> =
            indicators.iter().map(|indicator| link("indicates", indicator, &campaign)).collect();
        links.extend(brand.map(|brand| link("targets", &campaign, brand)));
        for object in links {
            self.keep(object);
        }
    }

    fn note(&mut self) {
        let (desk, refs) = (self.bundle.desk.clone(), self.refs.clone());
        let content = words(self.report);
        let object = ours("note", &self.report.id, self.report.received_at, |_| {
            json!({
                "created_by_ref": desk,
                "abstract": "What this desk found",
                "content": content,
                "object_refs": refs,
            })
        });
        self.keep(object);
    }

    fn report_object(&mut self) {
        let (desk, refs) = (self.bundle.desk.clone(), self.refs.clone());
        let subject = self.report.subject.clone();
        let at = self.report.received_at;
        let object = ours("report", &self.report.id, at, |_| {
            json!({
                "created_by_ref": desk,
                "name": subject.unwrap_or_else(|| "A page that was reported".to_owned()),
                "report_types": ["observed-data"],
                "published": moment(at),
                "object_refs": refs,
                "labels": ["phishing"],
            })
        });
        self.bundle.add(object);
    }
}

/// How sure we are that it is fraud, in hundredths;
/// `None` when it is not to be looked for.
pub(super) fn confidence(report: &Shared) -> Option<u8> {
    match (report.outcome, report.ruling) {
        (Some(DecisionKind::Fraud), _) => Some(95),
        (Some(DecisionKind::Genuine | DecisionKind::GenuineButFaulty), _) => None,
        (None, Some(Ruling::Phishing)) => Some(70),
        (None, Some(Ruling::Suspicious)) => Some(40),
        (None, Some(Ruling::Genuine | Ruling::NoFraudFound | Ruling::CannotTell) | None) => None,
    }
}

/// What holds of a report, for people.
pub(super) fn words(report: &Shared) -> String {
    match (report.outcome, report.ruling) {
        (Some(DecisionKind::Fraud), _) => "A person at the desk decided that it is fraud.",
        (Some(DecisionKind::Genuine), _) => {
            "A person at the desk decided that it is genuine: it is no sign of fraud."
        }
        (Some(DecisionKind::GenuineButFaulty), _) => {
            "A person at the desk decided that it is genuine, with a fault of the sender's."
        }
        (None, Some(Ruling::Phishing)) => {
            "The check found it to be phishing. No person has decided yet."
        }
        (None, Some(Ruling::Suspicious)) => {
            "The check found it suspicious. No person has decided yet."
        }
        (None, Some(Ruling::Genuine)) => {
            "The check found it genuine: it is no sign of fraud. No person has decided yet."
        }
        (None, Some(Ruling::NoFraudFound | Ruling::CannotTell) | None) => {
            "Somebody reported it. Nothing is confirmed yet."
        }
    }
    .to_owned()
}

/// An author's address, unless it is masked.
pub(super) fn shown_address(author: &str) -> Option<String> {
    let address = author.rsplit_once('<').map_or(author, |(_, address)| address);
    let address = address.trim_end_matches('>').trim();
    let (local, domain) = address.rsplit_once('@')?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_shown = !local.is_empty() && local.chars().all(is_plain);
    (is_shown && mail::DomainName::parse(domain).is_ok()).then(|| address.to_owned())
}

#[cfg(test)]
mod tests;
