//! What somebody at the desk decided, as programs read it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::vocabulary::{DecisionKind, Whose};

/// What somebody at the desk decided about a message.
#[derive(Serialize, ToSchema)]
pub(super) struct Decision {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
    kind: DecisionKind,
    words: Words,
    /// Given for `genuine-but-faulty` alone.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<Fault>,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// What people are told; may be empty.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    #[schema(max_length = 4000, example = "クーポンの登録に不具合があります。")]
    pub(super) ja: String,
    #[schema(max_length = 4000, example = "The coupon cannot be redeemed right now.")]
    pub(super) en: String,
}

/// What is broken about a genuine message.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Fault {
    pub(super) whose: Whose,
    /// Since when it is known.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<Timestamp>,
}

impl From<::desk::Decision> for Decision {
    fn from(decision: ::desk::Decision) -> Self {
        Self {
            id: decision.id.to_string(),
            kind: decision.kind.into(),
            words: Words { ja: decision.words.ja, en: decision.words.en },
            fault: decision.fault.map(Fault::from),
            at: as_kept(decision.at),
        }
    }
}

impl From<::desk::Fault> for Fault {
    fn from(fault: ::desk::Fault) -> Self {
        Self { whose: fault.whose.into(), since: fault.since.map(as_kept) }
    }
}

/// The store keeps whole milliseconds: what is told at once is what is read later.
fn as_kept(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}
