//! RFC 7208: `check_host` over recorded DNS.

use auth::{
    lookup::Recorded,
    spf::{self, Client, Limits},
};
use jiff::Timestamp;
use mail::{DomainName, MailFrom};
use serde_json::{Value, json};

pub(super) fn answer(case: &Value) -> Option<Value> {
    let input = |name: &str| case.get("input")?.get(name)?.as_str();
    let recorded = Recorded::from_value(case.get("dns")?.clone()).ok()?;
    let client = Client {
        ip: input("ip")?.parse().ok()?,
        helo: input("helo")?,
        receiver: None,
        at: Timestamp::UNIX_EPOCH,
    };
    let mail_from = mail_from(input("mailfrom")?);
    let runtime = tokio::runtime::Builder::new_current_thread().build().ok()?;
    let limits = Limits::default();
    let spf = runtime.block_on(spf::check_mail_from(&client, &mail_from, &recorded, &limits));
    Some(json!({ "result": spf.result.as_str(), "explanation": spf.explanation }))
}

fn mail_from(text: &str) -> MailFrom {
    if text.is_empty() {
        return MailFrom::Null;
    }
    let (local, domain) = text.rsplit_once('@').unwrap_or(("", text));
    MailFrom::Address { local: local.to_owned(), domain: DomainName::parse(domain).ok() }
}
