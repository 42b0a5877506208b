//! How to tell a genuine message of a brand: a list to search, a sheet for each, all of it out of the
//! registry that the check itself goes by.

mod example;
mod list;
mod sector;
mod sheet;
mod source;

use std::sync::Arc;

use axum::{Router, routing::get};

use super::Desk;

pub(crate) use sheet::{claimed, name};

pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/brands", get(list::show)).route("/brands/{id}", get(sheet::show))
}
