use auth::{
    authres::{self, Statement},
    spf::Identity,
};
use serde::{Deserialize, Serialize};

use super::How;

/// A domain that took responsibility for the message, proven.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Proven {
    /// The domain.
    pub domain: String,
    /// `spf`, `dkim`, or `dmarc` where the receiver states only that.
    pub method: String,
    /// How we know it.
    pub how: How,
    /// Whether it speaks for the author.
    pub aligned: bool,
}

/// SPF as we computed it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Spf {
    /// `mailfrom` or `helo`.
    pub identity: String,
    /// The domain that was checked.
    pub domain: Option<String>,
    /// RFC 8601 §2.7.2.
    pub result: String,
}

/// One DKIM signature as we verified it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Dkim {
    /// The signing domain.
    pub domain: Option<String>,
    /// Which of its keys.
    pub selector: Option<String>,
    /// RFC 8601 §2.7.1; `none` when it was not looked at.
    pub result: String,
}

/// The ARC chain as we validated it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Arc {
    /// `none`, `pass`, `fail`.
    pub result: String,
    /// The domains that sealed it, first first.
    pub sealers: Vec<String>,
}

/// DMARC as we evaluated it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Dmarc {
    /// RFC 9989 §9.1.
    pub result: String,
    /// The policy that applies: `none`, `quarantine`, `reject`.
    pub policy: Option<String>,
    /// Where it is published.
    pub published_at: Option<String>,
}

/// What somebody states of the message.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Stated {
    /// The name the service gives itself.
    pub by: Option<String>,
    /// The method.
    pub method: String,
    /// What it says came out.
    pub result: String,
}

/// Who can prove they sent it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Authentication {
    /// Every domain that is proven.
    pub proven: Vec<Proven>,
    /// SPF, computed.
    pub spf: Vec<Spf>,
    /// Every DKIM signature, top first.
    pub dkim: Vec<Dkim>,
    /// The ARC chain.
    pub arc: Arc,
    /// DMARC; `None` without one clear author.
    pub dmarc: Option<Dmarc>,
    /// What the receiving side stated.
    pub stated: Vec<Stated>,
    /// What the sender wrote as if the receiving side had.
    pub pretended: Vec<Stated>,
    /// What could not be looked at.
    pub unexamined: Vec<String>,
}

/// Statements of one kind that a report names; a sender can write hundreds.
const STATEMENTS: usize = 20;

impl Authentication {
    pub(super) fn new(found: &auth::Authentication) -> Self {
        let pretended = found.pretended.iter().map(|pretended| &pretended.stated);
        Self {
            proven: found.proven.iter().map(|proven| Proven::new(proven, found)).collect(),
            spf: found.spf.iter().map(Spf::new).collect(),
            dkim: found.dkim.iter().take(STATEMENTS).map(Dkim::new).collect(),
            arc: Arc::new(&found.arc),
            dmarc: found.dmarc.as_ref().map(Dmarc::new),
            stated: found.stated.iter().take(STATEMENTS).map(Stated::new).collect(),
            pretended: pretended.take(STATEMENTS).map(Stated::new).collect(),
            unexamined: found.unexamined.iter().map(|what| unexamined(*what).to_owned()).collect(),
        }
    }
}

impl Proven {
    fn new(proven: &auth::Authenticated, found: &auth::Authentication) -> Self {
        let is_same = |aligned: &auth::dmarc::Aligned| {
            aligned.identifier() == proven.domain() && aligned.method() == proven.method()
        };
        Self {
            domain: proven.domain().to_string(),
            method: match proven.method() {
                auth::Method::Spf => "spf",
                auth::Method::Dkim => "dkim",
                auth::Method::Dmarc => "dmarc",
            }
            .to_owned(),
            how: proven.how().into(),
            aligned: found.aligned.iter().any(is_same),
        }
    }
}

impl Spf {
    fn new(spf: &auth::spf::Spf) -> Self {
        let identity = match spf.identity {
            Identity::MailFrom => "mailfrom",
            Identity::Helo => "helo",
        };
        Self {
            identity: identity.to_owned(),
            domain: spf.domain.as_ref().map(ToString::to_string),
            result: spf.result.as_str().to_owned(),
        }
    }
}

impl Dkim {
    fn new(signature: &auth::dkim::Signature) -> Self {
        Self {
            domain: signature.domain.as_ref().map(ToString::to_string),
            selector: signature.selector.clone(),
            result: signature.outcome().as_str().to_owned(),
        }
    }
}

impl Arc {
    fn new(chain: &auth::arc::Chain) -> Self {
        let sealers = chain.sealers.iter().filter_map(|sealer| sealer.domain.as_ref());
        Self {
            result: chain.validation().as_str().to_owned(),
            sealers: sealers.take(STATEMENTS).map(ToString::to_string).collect(),
        }
    }
}

impl Dmarc {
    fn new(dmarc: &auth::dmarc::Dmarc) -> Self {
        Self {
            result: dmarc.result.as_str().to_owned(),
            policy: dmarc.policy.map(|policy| policy.as_str().to_owned()),
            published_at: dmarc.published.as_ref().map(|published| published.domain.to_string()),
        }
    }
}

impl Stated {
    fn new(stated: &authres::Stated) -> Self {
        let method = match &stated.statement {
            Statement::Spf { .. } => "spf",
            Statement::Dkim { .. } => "dkim",
            Statement::Dmarc { .. } => "dmarc",
            Statement::Arc { .. } => "arc",
            Statement::Iprev { .. } => "iprev",
            Statement::CompAuth { .. } => "compauth",
            Statement::Auth { .. } => "auth",
            Statement::Other { method, .. } => method,
        };
        Self {
            by: stated.by.clone(),
            method: method.to_owned(),
            result: stated.statement.result().as_str().to_owned(),
        }
    }
}

fn unexamined(what: auth::Unexamined) -> &'static str {
    match what {
        auth::Unexamined::Dns => "dns",
        auth::Unexamined::Trace => "trace",
        auth::Unexamined::Client => "client",
        auth::Unexamined::OwnRelay => "own-relay",
        auth::Unexamined::MailFrom => "mail-from",
        auth::Unexamined::Signatures => "signatures",
        auth::Unexamined::Author => "author",
        auth::Unexamined::Statements => "statements",
    }
}
