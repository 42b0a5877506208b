use std::collections::BTreeSet;

use mail::{DomainName, Mail};

use crate::{
    Attachment, Brands, Claim, Difference, Language, Limits, Link, LinkPlace, Lure, Offer, Request,
    Target, attachment,
    body::{Body, Form, form},
    claim,
    html::{self, Grid, Hiding, Html, Picture, Scripts},
    link::{Base, Followed, Memory, shown_host},
    qr::{self, Payload, QrCode, QrPlace},
    text::{self, Invisible, Phone, Sum, Wallet},
};

/// A mail as its reader sees it, and as a browser would follow it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The subject, decoded.
    pub subject: String,
    /// The text a person sees.
    pub visible: String,
    /// Text in the message that nobody sees.
    pub hidden: String,
    /// Hidden text before anything visible, as newsletters have it for the list of mails.
    pub preheader: String,
    /// Text that only Outlook shows.
    pub outlook_only: String,
    /// Plain text that stands beside the HTML and is not shown.
    pub plain_alternative: String,
    /// How that differs from the HTML; `None` without one.
    pub difference: Option<Difference>,
    /// Whether any part that is shown is HTML.
    pub is_html: bool,
    /// The charset that the first shown part declares.
    pub charset: Option<String>,
    /// `<title>` of the HTML.
    pub title: String,
    /// The first heading.
    pub heading: String,
    /// Alternative texts of visible pictures, a line each.
    pub picture_texts: String,
    /// Why text is hidden, and how many characters for each reason.
    pub hiding: Vec<(Hiding, usize)>,
    /// Characters of the visible text and the subject that nobody sees.
    pub invisible: Invisible,
    /// Every link.
    pub links: Vec<Link>,
    /// Every picture of the HTML.
    pub pictures: Vec<Picture>,
    /// Every form.
    pub forms: Vec<html::Form>,
    /// Scripts.
    pub scripts: Scripts,
    /// Tables of coloured cells, which may draw a QR code.
    pub grids: Vec<Grid>,
    /// E-mail addresses in the visible text, each once.
    pub mailboxes: Vec<String>,
    /// Telephone numbers in the visible text, each once.
    pub phones: Vec<Phone>,
    /// Wallet addresses in the visible text, each once.
    pub wallets: Vec<Wallet>,
    /// Sums of money in the visible text, in order.
    pub sums: Vec<Sum>,
    /// The language of the visible text.
    pub language: Language,
    /// Brands it speaks as, strongest first.
    pub claims: Vec<Claim>,
    /// What it asks for.
    pub requests: Vec<Request>,
    /// Which stories it tells.
    pub lures: Vec<Lure>,
    /// Sentences that warn of fraud or say what is never asked for.
    pub warnings: Vec<String>,
    /// What it promises.
    pub offers: Vec<Offer>,
    /// Files that came with it; their links stand among `links`.
    pub attachments: Vec<Attachment>,
    /// QR codes; their links stand among `links`, their wallets among `wallets`.
    pub qr_codes: Vec<QrCode>,
    /// Pictures and documents that were not searched for QR codes, or not to the end.
    pub unsearched: Vec<String>,
    /// How many things lay beyond [`Limits`]: links, pictures, elements, rules.
    pub left_out: usize,
    /// Octets of text and HTML beyond [`Limits`].
    pub octets_beyond: usize,
}

impl Reading {
    /// Whether a bound of [`Limits`] was met.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.left_out > 0 || self.octets_beyond > 0
    }

    /// Characters that nobody sees for one hundred that are seen.
    #[must_use]
    pub fn hidden_share(&self) -> usize {
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        count(&self.hidden) * 100 / count(&self.visible).max(1)
    }
}

/// Reads a mail.
#[must_use]
pub fn read(mail: &Mail<'_>, brands: &Brands) -> Reading {
    read_within(mail, brands, &Limits::default())
}

/// As [`read`], with bounds of the caller's choice.
#[must_use]
pub fn read_within(mail: &Mail<'_>, brands: &Brands, limits: &Limits) -> Reading {
    let reading = Reading::default();
    let mut reader = Reader {
        limits,
        memory: Memory::default(),
        html: html::Allowance::new(limits),
        reading,
        kept_links: 0,
        kept_pictures: 0,
    };
    reader.reading.subject = mail.subject();
    reader.body(mail);
    reader.header_links(mail);
    reader.mentions();
    reader.qr_codes(mail);
    let mut reading = reader.reading;
    notes(&mut reading);
    reading.claims = claims(mail, &reading, brands);
    reading
}

struct Reader<'l> {
    limits: &'l Limits,
    memory: Memory,
    html: html::Allowance,
    reading: Reading,
    kept_links: usize,
    kept_pictures: usize,
}

