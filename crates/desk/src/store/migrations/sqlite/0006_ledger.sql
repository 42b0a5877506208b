-- What brands say they sent. An entry is 24 octets: 16 of a keyed hash, 4 of the campaign's number, 2 of the day, 2 of
-- flags. Entries that came lately stand one a row; `Store::pack_ledger` moves them into volumes: pages of about a
-- thousand entries, sorted by hash, so that 100 million messages take little more than 2.4 GB and a question reads one
-- page a volume.

CREATE TABLE ledger_recent (
    brand TEXT NOT NULL,
    hash BLOB NOT NULL,
    campaign INTEGER NOT NULL,
    day INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    PRIMARY KEY (brand, hash)
) STRICT, WITHOUT ROWID;

-- `state`: writing, whole, gone. Only whole ones are asked.
CREATE TABLE ledger_volumes (
    id INTEGER PRIMARY KEY NOT NULL,
    brand TEXT NOT NULL,
    state TEXT NOT NULL,
    pages INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_volumes_brand ON ledger_volumes (brand, state);

-- `place`: the volume's id and, in the lowest 24 bits, the page's number.
CREATE TABLE ledger_pages (
    place INTEGER PRIMARY KEY NOT NULL,
    entries BLOB NOT NULL
) STRICT;

-- What a brand wants of its record: how many days entries are kept. `packing_until`: somebody is at work on it.
CREATE TABLE ledger_brands (
    brand TEXT PRIMARY KEY NOT NULL,
    keep_days INTEGER NOT NULL,
    packing_until INTEGER NOT NULL
) STRICT;

-- The campaign that a checked message belongs to, by its sender's own record.
ALTER TABLE cases ADD COLUMN campaign INTEGER;
CREATE INDEX cases_campaign ON cases (campaign);
