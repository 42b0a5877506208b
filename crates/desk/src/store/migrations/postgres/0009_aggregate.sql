-- What receivers tell a domain about the mail that came in its name (DMARC aggregate reports). A report is known by who
-- reports, its number there, and the domain: `id` is made of the three, so that one that comes twice counts once.

CREATE TABLE aggregate_reports (
    id TEXT PRIMARY KEY NOT NULL,
    reporter TEXT NOT NULL,
    report_id TEXT NOT NULL,
    domain TEXT NOT NULL,
    policy TEXT,
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    messages BIGINT NOT NULL
);
CREATE INDEX aggregate_reports_domain ON aggregate_reports (domain, begins_at);
CREATE INDEX aggregate_reports_ends ON aggregate_reports (ends_at);

-- Messages from one address that were alike. `day`: days since 1970-01-01 on which the report begins, in UTC. Of the
-- signatures and of SPF, the result that tells most.
CREATE TABLE aggregate_rows (
    report TEXT NOT NULL REFERENCES aggregate_reports (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    domain TEXT NOT NULL,
    day BIGINT NOT NULL,
    source TEXT NOT NULL,
    messages BIGINT NOT NULL,
    dkim BIGINT NOT NULL,
    spf BIGINT NOT NULL,
    stopped BIGINT NOT NULL,
    forwarded BIGINT NOT NULL,
    header_from TEXT NOT NULL,
    dkim_domain TEXT NOT NULL,
    dkim_result TEXT NOT NULL,
    spf_domain TEXT NOT NULL,
    spf_result TEXT NOT NULL,
    PRIMARY KEY (report, position)
);
CREATE INDEX aggregate_rows_domain ON aggregate_rows (domain, day);
