//! The monthly reports, for everybody: all months, one month, and each as a file.

mod plots;
mod recent;
mod view;

use std::sync::Arc;

use ::desk::stats::Month;
use axum::{
    Extension, Router,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use jiff::Timestamp;
use reading::Brands;

use super::{Desk, around::page, language::Spoken, problem::Problem};
use crate::stats::{self, Monthly};
use recent::Recent;

pub(crate) use view::{month_alone, styles, years_alone};

pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/stats", get(years))
        .route("/stats/{month}", get(month))
        .layer(Extension(Arc::new(Recent::default())))
}

async fn years(
    State(desk): State<Arc<Desk>>,
    Extension(recent): Extension<Arc<Recent>>,
    Spoken(language): Spoken,
) -> Result<Response, Problem> {
    let yearly = recent.yearly(&desk, Timestamp::now()).await?;
    page(&view::YearsPage::new(&yearly, language))
}

async fn month(
    State(desk): State<Arc<Desk>>,
    Extension(recent): Extension<Arc<Recent>>,
    Spoken(language): Spoken,
    name: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(name) = name.map_err(|_| Problem::NotFound)?;
    let (name, ending) = name.split_once('.').unwrap_or((&name, ""));
    let month = Month::parse(name).ok_or(Problem::NotFound)?;
    let now = Timestamp::now();
    let monthly = monthly(&desk, month, &desk.checker.brands, now).await?;
    Ok(match ending {
        "" => {
            let yearly = recent.yearly(&desk, now).await?;
            return page(&view::MonthPage::new(&monthly, &yearly, language));
        }
        "json" => file("application/json", stats::json(&monthly)),
        "md" => file("text/markdown; charset=utf-8", stats::markdown_of(&monthly, language)),
        "csv" => file("text/csv; charset=utf-8", stats::csv_of(&monthly, language)),
        _ => return Err(Problem::NotFound),
    })
}

/// A month as it is known now.
pub(crate) async fn monthly(
    desk: &Desk,
    month: Month,
    brands: &Brands,
    now: Timestamp,
) -> Result<Monthly, Problem> {
    Ok(Monthly::new(month, &desk.store.count_month(month, now).await?, brands))
}

fn file(kind: &'static str, text: String) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], text).into_response()
}
