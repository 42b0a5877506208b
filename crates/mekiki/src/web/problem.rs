//! What went wrong, and what to do about it: a page for people, RFC 9457 for programs.
//!
//! Handlers return a [`Problem`]; [`show`] writes it, for it knows who asked and in which language.
//! No problem tells anything of the message, of a token, or of our inside.

mod campaign;

use askama::Template;
use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use desk::StoreError;
use serde::Serialize;
use utoipa::ToSchema;
use verdict::words::Language;

use super::{around::Around, language};

/// What went wrong.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Problem {
    /// No such page, case or example, or not with this token.
    NotFound,
    /// The address does not know this method.
    Method,
    /// More octets than are taken.
    TooLarge,
    /// Neither a message nor text.
    WrongType,
    /// A form or document that cannot be read.
    Malformed,
    /// Nothing was handed in.
    Empty,
    /// Words that are too long, or too many of them.
    TooLong,
    /// The body came too slowly.
    TooSlow,
    /// A form from somebody else's page, or one whose page is too old.
    ForeignForm,
    /// A log-in, key or token is missing, wrong or over.
    NotLoggedIn,
    /// An API key or a case's token is missing or wrong.
    NoKey,
    /// Not with this role or scope.
    NotAllowed,
    /// Who wrote it may not approve it.
    OwnWork,
    /// Wrong name or password.
    WrongPassword,
    /// Too many wrong passwords.
    Locked,
    /// The report cannot go onward in that form, or may not.
    NotToShare,
    /// Somebody else has the case, or did the same meanwhile.
    Conflict,
    /// A campaign's terms cannot stand.
    BadTerms,
    /// No coupon of that code.
    NoSuchCoupon,
    /// The coupon was used for another order.
    CouponUsed,
    /// The coupon's days are over.
    CouponExpired,
    /// Too many requests from one place.
    TooMany,
    /// So much is under way that nothing more is taken now.
    Busy,
    /// Our fault.
    Inner,
}

/// What is said about a problem.
struct Said {
    status: StatusCode,
    name: &'static str,
    ja: (&'static str, &'static str),
    en: (&'static str, &'static str),
}

impl Problem {
    /// Our fault: written into the log, without anything of the message.
    pub(crate) fn inner(what: &'static str, error: &dyn std::fmt::Display) -> Self {
        tracing::error!(what, %error, "inner error");
        Self::Inner
    }

    /// A page that failed in a way nobody thought of: the others go on.
    pub(crate) fn panicked() -> Response {
        tracing::error!("a handler panicked");
        Self::Inner.into_response()
    }

    /// The status (RFC 9110 §15).
    pub(crate) fn status(self) -> StatusCode {
        self.said().status
    }

