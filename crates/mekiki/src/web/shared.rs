//! What is shared of a report, as people read it: the same before reporting, after it, and at the
//! desk.

use check::render::plain;
use desk::exchange::Shared;
use verdict::words::Language;

/// What is shared, in lines. Everything in it is masked already; nothing in it is clickable.
pub(crate) struct SharedView {
    /// Names and values, in the order in which a person would ask.
    pub(crate) rows: Vec<(&'static str, String)>,
    /// The pages it leads to, disarmed.
    pub(crate) pages: Vec<String>,
    /// What the reader sees of the text.
    pub(crate) text: String,
    /// The whole message, its source.
    pub(crate) source: String,
}

impl SharedView {
    pub(crate) fn of(shared: &Shared, language: Language) -> Self {
        let say = |ja, en| match language {
            Language::Ja => ja,
            Language::En => en,
        };
        let sent = &shared.sent;
        let rows = [
            (say("件名", "Subject"), shared.subject.clone()),
            (say("差出人の表示", "Shown as sender"), sent.author.clone()),
            (
                say("名乗っている会社", "Speaks as"),
                shared.brand.as_ref().map(|brand| brand.name.within(language).to_owned()),
            ),
            (
                say("送ったサーバーの番号", "Address of the sending server"),
                sent.source_ip.map(|ip| ip.to_string()),
            ),
            (
                say("返送先のドメイン", "Domain of the return path"),
                sent.mail_from_domain.as_ref().map(ToString::to_string),
            ),
        ];
        let message = shared.message.as_deref().unwrap_or_default();
        Self {
            rows: rows
                .into_iter()
                .filter_map(|(name, value)| Some((name, plain(&value?).into_owned())))
                .collect(),
            pages: shared
                .pages
                .iter()
                .map(|page| plain(&reading::link::defang(&page.url)).into_owned())
                .collect(),
            text: lines(shared.text.as_deref().unwrap_or_default()),
            source: lines(message),
        }
    }
}

/// A text of several lines, without what would act on a screen.
fn lines(text: &str) -> String {
    text.lines().map(|line| plain(line).into_owned()).collect::<Vec<_>>().join("\n")
}
