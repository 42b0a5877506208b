use jiff::{Timestamp, fmt::rfc2822, tz::TimeZone};
use lettre::{
    Address,
    message::{
        Body, Mailbox, MultiPart, SinglePart,
        header::{
            ContentTransferEncoding, ContentType, From, HeaderName, HeaderValue, Headers, ReplyTo,
            Subject, To,
        },
    },
};
use verdict::words::Language;

use super::{page, tag::Tag, words::Words};
use crate::{CampaignNumber, campaign::Terms};

/// Somebody who is invited.
#[derive(Clone, Debug)]
pub struct Invitee {
    /// The mail address.
    pub address: String,
    /// As the brand calls them; may be empty.
    pub name: String,
    /// The language they read.
    pub language: Language,
    /// The zone their days are counted in.
    pub zone: TimeZone,
}

/// Where a message leads.
#[derive(Clone, Debug)]
pub struct Pages {
    /// The personal page on which the coupon is taken.
    pub claim: String,
    /// The personal page that ends such mail; takes RFC 8058's POST.
    pub unsubscribe: String,
}

/// All that one message is made of.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// Key of the brand that invites.
    pub brand: &'a str,
    /// What is promised.
    pub terms: &'a Terms,
    /// To whom.
    pub to: &'a Invitee,
    /// Where it leads.
    pub pages: &'a Pages,
    /// What marks it.
    pub tag: &'a Tag,
    /// The address for complaints (RFC 9477); `None`: none are asked for.
    pub feedback: Option<&'a str>,
}

/// Why there is no message.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ComposeError {
    /// No mail can be sent to it.
    #[error("the invited person's address is no mail address")]
    To,
    /// No mail can be sent from it.
    #[error("{0:?} is no mail address to write from")]
    From(String),
    /// A link is no https address.
    #[error("{0:?} is no https address")]
    Link(String),
}

/// Characters of a name that are shown.
const NAME: usize = 80;

impl Invitee {
    /// The name as it can stand in a line: one line, and no longer than a name is.
    pub(super) fn shown_name(&self) -> String {
        let line = self.name.replace(char::is_control, " ");
        line.trim().chars().take(NAME).collect()
    }
}

/// The octets of an invitation, unsigned, as SMTP carries them: ASCII, lines that end in CRLF and have at most 998
/// octets. The same for the same invitation and moment.
///
/// # Errors
///
/// When an address or a link is none. Texts are whatever [`Terms::check`] let through.
pub fn compose(message: &Message<'_>, now: Timestamp) -> Result<Vec<u8>, ComposeError> {
    let Message { terms, to, pages, .. } = message;
    for link in [&pages.claim, &pages.unsubscribe, &terms.shop] {
        is_https(link)?;
    }
    let words = Words::new(terms, to, now);
    let text = page::text(&words, pages, &terms.shop);
    let html = page::html(&words, pages, &terms.shop, to.language);
    let alternatives = MultiPart::alternative()
        // Random ones would make each try another message.
        .boundary(format!("=_{}", message.tag))
        .singlepart(part(ContentType::TEXT_PLAIN, text, to.language))
        .singlepart(part(ContentType::TEXT_HTML, html, to.language));
    let mut octets = header(message, now)?.into_bytes();
    octets.extend(alternatives.formatted());
    Ok(octets)
}

/// An https address that can stand in a field and in a page.
fn is_https(link: &str) -> Result<(), ComposeError> {
    let is_plain = link.bytes().all(|octet| octet.is_ascii_graphic() && !b"<>\"".contains(&octet));
    let parsed = url::Url::parse(link).ok();
    let is_https = parsed.is_some_and(|url| url.scheme() == "https" && url.host_str().is_some());
    if is_plain && is_https { Ok(()) } else { Err(ComposeError::Link(link.to_owned())) }
}

/// Base64 takes a third more than UTF-8, quoted-printable twice as much again for Japanese and nearly nothing for
/// English.
fn part(kind: ContentType, text: String, language: Language) -> SinglePart {
    let encoding = match language {
        Language::Ja => ContentTransferEncoding::Base64,
        Language::En => ContentTransferEncoding::QuotedPrintable,
    };
    let body = Body::new_with_encoding(text.replace('\n', "\r\n"), encoding);
    // Either encoding can say anything.
    let body = body.unwrap_or_else(Body::new);
    SinglePart::builder().header(kind).body(body)
}

/// The fields, down to MIME-Version; what follows belongs to the body's structure.
fn header(message: &Message<'_>, now: Timestamp) -> Result<String, ComposeError> {
    let Message { brand, terms, to, pages, tag, feedback } = message;
    let from = from(terms, to.language)?;
    let domain = from.email.domain().to_owned();
    let address: Address = to.address.parse().map_err(|_| ComposeError::To)?;
    if !to.address.is_ascii() {
        // RFC 6531 needs every server on the way to take part.
        return Err(ComposeError::To);
    }
    let name = Some(to.shown_name()).filter(|name| !name.is_empty());
    let mut headers = Headers::new();
    headers.set(From::from(lettre::message::Mailboxes::new().with(from)));
    headers.set(To::from(lettre::message::Mailboxes::new().with(Mailbox::new(name, address))));
    if let Some(reply_to) = &terms.from.reply_to {
        let address = reply_to.parse().map_err(|_| ComposeError::From(reply_to.clone()))?;
        let mailbox = Mailbox::new(None, address);
        headers.set(ReplyTo::from(lettre::message::Mailboxes::new().with(mailbox)));
    }
    headers.set(Subject::from(terms.title.within(to.language).to_owned()));
    let mut plain = |name: &'static str, value: String| {
        let name = HeaderName::new_from_ascii_str(name);
        headers.insert_raw(HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value));
    };
    plain("Date", date(now, &to.zone));
    plain("Message-ID", tag.message_id(&domain));
    plain("List-Id", format!("<invitations.{domain}>"));
    // RFC 8058 §3.1.
    plain("List-Unsubscribe", format!("<{}>", pages.unsubscribe));
    plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned());
    if let Some(feedback) = feedback {
        // RFC 9477 §3: ARF, since that is what we read.
        plain("CFBL-Address", format!("{feedback}; report=arf"));
        plain("CFBL-Feedback-ID", tag.to_string());
    }
    // What Gmail tells complaints apart by: campaign, brand, kind, and who sends.
    let CampaignNumber(campaign) = tag.campaign;
    plain("Feedback-ID", format!("{campaign}:{brand}:invitation:mekiki"));
    // RFC 3834 §5: nobody's holiday notice answers.
    plain("Auto-Submitted", "auto-generated".to_owned());
    plain("MIME-Version", "1.0".to_owned());
    Ok(headers.to_string())
}

fn from(terms: &Terms, language: Language) -> Result<Mailbox, ComposeError> {
    let address = &terms.from.address;
    let parsed = address.parse().map_err(|_| ComposeError::From(address.clone()))?;
    Ok(Mailbox::new(Some(terms.from.name.within(language).to_owned()), parsed))
}

/// In the invited person's zone: many programs show it as it stands.
fn date(now: Timestamp, zone: &TimeZone) -> String {
    let zoned = now.to_zoned_datetime(zone.clone());
    let printer = rfc2822::DateTimePrinter::new();
    // Only years beyond 9999 cannot be printed, and those a Timestamp does not have.
    printer.zoned_datetime_to_string(&zoned).unwrap_or_default()
}

#[cfg(test)]
mod tests;
