-- What happened to reports, and lines of lists: every figure of the monthly report is counted from here, and nothing is taken out.
-- Whose report it was is kept with the report, not here: these rows stay for ever.
CREATE TABLE events (
    identity BYTEA PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    counting TEXT NOT NULL,
    -- The month that it counts for, in Japan: 202511 for November 2025; 0 without a date. What happens to a report later
    -- has the report's month.
    month BIGINT NOT NULL,
    at BIGINT,
    recorded_at BIGINT NOT NULL,
    report TEXT,
    brand TEXT,
    -- The main page, its registrable domain (both as in urls) and its last label.
    url BIGINT,
    domain BIGINT,
    tld TEXT,
    is_spoofed BIGINT,
    policy TEXT,
    passes BIGINT,
    has_reverse BIGINT,
    ruling TEXT,
    decided TEXT
);
-- A month's figures are counted from this alone.
CREATE INDEX events_month ON events (month, kind, counting, source, brand, tld, url, domain, report, at, ruling);
CREATE INDEX events_sending ON events (month, is_spoofed, policy, passes, has_reverse, counting, report) WHERE is_spoofed IS NOT NULL;
CREATE INDEX events_report ON events (report, kind, recorded_at) WHERE report IS NOT NULL;

-- Pages; an id is the first 63 bits of the address' SHA-256, a domain's number that of the domain's.
CREATE TABLE urls (
    id BIGINT PRIMARY KEY NOT NULL,
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    domain TEXT NOT NULL,
    tld TEXT NOT NULL
);

-- The pages of an event that has more than one, without the main one.
CREATE TABLE further_urls (
    event BYTEA NOT NULL REFERENCES events (identity),
    url BIGINT NOT NULL,
    month BIGINT NOT NULL,
    domain BIGINT NOT NULL,
    PRIMARY KEY (event, url)
);
CREATE INDEX further_urls_month ON further_urls (month);

-- Lines of lists that could not be read, for somebody to look at.
CREATE TABLE unread_lines (
    identity BYTEA PRIMARY KEY NOT NULL,
    list TEXT NOT NULL,
    line BIGINT NOT NULL,
    fault TEXT NOT NULL,
    text TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);

CREATE FUNCTION events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the event log is append-only'; END $$;
CREATE TRIGGER events_are_not_rewritten BEFORE UPDATE OR DELETE ON events
FOR EACH ROW EXECUTE FUNCTION events_are_append_only();
CREATE TRIGGER events_are_not_emptied BEFORE TRUNCATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only();
