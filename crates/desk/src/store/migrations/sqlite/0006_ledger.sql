-- What brands say they sent. An entry is 24 octets: 16 of a keyed hash, 4 of the campaign's number, 2 of the day, 2 of
-- flags. Entries that came lately stand one a row; `Store::pack_ledger` moves them into pages, sorted by hash, of a few
-- hundred entries each, so that 100 million messages take little more than 2.4 GB and are asked for with one page read
-- per volume.

CREATE TABLE ledger_recent (
    brand TEXT NOT NULL,
    hash BLOB NOT NULL,
    campaign INTEGER NOT NULL,
    day INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    PRIMARY KEY (brand, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_volumes (
    id INTEGER PRIMARY KEY NOT NULL,
    brand TEXT NOT NULL,
    pages INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    is_whole INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_volumes_brand ON ledger_volumes (brand, is_whole);

CREATE TABLE ledger_pages (
    volume INTEGER NOT NULL REFERENCES ledger_volumes (id) ON DELETE CASCADE,
    page INTEGER NOT NULL,
    entries BLOB NOT NULL,
    PRIMARY KEY (volume, page)
) STRICT, WITHOUT ROWID;

-- What a brand wants of its entries: how many days they are kept.
CREATE TABLE ledger_brands (
    brand TEXT PRIMARY KEY NOT NULL,
    keep_days INTEGER NOT NULL
) STRICT;

-- The campaign that a checked message belongs to, by its sender's own record.
ALTER TABLE cases ADD COLUMN campaign INTEGER;
CREATE INDEX cases_campaign ON cases (campaign);
