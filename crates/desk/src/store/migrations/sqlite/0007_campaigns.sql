-- Invitation-only coupons. A campaign's number is what links, ledger entries and rows of invitations carry: 10 million
-- invitations are to stay small. It is counted by the program, so that a desk that was restored goes on counting.

CREATE TABLE campaigns (
    number INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    brand TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    terms TEXT NOT NULL,
    stock INTEGER NOT NULL,
    issued INTEGER NOT NULL,
    redeemed INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER
) STRICT;
CREATE INDEX campaigns_brand ON campaigns (brand, changed_at);

-- Who is invited. `address_hash`: keyed, of the address as mail systems compare it, so that nobody is invited twice.
-- `mail`: waiting, taken (by a sender, until `due_at`), closing (the message's last octets are about to go out: what
-- came of them nobody knows before the server answers), sent, refused (for good), unsettled (a sender died while
-- closing), bounced.
CREATE TABLE invitations (
    campaign INTEGER NOT NULL REFERENCES campaigns (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    address TEXT,
    address_hash BLOB NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    is_eligible INTEGER NOT NULL,
    mail TEXT NOT NULL,
    tries INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    answer TEXT,
    sent_at INTEGER,
    unsubscribed_at INTEGER,
    extended_until INTEGER,
    PRIMARY KEY (campaign, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX invitations_address ON invitations (campaign, address_hash);
CREATE INDEX invitations_mail ON invitations (campaign, mail, due_at);

-- Coupons that were issued: one an invitation at most. The code follows from the invitation, `edition` and the desk's
-- key; only its hash is kept. `edition`: 1, and one more each time that it was reissued.
CREATE TABLE coupons (
    campaign INTEGER NOT NULL,
    number INTEGER NOT NULL,
    edition INTEGER NOT NULL,
    code_hash BLOB NOT NULL UNIQUE,
    claimed_at INTEGER NOT NULL,
    use_until INTEGER NOT NULL,
    redeemed_at INTEGER,
    redeemed_for TEXT,
    PRIMARY KEY (campaign, number),
    FOREIGN KEY (campaign, number) REFERENCES invitations (campaign, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Claims that were not granted, the last of each invitation and reason: what faults are seen by.
CREATE TABLE refusals (
    campaign INTEGER NOT NULL,
    number INTEGER NOT NULL,
    reason TEXT NOT NULL,
    times INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (campaign, number, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX refusals_last ON refusals (campaign, last_at);

-- Who wants no more such mail from a brand.
CREATE TABLE unsubscribed (
    brand TEXT NOT NULL,
    address_hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (brand, address_hash)
) STRICT, WITHOUT ROWID;
