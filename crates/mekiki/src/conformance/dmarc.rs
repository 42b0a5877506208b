//! RFC 9989 and RFC 7489: records, organisations, alignment, policy.

use std::sync::Mutex;

use auth::{
    Lookup, Method, RecordType,
    authres::{ResultCode, SpfIdentity, Statement},
    dmarc::{
        Alignment, AuthorDomain, Discovery, Dmarc, OrganizationalDomain, Psd, Record,
        evaluate_stated,
    },
    lookup::{Asking, Recorded},
};
use mail::{DomainName, Limits};
use serde_json::{Map, Value, json};

pub(super) fn answer(case: &Value) -> Option<Value> {
    let input = case.get("input")?;
    match case.get("op")?.as_str()? {
        "parse" => Some(parse(input.get("record")?.as_str()?)),
        "fromdomain" => Some(from_domain(input.get("header")?.as_str()?)),
        "align" => align(input),
        "orgdomain" => organizational_domain(case),
        "evaluate" => evaluate(case),
        _ => None,
    }
}

fn parse(text: &str) -> Value {
    let Ok(record) = Record::parse(text) else { return json!({ "valid": false }) };
    let mut tags = Map::new();
    let mut put = |name: &str, value: &str| tags.insert(name.to_owned(), value.into());
    put("p", record.p.as_str());
    if let Some(sp) = record.sp {
        put("sp", sp.as_str());
    }
    if let Some(np) = record.np {
        put("np", np.as_str());
    }
    put("adkim", record.adkim.as_str());
    put("aspf", record.aspf.as_str());
    put("t", if record.is_testing { "y" } else { "n" });
    put(
        "psd",
        match record.psd {
            Psd::Yes => "y",
            Psd::No => "n",
            Psd::Unstated => "u",
        },
    );
    put("rua", &record.rua.join(","));
    put("ruf", &record.ruf.join(","));
    json!({ "valid": !record.is_unusable, "tags": tags })
}

fn from_domain(header: &str) -> Value {
    let raw = format!("{header}\r\n\r\n");
    let (mail, _) = mail::parse(raw.as_bytes(), &Limits::default());
    let author = AuthorDomain::of(&mail.authors());
    json!({ "domain": author.map(|author| author.to_string()) })
}

fn align(input: &Value) -> Option<Value> {
    let author = domain(input.get("from_domain")?)?;
    let identifier = domain(input.get("auth_domain")?)?;
    let mode = match input.get("mode")?.as_str()? {
        "strict" => Alignment::Strict,
        _ => Alignment::Relaxed,
    };
    // Nothing is published, so relaxed alignment falls back on the Public Suffix List; strict
    // alignment has to be asked for by somebody.
    let dns = match mode {
        Alignment::Strict => {
            json!({ format!("_dmarc.{author}"): { "TXT": ["v=DMARC1; p=none; adkim=s"] } })
        }
        Alignment::Relaxed => json!({}),
    };
    let lookup = Recorded::from_value(dns).ok()?;
    let dkim = Statement::Dkim {
        result: ResultCode::Pass,
        domain: Some(identifier),
        selector: None,
        signature: None,
    };
    let dmarc = block_on(evaluate_stated(&AuthorDomain::new(author), &[dkim], &lookup))?;
    Some(json!({ "aligned": !dmarc.aligned.is_empty() }))
}

fn organizational_domain(case: &Value) -> Option<Value> {
    let domain = domain(case.get("input")?.get("domain")?)?;
    let lookup = Recorded::from_value(case.get("dns")?.clone()).ok()?;
    let walk = block_on(async { Discovery::new(&lookup).walk(&domain).await })?;
    let by_list = match case.get("std").and_then(Value::as_str) {
        Some("rfc9989") => false,
        Some("rfc7489") => true,
        _ => walk.found.is_empty(),
    };
    let found = if by_list {
        OrganizationalDomain::by_public_suffix_list(&domain)
    } else {
        walk.organizational_domain()
    };
    Some(json!({ "org_domain": found.name.as_str() }))
}

fn evaluate(case: &Value) -> Option<Value> {
    let input = case.get("input")?;
    let authors: Vec<_> = input.get("from")?.as_array()?.iter().filter_map(domain).collect();
    // Several authors (or none): there is no one whom a pass would be about.
    let [author] = authors.as_slice() else { return Some(json!({ "result": "permerror" })) };
    let asked = Asked::of(Recorded::from_value(case.get("dns")?.clone()).ok()?);
    let statements = statements(input);
    let author = AuthorDomain::new(author.clone());
    let dmarc = block_on(evaluate_stated(&author, &statements, &asked))?;
    Some(told(&dmarc, &asked))
}

fn told(dmarc: &Dmarc, asked: &Asked) -> Value {
    let is_aligned = |method| dmarc.aligned.iter().any(|aligned| aligned.method() == method);
    json!({
        "result": dmarc.result.as_str(),
        "policy": dmarc.policy.map(auth::dmarc::Policy::as_str),
        "policy_domain": dmarc.published.as_ref().map(|published| published.domain.as_str()),
        "spf_aligned": is_aligned(Method::Spf),
        "dkim_aligned": is_aligned(Method::Dkim),
        "queries": asked.names(),
    })
}

fn statements(input: &Value) -> Vec<Statement> {
    let results = |name: &str| input.get(name).and_then(Value::as_array).into_iter().flatten();
    let result = |value: &Value| {
        ResultCode::parse(value.get("result").and_then(Value::as_str).unwrap_or_default())
    };
    let spf = results("spf").map(|spf| Statement::Spf {
        result: result(spf),
        identity: match spf.get("scope").and_then(Value::as_str) {
            Some("helo") => SpfIdentity::Helo,
            _ => SpfIdentity::MailFrom,
        },
        domain: spf.get("domain").and_then(domain),
        client_ip: None,
    });
    let dkim = results("dkim").map(|dkim| Statement::Dkim {
        result: result(dkim),
        domain: dkim.get("domain").and_then(domain),
        selector: None,
        signature: None,
    });
    spf.chain(dkim).collect()
}

/// The domain of an address, or a bare domain.
fn domain(value: &Value) -> Option<DomainName> {
    let text = value.as_str()?;
    DomainName::parse(text.rsplit_once('@').map_or(text, |(_, domain)| domain)).ok()
}

fn block_on<T>(future: impl Future<Output = T>) -> Option<T> {
    Some(tokio::runtime::Builder::new_current_thread().build().ok()?.block_on(future))
}

/// Recorded DNS that notes which TXT records were asked for.
struct Asked {
    recorded: Recorded,
    names: Mutex<Vec<String>>,
}

impl Asked {
    fn of(recorded: Recorded) -> Self {
        Self { recorded, names: Mutex::default() }
    }

    fn names(&self) -> Vec<String> {
        self.names.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

impl Lookup for Asked {
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a> {
        if kind == RecordType::Txt {
            let mut names = self.names.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            names.push(name.to_string());
        }
        self.recorded.query(name, kind)
    }
}
