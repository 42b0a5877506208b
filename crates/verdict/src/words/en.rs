//! English. Answer first, in plain words.

use auth::{How, Method};
use jiff::civil::Date;
use reading::{BrandId, Brands, RequestKind, lure::LureKind};

use super::Headings;
use crate::{
    Evidence, HarmAnswer, NextFact, NotLooked, OfferState, Ruling, SenderAnswer, Taking, Verdict,
};

pub(super) const HEADINGS: Headings = Headings {
    why: "Why we say so",
    now: "What to do now",
    not_looked: "What we did not look at",
    links: "Every link, one by one",
    proof: "Proof of the sender",
};

pub(super) fn brand(id: &BrandId, brands: &Brands) -> String {
    brands.get(id).map_or_else(|| id.0.clone(), |brand| brand.name_en.clone())
}

pub(super) fn headline(verdict: &Verdict, brands: &Brands) -> String {
    let claimed = verdict.sender.claimed.as_ref().map(|id| brand(id, brands));
    let proven = verdict.sender.proven.as_ref();
    match (verdict.ruling, verdict.sender.answer, claimed) {
        (Ruling::Genuine, _, Some(name)) if let Some(since) = faulty_since(verdict) => format!(
            "This is a genuine mail from {name}. That you cannot take what it offers is a fault on the campaign's side (known since {}), not something you did.",
            date(since)
        ),
        (Ruling::Genuine, _, Some(name)) => format!("Genuine. Sent by {name} — we checked."),
        (Ruling::Genuine, _, None) => match proven {
            Some(domain) => format!("Genuine. Sent by {domain} — we checked."),
            None => "Genuine — we checked.".into(),
        },
        (Ruling::NoFraudFound, SenderAnswer::Confirmed, Some(name)) => {
            format!("Sent by {name} — we checked. Nothing in it tries to deceive you.")
        }
        (Ruling::NoFraudFound, SenderAnswer::Confirmed, None) => match proven {
            Some(domain) => {
                format!("Sent by {domain} — we checked. Nothing in it tries to deceive you.")
            }
            None => "We found nothing that tries to deceive you.".into(),
        },
        (Ruling::NoFraudFound, _, _) => {
            "We found nothing that tries to deceive you. Who sent it is not proven.".into()
        }
        (Ruling::CannotTell, _, _) => {
            let next = verdict.sender.next.map_or("", next_fact);
            format!("We can't tell yet. {next}").trim_end().to_owned()
        }
        (Ruling::Suspicious, SenderAnswer::Confirmed, Some(name)) => format!(
            "It did come through {name}, but the story in it is very likely fraud. Don't do what it says."
        ),
        (Ruling::Suspicious, _, Some(name)) => format!(
            "It says it is from {name}, but nothing shows that {name} sent it. Don't do what it says."
        ),
        (Ruling::Suspicious, _, None) => "Very likely fraud. Don't do what it says.".into(),
        (Ruling::Phishing, SenderAnswer::Confirmed, Some(name)) => {
            format!("Fraud. It came through {name}, but somebody else wrote it.")
        }
        (Ruling::Phishing, _, Some(name)) => {
            format!("Fraud. It says it is from {name}. It is not: somebody else sent it.")
        }
        (Ruling::Phishing, _, None) => match verdict.harm.takes.first() {
            Some(taking) => format!("Fraud. It is after {}.", noun(*taking)),
            None => "Fraud. Don't do what it says.".into(),
        },
    }
}

pub(super) fn sender(verdict: &Verdict, brands: &Brands) -> String {
    let sender = &verdict.sender;
    let claimed = sender.claimed.as_ref().map(|id| brand(id, brands));
    match (sender.answer, claimed, sender.proven.as_ref().or(sender.author.as_ref())) {
        (SenderAnswer::Confirmed, Some(name), _) => format!("{name} — confirmed"),
        (SenderAnswer::Confirmed, None, Some(domain)) => format!("{domain} — confirmed"),
        (SenderAnswer::Confirmed, None, None) => "Confirmed".into(),
        (SenderAnswer::Unconfirmed, Some(name), _) => format!("Says {name} — not confirmed"),
        (SenderAnswer::Unconfirmed, None, Some(domain)) => {
            format!("Says {domain} — not confirmed")
        }
        (SenderAnswer::Unconfirmed, None, None) => "Not confirmed".into(),
        (SenderAnswer::Forged, Some(name), _) => format!("Not {name}"),
        (SenderAnswer::Forged, None, Some(domain)) => {
            format!("Says {domain}, but it was somebody else")
        }
        (SenderAnswer::Forged, None, None) => "Not who it says".into(),
    }
}

