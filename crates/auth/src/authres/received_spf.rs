//! Received-SPF (RFC 7208 §9.1), a second source of what the receiver found.

use mail::DomainName;

use super::{ResultCode, SpfIdentity, Statement, statement::domain_of};

/// What a Received-SPF field says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct ReceivedSpf {
    /// The result and what it is about.
    pub(crate) statement: Statement,
    /// Who looked: `receiver=`, or the host at the start of the comment.
    pub(crate) receiver: Option<String>,
}

impl ReceivedSpf {
    /// `result [(comment)] key=value; …`; `None` when there is no result.
    pub(crate) fn parse(value: &str) -> Option<Self> {
        let value = value.trim();
        let end = value.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(value.len());
        let (word, rest) = value.split_at_checked(end)?;
        let result = ResultCode::parse(word);
        if word.is_empty() || matches!(result, ResultCode::Other(_)) {
            return None;
        }
        let rest = rest.trim_start();
        let (comment, pairs) = match rest.strip_prefix('(') {
            Some(inside) => inside.split_once(')').unwrap_or((inside, "")),
            None => ("", rest),
        };
        let key = |name: &str| pair(pairs, name);
        let commented = comment.split_whitespace().next().and_then(|word| word.strip_suffix(':'));
        let receiver = key("receiver").or(commented).filter(|name| name.contains('.'));
        let identity = match key("identity") {
            Some(identity) if identity.eq_ignore_ascii_case("helo") => SpfIdentity::Helo,
            _ => SpfIdentity::MailFrom,
        };
        let domain = match identity {
            SpfIdentity::Helo => key("helo").and_then(domain_of),
            SpfIdentity::MailFrom => {
                key("envelope-from").and_then(domain_of).or_else(|| in_comment(comment))
            }
        };
        let client_ip = key("client-ip").and_then(|ip| ip.parse().ok());
        Some(Self {
            statement: Statement::Spf { result, identity, domain, client_ip },
            receiver: receiver.map(str::to_ascii_lowercase),
        })
    }
}

/// The value of `name=` among `; ` or space separated pairs.
fn pair<'a>(pairs: &'a str, name: &str) -> Option<&'a str> {
    pairs.split([';', ' ', '\t']).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim_matches(['"', '<', '>']))
    })
}

/// Google and Exchange name the domain only in words: `domain of a@example.com designates …`.
fn in_comment(comment: &str) -> Option<DomainName> {
    let (_, rest) = comment.split_once("domain of ").or_else(|| comment.split_once(": "))?;
    rest.split_whitespace().next().and_then(domain_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn received_spf_is_read_in_the_forms_that_occur() {
        for (value, result, domain, ip, receiver) in [
            (
                "pass (google.com: domain of a@shop.example designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1;",
                "pass",
                "shop.example",
                "192.0.2.1",
                "google.com",
            ),
            (
                "Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.2; helo=mx.example; envelope-from=b@shop.example; receiver=<UNKNOWN>",
                "pass",
                "shop.example",
                "192.0.2.2",
                "-",
            ),
            (
                "Fail (protection.outlook.com: domain of bank.example does not designate 192.0.2.3 as permitted sender) receiver=protection.outlook.com; client-ip=192.0.2.3; helo=x;",
                "fail",
                "bank.example",
                "192.0.2.3",
                "protection.outlook.com",
            ),
            (
                "None (protection.outlook.com: odd.example does not designate permitted sender hosts)",
                "none",
                "odd.example",
                "-",
                "protection.outlook.com",
            ),
        ] {
            let read = ReceivedSpf::parse(value).unwrap();
            let Statement::Spf { result: found, domain: about, client_ip, .. } = read.statement
            else {
                panic!("{value}")
            };
            let about = about.map_or("-".to_owned(), |domain| domain.to_string());
            let client_ip = client_ip.map_or("-".to_owned(), |ip| ip.to_string());
            let by = read.receiver.as_deref().unwrap_or("-");
            assert_eq!(
                (found.as_str(), &*about, &*client_ip, by),
                (result, domain, ip, receiver),
                "{value}"
            );
        }
        assert_eq!(ReceivedSpf::parse("perhaps (x)"), None);
    }
}