impl Reader<'_> {
    fn body(&mut self, mail: &Mail<'_>) {
        let mail_limits =
            mail::Limits { decoded_octets: self.limits.html_octets, ..mail::Limits::default() };
        let body = Body::of(mail);
        for part in body.shown.iter().filter_map(|id| mail.parts.get(*id)) {
            if self.reading.charset.is_none() {
                self.reading.charset.clone_from(&part.charset);
            }
            let text = part.text(&mail_limits);
            match form(part) {
                Some(Form::Html) => self.html(&text),
                Some(Form::Plain) => self.plain(&text),
                None => {}
            }
        }
        self.attachments(mail, &body);
        // Programs show the first text of an alternative when it is HTML and the rest is not.
        let mut domains = BTreeSet::new();
        for part in body.unshown.iter().filter_map(|id| mail.parts.get(*id)) {
            let text = part.text(&mail_limits);
            let plain = if form(part) == Some(Form::Html) {
                self.html.read(&text, self.limits).visible
            } else {
                text.into_owned()
            };
            self.unshown(&plain, &mut domains);
        }
        if !body.unshown.is_empty() {
            self.difference(&domains);
        }
    }

    /// What came with the message, and where it leads.
    fn attachments(&mut self, mail: &Mail<'_>, body: &Body) {
        let told = [self.reading.subject.as_str(), self.reading.visible.as_str()];
        let html = std::mem::take(&mut self.html);
        let mut opener = attachment::Opener::new(self.limits, told).with_html(html);
        let all = attachment::open_all(mail, body, 0, &mut opener);
        self.html = opener.into_html();
        for opened in all {
            let base = opened.base.as_deref().map(Base::new).unwrap_or_default();
            let place = LinkPlace::Attachment(opened.attachment.file.clone());
            for (written, shown) in &opened.links {
                let link = self.link(place.clone(), written, shown, &base);
                self.add(link);
            }
            self.reading.attachments.push(opened.attachment);
        }
    }

    fn html(&mut self, text: &str) {
        let html = self.html.read(text, self.limits);
        self.reading.is_html = true;
        let base = html.base.as_deref().map_or_else(Base::default, Base::new);
        self.text_links(&html.visible, &html.linked);
        self.html_links(&html, &base);
        self.pictures(&html, &base);
        let reading = &mut self.reading;
        append(&mut reading.visible, &html.visible);
        append(&mut reading.hidden, &html.hidden);
        append(&mut reading.preheader, &html.preheader);
        append(&mut reading.outlook_only, &html.outlook_only);
        append(&mut reading.picture_texts, &html.alternatives);
        keep_first(&mut reading.title, html.title);
        keep_first(&mut reading.heading, html.heading);
        for (reason, count) in html.hiding {
            match reading.hiding.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, total)) => *total += count,
                None => reading.hiding.push((reason, count)),
            }
        }
        reading.pictures.extend(html.pictures);
        reading.forms.extend(html.forms);
        reading.grids.extend(html.grids);
        reading.scripts.elements += html.scripts.elements;
        reading.scripts.handlers += html.scripts.handlers;
        reading.scripts.sources.extend(html.scripts.sources);
        append(&mut reading.scripts.text, &html.scripts.text);
        reading.left_out += html.left_out;
        reading.octets_beyond += html.octets_beyond;
    }

    fn plain(&mut self, text: &str) {
        let end = text.floor_char_boundary(self.limits.text_octets.min(text.len()));
        let within = text.get(..end).unwrap_or(text);
        self.reading.octets_beyond += text.len() - within.len();
        self.text_links(within, &[]);
        let within =
            if within.contains('\r') { within.replace("\r\n", "\n") } else { within.to_owned() };
        append(&mut self.reading.visible, within.trim_end());
    }

    fn unshown(&mut self, plain: &str, domains: &mut BTreeSet<DomainName>) {
        let end = plain.floor_char_boundary(self.limits.text_octets.min(plain.len()));
        let plain = plain.get(..end).unwrap_or(plain);
        for found in text::addresses(plain).take(self.limits.links) {
            let link =
                self.link(LinkPlace::PlainAlternative, &found.url, found.written, &Base::default());
            domains.extend(link.registrable());
            self.add(link);
        }
        append(&mut self.reading.plain_alternative, plain.trim_end());
    }

    fn difference(&mut self, plain_domains: &BTreeSet<DomainName>) {
        let shown =
            self.reading.links.iter().filter(|link| link.place != LinkPlace::PlainAlternative);
        let shown_domains = shown
            .flat_map(|link| {
                [link.registrable(), link.target.domain().and_then(DomainName::registrable)]
            })
            .flatten()
            .collect();
        let (plain, visible) = (&self.reading.plain_alternative, &self.reading.visible);
        self.reading.difference =
            Some(Difference::of(plain, visible, plain_domains, &shown_domains));
    }

    /// Addresses in running text that are not the words of an anchor already.
    fn text_links(&mut self, text: &str, linked: &[std::ops::Range<usize>]) {
        for found in text::addresses(text).take(self.limits.links) {
            let after = linked.partition_point(|range| range.end <= found.start);
            if linked.get(after).is_some_and(|range| range.start <= found.start) {
                continue;
            }
            let link = self.link(LinkPlace::Text, &found.url, found.written, &Base::default());
            self.add(link);
        }
    }

    fn html_links(&mut self, html: &Html, base: &Base) {
        for link in &html.links {
            let link = self.link(link.place.clone(), &link.href, &link.shown, base);
            self.add(link);
        }
    }

    /// Pictures are fetched, not followed: their first target is all that counts.
    fn pictures(&mut self, html: &Html, base: &Base) {
        let mut seen = BTreeSet::new();
        for picture in &html.pictures {
            if !seen.insert(picture.src.as_str()) || picture.src.starts_with("cid:") {
                continue;
            }
            let target = Target::resolve(&picture.src, base);
            if target.host().is_none() {
                continue;
            }
            self.add(Link {
                place: LinkPlace::RemotePicture,
                shown: picture.alternative.clone(),
                shown_host: None,
                written: picture.src.clone(),
                target,
                hops: Vec::new(),
                guesses: Vec::new(),
                oddities: Vec::new(),
            });
        }
    }

    /// What a telephone that is held before the message is led to.
    fn qr_codes(&mut self, mail: &Mail<'_>) {
        let mut collector = qr::Collector::new(self.limits);
        collector.letters(&self.reading.visible);
        collector.grids(&self.reading.grids);
        collector.parts(mail);
        collector.inline(&self.reading.pictures);
        let codes = collector.finish();
        for code in &codes.found {
            let shown = match &code.place {
                QrPlace::Picture(name) | QrPlace::Page(name) => name.as_str(),
                QrPlace::Table | QrPlace::Letters => "",
            };
            for address in qr::addresses(&code.text) {
                let mut link = self.link(LinkPlace::QrCode, &address, shown, &Base::default());
                // The name of a file is no address that the code pretends to lead to.
                link.shown_host = None;
                self.add(link);
            }
            let pays = matches!(code.payload, Payload::Payment | Payload::Text);
            let wallets = &mut self.reading.wallets;
            // A wallet ends where the sum and the message of a `bitcoin:` address begin.
            let wallet = code.text.split('?').next().unwrap_or_default();
            for wallet in text::wallets(wallet).filter(|_| pays) {
                if wallets.len() < self.limits.mentions && !wallets.contains(&wallet) {
                    wallets.push(wallet);
                }
            }
        }
        self.reading.qr_codes = codes.found;
        self.reading.unsearched = codes.unsearched;
    }

    /// List-Unsubscribe (RFC 2369 §3.2) and its kin.
    fn header_links(&mut self, mail: &Mail<'_>) {
        for name in ["list-unsubscribe", "list-help", "list-archive"] {
            for field in mail.header.named(name).take(4) {
                let value = field.unfolded();
                let addresses = value.split('<').skip(1).filter_map(|rest| rest.split('>').next());
                for address in addresses.take(8) {
                    let link =
                        self.link(LinkPlace::HeaderField, address.trim(), "", &Base::default());
                    self.add(link);
                }
            }
        }
    }

    fn link(&mut self, place: LinkPlace, written: &str, shown: &str, base: &Base) -> Link {
        let Followed { target, hops, guesses, oddities } =
            self.memory.follow(written, base, self.limits);
        let shown_host = if place == LinkPlace::Text { None } else { shown_host(shown) };
        let (shown, written) = (shown.to_owned(), written.to_owned());
        Link { place, shown, shown_host, written, target, hops, guesses, oddities }
    }

    fn add(&mut self, link: Link) {
        let (kept, most) = if link.place == LinkPlace::RemotePicture {
            (&mut self.kept_pictures, self.limits.pictures)
        } else {
            (&mut self.kept_links, self.limits.links)
        };
        if *kept < most {
            *kept += 1;
            self.reading.links.push(link);
        } else {
            self.reading.left_out += 1;
        }
    }

    /// What the visible text names.
    fn mentions(&mut self) {
        let most = self.limits.mentions;
        let reading = &mut self.reading;
        let text = &reading.visible;
        for mailbox in text::mailboxes(text) {
            if reading.mailboxes.len() < most && !reading.mailboxes.contains(&mailbox) {
                reading.mailboxes.push(mailbox);
            }
        }
        for phone in text::phones(text) {
            if reading.phones.len() < most
                && !reading.phones.iter().any(|known| known.number == phone.number)
            {
                reading.phones.push(phone);
            }
        }
        for wallet in text::wallets(text) {
            if reading.wallets.len() < most && !reading.wallets.contains(&wallet) {
                reading.wallets.push(wallet);
            }
        }
        reading.sums = text::sums(text).take(most).collect();
        reading.invisible = text::count_invisible(text) + text::count_invisible(&reading.subject);
    }
}

