"""Histories whose end is known, delivered to the server in every order."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from sqlalchemy import select

from catalogue.db.present import ConflictRow, ItemRow, LoanRow
from catalogue.db.record import StoredOperation
from catalogue.domain.operations import Operation
from catalogue.services.effects import AUTOMATIC
from catalogue.services.town import put_setting
from support.central import CARDS, DAY, MINUTE, T0, HandClock, Kiosk, LittleTown, patron_of

Deliveries = list[tuple[Kiosk, Operation]]


def present(town: LittleTown) -> dict[str, object]:
    """What the tables of the present say, without what tells when it was found out."""
    with town.services.database.read() as session:
        items = session.scalars(select(ItemRow).order_by(ItemRow.item))
        ops = session.scalars(select(StoredOperation).order_by(StoredOperation.id))
        loans = session.scalars(select(LoanRow).order_by(LoanRow.id))
        conflicts = session.scalars(select(ConflictRow).where(ConflictRow.state == "open"))
        return {
            "items": [(i.item, i.status, i.patron, i.loan, i.due_ms, i.branch) for i in items],
            "outcomes": [
                (o.id, o.outcome_code, o.outcome_reason) for o in ops if o.kind != "due_kept"
            ],
            "loans": [(n.id, n.patron_id, n.due_ms, n.ended_by, n.open) for n in loans],
            "conflicts": sorted((c.id, c.code) for c in conflicts),
        }


def deliver_in_every_order(tmp_path: Path, make) -> list[tuple[LittleTown, dict[str, object]]]:
    """The same history in fresh towns, one for each order of arrival."""
    found = []
    orders = itertools.permutations(range(len(make(None))))
    for number, order in enumerate(orders):
        folder = tmp_path / str(number)
        folder.mkdir()
        town = LittleTown(folder, HandClock(T0 + DAY))
        with town.services.database.write() as session:
            # What the server does itself depends on what it has seen: here only the record counts.
            put_setting(session, AUTOMATIC, "no")
        history = make(town)
        for place in order:
            kiosk, op = history[place]
            town.send(kiosk, op)
            town.clock.pass_ms(1)
        found.append((town, present(town)))
        town.services.close()
    return found


def kiosks(town: LittleTown | None, *names: str) -> list[Kiosk]:
    if town is None:
        return [Kiosk(name, bytes(31) + b"\x09", name[0].upper()) for name in names]
    return [town.kiosk(name, name[0].upper()) for name in names]


def loan_then_return_elsewhere(town: LittleTown | None) -> Deliveries:
    a, b = kiosks(town, "a1", "b1")
    return [(a, a.check_out(T0)), (b, b.check_in(T0 + 60 * MINUTE))]


def two_loans_and_a_late_return(town: LittleTown | None) -> Deliveries:
    a, b, c = kiosks(town, "a1", "b1", "c1")
    return [
        (a, a.check_out(T0)),
        (b, b.check_out(T0 + 60 * MINUTE, "Q")),
        (c, c.check_in(T0 + 30 * MINUTE)),
    ]


def loan_lost_in_silence_then_undone(town: LittleTown | None) -> Deliveries:
    a, b = kiosks(town, "a1", "b1")
    refused = b.check_out(T0 + 60 * MINUTE, "Q")
    return [(a, a.check_out(T0)), (b, refused), (b, b.undo(T0 + 61 * MINUTE, refused))]


@pytest.mark.parametrize(
    ("make", "status", "holder", "codes"),
    [
        (loan_then_return_elsewhere, "available", None, []),
        (two_loans_and_a_late_return, "on_loan", "Q", []),
        (loan_lost_in_silence_then_undone, "available", None, ["seen_while_on_loan"]),
    ],
)
def test_arrival_order_changes_nothing(tmp_path, make, status, holder, codes) -> None:
    found = deliver_in_every_order(tmp_path, make)
    assert all(state == found[0][1] for _, state in found)
    [item] = [row for row in found[0][1]["items"] if row[0] == "x"]
    assert item[1:3] == (status, patron_of(holder) if holder else None)
    assert [code for _, code in found[0][1]["conflicts"]] == codes


def test_conflict_that_a_late_return_explains_is_closed_by_itself(town: LittleTown) -> None:
    (a, first), (b, second), (c, late) = two_loans_and_a_late_return(town)
    town.send(a, first)
    town.send(b, second)
    town.send(c, late)
    with town.services.database.read() as session:
        [row] = session.scalars(select(ConflictRow)).all()
    assert (row.code, row.state, row.reason) == (
        "loan_over_loan",
        "auto_closed",
        "no_longer_raised",
    )


def test_due_date_once_shown_is_kept(town: LittleTown) -> None:
    a, b, c = kiosks(town, "a1", "b1", "c1")
    later, sooner = T0 + 28 * DAY, T0 + 21 * DAY
    town.send(a, a.check_out(T0, "P", due_ms=later))
    town.send(c, c.check_out(T0 + 60 * MINUTE, "P", due_ms=sooner))
    town.send(b, b.check_in(T0 + 30 * MINUTE))
    with town.services.database.read() as session:
        [open_loan] = session.scalars(select(LoanRow).where(LoanRow.open)).all()
        kept = session.scalars(
            select(StoredOperation).where(StoredOperation.kind == "due_kept")
        ).all()
    assert (open_loan.patron_id, open_loan.due_ms) == (patron_of("P"), later)
    assert [(op.station, op.outcome_code) for op in kept] == [("central", "applied")]


def test_card_nobody_knows_gets_one_placeholder_and_keeps_its_loan(town: LittleTown) -> None:
    [a] = kiosks(town, "a1")
    town.send(a, a.check_out(T0, "2104899999999", "x"), a.check_out(T0, "2104899999999", "z"))
    with town.services.database.read() as session:
        holders = {row.patron_id for row in session.scalars(select(LoanRow))}
    assert len(holders) == 1
    assert holders.isdisjoint(patron_of(letter) for letter in CARDS)
