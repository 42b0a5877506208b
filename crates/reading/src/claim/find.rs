//! Which brands a mail names, where, and as whom it speaks.

use std::ops::Range;

use mail::DomainName;

use super::{
    Claim, ClaimPlace,
    context::{Use, usage},
    tally::{Mark, Tallies},
};
use crate::{
    Brands, Owner,
    confusable::{Folded, fold},
};

/// What a mail shows, for finding the brands it speaks as.
#[derive(Clone, Copy, Debug, Default)]
pub struct Texts<'a> {
    /// The author's display name, decoded.
    pub display: &'a str,
    /// The author's address: local part and domain.
    pub address: Option<(&'a str, &'a DomainName)>,
    /// The domain that answers go to, when Reply-To names another one.
    pub reply_to: Option<&'a DomainName>,
    /// The subject, decoded.
    pub subject: &'a str,
    /// The text a person sees, top to bottom, lines separated by line feeds.
    pub visible: &'a str,
    /// Alternative texts of pictures.
    pub alts: &'a [&'a str],
    /// Hosts that pictures are fetched from.
    pub picture_hosts: &'a [&'a DomainName],
    /// Hosts that links lead to.
    pub link_hosts: &'a [&'a DomainName],
}

/// Bounds of the search.
struct Limits;

impl Limits {
    /// Bytes of visible text that are searched; the rest of a longer text is not.
    const VISIBLE: usize = 64 * 1024;
    /// Characters that count as the opening.
    const OPENING: usize = 300;
    /// Bytes at the end that count as the footer.
    const FOOTER: usize = 900;
    /// Bytes of context on either side of a name.
    const CONTEXT: usize = 48;
    /// Pictures and links that are looked at.
    const HOSTS: usize = 64;
    /// Claims that are returned.
    const CLAIMS: usize = 12;
}

/// Finds the brands a mail speaks as, strongest first.
#[must_use]
pub fn find(texts: &Texts<'_>, brands: &Brands) -> Vec<Claim> {
    let mut search = Search { brands, tallies: Tallies::default() };
    search.display(texts.display);
    search.address(texts);
    search.subject(texts.subject);
    search.visible(texts.visible);
    search.pictures(texts);
    let mut claims: Vec<Claim> = search.tallies.claims(brands);
    claims.truncate(Limits::CLAIMS);
    claims
}

struct Search<'a> {
    brands: &'a Brands,
    tallies: Tallies,
}

