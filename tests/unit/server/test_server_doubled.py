"""One card in two branches at once is told to staff; nobody is refused anything for it."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import func, select

from catalogue.db.doubled import DoubledCard, SeenCard
from catalogue.domain.rights import OPERATOR, Member, Right
from catalogue.services import doubled
from catalogue.services.desk import Desk, DeskRefused
from catalogue.services.town import put_setting
from catalogue.wire.v1 import PatronSession
from support.central import CARDS, DAY, MINUTE, PIN, T0, Kiosk, LittleTown, patron_of
from support.privacy_life import pass_months

NEAR = doubled.TRAVEL_MINUTES
BRANCHES = {"a1": "A", "a2": "A", "b1": "B", "c1": "C"}


def desk(town: LittleTown, work, member: Member = OPERATOR):
    return town.services.database.transact(
        lambda session: work(
            Desk(session, town.services.central, town.clock(), member.actor, member.may_in)
        )
    )


def waiting(town: LittleTown, member: Member = OPERATOR) -> list[tuple[str, ...]]:
    def seen(at_desk: Desk) -> list[tuple[str, ...]]:
        rows = doubled.waiting(at_desk)
        return [(row.id, row.patron, row.station, row.other_station) for row in rows]

    return desk(town, seen, member)


def told(town: LittleTown) -> list[tuple[str, ...]]:
    return [row[1:] for row in waiting(town)]


@pytest.fixture
def kiosks(town: LittleTown) -> dict[str, Kiosk]:
    return {name: town.kiosk(name, branch) for name, branch in BRANCHES.items()}


def identify(town: LittleTown, station: str, who: str = "P") -> None:
    """Always let in: a card in two places stops nobody."""
    seen = town.services.accounts.identify(town.caller(station), CARDS[who], PIN)
    assert isinstance(seen, PatronSession)


def test_card_that_identifies_in_two_branches_at_once_is_told_and_let_in(
    town: LittleTown, kiosks: dict[str, Kiosk]
) -> None:
    """Guard: the branch in `identified`; without it two kiosks of one branch are told of, too."""
    for station in ("a1", "a2", "b1"):
        identify(town, station)
        town.clock.pass_ms(MINUTE)
    assert told(town) == [(patron_of("P"), "a2", "b1")]


@pytest.mark.parametrize(("minutes", "found"), [(NEAR - 1, 1), (NEAR, 0)])
def test_who_had_time_to_travel_is_not_told_of(
    town: LittleTown, kiosks: dict[str, Kiosk], minutes: int, found: int
) -> None:
    identify(town, "a1")
    town.clock.pass_ms(minutes * MINUTE)
    identify(town, "b1")
    assert len(waiting(town)) == found
    with town.services.database.read() as session:
        assert session.scalars(select(SeenCard.branch)).all() == ["B"]


def test_town_says_how_long_it_takes_or_that_it_does_not_care(
    town: LittleTown, kiosks: dict[str, Kiosk]
) -> None:
    for minutes in ("0", "3"):
        with town.services.database.write() as session:
            put_setting(session, doubled.TRAVEL, minutes)
        identify(town, "a1")
        town.clock.pass_ms(3 * MINUTE)
        identify(town, "b1")
        town.send(kiosks["c1"], kiosks["c1"].check_out(town.clock() - 3 * MINUTE, "P", "x"))
    assert waiting(town) == []


def test_loan_that_comes_late_from_an_outage_is_compared(
    town: LittleTown, kiosks: dict[str, Kiosk]
) -> None:
    """With another loan, and with who identifies while it comes in."""
    first, late = kiosks["a1"], kiosks["b1"]
    town.send(first, first.check_out(T0, "P", "x"))
    town.clock.now_ms = T0 + 3 * DAY
    identify(town, "c1", "Q")
    town.send(
        late, late.check_out(T0 + MINUTE, "P", "y"), late.check_out(town.clock() - MINUTE, "Q", "z")
    )
    assert told(town) == [(patron_of("Q"), "b1", "c1"), (patron_of("P"), "a1", "b1")]
    town.clock.pass_ms(MINUTE)
    identify(town, "a2", "Q")
    assert (patron_of("Q"), "b1", "a2") in told(town)


def test_clock_that_nobody_measured_accuses_nobody_until_it_is_known(
    town: LittleTown, kiosks: dict[str, Kiosk]
) -> None:
    """Guard: `loans` of `Touched` has what was dated anew, too."""
    first, late = kiosks["a1"], kiosks["b1"]
    town.send(first, first.check_out(T0, "P", "x"))
    late.measured = False
    town.clock.now_ms = T0 + DAY
    town.send(late, late.check_out(T0 + MINUTE, "P", "y"))
    assert waiting(town) == []
    late.measured = True
    town.send(late, late.check_in(T0 + 2 * MINUTE, "y"))
    assert told(town) == [(patron_of("P"), "a1", "b1")]


def test_moment_known_to_the_hour_accuses_nobody(
    town: LittleTown, kiosks: dict[str, Kiosk]
) -> None:
    """Guard: `lo` and `hi` in the comparisons, not the guess between them."""
    vague = kiosks["b1"]
    vague.error_ms = 30 * MINUTE
    town.clock.now_ms = T0 + DAY
    town.send(vague, vague.check_out(T0, "P", "y"), vague.check_out(town.clock(), "P", "z"))
    town.send(kiosks["a1"], kiosks["a1"].check_out(T0, "P", "x"))
    identify(town, "c1")
    town.send(vague, vague.check_out(town.clock(), "P", "film"))
    assert waiting(town) == []


def test_what_belongs_together_is_told_once_and_not_again_when_it_was_looked_into(
    town: LittleTown, kiosks: dict[str, Kiosk]
) -> None:
    """Guard: the known row in `_tell`."""
    first, late = kiosks["a1"], kiosks["b1"]
    town.clock.now_ms = T0 + DAY
    loans = [first.check_out(T0 + n * MINUTE, "P", item) for n, item in enumerate("xyz")]
    town.send(first, *loans)
    before = [late.check_out(T0 + n * MINUTE, "P", "film") for n in range(3)]
    town.send(late, *before)
    [(name, *_)] = waiting(town)
    elsewhere = Member("m", "marie", frozenset({Right.CONFLICTS}), frozenset({"C"}))
    assert waiting(town, elsewhere) == []
    with pytest.raises(DeskRefused):
        desk(town, lambda at_desk: doubled.settle(at_desk, name), elsewhere)
    desk(town, lambda at_desk: doubled.settle(at_desk, name))
    town.send(late, late.check_out(T0 + 4 * MINUTE, "P", "kit"))
    assert waiting(town) == []


def test_it_is_forgotten_with_who_had_what(town: LittleTown, kiosks: dict[str, Kiosk]) -> None:
    """Guards: `leftovers.doubled`, `leftovers.sessions`."""
    identify(town, "a1")
    identify(town, "b1")
    for months, left in ((1, 1), (4, 0)):
        town.services.retention.run(pass_months(town, months))
        with town.services.database.read() as session:
            assert session.scalar(select(func.count()).select_from(DoubledCard)) == left
            assert session.scalar(select(func.count()).select_from(SeenCard)) == 0


def test_model_whatever_comes_in_whichever_order_only_the_truth_is_told(
    town: LittleTown, kiosks: dict[str, Kiosk]
) -> None:
    """Moments of the true time, minutes apart; clocks of which some were never measured. Told is
    what was nearer than a way takes where both are measured, and nothing that was not. Guards: each
    comparison of `_LENT_TWICE`."""
    rng = random.Random(5)
    kiosks["c1"].measured, kiosks["c1"].skew_ms = False, 40 * MINUTE
    town.clock.now_ms = T0 + 30 * DAY
    loans = []
    for day in range(8):
        for _ in range(5):
            station, who = rng.choice(list(kiosks)), rng.choice("PQ")
            loans.append((T0 + day * DAY + rng.randrange(25) * MINUTE, station, who))
    sent = [
        (station, kiosks[station].check_out(at_ms, who, rng.choice("xyz")))
        for at_ms, station, who in sorted(loans)
    ]
    rng.shuffle(sent)
    for station, loan in sent:
        town.send(kiosks[station], loan)
    wanted, possible = set(), set()
    for one in loans:
        for other in loans:
            branches = frozenset({BRANCHES[one[1]], BRANCHES[other[1]]})
            if one[2] == other[2] and abs(one[0] - other[0]) < NEAR * MINUTE and len(branches) > 1:
                case = ((one[0] - T0) // DAY, patron_of(one[2]), branches)
                possible.add(case)
                wanted |= {case} if "c1" not in (one[1], other[1]) else set()
    with town.services.database.read() as session:
        rows = session.scalars(select(DoubledCard)).all()
        found = {
            ((row.first_ms - T0) // DAY, row.patron, frozenset({row.branch, row.other_branch}))
            for row in rows
        }
    assert wanted
    assert wanted <= found <= possible
