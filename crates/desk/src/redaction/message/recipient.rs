use std::{collections::BTreeSet, ops::Range};

use mail::{DomainName, Mail, Received};
use regex::{Regex, RegexBuilder};

use super::super::{Redactor, report::is_role};

/// Fields that tell whom a message was for; mail servers have many names for it.
pub(super) const FIELDS: [&str; 14] = [
    "to",
    "cc",
    "bcc",
    "delivered-to",
    "x-delivered-to",
    "x-original-to",
    "x-envelope-to",
    "envelope-to",
    "x-apparently-to",
    "apparently-to",
    "x-rcpt-to",
    "resent-to",
    "resent-cc",
    "x-forwarded-to",
];

/// Recipients that are looked for; a message to more was for nobody in particular.
const MOST: usize = 30;

/// Whom a message was for.
#[derive(Debug, Default)]
pub(super) struct Own {
    addresses: BTreeSet<String>,
    domains: BTreeSet<DomainName>,
    /// Everything that names them, most telling first; `None` when nobody is named.
    pattern: Option<Regex>,
}

impl Own {
    pub(super) fn of(mail: &Mail<'_>) -> Self {
        let mut own = Self::default();
        let mut names = BTreeSet::new();
        for mailbox in FIELDS.iter().flat_map(|field| mail.mailboxes(field)).take(MOST) {
            own.add(&mailbox.address());
            names.insert(mailbox.display.trim().to_owned());
        }
        for field in mail.header.named("received").take(MOST) {
            let value = field.unfolded();
            if let Some(recipient) = Received::parse(&value).recipient {
                own.add(recipient);
            }
        }
        own.pattern = pattern(&own.addresses, &names);
        own
    }

    fn add(&mut self, address: &str) {
        let Some((local, domain)) = address.rsplit_once('@') else { return };
        if local.is_empty() {
            return;
        }
        self.addresses.insert(address.to_lowercase());
        if let Ok(domain) = DomainName::parse(domain) {
            self.domains.insert(domain.registrable().unwrap_or(domain));
        }
    }

    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.addresses.iter().map(String::as_str)
    }

    /// Whether a host is where the message was for.
    pub(super) fn is_home(&self, host: &DomainName) -> bool {
        self.domains.iter().any(|domain| host.is_within(domain.as_str()))
    }

    /// A text in which nobody whom the message was for is named.
    pub(super) fn masked(&self, text: &str, redactor: &Redactor) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (range, mask) in self.finds(text, redactor) {
            out.push_str(text.get(at..range.start).unwrap_or_default());
            out.push_str(&mask);
            at = range.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }

    /// Where a text names whom the message was for, and the mask that is to stand there, in order.
    pub(super) fn finds(&self, text: &str, redactor: &Redactor) -> Vec<(Range<usize>, String)> {
        let Some(pattern) = &self.pattern else { return Vec::new() };
        let finds = pattern.captures_iter(text).filter_map(|found| {
            let whole = found.get(0)?;
            let is_word = found.name("word").is_some();
            if is_word && stands_in_host(text, whole.range()) {
                return None;
            }
            let kind = if is_word { "name" } else { "address" };
            let plain = whole.as_str().to_lowercase().replace("%40", "@").replace("=40", "@");
            Some((whole.range(), redactor.mask(kind, &plain)))
        });
        finds.collect()
    }
}

/// A host that holds a person's name is a fact about the host.
fn stands_in_host(text: &str, word: Range<usize>) -> bool {
    let before = text.get(..word.start).and_then(|before| before.chars().next_back());
    let after = text.get(word.end..).and_then(|after| after.chars().next());
    matches!(before, Some('.' | '-')) || matches!(after, Some('.' | '-'))
}

fn pattern(addresses: &BTreeSet<String>, names: &BTreeSet<String>) -> Option<Regex> {
    let mut whole: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for address in addresses {
        let Some((local, domain)) = address.rsplit_once('@') else { continue };
        // As it stands, in an address of a page, and in a return path (`hanako=home.example@…`).
        whole.push(format!("{}(?:@|%40|=40|=|＠){}", escaped(local), escaped(domain)));
        if local.chars().count() >= 5 && !is_role(address) {
            words.push(format!(r"(?-u:\b){}(?-u:\b)", escaped(local)));
        }
    }
    for name in names {
        let is_short = if name.is_ascii() { name.len() < 4 } else { name.chars().count() < 2 };
        if !is_short && !name.contains('@') {
            words.push(escaped(name));
        }
    }
    // Longer ones first: of two that begin alike, the whole is to be found.
    for list in [&mut whole, &mut words] {
        list.sort_by_key(|text| std::cmp::Reverse(text.len()));
    }
    let mut groups = Vec::new();
    if !whole.is_empty() {
        groups.push(format!("(?P<address>{})", whole.join("|")));
    }
    if !words.is_empty() {
        groups.push(format!("(?P<word>{})", words.join("|")));
    }
    if groups.is_empty() {
        return None;
    }
    RegexBuilder::new(&groups.join("|")).case_insensitive(true).build().ok()
}

fn escaped(text: &str) -> String {
    regex::escape(text)
}