/// What the phrases say.
fn notes(reading: &mut Reading) {
    let notes = crate::notes(&reading.subject, &reading.visible, reading.charset.as_deref());
    reading.language = notes.language;
    reading.requests = notes.requests;
    reading.lures = notes.lures;
    reading.warnings = notes.warnings;
}

fn claims(mail: &Mail<'_>, reading: &Reading, brands: &Brands) -> Vec<Claim> {
    let authors = mail.authors();
    let author = authors.shown().first();
    let reply_to = mail.mailboxes("reply-to").into_iter().next().and_then(|mailbox| mailbox.domain);
    let hosts = |place_is_picture: bool| -> Vec<&DomainName> {
        let of_kind = reading.links.iter().filter(move |link| {
            if place_is_picture {
                link.place == LinkPlace::RemotePicture
            } else {
                link.is_way_out()
            }
        });
        let mut hosts: Vec<&DomainName> = of_kind.filter_map(|link| link.end().domain()).collect();
        hosts.dedup();
        hosts
    };
    let alternatives: Vec<&str> = reading.picture_texts.lines().collect();
    claim::find(
        &claim::Texts {
            display: author.map_or("", |author| &author.display),
            address: author
                .and_then(|author| Some((author.local.as_str(), author.domain.as_ref()?))),
            reply_to: reply_to.as_ref().filter(|domain| {
                author.is_none_or(|author| author.domain.as_ref() != Some(*domain))
            }),
            subject: &reading.subject,
            visible: &reading.visible,
            alts: &alternatives,
            picture_hosts: &hosts(true),
            link_hosts: &hosts(false),
        },
        brands,
    )
}

