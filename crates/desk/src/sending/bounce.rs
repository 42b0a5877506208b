//! What comes back: bounces (RFC 3464) and complaints (RFC 5965), by the message that they are about.

use mail::{Limits, Mail};

use super::Tag;
use crate::{Store, exchange::arf};

/// What a message that came back says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Returned {
    /// An invitation could not be delivered, in the words of whoever gave up.
    Bounced(Tag, String),
    /// Its recipient complained: they want no more such mail.
    Complained(Tag),
    /// It is late, and still tried.
    Delayed(Tag),
    /// It says nothing of an invitation of this desk.
    Nothing,
}

/// Characters of a reason that are kept.
const REASON: usize = 200;

/// Reads a bounce or a complaint. What it says is a stranger's word, but only who had the message can name it.
#[must_use]
pub fn returned(store: &Store, mail: &Mail<'_>, limits: &Limits) -> Returned {
    if arf::read(mail, limits).is_ok() {
        return tag(store, mail, limits).map_or(Returned::Nothing, Returned::Complained);
    }
    let Some(status) = status(mail, limits) else { return Returned::Nothing };
    let Some(tag) = tag(store, mail, limits) else { return Returned::Nothing };
    match status.action.as_str() {
        "failed" => Returned::Bounced(tag, status.reason),
        "delayed" => Returned::Delayed(tag),
        // Delivered, relayed, expanded: no trouble.
        _ => Returned::Nothing,
    }
}

/// What a delivery status notification says of its first recipient; ours have one.
struct Status {
    action: String,
    reason: String,
}

fn status(mail: &Mail<'_>, limits: &Limits) -> Option<Status> {
    let part = mail.parts.iter().find(|part| part.media_type == "message/delivery-status")?;
    let body = part.bytes(limits);
    let mut groups = Groups(&body);
    // RFC 3464 §2.1: the first group is about the message, each further one about a recipient.
    groups.find_map(|group| {
        let (fields, _) = mail::parse(group, limits);
        let field = |name| {
            let field = fields.header.first(name)?;
            Some(field.unfolded().trim().to_owned())
        };
        let action = field("Action")?.to_ascii_lowercase();
        let why = field("Diagnostic-Code").or_else(|| field("Status")).unwrap_or_default();
        let why = why.split_once(';').map_or(why.as_str(), |(_, text)| text);
        let line: String = why.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let reason = line.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Status { action, reason: reason.chars().take(REASON).collect() })
    })
}

/// Groups of fields, with empty lines between.
struct Groups<'b>(&'b [u8]);

impl<'b> Iterator for Groups<'b> {
    type Item = &'b [u8];

    fn next(&mut self) -> Option<&'b [u8]> {
        let rest = self.0.trim_ascii_start();
        if rest.is_empty() {
            return None;
        }
        let ends = [&b"\r\n\r\n"[..], b"\n\n"].map(|end| {
            memchr::memmem::find(rest, end).map(|at| at + end.len()).unwrap_or(rest.len())
        });
        let end = ends.into_iter().min().unwrap_or(rest.len());
        let (group, rest) = rest.split_at_checked(end)?;
        self.0 = rest;
        Some(group)
    }
}

/// The invitation whose message is within, whole or its header; else the one whose tag stands anywhere in the text.
fn tag(store: &Store, mail: &Mail<'_>, limits: &Limits) -> Option<Tag> {
    let within = mail.parts.iter().filter(|part| {
        matches!(
            part.media_type.as_str(),
            "message/rfc822" | "message/global" | "text/rfc822-headers" | "message/global-headers"
        )
    });
    within
        .filter_map(|part| {
            let octets = part.bytes(limits);
            let (inner, _) = mail::parse(octets.trim_ascii_start(), limits);
            ["CFBL-Feedback-ID", "Message-ID"].iter().find_map(|name| {
                let field = inner.header.first(name)?;
                Tag::read(store, &field.unfolded())
            })
        })
        .next()
        .or_else(|| in_text(store, mail, limits))
}

