//! A message and the answer about it.

use std::sync::Arc;

use ::desk::{Case, Door, Published, Scope};
use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    alerts::Alert,
    decision::Decision,
    document, json,
    key::MaybeKey,
    refusals::refusals,
    token::Holder,
    vocabulary::{CaseState, Language},
};
use crate::web::{Desk, alerts, case, desk::Opened, intake, language::Spoken, problem::Problem};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new().routes(routes!(create_check)).routes(routes!(get_check, delete_check))
}

/// A message, pasted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCheck {
    /// The message: its source, or the text that can be seen of it.
    #[schema(
        min_length = 1,
        max_length = 26214400,
        pattern = r"\S",
        example = "お荷物の配達を完了できませんでした。http://kuroneko.example/ でご確認ください。"
    )]
    text: String,
    /// The person's language. Not given: as Accept-Language says.
    language: Option<Language>,
}

/// A message as it came, octet for octet.
pub(super) struct Octets;

impl PartialSchema for Octets {
    fn schema() -> RefOr<Schema> {
        let octets = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1));
        let octets = octets.max_length(Some(25 << 20)).content_media_type("message/rfc822");
        RefOr::T(octets.description(Some("A message as it came, octet for octet.")).into())
    }
}

impl ToSchema for Octets {}

/// A message, pasted.
struct Pasted;

impl PartialSchema for Pasted {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String).pattern(Some(r"\S"));
        let text = text.min_length(Some(1)).max_length(Some(25 << 20));
        RefOr::T(text.description(Some("The text that can be seen of a message.")).into())
    }
}

impl ToSchema for Pasted {}

#[derive(IntoParams)]
#[into_params(names("Accept-Language"), parameter_in = Header)]
#[expect(dead_code, reason = "read by `Spoken`; here it is described")]
struct Reads(
    /// The person's language: ja or en.
    #[param(value_type = String, required = false, example = "ja")]
    Option<String>,
);

/// A message that was checked and kept.
#[derive(Serialize, ToSchema)]
struct NewCase {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$", example = "cGxlYXNlIGNoZWNrIHRoaQ")]
    id: String,
    /// What opens the case from now on. Told this once.
    #[schema(
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "dGhpcyBpcyBub3QgYSByZWFsIHRva2VuLCBzb3JyeS4uLi4"
    )]
    token: String,
    /// The case's private page, for a person: whoever has this address may enter.
    #[schema(pattern = "^/c/[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{43}$")]
    page: String,
    #[schema(schema_with = document::report)]
    report: check::Report,
    /// What somebody decided about the same message before.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decision>,
    /// Alerts in force about such a message: to be told before anything else.
    #[schema(max_items = 3)]
    alerts: Vec<Alert>,
}

/// A case as the person who asked sees it.
#[derive(Serialize, ToSchema)]
struct Check {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
    language: Language,
    state: CaseState,
    #[schema(value_type = String, format = DateTime)]
    opened_at: Timestamp,
    /// Until when the message is kept as it came; not given when it is gone, or never was. Then
    /// addresses and the like are masked in the report.
    #[schema(value_type = String, format = DateTime, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    original_until: Option<Timestamp>,
    /// Not given for a conversation without a message.
    #[schema(schema_with = document::report, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<check::Report>,
    /// What somebody decided about the message. It goes before the report.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decision>,
    /// Alerts in force about such a message: to be told before anything else.
    #[schema(max_items = 3)]
    alerts: Vec<Alert>,
}

impl Check {
    fn new(case: Case, alerts: Vec<Published>) -> Self {
        Self {
            id: case.id.to_string(),
            language: case.language.into(),
            state: case.state.into(),
            opened_at: case.opened_at,
            original_until: case.original_until,
            report: case.report,
            decision: case.decision.map(Decision::from),
            alerts: alerts.into_iter().map(Alert::from).collect(),
        }
    }
}

refusals! { NotChecked: Malformed, NoKey, NotAllowed, ForeignForm, TooSlow, TooLarge, WrongType, Empty, TooMany, Busy }
refusals! { NotShown: NoKey, NotFound }
refusals! { NotDeleted: NoKey, ForeignForm, NotFound, TooMany }

