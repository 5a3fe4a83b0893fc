"""Generated histories over REST while the server sets aside, sends on, charges and tells: what must
hold whatever arrives when."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.client import CentralClient
from catalogue.db import holdings
from catalogue.db.money import FeeLine, NoticeRow
from catalogue.db.people import Patron
from catalogue.db.present import HoldRow, ItemRow, LoanRow
from catalogue.db.record import StoredOperation
from catalogue.domain.operations import Kind, Operation
from support.central import CARDS, DAY, MINUTE, T0, HandClock, Kiosk, LittleTown, client_of, serving

SEEDS = range(4)
ACTS = 40
LATE_BY = T0 - 30 * DAY
"""Everything lent is overdue: every return in the end of a loan is charged for."""


def history(rng: random.Random, kiosks: list[Kiosk]) -> list[tuple[Kiosk, Operation]]:
    """What patrons do at three kiosks of three branches, each thing possible or not."""
    acts = []
    at_ms = T0
    for _ in range(ACTS):
        at_ms += rng.randrange(1, 30) * MINUTE
        kiosk, who = rng.choice(kiosks), rng.choice("PQR")
        match rng.choice("llrrrhc"):
            case "l":
                op = kiosk.check_out(at_ms, who, rng.choice("xyz"), LATE_BY)
            case "r":
                op = kiosk.check_in(at_ms, rng.choice("xyz"))
            case "h":
                op = kiosk.write(
                    Kind.HOLD_PLACE,
                    at_ms,
                    title=rng.choice("tu"),
                    card=CARDS[who],
                    pickup=rng.choice("ABC"),
                )
            case _:
                placed = [o for k, o in acts if k is kiosk and o.kind == Kind.HOLD_PLACE]
                if not placed:
                    continue
                hold = rng.choice(placed)
                op = kiosk.write(Kind.HOLD_CANCEL, at_ms, title=hold.title, refs={"about": hold.id})
        acts.append((kiosk, op))
    return acts


def deliver(
    rng: random.Random,
    town: LittleTown,
    clients: dict[str, CentralClient],
    acts: list[tuple[Kiosk, Operation]],
    check: Callable[[Session], None],
) -> None:
    """In pieces, shuffled among the stations; `check` after each."""
    queues = {kiosk.name: [op for k, op in acts if k is kiosk] for kiosk, _ in acts}
    by_name = {kiosk.name: kiosk for kiosk, _ in acts}
    while queues:
        name = rng.choice(sorted(queues))
        piece = rng.randrange(1, 6)
        ops, rest = queues[name][:piece], queues[name][piece:]
        town.clock.pass_ms(MINUTE)
        reply = clients[name].operations(by_name[name].batch(ops))
        assert {result.status for result in reply.results} == {"recorded"}
        with town.services.database.read() as session:
            check(session)
        if rest:
            queues[name] = rest
        else:
            del queues[name]


def assert_sound(session: Session) -> None:
    """No hold is given to two, none to nobody; nobody owes less than nothing."""
    holds = {hold.id: hold for hold in session.scalars(select(HoldRow))}
    ready = [hold for hold in holds.values() if hold.status == "ready"]
    items = {row.item: row for row in session.scalars(select(ItemRow))}
    given = Counter(hold.item for hold in ready)
    assert not given or max(given.values()) == 1, given
    for hold in ready:
        row = items[hold.item or ""]
        assert (row.status, row.hold) == ("on_hold_shelf", hold.id)
        assert hold.trap
        assert hold.label
    under_way = Counter(row.heading_hold for row in items.values() if row.heading_hold)
    assert not under_way or max(under_way.values()) == 1, under_way
    for line in session.scalars(select(FeeLine)):
        assert line.cents >= 0
        assert line.open_cents >= 0
    for patron in session.scalars(select(Patron)):
        lines = session.scalars(select(FeeLine.open_cents).where(FeeLine.patron_id == patron.id))
        assert patron.debt_cents == sum(lines)
    charged = Counter(session.scalars(select(FeeLine.about)))
    assert not charged or max(charged.values()) == 1, charged
    corrected = Counter(
        session.scalars(select(NoticeRow.corrects).where(NoticeRow.corrects.is_not(None)))
    )
    assert not corrected or max(corrected.values()) == 1, corrected
    missing = select(StoredOperation.id).where(StoredOperation.outcome_class.is_(None))
    assert session.scalars(missing).all() == []


def loans(session: Session) -> list[tuple[str, str, str, bool, str | None]]:
    """Who has and had what, and which record of a patron's ended it."""
    found = session.scalars(select(LoanRow).order_by(LoanRow.id))
    return [(row.id, row.item, row.patron_id, row.open, row.ended_by) for row in found]


@pytest.mark.parametrize("seed", SEEDS)
def test_effects_never_contradict_themselves_and_move_no_loan(
    tmp_path: Path, town_template: Path, seed: int
) -> None:
    """Two orders of arrival. What the server did differs with what it had seen; who has what does
    not. Guards: `follow` (a transit of the server after its cause only), `Shelf.waiting` without
    holds that are served, the keys of `fee_drafts` and `notice_drafts`."""
    seen = []
    for order in range(2):
        rng = random.Random(seed)
        folder = tmp_path / str(order)
        folder.mkdir()
        town = LittleTown(folder, HandClock(T0 + 10 * DAY), town_template)
        with town.services.database.write() as session:
            for rule in session.scalars(select(holdings.Policy)):
                rule.fine_cents, rule.fine_cap_cents = 10, 500
        kiosks = [town.kiosk(name.lower(), name) for name in "ABC"]
        acts = history(rng, kiosks)
        with ExitStack() as stack:
            url = stack.enter_context(serving(town))
            clients = {k.name: stack.enter_context(client_of(town, url, k)) for k in kiosks}
            deliver(random.Random(seed * 10 + order), town, clients, acts, assert_sound)
        with town.services.database.read() as session:
            seen.append(loans(session))
        town.services.close()
    assert seen[0] == seen[1]
