//! Reports as files, in the forms in which they go onward.

use ::desk::exchange::{self, Format, NotShared, Parties, Shared};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;

use super::{Desk, problem::Problem};

/// A file to be kept: never shown with our origin, for it holds what strangers wrote.
pub(super) fn file(
    desk: &Desk,
    shared: &[Shared],
    format: Format,
    name: &str,
) -> Result<Response, Problem> {
    let parties = Parties { desk: &desk.contact, abuse_desk: None, now: Timestamp::now() };
    let written = exchange::write(shared, format, &parties).map_err(|why| match why {
        NotShared::Nothing
        | NotShared::NoMessage
        | NotShared::NoPage
        | NotShared::Several
        | NotShared::Unreadable
        | NotShared::TakenBack
        | NotShared::NotChosen => Problem::NotToShare,
    })?;
    let disposition = format!("attachment; filename=\"{name}.{}\"", format.ending());
    let disposition = HeaderValue::from_str(&disposition)
        .map_err(|error| Problem::inner("a file's name", &error))?;
    let mut response = written.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}
