use reading::{
    Target,
    link::{Base, follow},
};

use crate::render::plain::plain;

/// Where a link leads, in a few characters: the host a browser asks first, and the one that known
/// redirectors carry it to. `None`: it leads nowhere outside the message.
pub(super) fn leads_to(href: &str, base: &Base) -> Option<String> {
    let followed = follow(href, base, &reading::Limits::default());
    let first = place(&followed.target)?;
    let last = followed.hops.last().and_then(|hop| place(&hop.target));
    Some(match last {
        Some(last) if last != first => format!("{first} → {last}"),
        Some(_) | None => first,
    })
}

fn place(target: &Target) -> Option<String> {
    match target {
        Target::Web { host, .. } => Some(host.to_string()),
        Target::Mail(address) => Some(format!("mailto:{}", short(address))),
        Target::Phone(number) => Some(format!("tel:{}", short(number))),
        Target::Data(media) => Some(format!("data:{}", short(media))),
        Target::Script => Some("script".to_owned()),
        Target::Inside => None,
        Target::Other(scheme) => Some(format!("{}:", short(scheme))),
        Target::Broken => Some("?".to_owned()),
    }
}

fn short(text: &str) -> String {
    plain(text).chars().take(100).collect()
}
