-- Invitation-only coupons. A campaign's number is what links, ledger entries and rows of invitations carry: 10 million
-- invitations are to stay small. It is counted by the program, so that a desk that was restored goes on counting.

CREATE TABLE campaigns (
    number BIGINT PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    brand TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    terms TEXT NOT NULL,
    stock BIGINT NOT NULL,
    issued BIGINT NOT NULL,
    redeemed BIGINT NOT NULL,
    invited BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    started_at BIGINT,
    ended_at BIGINT
);
CREATE INDEX campaigns_brand ON campaigns (brand, changed_at);

-- Who is invited. `address_hash`: keyed, of the address as mail systems compare it, so that nobody is invited twice.
-- `mail`: waiting, taken (by a sender, until `due_at`), closing (the message's last octets are about to go out: what
-- came of them nobody knows before the server answers), sent, refused (for good), unsettled (a sender died while
-- closing), bounced.
CREATE TABLE invitations (
    campaign BIGINT NOT NULL REFERENCES campaigns (number) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    address TEXT,
    address_hash BYTEA NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    is_eligible BIGINT NOT NULL,
    mail TEXT NOT NULL,
    tries BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    answer TEXT,
    sent_at BIGINT,
    unsubscribed_at BIGINT,
    extended_until BIGINT,
    PRIMARY KEY (campaign, number)
);
CREATE UNIQUE INDEX invitations_address ON invitations (campaign, address_hash);
CREATE INDEX invitations_mail ON invitations (campaign, mail, due_at);

-- Coupons that were issued: one an invitation at most. The code follows from the invitation, `edition` and the desk's
-- key; only its hash is kept. `edition`: 1, and one more each time that it was reissued.
CREATE TABLE coupons (
    campaign BIGINT NOT NULL,
    number BIGINT NOT NULL,
    edition BIGINT NOT NULL,
    code_hash BYTEA NOT NULL UNIQUE,
    claimed_at BIGINT NOT NULL,
    use_until BIGINT NOT NULL,
    redeemed_at BIGINT,
    redeemed_for TEXT,
    PRIMARY KEY (campaign, number),
    FOREIGN KEY (campaign, number) REFERENCES invitations (campaign, number) ON DELETE CASCADE
);

-- Claims that were not granted, the last of each invitation and reason: what faults are seen by.
CREATE TABLE refusals (
    campaign BIGINT NOT NULL,
    number BIGINT NOT NULL,
    reason TEXT NOT NULL,
    times BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (campaign, number, reason)
);
CREATE INDEX refusals_last ON refusals (campaign, last_at);

-- Who wants no more such mail from a brand.
CREATE TABLE unsubscribed (
    brand TEXT NOT NULL,
    address_hash BYTEA NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (brand, address_hash)
);
