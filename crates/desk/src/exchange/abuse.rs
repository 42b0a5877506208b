//! To whom an abuse report goes: what RDAP (RFC 9083) says of a domain or of a network.
//!
//! Only reads an answer; nobody is asked from here.

use std::collections::BTreeSet;

use check::Bilingual;
use mail::DomainName;
use serde_json::Value;

/// The largest answer that is read, in octets.
pub const MAX_OCTETS: usize = 1 << 20;

/// Entities inside entities; registries nest a registrar's abuse desk in the registrar.
const DEPTH: usize = 5;

/// Contacts that are named.
const MOST: usize = 10;

/// An abuse desk.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct AbuseContact {
    /// Its mail address.
    pub mailbox: String,
    /// What it calls itself.
    pub name: Option<String>,
}

/// Why an answer names nobody.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NoContact {
    /// RDAP was not asked, or gave no answer.
    #[error("RDAP was not asked")]
    NotAsked,
    /// More than [`MAX_OCTETS`].
    #[error("the answer is larger than {MAX_OCTETS} octets")]
    TooLarge,
    /// No JSON, or no RDAP object.
    #[error("the answer is not RDAP")]
    NotRdap,
    /// The server refused, with an HTTP status (RFC 9083 §6).
    #[error("the server refused with status {0}")]
    Refused(u16),
    /// An object without an abuse desk's mail address.
    #[error("the answer names no abuse desk")]
    NotNamed,
}

impl NoContact {
    /// What people are told.
    #[must_use]
    pub fn words(self) -> Bilingual {
        let (ja, en) = match self {
            Self::NotAsked => (
                "通報窓口は調べていません（RDAP に問い合わせていません）。".to_owned(),
                "The abuse desk is not known: RDAP was not asked.".to_owned(),
            ),
            Self::TooLarge | Self::NotRdap => (
                "通報窓口が分かりません。登録情報（RDAP）の答えを読めませんでした。".to_owned(),
                "The abuse desk is not known: the answer of RDAP could not be read.".to_owned(),
            ),
            Self::Refused(404) => (
                "通報窓口が分かりません。登録情報（RDAP）に載っていません。".to_owned(),
                "The abuse desk is not known: RDAP does not know the name.".to_owned(),
            ),
            Self::Refused(status) => (
                format!("通報窓口が分かりません。登録情報（RDAP）に断られました（{status}）。"),
                format!("The abuse desk is not known: RDAP refused ({status})."),
            ),
            Self::NotNamed => (
                "通報窓口が分かりません。登録情報（RDAP）に書かれていません。".to_owned(),
                "The abuse desk is not known: RDAP names none.".to_owned(),
            ),
        };
        Bilingual { ja, en }
    }
}

/// The abuse desks that an answer names, each once: those of the object itself first.
///
/// # Errors
/// When it names none; it says why.
pub fn contacts(answer: &[u8]) -> Result<Vec<AbuseContact>, NoContact> {
    if answer.len() > MAX_OCTETS {
        return Err(NoContact::TooLarge);
    }
    let object: Value = serde_json::from_slice(answer).map_err(|_| NoContact::NotRdap)?;
    if let Some(status) = object.get("errorCode").and_then(Value::as_u64) {
        return Err(NoContact::Refused(u16::try_from(status).unwrap_or(0)));
    }
    if object.get("objectClassName").is_none() && object.get("entities").is_none() {
        return Err(NoContact::NotRdap);
    }
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    // Level by level: what stands nearer to the object speaks for it.
    let mut level = entities(&object);
    for _ in 0..DEPTH {
        for entity in level.iter().filter(|entity| is_abuse(entity)) {
            for contact in card(entity) {
                if found.len() < MOST && seen.insert(contact.mailbox.to_lowercase()) {
                    found.push(contact);
                }
            }
        }
        level = level.into_iter().flat_map(entities).collect();
    }
    if found.is_empty() { Err(NoContact::NotNamed) } else { Ok(found) }
}

fn entities(object: &Value) -> Vec<&Value> {
    object.get("entities").and_then(Value::as_array).into_iter().flatten().collect()
}

fn is_abuse(entity: &Value) -> bool {
    let roles = entity.get("roles").and_then(Value::as_array).into_iter().flatten();
    roles.filter_map(Value::as_str).any(|role| role.eq_ignore_ascii_case("abuse"))
}

