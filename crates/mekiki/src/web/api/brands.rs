//! What the registry knows of a brand, for programs.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
};
use mail::DomainName;
use reading::BrandId;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::refusals::refusals;
use crate::web::{Desk, problem::Problem};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new().routes(routes!(get_brand))
}

/// What the registry knows of a brand. What is not in it is not known to be false.
#[derive(Serialize, ToSchema)]
pub(in crate::web) struct Brand {
    /// Its key.
    #[schema(example = "amazon")]
    id: String,
    name: Said,
    /// Line of business: `bank`, `shop`, `parcel` and so on.
    sector: String,
    /// ISO 3166 codes of the countries where it is mostly known; `*` for the world.
    countries: Vec<String>,
    /// Registrable domains that are its own, with everything below them.
    domains: Vec<String>,
    /// Hosts of shared domains that are its own.
    hosts: Vec<String>,
    /// Other companies' hosts that send its mail: exactly these.
    senders: Vec<String>,
    /// Other companies' hosts that it links through.
    link_hosts: Vec<String>,
    /// Short-link domains of its own, where somebody else chooses the target.
    shorteners: Vec<String>,
    /// Domains where the public has mailboxes; `*.` before one stands for every host below it.
    user_mailboxes: Vec<String>,
    /// Hosts that carry strangers' pages.
    user_content: Vec<String>,
    /// What it says it never asks for by mail.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    never_asks: Option<Said>,
    /// Where it lets people confirm what it sent.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    confirms: Option<Said>,
    /// Addresses and pages to report fakes to.
    report_to: Vec<String>,
    /// Keys of brands of the same group.
    group: Vec<String>,
    /// Where these facts are from: pages, or `common knowledge`.
    sources: Vec<String>,
}

/// Words in both languages.
#[derive(Serialize, ToSchema)]
struct Said {
    ja: String,
    en: String,
}

impl From<&reading::brand::Words> for Said {
    fn from(words: &reading::brand::Words) -> Self {
        Self { ja: words.ja.clone(), en: words.en.clone() }
    }
}

impl From<&reading::Brand> for Brand {
    fn from(brand: &reading::Brand) -> Self {
        let hosts = brand.only_hosts.iter().chain(&brand.shared_domains);
        Self {
            id: brand.id.0.clone(),
            name: Said { ja: brand.name_ja.clone(), en: brand.name_en.clone() },
            sector: brand.sector.clone(),
            countries: brand.countries.clone(),
            domains: written(&brand.domains),
            hosts: written(hosts),
            senders: written(&brand.senders),
            link_hosts: written(&brand.link_hosts),
            shorteners: written(&brand.shorteners),
            user_mailboxes: brand.user_mailboxes.clone(),
            user_content: written(&brand.user_content),
            never_asks: brand.never_asks.as_ref().map(Said::from),
            confirms: brand.confirms.as_ref().map(Said::from),
            report_to: brand.report_to.clone(),
            group: brand.group.iter().map(|id| id.0.clone()).collect(),
            sources: brand.sources.clone(),
        }
    }
}

fn written<'d>(names: impl IntoIterator<Item = &'d DomainName>) -> Vec<String> {
    names.into_iter().map(|name| name.as_str().to_owned()).collect()
}

refusals! { NotShown: NotFound }

/// Show what is known of a brand
///
/// The registry that every check goes by. A domain that is not in it is not known to be anybody's: that
/// alone does not make a message a fake.
#[utoipa::path(
    get, path = "/api/v1/brands/{id}", tag = "guidance",
    params(("id" = String, Path, description = "The brand's key", min_length = 1, max_length = 64)),
    responses((status = 200, description = "What the registry knows.", body = Brand), NotShown),
    security(()),
)]
async fn get_brand(
    State(desk): State<Arc<Desk>>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<Brand>, Problem> {
    let id = id.map_err(|_| Problem::NotFound)?;
    let brand = desk.checker.brands.get(&BrandId(id.0)).ok_or(Problem::NotFound)?;
    Ok(Json(brand.into()))
}
