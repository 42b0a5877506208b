//! How messages come in: bounded in size, in number and in time.
//!
//! What is under way holds memory, so each upload first gets room for as many octets as it says it
//! has, and waits in line for them. Small messages have a line of their own: whoever sends 25 MB
//! slowly keeps nobody waiting but others with as much.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{FromRequest as _, Multipart, Request, multipart::MultipartError},
    http::{HeaderMap, StatusCode, header},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time,
};

use super::{Limits, problem::Problem};

/// The two lines.
#[derive(Debug)]
pub(crate) struct Intake {
    large: Arc<Semaphore>,
    small: Arc<Semaphore>,
}

/// Room for one upload. Dropping it makes room for the next.
#[derive(Debug)]
pub(crate) struct Room {
    _permit: OwnedSemaphorePermit,
    /// When the upload has to be here.
    within: Duration,
}

impl Intake {
    pub(crate) fn new(limits: &Limits) -> Self {
        let line = |octets| Arc::new(Semaphore::new(octets));
        Self { large: line(limits.large_under_way), small: line(limits.small_under_way) }
    }

    /// The message that a form of ours brings, and the room it takes until it is kept.
    pub(crate) async fn message(
        &self,
        request: Request,
        limits: &Limits,
    ) -> Result<(Room, Vec<u8>), Problem> {
        let (room, form) = self.form(request, limits).await?;
        Ok((room, form.message()?))
    }

    /// A form of ours with all that it brings, and the room it takes.
    pub(crate) async fn form(
        &self,
        request: Request,
        limits: &Limits,
    ) -> Result<(Room, Form), Problem> {
        let room = match self.room(request.headers(), limits).await {
            Ok(room) => room,
            Err(problem) => return Err(refuse(problem, request.into_body(), limits).await),
        };
        let form = form(&room, request, limits).await?;
        Ok((room, form))
    }

    /// Room for a body of which the headers tell the length; one of unknown length could have any.
    pub(crate) async fn room(&self, headers: &HeaderMap, limits: &Limits) -> Result<Room, Problem> {
        let most = limits.message_octets + limits.form_octets;
        let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let length = length.and_then(|length| length.parse().ok()).unwrap_or(most);
        if length > most {
            return Err(Problem::TooLarge);
        }
        self.line(limits, length).await
    }

    /// Room for a small document, however long it says it is.
    pub(crate) async fn small_room(&self, limits: &Limits) -> Result<Room, Problem> {
        self.line(limits, limits.form_octets).await
    }

    /// Waits in line for so many octets.
    async fn line(&self, limits: &Limits, length: usize) -> Result<Room, Problem> {
        let line = if length <= limits.small_octets { &self.small } else { &self.large };
        // A body costs something however short it is.
        let octets = u32::try_from(length.max(4 << 10)).map_err(|_| Problem::TooLarge)?;
        let permit = line.clone().acquire_many_owned(octets);
        let permit = time::timeout(limits.patience, permit).await.map_err(|_| Problem::Busy)?;
        let permit = permit.map_err(|error| Problem::inner("the intake", &error))?;
        let mib = u32::try_from(length >> 20).unwrap_or(u32::MAX);
        Ok(Room { _permit: permit, within: limits.arrival + limits.arrival_per_mib * mib })
    }
}

/// Octets of a body that is refused which are still taken from the line.
const DRAINED: usize = 128 << 20;

/// Refuses a body, after letting it pass by unread. A browser reads no answer before it has sent
/// everything: without this, whoever hands in too much would see a broken connection, not the page
/// that says so.
async fn refuse(problem: Problem, body: Body, limits: &Limits) -> Problem {
    let mut body = Limited::new(body, DRAINED);
    let drain = async { while let Some(Ok(_)) = body.frame().await {} };
    // Whoever is slower than that goes without the page.
    let _ = time::timeout(limits.arrival, drain).await;
    problem
}

/// What a form brought.
#[derive(Debug, Default)]
pub(crate) struct Form {
    /// A file, if one was chosen.
    pub(crate) file: Vec<u8>,
    /// Text that was pasted.
    pub(crate) text: String,
    /// Whose mail it is to be, on the page for mail that is to be sent.
    pub(crate) own: String,
    /// What another site's page cannot know; only forms at the desk bring it.
    pub(crate) csrf: String,
}

impl Form {
    /// The message: the file, else the text.
    pub(crate) fn message(self) -> Result<Vec<u8>, Problem> {
        if !self.file.is_empty() {
            return Ok(self.file);
        }
        if self.text.trim().is_empty() { Err(Problem::Empty) } else { Ok(self.text.into_bytes()) }
    }
}

/// A body of at most so many octets, in the time there is room for it.
pub(crate) async fn body(room: &Room, body: Body, most: usize) -> Result<Vec<u8>, Problem> {
    let all = time::timeout(room.within, Limited::new(body, most).collect());
    let all = all.await.map_err(|_| Problem::TooSlow)?;
    let all = all.map_err(|error| {
        if error.is::<LengthLimitError>() { Problem::TooLarge } else { Problem::Malformed }
    })?;
    Ok(all.to_bytes().into())
}

/// The check page's form (RFC 7578).
async fn form(room: &Room, request: Request, limits: &Limits) -> Result<Form, Problem> {
    let multipart = Multipart::from_request(request, &()).await;
    let multipart = multipart.map_err(|_| Problem::WrongType)?;
    let form = time::timeout(room.within, fields(multipart, limits));
    form.await.map_err(|_| Problem::TooSlow)?
}

/// Fields that a form may have; a program may send any number.
const FIELDS: usize = 8;

async fn fields(mut multipart: Multipart, limits: &Limits) -> Result<Form, Problem> {
    let mut form = Form::default();
    for _ in 0..FIELDS {
        let Some(mut field) = multipart.next_field().await.map_err(|error| refused(&error))? else {
            return Ok(form);
        };
        let name = field.name().unwrap_or_default().to_owned();
        let mut octets = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|error| refused(&error))? {
            if octets.len() + chunk.len() > limits.message_octets {
                return Err(Problem::TooLarge);
            }
            octets.extend_from_slice(&chunk);
        }
        match name.as_str() {
            "file" => form.file = octets,
            "text" => form.text = pasted(octets),
            "own" => form.own = pasted(octets),
            "csrf" => form.csrf = pasted(octets),
            _ => {}
        }
    }
    Err(Problem::Malformed)
}

/// Browsers send line ends as CRLF, and text in the page's UTF-8.
fn pasted(octets: Vec<u8>) -> String {
    String::from_utf8(octets)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn refused(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::TooLarge
    } else {
        Problem::Malformed
    }
}
