//! Messages to try the desk with: our own, from a shop that does not exist.

use auth::lookup::Recorded;
use jiff::Timestamp;
use serde_json::Value;

/// A message to try.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) name: &'static str,
    pub(crate) ja: &'static str,
    pub(crate) en: &'static str,
    pub(crate) message: &'static [u8],
    dns: &'static str,
}

/// Two that look the same: one is genuine, one is not.
pub(crate) const ALL: &[Example] = &[
    Example {
        name: "coupon",
        ja: "招待クーポンのメール（本物）",
        en: "A coupon by invitation (genuine)",
        message: include_bytes!("../../../../examples/coupon.eml"),
        dns: include_str!("../../../../examples/coupon.dns.json"),
    },
    Example {
        name: "coupon-forged",
        ja: "見た目が同じメール（偽物）",
        en: "One that looks the same (a fake)",
        message: include_bytes!("../../../../examples/coupon-forged.eml"),
        dns: include_str!("../../../../examples/coupon-forged.dns.json"),
    },
];

pub(crate) fn named(name: &str) -> Option<&'static Example> {
    ALL.iter().find(|example| example.name == name)
}

impl Example {
    /// The moment in its story at which it is asked about: two days after it came.
    pub(crate) fn asked_at(&self) -> Timestamp {
        const STORY: i64 = 1_637_204_400; // 18 November 2021, 12:00 in Japan
        Timestamp::from_second(STORY).unwrap_or_default()
    }
}

/// What DNS would say about the names of all examples, all of them reserved ones.
pub(crate) fn recorded() -> Option<Recorded> {
    let mut all = serde_json::Map::new();
    for example in ALL {
        let Ok(Value::Object(one)) = serde_json::from_str(example.dns) else { return None };
        for (name, answers) in one {
            merge(&mut all, name, answers);
        }
    }
    Recorded::from_json(&Value::Object(all).to_string()).ok()
}

/// Two recordings may know different things about one name.
fn merge(all: &mut serde_json::Map<String, Value>, name: String, answers: Value) {
    match (all.get_mut(&name), answers) {
        (Some(Value::Object(had)), Value::Object(answers)) => had.extend(answers),
        (_, answers) => drop(all.insert(name, answers)),
    }
}