fn append(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}

fn keep_first(text: &mut String, other: String) {
    if text.is_empty() {
        *text = other;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reading(raw: &[u8]) -> Reading {
        let (mail, _) = mail::parse(raw, &mail::Limits::default());
        read(&mail, &Brands::default())
    }

    #[test]
    fn the_words_of_an_anchor_are_no_link_of_their_own() {
        let raw = "Content-Type: text/html; charset=utf-8\r\n\r\n\
            <a href='https://evil.example/'>https://www.example.jp/</a> see www.other.example.com";
        let reading = reading(raw.as_bytes());
        let told: Vec<_> = reading
            .links
            .iter()
            .map(|link| (link.place.clone(), link.end().host().map(ToString::to_string)))
            .collect();
        assert_eq!(
            told,
            [
                (LinkPlace::Text, Some("www.other.example.com".to_owned())),
                (LinkPlace::Anchor, Some("evil.example".to_owned())),
            ]
        );
        let shown = reading.links.last().and_then(|link| link.shown_host.clone());
        assert_eq!(shown.map(|host| host.to_string()).as_deref(), Some("www.example.jp"));
    }

    #[test]
    fn a_plain_text_that_leads_elsewhere_than_the_html_is_told() {
        let raw = "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\
            Content-Type: text/plain\r\n\r\nhttps://www.example.jp/\r\n--x\r\n\
            Content-Type: text/html\r\n\r\n<a href='https://www.example.com/'>go</a>\r\n--x--\r\n";
        let difference = reading(raw.as_bytes()).difference.unwrap();
        assert_eq!(difference.only_in_plain, [DomainName::parse("example.jp").unwrap()]);
    }

    #[test]
    fn links_past_the_limit_are_counted() {
        let raw = format!("Content-Type: text/html\r\n\r\n{}", "<a href=//a.jp>x</a>".repeat(30));
        let (mail, _) = mail::parse(raw.as_bytes(), &mail::Limits::default());
        let limits = Limits { links: 10, ..Limits::default() };
        let reading = read_within(&mail, &Brands::default(), &limits);
        assert_eq!((reading.links.len(), reading.left_out, reading.is_cut()), (10, 20, true));
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read(raw in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = reading(&raw);
            let mut html = b"Content-Type: text/html\r\n\r\n".to_vec();
            html.extend_from_slice(&raw);
            let _ = reading(&html);
        }

        #[test]
        fn any_address_can_be_followed(written in "(?s)(https?:|//|data:|www\\.)?.{0,80}") {
            let _ = crate::link::follow(&written, &Base::default(), &Limits::default());
            let _ = text::addresses(&written).count() + text::phones(&written).count()
                + text::wallets(&written).count() + text::sums(&written).count()
                + text::mailboxes(&written).count();
        }
    }
}
