//! RFC5322.From, read so that no mail program sees an author whom we do not see.

use crate::address_list::AddressList;
use crate::anomaly::Found;
use crate::{Anomaly, Authors, Field, Header, Mailbox};

/// Whom the header names as author.
pub(crate) fn of(header: &Header<'_>) -> Authors {
    From::read(header).into_authors()
}

/// Notes what is odd about the From field.
pub(crate) fn note(header: &Header<'_>, found: &mut Found) {
    let from = From::read(header);
    if from.fields == 0 {
        found.note(Anomaly::NoFrom);
    }
    if from.distinct().len() > 1 {
        found.note(Anomaly::ManyAuthors);
    }
    if from.group {
        found.note(Anomaly::GroupAuthor);
    }
    if from.odd {
        found.note(Anomaly::OddFrom);
    }
}

/// Every From field, those included that only some programs take for one.
#[derive(Default)]
struct From {
    fields: usize,
    mailboxes: Vec<Mailbox>,
    aside: Vec<Mailbox>,
    group: bool,
    odd: bool,
}

impl From {
    fn read(header: &Header<'_>) -> Self {
        let mut from = Self::default();
        for field in header.fields() {
            if !field.is("from") && !is_disguised(field) {
                continue;
            }
            from.fields += 1;
            // "From : " and "From" CRLF " : " are a From field for some and none for others.
            from.odd |= !starts_with_ignore_case(field.raw, b"from:");
            let list = AddressList::parse(field.value);
            from.odd |= list.odd;
            from.group |= list.group;
            from.mailboxes.extend(list.mailboxes);
            from.aside.extend(list.aside);
        }
        from
    }

    /// The mailboxes without repetitions: `A, <a@b>, A, <a@b.>` is one address for everyone.
    fn distinct(&self) -> Vec<&Mailbox> {
        let mut distinct: Vec<&Mailbox> = Vec::new();
        for mailbox in &self.mailboxes {
            // A list with thousands of authors is ambiguous from the second on.
            if distinct.len() < MAX_SHOWN && !distinct.iter().any(|other| is_same(other, mailbox)) {
                distinct.push(mailbox);
            }
        }
        distinct
    }

    fn into_authors(self) -> Authors {
        let clear = !self.odd && !self.group && self.fields == 1;
        let distinct = self.distinct();
        if let [only] = distinct.as_slice() {
            let named = only.domain.is_some() && !has_control(&only.display);
            if clear && named && self.aside.iter().all(|aside| is_same(aside, only)) {
                return Authors::One((*only).clone());
            }
        }
        let mut shown: Vec<Mailbox> = distinct.into_iter().cloned().collect();
        for aside in self.aside {
            if shown.len() < MAX_SHOWN && !shown.iter().any(|other| is_same(other, &aside)) {
                shown.push(aside);
            }
        }
        match shown.is_empty() {
            true => Authors::None,
            false => Authors::Ambiguous(shown),
        }
    }
}

/// More authors than this are not listed: the point is made.
const MAX_SHOWN: usize = 50;

/// A line that is no field for us, yet begins as a From field: "From\0:", "From x:".
fn is_disguised(field: &Field<'_>) -> bool {
    field.name.is_empty() && starts_with_ignore_case(field.value.trim_ascii_start(), b"from")
}

fn starts_with_ignore_case(text: &[u8], start: &[u8]) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

fn is_same(one: &Mailbox, other: &Mailbox) -> bool {
    one.local == other.local && one.domain == other.domain
}