pub(super) fn harm(verdict: &Verdict) -> String {
    let takes: Vec<&str> = verdict.harm.takes.iter().take(3).map(|&taking| noun(taking)).collect();
    match (verdict.harm.answer, takes.is_empty()) {
        (HarmAnswer::NoneFound, _) => "Nothing found that could".into(),
        (HarmAnswer::Possible, true) => "It could, if you do what it says".into(),
        (HarmAnswer::Possible, false) => {
            format!("It could take {}, if you do what it says", takes.join(" and "))
        }
        (HarmAnswer::Certain, true) => "Yes, if you do what it says".into(),
        (HarmAnswer::Certain, false) => {
            format!("Yes: it would take {}", takes.join(" and "))
        }
    }
}

pub(super) fn offer(verdict: &Verdict) -> String {
    let Some(offer) = &verdict.offer else { return "It promises nothing".into() };
    if verdict.sender.answer == SenderAnswer::Forged {
        return "Who promises it is not real, so it cannot be taken".into();
    }
    let until = offer.until.map(|day| format!("until {}", date(day)));
    match (offer.state, until) {
        (OfferState::Open, Some(until)) => format!("Within its period ({until})"),
        (OfferState::Open, None) => "Open".into(),
        (OfferState::Ended, Some(until)) => format!("Over (it was {until})"),
        (OfferState::Ended, None) => "Over".into(),
        (OfferState::Faulty, _) => match offer.faulty_since {
            Some(since) => {
                format!(
                    "Cannot be taken: a fault on the campaign's side, known since {}",
                    date(since)
                )
            }
            None => "Cannot be taken: a fault on the campaign's side".into(),
        },
        (OfferState::NotForYou, _) => "Only for those who were invited".into(),
        (OfferState::Unknown, _) => "Its terms alone do not tell".into(),
    }
}

/// 22 November 2021.
fn date(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn noun(taking: Taking) -> &'static str {
    match taking {
        Taking::Password => "your password",
        Taking::Card => "your card details",
        Taking::Money => "your money",
        Taking::Wallet => "your crypto-currency",
        Taking::PersonalData => "your personal data",
        Taking::Device => "control of your device",
    }
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Dkim => "its electronic signature",
        Method::Spf => "its list of sending servers",
        Method::Dmarc => "its sender check",
    }
}

pub(super) fn how(how: How) -> &'static str {
    match how {
        How::Recomputed => "checked by us",
        How::Stated => "recorded by your mail service",
        How::Told => "from what you told us",
    }
}

pub(super) fn next_fact(next: NextFact) -> &'static str {
    match next {
        NextFact::OriginalMessage => "Attach the original message and we can.",
        NextFact::Dns => "Check again with a network connection and we can verify the sender.",
        NextFact::BrandRecord => {
            "Open the company's own app or the page you always use, and see whether the same notice is there."
        }
        NextFact::AskAuthor => "Ask the sender another way, by phone for example, not by replying.",
        NextFact::LinkEnd => "Knowing where its link ends would settle it.",
        NextFact::Attachment => "Being able to read the attachment would settle it.",
    }
}

pub(super) fn not_looked(what: &NotLooked) -> String {
    match what {
        NotLooked::Links => "We did not open any link.".into(),
        NotLooked::Dns => {
            "We asked nothing of the network, so signatures were not verified.".into()
        }
        NotLooked::Header => {
            "We were given only the text, so the sender's trail was not seen.".into()
        }
        NotLooked::Attachment(name) => format!("We could not read the attachment “{name}”."),
        NotLooked::Codes(name) => format!("We could not search “{name}” for QR codes."),
        NotLooked::Pictures => "We did not read text inside pictures.".into(),
        NotLooked::BeyondLimit => "The message is very large; we read only a part of it.".into(),
    }
}

