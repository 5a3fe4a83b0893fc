"""What of the worked examples only the server tells; in every order: `tests/invariants`."""

from __future__ import annotations

from sqlalchemy import select

from catalogue.db.present import ConflictRow, LoanRow
from catalogue.db.record import StoredOperation
from catalogue.domain.operations import Operation
from support.central import CARDS, DAY, MINUTE, T0, Kiosk, LittleTown, patron_of

Deliveries = list[tuple[Kiosk, Operation]]


def kiosks(town: LittleTown, *names: str) -> list[Kiosk]:
    return [town.kiosk(name, name[0].upper()) for name in names]


def two_loans_and_a_late_return(town: LittleTown) -> Deliveries:
    a, b, c = kiosks(town, "a1", "b1", "c1")
    return [
        (a, a.check_out(T0)),
        (b, b.check_out(T0 + 60 * MINUTE, "Q")),
        (c, c.check_in(T0 + 30 * MINUTE)),
    ]


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
