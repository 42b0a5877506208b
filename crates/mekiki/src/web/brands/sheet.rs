//! The sheet of one brand: 「○○からの本物の連絡の見分け方」, on one page of paper.

use std::sync::Arc;

use askama::Template;
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    response::{IntoResponse as _, Response},
};
use check::Report;
use mail::DomainName;
use reading::{Brand, BrandId, Brands, brand::Words};
use verdict::words::Language;

use super::{example::Example, source::Sources};
use crate::web::{
    Desk, api,
    around::{Around, page},
    language::Spoken,
    problem::Problem,
    spelled::Spelled,
};

/// Names that stand on the sheet itself; the others are folded, and do not print.
const AT_ONCE: usize = 8;

/// Names of one kind: the first ones, and the rest.
struct Names {
    first: Vec<Spelled>,
    rest: Vec<Spelled>,
}

impl Names {
    fn of<'d>(domains: impl IntoIterator<Item = &'d DomainName>) -> Self {
        let mut first: Vec<Spelled> = domains.into_iter().map(Spelled::of).collect();
        let rest = first.split_off(first.len().min(AT_ONCE));
        Self { first, rest }
    }

    fn is_empty(&self) -> bool {
        self.first.is_empty()
    }
}

#[derive(Template)]
#[template(path = "web/brand.html")]
struct Page {
    around: Around,
    id: String,
    name: String,
    own: Names,
    senders: Names,
    mailboxes: Vec<String>,
    link_hosts: Names,
    shorteners: Names,
    user_content: Names,
    carries_strangers_words: bool,
    never_asks: String,
    confirms: String,
    help_line: String,
    report_to: Vec<String>,
    group: Vec<(String, String)>,
    example: Option<Example>,
    sources: Sources,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(id) = id.map_err(|_| Problem::NotFound)?;
    let brands = &desk.checker.brands;
    if let Some(id) = id.strip_suffix(".json") {
        let brand = brands.get(&BrandId(id.to_owned())).ok_or(Problem::NotFound)?;
        return Ok(Json(api::brands::Brand::from(brand)).into_response());
    }
    let brand = brands.get(&BrandId(id)).ok_or(Problem::NotFound)?;
    page(&sheet(brands, brand, language))
}

fn sheet(brands: &Brands, brand: &Brand, language: Language) -> Page {
    let own = brand.domains.iter().chain(&brand.only_hosts).chain(&brand.shared_domains);
    Page {
        around: Around::new(language, &format!("/brands/{}", brand.id.0)),
        id: brand.id.0.clone(),
        name: name(brand, language).to_owned(),
        own: Names::of(own),
        senders: Names::of(&brand.senders),
        mailboxes: brand.user_mailboxes.clone(),
        link_hosts: Names::of(&brand.link_hosts),
        shorteners: Names::of(&brand.shorteners),
        user_content: Names::of(&brand.user_content),
        carries_strangers_words: brand.carries_strangers_words,
        never_asks: said(brand.never_asks.as_ref(), language),
        confirms: said(brand.confirms.as_ref(), language),
        help_line: brand.help_line.clone().unwrap_or_default(),
        report_to: brand.report_to.clone(),
        group: group(brands, brand, language),
        example: Example::of(brand),
        sources: Sources::of(brand, language),
    }
}

/// Key and name of the brand that a message speaks as: where its sheet is, and what it is called.
pub(crate) fn claimed(
    desk: &Desk,
    report: &Report,
    language: Language,
) -> Option<(String, String)> {
    let brand = desk.checker.brands.get(&BrandId(report.claim.brand.clone()?))?;
    Some((brand.id.0.clone(), name(brand, language).to_owned()))
}

/// The brand's name in a language.
pub(crate) fn name(brand: &Brand, language: Language) -> &str {
    match language {
        Language::Ja => &brand.name_ja,
        Language::En => &brand.name_en,
    }
}

fn said(words: Option<&Words>, language: Language) -> String {
    let said = words.map(|words| match language {
        Language::Ja => words.ja.clone(),
        Language::En => words.en.clone(),
    });
    said.unwrap_or_default()
}

fn group(brands: &Brands, brand: &Brand, language: Language) -> Vec<(String, String)> {
    let others = brand.group.iter().filter_map(|id| brands.get(id));
    others.map(|other| (other.id.0.clone(), name(other, language).to_owned())).collect()
}
