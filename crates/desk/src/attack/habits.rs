use std::collections::BTreeSet;

use mail::Mail;
use serde::{Deserialize, Serialize};

use super::{
    template::key,
    wording::{stable_hash, words},
};

/// How a message was sent: what its sending program left in the header. Anybody's program leaves
/// such traces, so that they only ever support what the text and the pages say.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Habits {
    /// The program it says it was written with, numbers left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mailer: Option<i64>,
    /// How the subject reads, names and numbers left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<i64>,
    /// The author's own fields, in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    order: Option<i64>,
    /// What its Message-ID is shaped like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message_id: Option<i64>,
}

/// Fields that the author's program writes. Those that are added on the way tell of the way.
const WRITTEN: [&str; 18] = [
    "from",
    "to",
    "cc",
    "sender",
    "reply-to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "x-mailer",
    "user-agent",
    "x-priority",
    "importance",
    "list-unsubscribe",
    "x-originating-ip",
    "precedence",
];

impl Habits {
    pub(super) fn of(mail: &Mail<'_>) -> Self {
        let text = |name: &str| mail.header.first(name).map(|field| field.text());
        let subject = words(&mail.subject());
        Self {
            mailer: text("x-mailer")
                .or_else(|| text("user-agent"))
                .map(|text| hash(&letters(&text))),
            subject: (subject.len() >= 4).then(|| {
                hash(&subject.iter().map(|word| format!("{word:x} ")).collect::<String>())
            }),
            order: order(mail),
            message_id: text("message-id").map(|text| hash(&shape(&text))),
        }
    }

    /// How many traces two have in common: 0 to 4.
    #[must_use]
    pub fn common(&self, other: &Self) -> u32 {
        let same = |one: Option<i64>, other: Option<i64>| u32::from(one.is_some() && one == other);
        same(self.mailer, other.mailer)
            + same(self.subject, other.subject)
            + same(self.order, other.order)
            + same(self.message_id, other.message_id)
    }

    /// Whether both have the same subject.
    #[must_use]
    pub fn is_same_subject(&self, other: &Self) -> bool {
        self.subject.is_some() && self.subject == other.subject
    }
}

fn hash(text: &str) -> i64 {
    key(stable_hash(text.as_bytes()))
}

fn order(mail: &Mail<'_>) -> Option<i64> {
    let mut names = String::new();
    let mut seen = BTreeSet::new();
    for field in mail.header.fields() {
        let name = String::from_utf8_lossy(field.name).trim().to_ascii_lowercase();
        if WRITTEN.contains(&name.as_str()) && seen.insert(name.clone()) {
            names.push_str(&name);
            names.push(' ');
        }
    }
    (seen.len() >= 5).then(|| hash(&names))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Each run of letters and of digits as its kind and length, up to the host.
fn shape(message_id: &str) -> String {
    let local = message_id.trim().trim_start_matches('<').split('@').next().unwrap_or_default();
    let mut out = String::new();
    let mut run: (char, usize) = (' ', 0);
    for letter in local.chars().take(120).chain([' ']) {
        let kind = match letter {
            c if c.is_ascii_hexdigit() => 'x',
            c if c.is_ascii_alphanumeric() => 'a',
            c => c,
        };
        if kind != run.0 {
            out.push_str(&format!("{}{}", run.0, run.1));
            run = (kind, 0);
        }
        run.1 += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habits(header: &str) -> Habits {
        let raw = format!("{header}\n\ntext\n");
        Habits::of(&mail::parse(raw.as_bytes(), &mail::Limits::default()).0)
    }

    #[test]
    fn one_program_leaves_the_same_traces() {
        let one = habits(
            "From: a@a.example\nTo: x@y.example\nSubject: 【重要】ご利用確認のお願い 1234\nDate: x\n\
             Message-ID: <20211118AB12@a.example>\nX-Mailer: Foxmail 6, 13, 102, 15",
        );
        let other = habits(
            "From: b@b.example\nTo: z@y.example\nSubject: 【重要】ご利用確認のお願い 99\nDate: y\n\
             Message-ID: <20211119CD34@b.test>\nX-Mailer: Foxmail 7, 2",
        );
        assert_eq!(one.common(&other), 4);
        assert!(one.is_same_subject(&other));
        assert_eq!(one.common(&habits("Subject: hello")), 0);
        assert_eq!(Habits::default().common(&Habits::default()), 0);
    }
}
