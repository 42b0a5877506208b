use std::collections::BTreeSet;

use check::{
    Report,
    report::{Ruling, SenderAnswer},
};
use mail::{DomainName, Mail};
use reading::{
    Brands, Host, Link, LinkPlace, Owner, Reading, Target,
    link::{ServiceKind, services_of},
};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{
    Habits, Template, UrlPattern,
    template::key,
    wording::{stable_hash, stir},
};

/// Shapes of one report's pages that are kept.
const PATTERNS: usize = 4;

/// What stays of a report when hosts, names and numbers are taken away: by this it is compared with
/// others. Nothing in it leads back to whom the report is about.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Traits {
    /// How its text reads.
    pub template: Option<Template>,
    /// What its pages' addresses are shaped like, where that tells who made them.
    pub patterns: BTreeSet<UrlPattern>,
    /// The very page that was reported, when there is nothing but a page.
    pub page: Option<i64>,
    /// The brand it poses as, or that sent it.
    pub brand: Option<String>,
    /// The domain proven to stand behind it, of the brand that it speaks as.
    pub vouched: Option<String>,
    /// Whether it is proven to be from whom it says.
    pub is_genuine: bool,
    /// How it was sent.
    pub habits: Habits,
}

impl Traits {
    /// The traits of a message that was checked.
    #[must_use]
    pub fn of_mail(mail: &Mail<'_>, reading: &Reading, report: &Report) -> Self {
        let is_confirmed = report.sender.answer == SenderAnswer::Confirmed;
        Self {
            template: Template::of(&reading.visible),
            patterns: patterns(reading, report),
            page: None,
            brand: report.claim.brand.clone(),
            vouched: report.sender.proven.clone().filter(|_| is_confirmed),
            is_genuine: report.ruling == Ruling::Genuine,
            habits: Habits::of(mail),
        }
    }

    /// The traits of a page that was reported without a message. A page of a brand's own is that
    /// brand's, whoever reports it.
    #[must_use]
    pub fn of_url(url: &str, brand: Option<&str>, brands: &Brands) -> Self {
        let Some(url) = web(url) else {
            return Self { brand: brand.map(str::to_owned), ..Self::default() };
        };
        let host = Target::of(&url).host().cloned();
        let owner = host.as_ref().and_then(Host::name).map(|name| brands.owner_of_host(name));
        let (vouched, is_own) = match owner {
            Some(Owner::Brand(_)) => (host.map(|host| host.to_string()), true),
            Some(Owner::UserContent(_) | Owner::Shortener(_) | Owner::Unlisted) | None => {
                (None, false)
            }
        };
        Self {
            patterns: UrlPattern::of(&url).into_iter().filter(|_| !is_own).collect(),
            page: Some(page(&url)),
            brand: brand.map(str::to_owned),
            vouched,
            is_genuine: is_own,
            ..Self::default()
        }
    }

    /// Whether there is nothing by which it could be compared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.template.is_none() && self.patterns.is_empty() && self.page.is_none()
    }

    /// Whether both are about the very same page.
    pub(crate) fn is_same_page(&self, other: &Self) -> bool {
        self.page.is_some() && self.page == other.page
    }

    /// Numbers of which two reports that belong together share at least one, most likely: what an
    /// index holds.
    pub(crate) fn keys(&self) -> Vec<i64> {
        let mut keys: Vec<i64> = self.template.iter().flat_map(Template::keys).collect();
        keys.extend(self.patterns.iter().map(UrlPattern::key));
        keys.extend(self.page);
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// A number that equal traits have in common.
    pub(crate) fn digest(&self) -> i64 {
        key(stable_hash(self.written().as_bytes()))
    }

    /// As the store keeps them.
    pub(crate) fn written(&self) -> String {
        let written = Written {
            template: self.template.as_ref().map(Template::written),
            patterns: self.patterns.iter().map(|pattern| pattern.as_str().to_owned()).collect(),
            page: self.page,
            brand: self.brand.clone(),
            vouched: self.vouched.clone(),
            is_genuine: self.is_genuine,
            habits: self.habits.clone(),
        };
        // A struct of texts and numbers always has a JSON form.
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// What [`Self::written`] wrote.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let written: Written = serde_json::from_str(text).ok()?;
        let template = match written.template {
            Some(text) => Some(Template::read(&text)?),
            None => None,
        };
        Some(Self {
            template,
            patterns: written.patterns.into_iter().map(UrlPattern::kept).collect(),
            page: written.page,
            brand: written.brand,
            vouched: written.vouched,
            is_genuine: written.is_genuine,
            habits: written.habits,
        })
    }
}

