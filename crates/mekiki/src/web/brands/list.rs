//! All brands, and a form to find one.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    response::Response,
};
use reading::Brand;
use serde::Deserialize;
use verdict::words::Language;

use super::{name, sector};
use crate::web::{
    Desk,
    around::{Around, page},
    language::Spoken,
    problem::Problem,
};

/// Characters of a question that are looked at: no name is longer.
const QUESTION: usize = 200;

/// Brands that one question finds; past these it says too little.
const FOUND: usize = 100;

/// A brand in the list.
struct Entry {
    id: String,
    name: String,
    /// Its name in the other language; empty when it is the same.
    other: String,
}

/// Brands of one line of business.
struct Sector {
    name: String,
    brands: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "web/brands.html")]
struct Page {
    around: Around,
    query: String,
    found: Vec<Entry>,
    sectors: Vec<Sector>,
    known: usize,
}

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    // A query that cannot be read asks for nothing.
    let Asked { q } = asked.map(|Query(asked)| asked).unwrap_or_default();
    let query: String = q.trim().chars().take(QUESTION).collect();
    let brands = &desk.checker.brands;
    let found = brands.search(&query).into_iter().take(FOUND);
    page(&Page {
        around: Around::new(language, "/brands"),
        found: found.map(|brand| entry(brand, language)).collect(),
        sectors: sectors(brands.iter(), language),
        known: brands.iter().len(),
        query,
    })
}

fn sectors<'b>(brands: impl Iterator<Item = &'b Brand>, language: Language) -> Vec<Sector> {
    let brands: Vec<&Brand> = brands.collect();
    let known = sector::all().map(|key| (key, sector::name(key, language).to_owned()));
    let is_other = |brand: &&&Brand| sector::all().all(|key| key != brand.sector);
    let others = brands.iter().filter(is_other).map(|brand| entry(brand, language)).collect();
    let other = match language {
        Language::Ja => "そのほか",
        Language::En => "Others",
    };
    let other = Sector { name: other.to_owned(), brands: others };
    let of = |key: &str| brands.iter().filter(|brand| brand.sector == key).copied().collect();
    let all = known.map(|(key, called)| {
        let mut brands: Vec<&Brand> = of(key);
        brands.sort_by_key(|brand| name(brand, language));
        Sector {
            name: called,
            brands: brands.into_iter().map(|one| entry(one, language)).collect(),
        }
    });
    all.chain([other]).filter(|sector| !sector.brands.is_empty()).collect()
}

fn entry(brand: &Brand, language: Language) -> Entry {
    let (name, other) = match language {
        Language::Ja => (&brand.name_ja, &brand.name_en),
        Language::En => (&brand.name_en, &brand.name_ja),
    };
    let other = if name == other { String::new() } else { other.clone() };
    Entry { id: brand.id.0.clone(), name: name.clone(), other }
}
