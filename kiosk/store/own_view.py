"""What the station knows from its own records alone: contact with the server, loans, last moves."""

from __future__ import annotations

import json
import sqlite3
from typing import Final

from catalogue.domain.operations import Json, Kind
from kiosk.store.journal_base import JournalBase, get_meta, set_meta
from kiosk.store.rows import OwnLoan, OwnMove

_MOVES: Final = (Kind.CHECK_OUT, Kind.CHECK_IN)
_UNREAD: Final = (
    "SELECT r.id, r.item FROM records r WHERE r.kind = 'check_out' AND NOT r.undone"
    # Inside of a text its quotes would have strokes.
    """ AND r.state IN ('due', 'delivered') AND instr(r.body, '"presence":"scan"')"""
    " AND NOT EXISTS (SELECT 1 FROM records later WHERE later.item = r.item AND later.n > r.n"
    "  AND later.kind IN ('check_out', 'check_in', 'tag_state'))"
)
_UNREAD_OF: Final = f"{_UNREAD} AND r.item = ?"


class OwnView(JournalBase):
    """`note_contact` is one durable commit, the rest only reads; all raise a StorageError."""

    def note_contact(self) -> None:
        """The server answered just now: caps and ages count from here."""
        clock = self._clock

        def work(tx: sqlite3.Connection) -> None:
            newest = tx.execute("SELECT coalesce(max(n), 0) FROM operations").fetchone()[0]
            contact = {
                "boot_id": clock.boot_id,
                "mono_ms": clock.mono_ms(),
                "wall_ms": clock.wall_ms(),
                "n": newest,
            }
            set_meta(tx, "contact", json.dumps(contact))

        self._db.write(work)

    def last_contact_ms(self) -> int | None:
        """Wall clock of the last contact; None before the first."""
        contact = self._db.read(_contact)
        return None if contact is None else int(contact["wall_ms"])

    def contact_age_ms(self) -> int | None:
        """How long ago the server answered, at the least; None before the first contact. Within the
        same boot by the monotonic clock; after one by the battery clock, but not less than the time
        since the boot, in case that clock fell back."""
        contact = self._db.read(_contact)
        if contact is None:
            return None
        mono = self._clock.mono_ms()
        if contact["boot_id"] == self._clock.boot_id:
            return max(0, mono - int(contact["mono_ms"]))
        return max(mono, self._clock.wall_ms() - int(contact["wall_ms"]))

    def offline_count(self, patron_ref: str) -> int:
        """Items this patron borrowed here since the last contact on the offline rules, undone ones
        left out."""

        def work(tx: sqlite3.Connection) -> int:
            contact = _contact(tx)
            row = tx.execute(
                "SELECT count(*) FROM records WHERE patron_ref = ? AND kind = ?"
                " AND decided_by = 'grounds' AND n > ? AND NOT undone",
                (patron_ref, Kind.CHECK_OUT, contact["n"] if contact else 0),
            ).fetchone()
            return int(row[0])

        return self._db.read(work)

    def loans_of(self, patron_ref: str) -> tuple[OwnLoan, ...]:
        """Her loans made here that the feed does not tell yet, unless something later was recorded
        of the item here."""

        def work(tx: sqlite3.Connection) -> list[tuple[str, str]]:
            return tx.execute(
                "SELECT r.item, r.body FROM records r"
                " WHERE r.patron_ref = ? AND r.kind = ? AND NOT r.undone"
                " AND NOT EXISTS (SELECT 1 FROM records later WHERE later.item = r.item"
                "  AND later.n > r.n AND later.kind IN (?, ?) AND (NOT later.undone"
                "  OR (later.kind = ? AND later.patron_ref IS NOT r.patron_ref)))"
                " ORDER BY r.n",
                (patron_ref, Kind.CHECK_OUT, *_MOVES, Kind.CHECK_OUT),
            ).fetchall()

        loans = ((item, _due_ms(body)) for item, body in self._db.read(work))
        return tuple(OwnLoan(item, due) for item, due in loans if due is not None)

    def own_move(self, item: str) -> OwnMove | None:
        """The newest loan or return of this item here that the feed does not tell yet; those in
        quarantine left out. A loan that was undone is a sighting: whoever had the thing before, it
        lay here (it was hers and she asked again: she has it still)."""

        def work(tx: sqlite3.Connection) -> OwnMove | None:
            rows = tx.execute(
                "SELECT id, kind, patron_ref, undone FROM records WHERE item = ?"
                " AND kind IN (?, ?) AND (kind = ? OR NOT undone)"
                " AND fed = 0 AND state <> 'quarantined' ORDER BY n DESC",
                (item, *_MOVES, Kind.CHECK_OUT),
            )
            sighting: OwnMove | None = None
            for op_id, kind, ref, undone in rows:
                if undone:
                    sighting = sighting or OwnMove(op_id, kind, ref, at_rest=True)
                    continue
                hers = sighting is not None and sighting.patron_ref == ref
                if sighting is None or (kind == Kind.CHECK_OUT and hers):
                    return OwnMove(op_id, kind, ref, at_rest=kind == Kind.CHECK_IN)
                break
            return sighting

        return self._db.read(work)

    def own_moves(self) -> dict[str, OwnMove]:
        """As `own_move`, of every item there is one of."""

        def work(tx: sqlite3.Connection) -> list[tuple[str]]:
            return tx.execute(
                "SELECT DISTINCT item FROM records WHERE kind IN (?, ?) AND fed = 0"
                " AND state <> 'quarantined'",
                _MOVES,
            ).fetchall()

        moves = ((item, self.own_move(item)) for (item,) in self._db.read(work))
        return {item: move for item, move in moves if move is not None}

    def own_word(self, uid: str) -> bool | None:
        """What this station told last of a tag's bit and the feed does not tell yet: that it is
        right (True) or wrong (False); None for nothing."""

        def work(tx: sqlite3.Connection) -> list[tuple[str]]:
            return tx.execute(
                "SELECT body FROM records WHERE kind = ? AND fed = 0 AND state <> 'quarantined'"
                " ORDER BY n DESC",
                (Kind.TAG_STATE,),
            ).fetchall()

        told = (_payload(body) for (body,) in self._db.read(work))
        newest = next((said for said in told if said.get("uid") == uid), None)
        return None if newest is None else newest.get("found") == newest.get("wanted")

    def standing_loan(self, item: str) -> str | None:
        """The newest loan of an item on this disk, if it stands (`loan_stands`)."""

        def work(tx: sqlite3.Connection) -> str | None:
            row = tx.execute(
                "SELECT id FROM operations WHERE item = ? AND kind = ? ORDER BY n DESC LIMIT 1",
                (item, Kind.CHECK_OUT),
            ).fetchone()
            return None if row is None else str(row[0])

        newest = self._db.read(work)
        return newest if newest is not None and self.loan_stands(newest) else None

    def barcode_loans(self, item: str | None = None) -> tuple[tuple[str, str], ...]:
        """(record, item) of loans by barcode on this disk that stand, and of whose tags nothing was
        told since; of one item, or all."""

        def work(tx: sqlite3.Connection) -> list[tuple[str, str]]:
            if item is None:
                return tx.execute(_UNREAD).fetchall()
            return tx.execute(_UNREAD_OF, (item,)).fetchall()

        return tuple((op_id, thing) for op_id, thing in self._db.read(work))

    def loan_stands(self, op_id: str) -> bool:
        """Is this a loan on this disk, not undone, and nothing later was recorded of its item here?
        Somebody else's undone loan counts: the thing lay here. False once it was pruned."""

        def work(tx: sqlite3.Connection) -> bool:
            row = tx.execute(
                "SELECT 1 FROM records r WHERE r.id = ? AND r.kind = ? AND NOT r.undone"
                " AND NOT EXISTS (SELECT 1 FROM records later WHERE later.item = r.item"
                "  AND later.n > r.n AND later.kind IN (?, ?) AND (NOT later.undone"
                "  OR (later.kind = ? AND later.patron_ref IS NOT r.patron_ref)))",
                (op_id, Kind.CHECK_OUT, *_MOVES, Kind.CHECK_OUT),
            ).fetchone()
            return row is not None

        return self._db.read(work)


def _contact(tx: sqlite3.Connection) -> dict[str, str | int] | None:
    text = get_meta(tx, "contact")
    if text is None:
        return None
    contact: dict[str, str | int] = json.loads(text)
    return contact


def _due_ms(body: str) -> int | None:
    due = _payload(body).get("due_ms")
    return due if isinstance(due, int) else None


def _payload(body: str) -> dict[str, Json]:
    """Of a record; empty where it cannot be read any more."""
    try:
        payload = json.loads(body)["payload"]
    except (ValueError, KeyError, TypeError):
        return {}
    return payload if isinstance(payload, dict) else {}
