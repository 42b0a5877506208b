//! What a domain publishes, for programs. These types are the form; they are built from the inner ones.

use check::Bilingual;
use desk::health::{Fault, Health, Section};
use serde::Serialize;

use super::text::unanswered;
use crate::trouble::Trouble;

#[derive(Serialize)]
struct Domain {
    domain: String,
    needs_mending: bool,
    is_partial: bool,
    sections: Vec<Topic>,
}

#[derive(Serialize)]
struct Topic {
    topic: &'static str,
    records: Vec<Record>,
    means: Vec<Bilingual>,
    faults: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unanswered: Option<Bilingual>,
}

#[derive(Serialize)]
struct Record {
    name: String,
    text: String,
}

#[derive(Serialize)]
struct Named {
    id: &'static str,
    severity: &'static str,
    what: Bilingual,
    change: Bilingual,
}

/// The whole answer.
pub(super) fn render(health: &Health) -> Result<String, Trouble> {
    let domain = Domain {
        domain: health.domain.to_string(),
        needs_mending: health.needs_mending(),
        is_partial: health.is_partial(),
        sections: health.sections.iter().map(topic).collect(),
    };
    let json = serde_json::to_string_pretty(&domain);
    json.map(|json| json + "\n").map_err(|error| Trouble::Output(error.into()))
}

fn topic(section: &Section) -> Topic {
    let record = |published: &desk::health::Published| Record {
        name: published.name.clone(),
        text: published.text.clone(),
    };
    let error = section.unanswered.as_ref();
    Topic {
        topic: section.topic.as_str(),
        records: section.published.iter().map(record).collect(),
        means: section.said.iter().map(desk::health::Said::words).collect(),
        faults: section.faults.iter().map(named).collect(),
        unanswered: error.map(|error| Bilingual::of(|language| unanswered(error, language))),
    }
}

fn named(fault: &Fault) -> Named {
    let told = fault.told();
    Named {
        id: fault.name(),
        severity: fault.severity().as_str(),
        what: told.what,
        change: told.change,
    }
}
