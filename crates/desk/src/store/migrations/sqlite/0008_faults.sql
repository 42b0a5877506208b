-- What is broken about a campaign, from the moment somebody or the desk itself saw it. `seen` is what it was seen by
-- (JSON), `make_good` what the invited get for it (JSON).

CREATE TABLE faults (
    id TEXT PRIMARY KEY NOT NULL,
    campaign INTEGER NOT NULL REFERENCES campaigns (number) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    seen TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    declared_by TEXT,
    declared_at INTEGER,
    words_ja TEXT NOT NULL,
    words_en TEXT NOT NULL,
    make_good TEXT,
    closed_by TEXT,
    closed_at INTEGER
) STRICT;
CREATE INDEX faults_campaign ON faults (campaign, opened_at);
CREATE UNIQUE INDEX faults_open ON faults (campaign) WHERE closed_at IS NULL;

-- What happened to a campaign, counted by the minute: the error rate is seen by it.
CREATE TABLE campaign_counts (
    campaign INTEGER NOT NULL,
    minute INTEGER NOT NULL,
    what TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (campaign, minute, what)
) STRICT, WITHOUT ROWID;

-- A fault's word answers every message of its campaign.
ALTER TABLE decisions ADD COLUMN campaign INTEGER;
CREATE INDEX decisions_campaign ON decisions (campaign, position);

-- The only brand that a program may act for; without one, it acts for all.
ALTER TABLE api_keys ADD COLUMN brand TEXT;
