//! One piece of evidence of each kind, with made-up facts, so that its words can be shown.

use auth::Method;
use mail::DomainName;
use reading::{BrandId, RequestKind, lure::LureKind};

use crate::{Evidence, EvidenceKind, words::Language};

/// A made-up piece of evidence of this kind; the brand in it exists in no registry.
#[must_use]
pub fn sample(kind: EvidenceKind, language: Language) -> Option<Evidence> {
    use EvidenceKind as Kind;
    let brand = BrandId(
        match language {
            Language::Ja => "みほん銀行",
            Language::En => "Mihon Bank",
        }
        .to_owned(),
    );
    let name = |text: &str| DomainName::parse(text).ok();
    let own = name("mihonbank.example")?;
    let club = name("club.example")?;
    let domain = name("notice.example")?;
    let host = "notice.example".to_owned();
    let file = match language {
        Language::Ja => "請求書.html",
        Language::En => "invoice.html",
    }
    .to_owned();
    let method = Method::Dkim;
    Some(match kind {
        Kind::BrandProven => Evidence::BrandProven { brand, domain: own, method },
        Kind::AuthorProven => Evidence::AuthorProven { domain: club, method },
        Kind::PlatformProven => Evidence::PlatformProven { brand, domain: own, method },
        Kind::MailboxProven => {
            Evidence::MailboxProven { domain: name("freemail.example")?, method }
        }
        Kind::AuthorUnproven => Evidence::AuthorUnproven { author: own },
        Kind::ServerNotAllowed => {
            Evidence::ServerNotAllowed { domain: own, ip: "192.0.2.9".parse().ok() }
        }
        Kind::PolicyBroken => Evidence::PolicyBroken { author: own },
        Kind::SignatureBroken => Evidence::SignatureBroken { domain: own },
        Kind::ProvenAsAnother => Evidence::ProvenAsAnother { proven: domain, author: own },
        Kind::ReceiverDistrusts => Evidence::ReceiverDistrusts,
        Kind::TextBeyondSignature => Evidence::TextBeyondSignature { octets: 480 },
        Kind::FieldBeyondSignature => {
            Evidence::FieldBeyondSignature { field: "Subject".to_owned() }
        }
        Kind::AuthorAmbiguous => Evidence::AuthorAmbiguous,
        Kind::PretendedResults => {
            Evidence::PretendedResults { receiver: "mx.home.example".to_owned() }
        }
        Kind::Replayed => Evidence::Replayed { signer: own },
        Kind::SenderRecords => {
            Evidence::SenderRecords { brand, domain: own, day: jiff::civil::date(2026, 11, 16) }
        }
        Kind::BrandFromElsewhere => Evidence::BrandFromElsewhere { brand, domain },
        Kind::BrandMentionedElsewhere => Evidence::BrandMentionedElsewhere { brand, domain },
        Kind::NameShowsAnotherAddress => {
            Evidence::NameShowsAnotherAddress { shown: own, real: domain }
        }
        Kind::AuthorLooksLikeBrand => {
            Evidence::AuthorLooksLikeBrand { domain: name("mihonbamk.example")?, brand }
        }
        Kind::BrandDisguised => Evidence::BrandDisguised { brand },
        Kind::FirmFromFreeMail => Evidence::FirmFromFreeMail { domain: name("freemail.example")? },
        Kind::RepliesGoElsewhere => Evidence::RepliesGoElsewhere { author: own, reply_to: domain },
        Kind::RepliesGoToFreeMail => {
            Evidence::RepliesGoToFreeMail { reply_to: name("freemail.example")? }
        }
        Kind::RepliesToNothing => Evidence::RepliesToNothing,
        Kind::EchoesStranger => Evidence::EchoesStranger { host },
        Kind::AuthorRandom => Evidence::AuthorRandom { domain: name("xq7kd9vtz.example")? },
        Kind::AuthorThrowaway => Evidence::AuthorThrowaway { domain },
        Kind::LinksAllBrands => Evidence::LinksAllBrands { brand },
        Kind::LinksAllAuthors => Evidence::LinksAllAuthors { domain: club },
        Kind::LinkLeadsElsewhere => Evidence::LinkLeadsElsewhere { shown: own, leads_to: host },
        Kind::LinkToStranger => Evidence::LinkToStranger { brand, host },
        Kind::LinkOffAuthor => Evidence::LinkOffAuthor { host },
        Kind::LinkLooksLikeBrand => {
            Evidence::LinkLooksLikeBrand { host: "mihonbank-login.example".to_owned(), brand }
        }
        Kind::LinkHidesHostBeforeAt => Evidence::LinkHidesHostBeforeAt { host },
        Kind::LinkHostInHost => Evidence::LinkHostInHost { host },
        Kind::LinkLookalikeCharacters => Evidence::LinkLookalikeCharacters { host },
        Kind::LinkToAddress => Evidence::LinkToAddress { address: "192.0.2.7".to_owned() },
        Kind::LinkObscuredAddress => {
            Evidence::LinkObscuredAddress { address: "192.0.2.7".to_owned() }
        }
        Kind::LinkConfusableHost => {
            Evidence::LinkConfusableHost { host: "mihonbаnk.example".to_owned() }
        }
        Kind::LinkToFreeHosting => Evidence::LinkToFreeHosting {
            host: "mihonbank.pages.example".to_owned(),
            platform: "pages.example".to_owned(),
        },
        Kind::LinkToDynamicName => {
            Evidence::LinkToDynamicName { host: "mihonbank.dyn.example".to_owned() }
        }
        Kind::LinkShortened => Evidence::LinkShortened { host: "short.example".to_owned() },
        Kind::LinkThroughRedirector => {
            Evidence::LinkThroughRedirector { via: "search.example".to_owned(), end: host }
        }
        Kind::LinkCarriesPage => Evidence::LinkCarriesPage,
        Kind::LinkIsScript => Evidence::LinkIsScript,
        Kind::LinkOddPort => Evidence::LinkOddPort { host: "notice.example:8443".to_owned() },
        Kind::LinkToRandomHost => {
            Evidence::LinkToRandomHost { host: "xq7kd9vtz.example".to_owned() }
        }
        Kind::LinkCarriesReader => Evidence::LinkCarriesReader { host },
        Kind::LinkToCheapDomain => Evidence::LinkToCheapDomain { host },
        Kind::QrLeadsToStranger => Evidence::QrLeadsToStranger { host },
        Kind::LinksAllOnePage => Evidence::LinksAllOnePage { host },
        Kind::HiddenText => Evidence::HiddenText { characters: 1200 },
        Kind::InvisibleCharacters => Evidence::InvisibleCharacters { count: 14 },
        Kind::LookalikeLetters => Evidence::LookalikeLetters { word: "Pаyment".to_owned() },
        Kind::OnlyAPicture => Evidence::OnlyAPicture,
        Kind::TwoFaces => Evidence::TwoFaces,
        Kind::StructureOdd => Evidence::StructureOdd,
        Kind::FormAsksSecrets => Evidence::FormAsksSecrets { posts_to: host },
        Kind::AttachedPage => Evidence::AttachedPage { file, leads_to: host },
        Kind::AttachedProgram => Evidence::AttachedProgram { file },
        Kind::AttachmentNameLies => Evidence::AttachmentNameLies { file },
        Kind::AttachedActiveDocument => Evidence::AttachedActiveDocument { file },
        Kind::AttachmentLeadsToStranger => Evidence::AttachmentLeadsToStranger { file, host },
        Kind::AttachmentLocked => Evidence::AttachmentLocked { file },
        Kind::InvitationLeadsToStranger => Evidence::InvitationLeadsToStranger { host },
        Kind::AsksFor => Evidence::AsksFor { request: RequestKind::Card, words: String::new() },
        Kind::AsksWhatBrandNeverAsks => {
            Evidence::AsksWhatBrandNeverAsks { brand, request: RequestKind::OneTimeCode }
        }
        Kind::Tells => Evidence::Tells { lure: LureKind::ParcelHeld, words: String::new() },
        Kind::StrangerThroughPlatform => {
            Evidence::StrangerThroughPlatform { brand, request: RequestKind::Call }
        }
        Kind::WalletFromFirm => Evidence::WalletFromFirm { brand },
        Kind::CallsStranger => Evidence::CallsStranger { number: "050-0000-0000".to_owned() },
        Kind::PaysToWallet => Evidence::PaysToWallet { address: "bc1qmihon…0000".to_owned() },
        Kind::AccountChanged => Evidence::AccountChanged,
        Kind::AsksNothing => Evidence::AsksNothing,
        Kind::Wording => Evidence::Wording { decibans: 6 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_of_its_kind() {
        for kind in EvidenceKind::all() {
            for language in [Language::Ja, Language::En] {
                assert_eq!(sample(kind, language).map(|sample| sample.kind()), Some(kind));
            }
        }
    }
}
