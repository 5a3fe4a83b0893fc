"""The present folded anew is the present that was published, however the records came."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from catalogue.db.people import Acknowledgement
from catalogue.db.record import Sidecar, StoredOperation
from catalogue.domain.operations import CENTRAL, from_json, hash_of, seal, text_of
from catalogue.services.operating.checking import check_record
from catalogue.services.operating.rebuild import rebuild
from catalogue.services.operating.state import differing_rows, state_digest
from support.central import DUE, ITEMS, MINUTE, LittleTown
from support.invariants_histories import Wild, pieces


def play(town: LittleTown, seed: int, events: int = 120) -> None:
    """A wild history, delivered in pieces."""
    rng = random.Random(seed)
    kiosks = [town.kiosk(name, branch) for name, branch in (("a", "A"), ("b", "B"), ("c", "C"))]
    wild = Wild(rng, kiosks, town.clock)
    written = wild.play(events)
    for kiosk in kiosks:
        own = [op for op in written if op.station == kiosk.name]
        for piece in pieces(rng, own):
            town.send(kiosk, *piece)


def life(town: LittleTown) -> None:
    """Two loans and a return at one kiosk."""
    kiosk = town.kiosk("a")
    start = town.clock()
    kiosk.check_out(start, "P", "x")
    kiosk.check_out(start + MINUTE, "Q", "y")
    kiosk.check_in(start + 2 * MINUTE, "x")
    town.send(kiosk)


@pytest.mark.parametrize("seed", range(6))
def test_present_folded_anew_is_the_one_that_was_published(town: LittleTown, seed: int) -> None:
    """Guards: `rebuild` dates from the records alone and folds once all are there."""
    play(town, seed)
    with town.services.database.write() as session:
        before = state_digest(session)
        rebuild(session, town.clock())
        after = state_digest(session)
        assert before.differing(after) == []
        assert before == after
        assert before.parts["operations"].rows > 100
        session.rollback()


@pytest.mark.parametrize("seed", range(3))
def test_record_of_an_honest_town_has_no_findings(town: LittleTown, seed: int) -> None:
    play(town, seed)
    with town.services.database.read() as session:
        checked = check_record(session)
    assert checked.findings == ()
    assert (checked.stations, checked.records > 100) == (3, True)


def first(session: Session, kind: str = "check_out") -> StoredOperation:
    return session.scalars(
        select(StoredOperation)
        .where(StoredOperation.kind == kind, StoredOperation.station != CENTRAL)
        .order_by(StoredOperation.seq)
    ).first() or pytest.fail("no such record")


def edit_column(name: str, value: object):
    def edit(session: Session) -> None:
        setattr(first(session), name, value)

    return edit


def edit_body(session: Session) -> None:
    """Another item in the body, hash left as it was."""
    row = first(session)
    row.body = row.body.replace('"item":"x"', '"item":"z"')


def edit_due(session: Session) -> None:
    """A later due date, which no column repeats."""
    row = first(session)
    row.body = row.body.replace(f'"due_ms":{DUE}', f'"due_ms":{DUE + 1}')


def edit_all(session: Session) -> None:
    """Another item, with a hash that fits: what follows does not continue it."""
    row = first(session)
    op = seal(replace(from_json(json.loads(row.body)), item="z"))
    assert hash_of(op) == op.hash
    row.body, row.hash, row.item = text_of(op), op.hash, "z"


def edit_newest(session: Session) -> None:
    """The newest record with a hash that fits: nothing continues it, but it was acknowledged."""
    row = first(session, "check_in")
    op = seal(replace(from_json(json.loads(row.body)), branch="C"))
    row.body, row.hash, row.branch = text_of(op), op.hash, "C"


def remove_one(session: Session) -> None:
    row = first(session)
    session.execute(delete(Sidecar).where(Sidecar.operation == row.id))
    session.delete(row)


def remove_newest(session: Session) -> None:
    session.delete(first(session, "check_in"))


def no_record(session: Session) -> None:
    first(session).body = "[]"


def other_patron(session: Session) -> None:
    """The loan is another card's: neither nonce nor commitment say so."""
    row = session.scalars(select(Sidecar)).first()
    assert row is not None
    row.key = "card:2104800000004"


EDITS = {
    **{
        f"column {name}": edit_column(name, value)
        for name, value in {
            "station": "b",
            "epoch": 2,
            "seq": 77,
            "hash": "0" * 64,
            "kind": "check_in",
            "item": "z",
            "title": "t",
            "branch": "C",
            "wall_ms": 1,
        }.items()
    },
    "body": edit_body,
    "due date": edit_due,
    "body and hash": edit_all,
    "newest body and hash": edit_newest,
    "a record is gone": remove_one,
    "the newest record is gone": remove_newest,
    "no record": no_record,
    "another patron": other_patron,
}


@pytest.mark.parametrize("name", EDITS)
def test_edited_record_is_found(town: LittleTown, name: str) -> None:
    """Guards: each comparison of `checking`, one an edit."""
    life(town)
    with town.services.database.write() as session:
        assert check_record(session).findings == ()
        EDITS[name](session)
        session.flush()
        assert check_record(session).findings != ()
        session.rollback()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("lo", 1),
        ("est", 1),
        ("hi", 1),
        ("parent", None),
        ("outcome_code", "duplicate"),
        ("outcome_class", "superseded"),
        ("outcome_reason", "so"),
    ],
)
def test_edited_verdict_is_found_by_folding_anew(
    town: LittleTown, column: str, value: object
) -> None:
    life(town)
    with town.services.database.write() as session:
        row = first(session, "check_in")
        session.execute(
            update(StoredOperation).where(StoredOperation.id == row.id).values({column: value})
        )
        before = state_digest(session)
        rebuild(session, town.clock())
        found = before.differing(state_digest(session))
        session.rollback()
    assert found == ["outcomes" if column.startswith("outcome") else "times"]


def test_rows_that_differ_are_named(town: LittleTown) -> None:
    life(town)
    database = town.services.database
    with database.write() as session, database.read() as untouched:
        untouched.scalar(select(Acknowledgement.seq))
        for row in session.scalars(select(StoredOperation).where(StoredOperation.item == "y")):
            row.outcome_code = "duplicate"
        session.flush()
        changed = [op.id for op in session.scalars(select(StoredOperation)) if op.item == "y"]
        assert differing_rows(session, untouched, "outcomes") == changed
        assert differing_rows(session, untouched, "items") == []
        session.rollback()
    assert ITEMS["y"] == "t"
