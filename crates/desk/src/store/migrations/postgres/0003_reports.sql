-- What people reported by their own choice, as it may be shared. The message as it came stays with the case, or, when
-- there is no case, in report_originals for a short time.

-- One row for each reporter, known by a keyed hash only. Whoever reports holds the row until the transaction ends, so that
-- two reports of the same are never both the first.
CREATE TABLE reporters (
    reporter BYTEA PRIMARY KEY NOT NULL,
    day BIGINT NOT NULL,
    today BIGINT NOT NULL,
    confirmed BIGINT NOT NULL,
    refuted BIGINT NOT NULL
);

CREATE TABLE reports (
    id TEXT PRIMARY KEY NOT NULL,
    token_hash BYTEA NOT NULL,
    case_id TEXT UNIQUE REFERENCES cases (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    language TEXT NOT NULL,
    reporter BYTEA,
    recipients TEXT NOT NULL,
    counting TEXT NOT NULL,
    matter TEXT,
    same_as TEXT,
    received_at BIGINT NOT NULL,
    seen_at BIGINT,
    undone_at BIGINT,
    brand TEXT,
    ruling TEXT,
    subject TEXT,
    page TEXT,
    words TEXT NOT NULL,
    shared TEXT,
    unreadable TEXT,
    outcome TEXT
);
CREATE INDEX reports_same ON reports (reporter, matter);
CREATE INDEX reports_matter ON reports (matter);
CREATE INDEX reports_received ON reports (received_at, id);
CREATE INDEX reports_brand ON reports (brand, received_at);

CREATE TABLE report_originals (
    report_id TEXT PRIMARY KEY NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    octets BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX report_originals_expiry ON report_originals (expires_at);

-- What was decided about a report, one after the other; the last one holds.
CREATE TABLE report_outcomes (
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    words_ja TEXT NOT NULL,
    words_en TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (report_id, position)
);

-- To whom a report was passed on, and when.
CREATE TABLE report_handed (
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    recipient TEXT NOT NULL,
    address TEXT NOT NULL,
    handed_by TEXT NOT NULL,
    handed_at BIGINT NOT NULL,
    PRIMARY KEY (report_id, recipient)
);
