//! What it asks for, which story it tells, and how it is worded.

use reading::{Brand, LureKind, RequestKind};

use super::{Context, Found};
use crate::{Evidence, EvidenceKind, Taking, wording};

pub(crate) fn gather(context: &Context<'_>, found: &mut Found) {
    if found.has_brand_proof() && !leads_away(found) {
        // The brand's own mail may ask its customers for anything it likes; only the words that it
        // carries for others need reading.
        strangers_words(context, found);
        asks_nothing(context, found);
        return;
    }
    if found.has(EvidenceKind::PlatformProven) {
        strangers_words(context, found);
    }
    for request in &context.facts.reading.requests {
        let words = request.words.clone();
        found.add(Evidence::AsksFor { request: request.kind, words });
    }
    for lure in &context.facts.reading.lures {
        found.add(Evidence::Tells { lure: lure.kind, words: lure.words.clone() });
    }
    never_asked(context, found);
    numbers_and_wallets(context, found);
    changed_account(context, found);
    wallet_from_firm(context, found);
    if found.has(EvidenceKind::LinksAllAuthors) && context.facts.reading.lures.is_empty() {
        asks_nothing(context, found);
    }
    let reading = context.facts.reading;
    let words = reading::wording::buckets(&reading.subject, &reading.visible);
    if let Some(decibans) = wording::decibans(&words)
        && wording::counts(decibans, |kind| found.has(kind))
    {
        found.add(Evidence::Wording { decibans });
    }
}

fn leads_away(found: &Found) -> bool {
    found.has(EvidenceKind::LinkOffAuthor) || found.has(EvidenceKind::QrLeadsToStranger)
}

fn asks(context: &Context<'_>, kind: RequestKind) -> bool {
    context.facts.reading.requests.iter().any(|request| request.kind == kind)
}

/// A platform's proven mail in which somebody else wants a call, a program, a gift card.
fn strangers_words(context: &Context<'_>, found: &mut Found) {
    let Some(brand) = context.author_brand.as_ref().and_then(|id| context.facts.brands.get(id))
    else {
        return;
    };
    if !brand.carries_strangers_words {
        return;
    }
    // A brand's own mail gives numbers too; a stranger's frightens first.
    let alarms = context.facts.reading.lures.iter().any(|lure| {
        matches!(
            lure.kind,
            LureKind::CallbackCharge | LureKind::AccountProblem | LureKind::PaymentProblem
        )
    });
    let calls_stranger =
        alarms && asks(context, RequestKind::Call) && strange_number(context, brand).is_some();
    let request = [RequestKind::Install, RequestKind::Wallet, RequestKind::GiftCard]
        .into_iter()
        .find(|&kind| asks(context, kind))
        .or(calls_stranger.then_some(RequestKind::Call))
        .or_else(|| story_of_stranger(context, found));
    if let Some(request) = request {
        found.add(Evidence::StrangerThroughPlatform { brand: brand.id.clone(), request });
    }
}

/// What a stranger's story wants, in a platform's mail whose answers go to somebody else.
fn story_of_stranger(context: &Context<'_>, found: &Found) -> Option<RequestKind> {
    if !found.has(EvidenceKind::RepliesGoElsewhere) && !found.has(EvidenceKind::RepliesGoToFreeMail)
    {
        return None;
    }
    context.facts.reading.lures.iter().find_map(|lure| match lure.kind {
        LureKind::CallbackCharge => Some(RequestKind::Call),
        LureKind::WalletThreat => Some(RequestKind::Wallet),
        LureKind::AdvanceFee | LureKind::Investment | LureKind::Extortion => {
            Some(RequestKind::Payment)
        }
        LureKind::Prize | LureKind::SurveyReward => Some(RequestKind::PersonalData),
        LureKind::AccountProblem
        | LureKind::PaymentProblem
        | LureKind::ParcelHeld
        | LureKind::TaxRefund
        | LureKind::Fine
        | LureKind::ProtectionExpired
        | LureKind::MailboxProblem
        | LureKind::SharedDocument
        | LureKind::VoiceMail
        | LureKind::JobOffer
        | LureKind::Loan
        | LureKind::Romance
        | LureKind::HealthCure
        | LureKind::Urgency
        | LureKind::Threat
        | LureKind::BossErrand
        | LureKind::Exclusivity
        | LureKind::Points
        | LureKind::LegalNotice
        | LureKind::Casino => None,
    })
}

