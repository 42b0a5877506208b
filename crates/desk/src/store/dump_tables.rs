//! What a dump has of each table.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sea_query::{Expr, InsertStatement, Order, Query, SelectStatement};

use super::{StoreError, database::Row, dump::Cell};

/// Tables in the order in which they are restored, with the columns that order a dump.
pub(super) const TABLES: &[Table] = &[
    Table { name: "keys", key: &["name"], numbers: &[], octets: &["octets"], texts: &["name"] },
    Table {
        name: "users",
        key: &["id"],
        numbers: &["created_at", "disabled_at", "failures", "locked_until"],
        octets: &[],
        texts: &["id", "name", "role", "brand", "password"],
    },
    Table {
        name: "sessions",
        key: &["token_hash"],
        numbers: &["created_at", "seen_at", "expires_at"],
        octets: &["token_hash"],
        texts: &["user_id"],
    },
    Table {
        name: "api_keys",
        key: &["id"],
        numbers: &["created_at", "revoked_at"],
        octets: &["secret_hash"],
        texts: &["id", "name", "scopes", "brand"],
    },
    Table {
        name: "contents",
        key: &["fingerprint"],
        numbers: &["asked"],
        octets: &[],
        texts: &["fingerprint"],
    },
    Table {
        name: "decisions",
        key: &["position"],
        numbers: &["since", "decided_at", "position", "campaign"],
        octets: &[],
        texts: &[
            "id",
            "fingerprint",
            "vouched",
            "kind",
            "words_ja",
            "words_en",
            "whose",
            "decided_by",
        ],
    },
    Table {
        name: "cases",
        key: &["id"],
        numbers: &[
            "opened_at",
            "changed_at",
            "waiting_since",
            "subscribed",
            "messages",
            "notes",
            "redacted",
            "campaign",
        ],
        octets: &["token_hash", "share_hash"],
        texts: &[
            "id",
            "door",
            "language",
            "state",
            "claimed_by",
            "fingerprint",
            "vouched",
            "content_hash",
            "brand",
            "ruling",
            "subject",
            "report",
            "conversation",
            "decision",
        ],
    },
    Table {
        name: "originals",
        key: &["case_id"],
        numbers: &["expires_at"],
        octets: &["octets"],
        texts: &["case_id", "report"],
    },
    Table {
        name: "transcript",
        key: &["case_id", "position"],
        numbers: &["position", "said_at"],
        octets: &[],
        texts: &["case_id", "who", "speaker", "text"],
    },
    Table {
        name: "notes",
        key: &["case_id", "position"],
        numbers: &["position", "written_at"],
        octets: &[],
        texts: &["case_id", "author", "text"],
    },
    Table {
        name: "tellings",
        key: &["decision", "case_id"],
        numbers: &["created_at", "taken_at", "told_at"],
        octets: &[],
        texts: &["decision", "case_id"],
    },
    Table {
        name: "reporters",
        key: &["reporter"],
        numbers: &["day", "today", "confirmed", "refuted"],
        octets: &["reporter"],
        texts: &[],
    },
    Table {
        name: "reports",
        key: &["id"],
        numbers: &["received_at", "seen_at", "undone_at"],
        octets: &["token_hash", "reporter"],
        texts: &[
            "id",
            "case_id",
            "source",
            "language",
            "recipients",
            "counting",
            "matter",
            "same_as",
            "brand",
            "ruling",
            "subject",
            "page",
            "words",
            "shared",
            "unreadable",
            "outcome",
        ],
    },
    Table {
        name: "report_originals",
        key: &["report_id"],
        numbers: &["expires_at"],
        octets: &["octets"],
        texts: &["report_id"],
    },
    Table {
        name: "report_outcomes",
        key: &["report_id", "position"],
        numbers: &["position", "decided_at"],
        octets: &[],
        texts: &["report_id", "kind", "words_ja", "words_en", "decided_by"],
    },
    Table {
        name: "report_handed",
        key: &["report_id", "recipient"],
        numbers: &["handed_at"],
        octets: &[],
        texts: &["report_id", "recipient", "address", "handed_by"],
    },
    Table {
        name: "canned",
        key: &["key"],
        numbers: &[],
        octets: &[],
        texts: &["key", "title_ja", "title_en", "words_ja", "words_en"],
    },
    Table {
        name: "events",
        key: &["identity"],
        numbers: &[
            "month",
            "at",
            "recorded_at",
            "url",
            "domain",
            "is_spoofed",
            "passes",
            "has_reverse",
        ],
        octets: &["identity"],
        texts: &[
            "kind", "source", "counting", "report", "brand", "tld", "policy", "ruling", "decided",
        ],
    },
    Table {
        name: "urls",
        key: &["id"],
        numbers: &["id"],
        octets: &[],
        texts: &["url", "host", "domain", "tld"],
    },
    Table {
        name: "further_urls",
        key: &["event", "url"],
        numbers: &["url", "month", "domain"],
        octets: &["event"],
        texts: &[],
    },
    Table {
        name: "unread_lines",
        key: &["identity"],
        numbers: &["line", "recorded_at"],
        octets: &["identity"],
        texts: &["list", "fault", "text"],
    },
    Table {
        name: "case_traits",
        key: &["case_id"],
        numbers: &[],
        octets: &[],
        texts: &["case_id", "traits"],
    },
    Table {
        name: "alerts",
        key: &["id"],
        numbers: &[
            "revision",
            "public_revision",
            "drafted_at",
            "changed_at",
            "published_at",
            "updated_at",
            "withdrawn_at",
        ],
        octets: &[],
        texts: &["id", "kind", "brand", "state", "attack", "fingerprint", "vouched", "drafted_by"],
    },
    Table {
        name: "alert_revisions",
        key: &["alert", "number"],
        numbers: &["number", "site_at", "since", "written_at", "proposed_at", "approved_at"],
        octets: &[],
        texts: &[
            "alert",
            "title_ja",
            "title_en",
            "subjects",
            "lure_ja",
            "lure_en",
            "urls",
            "advice_ja",
            "advice_en",
            "site",
            "whose",
            "attack",
            "fingerprint",
            "vouched",
            "traits",
            "written_by",
            "proposed_by",
            "approved_by",
        ],
    },
    Table {
        name: "attacks",
        key: &["place"],
        numbers: &["place", "first_at", "last_at", "reports", "reporters", "weight", "settled_at"],
        octets: &[],
        texts: &["id", "subject", "settled", "settled_by", "became"],
    },
    Table {
        name: "attack_examples",
        key: &["attack_id", "id"],
        numbers: &["id"],
        octets: &[],
        texts: &["attack_id", "traits"],
    },
    Table {
        name: "attack_keys",
        key: &["attack_id", "example", "key"],
        numbers: &["example", "key"],
        octets: &[],
        texts: &["attack_id"],
    },
    Table {
        name: "attack_members",
        key: &["report_id"],
        numbers: &["example", "at"],
        octets: &[],
        texts: &[
            "report_id",
            "attack_id",
            "reporter",
            "brand",
            "subject",
            "pages",
            "patterns",
            "bonds",
        ],
    },
    Table {
        name: "attack_tallies",
        key: &["attack_id", "what", "value"],
        numbers: &["reports", "weight", "first_at", "last_at"],
        octets: &[],
        texts: &["attack_id", "what", "value"],
    },
    Table {
        name: "campaigns",
        key: &["number"],
        numbers: &[
            "number",
            "stock",
            "issued",
            "redeemed",
            "invited",
            "created_at",
            "changed_at",
            "started_at",
            "ended_at",
        ],
        octets: &[],
        texts: &["id", "brand", "name", "state", "terms", "created_by"],
    },
    Table {
        name: "invitations",
        key: &["campaign", "number"],
        numbers: &[
            "campaign",
            "number",
            "is_eligible",
            "tries",
            "due_at",
            "sent_at",
            "unsubscribed_at",
            "extended_until",
        ],
        octets: &["address_hash"],
        texts: &["address", "name", "language", "zone", "mail", "answer"],
    },
    Table {
        name: "coupons",
        key: &["campaign", "number"],
        numbers: &["campaign", "number", "edition", "claimed_at", "use_until", "redeemed_at"],
        octets: &["code_hash"],
        texts: &["redeemed_for"],
    },
    Table {
        name: "refusals",
        key: &["campaign", "number", "reason"],
        numbers: &["campaign", "number", "times", "first_at", "last_at"],
        octets: &[],
        texts: &["reason"],
    },
    Table {
        name: "unsubscribed",
        key: &["brand", "address_hash"],
        numbers: &["at"],
        octets: &["address_hash"],
        texts: &["brand"],
    },
    Table {
        name: "audit",
        key: &["position"],
        numbers: &["position", "at"],
        octets: &["hash"],
        texts: &["actor", "action", "case_id", "detail"],
    },
    Table {
        name: "audit_head",
        key: &["id"],
        numbers: &["id", "position"],
        octets: &["hash"],
        texts: &[],
    },
    Table {
        name: "ledger_brands",
        key: &["brand"],
        numbers: &["keep_days", "packing_until"],
        octets: &[],
        texts: &["brand"],
    },
    Table {
        name: "ledger_recent",
        key: &["brand", "hash"],
        numbers: &["campaign", "day", "flags"],
        octets: &["hash"],
        texts: &["brand"],
    },
    Table {
        name: "ledger_volumes",
        key: &["id"],
        numbers: &["id", "pages", "entries", "last_day", "made_at"],
        octets: &[],
        texts: &["brand", "state"],
    },
    Table {
        name: "ledger_pages",
        key: &["place"],
        numbers: &["place"],
        octets: &["entries"],
        texts: &[],
    },
    Table {
        name: "faults",
        key: &["id"],
        numbers: &["campaign", "opened_at", "declared_at", "closed_at"],
        octets: &[],
        texts: &[
            "id",
            "kind",
            "seen",
            "opened_by",
            "declared_by",
            "words_ja",
            "words_en",
            "make_good",
            "closed_by",
        ],
    },
    Table {
        name: "campaign_counts",
        key: &["campaign", "minute", "what"],
        numbers: &["campaign", "minute", "times"],
        octets: &[],
        texts: &["what"],
    },
    Table {
        name: "aggregate_reports",
        key: &["id"],
        numbers: &["begins_at", "ends_at", "received_at", "messages"],
        octets: &[],
        texts: &["id", "reporter", "report_id", "domain", "policy"],
    },
    Table {
        name: "aggregate_rows",
        key: &["report", "position"],
        numbers: &["position", "day", "messages", "dkim", "spf", "stopped", "forwarded"],
        octets: &[],
        texts: &[
            "report",
            "domain",
            "source",
            "header_from",
            "dkim_domain",
            "dkim_result",
            "spf_domain",
            "spf_result",
        ],
    },
];

