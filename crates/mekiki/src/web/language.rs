//! Which language a visitor reads: as chosen on a page, as remembered, else as the browser says.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderValue, header, request::Parts},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::CookieJar;
use verdict::words::Language;

const COOKIE: &str = "language";

/// The language a visitor reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spoken(pub(crate) Language);

impl<S: Sync> FromRequestParts<S> for Spoken {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(of(parts)))
    }
}

/// The language of a request.
pub(crate) fn of(parts: &Parts) -> Language {
    let remembered = || named(CookieJar::from_headers(&parts.headers).get(COOKIE)?.value());
    let accepted = || preferred(parts.headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?);
    chosen(parts.uri.query()).or_else(remembered).or_else(accepted).unwrap_or(Language::Ja)
}

/// Remembers the language that somebody chose with the switch (`?lang=`).
pub(crate) async fn remember(request: Request, next: Next) -> Response {
    let chosen = chosen(request.uri().query());
    let mut response = next.run(request).await;
    if let Some(language) = chosen {
        let cookie = match language {
            Language::Ja => "language=ja; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax",
            Language::En => "language=en; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax",
        };
        response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_static(cookie));
    }
    response
}

fn chosen(query: Option<&str>) -> Option<Language> {
    query?.split('&').find_map(|pair| named(pair.strip_prefix("lang=")?))
}

fn named(code: &str) -> Option<Language> {
    match code {
        "ja" => Some(Language::Ja),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The one of our two languages that comes first in Accept-Language (RFC 9110 §12.5.4) by its
/// weight; who reads neither reads English rather than Japanese.
fn preferred(header: &str) -> Option<Language> {
    let ranges = header.split(',').take(32).filter_map(|range| {
        let mut parameters = range.split(';').map(str::trim);
        let tongue = parameters.next()?.split('-').next()?.to_ascii_lowercase();
        let weight = parameters
            .find_map(|p| p.strip_prefix("q="))
            .map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
        (weight > 0.0 && !tongue.is_empty()).then_some((tongue, weight))
    });
    let mut best: Option<(Language, f32)> = None;
    let mut reads_any = false;
    for (tongue, weight) in ranges {
        reads_any |= tongue != "*";
        if let Some(language) = named(&tongue)
            && best.is_none_or(|(_, had)| weight > had)
        {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language).or_else(|| reads_any.then_some(Language::En))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_first_choice_of_our_two_is_taken() {
        for (header, expected) in [
            ("ja", Some(Language::Ja)),
            ("en-US,en;q=0.9", Some(Language::En)),
            ("en;q=0.5, ja;q=0.8", Some(Language::Ja)),
            ("de-DE,de;q=0.9,ja;q=0.3", Some(Language::Ja)),
            ("fr", Some(Language::En)),
            ("ja;q=0, en", Some(Language::En)),
            ("*", None),
            ("", None),
            (";;;q=x", None),
        ] {
            assert_eq!(preferred(header), expected, "{header:?}");
        }
    }

    #[test]
    fn the_switch_is_read_from_the_query() {
        assert_eq!(chosen(Some("a=b&lang=en")), Some(Language::En));
        assert_eq!(chosen(Some("lang=xx")), None);
        assert_eq!(chosen(None), None);
    }
}
