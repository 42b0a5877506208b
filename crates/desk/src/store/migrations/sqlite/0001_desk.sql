-- Moments are milliseconds since 1970 UTC; ids are 128 random bits in base64url; of secrets there are only hashes.

CREATE TABLE keys (
    name TEXT PRIMARY KEY NOT NULL,
    octets BLOB NOT NULL
) STRICT;

CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    brand TEXT,
    password TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    failures INTEGER NOT NULL,
    locked_until INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE api_keys (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    secret_hash BLOB NOT NULL,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

-- What messages say, whatever their headers. One row is what an opening and a decision about the same content
-- meet at, so that neither misses the other.
CREATE TABLE contents (
    fingerprint TEXT PRIMARY KEY NOT NULL,
    asked INTEGER NOT NULL
) STRICT;

CREATE TABLE decisions (
    id TEXT PRIMARY KEY NOT NULL,
    fingerprint TEXT,
    vouched TEXT NOT NULL,
    kind TEXT NOT NULL,
    words_ja TEXT NOT NULL,
    words_en TEXT NOT NULL,
    whose TEXT,
    since INTEGER,
    decided_by TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX decisions_content ON decisions (fingerprint, vouched, position);

CREATE TABLE cases (
    id TEXT PRIMARY KEY NOT NULL,
    token_hash BLOB NOT NULL,
    share_hash BLOB NOT NULL,
    door TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    waiting_since INTEGER,
    claimed_by TEXT REFERENCES users (id),
    fingerprint TEXT,
    vouched TEXT NOT NULL,
    content_hash TEXT,
    brand TEXT,
    ruling TEXT,
    subject TEXT,
    report TEXT,
    conversation TEXT,
    decision TEXT REFERENCES decisions (id),
    subscribed INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    notes INTEGER NOT NULL,
    redacted INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_state ON cases (state, waiting_since);
CREATE INDEX cases_content ON cases (fingerprint, vouched);
CREATE INDEX cases_opened ON cases (redacted, opened_at);
CREATE INDEX cases_claimed ON cases (claimed_by);
CREATE INDEX cases_alike ON cases (brand, subject);
CREATE INDEX cases_decision ON cases (decision);

-- What is kept for a short time only: the message as it came, and the report with everything in it.
CREATE TABLE originals (
    case_id TEXT PRIMARY KEY NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    octets BLOB NOT NULL,
    report TEXT,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX originals_expiry ON originals (expires_at);

CREATE TABLE transcript (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    who TEXT NOT NULL,
    speaker TEXT,
    text TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, position)
) STRICT;

CREATE TABLE notes (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, position)
) STRICT;

-- Who is still to be told what was decided.
CREATE TABLE tellings (
    decision TEXT NOT NULL REFERENCES decisions (id),
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    taken_at INTEGER,
    told_at INTEGER,
    PRIMARY KEY (decision, case_id)
) STRICT;
CREATE INDEX tellings_open ON tellings (told_at, created_at);
CREATE INDEX tellings_case ON tellings (case_id);

-- Answers that agents give often, beside those built in or in their place.
CREATE TABLE canned (
    key TEXT PRIMARY KEY NOT NULL,
    title_ja TEXT NOT NULL,
    title_en TEXT NOT NULL,
    words_ja TEXT NOT NULL,
    words_en TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    position INTEGER PRIMARY KEY NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    case_id TEXT,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY NOT NULL,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;
INSERT INTO audit_head (id, position, hash) VALUES (1, 0, zeroblob(32));

CREATE TRIGGER audit_is_not_rewritten BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
