use jiff::Timestamp;
use mail::{DomainName, Field};

use super::{
    Algorithm, Canonicalization, KeyFacts, Limits, Outcome, Problem, TagList, Validity, Verifiable,
    body_hash::Wanted,
    sealed,
    tag_list::{is_in_domain, trim},
};
use crate::{Authenticated, How, Method};

/// Whether the body is the one that was signed.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum BodyHash {
    /// Not computed: the signature's syntax is wrong, or there were too many.
    Unchecked,
    /// As far as `l=` reaches, it is the signed body. Needs no key, so it is known without DNS.
    Matches,
    /// It was changed since, or the file does not hold it as it was sent.
    Differs,
}

/// What the public key says of the signed header, whatever policy says of the algorithm or date.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Cryptography {
    /// No usable key, or a key of a length that cannot be checked.
    Unchecked,
    /// The key made this signature over this header.
    Holds,
    /// It did not.
    Broken,
}

/// One DKIM-Signature field: what it declares and what we found.
///
/// Whatever could be read of a faulty field is kept. Only this crate makes one, so a
/// [`Outcome::Pass`] is always one we computed.
#[derive(Clone, Debug)]
pub struct Signature {
    /// `d=`: the domain that takes responsibility.
    pub domain: Option<DomainName>,
    /// `s=`: which of its keys.
    pub selector: Option<String>,
    /// `i=`: the agent or user on whose behalf it signs; `@` and the domain where it does not say.
    pub identity: Option<String>,
    /// `a=`.
    pub algorithm: Option<Algorithm>,
    /// `c=`: for the header and for the body.
    pub canonicalization: Option<(Canonicalization, Canonicalization)>,
    /// `h=`: the names of the signed fields, lower case, as often as they are signed.
    pub signed_fields: Vec<String>,
    /// `t=`: when it says it was made.
    pub signed_at: Option<Timestamp>,
    /// `x=`: until when it says it holds.
    pub expires: Option<Timestamp>,
    /// `l=`: octets of the canonical body it covers; `None`: all of it.
    pub length: Option<u64>,
    /// Octets of the canonical body that lie beyond `l=`: anyone may have written them
    /// (RFC 6376 §8.2).
    pub unsigned_octets: u64,
    /// Fields a message may have once, that stand there more often than they are signed, lower
    /// case: which one a reader is shown, nobody vouches for (RFC 6376 §8.15).
    pub unsigned_duplicates: Vec<String>,
    /// Whether the body is the one that was signed.
    pub body_hash: BodyHash,
    /// Whether the key made the signature; legacy algorithms and expired signatures included.
    pub cryptography: Cryptography,
    /// What the domain publishes about the key that was used.
    pub key: Option<KeyFacts>,
    problem: Option<Problem>,
}

