//! Would our own mail look like phishing? `mekiki presend FILE`.

use std::{fmt::Write as _, process::ExitCode};

use check::{Bilingual, Given, render::plain};
use desk::{
    health::Severity,
    presend::{Advice, Own, Presend, examine},
};
use jiff::Timestamp;
use reading::Brands;
use serde::Serialize;
use verdict::words::Language;

use crate::{
    check::{checker, read},
    cli::{DomainFormat, PresendArgs},
    language,
    trouble::Trouble,
};

/// Says what to change about a mail.
pub(crate) fn run(args: &PresendArgs) -> Result<ExitCode, Trouble> {
    let raw = read(&args.file)?;
    let asker = args.common.dns.asker()?;
    let checker = checker(&args.common, asker.lookup.clone())?;
    let own = args.own.as_deref().map(|own| parse(own, &checker.brands)).transpose()?;
    let given = Given::at(args.common.now.unwrap_or_else(Timestamp::now));
    let presend = asker.wait(examine(&checker, &given, &raw, own));
    let language = args.lang.map_or_else(language::of_environment, Language::from);
    let answer = match args.format {
        DomainFormat::Text => text(&presend, &checker.brands, language),
        DomainFormat::Json => json(&presend, &checker.brands)?,
    };
    let code = if presend.needs_change() { ExitCode::from(10) } else { ExitCode::SUCCESS };
    crate::print(&answer).map(|_| code)
}

fn parse(own: &str, brands: &Brands) -> Result<Own, Trouble> {
    Own::parse(own, brands).ok_or_else(|| Trouble::NotADomain(own.to_owned()))
}

/// Whose mail it is taken for, as people read it.
pub(crate) fn owner(own: &Own, brands: &Brands) -> Bilingual {
    match own {
        Own::Domain(domain) => Bilingual::of(|_| domain.to_unicode()),
        Own::Brand(id) => match brands.get(id) {
            Some(brand) => Bilingual { ja: brand.name_ja.clone(), en: brand.name_en.clone() },
            None => Bilingual::of(|_| id.0.clone()),
        },
    }
}

/// What the answer comes to, in one sentence.
pub(crate) fn summary(presend: &Presend) -> Bilingual {
    let count = presend.advice.iter().filter(|a| a.severity() != Severity::Hint).count();
    let headline = &presend.report.headline;
    match count {
        0 => Bilingual {
            ja: format!("直すところは見つかりませんでした。検査の答え：{}", headline.ja),
            en: format!("Nothing to change was found. The checker says: {}", headline.en),
        },
        _ => Bilingual {
            ja: format!(
                "直すところが{count}件あります。いま送ると、検査の答えはこうなります：{}",
                headline.ja
            ),
            en: format!("{count} to change. Sent now, the checker would say: {}", headline.en),
        },
    }
}

fn text(presend: &Presend, brands: &Brands, language: Language) -> String {
    let mut out = format!("{}\n", plain(summary(presend).within(language)));
    if let Some(own) = &presend.own {
        let owner = owner(own, brands);
        let owner = plain(owner.within(language));
        // Writing to a String cannot fail.
        let _ = match language {
            Language::Ja => writeln!(out, "（{owner} のメールとして調べました）"),
            Language::En => writeln!(out, "(Looked at as mail of {owner}.)"),
        };
    }
    for advice in &presend.advice {
        let sign = match advice.severity() {
            Severity::Broken => '✘',
            Severity::Weak => '▲',
            Severity::Hint => '・',
        };
        let told = advice.advised();
        let [what, why, change] =
            [&told.what, &told.why, &told.change].map(|words| plain(words.within(language)));
        let _ = writeln!(out, "\n{sign} {what}\n  {why}\n  → {change}");
    }
    out
}

#[derive(Serialize)]
struct Answer {
    needs_change: bool,
    ruling: &'static str,
    own: Option<Bilingual>,
    summary: Bilingual,
    advice: Vec<Named>,
}

#[derive(Serialize)]
struct Named {
    id: String,
    severity: &'static str,
    what: Bilingual,
    why: Bilingual,
    change: Bilingual,
}

fn json(presend: &Presend, brands: &Brands) -> Result<String, Trouble> {
    let answer = Answer {
        needs_change: presend.needs_change(),
        ruling: presend.report.ruling.as_str(),
        own: presend.own.as_ref().map(|own| owner(own, brands)),
        summary: summary(presend),
        advice: presend.advice.iter().map(named).collect(),
    };
    let json = serde_json::to_string_pretty(&answer);
    json.map(|json| json + "\n").map_err(|error| Trouble::Output(error.into()))
}

fn named(advice: &Advice) -> Named {
    let told = advice.advised();
    Named {
        id: advice.name(),
        severity: advice.severity().as_str(),
        what: told.what,
        why: told.why,
        change: told.change,
    }
}
