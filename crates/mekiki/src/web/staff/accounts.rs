//! Who works here: accounts, for administrators.

use std::sync::Arc;

use ::desk::{NewUser, Operator, Role, Session, StoreError, User};
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use jiff::Timestamp;
use serde::Deserialize;
use verdict::words::Language;

use super::{clock::moment, colleagues::brand, form::Posted, inside::Inside, session::Staff};
use crate::web::{Desk, around::page, language::Spoken, problem::Problem};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/users", get(show).post(add))
        .route("/desk/users/disable", post(disable))
        .route("/desk/users/password", post(set_password))
}

struct Row {
    name: String,
    role: &'static str,
    brand: String,
    made: String,
    /// When the account was closed; empty for one that is open.
    closed: String,
    is_own: bool,
}

#[derive(Template)]
#[template(path = "web/staff/users.html")]
struct Page {
    inside: Inside,
    rows: Vec<Row>,
    roles: [Role; 4],
    /// Key and name of every known brand.
    brands: Vec<(String, String)>,
    /// What went wrong, in a sentence.
    wrong: &'static str,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
) -> Result<Response, Problem> {
    made(&desk, session, language, "").await
}

async fn made(
    desk: &Desk,
    session: Session,
    language: Language,
    wrong: &'static str,
) -> Result<Response, Problem> {
    let inside = Inside::new(language, "/desk/users", session);
    if !inside.may_administer() {
        return Err(Problem::NotAllowed);
    }
    let users = desk.store.users().await?;
    let rows = users.into_iter().map(|user| row(desk, &inside, user)).collect();
    let brands =
        desk.checker.brands.iter().map(|brand| {
            (brand.id.0.clone(), inside.say(&brand.name_ja, &brand.name_en).to_owned())
        });
    page(&Page { brands: brands.collect(), inside, rows, roles: Role::ALL, wrong })
}

fn row(desk: &Desk, inside: &Inside, user: User) -> Row {
    let at = |at| moment(at, &desk.checker.zone, inside.language());
    Row {
        role: inside.role(&user.role),
        brand: user.brand.map(|key| brand(desk, &key, inside)).unwrap_or_default(),
        made: at(user.created_at),
        closed: user.disabled_at.map(at).unwrap_or_default(),
        is_own: user.id == inside.session.user.id,
        name: user.name,
    }
}

#[derive(Deserialize)]
struct Added {
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    brand: String,
    #[serde(default)]
    password: String,
}

async fn add(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Posted { session, form }: Posted<Added>,
) -> Result<Response, Problem> {
    let role: Role = form.role.parse().map_err(|_| Problem::Malformed)?;
    let brand = form.brand.trim();
    // Whoever works for a brand that is not known would never see a case.
    let is_known = desk.checker.brands.iter().any(|known| known.id.0 == brand);
    let brand = (role == Role::BrandStaff && is_known).then_some(brand);
    let new = NewUser { name: form.name.trim(), role, brand, password: &form.password };
    let added = desk.store.add_user(Operator::User(&session.user), &new, Timestamp::now()).await;
    done(&desk, session, language, added.map(drop)).await
}

#[derive(Deserialize)]
struct Of {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

async fn disable(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Posted { session, form }: Posted<Of>,
) -> Result<Response, Problem> {
    // The last administrator would lock everybody out.
    if form.name == session.user.name {
        return Err(Problem::NotAllowed);
    }
    let by = Operator::User(&session.user);
    let disabled = desk.store.disable_user(by, &form.name, Timestamp::now()).await;
    done(&desk, session, language, disabled).await
}

async fn set_password(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Posted { session, form }: Posted<Of>,
) -> Result<Response, Problem> {
    let by = Operator::User(&session.user);
    let set = desk.store.set_password(by, &form.name, &form.password, Timestamp::now()).await;
    done(&desk, session, language, set).await
}

/// Back to the list, with what went wrong if it can be put right there.
async fn done(
    desk: &Desk,
    session: Session,
    language: Language,
    result: Result<(), StoreError>,
) -> Result<Response, Problem> {
    let (ja, en) = match result {
        Ok(()) => return Ok(Redirect::to("/desk/users").into_response()),
        Err(StoreError::NameTaken) => {
            ("その名前はもう使われています。", "That name is taken already.")
        }
        Err(StoreError::Name) => (
            "名前は、半角の英数字と . - _ @ + で、64文字までにしてください。",
            "A name is made of up to 64 plain letters, digits and . - _ @ +",
        ),
        Err(StoreError::Password { .. }) => {
            ("パスワードは12文字以上にしてください。", "A password has at least 12 characters.")
        }
        Err(StoreError::Brand) => (
            "ブランドの担当者には、一覧にあるブランドを選んでください。",
            "Choose a known brand for brand staff.",
        ),
        Err(error) => return Err(error.into()),
    };
    let wrong = match language {
        Language::Ja => ja,
        Language::En => en,
    };
    let mut response = made(desk, session, language, wrong).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}
