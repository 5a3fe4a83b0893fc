"""The tables of journal.db, as numbered migrations (`user_version`). A released one never changes.

`operations.n` is the order on this disk, across epochs, counted from 1 and never used twice; `body`
the JSON form of the record with its hash. Each index is a page more in the commit every patron
waits for: there is none that a query could do without. Of a patron there is a commitment inside the
record, a sealed sidecar only the server opens, and `patron_ref`, which goes when the loan is known
from the feed.
"""

from __future__ import annotations

from typing import Final

from kiosk.store.database import Migration

_FIRST: Final = (
    """CREATE TABLE operations (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        kind TEXT NOT NULL,
        item TEXT,
        undoes TEXT,
        hash TEXT NOT NULL,
        prev_hash TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX operations_item ON operations (item, n)",
    "CREATE INDEX operations_undoes ON operations (undoes) WHERE undoes IS NOT NULL",
    "CREATE INDEX operations_clock ON operations (n) WHERE kind = 'clock'",
    """CREATE TABLE outbox (
        n INTEGER PRIMARY KEY REFERENCES operations (n) ON DELETE CASCADE,
        state TEXT NOT NULL CHECK (state IN ('asking', 'due', 'delivered', 'quarantined')),
        decided_by TEXT NOT NULL CHECK (decided_by IN ('server', 'grounds')),
        code TEXT,
        sidecar TEXT,
        patron_ref TEXT,
        delivered_n INTEGER,
        delivered_ms INTEGER,
        fed INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX outbox_state ON outbox (state, n)",
    "CREATE INDEX outbox_patron ON outbox (patron_ref) WHERE patron_ref IS NOT NULL",
    "CREATE INDEX outbox_delivered ON outbox (delivered_n) WHERE delivered_n IS NOT NULL",
    """CREATE VIEW records AS
        SELECT b.n, o.id, o.epoch, o.seq, o.kind, o.item, o.hash, o.body,
            b.state, b.decided_by, b.code, b.sidecar, b.patron_ref,
            b.delivered_n, b.delivered_ms, b.fed,
            EXISTS (SELECT 1 FROM operations u WHERE u.undoes = o.id) AS undone
        FROM outbox b JOIN operations o ON o.n = b.n""",
    """CREATE TABLE chain (
        name TEXT PRIMARY KEY CHECK (name IN ('head', 'pruned')),
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        hash TEXT NOT NULL,
        count INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE bit_intents (
        about TEXT NOT NULL,
        uid TEXT NOT NULL,
        wanted TEXT NOT NULL CHECK (wanted IN ('secured', 'on_loan')),
        opened_ms INTEGER NOT NULL,
        PRIMARY KEY (about, uid)
    ) STRICT""",
    """CREATE TABLE repairs (
        uid TEXT PRIMARY KEY,
        about TEXT NOT NULL,
        item TEXT,
        wanted TEXT NOT NULL CHECK (wanted IN ('secured', 'on_loan')),
        reason TEXT NOT NULL,
        opened_ms INTEGER NOT NULL,
        told INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE clock_samples (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        boot_id TEXT NOT NULL,
        mono_ms INTEGER NOT NULL,
        wall_ms INTEGER NOT NULL,
        offset_ms INTEGER NOT NULL,
        error_ms INTEGER NOT NULL
    ) STRICT""",
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)

_STAFF_WORK: Final = (
    """CREATE TABLE staff_work (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms INTEGER NOT NULL,
        staff TEXT NOT NULL,
        action TEXT NOT NULL,
        uid TEXT NOT NULL,
        outcome TEXT,
        reason TEXT
    ) STRICT""",
)

MIGRATIONS: Final[tuple[Migration, ...]] = (_FIRST, _STAFF_WORK)
