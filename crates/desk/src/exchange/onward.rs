//! Everything that goes onward, by one door: which form, and what it is when written.

use check::Bilingual;
use jiff::Timestamp;
use strum::{EnumString, IntoStaticStr};

use super::{
    Shared,
    arf::{self, Feedback, FeedbackType, Letter, Original},
    jpcert, misp, stix, uri,
    uuid::{OURS, named},
    xarf::{Contact, PhishingReport},
};

/// A form in which reports go onward.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Format {
    /// RFC 5965: a mail to whoever's abuse desk it is. One report.
    Arf,
    /// X-ARF version 4: one JSON object a page, a line each.
    Xarf,
    /// A STIX 2.1 bundle.
    Stix,
    /// A MISP event.
    Misp,
    /// JPCERT's table.
    Csv,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Arf, Self::Xarf, Self::Stix, Self::Misp, Self::Csv];

    /// Its name in addresses and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The media type of what is written.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Arf => "message/rfc822",
            Self::Xarf => "application/x-ndjson",
            Self::Stix => "application/stix+json;version=2.1",
            Self::Misp => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// What a file of it is called after the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Arf => "eml",
            Self::Xarf => "xarf.jsonl",
            Self::Stix => "stix.json",
            Self::Misp => "misp.json",
            Self::Csv => "csv",
        }
    }
}

/// Who shares, and with whom.
#[derive(Clone, Debug)]
pub struct Parties<'a> {
    /// The desk.
    pub desk: &'a Contact,
    /// The mail address of the abuse desk that is to act; `None` when it is not known, which the
    /// letter says.
    pub abuse_desk: Option<&'a str>,
    /// When it is written.
    pub now: Timestamp,
}

/// Why reports cannot be written in a form.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotShared {
    /// The form needs a message, and only a page was reported.
    #[error("there is no message, which this form needs")]
    NoMessage,
    /// The form needs a page, and none is known.
    #[error("there is no page, which this form needs")]
    NoPage,
    /// The form holds one report.
    #[error("this form holds one report, and there are several")]
    Several,
    /// What was reported could not be read.
    #[error("the report could not be read")]
    Unreadable,
    /// The reporter took it back.
    #[error("the reporter took it back")]
    TakenBack,
    /// The reporter did not choose those whom the form is for.
    #[error("the reporter did not choose those whom this form is for")]
    NotChosen,
    /// There is nothing.
    #[error("there is no report")]
    Nothing,
}

impl NotShared {
    /// What people are told.
    #[must_use]
    pub fn words(self) -> Bilingual {
        let (ja, en) = match self {
            Self::NoMessage => (
                "この形式にはメールが必要ですが、報告されたのはページだけです。",
                "This form needs a message, and only a page was reported.",
            ),
            Self::NoPage => (
                "この形式にはページのアドレスが必要ですが、このメールからは見つかりませんでした。",
                "This form needs a page’s address, and the message leads to none.",
            ),
            Self::Several => {
                ("この形式で書けるのは1件ずつです。", "This form holds one report at a time.")
            }
            Self::Unreadable => (
                "読み取れなかった報告なので、渡せません。",
                "The report could not be read, so that there is nothing to pass on.",
            ),
            Self::TakenBack => {
                ("報告した方が取り消したので、渡せません。", "The reporter took the report back.")
            }
            Self::NotChosen => (
                "報告した方は、この形式の渡し先を選びませんでした。",
                "The reporter did not choose those whom this form is for.",
            ),
            Self::Nothing => ("報告がありません。", "There is no report."),
        };
        Bilingual { ja: ja.to_owned(), en: en.to_owned() }
    }
}