/// A Message-ID of ours in the text, as programs write that return no part of the message.
fn in_text(store: &Store, mail: &Mail<'_>, limits: &Limits) -> Option<Tag> {
    mail.leaves().find_map(|part| {
        let text = part.text(limits);
        let ids = text.split('<').skip(1).take(1000);
        ids.filter_map(|rest| rest.split_once('>')).find_map(|(id, _)| Tag::read(store, id))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CampaignNumber, InvitationNumber, sending::tag};

    fn read(store: &Store, raw: &str) -> Returned {
        let limits = Limits::default();
        let raw = raw.replace('\n', "\r\n");
        returned(store, &mail::parse(raw.as_bytes(), &limits).0, &limits)
    }

    /// A bounce as Postfix writes it.
    fn bounce(action: &str, original: &str) -> String {
        format!(
            "From: MAILER-DAEMON@relay.example (Mail Delivery System)
To: bounce@mihon-store.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"

--b
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.
--b
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
X-Postfix-Queue-ID: 4HvX2k3Zq1z9s

Final-Recipient: rfc822; hanako@mailbox.example
Original-Recipient: rfc822;hanako@mailbox.example
Action: {action}
Status: 5.1.1
Remote-MTA: dns; mx.mailbox.example
Diagnostic-Code: smtp; 550 5.1.1 <hanako@mailbox.example>: user
    unknown

{original}
--b--
"
        )
    }

    fn part(kind: &str, header: &str) -> String {
        format!("--b\nContent-Type: {kind}\n\n{header}\nSubject: x\n\nHello")
    }

    #[test]
    fn a_bounce_leads_to_its_invitation() {
        let store = tag::tests::store();
        let tag = Tag::of(&store, CampaignNumber(12), InvitationNumber(345));
        let id = tag.message_id("mihon-store.example");
        let why = "550 5.1.1 <hanako@mailbox.example>: user unknown".to_owned();
        let bounced = Returned::Bounced(tag, why);
        let whole = part("message/rfc822", &format!("Message-ID: {id}"));
        let header = part("text/rfc822-headers", &format!("CFBL-Feedback-ID: {tag}"));
        let text = part("text/plain", &format!("\nYour message {id} is lost."));
        let foreign = part("message/rfc822", "Message-ID: <12-345-0123456789abcdef@a.example>");
        for (action, original, expected) in [
            ("failed", &whole, bounced.clone()),
            ("Failed", &header, bounced.clone()),
            ("failed", &text, bounced),
            ("delayed", &whole, Returned::Delayed(tag)),
            ("delivered", &whole, Returned::Nothing),
            ("failed", &foreign, Returned::Nothing),
        ] {
            assert_eq!(read(&store, &bounce(action, original)), expected, "{action} {original}");
        }
    }

    #[test]
    fn a_complaint_leads_to_its_invitation() {
        let store = tag::tests::store();
        let tag = Tag::of(&store, CampaignNumber(12), InvitationNumber(345));
        let id = tag.message_id("mihon-store.example");
        let complaint = format!(
            "From: fbl@mailbox.example
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary=\"b\"

--b
Content-Type: text/plain

A complaint.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Mailbox/1
Version: 1

{}
--b--
",
            part("message/rfc822", &format!("Message-ID: {id}"))
        );
        assert_eq!(read(&store, &complaint), Returned::Complained(tag));
        assert_eq!(read(&store, "From: a@b.example\n\nHello"), Returned::Nothing);
        assert_eq!(read(&store, &format!("From: a@b.example\n\nRe: {id}")), Returned::Nothing);
    }

    proptest::proptest! {
        #[test]
        fn any_status_is_read(status in "(Action: failed|Status: 5|\\PC|\r\n|\n|: |;){0,60}") {
            let store = tag::tests::store();
            let raw = format!(
                "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n{status}\r\n--b--\r\n"
            );
            let limits = Limits::default();
            let _ = returned(&store, &mail::parse(raw.as_bytes(), &limits).0, &limits);
        }
    }
}
