"""The reader goes and comes back: within 3 s the pad answers, and the session is what it was."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.session.events import Event, TagSeen
from kiosk.session.pages import Way
from kiosk.session.states import RowState
from support.crash_bench import Bench, bench_at
from support.crash_ordeal import AFTER_S, Ordeal, commands, ordeal_at
from support.crash_town import ON_LOAN, SECURED, book, item_id, uid_of

RECOVERY_S = 3.0
DAMAGES = ("half", "flip", "noise", "echo", "lost")
OUTAGES_S = (0.05, 0.7, 2.0, 7.0)


class Heard:
    """What the session is told, as it is told."""

    def __init__(self, bench: Bench) -> None:
        self.events: list[Event] = []
        dispatch = bench.station.dispatch

        def listen(event: Event) -> None:
            self.events.append(event)
            dispatch(event)

        bench.station.dispatch = listen

    def seen(self) -> set[str]:
        """UIDs of the tags told since the start."""
        return {event.tag.uid for event in self.events if isinstance(event, TagSeen)}


@pytest.mark.parametrize("what", ["pulled", "stalled"])
@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
def test_reader_that_comes_back_serves_within_three_seconds(
    disk: Path, way: Way, what: str, orders: int
) -> None:
    """At every command, after a shorter or a longer outage. Guards: `back_off_max_s`, `reannounce`
    in ReaderWorker._connect."""
    for k in range(1, len(commands(way)) + 1):
        for order in range(orders):
            with ordeal_at(disk / f"{k}-{order}", way, seed=order) as ordeal:
                _outage(ordeal, k, what, OUTAGES_S[(k + order) % len(OUTAGES_S)])


def _outage(ordeal: Ordeal, k: int, what: str, outage_s: float) -> None:
    bench = ordeal.bench
    since: list[float] = []

    def strike(n: int) -> str:
        if n == k:
            since.append(bench.clock())
            bench.line.mute = True
            if what == "pulled":
                bench.line.pull()
        return ""

    ordeal.run(strike, 0.0)
    bench.until(lambda: bool(since), "the fault")
    patron = bench.state.patron
    bench.until(lambda: bench.clock() >= since[0] + outage_s)
    heard = Heard(bench)
    bench.line.plug()
    down = not bench.state.reader_up

    def serves() -> bool:
        return bench.state.reader_up and (not down or uid_of(1) in heard.seen())

    bench.until(serves, "the pad", RECOVERY_S)
    bench.until(ordeal.done, "done", RECOVERY_S)
    assert (bench.state.patron, bench.state.way) == (patron, ordeal.way)
    bench.leave()
    ordeal.check_end()


@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
def test_a_damaged_answer_costs_no_session(disk: Path, way: Way, orders: int) -> None:
    """Half a frame, a bit that fell over, bytes that mean nothing, the host's own frame, nothing:
    at every command. Once, and it is asked again and nobody notices; or three times in a row.
    Guards: `FeigReader._repeat`, SILENT_TRIES, DAMAGED_TRIES, the checksum in AnswerDecoder."""
    for k in range(1, len(commands(way)) + 1):
        tried = [(what, 1) for what in DAMAGES] + [(DAMAGES[k % len(DAMAGES)], 3)]
        for (what, times), order in itertools.product(tried, range(orders)):
            with ordeal_at(disk / f"{k}-{what}-{times}-{order}", way, seed=order) as ordeal:
                bench = ordeal.bench

                def strike(n: int, k: int = k, times: int = times, what: str = what) -> str:
                    return what if k <= n < k + times else ""

                bench.states.clear()
                ordeal.run(strike, AFTER_S)
                bench.until(ordeal.done, "done", 2 * RECOVERY_S)
                bench.leave()
                assert all(state.reader_up for state in bench.states) or times > 1, (k, what)
                shown = {row.key for state in bench.states for row in state.rows}
                assert shown == {item_id(1)}, (k, what)
                ordeal.check_end()


def test_tags_are_read_anew_after_an_outage(disk: Path) -> None:
    """One stayed, one was taken, one came, one was switched elsewhere. Guard: `reannounce` in
    ReaderWorker._connect."""
    stays, taken, comes, switched = book(1), book(2), book(3), book(4)
    with bench_at(disk, stays, taken, switched) as bench:
        bench.ready(3)
        heard = Heard(bench)
        bench.line.pull()
        bench.until(lambda: not bench.state.reader_up)
        bench.field.lift(taken)
        bench.field.lay(comes)
        switched.afi = ON_LOAN
        bench.line.plug()
        bench.until(lambda: bench.state.reader_up, "the pad", RECOVERY_S)
        bench.run(RECOVERY_S)
        pad = {tag.uid: tag.afi for tag in bench.state.pad}
        assert pad == {uid_of(1): SECURED, uid_of(3): SECURED, uid_of(4): ON_LOAN}
        assert heard.seen() == set(pad)


def test_session_is_preserved_through_an_outage(disk: Path) -> None:
    """Rows done before stay as they were, those under way end. Guard: `reader_changed` leaves rows
    and patron alone."""
    first, second = book(1), book(2)
    with bench_at(disk, first) as bench:
        bench.ready(1)
        bench.begin(Way.BORROW)
        bench.until(lambda: bench.settled() and bool(bench.state.rows))
        before = bench.state
        bench.line.pull()
        bench.run(5.0)
        during = replace(bench.state, closes_at_ms=before.closes_at_ms)
        assert (during.rows, during.patron, during.page) == (
            before.rows,
            before.patron,
            before.page,
        )
        assert not during.reader_up
        bench.field.lay(second)
        bench.line.plug()
        bench.until(lambda: bench.state.row(item_id(2)) is not None, "the other", RECOVERY_S)
        bench.until(bench.settled)
        assert [row.state for row in bench.state.rows] == [RowState.DONE] * 2
        assert (first.afi, second.afi) == (ON_LOAN, ON_LOAN)
