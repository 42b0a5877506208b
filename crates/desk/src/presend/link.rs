use mail::DomainName;
use reading::{
    HopKind, Host, Link, LinkOddity, LinkPlace, Owner,
    link::{ServiceKind, services_of},
};

use super::{Advice, Advised, Draft};
use crate::health::Severity;

/// Links of one kind that are told.
const MOST_OF_A_KIND: usize = 5;

/// What makes where a mail leads look like fraud.
#[derive(Clone, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case", prefix = "link-")]
pub enum LinkAdvice {
    /// The host looks like a brand's and is not.
    LooksLikeBrand {
        /// The host.
        host: String,
        /// Key of the brand.
        brand: String,
    },
    /// The words show one address, the link leads to another.
    ShownElsewhere {
        /// What is shown.
        shown: String,
        /// Where it leads.
        leads_to: String,
    },
    /// A number instead of a name.
    ToAddress {
        /// The address.
        address: String,
    },
    /// A name with letters beyond ASCII, or that mixes alphabets.
    Punycode {
        /// As DNS has it.
        host: String,
    },
    /// A short link.
    Shortened {
        /// The shortener.
        host: String,
    },
    /// Somebody else's redirector.
    ThroughRedirector {
        /// The redirector.
        via: String,
    },
    /// A QR code that leads away.
    QrAway {
        /// The host.
        host: String,
    },
    /// Somebody else's host.
    Foreign {
        /// The host.
        host: String,
    },
    /// Not encrypted.
    NotEncrypted {
        /// The host.
        host: String,
    },
    /// Pictures nobody sees count who opens the mail.
    Tracking,
}

pub(super) fn gather(draft: &Draft<'_>, advice: &mut Vec<Advice>) {
    let mut found: Vec<LinkAdvice> = Vec::new();
    let mut add = |advice: LinkAdvice| {
        let is_alike =
            |known: &&LinkAdvice| std::mem::discriminant(*known) == std::mem::discriminant(&advice);
        if !found.contains(&advice) && found.iter().filter(is_alike).count() < MOST_OF_A_KIND {
            found.push(advice);
        }
    };
    for link in draft.reading.links.iter().filter(|link| link.is_way_out()) {
        for advice in of_link(link, draft) {
            add(advice);
        }
    }
    if draft.reading.pictures.iter().any(|picture| picture.is_unseen && is_remote(&picture.src)) {
        add(LinkAdvice::Tracking);
    }
    advice.extend(found.into_iter().map(Advice::Link));
}

fn is_remote(address: &str) -> bool {
    address.starts_with("http:") || address.starts_with("https:")
}

fn of_link(link: &Link, draft: &Draft<'_>) -> Vec<LinkAdvice> {
    let first = match link.target.host() {
        None => return Vec::new(),
        Some(Host::Ip(address)) => {
            return vec![LinkAdvice::ToAddress { address: address.to_string() }];
        }
        Some(Host::Name(name)) => name,
    };
    let mut advice = Vec::new();
    let owns = |host: &DomainName| draft.own.is_some_and(|own| own.owns(host, draft.brands));
    if let Some(shown) = &link.shown_host
        && shown.registrable() != first.registrable()
    {
        let (shown, leads_to) = (shown.to_string(), first.to_string());
        advice.push(LinkAdvice::ShownElsewhere { shown, leads_to });
    }
    if owns(first) {
        advice.extend(not_encrypted(link, first));
        return advice;
    }
    let host = first.to_string();
    if let Some((brand, _)) = draft.brands.lookalike_of(first) {
        advice.push(LinkAdvice::LooksLikeBrand { host: host.clone(), brand: brand.0 });
    }
    if link.is(LinkOddity::Idn) || link.is(LinkOddity::ConfusableHost) {
        advice.push(LinkAdvice::Punycode { host: host.clone() });
    }
    advice.push(match whose(link, first, draft) {
        Whose::Shortener => LinkAdvice::Shortened { host },
        Whose::Redirector => LinkAdvice::ThroughRedirector { via: host },
        Whose::Stranger if link.place == LinkPlace::QrCode => LinkAdvice::QrAway { host },
        Whose::Stranger => LinkAdvice::Foreign { host },
    });
    advice.extend(not_encrypted(link, first));
    advice
}

enum Whose {
    Shortener,
    Redirector,
    Stranger,
}

fn whose(link: &Link, host: &DomainName, draft: &Draft<'_>) -> Whose {
    let serves = |kinds: &[ServiceKind]| services_of(host).any(|s| kinds.contains(&s.kind));
    let is_short = matches!(draft.brands.owner_of_host(host), Owner::Shortener(_))
        || serves(&[ServiceKind::Shortener, ServiceKind::BrandedShortener]);
    if is_short {
        return Whose::Shortener;
    }
    let hops = link.hops.iter().any(|hop| match hop.kind {
        HopKind::Redirector | HopKind::Tracker => true,
        HopKind::Rewriter => false,
    });
    if hops || serves(&[ServiceKind::Redirector, ServiceKind::Tracker]) {
        return Whose::Redirector;
    }
    Whose::Stranger
}

fn not_encrypted(link: &Link, host: &DomainName) -> Option<LinkAdvice> {
    let is_plain = link.target.url().is_some_and(|url| url.starts_with("http:"));
    is_plain.then(|| LinkAdvice::NotEncrypted { host: host.to_string() })
}