impl Search<'_> {
    fn display(&mut self, display: &str) {
        let folded = fold(display);
        self.tallies.relayed = folded.as_str().contains(" via ");
        let mut total = 0;
        total += letters(folded.as_str());
        let tallies = &mut self.tallies;
        self.brands.names().find(&folded, |mention| {
            let own = letters(folded.as_str().get(mention.range.clone()).unwrap_or_default());
            let used = usage_of(&folded, &mention.range);
            let whole = own * 10 >= total * 6 || (used == Use::AsOwn && own > 2);
            let first =
                letters(folded.as_str().get(..mention.range.start).unwrap_or_default()) == 0;
            // A plain word is a name only at the front and surely only in capitals (`UPS Paket
            // Service`); `Line Andersen` and `Chase Miller` are people.
            let capitals = first && own > 2 && mention.range.clone().all(|at| folded.is_upper(at));
            let whole = whole || capitals;
            // `jane@gmail.com` as a name is the writer's address, not Google.
            let of_address = folded
                .as_str()
                .get(..mention.range.start)
                .is_some_and(|before| before.ends_with('@'))
                && self
                    .brands
                    .is_mailbox_at(folded.as_str().get(mention.range.start..).unwrap_or_default());
            if !of_address && (whole || !mention.short || (first && own > 2)) {
                let mark = if whole { Mark::WholeDisplay } else { Mark::InDisplay };
                tallies.note(&mention, ClaimPlace::DisplayName, mark);
            }
        });
    }

    fn address(&mut self, texts: &Texts<'_>) {
        let Some((local, domain)) = texts.address else { return };
        let is_subscriber = self.brands.is_user_mailbox(domain);
        match self.brands.owner_of_sender(domain) {
            Owner::Brand(id) if !is_subscriber => {
                let mark =
                    if is_function(local) { Mark::DomainSpeaks } else { Mark::DomainOfPerson };
                self.tallies.note_id(self.brands, &id, ClaimPlace::AuthorDomain, mark);
                // What else the address says is the brand's own choice.
                return;
            }
            Owner::Brand(_) | Owner::UserContent(_) | Owner::Shortener(_) | Owner::Unlisted => {}
        }
        let local = fold(local);
        let tallies = &mut self.tallies;
        self.brands.names().find(&local, |mention| {
            if !mention.short {
                tallies.note(&mention, ClaimPlace::AuthorAddressWord, Mark::InAddress);
            }
        });
        for domain in [Some(domain), texts.reply_to].into_iter().flatten() {
            if let Some((id, _)) = self.brands.lookalike_of(domain).filter(|_| !is_subscriber) {
                let place = ClaimPlace::AuthorAddressWord;
                self.tallies.note_id(self.brands, &id, place, Mark::DomainResembles);
            }
        }
    }

    fn subject(&mut self, subject: &str) {
        let folded = fold(subject);
        let text = folded.as_str();
        self.tallies.reply |= REPLY.iter().any(|mark| text.trim_start().starts_with(mark));
        let tallies = &mut self.tallies;
        self.brands.names().find(&folded, |mention| {
            let first = letters(text.get(..mention.range.start).unwrap_or_default()) == 0;
            let own = usage_of(&folded, &mention.range) == Use::AsOwn;
            let mark = if first || own { Mark::SubjectAsOwn } else { Mark::InSubject };
            tallies.note(&mention, ClaimPlace::Subject, mark);
        });
    }

    fn visible(&mut self, visible: &str) {
        let folded = fold(first_bytes(visible, Limits::VISIBLE));
        let text = folded.as_str();
        let opening =
            text.char_indices().nth(Limits::OPENING).map_or(text.len(), |(offset, _)| offset);
        let footer = text.len().saturating_sub(Limits::FOOTER).max(opening);
        self.tallies.quoted = memchr::memmem::find_iter(text.as_bytes(), "\n>").take(3).count() > 2;
        let tallies = &mut self.tallies;
        self.brands.names().find(&folded, |mention| {
            if is_quoted(text, mention.range.start) {
                return;
            }
            let own = usage_of(&folded, &mention.range) == Use::AsOwn;
            let (place, mark) = match mention.range.start {
                at if at < opening => {
                    (ClaimPlace::Opening, if own { Mark::OpeningAsOwn } else { Mark::InOpening })
                }
                at if at >= footer => {
                    (ClaimPlace::Footer, if own { Mark::FooterAsOwn } else { Mark::InFooter })
                }
                _ => (ClaimPlace::Body, if own { Mark::BodyAsOwn } else { Mark::InBody }),
            };
            tallies.note(&mention, place, mark);
        });
    }

    fn pictures(&mut self, texts: &Texts<'_>) {
        for alt in texts.alts.iter().take(Limits::HOSTS) {
            let folded = fold(first_bytes(alt, 200));
            let total = letters(folded.as_str());
            let tallies = &mut self.tallies;
            self.brands.names().find(&folded, |mention| {
                let own = letters(folded.as_str().get(mention.range.clone()).unwrap_or_default());
                let whole = own * 10 >= total * 6;
                if whole || !mention.short {
                    let mark = if whole { Mark::WholeAlt } else { Mark::InAlt };
                    tallies.note(&mention, ClaimPlace::PictureText, mark);
                }
            });
        }
        for (hosts, mark) in
            [(texts.picture_hosts, Mark::OwnPicture), (texts.link_hosts, Mark::OwnLink)]
        {
            for host in hosts.iter().take(Limits::HOSTS) {
                if let Owner::Brand(id) = self.brands.owner_of_host(host) {
                    self.tallies.note_id(self.brands, &id, ClaimPlace::PictureHost, mark);
                }
            }
        }
    }
}

