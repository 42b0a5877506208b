//! Sender spoofing: who is the author, and is it proven.

use std::path::Path;

use auth::lookup::Recorded;
use jiff::Timestamp;
use mail::{Arrival, Authors, Limits, MailFrom};
use serde_json::{Value, json};

use crate::source;

pub(super) fn answer(case: &Value) -> Option<Value> {
    let mut raw = Vec::new();
    source::read(Path::new(case.get("message")?.as_str()?), &mut raw).ok()?;
    let (mail, _) = mail::parse(&raw, &Limits::default());
    let lookup = Recorded::from_value(case.get("dns")?.clone()).ok()?;
    let now = Timestamp::from_second(case.get("now")?.as_i64()?).ok()?;
    let input = |name: &str| case.get("input")?.get(name)?.as_str();
    let arrival = Arrival {
        client_ip: input("ip").and_then(|ip| ip.parse().ok()),
        helo: input("helo").map(str::to_owned),
        mail_from: input("mailfrom").map(MailFrom::parse),
        ..Arrival::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build().ok()?;
    let found = runtime.block_on(auth::authenticate(&mail, &arrival, &lookup, now));
    let is_clear = matches!(found.authors, Authors::One(_));
    let is_genuine = is_clear && !found.aligned.is_empty();
    Some(json!({
        "from": if is_clear { "clear" } else { "ambiguous" },
        "from_domain": found.author.as_ref().map(|author| author.name().as_str()),
        "verdict": if is_genuine { "genuine" } else { "unknown" },
    }))
}