/// Programs cut or break a name at a control character (Mailsploit, 2017).
fn has_control(display: &str) -> bool {
    display.chars().any(|c| c.is_control() && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, parse};

    /// The one author as `display|address`, or every address some program shows.
    fn told(fields: &str) -> String {
        let raw = [fields.as_bytes(), b"\r\n\r\n"].concat();
        let (mail, _) = parse(&raw, &Limits::default());
        match mail.authors() {
            Authors::One(author) => format!("{}|{}", author.display, author.address()),
            Authors::None => "none".to_owned(),
            Authors::Ambiguous(authors) => {
                let shown: Vec<String> = authors.iter().map(Mailbox::address).collect();
                format!("ambiguous: {}", shown.join(" "))
            }
        }
    }

    #[test]
    fn ordinary_from_fields_name_one_author() {
        for (fields, expected) in [
            ("From: a@b.example", "|a@b.example"),
            ("from:<a@b.example>", "|a@b.example"),
            ("From: A. B., Inc. <a@b.example>", "A. B., Inc.|a@b.example"),
            ("From: \"B, A\" <a@B.Example>", "B, A|a@b.example"),
            ("From: \"c@d.example\" <a@b.example>", "c@d.example|a@b.example"),
            ("From: a@b.example <a@b.example>", "a@b.example|a@b.example"),
            ("From: a@b.example (A B)", "A B|a@b.example"),
            ("From: [Tag] A <a@b.example>", "[Tag] A|a@b.example"),
            ("From: =?utf-8?B?5pel5pys?=\r\n =?utf-8?B?6Kqe?= <a@b.example>", "日本語|a@b.example"),
            ("From: \"=?utf-8?B?5pel5pys?=\" <a@b.example>", "日本|a@b.example"),
            ("From: 日本 <a@b.example>", "日本|a@b.example"),
            ("From: A <a@b.example >", "A|a@b.example"),
            ("From: A <a@例え.jp>", "A|a@xn--r8jz45g.jp"),
            ("From: A, <a@b.example.>, A, <a@b.example>", "A|a@b.example"),
            ("From: \"a b\"@b.example", "|\"a b\"@b.example"),
        ] {
            assert_eq!(told(fields), expected, "{fields:?}");
        }
    }

    #[test]
    fn what_programs_read_differently_is_ambiguous() {
        for (fields, expected) in [
            ("From: a@b.example\r\nFrom: c@d.example", "ambiguous: a@b.example c@d.example"),
            ("From: a@b.example\r\nFrom : c@d.example", "ambiguous: a@b.example c@d.example"),
            ("From\r\n : a@b.example", "ambiguous: a@b.example"),
            ("From : a@b.example", "ambiguous: a@b.example"),
            ("From: a@b.example, c@d.example", "ambiguous: a@b.example c@d.example"),
            ("From: <a@b.example><c@d.example>", "ambiguous: a@b.example c@d.example"),
            ("From: <a@b.example>\\,<c@d.example>", "ambiguous: a@b.example c@d.example"),
            ("From: a@b.example <c@d.example>", "ambiguous: c@d.example a@b.example"),
            ("From: (a@b.example) c@d.example", "ambiguous: c@d.example a@b.example"),
            (
                "From: <@b.example,@x.example:c@d.example>",
                "ambiguous: c@d.example @b.example @x.example",
            ),
            (
                "From: a@b.example(x)@d.example",
                "ambiguous: a@b.example@d.example a@b.example @d.example",
            ),
            ("From: Us: a@b.example;", "ambiguous: a@b.example"),
            (
                "From: =?utf-8?q?a=40b.example?=@d.example",
                "ambiguous: =?utf-8?q?a=40b.example?=@d.example a@b.example",
            ),
            ("From: <a@b.example", "ambiguous: a@b.example"),
            ("From: \"A <a@b.example>, <c@d.example>", "ambiguous: a@b.example c@d.example"),
            ("From: a@b.example (x <c@d.example>", "ambiguous: c@d.example a@b.example"),
            ("From: a@b.example\rFrom: c@d.example", "ambiguous: c@d.example a@b.example"),
            (
                "From: <a@b.example\0@d.example>",
                "ambiguous: a@b.example@d.example a@b.example @d.example",
            ),
            ("From: \"a@b.example\"@d.example", "ambiguous: \"a@b.example\"@d.example a@b.example"),
            ("From: =?utf-8?q?x=00?= <a@b.example>", "ambiguous: a@b.example"),
            ("From: <a>", "ambiguous: a"),
            ("From: A <a@b,example>", "ambiguous: a a@b"),
        ] {
            assert_eq!(told(fields), expected, "{fields:?}");
        }
    }

    #[test]
    fn no_address_is_no_author() {
        for fields in ["Subject: x", "From:", "From: <>", "From: Us:;", "From: Somebody"] {
            assert_eq!(told(fields), "none", "{fields:?}");
        }
    }
}
