-- What everybody is to know. What matches a message to an alert stands in the alert itself, out of the revision
-- that was approved last: what nobody has approved matches nothing.

CREATE TABLE alerts (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    brand TEXT,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    public_revision BIGINT,
    attack TEXT,
    fingerprint TEXT,
    vouched TEXT NOT NULL,
    drafted_by TEXT NOT NULL,
    drafted_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    published_at BIGINT,
    updated_at BIGINT,
    withdrawn_at BIGINT
);
CREATE INDEX alerts_public ON alerts (updated_at, id);
CREATE INDEX alerts_changed ON alerts (changed_at, id);
CREATE INDEX alerts_content ON alerts (fingerprint, vouched);
CREATE INDEX alerts_attack ON alerts (attack);

CREATE TABLE alert_revisions (
    alert TEXT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    title_ja TEXT NOT NULL,
    title_en TEXT NOT NULL,
    subjects TEXT NOT NULL,
    lure_ja TEXT NOT NULL,
    lure_en TEXT NOT NULL,
    urls TEXT NOT NULL,
    advice_ja TEXT NOT NULL,
    advice_en TEXT NOT NULL,
    site TEXT,
    site_at BIGINT,
    whose TEXT,
    since BIGINT,
    attack TEXT,
    fingerprint TEXT,
    vouched TEXT NOT NULL,
    traits TEXT,
    written_by TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    proposed_by TEXT,
    proposed_at BIGINT,
    approved_by TEXT,
    approved_at BIGINT,
    PRIMARY KEY (alert, number)
);

-- By what a case's message is found to belong to an attack, also to one that began later. Nothing in it leads back to
-- the person.
CREATE TABLE case_traits (
    case_id TEXT PRIMARY KEY NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    traits TEXT NOT NULL
);
