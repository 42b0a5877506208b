use desk::exchange::{arf, xarf};
use mail::Limits;
use serde_json::{Value, json};

/// Abuse reports: `arf` reads `message`, `xarf` reads `file`.
pub(super) fn answer(case: &Value) -> Option<Value> {
    match case.get("op")?.as_str()? {
        "arf" => Some(of_mail(&std::fs::read(case.get("message")?.as_str()?).ok()?)),
        "xarf" => Some(of_json(&std::fs::read(case.get("file")?.as_str()?).ok()?)),
        _ => None,
    }
}

fn of_mail(raw: &[u8]) -> Value {
    let limits = Limits::default();
    let report = match arf::read(&mail::parse(raw, &limits).0, &limits) {
        Ok(report) => report,
        Err(error) => return json!({"error": error.to_string()}),
    };
    json!({
        "feedback_type": report.feedback_type.to_string(),
        "user_agent": report.user_agent,
        "version": report.version,
        "source_ip": report.source_ip,
        "original_mail_from": report.original_mail_from,
        "reported_domain": report.reported_domain.iter().map(|d| d.as_str()).collect::<Vec<_>>(),
        "reported_uri": report.reported_uri,
        "incidents": report.incidents,
    })
}

fn of_json(octets: &[u8]) -> Value {
    match xarf::read(octets) {
        Ok(report) => json!({
            "version": report.version,
            "category": report.category,
            "type": report.kind,
            "source": report.source,
            "faults": report.faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }),
        Err(error) => json!({"error": error.to_string()}),
    }
}