/// One table, its columns by what they hold.
pub(super) struct Table {
    pub(super) name: &'static str,
    key: &'static [&'static str],
    numbers: &'static [&'static str],
    octets: &'static [&'static str],
    texts: &'static [&'static str],
}

impl Table {
    fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.texts.iter().chain(self.numbers).chain(self.octets).copied()
    }

    /// All rows, in an order that is the same each time.
    pub(super) fn all(&self) -> SelectStatement {
        let mut select = Query::select();
        select.columns(self.columns()).from(self.name);
        for column in self.key {
            select.order_by(*column, Order::Asc);
        }
        select
    }

    pub(super) fn cells(&self, row: &Row) -> Result<BTreeMap<String, Cell>, StoreError> {
        let mut cells = BTreeMap::new();
        for column in self.texts {
            let cell = row.text_or_none(*column)?.map_or(Cell::None(()), Cell::Text);
            cells.insert((*column).to_owned(), cell);
        }
        for column in self.numbers {
            let cell = row.number_or_none(*column)?.map_or(Cell::None(()), Cell::Number);
            cells.insert((*column).to_owned(), cell);
        }
        for column in self.octets {
            let octets = row.octets_or_none(*column)?;
            let cell = octets
                .map_or(Cell::None(()), |octets| Cell::Octets { base64: STANDARD.encode(octets) });
            cells.insert((*column).to_owned(), cell);
        }
        Ok(cells)
    }

    /// The row as it is to be put in; `None` when a column lacks or holds something else.
    pub(super) fn insert(&self, mut row: BTreeMap<String, Cell>) -> Option<InsertStatement> {
        let mut values: Vec<Expr> = Vec::new();
        for column in self.texts {
            values.push(match row.remove(*column)? {
                Cell::Text(text) => text.into(),
                Cell::None(()) => Option::<String>::None.into(),
                Cell::Number(_) | Cell::Octets { .. } => return None,
            });
        }
        for column in self.numbers {
            values.push(match row.remove(*column)? {
                Cell::Number(number) => number.into(),
                Cell::None(()) => Option::<i64>::None.into(),
                Cell::Text(_) | Cell::Octets { .. } => return None,
            });
        }
        for column in self.octets {
            values.push(match row.remove(*column)? {
                Cell::Octets { base64 } => STANDARD.decode(base64).ok()?.into(),
                Cell::None(()) => Option::<Vec<u8>>::None.into(),
                Cell::Text(_) | Cell::Number(_) => return None,
            });
        }
        if !row.is_empty() {
            return None;
        }
        let mut insert = Query::insert();
        insert.into_table(self.name).columns(self.columns()).values(values).ok()?;
        Some(insert)
    }
}
