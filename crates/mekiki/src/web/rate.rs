//! How much one visitor may send.
//!
//! Counted are messages, talks, log-ins and everything else that changes something; looking is free.
//! Whoever shows a link of an invitation is counted by the link: thousands of invited people can be behind one
//! address of their carrier's, and one-click unsubscribing comes from a few of a mailbox provider's. The count
//! is this process's alone: many processes behind one balancer allow as many times more.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::Arc,
};

use ::desk::campaign::{Links, Purpose};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};

use super::{Desk, problem::Problem};

/// Counts by address.
pub(crate) struct Rates {
    /// `None`: any number.
    limiter: Option<DefaultKeyedRateLimiter<IpAddr>>,
    proxies: Vec<IpAddr>,
}

impl Rates {
    pub(crate) fn new(per_minute: u32, proxies: Vec<IpAddr>) -> Self {
        let limiter = NonZeroU32::new(per_minute).map(|n| RateLimiter::keyed(Quota::per_minute(n)));
        Self { limiter, proxies }
    }

    /// Forgets addresses that have not been heard of for a while.
    pub(crate) fn forget(&self) {
        if let Some(limiter) = &self.limiter {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }

    /// The visitor's address: the peer's, or what a proxy of ours says it passes on.
    pub(crate) fn visitor(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.proxies.contains(&peer) {
            return peer;
        }
        let mut fields =
            headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
        let last = fields.next_back().and_then(|field| field.rsplit(',').next());
        let last = last.and_then(|last| last.trim().parse::<IpAddr>().ok());
        last.as_ref().map_or(peer, IpAddr::to_canonical)
    }

    /// Seconds to wait; `None` when nothing is in the way.
    fn wait(&self, visitor: IpAddr) -> Option<u64> {
        let limiter = self.limiter.as_ref()?;
        let until = limiter.check_key(&network(visitor)).err()?;
        Some(until.wait_time_from(limiter.clock().now()).as_secs() + 1)
    }
}

pub(crate) const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Who has IPv6 has at least a /64 of addresses.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let network = u128::from(v6) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(network))
        }
    }
}

/// What stands for whoever holds a link that the desk made: an address of a network of their own, among those
/// that nobody has on the internet (RFC 4193).
fn invited(links: &Links, path: &str) -> Option<IpAddr> {
    let claim = path.strip_prefix("/c/").map(|token| (Purpose::Claim, token));
    let leave = path.strip_prefix("/u/").map(|token| (Purpose::Unsubscribe, token));
    let (purpose, token) = claim.or(leave)?;
    let shown = links.open(purpose, token)?;
    let campaign = u64::try_from(shown.campaign().0).ok()? & 0x00FF_FFFF;
    let invitation = u64::try_from(shown.invitation().0).ok()? & 0xFFFF_FFFF;
    let network = (0xFD << 56) | (campaign << 32) | invitation;
    Some(IpAddr::V6(Ipv6Addr::from(u128::from(network) << 64)))
}

/// Refuses who sends too much, and says when to come back.
pub(crate) async fn limit(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let is_looking = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !is_looking {
        let links = desk.store.links();
        let invited = invited(&links, request.uri().path());
        let visitor = invited.unwrap_or_else(|| desk.rates.visitor(peer.ip(), request.headers()));
        if let Some(seconds) = desk.rates.wait(visitor) {
            let mut response = Problem::TooMany.into_response();
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            return response;
        }
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_proxies_are_believed_about_who_they_pass_on() {
        let rates = Rates::new(1, vec!["127.0.0.1".parse().unwrap()]);
        let mut headers = HeaderMap::new();
        headers.append(FORWARDED_FOR, HeaderValue::from_static("203.0.113.9, 192.0.2.1"));
        headers.append(FORWARDED_FOR, HeaderValue::from_static("198.51.100.7"));
        for (peer, expected) in [
            ("127.0.0.1", "198.51.100.7"),
            ("::ffff:127.0.0.1", "198.51.100.7"),
            ("192.0.2.200", "192.0.2.200"),
        ] {
            let visitor = rates.visitor(peer.parse().unwrap(), &headers);
            assert_eq!(visitor, expected.parse::<IpAddr>().unwrap(), "{peer}");
        }
    }

    #[test]
    fn who_shows_an_invitations_link_is_counted_by_it() {
        use ::desk::{CampaignNumber, InvitationNumber, Redactor};
        let links = Links::new(Redactor::new(&[1; 32]));
        let path = |number| {
            let number = InvitationNumber(number);
            let token = links.token(Purpose::Claim, CampaignNumber(7), number).unwrap();
            format!("/c/{token}")
        };
        let rates = Rates::new(1, Vec::new());
        let (one, other) = (invited(&links, &path(1)).unwrap(), invited(&links, &path(2)).unwrap());
        assert_eq!(one, "fd00:7:0:1::".parse::<IpAddr>().unwrap());
        assert!(rates.wait(one).is_none() && rates.wait(one).is_some());
        assert!(rates.wait(other).is_none());
        for path in
            ["/c/x", "/c/AAAAAAAAAAAAAAAAAAAAAA/token", "/check", &path(1).replace("/c/", "/u/")]
        {
            assert_eq!(invited(&links, path), None, "{path}");
        }
    }

    #[test]
    fn who_sends_too_much_waits_and_nobody_else_does() {
        let rates = Rates::new(2, Vec::new());
        let (one, other) = ("2001:db8::1".parse().unwrap(), "2001:db8:0:1::1".parse().unwrap());
        assert!(rates.wait(one).is_none() && rates.wait(one).is_none());
        // Another address of the same network is the same visitor.
        assert!(rates.wait("2001:db8::2".parse().unwrap()).is_some_and(|seconds| seconds <= 31));
        assert!(rates.wait(other).is_none());
        assert!(Rates::new(0, Vec::new()).wait(one).is_none());
    }
}
