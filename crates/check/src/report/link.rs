use std::collections::HashSet;

use reading::{Brands, Host, LinkPlace, Owner, Target, link::defang};
use serde::{Deserialize, Serialize};

use crate::defang::sentence;

/// Links in one report. Real mail has fewer; past this a list informs nobody.
pub const LINKS: usize = 100;

/// One way out of the message, as the reader sees it and as a browser would follow it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Link {
    /// Where it stands: `anchor`, `image-map`, `form`, `text`, `remote-picture`, `refresh`,
    /// `frame`, `header-field`, `qr-code`, `attachment`, `outlook-only`, `plain-alternative`,
    /// `hidden`.
    pub place: String,
    /// What the reader sees.
    pub shown: String,
    /// Where it leads: `web`, `mail`, `phone`, `data`, `script`, `inside`, `other`, `broken`.
    pub end: String,
    /// The host it first leads to; `None` unless it is a web link.
    pub host: Option<String>,
    /// The host it ends at, as far as that can be known without asking.
    pub end_host: Option<String>,
    /// The name that one owner registered, of the host it ends at.
    pub registrable: Option<String>,
    /// Whose host it ends at, by the registry of brands.
    pub owner: Option<LinkOwner>,
    /// The whole address where it ends, disarmed.
    pub url: String,
}

/// What the registry says of a host.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct LinkOwner {
    /// Key of the brand.
    pub brand: String,
    /// `brand`, `user-content` (strangers' pages on the brand's host), `shortener` (somebody else
    /// chose where it leads).
    pub kind: String,
}

/// Every way out, each once: the same address shown in the same words says nothing new.
pub(super) fn links(links: &[reading::Link], brands: &Brands) -> Vec<Link> {
    let mut seen = HashSet::new();
    links
        .iter()
        .filter(|link| seen.insert((&link.place, &link.shown, &link.written)))
        .take(LINKS)
        .map(|link| Link::new(link, brands))
        .collect()
}

impl Link {
    fn new(link: &reading::Link, brands: &Brands) -> Self {
        let end = link.end();
        let name = end.domain();
        Self {
            place: place(&link.place).to_owned(),
            shown: sentence(link.shown.clone()),
            end: kind(end).to_owned(),
            host: host(&link.target),
            end_host: host(end),
            registrable: link.registrable().map(|name| name.to_string()),
            owner: name.and_then(|name| LinkOwner::new(brands.owner_of_host(name))),
            url: address(end),
        }
    }
}

impl LinkOwner {
    fn new(owner: Owner) -> Option<Self> {
        let (brand, kind) = match owner {
            Owner::Brand(brand) => (brand, "brand"),
            Owner::UserContent(brand) => (brand, "user-content"),
            Owner::Shortener(brand) => (brand, "shortener"),
            Owner::Unlisted => return None,
        };
        Some(Self { brand: brand.0, kind: kind.to_owned() })
    }
}

fn host(target: &Target) -> Option<String> {
    target.host().map(|host| match host {
        Host::Name(name) => name.to_string(),
        Host::Ip(ip) => ip.to_string(),
    })
}

fn address(target: &Target) -> String {
    match target {
        Target::Web { url, .. } => defang(url),
        Target::Mail(address) | Target::Phone(address) => address.clone(),
        Target::Data(media_type) => format!("data:{media_type}"),
        Target::Script => "javascript:".to_owned(),
        Target::Other(scheme) => scheme.clone(),
        Target::Inside | Target::Broken => String::new(),
    }
}

fn kind(target: &Target) -> &'static str {
    match target {
        Target::Web { .. } => "web",
        Target::Mail(_) => "mail",
        Target::Phone(_) => "phone",
        Target::Data(_) => "data",
        Target::Script => "script",
        Target::Inside => "inside",
        Target::Other(_) => "other",
        Target::Broken => "broken",
    }
}

fn place(place: &LinkPlace) -> &'static str {
    match place {
        LinkPlace::Anchor => "anchor",
        LinkPlace::ImageMap => "image-map",
        LinkPlace::Form => "form",
        LinkPlace::Text => "text",
        LinkPlace::RemotePicture => "remote-picture",
        LinkPlace::Refresh => "refresh",
        LinkPlace::Frame => "frame",
        LinkPlace::OutlookOnly => "outlook-only",
        LinkPlace::PlainAlternative => "plain-alternative",
        LinkPlace::HeaderField => "header-field",
        LinkPlace::QrCode => "qr-code",
        LinkPlace::Attachment(_) => "attachment",
        LinkPlace::Hidden => "hidden",
    }
}
