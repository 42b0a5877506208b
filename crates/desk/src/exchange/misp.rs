//! MISP's JSON: an event with objects of its templates `email` and `url`, for communities that share
//! over MISP.

use jiff::Timestamp;
use mail::DomainName;
use serde_json::{Value, json};

use super::{
    Shared, before_mask, stix, uri,
    uuid::{OURS, named},
    xarf::Contact,
};
use crate::event::SeenUrl;

/// The most reports that one event holds.
pub const REPORTS: usize = 1_000;

/// A template of MISP's, by the id and the version of its definition.
struct Template {
    name: &'static str,
    category: &'static str,
    uuid: &'static str,
    version: &'static str,
    description: &'static str,
}

const EMAIL: Template = Template {
    name: "email",
    category: "network",
    uuid: "a0c666e0-fc65-4be8-b48f-3423d788b552",
    version: "19",
    description: "Email object describing an email with meta-information",
};

const URL: Template = Template {
    name: "url",
    category: "network",
    uuid: "60efb77b-40b5-4c46-871b-ed1ed999fce5",
    version: "10",
    description: "url object describes an url along with its normalized field.",
};

/// One event for reports that belong together, the first [`REPORTS`].
#[must_use]
pub fn write(shared: &[Shared], desk: &Contact) -> Value {
    let shared = shared.get(..REPORTS).unwrap_or(shared);
    let at = shared.iter().map(|report| report.received_at).max().unwrap_or_default();
    let ids: Vec<&str> = shared.iter().map(|report| report.id.as_str()).collect();
    let id = named(&OURS, &format!("misp\0{}", ids.join("\n")));
    let objects: Vec<Value> = shared.iter().flat_map(objects).collect();
    let date = at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    json!({
        "Event": {
            "uuid": id,
            "info": info(shared),
            "date": date.to_string(),
            "timestamp": at.as_second().to_string(),
            // High is for the worst there is (1); phishing of the public is medium.
            "threat_level_id": "2",
            // 2: complete, when a person has decided about all of it.
            "analysis": if shared.iter().all(|report| report.outcome.is_some()) { "2" } else { "1" },
            // 1: this community only; who takes it in may pass it on as TLP:GREEN says.
            "distribution": "1",
            "published": false,
            "Orgc": { "uuid": named(&OURS, &format!("org\0{}", desk.domain)), "name": desk.org },
            "Tag": tags(shared),
            "Object": objects,
        }
    })
}

/// What the event is about, in a line.
fn info(shared: &[Shared]) -> String {
    let brand = shared.iter().find_map(|report| report.brand.as_ref());
    let whom = brand.map_or_else(String::new, |brand| format!(" posing as {}", brand.name.en));
    match shared {
        [one] => format!("{}{whom} ({})", kind(one), one.id),
        several => format!("{} reports of phishing{whom}", several.len()),
    }
}

fn kind(report: &Shared) -> &'static str {
    if stix::confidence(report).is_some() { "Phishing" } else { "Reported message" }
}

fn tags(shared: &[Shared]) -> Vec<Value> {
    let mut names = vec!["tlp:green".to_owned()];
    if shared.iter().any(|report| stix::confidence(report).is_some()) {
        names.push("rsit:fraud=\"phishing\"".to_owned());
    }
    names.into_iter().map(|name| json!({ "name": name })).collect()
}

fn objects(report: &Shared) -> Vec<Value> {
    let is_fraud = stix::confidence(report).is_some();
    let mut objects = Vec::new();
    if report.subject.is_some() || report.message.is_some() {
        objects.push(email(report, is_fraud));
    }
    objects.extend(report.pages_bounded().map(|page| address(report, page, is_fraud)));
    objects
}

