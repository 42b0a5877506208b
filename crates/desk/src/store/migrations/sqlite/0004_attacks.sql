-- Reports that belong together. `place` counts attacks in the order in which they began. Weights are thousandths
-- of a reporter of whom nothing is known.
CREATE TABLE attacks (
    id TEXT PRIMARY KEY NOT NULL,
    place INTEGER NOT NULL UNIQUE,
    subject TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    reporters INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    settled TEXT,
    settled_by TEXT,
    settled_at INTEGER,
    became TEXT REFERENCES attacks (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX attacks_last ON attacks (last_at);
CREATE INDEX attacks_became ON attacks (became);

-- What its reports were like: one row for reports that differ in nothing that counts.
CREATE TABLE attack_examples (
    id INTEGER NOT NULL,
    attack_id TEXT NOT NULL REFERENCES attacks (id) ON DELETE CASCADE,
    traits TEXT NOT NULL,
    PRIMARY KEY (attack_id, id)
) STRICT;

-- By what a new report finds them.
CREATE TABLE attack_keys (
    attack_id TEXT NOT NULL REFERENCES attacks (id) ON DELETE CASCADE,
    example INTEGER NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (attack_id, example, key)
) STRICT;
CREATE INDEX attack_keys_key ON attack_keys (key);

CREATE TABLE attack_members (
    report_id TEXT PRIMARY KEY NOT NULL,
    attack_id TEXT NOT NULL REFERENCES attacks (id) ON DELETE CASCADE,
    example INTEGER NOT NULL,
    at INTEGER NOT NULL,
    reporter TEXT NOT NULL,
    brand TEXT,
    subject TEXT NOT NULL,
    pages TEXT NOT NULL,
    patterns TEXT NOT NULL,
    bonds TEXT NOT NULL
) STRICT;
CREATE INDEX attack_members_attack ON attack_members (attack_id, at);
CREATE INDEX attack_members_at ON attack_members (at);

-- What they have, counted as they come: reporters, brands, hosts, shapes of addresses, hours.
CREATE TABLE attack_tallies (
    attack_id TEXT NOT NULL REFERENCES attacks (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    value TEXT NOT NULL,
    reports INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (attack_id, what, value)
) STRICT;
CREATE INDEX attack_tallies_value ON attack_tallies (what, value);
