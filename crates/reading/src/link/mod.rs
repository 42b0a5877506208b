//! Where a message leads: every link with what is shown and where it truly goes.

use std::net::IpAddr;

use mail::DomainName;

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
    /// List-Unsubscribe and the like.
    HeaderField,
    /// A QR code in a picture.
    QrCode,
    /// In an attachment; its file name or media type.
    Attachment(String),
    /// An anchor nobody can see.
    Hidden,
}

/// Who serves the far end of a link.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Host {
    /// A DNS name.
    Name(DomainName),
    /// A bare address, however it was spelled.
    Ip(IpAddr),
}

/// Where a link goes when a browser follows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Target {
    /// `http` or `https`: the whole URL as a browser resolves it (WHATWG), and its host.
    Web {
        /// The serialised URL.
        url: String,
        /// Its host.
        host: Host,
    },
    /// `mailto:`; the address.
    Mail(String),
    /// `tel:` or `sms:`; the number.
    Phone(String),
    /// `data:`; its media type. The page travels in the link itself.
    Data(String),
    /// `javascript:`, `vbscript:`.
    Script,
    /// `cid:` or a fragment: leads nowhere outside the message.
    Inside,
    /// Any other scheme.
    Other(String),
    /// No browser would follow it.
    Broken,
}

/// Something an honest link rarely has. A fact, not an accusation.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum LinkOddity {
    /// `user@` before the host.
    UserInfo,
    /// The userinfo itself looks like a host name (`amazon.co.jp@evil…`).
    UserInfoLooksLikeHost,
    /// A character that looks like `/ . : ? #` and is not (U+2215, U+FF0F, U+2024, …).
    LookalikePunctuation,
    /// Backslashes, tabs or line ends that a browser drops or turns round.
    BrowserQuirk,
    /// An address in hex, octal, or as one number.
    ObscuredAddress,
    /// A bare IP address.
    BareAddress,
    /// The host's labels mix scripts, or look like other letters (UTS 39).
    ConfusableHost,
    /// An internationalised host.
    Idn,
    /// Letters that only NFKC turns into ASCII (circled, boxed, mathematical).
    DecoratedHost,
    /// A port other than 80 and 443.
    OddPort,
    /// The host is very long or has very many labels.
    LongHost,
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
    pub hops: Vec<Target>,
    /// What is odd about it.
    pub oddities: Vec<LinkOddity>,
}

impl Link {
    /// The end of the way as far as it can be known offline.
    #[must_use]
    pub fn end(&self) -> &Target {
        self.hops.last().unwrap_or(&self.target)
    }
}