/// Check a message
///
/// The message as it came (`message/rfc822`, or any octets: .eml, .msg), or text that was pasted.
/// Nobody needs a key; one that is shown must be right and have the scope `check`. When this answers,
/// the case is kept.
#[utoipa::path(
    post, path = "/api/v1/checks", tag = "checks",
    params(Reads),
    request_body(content(
        (Octets = "message/rfc822"),
        (Octets = "application/octet-stream"),
        (Pasted = "text/plain"),
        (NewCheck = "application/json"),
    ), description = "The message, of up to 25 MiB"),
    responses(
        (status = 201, description = "The answer, and what opens the case.", body = NewCase,
            headers(("Location" = String, description = "The check"))),
        NotChecked,
    ),
    security((), ("apiKey" = ["check"])),
)]
async fn create_check(
    State(desk): State<Arc<Desk>>,
    key: MaybeKey,
    Spoken(language): Spoken,
    request: Request,
) -> Result<Response, Problem> {
    key.with(Scope::Check)?;
    let room = desk.intake.room(request.headers(), &desk.limits).await?;
    let kind = json::kind(request.headers());
    let kind = Kind::of(&kind).ok_or(Problem::WrongType)?;
    let most = desk.limits.message_octets;
    let octets = intake::body(&room, request.into_body(), most).await?;
    let (message, language) = kind.message(octets, language)?;
    let opened = desk.open(message, (Door::Api, language)).await?;
    Ok(created(opened))
}

/// How a message is given.
#[derive(Clone, Copy)]
enum Kind {
    /// As it came.
    Octets,
    /// Pasted.
    Text,
    /// Pasted, in a document.
    Json,
}

impl Kind {
    fn of(media_type: &str) -> Option<Self> {
        match media_type {
            "message/rfc822" | "message/global" | "application/octet-stream" => Some(Self::Octets),
            "text/plain" => Some(Self::Text),
            "application/json" => Some(Self::Json),
            _ => None,
        }
    }

    fn message(
        self,
        octets: Vec<u8>,
        spoken: verdict::words::Language,
    ) -> Result<(Vec<u8>, verdict::words::Language), Problem> {
        let (message, language) = match self {
            Self::Octets | Self::Text => (octets, spoken),
            Self::Json => {
                let new: NewCheck = json::read(&octets)?;
                (new.text.into_bytes(), new.language.map_or(spoken, Into::into))
            }
        };
        let is_blank = match self {
            Self::Octets => message.is_empty(),
            Self::Text | Self::Json => String::from_utf8_lossy(&message).trim().is_empty(),
        };
        if is_blank { Err(Problem::Empty) } else { Ok((message, language)) }
    }
}

fn created(opened: Opened) -> Response {
    let location = HeaderValue::from_str(&format!("/api/v1/checks/{}", opened.key.id));
    let new = NewCase {
        id: opened.key.id.to_string(),
        token: opened.key.token.reveal().to_owned(),
        page: case::address(&opened.key),
        report: opened.report,
        decision: opened.decision.map(Decision::from),
        alerts: opened.alerts.into_iter().map(Alert::from).collect(),
    };
    let mut response = (StatusCode::CREATED, Json(new)).into_response();
    if let Ok(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Show a check
#[utoipa::path(
    get, path = "/api/v1/checks/{id}", tag = "checks",
    params(("id" = String, Path, description = "The check", min_length = 1, max_length = 64)),
    responses((status = 200, description = "The answer as it stands now.", body = Check), NotShown),
    security(("caseToken" = [])),
)]
async fn get_check(
    State(desk): State<Arc<Desk>>,
    Holder(entered): Holder,
) -> Result<Json<Check>, Problem> {
    let case = entered.case(&desk).await?;
    let alerts = alerts::of_case(&desk, &entered.access).await?;
    Ok(Json(Check::new(case, alerts)))
}

/// Delete a check
///
/// At once and for ever: the message, the answer, everything that was said.
#[utoipa::path(
    delete, path = "/api/v1/checks/{id}", tag = "checks",
    params(("id" = String, Path, description = "The check", min_length = 1, max_length = 64)),
    responses((status = 204, description = "It is gone."), NotDeleted),
    security(("caseToken" = [])),
)]
async fn delete_check(
    State(desk): State<Arc<Desk>>,
    Holder(entered): Holder,
) -> Result<StatusCode, Problem> {
    desk.store.delete(&entered.access, Timestamp::now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