pub(super) fn advice(verdict: &Verdict, brands: &Brands) -> Vec<String> {
    let known = verdict.sender.claimed.as_ref().and_then(|id| brands.get(id));
    match verdict.ruling {
        Ruling::Genuine if faulty_since(verdict).is_some() => {
            vec![
                "There is nothing you need to do now. This page will tell you when it is mended."
                    .into(),
            ]
        }
        Ruling::Genuine => vec![match open_until(verdict) {
            Some(day) => format!("If you want the offer, take it by {}.", date(day)),
            None => "No need to worry. If it is something you want to do, go ahead.".into(),
        }],
        Ruling::NoFraudFound => vec![
            "If you were expecting it, you can read on.".into(),
            "If anything asks for a password or card number, check again before you enter it."
                .into(),
        ],
        Ruling::CannotTell => {
            let mut advice = vec!["Until we know, open no link and enter nothing.".to_owned()];
            if let Some(confirms) = known.and_then(|brand| brand.confirms.as_ref()) {
                advice.push(format!("Where to confirm: {}", confirms.en));
            }
            advice
        }
        Ruling::Suspicious | Ruling::Phishing => {
            let mut advice =
                vec!["Open no link, don't reply, don't call. You can delete it.".to_owned()];
            if let Some(brand) = known {
                let confirms = brand.confirms.as_ref().map(|words| words.en.as_str());
                advice.push(format!(
                    "If it worries you, open {}'s own app or the page you always use.{}",
                    brand.name_en,
                    confirms
                        .map(|place| format!(" (Where to confirm: {place})"))
                        .unwrap_or_default(),
                ));
            }
            advice.extend(verdict.harm.takes.iter().map(|&taking| first_aid(taking).to_owned()));
            advice.push(
                "You don't have to decide alone. In Japan: police #9110, consumer hotline 188."
                    .into(),
            );
            advice
        }
    }
}

/// The day on which a fault of the sender's campaign became known.
fn faulty_since(verdict: &Verdict) -> Option<Date> {
    let offer = verdict.offer.as_ref().filter(|offer| offer.state == OfferState::Faulty)?;
    offer.faulty_since
}

/// The last day of an offer that still stands.
fn open_until(verdict: &Verdict) -> Option<Date> {
    let offer = verdict.offer.as_ref().filter(|offer| offer.state == OfferState::Open)?;
    offer.until
}

fn first_aid(taking: Taking) -> &'static str {
    match taking {
        Taking::Password => {
            "Already entered a password? Change it now on the real site, and everywhere you use the same one."
        }
        Taking::Card => {
            "Already entered a card number? Call the 24-hour number on the back of the card and have it stopped."
        }
        Taking::Money => {
            "Already sent money? Call your bank's emergency desk now and ask them to stop the transfer."
        }
        Taking::Wallet => {
            "Already gave a recovery phrase? Move what is left to a new wallet right now."
        }
        Taking::PersonalData => {
            "Already sent personal data? Don't answer unknown bills or calls, and talk to one of the desks below."
        }
        Taking::Device => {
            "Already installed something? Go offline, stop using the device, and get help."
        }
    }
}

pub(super) fn request(request: RequestKind) -> &'static str {
    match request {
        RequestKind::SignIn => "to sign in or give a password",
        RequestKind::OneTimeCode => "for a verification code",
        RequestKind::Card => "for a card number",
        RequestKind::PersonalData => "for personal data",
        RequestKind::PaymentUpdate => "to update how you pay",
        RequestKind::Payment => "for a payment",
        RequestKind::Transfer => "for a transfer, or to change the account it goes to",
        RequestKind::Wallet => "to send crypto-currency or connect a wallet",
        RequestKind::GiftCard => "to buy gift cards",
        RequestKind::Call => "to call a number",
        RequestKind::Install => "to install software or allow remote control",
        RequestKind::Reply => "to reply, or to go on somewhere else",
        RequestKind::Scan => "to scan a QR code",
        RequestKind::OpenAttachment => "to open an attachment",
        RequestKind::Secrecy => "to tell nobody",
    }
}