/// A number in the text that is not the brand's own line.
fn strange_number(context: &Context<'_>, brand: &Brand) -> Option<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let own = brand.help_line.as_deref().map(digits);
    let numbers = &context.facts.reading.phones;
    numbers
        .iter()
        .find(|number| own.as_ref() != Some(&digits(&number.written)))
        .map(|n| n.written.clone())
}

fn never_asked(context: &Context<'_>, found: &mut Found) {
    let Some(brand) = context.claimed.as_ref().and_then(|id| context.facts.brands.get(id)) else {
        return;
    };
    let Some(never) = &brand.never_asks else { return };
    let broken = context.facts.reading.requests.iter().find(|request| {
        key_words(request.kind).iter().any(|word| never.en.to_lowercase().contains(word))
    });
    if let Some(request) = broken {
        found.add(Evidence::AsksWhatBrandNeverAsks {
            brand: brand.id.clone(),
            request: request.kind,
        });
    }
}

/// Words by which a brand's own statement names what it never asks for.
fn key_words(request: RequestKind) -> &'static [&'static str] {
    match request {
        RequestKind::SignIn => &["password", "passcode", "log-in data"],
        RequestKind::OneTimeCode => &["security code", "one-time", "verification code", "otp"],
        RequestKind::Card => &["card"],
        RequestKind::PersonalData => &["personal data", "personal information"],
        RequestKind::GiftCard => &["gift card", "gift-card"],
        RequestKind::Install => &["remote access", "install", "software"],
        RequestKind::Wallet => &["seed phrase", "recovery phrase", "private key"],
        RequestKind::PaymentUpdate
        | RequestKind::Payment
        | RequestKind::Transfer
        | RequestKind::Call
        | RequestKind::Reply
        | RequestKind::Scan
        | RequestKind::OpenAttachment
        | RequestKind::Secrecy => &[],
    }
}

fn numbers_and_wallets(context: &Context<'_>, found: &mut Found) {
    let reading = context.facts.reading;
    if asks(context, RequestKind::Call) {
        let known = context.claimed.as_ref().and_then(|id| context.facts.brands.get(id));
        let number = match known {
            Some(brand) => strange_number(context, brand),
            None => reading.phones.first().map(|number| number.written.clone()),
        };
        if let Some(number) = number {
            found.add(Evidence::CallsStranger { number });
        }
    }
    if let Some(wallet) = reading.wallets.first() {
        let address: String = wallet.address.chars().take(8).chain(['…']).collect();
        found.add(Evidence::PaysToWallet { address });
    }
}

/// A shop, a bank, a sports firm with a coin of its own: what a broken-into mail account sends.
fn wallet_from_firm(context: &Context<'_>, found: &mut Found) {
    let Some(id) = context.claimed.as_ref().or(context.author_brand.as_ref()) else { return };
    let deals = ["crypto", "securities", "payment"];
    let is_dealer = context.facts.brands.get(id).is_none_or(|brand| {
        deals.contains(&brand.sector.as_str()) || brand.carries_strangers_words
    });
    let talks = asks(context, RequestKind::Wallet)
        && context.facts.reading.lures.iter().any(|lure| lure.kind == LureKind::WalletThreat);
    if !is_dealer && talks && context.ways.iter().any(|way| !context.is_at_home(way)) {
        found.add(Evidence::WalletFromFirm { brand: id.clone() });
    }
}

/// "Our bank account has changed", with answers going to somebody else than the author.
fn changed_account(context: &Context<'_>, found: &mut Found) {
    let elsewhere =
        found.has(EvidenceKind::RepliesGoElsewhere) || found.has(EvidenceKind::RepliesGoToFreeMail);
    if elsewhere && asks(context, RequestKind::Transfer) {
        found.add(Evidence::AccountChanged);
    }
}

fn asks_nothing(context: &Context<'_>, found: &mut Found) {
    let takes = context.facts.reading.requests.iter().any(|r| Taking::of(r.kind).is_some());
    if !takes {
        found.add(Evidence::AsksNothing);
    }
}
