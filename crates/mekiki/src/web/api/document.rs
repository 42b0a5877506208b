//! What the API says of itself: OpenAPI 3.1.

use serde_json::{Map, Value};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self, Ref, RefOr, Schema,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::web::problem::Details;

/// What stands above all operations.
pub(super) fn about() -> openapi::OpenApi {
    About::openapi()
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Mekiki",
        version = "1",
        description = "Is this message real, and what do I do now?\n\n\
            Hand in a message and get the answer, talk it through, reach a human being. Whoever hands in a \
            message gets the case's id and token; the token is the only way back to it, so keep it and tell \
            nobody. Programs of the people at the desk show an API key with scopes. Everything that is refused \
            is a problem document (RFC 9457) whose `type` names it; its words follow Accept-Language (`ja`, \
            `en`). New fields may be added to answers within a version.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT"),
    ),
    servers((url = "/", description = "This desk")),
    tags(
        (name = "checks", description = "A message and the answer about it"),
        (name = "conversations", description = "Talking it through, with or without a message"),
        (name = "cases", description = "What people asked: for programs at the desk"),
        (name = "guidance", description = "How to tell what is genuine"),
        (name = "attacks", description = "Reports that belong together"),
        (name = "reports", description = "Reporting, and what comes of it"),
        (name = "onward", description = "Reports as they go onward, and what is to be blocked"),
        (name = "campaigns", description = "What brands send: campaigns, coupons, and the record of it"),
        (name = "stats", description = "What was reported, month by month"),
        (name = "campaigns", description = "Invitations with coupons: for a brand's programs"),
        (name = "operations", description = "Whether the desk is well"),
    ),
    components(schemas(Details)),
    modifiers(&Security),
)]
struct About;

/// How programs show who they are.
struct Security;

impl Modify for Security {
    fn modify(&self, api: &mut openapi::OpenApi) {
        let components = api.components.get_or_insert_default();
        let key = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("ID.SECRET")
            .description(Some(
                "A program's key, with scopes: `check` hands in messages, `read` reads cases, redacted, `decide` \
                 decides, `campaigns` makes campaigns, invites and redeems coupons.",
            ))
            .build();
        let token = ApiKeyValue::with_description(
            "X-Case-Token",
            "What opens one case: told once, to whoever opened it.",
        );
        let report = ApiKeyValue::with_description(
            "X-Report-Token",
            "What opens one report: told once, to whoever reported.",
        );
        let report = SecurityScheme::ApiKey(ApiKey::Header(report));
        components.add_security_scheme("reportToken", report);
        components.add_security_scheme("apiKey", SecurityScheme::Http(key));
        components.add_security_scheme("caseToken", SecurityScheme::ApiKey(ApiKey::Header(token)));
    }
}

/// The place of a whole report in an answer.
pub(super) fn report() -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name(REPORT))
}

const REPORT: &str = "Report";

/// The document as text, with the report's own schema in it.
pub(super) fn written(api: openapi::OpenApi) -> String {
    let whole = serde_json::to_value(api).ok().and_then(with_report);
    let whole = whole.and_then(|whole| serde_json::to_string_pretty(&whole).ok());
    whole.unwrap_or_default() + "\n"
}

fn with_report(mut api: Value) -> Option<Value> {
    let mut report: Map<String, Value> = serde_json::from_str(crate::REPORT_V1_SCHEMA).ok()?;
    // Inside this document it is no document of its own: its references lead to its neighbours.
    report.remove("$schema");
    report.remove("$id");
    let parts = report.remove("$defs");
    let schemas = api.pointer_mut("/components/schemas")?.as_object_mut()?;
    for (name, mut part) in parts?.as_object()?.clone() {
        lead_to_neighbours(&mut part);
        schemas.insert(neighbour(&name), part);
    }
    let mut report = Value::Object(report);
    lead_to_neighbours(&mut report);
    schemas.insert(REPORT.to_owned(), report);
    Some(api)
}

fn lead_to_neighbours(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            let to = fields.get("$ref").and_then(Value::as_str);
            if let Some(name) = to.and_then(|to| to.strip_prefix("#/$defs/")) {
                let to = format!("#/components/schemas/{}", neighbour(name));
                fields.insert("$ref".to_owned(), Value::String(to));
            }
            fields.values_mut().for_each(lead_to_neighbours);
        }
        Value::Array(all) => all.iter_mut().for_each(lead_to_neighbours),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A part of the report among the other schemas: `row` as `ReportRow`.
fn neighbour(part: &str) -> String {
    let mut letters = part.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    REPORT.chars().chain(first).chain(letters).collect()
}