fn lure(lure: LureKind) -> &'static str {
    match lure {
        LureKind::AccountProblem => "trouble with your account",
        LureKind::PaymentProblem => "trouble with a payment",
        LureKind::ParcelHeld => "a parcel that could not be delivered",
        LureKind::Prize => "a prize you won",
        LureKind::SurveyReward => "a gift for answering a survey",
        LureKind::AdvanceFee => "a fortune you are to receive",
        LureKind::Investment => "money that makes money",
        LureKind::WalletThreat => "a wallet to verify or free coins to claim",
        LureKind::TaxRefund => "tax that is paid back",
        LureKind::Fine => "a fine or toll that is due",
        LureKind::Extortion => "secrets that will be told unless you pay",
        LureKind::CallbackCharge => "a charge you can cancel by phone",
        LureKind::ProtectionExpired => "a virus, an expired subscription or full storage",
        LureKind::MailboxProblem => "trouble with your mailbox",
        LureKind::SharedDocument => "a document shared with you",
        LureKind::VoiceMail => "a voice message or fax",
        LureKind::JobOffer => "a job that pays too well",
        LureKind::Loan => "a loan for anybody",
        LureKind::Romance => "somebody who longs to meet you",
        LureKind::HealthCure => "a cure",
        LureKind::Urgency => "hurry",
        LureKind::Threat => "something that will be closed, deleted or taken to court",
        LureKind::BossErrand => "a quiet favour for the boss",
        LureKind::Exclusivity => "something only for you",
        LureKind::Points => "points that expire or wait for you",
        LureKind::LegalNotice => "a summons or a lawsuit",
        LureKind::Casino => "a casino or betting",
    }
}

