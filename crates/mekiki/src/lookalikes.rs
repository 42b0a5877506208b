//! Names that somebody would register to be taken for a brand: `mekiki brand lookalikes`.

use std::{future::poll_fn, process::ExitCode, task::Poll};

use auth::{
    Lookup,
    lookup::{LookupError, Record, RecordType},
};
use mail::DomainName;
use reading::{
    BrandId, Brands, Owner,
    brand::{Imitation, Resemblance, imitations},
};
use serde::Serialize;

use crate::{
    cli::{LookalikesArgs, LookalikesFormat},
    dns::Dns,
    trouble::Trouble,
};

/// Names asked of DNS at a time.
const AT_A_TIME: usize = 32;

/// Prints the names for a brand or a domain; for a name that itself resembles a brand's, says which
/// brand and why.
pub(crate) fn run(args: &LookalikesArgs) -> Result<ExitCode, Trouble> {
    let brands = Brands::built_in();
    let domain = domain(&args.name, &brands)?;
    if let Some((brand, how)) = brands.lookalike_of(&domain) {
        return crate::print(&resembles(&domain, &brand, how, args.format)?);
    }
    let mut made = imitations(&domain);
    made.truncate(args.limit.unwrap_or(usize::MAX));
    let known = match args.dns {
        Dns::Off => made.iter().map(|_| Known::NotAsked).collect(),
        Dns::System | Dns::Recorded(_) => {
            let asker = args.dns.asker()?;
            asker.wait(ask(&*asker.lookup, &made))
        }
    };
    let mut out = String::new();
    for (one, known) in made.iter().zip(known) {
        out += &line(&Row::new(one, known, &brands), args.format)?;
    }
    crate::print(&out)
}

/// A brand's first domain, or the domain itself.
fn domain(name: &str, brands: &Brands) -> Result<DomainName, Trouble> {
    if let Some(brand) = brands.get(&BrandId(name.to_lowercase())) {
        let first = brand.domains.first().cloned();
        return first.ok_or_else(|| Trouble::NotADomain(name.to_owned()));
    }
    let parsed = DomainName::parse(name).ok().filter(|domain| domain.registrable().is_some());
    parsed.ok_or_else(|| Trouble::NotADomain(name.to_owned()))
}

/// What DNS says of a name.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Known {
    /// Nobody was asked.
    NotAsked,
    /// There is no such name.
    Free,
    /// The name exists, with neither address nor mail.
    Registered,
    /// It has an address.
    HasAddress,
    /// It takes mail.
    TakesMail,
    /// No answer came.
    NoAnswer,
}

#[derive(Serialize)]
struct Row {
    technique: &'static str,
    danger: u8,
    name: String,
    shown: String,
    /// The brand whose own it is, by the registry.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dns: Option<Known>,
}

impl Row {
    fn new(one: &Imitation, known: Known, brands: &Brands) -> Self {
        let owner = match brands.owner_of_host(&one.name) {
            Owner::Brand(id) | Owner::UserContent(id) | Owner::Shortener(id) => Some(id.0),
            Owner::Unlisted => None,
        };
        Self {
            technique: one.technique.as_str(),
            danger: one.danger,
            name: one.name.to_string(),
            shown: one.shown.clone(),
            owner,
            dns: (known != Known::NotAsked).then_some(known),
        }
    }
}

fn line(row: &Row, format: LookalikesFormat) -> Result<String, Trouble> {
    Ok(match format {
        LookalikesFormat::Jsonl => json(row)?,
        LookalikesFormat::Text => {
            let owner = row.owner.as_ref().map(|id| format!("\t{id}'s own")).unwrap_or_default();
            let dns = match row.dns {
                None | Some(Known::NotAsked) => "",
                Some(Known::Free) => "\tno such name",
                Some(Known::Registered) => "\tregistered",
                Some(Known::HasAddress) => "\thas an address",
                Some(Known::TakesMail) => "\ttakes mail",
                Some(Known::NoAnswer) => "\tno answer",
            };
            format!("{}\t{}\t{}{owner}{dns}\n", row.technique, row.shown, row.name)
        }
    })
}

fn json(value: &impl Serialize) -> Result<String, Trouble> {
    let text = serde_json::to_string(value).map_err(|error| Trouble::Output(error.into()))?;
    Ok(text + "\n")
}

#[derive(Serialize)]
struct Resembles<'a> {
    name: &'a str,
    shown: String,
    brand: &'a str,
    resemblance: &'static str,
}

fn resembles(
    domain: &DomainName,
    brand: &BrandId,
    how: Resemblance,
    format: LookalikesFormat,
) -> Result<String, Trouble> {
    let (key, why) = match how {
        Resemblance::BrandDomainAsSubdomain => {
            ("brand-domain-as-subdomain", "the brand's whole domain stands in front of another")
        }
        Resemblance::Confusable => ("confusable", "it reads as the brand's at a glance"),
        Resemblance::OtherTld => {
            ("other-tld", "the brand's own label under a domain that is not listed as its own")
        }
        Resemblance::BrandWordInside => ("brand-word-inside", "the brand's name is a word in it"),
        Resemblance::EditDistance => ("edit-distance", "it is one letter from the brand's"),
    };
    match format {
        LookalikesFormat::Text => {
            Ok(format!("{domain} is not {0}'s, and resembles {0}: {why}.\n", brand.0))
        }
        LookalikesFormat::Jsonl => json(&Resembles {
            name: domain.as_str(),
            shown: domain.to_unicode(),
            brand: &brand.0,
            resemblance: key,
        }),
    }
}

/// What DNS says of each name, in order.
async fn ask(lookup: &dyn Lookup, made: &[Imitation]) -> Vec<Known> {
    let mut known = Vec::with_capacity(made.len());
    for some in made.chunks(AT_A_TIME) {
        let mut waiting: Vec<_> =
            some.iter().map(|one| Box::pin(ask_one(lookup, &one.name))).collect();
        let mut answers = vec![None; some.len()];
        poll_fn(|context| {
            for (future, answer) in waiting.iter_mut().zip(&mut answers) {
                if answer.is_none()
                    && let Poll::Ready(known) = future.as_mut().poll(context)
                {
                    *answer = Some(known);
                }
            }
            if answers.iter().all(Option::is_some) { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        known.extend(answers.into_iter().map(|answer| answer.unwrap_or(Known::NoAnswer)));
    }
    known
}

async fn ask_one(lookup: &dyn Lookup, name: &DomainName) -> Known {
    let takes_mail = match lookup.query(name, RecordType::Mx).await {
        Ok(records) => records.iter().any(|record| matches!(record, Record::Mx(_, Some(_)))),
        Err(LookupError::NoSuchName(_)) => return Known::Free,
        Err(LookupError::Silent(_) | LookupError::Failed(_) | LookupError::Off(_)) => {
            return Known::NoAnswer;
        }
    };
    if takes_mail {
        return Known::TakesMail;
    }
    for kind in [RecordType::A, RecordType::Aaaa] {
        if lookup.query(name, kind).await.is_ok_and(|records| !records.is_empty()) {
            return Known::HasAddress;
        }
    }
    Known::Registered
}
