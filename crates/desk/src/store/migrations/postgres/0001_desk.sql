-- Moments are milliseconds since 1970 UTC; ids are 128 random bits in base64url; of secrets there are only hashes.

CREATE TABLE keys (
    name TEXT PRIMARY KEY NOT NULL,
    octets BYTEA NOT NULL
);

CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    brand TEXT,
    password TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT,
    failures BIGINT NOT NULL,
    locked_until BIGINT NOT NULL
);

CREATE TABLE sessions (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE api_keys (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    secret_hash BYTEA NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

-- What messages say, whatever their headers. One row is what an opening and a decision about the same content
-- meet at, so that neither misses the other.
CREATE TABLE contents (
    fingerprint TEXT PRIMARY KEY NOT NULL,
    asked BIGINT NOT NULL
);

CREATE TABLE decisions (
    id TEXT PRIMARY KEY NOT NULL,
    fingerprint TEXT,
    vouched TEXT NOT NULL,
    kind TEXT NOT NULL,
    words_ja TEXT NOT NULL,
    words_en TEXT NOT NULL,
    whose TEXT,
    since BIGINT,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    position BIGINT NOT NULL
);
CREATE INDEX decisions_content ON decisions (fingerprint, vouched, position);

CREATE TABLE cases (
    id TEXT PRIMARY KEY NOT NULL,
    token_hash BYTEA NOT NULL,
    share_hash BYTEA NOT NULL,
    door TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    waiting_since BIGINT,
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
    subscribed BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    notes BIGINT NOT NULL,
    redacted BIGINT NOT NULL
);
CREATE INDEX cases_state ON cases (state, waiting_since);
CREATE INDEX cases_content ON cases (fingerprint, vouched);
CREATE INDEX cases_opened ON cases (redacted, opened_at);
CREATE INDEX cases_claimed ON cases (claimed_by);
CREATE INDEX cases_alike ON cases (brand, subject);
CREATE INDEX cases_decision ON cases (decision);

-- What is kept for a short time only: the message as it came, and the report with everything in it.
CREATE TABLE originals (
    case_id TEXT PRIMARY KEY NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    octets BYTEA NOT NULL,
    report TEXT,
    expires_at BIGINT NOT NULL
);
CREATE INDEX originals_expiry ON originals (expires_at);

CREATE TABLE transcript (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    who TEXT NOT NULL,
    speaker TEXT,
    text TEXT NOT NULL,
    said_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, position)
);

CREATE TABLE notes (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, position)
);

-- Who is still to be told what was decided.
CREATE TABLE tellings (
    decision TEXT NOT NULL REFERENCES decisions (id),
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    taken_at BIGINT,
    told_at BIGINT,
    PRIMARY KEY (decision, case_id)
);
CREATE INDEX tellings_open ON tellings (told_at, created_at);
CREATE INDEX tellings_case ON tellings (case_id);

-- Answers that agents give often, beside those built in or in their place.
CREATE TABLE canned (
    key TEXT PRIMARY KEY NOT NULL,
    title_ja TEXT NOT NULL,
    title_en TEXT NOT NULL,
    words_ja TEXT NOT NULL,
    words_en TEXT NOT NULL
);

CREATE TABLE audit (
    position BIGINT PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    case_id TEXT,
    detail TEXT NOT NULL,
    hash BYTEA NOT NULL
);

CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY NOT NULL,
    position BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
INSERT INTO audit_head (id, position, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER audit_is_not_rewritten BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