fn email(report: &Shared, is_fraud: bool) -> Value {
    let sent = &report.sent;
    let shown = sent.author.as_deref().and_then(stix::shown_address);
    let is_spoofed = sent.facts.is_some_and(|facts| facts.is_spoofed);
    // A brand's own address that somebody wrote there is nothing to be looked for.
    let look = is_fraud && !is_spoofed;
    let mut list = Attributes::of(report, "email");
    list.text("subject", "email-subject", "Payload delivery", report.subject.clone(), false);
    list.text("from", "email-src", "Payload delivery", shown, look);
    list.text("from-domain", "domain", "Network activity", sent.author_domain.clone(), false);
    let ip = sent.source_ip.map(|ip| ip.to_string());
    list.text("received-header-ip", "ip-src", "Network activity", ip, false);
    let date = report.seen_at.map(|at| at.to_string());
    list.text("send-date", "datetime", "Other", date, false);
    list.text("email-body", "email-body", "Payload delivery", report.text.clone(), false);
    object(&EMAIL, report, "message", list, &stix::words(report))
}

fn address(report: &Shared, page: &SeenUrl, is_fraud: bool) -> Value {
    // What is masked is found nowhere.
    let is_whole = before_mask(&page.url).1;
    let mut list = Attributes::of(report, &page.url);
    list.text("url", "url", "Network activity", Some(uri(&page.url)), is_fraud && is_whole);
    match DomainName::parse(&page.host) {
        Ok(_) => {
            list.text("host", "hostname", "Network activity", Some(page.host.clone()), false);
            list.text("domain", "domain", "Network activity", Some(page.domain.clone()), false);
        }
        Err(_) => {
            let ip = page.host.trim_matches(['[', ']']).to_owned();
            list.text("ip", "ip-dst", "Network activity", Some(ip), false);
        }
    }
    object(&URL, report, &page.url, list, &stix::words(report))
}

/// Attributes of one object.
struct Attributes {
    list: Vec<Value>,
    name: String,
    at: Timestamp,
}

impl Attributes {
    fn of(report: &Shared, object: &str) -> Self {
        let name = format!("{}\0{object}", report.id);
        Self { list: Vec::new(), name, at: report.received_at }
    }

    /// An attribute, when there is a value; `look` says whether others shall look for it.
    fn text(
        &mut self,
        relation: &str,
        kind: &str,
        category: &str,
        value: Option<String>,
        look: bool,
    ) {
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else { return };
        let uuid = named(&OURS, &format!("misp\0{}\0{relation}", self.name));
        self.list.push(json!({
            "uuid": uuid,
            "object_relation": relation,
            "type": kind,
            "category": category,
            "value": value,
            "to_ids": look,
            "disable_correlation": false,
            "distribution": "5",
            "timestamp": self.at.as_second().to_string(),
        }));
    }
}

fn object(
    template: &Template,
    report: &Shared,
    name: &str,
    attributes: Attributes,
    comment: &str,
) -> Value {
    json!({
        "uuid": named(&OURS, &format!("misp\0{}\0{name}\0{}", report.id, template.name)),
        "name": template.name,
        "meta-category": template.category,
        "description": template.description,
        "template_uuid": template.uuid,
        "template_version": template.version,
        "timestamp": report.received_at.as_second().to_string(),
        "distribution": "5",
        "comment": comment,
        "Attribute": attributes.list,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        DecisionKind,
        exchange::tests::{desk, shared},
    };

    fn looked_for(event: &Value) -> Vec<String> {
        let objects = event["Event"]["Object"].as_array().unwrap();
        let attributes =
            objects.iter().flat_map(|object| object["Attribute"].as_array().unwrap().iter());
        attributes
            .filter(|attribute| attribute["to_ids"] == true)
            .map(|attribute| attribute["value"].as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn only_what_is_whole_and_fraud_is_looked_for() {
        let event = write(&[shared()], &desk());
        assert_eq!(looked_for(&event), ["news@evil.example", "https://evil.example/login"]);
        let genuine = Shared { outcome: Some(DecisionKind::Genuine), ..shared() };
        assert!(looked_for(&write(&[genuine], &desk())).is_empty());
    }

    #[test]
    fn the_same_report_is_the_same_event() {
        assert_eq!(write(&[shared()], &desk()), write(&[shared()], &desk()));
    }
}
