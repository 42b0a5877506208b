//! Messages that pretend to answer: a reply to nothing, a firm's automatic answer that carries
//! what a stranger typed into its form.

use reading::{Host, LinkPlace};

use super::{Context, Found, context::Way, whose::Whose};
use crate::Evidence;

pub(crate) fn gather(context: &Context<'_>, found: &mut Found) {
    if answers_nothing(context) {
        found.add(Evidence::RepliesToNothing);
    }
    if let Some(host) = echoed_link(context)
        && !found.has_brand_proof()
    {
        found.add(Evidence::EchoesStranger { host });
    }
}

/// "Re:" without the message it answers: no In-Reply-To, no References (RFC 5322 §3.6.4), and not a
/// line of it quoted. Old mailing lists lose the fields, but their writers quote.
fn answers_nothing(context: &Context<'_>) -> bool {
    let reading = context.facts.reading;
    let header = &context.facts.mail.header;
    let threaded = header.first("in-reply-to").is_some() || header.first("references").is_some();
    !threaded && is_answer(&reading.subject) && !quotes(&reading.visible)
}

/// The marks of an answer in the languages mail programs speak.
fn is_answer(subject: &str) -> bool {
    let Some((mark, rest)) = subject.trim_start().split_once([':', '：']) else { return false };
    let marks = ["re", "aw", "antw", "sv", "vs", "odp", "ynt", "返信", "回复", "答复", "回覆"];
    marks.iter().any(|known| mark.trim_end().eq_ignore_ascii_case(known)) && !rest.is_empty()
}

/// Whether the text holds lines of another message, as mail programs in many languages set them.
fn quotes(visible: &str) -> bool {
    const MARKS: [&str; 14] = [
        "\n>",
        "\n|",
        "\n:",
        "wrote:",
        "writes:",
        "Original Message",
        "schrieb",
        "a écrit",
        "escreveu",
        "escribió",
        "ha scritto",
        "書きました",
        "のメッセージ",
        "From:",
    ];
    visible.starts_with('>') || MARKS.iter().any(|mark| visible.contains(mark))
}

/// The first link in running text that is not the author's, in what says that it is an automatic
/// answer: contact forms send back to any address what anybody typed in.
fn echoed_link(context: &Context<'_>) -> Option<String> {
    let reading = context.facts.reading;
    let way = context.ways.iter().find(|way| {
        let in_text = way.link.place == LinkPlace::Text || way.link.shown.contains("://");
        in_text && is_strangers(way)
    })?;
    if !is_automatic_answer(context.facts.mail, &reading.subject, &reading.visible) {
        return None;
    }
    Some(match way.host {
        Host::Name(name) => name.to_unicode(),
        Host::Ip(address) => address.to_string(),
    })
}

fn is_strangers(way: &Way<'_>) -> bool {
    match way.whose {
        Whose::Stranger
        | Whose::Shortener
        | Whose::FreeHosting(_)
        | Whose::DynamicName
        | Whose::Address => true,
        Whose::Brands(_) | Whose::Authors | Whose::OtherBrand(_) | Whose::Delivery(_) => false,
    }
}

/// Says of itself that it answers a form: by Auto-Submitted (RFC 3834 §5) or in words.
fn is_automatic_answer(mail: &mail::Mail<'_>, subject: &str, visible: &str) -> bool {
    const WORDS: [&str; 22] = [
        "お問い合わせありがとう",
        "お問合せありがとう",
        "お問い合わせを受け付け",
        "お問い合わせいただき",
        "お問合せいただき",
        "お問い合わせ頂き",
        "お申し込みありがとう",
        "自動返信",
        "自動配信",
        "自動送信",
        "以下の内容で",
        "thank you for contacting",
        "thanks for contacting",
        "thank you for your inquiry",
        "thank you for your enquiry",
        "we have received your message",
        "your message has been received",
        "automatic reply",
        "vielen dank für ihre anfrage",
        "merci de nous avoir contacté",
        "gracias por contactar",
        "obrigado por entrar em contato",
    ];
    let replied = mail
        .header
        .first("auto-submitted")
        .is_some_and(|field| field.unfolded().trim().starts_with("auto-replied"));
    // A bounce answers automatically too, and quotes what the reader himself wrote.
    let bounced = mail.parts.iter().any(|part| part.media_type == "message/delivery-status");
    let opening: String = visible.chars().take(600).flat_map(char::to_lowercase).collect();
    let subject = subject.to_lowercase();
    let says = WORDS.iter().any(|word| opening.contains(word) || subject.contains(word));
    (replied || says) && !bounced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_by_its_mark() {
        for (subject, is) in [
            ("Re: your order", true),
            ("RE:Ihr Name", true),
            ("返信：お見積り", true),
            ("Re: ", true),
            ("Report: July", false),
            ("Refund", false),
            ("Re", false),
        ] {
            assert_eq!(is_answer(subject), is, "{subject}");
        }
    }

    #[test]
    fn quoted_lines_show_that_there_was_a_message() {
        assert!(quotes("I agree.\n> Shall we meet?\n"));
        assert!(quotes("On Monday Jane wrote: Shall we meet?"));
        assert!(!quotes("You have won. Click here."));
    }
}
