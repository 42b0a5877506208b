//! What an operation may refuse, as the document tells it: from the problems themselves, so that the
//! two cannot differ.

use std::collections::BTreeMap;

use utoipa::{
    PartialSchema as _, ToSchema as _,
    openapi::{
        Content, Header, Ref, RefOr, Response, ResponseBuilder, Schema, example::ExampleBuilder,
        header::HeaderBuilder,
    },
};
use verdict::words::Language;

use crate::web::problem::{Details, Problem};

/// Makes a type that stands in an operation's `responses` for the problems that it may give; those
/// that every operation may give are added.
macro_rules! refusals {
    ($(#[$meta:meta])* $name:ident: $($problem:ident),* $(,)?) => {
        $(#[$meta])*
        pub(super) struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses()
            -> std::collections::BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::Response>>
            {
                $crate::web::api::refusals::responses(&[$($crate::web::problem::Problem::$problem),*])
            }
        }
    };
}
pub(super) use refusals;

/// The responses of some problems, one for each status.
pub(super) fn responses(problems: &[Problem]) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<String, Vec<Problem>> = BTreeMap::new();
    for problem in problems.iter().chain(&[Problem::Inner]) {
        by_status.entry(problem.status().as_str().to_owned()).or_default().push(*problem);
    }
    by_status.into_iter().map(|(status, same)| (status, RefOr::T(response(&same)))).collect()
}

fn response(same: &[Problem]) -> Response {
    let described: Vec<&str> =
        same.iter().map(|problem| problem.details(Language::En).title).collect();
    let schema = Ref::from_schema_name(Details::name());
    let mut content = Content::builder().schema(Some(schema));
    for problem in same {
        let details = problem.details(Language::En);
        let value = serde_json::to_value(&details).ok();
        let example = ExampleBuilder::new().value(value).build();
        content = content.examples_from_iter([(problem.name(), example)]);
    }
    let mut response =
        ResponseBuilder::new().description(described.join(" ")).content(KIND, content.build());
    for (problem, name, description, schema) in [
        (Problem::NoKey, "WWW-Authenticate", "What to show (RFC 9110 §11.6.1)", String::schema()),
        (Problem::TooMany, "Retry-After", "Seconds to wait", u64::schema()),
        (Problem::Busy, "Retry-After", "Seconds to wait", u64::schema()),
    ] {
        if same.contains(&problem) {
            response = response.header(name, header(description, schema));
        }
    }
    response.build()
}

/// The media type of problems (RFC 9457 §6.1).
const KIND: &str = "application/problem+json";

fn header(description: &str, schema: RefOr<Schema>) -> Header {
    HeaderBuilder::new().description(Some(description)).schema(Some(schema)).build()
}