/// A jCard (RFC 7095): properties as lists of name, parameters, type and value.
fn card(entity: &Value) -> Vec<AbuseContact> {
    let properties = entity.pointer("/vcardArray/1").and_then(Value::as_array);
    let properties: Vec<(&str, &str)> =
        properties.into_iter().flatten().filter_map(property).collect();
    let name = properties
        .iter()
        .find(|(name, value)| name.eq_ignore_ascii_case("fn") && !value.trim().is_empty())
        .map(|(_, value)| check::render::plain(value).chars().take(200).collect::<String>());
    let mailboxes = properties.iter().filter(|(name, _)| name.eq_ignore_ascii_case("email"));
    mailboxes
        .filter_map(|(_, value)| mailbox(value))
        .map(|mailbox| AbuseContact { mailbox, name: name.clone() })
        .collect()
}

fn property(property: &Value) -> Option<(&str, &str)> {
    Some((property.get(0)?.as_str()?, property.get(3)?.as_str()?))
}

/// A mail address that may stand in a header: an answer is a stranger's word.
fn mailbox(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let (local, domain) = text.rsplit_once('@')?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_one = !local.is_empty() && text.len() <= 254 && local.chars().all(is_plain);
    (is_one && DomainName::parse(domain).is_ok()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An entity in the way registries write it.
    fn entity(role: &str, name: &str, mailbox: &str, inside: &str) -> String {
        format!(
            r#"{{"objectClassName":"entity","roles":["{role}"],"vcardArray":["vcard",[["version",{{}},"text","4.0"],
            ["fn",{{}},"text","{name}"],["email",{{"type":"work"}},"text","{mailbox}"]]],"entities":[{inside}]}}"#
        )
    }

    fn named(answer: &str) -> Result<Vec<String>, NoContact> {
        let found = contacts(answer.as_bytes())?;
        Ok(found.into_iter().map(|contact| contact.mailbox).collect())
    }

    #[test]
    fn the_abuse_desk_of_a_domain_stands_in_its_registrar() {
        let abuse = entity("abuse", "Abuse Desk", "abuse@registrar.example", "");
        let registrar = entity("registrar", "Registrar", "info@registrar.example", &abuse);
        let answer = format!(r#"{{"objectClassName":"domain","entities":[{registrar}]}}"#);
        let found = contacts(answer.as_bytes()).unwrap();
        assert_eq!(
            found,
            [AbuseContact {
                mailbox: "abuse@registrar.example".to_owned(),
                name: Some("Abuse Desk".to_owned())
            }]
        );
    }

    #[test]
    fn of_a_network_the_nearest_is_first_and_each_is_named_once() {
        let near = entity("abuse", "A", "abuse@net.example", "");
        let far = entity(
            "registrant",
            "B",
            "b@net.example",
            &format!("{near},{}", entity("abuse", "C", "noc@net.example", "")),
        );
        let answer = format!(r#"{{"objectClassName":"ip network","entities":[{far},{near}]}}"#);
        assert_eq!(named(&answer).unwrap(), ["abuse@net.example", "noc@net.example"]);
    }

    #[test]
    fn an_answer_without_one_says_why() {
        let tech = entity("technical", "T", "t@net.example", "");
        let broken = entity("abuse", "X", "a@net.example>\\r\\nBcc: b@c.example", "");
        for (answer, expected) in [
            (r#"{"errorCode":404,"title":"no"}"#.to_owned(), NoContact::Refused(404)),
            (format!(r#"{{"objectClassName":"domain","entities":[{tech}]}}"#), NoContact::NotNamed),
            (
                format!(r#"{{"objectClassName":"domain","entities":[{broken}]}}"#),
                NoContact::NotNamed,
            ),
            (r#"{"objectClassName":"domain"}"#.to_owned(), NoContact::NotNamed),
            ("[]".to_owned(), NoContact::NotRdap),
            ("<html>".to_owned(), NoContact::NotRdap),
            (" ".repeat(MAX_OCTETS + 1), NoContact::TooLarge),
        ] {
            assert_eq!(named(&answer), Err(expected));
            assert!(!expected.words().ja.is_empty() && !expected.words().en.is_empty());
        }
    }

    proptest::proptest! {
        #[test]
        fn any_octets_are_an_answer(octets in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = contacts(&octets);
        }
    }
}