impl Signature {
    /// The result (RFC 8601 §2.7.1).
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.problem.map_or(Outcome::Pass, Problem::outcome)
    }

    /// Why it does not pass; `None`: it passes.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        self.problem
    }

    /// Proof that the signing domain took responsibility for the message; `None` unless it passes.
    #[must_use]
    pub fn authenticated(&self) -> Option<Authenticated> {
        match self.outcome() {
            Outcome::Pass => {
                let domain = self.domain.clone()?;
                Some(Authenticated::new(domain, Method::Dkim, How::Recomputed))
            }
            Outcome::Fail
            | Outcome::Neutral
            | Outcome::Policy
            | Outcome::TempError
            | Outcome::PermError
            | Outcome::NotLooked => None,
        }
    }

    /// Whether the signature covers a field of this name (lower case).
    #[must_use]
    pub fn signs(&self, field: &str) -> bool {
        self.signed_fields.iter().any(|name| name == field)
    }

    /// What a verifier from before RFC 8301 would say, which took rsa-sha1 and short RSA keys: a
    /// fact for comparing with what such a receiver stated, never a proof.
    #[must_use]
    pub fn legacy_outcome(&self) -> Outcome {
        if !matches!(self.problem, Some(Problem::Sha1 | Problem::KeyTooShort { .. })) {
            return self.outcome();
        }
        match self.cryptography {
            Cryptography::Unchecked => self.outcome(),
            Cryptography::Holds if self.body_hash == BodyHash::Matches => Outcome::Pass,
            Cryptography::Holds | Cryptography::Broken => Outcome::Fail,
        }
    }

    pub(crate) fn settle(&mut self, problem: Option<Problem>) {
        self.problem = problem;
    }

    /// A signature of which nothing is known yet; it does not pass until [`Self::settle`] says so.
    fn unread() -> Self {
        Self {
            domain: None,
            selector: None,
            identity: None,
            algorithm: None,
            canonicalization: None,
            signed_fields: Vec::new(),
            signed_at: None,
            expires: None,
            length: None,
            unsigned_octets: 0,
            unsigned_duplicates: Vec::new(),
            body_hash: BodyHash::Unchecked,
            cryptography: Cryptography::Unchecked,
            key: None,
            problem: Some(Problem::MalformedTagList),
        }
    }

    /// Reads a field; beside what it declares, what is needed to verify it if its syntax is right
    /// (RFC 6376 §3.5, §6.1.1).
    pub(crate) fn read<'m, 'r>(field: &'m Field<'r>) -> (Self, Option<Verifiable<'m, 'r>>) {
        let mut signature = Self::unread();
        match signature.declare(field) {
            Ok(verifiable) => (signature, Some(verifiable)),
            Err(problem) => {
                signature.problem = Some(problem);
                (signature, None)
            }
        }
    }

    fn declare<'m, 'r>(&mut self, field: &'m Field<'r>) -> Result<Verifiable<'m, 'r>, Problem> {
        let (tags, hole) = sealed(field)?;
        let domain = tags.domain("d");
        self.domain = domain.as_ref().ok().cloned();
        self.selector = tags.selector().ok().map(str::to_owned);
        let names = self.declare_fields(&tags);
        match tags.required("v")? {
            b"1" => {}
            _ => return Err(Problem::UnknownVersion),
        }
        let algorithm = Algorithm::parse(tags.required("a")?)?;
        self.algorithm = Some(algorithm);
        let (header, body) = tags.canonicalization(Canonicalization::Simple)?;
        self.canonicalization = Some((header, body));
        query_method(&tags)?;
        let domain = domain?;
        let key_name = key_name(tags.selector()?, &domain)?;
        self.declare_identity(&tags, &domain)?;
        let validity = Validity::read(&tags)?;
        (self.signed_at, self.expires) = (validity.signed_at, validity.expires);
        let length = tags.number("l")?;
        self.length = length;
        let signed = names?;
        if !self.signs("from") {
            return Err(Problem::FromNotSigned);
        }
        Ok(Verifiable {
            field,
            algorithm,
            key_name,
            validity,
            header,
            body: Wanted { canonicalization: body, hashing: algorithm.hashing(), length },
            signed,
            body_hash: tags.base64("bh")?,
            signature: tags.base64("b")?,
            hole,
        })
    }

    fn declare_fields<'r>(&mut self, tags: &TagList<'r>) -> Result<Vec<&'r [u8]>, Problem> {
        let names = tags.members("h").ok_or(Problem::TagMissing("h"))?;
        if names.len() > Limits::IN_FORCE.signed_fields {
            return Err(Problem::TagMalformed("h"));
        }
        self.signed_fields =
            names.iter().map(|name| String::from_utf8_lossy(name).to_ascii_lowercase()).collect();
        Ok(names)
    }

    /// `i=`: "The domain part of the address MUST be the same as, or a subdomain of, the value of
    /// the d= tag" (§3.5).
    fn declare_identity(&mut self, tags: &TagList<'_>, domain: &DomainName) -> Result<(), Problem> {
        let Some(value) = tags.get("i") else {
            self.identity = Some(format!("@{domain}"));
            return Ok(());
        };
        let identity = unquoted(value);
        let (_, host) = identity.rsplit_once('@').ok_or(Problem::TagMalformed("i"))?;
        let host = DomainName::parse(host).map_err(|_| Problem::TagMalformed("i"))?;
        self.identity = Some(identity);
        if host.is_within(domain.as_str()) { Ok(()) } else { Err(Problem::IdentityOutsideDomain) }
    }

    /// Whether the identity is in the signing domain itself, as a key with `t=s` wants it.
    pub(crate) fn identity_is_strict(&self) -> bool {
        let host = self.identity.as_ref().and_then(|identity| identity.rsplit_once('@'));
        let host = host.and_then(|(_, host)| DomainName::parse(host).ok());
        host.is_some() && host == self.domain
    }
}

/// Where a key is published (RFC 6376 §3.6.2.1).
pub(crate) fn key_name(selector: &str, domain: &DomainName) -> Result<DomainName, Problem> {
    DomainName::parse(&format!("{selector}._domainkey.{domain}"))
        .ok()
        .filter(|name| name.as_str().bytes().all(is_in_domain))
        .ok_or(Problem::TagMalformed("s"))
}

/// `q=`: `dns/txt` is all there is; drafts called it `dns`.
fn query_method(tags: &TagList<'_>) -> Result<(), Problem> {
    let Some(methods) = tags.members("q") else { return Ok(()) };
    let known = |method: &&[u8]| {
        method.eq_ignore_ascii_case(b"dns/txt") || method.eq_ignore_ascii_case(b"dns")
    };
    if methods.iter().any(known) { Ok(()) } else { Err(Problem::UnknownQueryMethod) }
}

/// Undoes dkim-quoted-printable (RFC 6376 §2.11), where white space means nothing.
fn unquoted(value: &[u8]) -> String {
    let mut octets = Vec::with_capacity(value.len());
    let mut rest = trim(value);
    while let Some((&octet, after)) = rest.split_first() {
        rest = after;
        match octet {
            b' ' | b'\t' | b'\r' | b'\n' => {}
            b'=' => match hex_pair(after) {
                Some((quoted, after)) => {
                    octets.push(quoted);
                    rest = after;
                }
                None => octets.push(octet),
            },
            _ => octets.push(octet),
        }
    }
    String::from_utf8_lossy(&octets).into_owned()
}

fn hex_pair(octets: &[u8]) -> Option<(u8, &[u8])> {
    let (pair, after) = octets.split_at_checked(2)?;
    let text =
        std::str::from_utf8(pair).ok().filter(|t| t.bytes().all(|b| b.is_ascii_hexdigit()))?;
    Some((u8::from_str_radix(text, 16).ok()?, after))
}
