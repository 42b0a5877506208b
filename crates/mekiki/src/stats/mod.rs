//! The monthly report: `mekiki stats …`, and what its pages and the API tell.

mod advice;
mod csv;
mod import;
mod markdown;
mod monthly;
mod rules;
mod sector;
mod summary;
mod yearly;

use std::process::ExitCode;

use desk::{Store, stats::Month};
use jiff::Timestamp;
use reading::Brands;
use verdict::words::Language;

pub(crate) use advice::{FOR_PEOPLE, FOR_SENDERS};
pub(crate) use markdown::{disarmed, rate_words, signed};
pub(crate) use monthly::{Monthly, Share};
pub(crate) use rules::{Rule, rules};
pub(crate) use summary::summary;
pub(crate) use yearly::{OfYear, Yearly};

use crate::{
    cli::{Form, FormArgs, StatsArgs, StatsCommand},
    language,
    store::IfMissing,
    trouble::Trouble,
    web,
};

/// Does what was asked.
pub(crate) fn run(args: &StatsArgs) -> Result<ExitCode, Trouble> {
    match &args.command {
        StatsCommand::Import { files } => args.database.run(IfMissing::Make, |store| async move {
            import::import(&store, files, Timestamp::now()).await
        }),
        StatsCommand::Month { month, form } => {
            args.database.run(IfMissing::Refuse, |store| async move {
                month_as(&store, *month, *form, Timestamp::now()).await
            })
        }
        StatsCommand::Years { form } => args.database.run(IfMissing::Refuse, |store| async move {
            years_as(&store, *form, Timestamp::now()).await
        }),
    }
}

async fn month_as(
    store: &Store,
    month: Month,
    form: FormArgs,
    now: Timestamp,
) -> Result<String, Trouble> {
    let counted = store.count_month(month, now).await?;
    let monthly = Monthly::new(month, &counted, &Brands::built_in());
    Ok(match form.format {
        Form::Json => json(&monthly),
        Form::Md => markdown::month(&monthly, language_of(form)),
        Form::Csv => csv::month(&monthly, language_of(form)),
        Form::Html => {
            let years = store.count_years(now).await?;
            let yearly = Yearly::new(&years, &Brands::built_in());
            web::stats::month_alone(&monthly, &yearly, language_of(form))
        }
    })
}

async fn years_as(store: &Store, form: FormArgs, now: Timestamp) -> Result<String, Trouble> {
    let yearly = Yearly::new(&store.count_years(now).await?, &Brands::built_in());
    Ok(match form.format {
        Form::Json => json(&yearly),
        Form::Md => markdown::years(&yearly, language_of(form)),
        Form::Csv => csv::years(&yearly),
        Form::Html => web::stats::years_alone(&yearly, language_of(form)),
    })
}

fn language_of(form: FormArgs) -> Language {
    form.lang.map_or_else(language::of_environment, Language::from)
}

/// As files beside the pages.
pub(crate) fn markdown_of(monthly: &Monthly, language: Language) -> String {
    markdown::month(monthly, language)
}

/// As files beside the pages.
pub(crate) fn csv_of(monthly: &Monthly, language: Language) -> String {
    csv::month(monthly, language)
}

pub(crate) fn json(told: &impl serde::Serialize) -> String {
    // Our own types have only text for keys, and no number that JSON does not have.
    serde_json::to_string_pretty(told).unwrap_or_default() + "\n"
}