/// What begins the subject of an answer or of something passed on.
const REPLY: &[&str] = &["re:", "aw:", "sv:", "fw:", "fwd:", "wg:", "tr:", "rv:", "回复", "返信"];

/// Local parts that no person has.
fn is_function(local: &str) -> bool {
    const WORDS: &[&str] = &[
        "noreply",
        "no-reply",
        "no_reply",
        "donotreply",
        "do-not-reply",
        "info",
        "support",
        "service",
        "account",
        "security",
        "admin",
        "notif",
        "mailer",
        "news",
        "alert",
        "mail",
        "auto",
        "confirm",
        "billing",
        "help",
        "team",
        "order",
        "shipment",
        "payment",
        "customer",
        "update",
        "member",
        "statement",
        "report",
        "invoice",
        "marketing",
        "bounce",
        "message",
        "master",
        "contact",
        "reservation",
        "points",
        "ship",
        "hello",
        "email",
        "post",
        "verify",
    ];
    let local = local.to_ascii_lowercase();
    WORDS.iter().any(|word| local.contains(word))
}

fn usage_of(folded: &Folded<'_>, range: &Range<usize>) -> Use {
    let text = folded.as_str();
    let before = last_bytes(text.get(..range.start).unwrap_or_default(), Limits::CONTEXT);
    let after = first_bytes(text.get(range.end..).unwrap_or_default(), Limits::CONTEXT);
    usage(before, after)
}

/// Whether the line around `at` is a quotation.
fn is_quoted(text: &str, at: usize) -> bool {
    let before = last_bytes(text.get(..at).unwrap_or_default(), 512);
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with(['>', '|'])
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// At most `most` bytes from the start, cut between characters.
fn first_bytes(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

/// At most `most` bytes from the end, cut between characters.
fn last_bytes(text: &str, most: usize) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(most))..).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn top(texts: &Texts<'_>) -> Option<(String, bool)> {
        let claims = find(texts, &Brands::built_in());
        let first = claims.into_iter().find(|claim| claim.strength >= 50)?;
        Some((first.brand.0, first.disguised))
    }

    #[test]
    fn a_mail_speaks_as_the_brand_in_its_display_name() {
        for (display, expected) in [
            ("Amazon.co.jp", Some(("amazon", false))),
            ("三井住友カード株式会社", Some(("smcc", false))),
            ("ｱﾏｿﾞﾝ", Some(("amazon", false))),
            ("Рaypal Service", Some(("paypal", true))),
            ("Ama\u{200b}zon", Some(("amazon", true))),
            ("P a y P a l", Some(("paypal", true))),
            ("paypaI", Some(("paypal", true))),
            ("イオン力ード", Some(("aeon-card", true))),
            ("Apple", Some(("apple", false))),
            ("オンライン事務局", None),
            ("Line Andersen", None),
            ("Jane Doe", None),
            ("jane@gmail.com", None),
        ] {
            let texts = Texts { display, ..Texts::default() };
            let found = top(&texts);
            let found = found.as_ref().map(|(id, disguised)| (id.as_str(), *disguised));
            assert_eq!(found, expected, "{display}");
        }
    }

    #[test]
    fn who_talks_about_a_brand_does_not_speak_as_it() {
        let texts = Texts {
            display: "Jane Doe",
            subject: "Re: moving our backups to Amazon S3",
            visible: "I would keep them on Google Drive.\n> Amazon S3 is cheaper.\n",
            ..Texts::default()
        };
        assert_eq!(top(&texts), None);
    }
}
