use check::{Bilingual, Report};

use super::Redactor;

impl Redactor {
    /// A report that may be kept when the message is gone, and be seen by others. It still says the
    /// same of who sent the message and where it leads.
    #[must_use]
    pub fn report(&self, report: &Report) -> Report {
        let mut report = report.clone();
        self.from(&mut report);
        self.envelope(&mut report);
        // The names that were asked of DNS can hold whom a message was for (SPF macros).
        report.dns = None;
        report.path = None;
        report.message.subject = self.text(&report.message.subject);
        self.bilingual(&mut report.headline);
        for row in [&mut report.rows.sender, &mut report.rows.harm, &mut report.rows.offer] {
            self.bilingual(&mut row.answer);
        }
        for reason in &mut report.reasons {
            self.bilingual(&mut reason.words);
        }
        for left in &mut report.not_looked {
            self.bilingual(&mut left.words);
        }
        if let Some(offer) = &mut report.offer {
            offer.words = self.text(&offer.words);
        }
        for link in &mut report.links {
            link.shown = self.text(&link.shown);
            link.url = match link.end.as_str() {
                "web" => self.url(&link.url),
                _ => self.text(&link.url),
            };
        }
        report
    }

    /// Who speaks as a brand, or from a mailbox that is nobody's own, is shown; unless in the name
    /// of whom the message was for. Anybody else may be a friend.
    fn from(&self, report: &mut Report) {
        let recipients = [&report.route.recipient, &report.given.recipient];
        let own: Vec<String> =
            recipients.into_iter().flatten().map(|recipient| recipient.to_lowercase()).collect();
        let is_own = |from: &str| own.iter().any(|own| from.to_lowercase().contains(own.as_str()));
        let is_known = report.claim.brand.is_some();
        for from in &mut report.message.from {
            if is_own(from) || !(is_known || is_role(from)) {
                *from = match from.rsplit_once(" <") {
                    Some((name, address)) => {
                        format!("{} <{}", self.mask("name", name), self.text(address))
                    }
                    None => self.text(from),
                };
            }
        }
    }

    /// A recipient goes whole; of a return path the domain stays.
    fn envelope(&self, report: &mut Report) {
        for recipient in [&mut report.route.recipient, &mut report.given.recipient] {
            *recipient = recipient.as_deref().map(|recipient| self.mailbox(recipient));
        }
        for path in [&mut report.route.mail_from, &mut report.given.mail_from] {
            *path = path.as_deref().map(|path| self.path(path));
        }
    }

    fn mailbox(&self, mailbox: &str) -> String {
        if mailbox.is_empty() {
            return String::new();
        }
        self.mask("address", &mailbox.to_lowercase())
    }

    /// Its local part may hold whom the message was for.
    fn path(&self, path: &str) -> String {
        match path.rsplit_once('@') {
            Some((local, domain)) => {
                format!("{}@{domain}", self.mask("box", &local.to_lowercase()))
            }
            None => path.to_owned(),
        }
    }

    fn bilingual(&self, words: &mut Bilingual) {
        words.ja = self.text(&words.ja);
        words.en = self.text(&words.en);
    }
}

/// Whether a mailbox is named for what it is for (RFC 2142, and what shops use), not for who reads it.
pub(super) fn is_role(from: &str) -> bool {
    const ROLES: [&str; 30] = [
        "account",
        "admin",
        "alert",
        "billing",
        "bounce",
        "campaign",
        "contact",
        "customer",
        "help",
        "info",
        "invoice",
        "magazine",
        "mailer",
        "member",
        "news",
        "newsletter",
        "noreply",
        "notice",
        "notification",
        "order",
        "postmaster",
        "reply",
        "sales",
        "security",
        "service",
        "shop",
        "store",
        "support",
        "update",
        "webmaster",
    ];
    let address = from.rsplit_once('<').map_or(from, |(_, address)| address);
    let local = address.rsplit_once('@').map_or("", |(local, _)| local).to_ascii_lowercase();
    let mut words = local.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|word| ROLES.contains(&word.strip_suffix('s').unwrap_or(word)) || word == "news")
}

#[cfg(test)]
mod tests {
    use super::is_role;

    #[test]
    fn mailboxes_are_somebodys_or_for_something() {
        for (from, expected) in [
            ("みほんストア <news@mihon-store.example>", true),
            ("no-reply@a.example", true),
            ("order-updates2@a.example", true),
            ("山田 花子 <hanako@a.example>", false),
            ("newsome@a.example", false),
            ("", false),
        ] {
            assert_eq!(is_role(from), expected, "{from}");
        }
    }
}