/// Reports in a form, ready to be sent or kept in a file.
///
/// # Errors
/// When the form cannot hold them; it says why.
pub fn write(
    shared: &[Shared],
    format: Format,
    parties: &Parties<'_>,
) -> Result<String, NotShared> {
    let Some(first) = shared.first() else { return Err(NotShared::Nothing) };
    match format {
        Format::Arf if shared.len() > 1 => Err(NotShared::Several),
        Format::Arf => letter(first, parties),
        Format::Xarf => pages(shared, parties),
        Format::Stix => Ok(pretty(&stix::write(shared, parties.desk))),
        Format::Misp => Ok(pretty(&misp::write(shared, parties.desk))),
        Format::Csv if shared.iter().all(|report| report.pages.is_empty()) => {
            Err(NotShared::NoPage)
        }
        Format::Csv => Ok(jpcert::write(shared)),
    }
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

/// A letter to an abuse desk. Everything in it is ASCII but what its encodings hold.
fn letter(report: &Shared, parties: &Parties<'_>) -> Result<String, NotShared> {
    let message = report.message.as_deref().ok_or(NotShared::NoMessage)?;
    let domain = report
        .sent
        .author_domain
        .as_deref()
        .and_then(|domain| mail::DomainName::parse(domain).ok());
    let feedback = Feedback {
        feedback_type: FeedbackType::Fraud,
        user_agent: Some(concat!("Mekiki/", env!("CARGO_PKG_VERSION")).to_owned()),
        version: Some(1),
        source_ip: report.sent.source_ip,
        arrival_date: report.seen_at.and_then(whole_second),
        reported_domain: domain.into_iter().collect(),
        reported_uri: report.pages_bounded().map(|page| uri(&page.url)).collect(),
        incidents: 1,
        ..Feedback::default()
    };
    let subject = format!("Phishing report: {}", report.subject.as_deref().unwrap_or("no subject"));
    let id = named(&OURS, &format!("arf\0{}", report.id));
    let written = arf::write(&Letter {
        from: &parties.desk.contact,
        to: parties.abuse_desk.unwrap_or("undisclosed-recipients:;"),
        subject: &subject,
        date: parties.now,
        message_id: &format!("{id}@{}", parties.desk.domain),
        description: &description(report, parties),
        feedback: &feedback,
        original: Original::Message(message.as_bytes()),
    });
    Ok(String::from_utf8_lossy(&written).into_owned())
}

/// RFC 5322 knows no fractions of a second.
fn whole_second(at: Timestamp) -> Option<Timestamp> {
    Timestamp::from_second(at.as_second()).ok()
}

/// What the people at the abuse desk read: addresses disarmed.
fn description(report: &Shared, parties: &Parties<'_>) -> String {
    let mut lines = vec![
        "利用者からフィッシングの疑いがあるメールの報告を受けました。確認と対処をお願いします。"
            .to_owned(),
        "Somebody reported this message to us as phishing. Please look at it and act.".to_owned(),
        String::new(),
        stix::words(report),
    ];
    if let Some(brand) = &report.brand {
        lines.push(format!("名乗っている先 / Posing as: {} / {}", brand.name.ja, brand.name.en));
    }
    for page in report.pages_bounded() {
        lines.push(format!("URL: {}", reading::link::defang(&page.url)));
    }
    lines.push(String::new());
    if parties.abuse_desk.is_none() {
        lines.push(
            "送付先の窓口(abuse contact)は分かりませんでした。 / The abuse contact is not known."
                .to_owned(),
        );
    }
    lines.push(
        "個人に関わる部分は伏せてあります(RFC 6590)。 / What is personal is masked (RFC 6590)."
            .to_owned(),
    );
    lines.join("\n") + "\n"
}

/// X-ARF tells of one page at a time.
fn pages(shared: &[Shared], parties: &Parties<'_>) -> Result<String, NotShared> {
    let mut out = String::new();
    for report in shared {
        for page in report.pages_bounded() {
            let id = named(&OURS, &format!("xarf\0{}\0{}", report.id, page.url));
            let url = uri(&page.url);
            let json = PhishingReport {
                report_id: &id,
                timestamp: report.date(),
                reporter: parties.desk,
                sender: parties.desk,
                source_identifier: page.host.trim_matches(['[', ']']),
                url: &url,
                target_brand: report.brand.as_ref().map(|brand| brand.name.en.as_str()),
                message: report.message.as_deref().map(str::as_bytes),
            }
            .to_json();
            out.push_str(&json.to_string());
            out.push('\n');
        }
    }
    if out.is_empty() { Err(NotShared::NoPage) } else { Ok(out) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{
        tests::{desk, shared},
        xarf,
    };

    fn written(format: Format) -> String {
        let desk = desk();
        let now = "2026-11-24T01:00:00Z".parse().unwrap();
        let parties = Parties { desk: &desk, abuse_desk: None, now };
        write(&[shared()], format, &parties).unwrap()
    }

    #[test]
    fn a_letter_reads_back_and_says_what_is_missing() {
        let letter = written(Format::Arf);
        let limits = mail::Limits::default();
        let (mail, anomalies) = mail::parse(letter.as_bytes(), &limits);
        assert!(anomalies.is_empty(), "{anomalies:?}");
        let feedback = arf::read(&mail, &limits).unwrap();
        assert_eq!(feedback.feedback_type, FeedbackType::Fraud);
        assert_eq!(feedback.reported_uri.len(), 2);
        assert_eq!(feedback.source_ip, shared().sent.source_ip);
        let text = mail.leaves().next().unwrap().text(&limits).into_owned();
        assert!(text.contains("not known") && text.contains("hxxps[:]//evil[.]example/login"));
        let original = mail.parts.iter().find(|part| part.media_type == "message/rfc822").unwrap();
        assert_eq!(original.bytes(&limits).as_ref(), shared().message.unwrap().as_bytes());
    }

    #[test]
    fn every_page_is_an_xarf_report_without_fault() {
        for line in written(Format::Xarf).lines() {
            assert_eq!(xarf::read(line.as_bytes()).unwrap().faults, []);
        }
        assert_eq!(written(Format::Xarf).lines().count(), 2);
    }

    #[test]
    fn a_table_has_a_line_for_each_page() {
        insta::assert_snapshot!(written(Format::Csv), @r"
        date,URL,description
        2026/11/24 08:00:00,https://evil.example/login,みほん銀行
        2026/11/24 08:00:00,https://evil.example/r/%5Btoken:abcdefgh%5D,みほん銀行
        ");
    }

    #[test]
    fn what_a_form_cannot_hold_is_said() {
        let desk = desk();
        let parties = Parties { desk: &desk, abuse_desk: None, now: Timestamp::UNIX_EPOCH };
        let bare = Shared { message: None, pages: Vec::new(), ..shared() };
        for (reports, format, expected) in [
            (vec![], Format::Stix, NotShared::Nothing),
            (vec![bare.clone()], Format::Arf, NotShared::NoMessage),
            (vec![bare.clone()], Format::Xarf, NotShared::NoPage),
            (vec![bare.clone()], Format::Csv, NotShared::NoPage),
            (vec![bare.clone(), bare], Format::Arf, NotShared::Several),
        ] {
            assert_eq!(write(&reports, format, &parties), Err(expected), "{format:?}");
        }
    }
}
