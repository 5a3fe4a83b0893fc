"""Whatever goes wrong at whatever command of the reader: tag and record agree in the end."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from kiosk.session.pages import Page, Way
from kiosk.session.states import RowState
from rfid.sim.field import VirtualTag
from support.crash_bench import Bench, Killed, bench_at
from support.crash_checks import afis_of, look, unfinished
from support.crash_ordeal import Ordeal, commands, ordeal_at
from support.crash_town import ON_LOAN, SECURED, book, item_id

FAULTS = ("tag leaves before", "tag leaves after", "reader dies before", "reader dies after")
DEPARTURE_S = 2.5
"""Longer than a departure takes, shorter than an order waits for its reader."""
DEADLINE_S = 17.0
"""Longer than an order waits for its reader."""


THINGS = {"book": (1, "afi"), "set": (2, "afi"), "book with EAS": (1, "both")}
"""How many parts it has, and what the gates go by."""
things = pytest.mark.parametrize("thing", THINGS)
TORN_AFI = 0x47
"""Some bits of the old value, some of the new one."""


@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
def test_all_kinds_of_commands_are_disturbed(way: Way) -> None:
    """Guard: AFTER_S; the commands reach past the last look at the tag."""
    names = commands(way)
    assert {"inventory", "system_info", "read_blocks", "write_afi"} <= set(names)
    assert "system_info" in names[names.index("write_afi") :]
    assert names[-6:].count("inventory") >= 3
    assert commands(way, 2).count("write_afi") == 2
    assert {"eas_alarm", "write_eas", "write_afi"} <= set(commands(way, 1, "both"))


@things
@pytest.mark.parametrize("back", ["soon", "later"])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
def test_tag_or_reader_gone_at_any_command_leaves_no_contradiction(
    disk: Path, way: Way, fault: str, back: str, thing: str, orders: int
) -> None:
    """Of a set one part leaves, this one or that. Guards: the intents in the check-out's own
    commit, SessionBits._intend before the order, `OpenRepair` in `lending.lifted`."""
    parts, method = THINGS[thing]
    every = range(1, len(commands(way, parts, method)) + 1)
    for k, seed in itertools.product(every, range(orders)):
        with ordeal_at(disk / f"{k}-{seed}", way, parts, method, seed) as ordeal:
            bench = ordeal.bench
            leaves = ordeal.tags[(k + seed) % parts]

            def strike(
                n: int, k: int = k, bench: Bench = bench, leaves: VirtualTag = leaves
            ) -> str:
                if fault.startswith("tag") and n == k + fault.endswith("after"):
                    bench.field.lift(leaves)
                if fault == "reader dies before" and n == k:
                    bench.line.pull()
                return "dead" if fault == "reader dies after" and n == k else ""

            ordeal.run(strike)
            ordeal.check()
            if back == "soon":
                bench.run(DEPARTURE_S)
                ordeal.check()
                bench.line.plug()
                ordeal.lay()
                bench.run(DEPARTURE_S)
                assert ordeal.done()
            else:
                bench.run(DEADLINE_S if fault.startswith("reader") else DEPARTURE_S)
            bench.leave()
            ordeal.check()
            bench.run(DEADLINE_S if bench.line.pulled else 0.1)
            ordeal.check_listed()
            ordeal.check_end()


@things
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
def test_process_dead_at_any_command_is_made_good_at_the_next_start(
    disk: Path, way: Way, after: bool, thing: str, orders: int
) -> None:
    """With the thing lying there, or one of its tags taken away and brought back later. Guards:
    the intents in the check-out's own commit, SessionBits._intend, Repairs._resolve,
    Repairs.expire."""
    parts, method = THINGS[thing]
    seeds = range(2 * orders)  # with the tag left there, and taken away
    for k, seed in itertools.product(range(1, len(commands(way, parts, method)) + 1), seeds):
        lifted = (k + seed) % 2 == 1
        folder = disk / f"{k}-{seed}"

        def strike(n: int, k: int = k) -> str:
            if n == k + after:
                raise Killed
            return ""

        with ordeal_at(folder / "first", way, parts, method, seed) as ordeal:
            with pytest.raises(Killed):
                ordeal.run(strike)
            ordeal.check()
            if lifted:
                ordeal.bench.field.lift(ordeal.tags[k % parts])
            ordeal.bench = ordeal.bench.killed(folder / "second")
            ordeal.bench.ready()
            ordeal.bench.run(4.0)
            ordeal.check()
            ordeal.check_listed()
            ordeal.check_end()


@pytest.mark.parametrize("method", ["afi", "both"])
@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
def test_a_mark_torn_while_it_was_written_is_put_right(
    disk: Path, way: Way, method: str, orders: int
) -> None:
    """The tag leaves in the middle of a write and says something nobody ever wrote; the process
    lives, or dies with it. Guards: as above; and the STRANGE outcome, Repairs._resolve."""
    writes = [n for n, name in enumerate(commands(way, 1, method), 1) if name.startswith("write")]
    assert len(writes) == (1 if method == "afi" else 2)
    cases = itertools.product(writes, (TORN_AFI, SECURED, ON_LOAN), (False, True), range(orders))
    for k, afi, dies, seed in cases:
        folder = disk / f"{k}-{afi}-{dies}-{seed}"
        with ordeal_at(folder / "first", way, 1, method, seed) as ordeal:

            def strike(
                n: int, k: int = k, afi: int = afi, dies: bool = dies, ordeal: Ordeal = ordeal
            ) -> str:
                if n == k:
                    ordeal.book.afi = afi
                    ordeal.bench.field.lift(ordeal.book)
                    if dies:
                        raise Killed
                return ""

            if dies:
                with pytest.raises(Killed):
                    ordeal.run(strike)
                ordeal.bench = ordeal.bench.killed(folder / "second")
            else:
                ordeal.run(strike)
                ordeal.bench.run(DEPARTURE_S)
                ordeal.bench.leave()
            ordeal.check()
            ordeal.check_end()


@pytest.mark.parametrize("lie", ["error", "ignore"])
@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
@pytest.mark.parametrize("times", range(1, 8))
def test_answer_to_a_write_is_never_believed(disk: Path, way: Way, lie: str, times: int) -> None:
    """`error`: written, and answered as failed. `ignore`: not written, and answered as done. The
    guard is the second look in Switching._switch, and what follows when it is not as wanted."""
    with ordeal_at(disk, way) as ordeal:
        bench = ordeal.bench
        for n in range(1, times + 1):
            bench.line.twin.triggers.arm(f"{lie}@write_afi:{n}")
        before = ordeal.book.afi
        ordeal.run(lambda _: "")
        bench.until(bench.settled)
        bench.run(1.0)

        assert ordeal.row is not None
        written = lie == "error" or times < 5
        assert (ordeal.book.afi != before) == written
        if way is Way.BORROW:
            assert ordeal.row.state is (RowState.DONE if written else RowState.REFUSED)
            assert ordeal.row.reason == (None if written else "bit_not_switched")
        else:
            assert ordeal.row.state is RowState.DONE
            (record,) = (r for r in look(disk / "journal.db").records if r.kind == "check_in")
            assert f'"verified":{"true" if written else "false"}' in record.body
        ordeal.check()
        bench.leave()
        bench.field.lift(ordeal.book)
        bench.until(lambda: not bench.state.pad)
        ordeal.check_end()


@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
def test_item_that_vanishes_before_it_is_read_back_is_not_confirmed(disk: Path, way: Way) -> None:
    """Guards: SecurityOutcome.GONE for a tag that does not answer, `lending.lifted`."""
    with ordeal_at(disk, way) as ordeal:
        bench = ordeal.bench

        def strike(_: int) -> str:
            if any(each.name == "write_afi" for each in bench.line.happened):
                bench.field.lift(ordeal.book)
            return ""

        ordeal.run(strike)
        bench.until(lambda: bench.state.page is Page.ATTENTION, "put it back", within_s=5.0)
        bench.run(0.1)

        assert ordeal.row is not None
        assert (ordeal.row.state, ordeal.row.reason) == (RowState.LIFTED, "lifted")
        found = look(disk / "journal.db")
        if way is Way.BORROW:
            (loan,) = (each.id for each in found.records if each.kind == "check_out")
            assert list(found.repairs.values()) == [(loan, "on_loan")]
        else:
            assert [wanted for _, wanted in found.intents.values()] == ["secured"]
            assert found.kinds() == ["check_out"]
        bench.leave()
        ordeal.check()
        ordeal.check_end()


def test_items_laid_and_lifted_in_a_session_each_end_as_they_lie(disk: Path) -> None:
    """An item counts once it lay still, and goes when it leaves. Guard: `Hysteresis.arrive_k`."""
    first, second, passing = book(1), book(2), book(3)
    with bench_at(disk) as bench:
        bench.ready()
        bench.begin(Way.BORROW)
        bench.field.lay(first)
        bench.until(lambda: bench.state.row(item_id(1)) is not None)
        bench.field.lay(second)

        def strike(_: int) -> str:
            # Seen in a single inventory: a hand that passes.
            seen = sum(each.name == "inventory" for each in bench.line.happened)
            (bench.field.lay if seen == 1 else bench.field.lift)(passing)
            return ""

        bench.line.happened.clear()
        bench.line.strike = strike
        bench.run(3.0)
        bench.field.lift(first)
        bench.run(3.0)
        assert {row.key: row.state for row in bench.state.rows} == {
            item_id(1): RowState.DONE,
            item_id(2): RowState.DONE,
        }
        bench.leave()
        assert passing.afi == SECURED
        shown = {row.key for state in bench.states for row in state.rows}
        assert shown == {item_id(1), item_id(2)}
        tags = [(1, first), (2, second), (3, passing)]
        assert unfinished(look(disk / "journal.db"), afis_of(tags)) == []