    /// Its name: the end of the problem's type.
    pub(crate) fn name(self) -> &'static str {
        self.said().name
    }

    /// As a program reads it.
    pub(crate) fn details(self, language: Language) -> Details {
        let said = self.said();
        let (title, detail) = match language {
            Language::Ja => said.ja,
            Language::En => said.en,
        };
        let r#type = format!("urn:mekiki:problem:{}", said.name);
        Details { r#type, title, status: said.status.as_u16(), detail }
    }

    fn said(self) -> Said {
        let said = |status, name, ja, en| Said { status, name, ja, en };
        match self {
            Self::NotFound => said(
                StatusCode::NOT_FOUND,
                "not-found",
                (
                    "このページは見つかりません。",
                    "アドレスが途中で切れていないか確かめてください。確認の結果は、消したあとや保存の期限のあとは開けません。",
                ),
                (
                    "There is no such page.",
                    "Please look whether the address is complete. Results can't be opened once they are deleted or past their time.",
                ),
            ),
            Self::Method => said(
                StatusCode::METHOD_NOT_ALLOWED,
                "method",
                ("この操作はできません。", "はじめのページからやり直してください。"),
                ("That can't be done here.", "Please start again from the first page."),
            ),
            Self::TooLarge => said(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                (
                    "大きすぎて受け取れません（上限は 25 MB です）。",
                    "大きな添付ファイルがあるときは、メールの文面を貼り付けて確かめてください。",
                ),
                (
                    "That is too large (the limit is 25 MB).",
                    "If it has large attachments, paste the text of the message instead.",
                ),
            ),
            Self::WrongType => said(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "wrong-type",
                (
                    "この形式は受け取れません。",
                    "メールのファイル（.eml、.msg）を渡すか、文面を貼り付けてください。",
                ),
                (
                    "This kind of content is not taken.",
                    "Hand in the message as a file (.eml, .msg), or paste its text.",
                ),
            ),
            Self::Malformed => said(
                StatusCode::BAD_REQUEST,
                "malformed",
                ("送られた内容を読み取れませんでした。", "もう一度お試しください。"),
                ("What was sent could not be read.", "Please try again."),
            ),
            Self::Empty => said(
                StatusCode::UNPROCESSABLE_ENTITY,
                "empty",
                (
                    "メールがまだ渡されていません。",
                    "ファイルを選ぶか、文面を貼り付けてから、「確かめる」を押してください。",
                ),
                (
                    "No message was handed in.",
                    "Choose a file or paste the text, then press “Check it”.",
                ),
            ),
            Self::TooLong => said(
                StatusCode::UNPROCESSABLE_ENTITY,
                "too-long",
                ("文が長すぎるか、空です。", "4,000 文字までで書いてください。"),
                ("The text is too long, or empty.", "Please keep it within 4,000 characters."),
            ),
            Self::TooSlow => said(
                StatusCode::REQUEST_TIMEOUT,
                "too-slow",
                (
                    "受け取りに時間がかかりすぎました。",
                    "通信の状態のよいところで、もう一度お試しください。",
                ),
                ("It took too long to arrive.", "Please try again with a better connection."),
            ),
            Self::ForeignForm => said(
                StatusCode::FORBIDDEN,
                "foreign-form",
                (
                    "この操作は受け付けられませんでした。",
                    "ページを開き直してから、もう一度お試しください。",
                ),
                ("That was not accepted.", "Please open the page again and retry."),
            ),
            Self::NotLoggedIn => said(
                StatusCode::UNAUTHORIZED,
                "not-logged-in",
                ("ログインが必要です。", "もう一度ログインしてください。"),
                ("You need to log in.", "Please log in again."),
            ),
            Self::NoKey => said(
                StatusCode::UNAUTHORIZED,
                "no-key",
                (
                    "APIキーかトークンがないか、正しくありません。",
                    "APIキーは Authorization、トークンは X-Case-Token のヘッダーで送ってください。",
                ),
                (
                    "An API key or a token is missing or wrong.",
                    "Send the key in the header Authorization, the token in X-Case-Token.",
                ),
            ),
            Self::NotAllowed => said(
                StatusCode::FORBIDDEN,
                "not-allowed",
                ("この操作をする権限がありません。", "必要なときは、管理者に頼んでください。"),
                ("You may not do that.", "If you need to, ask an administrator."),
            ),
            Self::OwnWork => said(
                StatusCode::FORBIDDEN,
                "own-work",
                (
                    "自分が書いたものは、自分では公開できません。",
                    "書くことに加わっていない人に、確かめて公開してもらってください。",
                ),
                (
                    "Who wrote it can’t publish it.",
                    "Ask somebody who had no part in writing it to look at it and publish it.",
                ),
            ),
            Self::WrongPassword => said(
                StatusCode::UNAUTHORIZED,
                "wrong-password",
                ("名前かパスワードが違います。", "もう一度入力してください。"),
                ("The name or the password is wrong.", "Please try again."),
            ),
            Self::Locked => said(
                StatusCode::TOO_MANY_REQUESTS,
                "locked",
                (
                    "間違いが続いたため、しばらくログインできません。",
                    "15分ほどたってから、もう一度お試しください。",
                ),
                (
                    "Too many wrong attempts: log-in is closed for a while.",
                    "Please try again in about 15 minutes.",
                ),
            ),
            Self::NotToShare => said(
                StatusCode::CONFLICT,
                "not-to-share",
                (
                    "この報告は、この形式では渡せません。",
                    "報告した方が選ばなかった相手のための形式か、取り消された報告です。メールやページのアドレスがない報告では書けない形式もあります。",
                ),
                (
                    "This report can’t be passed on in this form.",
                    "The reporter did not choose those whom the form is for, or took the report back; or the form needs a message or a page that the report does not have.",
                ),
            ),
            Self::Conflict => said(
                StatusCode::CONFLICT,
                "conflict",
                (
                    "ほかの人が先に操作しました。",
                    "ページを開き直して、いまの様子を確かめてください。",
                ),
                (
                    "Somebody else was faster.",
                    "Please open the page again to see how things stand.",
                ),
            ),
            Self::BadTerms => campaign::terms(),
            Self::NoSuchCoupon => campaign::no_coupon(),
            Self::CouponUsed => campaign::used(),
            Self::CouponExpired => campaign::expired(),
            Self::TooMany => said(
                StatusCode::TOO_MANY_REQUESTS,
                "too-many",
                ("短い間に多くの依頼がありました。", "少し待ってから、もう一度お試しください。"),
                ("Too many requests in a short time.", "Please wait a little and try again."),
            ),
            Self::Busy => said(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                (
                    "ただいま混み合っています。",
                    "少し待ってから、もう一度お試しください。渡されたメールは保存されていません。",
                ),
                (
                    "We are very busy right now.",
                    "Please wait a little and try again. Nothing was kept.",
                ),
            ),
            Self::Inner => said(
                StatusCode::INTERNAL_SERVER_ERROR,
                "inner",
                (
                    "こちらの不具合で、答えを出せませんでした。",
                    "少し待ってから、もう一度お試しください。急ぐときは、メールのリンクや電話番号を使わず、公式アプリか自分で開いた公式ページで確かめてください。",
                ),
                (
                    "Something is broken on our side.",
                    "Please try again a little later. If it is urgent, use no link or phone number from the message: look in the official app, or on the official page that you open yourself.",
                ),
            ),
        }
    }
}