pub(super) fn reason(evidence: &Evidence, brands: &Brands) -> String {
    let name = |id: &BrandId| brand(id, brands);
    match evidence {
        Evidence::BrandProven { brand, domain, method: by } => format!(
            "It was sent from {domain}, which belongs to {}: {} shows it.",
            name(brand),
            method(*by)
        ),
        Evidence::PlatformProven { brand, domain, method: by } => format!(
            "It really came through {} ({domain}): {} shows it. But another user wrote what it says.",
            name(brand),
            method(*by)
        ),
        Evidence::AuthorProven { domain, method: by } => {
            format!("It was sent from {domain}: {} shows it.", method(*by))
        }
        Evidence::MailboxProven { domain, method: by } => {
            format!(
                "It was sent from an address at {domain}, where anyone can get one: {} shows it.",
                method(*by)
            )
        }
        Evidence::AuthorUnproven { author } => {
            format!("Nothing shows that {author} sent it.")
        }
        Evidence::ServerNotAllowed { domain, ip } => match ip {
            Some(ip) => format!("{domain} does not allow the server that sent it ({ip})."),
            None => format!("{domain} does not allow the server that sent it."),
        },
        Evidence::PolicyBroken { author } => {
            format!("{author} asks everyone to refuse mail without proof, and this mail has none.")
        }
        Evidence::SignatureBroken { domain } => format!(
            "It carries a signature of {domain} that does not fit: copied from another mail, or changed on the way."
        ),
        Evidence::ProvenAsAnother { proven, author } if proven.is_within(author.as_str()) => {
            format!("All that is proven is that it came from {author}, not from whom it speaks as.")
        }
        Evidence::ProvenAsAnother { proven, author } => {
            format!("It names {author} as its author, but what is proven is {proven}.")
        }
        Evidence::ReceiverDistrusts => {
            "Your mail service recorded that it does not trust the sender.".into()
        }
        Evidence::TextBeyondSignature { octets } => {
            format!("After the signed part, {octets} bytes were added that nobody signed.")
        }
        Evidence::FieldBeyondSignature { field } => {
            format!("A second “{field}” was put above the signed one.")
        }
        Evidence::AuthorAmbiguous => {
            "The sender line is written so that mail programs show different people.".into()
        }
        Evidence::PretendedResults { receiver } if receiver.is_empty() => {
            "The sender wrote check results that only a receiving service may write.".into()
        }
        Evidence::PretendedResults { receiver } => format!(
            "The sender wrote check results in the name of {receiver}, which only {receiver} may write."
        ),
        Evidence::Replayed { signer } => format!(
            "A genuine mail that {signer} sent to somebody else was sent on from another place."
        ),
        Evidence::SenderRecords { brand, day, .. } => {
            format!("{}'s own record says it sent this message on {}.", name(brand), date(*day))
        }
        Evidence::BrandFromElsewhere { brand, domain } => {
            format!("It says it is {0}, but {domain} does not belong to {0}.", name(brand))
        }
        Evidence::BrandMentionedElsewhere { brand, domain } => {
            format!("It brings up {0}, but {domain} does not belong to {0}.", name(brand))
        }
        Evidence::NameShowsAnotherAddress { shown, real } => {
            format!("The name shows {shown}, but the real address is at {real}.")
        }
        Evidence::AuthorLooksLikeBrand { domain, brand } => {
            format!("{domain} is made to look like {} and is not.", name(brand))
        }
        Evidence::BrandDisguised { brand } => {
            format!("The name {} is written with invisible or look-alike characters.", name(brand))
        }
        Evidence::FirmFromFreeMail { domain } => {
            format!(
                "It speaks as a company, but was sent from {domain}, where anyone can get an address."
            )
        }
        Evidence::RepliesGoElsewhere { author, reply_to } => {
            format!("An answer would go to {reply_to}, not to {author}.")
        }
        Evidence::RepliesGoToFreeMail { reply_to } => {
            format!("An answer would go to {reply_to}, where anyone can get an address.")
        }
        Evidence::RepliesToNothing => {
            "It looks like an answer, but there is no message that it answers.".into()
        }
        Evidence::EchoesStranger { host } => format!(
            "It is a firm's automatic answer, and repeats a link to {host} that somebody typed into its form."
        ),
        Evidence::AuthorRandom { domain } => {
            format!("The sender's domain {domain} is a jumble of letters.")
        }
        Evidence::AuthorThrowaway { domain } => {
            format!("The sender's domain {domain} is of a kind that is used once and thrown away.")
        }
        Evidence::LinksAllBrands { brand } => {
            format!("Every link goes to a site of {}.", name(brand))
        }
        Evidence::LinksAllAuthors { domain } => format!("Every link goes to {domain}."),
        Evidence::LinkLeadsElsewhere { shown, leads_to } => {
            format!("A link that shows “{shown}” leads to {leads_to}.")
        }
        Evidence::LinkToStranger { brand, host } => {
            format!("A link leads to {host}, which is not a site of {}.", name(brand))
        }
        Evidence::LinkOffAuthor { host } => {
            format!("A link leads to {host}, which is not the sender's site.")
        }
        Evidence::LinkLooksLikeBrand { host, brand } => {
            format!("A link leads to {host}, made to look like {}.", name(brand))
        }
        Evidence::LinkHidesHostBeforeAt { host } => format!(
            "What stands before the “@” in a link means nothing. It really leads to {host}."
        ),
        Evidence::LinkHostInHost { host } => format!(
            "A link begins with the name of another site, which means nothing. It really leads to {host}."
        ),
        Evidence::LinkLookalikeCharacters { host } => format!(
            "A link holds characters that only look like slashes or dots. It really leads to {host}."
        ),
        Evidence::LinkToAddress { address } => {
            format!("A link leads to a bare number ({address}) instead of a name.")
        }
        Evidence::LinkObscuredAddress { address } => {
            format!("A link's number is written so that nobody can read it ({address}).")
        }
        Evidence::LinkConfusableHost { host } => {
            format!("A link leads to {host}, written with letters that look like others.")
        }
        Evidence::LinkToFreeHosting { host, platform } => {
            format!(
                "A link leads to {host}, on {platform}, where anyone can put up a page for free."
            )
        }
        Evidence::LinkToDynamicName { host } => {
            format!("A link leads to {host}, a throwaway name that anyone can get at once.")
        }
        Evidence::LinkShortened { host } => {
            format!("A short link ({host}) hides where it leads.")
        }
        Evidence::LinkThroughRedirector { via, end } => {
            format!("A link seems to go to {via}, but carries you on to {end}.")
        }
        Evidence::LinkCarriesPage => "A link carries a fake page inside itself.".into(),
        Evidence::LinkIsScript => "Something that looks like a link is a program.".into(),
        Evidence::LinkOddPort { host } => {
            format!("A link leads to {host} by an entrance that ordinary sites do not use.")
        }
        Evidence::LinkToRandomHost { host } => {
            format!("A link leads to {host}, a jumble of letters.")
        }
        Evidence::LinkCarriesReader { host } => {
            format!("A link to {host} carries your own mail address.")
        }
        Evidence::LinkToCheapDomain { host } => {
            format!("A link leads to {host}, of a kind that is used once and thrown away.")
        }
        Evidence::QrLeadsToStranger { host } => {
            format!("The QR code leads to {host}, which is not the sender's site.")
        }
        Evidence::LinksAllOnePage { host } => {
            format!("Whatever they say, all links lead to one page ({host}).")
        }
        Evidence::HiddenText { characters } => {
            format!("It hides {characters} characters of text that nobody sees.")
        }
        Evidence::InvisibleCharacters { count } => {
            format!("{count} invisible characters are put inside its words.")
        }
        Evidence::LookalikeLetters { word } => {
            format!("“{word}” is written with letters that only look right.")
        }
        Evidence::OnlyAPicture => "It is nothing but a picture to click.".into(),
        Evidence::TwoFaces => "What it says depends on how it is viewed.".into(),
        Evidence::StructureOdd => "It is built so that mail programs show different things.".into(),
        Evidence::FormAsksSecrets { posts_to } => {
            format!("The mail itself has a form for secrets. They would go to {posts_to}.")
        }
        Evidence::AttachedPage { file, leads_to } if leads_to.is_empty() => {
            format!("The attachment “{file}” is a fake page that hides what it does.")
        }
        Evidence::AttachedPage { file, leads_to } => {
            format!("The attachment “{file}” is a fake page; what you enter goes to {leads_to}.")
        }
        Evidence::AttachedProgram { file } => {
            format!("The attachment “{file}” holds a program.")
        }
        Evidence::AttachmentNameLies { file } => {
            format!("The attachment “{file}” is not what its name says.")
        }
        Evidence::AttachedActiveDocument { file } => {
            format!("The attachment “{file}” is a document that acts when opened.")
        }
        Evidence::AttachmentLeadsToStranger { file, host } => {
            format!(
                "A link in the attachment “{file}” leads to {host}, which is not the sender's site."
            )
        }
        Evidence::AttachmentLocked { file } => {
            format!(
                "The attachment “{file}” is locked with a password, so that filters cannot check it."
            )
        }
        Evidence::InvitationLeadsToStranger { host } => {
            format!(
                "A link in the calendar invitation leads to {host}, which is not the sender's site."
            )
        }
        Evidence::AsksFor { request: asked, .. } => format!("It asks {}.", request(*asked)),
        Evidence::AsksWhatBrandNeverAsks { brand, request: asked } => {
            format!(
                "It asks {}, which {} says it never does by mail.",
                request(*asked),
                name(brand)
            )
        }
        Evidence::Tells { lure: told, .. } => {
            format!("It speaks of {}, as frauds often do.", lure(*told))
        }
        Evidence::StrangerThroughPlatform { brand, request: asked } => format!(
            "In a mail of {}, words written by a stranger ask {}.",
            name(brand),
            request(*asked)
        ),
        Evidence::WalletFromFirm { brand } => format!(
            "{} deals in no crypto-currency, yet this talks of a wallet and leads to another site.",
            name(brand)
        ),
        Evidence::CallsStranger { number } => {
            format!("The number {number} is not known to belong to whom it names.")
        }
        Evidence::PaysToWallet { address } => {
            format!("It gives a crypto-currency address to pay to ({address}).")
        }
        Evidence::AccountChanged => {
            "It says the account to pay to has changed, and answers go to somebody else.".into()
        }
        Evidence::AsksNothing => "It asks for no password, card number or money.".into(),
        Evidence::Wording { decibans } if *decibans >= 0 => {
            "As a whole it is worded like known frauds.".into()
        }
        Evidence::Wording { .. } => "As a whole it is worded like ordinary mail.".into(),
    }
}
