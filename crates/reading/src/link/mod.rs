//! Where a message leads: every link with what is shown and where it truly goes.
//!
//! [`Target::resolve`] answers as a browser would (WHATWG URL); [`hops`] undoes rewriters and
//! redirectors offline. Nothing here touches the network: following a link can spend a coupon,
//! unsubscribe, or confirm an address.

mod defang;
mod entropy;
mod file_url;
mod follow;
mod hop;
mod host;
mod oddity;
mod redirector;
mod service;
mod shown;
mod target;

pub use defang::defang;
pub use file_url::FileUrl;
pub(crate) use follow::Memory;
pub use follow::{Followed, follow};
pub use hop::{Hop, HopKind, guesses, hops};
pub use host::Host;
pub use oddity::{LinkOddity, oddities};
pub use service::{Service, ServiceKind, is_platform_customer, kind_of_host, services_of};
pub use shown::shown_host;
pub use target::{Base, Target, UrlRecord, parse_url};

use mail::DomainName;

/// Whether a name's registrable label looks drawn at random (`xq7kd9vtz.example`).
#[must_use]
pub fn reads_like_chance(domain: &DomainName) -> bool {
    domain
        .registrable()
        .is_some_and(|own| own.labels().next().is_some_and(entropy::reads_like_chance))
}

/// Where in the message a link stands.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum LinkPlace {
    /// `<a href>` with visible content.
    Anchor,
    /// `<area href>` of an image map.
    ImageMap,
    /// `<form action>` or `formaction`.
    Form,
    /// An address in running text.
    Text,
    /// A picture that is fetched when the mail is shown (`<img src>`, `background`).
    RemotePicture,
    /// `<meta http-equiv=refresh>`: the page leaves by itself.
    Refresh,
    /// Another page shown inside this one (`<iframe>`, `<embed>`, `<object>`).
    Frame,
    /// List-Unsubscribe and the like.
    HeaderField,
    /// A QR code in a picture.
    QrCode,
    /// In an attachment; its file name or media type.
    Attachment(String),
    /// Only in Outlook's own markup (`<!--[if mso]>`): other programs do not show it.
    OutlookOnly,
    /// In the plain text that programs with HTML do not show.
    PlainAlternative,
    /// An anchor nobody can see.
    Hidden,
}

/// One link as the reader sees it and as the browser would follow it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
    /// Where it stands.
    pub place: LinkPlace,
    /// The words or address the reader sees; alt text for pictures; empty when nothing is shown.
    pub shown: String,
    /// The host that the shown text names, when it shows an address.
    pub shown_host: Option<DomainName>,
    /// The link as written in the message.
    pub written: String,
    /// Where a browser goes first.
    pub target: Target,
    /// Where known rewriters and redirectors carry it, undone offline, in order; the last is the
    /// end as far as it can be known without asking.
    pub hops: Vec<Hop>,
    /// Whole addresses found inside the last address that no known redirector accounts for: it may
    /// lead there, or only look as if.
    pub guesses: Vec<Target>,
    /// What is odd about it.
    pub oddities: Vec<LinkOddity>,
}

impl Link {
    /// The end of the way as far as it can be known offline.
    #[must_use]
    pub fn end(&self) -> &Target {
        self.hops.last().map_or(&self.target, |hop| &hop.target)
    }

    /// The registrable domain (Public Suffix List, private section included) of [`Self::end`].
    #[must_use]
    pub fn registrable(&self) -> Option<DomainName> {
        self.end().domain()?.registrable()
    }

    /// Whether `oddity` was found on it.
    #[must_use]
    pub fn is(&self, oddity: LinkOddity) -> bool {
        self.oddities.contains(&oddity)
    }

    /// Whether a reader can follow it by a click or a scan, so that it is a way out of the message.
    #[must_use]
    pub fn is_way_out(&self) -> bool {
        match self.place {
            LinkPlace::Anchor
            | LinkPlace::ImageMap
            | LinkPlace::Form
            | LinkPlace::Text
            | LinkPlace::Refresh
            | LinkPlace::Frame
            | LinkPlace::QrCode
            | LinkPlace::OutlookOnly
            | LinkPlace::Attachment(_) => true,
            LinkPlace::RemotePicture
            | LinkPlace::HeaderField
            | LinkPlace::PlainAlternative
            | LinkPlace::Hidden => false,
        }
    }
}
