"""The fourteen worked examples, delivered to the server in every order of arrival."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from nacl.public import PublicKey, SealedBox
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.present import ConflictRow, HoldRow, ItemRow, LoanRow
from catalogue.db.record import StoredOperation
from catalogue.domain.operations import GENESIS, Operation
from catalogue.services.effects import AUTOMATIC
from catalogue.services.town import put_setting
from catalogue.wire import v1
from support.central import HandClock, LittleTown, patron_of
from support.circulation import CARDS, DAY, NONCE, T0, fact
from support.invariants_model import differences
from support.worked_examples import EXAMPLES, SHOWN_DATE, Example

Loan = tuple[str, str, int, str | None]
BUSY = 6
"""Orders of an example that are tried with all that the server does itself."""


def record(op: Operation, public_key: bytes) -> v1.Record:
    """As it travels, with whom it is about."""
    if op.patron_c is None:
        return v1.Record(op=dict(op.to_json()))
    content = {"key": f"card:{CARDS[fact(op).patron or '']}", "nonce": NONCE.hex()}
    sealed = SealedBox(PublicKey(public_key)).encrypt(json.dumps(content).encode())
    return v1.Record(op=dict(op.to_json()), sidecar=base64.b64encode(sealed).decode())


def made_ready(folder: Path, template: Path, automatic: str = "no") -> LittleTown:
    """A closed town with stations a, b and c; what the server does itself is switched off."""
    folder.mkdir()
    town = LittleTown(folder, HandClock(T0 + 60 * DAY), template)
    with town.services.database.write() as session:
        put_setting(session, AUTOMATIC, automatic)
    for name in "abc":
        town.kiosk(name, name.upper())
    town.services.close()
    return town


def delivered(folder: Path, ready: LittleTown, ops: Sequence[Operation]) -> LittleTown:
    """A copy of the town, to which these came one by one. Close it."""
    town = LittleTown(folder, HandClock(T0 + 60 * DAY), ready.folder)
    town.tokens = ready.tokens
    for op in ops:
        town.clock.pass_ms(1)
        records = [record(op, town.services.keys.public_key)]
        head = v1.Head(seq=0, hash=GENESIS)
        request = v1.OperationsRequest(epoch=op.epoch or 1, head=head, ask=None, records=records)
        [result] = town.services.sync.handle(town.caller(op.station), request).results
        assert result.status == "recorded"
    return town


def loans_of(session: Session) -> set[Loan]:
    """Whose loans there are, until when, and which are open."""
    return {
        (row.id, row.patron_id, row.due_ms, row.ended_by)
        for row in session.scalars(select(LoanRow))
    }


def check(session: Session, example: Example, ops: Sequence[Operation]) -> None:
    """Is this what the example must come to?"""
    assert differences(session, ops) == []
    codes = session.scalars(select(ConflictRow.code).where(ConflictRow.state == "open"))
    assert sorted(codes) == list(example.codes)
    x = session.get_one(ItemRow, "x")
    if example.status:
        holder = patron_of(example.holder) if example.holder else None
        assert (x.status, x.patron) == (example.status, holder)
        rows = [session.get_one(StoredOperation, op.id) for op in ops]
        assert [(row.outcome_code, row.outcome_reason) for row in rows] == example.told
    if example.loan is not None:
        assert x.loan == ops[example.loan].id
    if example.branch:
        assert x.branch == example.branch
    for loan, end in example.ended.items():
        assert session.get_one(LoanRow, ops[loan].id).ended_by == ops[end].id
    for hold, status in example.holds.items():
        assert session.get_one(HoldRow, ops[hold].id).status == status


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_example_comes_to_what_it_must_in_whatever_order_it_arrives(
    tmp_path: Path, town_template: Path, example: Example
) -> None:
    """And where the server does the rest itself (six of the orders), nobody's loan is another.
    Guards: the fold sorts by time, not by arrival (`Timeline.in_order`); what the server did
    because of a record is no evidence of the order (`arrange`)."""
    ready = made_ready(tmp_path / "plain", town_template)
    busy = made_ready(tmp_path / "busy", town_template, automatic="yes")
    ops = example.records()
    orders = list(itertools.permutations(ops))
    for number, order in enumerate(orders):
        town = delivered(tmp_path / str(number), ready, order)
        with closing(town.services), town.services.database.read() as session:
            check(session, example, ops)
            loans = loans_of(session)
        if number * BUSY % len(orders) < BUSY:
            town = delivered(tmp_path / f"{number}-busy", busy, order)
            with closing(town.services), town.services.database.read() as session:
                assert loans_of(session) == loans, [ops.index(op) for op in order]


def test_date_that_was_shown_is_kept(tmp_path: Path, town_template: Path) -> None:
    """P was told the later date when her two loans were known and what came between was not.
    Guard: `promise_to_keep` in the folding."""
    ready, ops = made_ready(tmp_path / "town", town_template), SHOWN_DATE.records()
    for number, order in enumerate(itertools.permutations(ops)):
        town = delivered(tmp_path / str(number), ready, order)
        with closing(town.services), town.services.database.read() as session:
            due_ms = session.get_one(ItemRow, "x").due_ms
        assert due_ms == T0 + (28 if order[-1] is ops[2] else 21) * DAY
