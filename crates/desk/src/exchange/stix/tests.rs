use super::*;
use crate::exchange::tests::{desk, shared};

fn kinds(bundle: &Value) -> Vec<&str> {
    let objects = bundle["objects"].as_array().unwrap();
    objects.iter().map(|object| object["type"].as_str().unwrap()).collect()
}

#[test]
fn a_report_is_a_bundle_that_holds_together() {
    let bundle = write(&[shared()], &desk());
    let ids: Vec<&str> = bundle["objects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|object| object["id"].as_str().unwrap())
        .collect();
    let report = bundle["objects"].as_array().unwrap().last().unwrap();
    assert_eq!(report["type"], "report");
    for id in report["object_refs"].as_array().unwrap() {
        assert!(ids.contains(&id.as_str().unwrap()), "{id}");
    }
    for kind in ["identity", "url", "domain-name", "email-message", "indicator", "sighting", "note"]
    {
        assert!(kinds(&bundle).contains(&kind), "{kind}");
    }
    assert_eq!(write(&[shared()], &desk()), bundle);
    let twice = write(&[shared(), shared()], &desk());
    assert_eq!(kinds(&twice).len(), kinds(&bundle).len());
}

#[test]
fn nothing_genuine_is_to_be_looked_for() {
    for outcome in [DecisionKind::Genuine, DecisionKind::GenuineButFaulty] {
        let report = Shared { outcome: Some(outcome), ..shared() };
        let bundle = write(&[report], &desk());
        assert!(!kinds(&bundle).contains(&"indicator"), "{outcome:?}");
    }
    let unsure = Shared { outcome: None, ruling: Some(Ruling::CannotTell), ..shared() };
    assert!(!kinds(&write(&[unsure], &desk())).contains(&"indicator"));
}

#[test]
fn an_attack_is_a_campaign_against_a_brand() {
    let report = Shared { attack: Some("a1".to_owned()), ..shared() };
    let bundle = write(&[report], &desk());
    let links: Vec<&str> = bundle["objects"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|object| object["relationship_type"].as_str())
        .collect();
    assert_eq!(links, ["indicates", "indicates", "targets"]);
}
