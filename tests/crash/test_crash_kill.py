"""The station's process is killed: between any two statements, at any command to the reader.

Real processes and SIGKILL; the pad and the server are in this process and live on. Started again,
the station finds the state before or after, and nothing is lost or done twice.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.crash_checks import Opener, afis_of, contradictions, look, unfinished
from support.crash_processes import Child, Nursery, ReadyMade, TcpPad, pad_with
from support.crash_runner import SEAM, Case
from support.crash_town import ON_LOAN, SECURED, TownHall, book, town_hall

AT_ONCE = 4
"""Stations that live side by side: they mostly wait."""
SCRIPTS = {"borrow": "fresh", "give_back": "lent"}


@dataclass(frozen=True, slots=True)
class Killing:
    """What all cases share. A case has a name, a town, a pad and a folder of its own."""

    folder: Path
    hall: TownHall
    nursery: Nursery
    ready_made: ReadyMade

    def case(
        self, script: str, name: str, strike: Callable[[int, Child], bool], **more: int
    ) -> int:
        """One station that dies on the way (`strike` or `more` say when), and the one after it;
        returns how many commands the reader got."""
        state, town = self.folder / name, self.hall.town(name)
        tag = self.ready_made.copy(SCRIPTS[script], state, town)
        with pad_with(tag) as pad:
            marks = self.folder / f"{name}.marks"
            case = Case(script, str(state), self.hall.url(name), pad.url, str(marks), **more)
            first = self._start(case, pad, strike)
            commands = pad.count
            if not (state / "done").exists():
                assert first < PATIENCE_S, self.nursery.errors.read_text()
                self._look_at_once(state, tag.afi)
                again = Case("recover", str(state), self.hall.url(name), pad.url)
                self._start(again, pad, lambda *_: True)
            assert (state / "done").exists(), self.nursery.errors.read_text()
        found = look(state / "journal.db")
        said = [json.loads(line) for line in marks.read_text().splitlines()]
        told = {each["done"] for each in said if "done" in each}
        assert told <= {each.id for each in found.records}
        assert unfinished(found, afis_of([(1, tag)])) == []
        assert found.kinds() in OUTCOMES[script][tag.afi], tag.afi
        # A clock measured at the last moment is delivered at the next start.
        last = [each.id for each in found.records if each.kind != "clock"]
        assert set(last) <= set(town.stored) <= {each.id for each in found.records}
        assert len(set(town.places())) == len(town.places())
        assert town.copies == []
        return commands

    def _start(self, case: Case, pad: TcpPad, strike: Callable[[int, Child], bool]) -> float:
        begun_s = time.monotonic()
        born: Future[Child] = Future()
        # The station may be quicker with its first command than the nursery with its number.
        pad.arm(lambda n: strike(n, born.result(PATIENCE_S)))
        child = self.nursery.start(case)
        born.set_result(child)
        child.wait()
        return time.monotonic() - begun_s

    def _look_at_once(self, state: Path, afi: int) -> None:
        """As the killed process left it: a whole journal that covers the tag."""
        found = Opener().open(state / "journal.db")
        assert contradictions(found, afis_of([(1, book(1, afi))])) == []


PATIENCE_S = 30.0
OUTCOMES: dict[str, dict[int, list[list[str]]]] = {
    "borrow": {SECURED: [[], ["check_out", "undo"]], ON_LOAN: [["check_out"]]},
    "give_back": {ON_LOAN: [["check_out"]], SECURED: [["check_out", "check_in"]]},
}
"""Records by the tag's bit in the end: before or after, nothing between, nothing twice."""


@pytest.fixture(scope="module")
def killing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killing]:
    folder = tmp_path_factory.mktemp("killing")
    with town_hall() as hall, closing(Nursery(folder / "errors")) as nursery:
        yield Killing(folder, hall, nursery, ReadyMade(folder / "ready"))


def every(total: int, wanted: int) -> list[int]:
    """So many numbers from 1 to `total`, evenly spread; all of them for 0."""
    if wanted == 0 or wanted >= total:
        return list(range(1, total + 1))
    return sorted({1 + n * (total - 1) // (wanted - 1) for n in range(wanted)})


def alive(_n: int, _child: Child) -> bool:
    """Every command acts, nobody dies of it."""
    return True


@pytest.mark.parametrize("script", SCRIPTS)
def test_kill_at_a_statement_leaves_before_or_after(
    killing: Killing, script: str, cycles: int, tell: Callable[[str], None]
) -> None:
    """On the journal and on the snapshot: `--cycles` moments, and all where a commit begins (there
    may be one or two more or less of those each time). Guards: one transaction for each record with
    its intents and outbox row, Circulation.recover, Repairs._resolve."""
    killing.case(script, f"{script}-count", alive)
    found = (killing.folder / f"{script}-count" / "statements").read_text().splitlines()
    total = len(found)
    assert total > 100
    moments = [{"kill_at": k} for k in every(total, cycles)]
    moments += [{"kill_at_seam": k} for k in range(1, found.count(SEAM) + 3)]
    begun_s = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = [
            pool.submit(killing.case, script, f"{script}-s{n}", alive, **moment)
            for n, moment in enumerate(moments)
        ]
        for each in done:
            each.result()
    took_s = time.perf_counter() - begun_s
    tell(
        f"{script}: killed {len(moments)} times at {total} statements in {took_s:.1f} s,"
        f" {len(moments) / took_s:.1f} a second"
    )


@pytest.mark.parametrize("acts", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("script", SCRIPTS)
def test_kill_at_a_command_to_the_reader_leaves_before_or_after(
    killing: Killing, script: str, acts: bool, cycles: int, tell: Callable[[str], None]
) -> None:
    """At every command of a session, before it acts or when it just did; `--cycles 0`: also at the
    inventories that follow. Guards: the loan's intents in its commit, SessionBits._intend before
    the return's order, Repairs._resolve."""
    begun_s = time.perf_counter()
    total = killing.case(script, f"{script}-{acts}-count", alive)

    def strike_at(k: int) -> Callable[[int, Child], bool]:
        def strike(n: int, child: Child) -> bool:
            if n == k:
                child.kill()
            return acts or n < k

        return strike

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = [
            pool.submit(killing.case, script, f"{script}-{acts}-c{k}", strike_at(k))
            for k in range(1, (total if cycles == 0 else min(total, COMMANDS)) + 1)
        ]
        for each in done:
            each.result()
    took_s = time.perf_counter() - begun_s
    tell(f"{script}: killed at {len(done)} commands in {took_s:.1f} s")
    assert len(done) >= 10


COMMANDS = 24
"""Reaching past the session's last look at the tag; then the pad is only polled."""