/// Traits as a column of text.
#[derive(Deserialize, Serialize)]
struct Written {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    template: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    patterns: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    brand: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vouched: Option<String>,
    #[serde(default)]
    is_genuine: bool,
    #[serde(default)]
    habits: Habits,
}

/// Shapes of the ways out of a message that lead to nobody's we know. A forged mail is full of the
/// brand's own links, and its genuine twin has the same.
fn patterns(reading: &Reading, report: &Report) -> BTreeSet<UrlPattern> {
    let own: BTreeSet<&str> = report
        .links
        .iter()
        .filter(|link| link.owner.as_ref().is_some_and(|owner| owner.kind == "brand"))
        .filter_map(|link| link.end_host.as_deref())
        .collect();
    let ways_out = reading.links.iter().filter(|link| leads_to_a_page(link));
    let ends = ways_out.map(Link::end).filter(|end| {
        end.host().is_some_and(|host| !own.contains(host.to_string().as_str()))
            && !end.domain().is_some_and(is_made_by_a_service)
    });
    ends.filter_map(|end| UrlPattern::of(&Url::parse(end.url()?).ok()?)).take(PATTERNS).collect()
}

fn leads_to_a_page(link: &Link) -> bool {
    link.is_way_out() && !matches!(link.place, LinkPlace::Attachment(_))
}

/// Whether the address was made by a service that counts or redirects: its shape is the service's.
fn is_made_by_a_service(host: &DomainName) -> bool {
    services_of(host).any(|service| match service.kind {
        ServiceKind::Esp
        | ServiceKind::Tracker
        | ServiceKind::Redirector
        | ServiceKind::Rewriter
        | ServiceKind::Shortener
        | ServiceKind::BrandedShortener
        | ServiceKind::MailingList
        | ServiceKind::RemoteControl => true,
        ServiceKind::Hosting
        | ServiceKind::DynamicDns
        | ServiceKind::Freemail
        | ServiceKind::ThrowAwayMail => false,
    })
}

/// A web page's address, as lists write it too: disarmed, or with a scheme that lost a letter.
fn web(url: &str) -> Option<Url> {
    let armed = url.trim().replace("[.]", ".").replace("[:]", ":");
    let rest = armed.split_once("://").map_or(armed.as_str(), |(_, rest)| rest);
    let scheme =
        if armed.starts_with("http:") || armed.starts_with("hxxp:") { "http" } else { "https" };
    Url::parse(&format!("{scheme}://{rest}")).ok().filter(Url::has_host)
}

/// The page itself: its host and path, without what differs from victim to victim.
fn page(url: &Url) -> i64 {
    let host = url.host_str().unwrap_or_default();
    key(stir(stable_hash(host.as_bytes()) ^ stir(stable_hash(url.path().as_bytes()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traits_are_read_as_they_were_written() {
        let url = "https://a.example/member/eki-net/personal/top?x=1";
        let mut traits = Traits::of_url(url, Some("eki-net"), &Brands::default());
        traits.template =
            Template::of(&"利用を停止しましたのでご確認ください。別の文です。".repeat(2));
        traits.vouched = Some("a.example".to_owned());
        assert!(traits.template.is_some());
        assert_eq!(Traits::read(&traits.written()), Some(traits));
        assert_eq!(Traits::read("{}"), Some(Traits::default()));
        for broken in ["", "null", "{", "{\"template\":\"AA\"}"] {
            assert_eq!(Traits::read(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_page_is_the_same_however_it_is_written() {
        let brands = Brands::default();
        let page = |url| Traits::of_url(url, None, &brands);
        let one = page("https://a.example/x?victim=1");
        for url in
            ["http://a.example/x", "hxxps[:]//a[.]example/x", "a.example/x", "hhttps://A.example/x"]
        {
            assert!(one.is_same_page(&page(url)), "{url}");
        }
        assert!(!one.is_same_page(&page("https://b.example/x")));
        assert!(page("").is_empty() && page("javascript:alert(1)").page.is_none());
    }
}