impl LinkAdvice {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::LooksLikeBrand { .. }
            | Self::ShownElsewhere { .. }
            | Self::ToAddress { .. }
            | Self::Punycode { .. } => Severity::Broken,
            Self::Shortened { .. }
            | Self::ThroughRedirector { .. }
            | Self::QrAway { .. }
            | Self::Foreign { .. }
            | Self::NotEncrypted { .. } => Severity::Weak,
            Self::Tracking => Severity::Hint,
        }
    }

    pub(super) fn advised(&self) -> Advised {
        match self {
            Self::LooksLikeBrand { host, brand } => Advised::new(
                [
                    format!("リンク先 {host} は、{brand} のドメインによく似ています。"),
                    format!("A link leads to {host}, which looks like a domain of {brand}."),
                ],
                [
                    "よく似たドメインは、偽サイトがもっともよく使う手です。",
                    "Domains that look alike are what forgers use most.",
                ],
                [
                    "自分の正式なドメインの中のページへ変えてください。",
                    "Lead to a page on your own, well-known domain.",
                ],
            ),
            Self::ShownElsewhere { shown, leads_to } => Advised::new(
                [
                    format!("「{shown}」と表示しているリンクが、実際は {leads_to} へ行きます。"),
                    format!("A link shows “{shown}” and leads to {leads_to}."),
                ],
                [
                    "表示と行き先が違うリンクは、詐欺メールの代表的な特徴です。",
                    "Links that show one address and lead to another are the mark of fraud.",
                ],
                [
                    "アドレスを見せるなら行き先と同じにし、計測用のリンクには「詳しく見る」などの言葉を使ってください。",
                    "Show the true address, or words such as “Read more” where clicks are counted.",
                ],
            ),
            Self::ToAddress { address } => Advised::new(
                [
                    format!("リンク先が数字のアドレス {address} です。"),
                    format!("A link leads to a number, {address}, instead of a name."),
                ],
                [
                    "だれのサイトか分からず、多くの受信サービスが危険とみなします。",
                    "Nobody can tell whose it is, and many providers call it dangerous.",
                ],
                ["自分のドメインの名前を使ってください。", "Use a name of your own domain."],
            ),
            Self::Punycode { host } => Advised::new(
                [
                    format!("リンク先 {host} は、英数字以外の文字や紛らわしい文字を含みます。"),
                    format!(
                        "A link leads to {host}, with letters beyond ASCII or that look like others."
                    ),
                ],
                [
                    "似た文字で別のサイトに見せる手口があり、メールソフトによっては警告が出ます。",
                    "Look-alike letters pass one site off as another; some programs warn of them.",
                ],
                [
                    "英数字だけのドメインへのリンクにしてください。",
                    "Lead to a domain of plain letters and digits.",
                ],
            ),
            Self::Shortened { host } => Advised::new(
                [
                    format!("短縮リンク（{host}）を使っています。"),
                    format!("A short link ({host}) is used."),
                ],
                [
                    "行き先が見えないため、受け取る人も検査も信用できません。",
                    "It hides where it goes, so neither people nor filters can trust it.",
                ],
                [
                    "自分のドメインのアドレスをそのまま使ってください。",
                    "Use the address on your own domain.",
                ],
            ),
            Self::ThroughRedirector { via } => Advised::new(
                [format!("リンクが {via} を経由します。"), format!("Links lead through {via}.")],
                [
                    "ほかの会社の転送ページは詐欺にもよく使われ、行き先が自社のサイトだと分かりません。",
                    "Frauds use such redirectors too, and readers cannot see that the link is yours.",
                ],
                [
                    "直接のリンクにするか、計測用のリンクを自分のサブドメイン（例：click.自社ドメイン）にしてください。",
                    "Link directly, or let the service count clicks on a subdomain of yours.",
                ],
            ),
            Self::QrAway { host } => Advised::new(
                [format!("QR コードが {host} へ行きます。"), format!("A QR code leads to {host}.")],
                [
                    "行き先を隠す QR コードは、検査をすり抜ける手口として増えています。",
                    "QR codes that lead away are used more and more to get past filters.",
                ],
                [
                    "自分のドメインへのふつうのリンクにしてください。",
                    "Use a plain link to your own domain.",
                ],
            ),
            Self::Foreign { host } => Advised::new(
                [
                    format!("リンク先 {host} は、あなたのドメインではありません。"),
                    format!("A link leads to {host}, which is not your domain."),
                ],
                [
                    "差出人とリンク先が違うことは、詐欺を見分ける一番の手がかりです。",
                    "That links leave the sender's domain is the best sign by which fraud is told.",
                ],
                [
                    "自分のドメインのページを経由させるか、必要のないリンクを消してください。",
                    "Lead to a page on your own domain, or leave the link out.",
                ],
            ),
            Self::NotEncrypted { host } => Advised::new(
                [
                    format!("{host} へのリンクが暗号化されていません（http://）。"),
                    format!("The link to {host} is not encrypted (http://)."),
                ],
                [
                    "ブラウザーが「保護されていない通信」と警告します。",
                    "Browsers warn that it is not secure.",
                ],
                ["https:// にしてください。", "Make it https://."],
            ),
            Self::Tracking => Advised::new(
                [
                    "開封を数える見えない画像が入っています。",
                    "An invisible picture counts who opens the mail.",
                ],
                [
                    "画像を読み込まない受信ソフトが多く数は当てにならず、嫌う人もいます。",
                    "Many programs load it for nobody or for everybody, and some readers mind.",
                ],
                ["なくてよければ外してください。", "Leave it out if you can do without."],
            ),
        }
    }
}