impl From<StoreError> for Problem {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever the store adds is our fault until said otherwise"
    )]
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::OwnWork => Self::OwnWork,
            StoreError::ChangedMeanwhile => Self::Conflict,
            StoreError::MakeGood => Self::Malformed,
            StoreError::NoSuchCase
            | StoreError::NoSuchUser
            | StoreError::NoSuchReport
            | StoreError::NoSuchAlert
            | StoreError::NoSuchAttack
            | StoreError::NoSuchCampaign
            | StoreError::NoSuchFault => Self::NotFound,
            StoreError::NotAllowed => Self::NotAllowed,
            StoreError::WrongPassword => Self::WrongPassword,
            StoreError::Locked { .. } => Self::Locked,
            StoreError::AlreadyClaimed
            | StoreError::HasMessage
            | StoreError::Reported
            | StoreError::CampaignState { .. } => Self::Conflict,
            StoreError::Busy => Self::Busy,
            StoreError::Terms(_) | StoreError::Stock { .. } => Self::BadTerms,
            StoreError::TooLong { .. } | StoreError::TooMany | StoreError::Empty => Self::TooLong,
            other => Self::inner("the store", &other),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Why it was not done (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Details {
    /// Which problem it is, for programs.
    #[schema(pattern = "^urn:mekiki:problem:[a-z-]+$", example = "urn:mekiki:problem:not-found")]
    r#type: String,
    /// What went wrong, for people.
    pub(crate) title: &'static str,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What to do about it.
    detail: &'static str,
}

#[derive(Template)]
#[template(path = "web/problem.html")]
struct Page {
    around: Around,
    what: &'static str,
    advice: &'static str,
}

/// Writes problems in the form and language of whoever asked: also those of the framework, which
/// knows neither.
pub(crate) async fn show(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let (parts, body) = request.into_parts();
    let language = language::of(&parts);
    let wants_page = !path.starts_with("/api/") && accepts_html(&parts.headers);
    let response = next.run(Request::from_parts(parts, body)).await;
    let problem = response.extensions().get::<Problem>().copied();
    let Some(problem) = problem.or_else(|| of_framework(&response)) else {
        return response;
    };
    let mut shown =
        if wants_page { as_page(problem, language, &path) } else { as_details(problem, language) };
    *shown.status_mut() = problem.status();
    // What a layer said beside it, such as Retry-After, Allow or a cookie, holds.
    for name in [header::ALLOW, header::RETRY_AFTER, header::SET_COOKIE, header::WWW_AUTHENTICATE] {
        for value in response.headers().get_all(&name) {
            shown.headers_mut().append(&name, value.clone());
        }
    }
    if problem == Problem::Busy && !shown.headers().contains_key(header::RETRY_AFTER) {
        shown.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    shown
}

fn accepts_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_none_or(|accept| accept.contains("text/html") || accept.contains("*/*"))
}

/// What the framework refused by itself, in plain text and English.
fn of_framework(response: &Response) -> Option<Problem> {
    let is_ours = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes().starts_with(b"text/html") || kind.as_bytes().starts_with(b"application/")
    });
    if is_ours {
        return None;
    }
    Some(match response.status() {
        StatusCode::NOT_FOUND => Problem::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Problem::Method,
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::WrongType,
        StatusCode::REQUEST_TIMEOUT => Problem::TooSlow,
        StatusCode::TOO_MANY_REQUESTS => Problem::TooMany,
        StatusCode::SERVICE_UNAVAILABLE => Problem::Busy,
        StatusCode::UNAUTHORIZED => Problem::NotLoggedIn,
        status if status.is_client_error() => Problem::Malformed,
        status if status.is_server_error() => Problem::Inner,
        _ => return None,
    })
}

fn as_page(problem: Problem, language: Language, path: &str) -> Response {
    let said = problem.said();
    let (what, advice) = match language {
        Language::Ja => said.ja,
        Language::En => said.en,
    };
    // A form's address has no page of its own to switch the language on.
    let here = if problem == Problem::NotFound { path } else { "/" };
    let page = Page { around: Around::new(language, here), what, advice };
    Html(page.render().unwrap_or_else(|_| what.to_owned())).into_response()
}

fn as_details(problem: Problem, language: Language) -> Response {
    let details = problem.details(language);
    let mut response = Json(details).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
