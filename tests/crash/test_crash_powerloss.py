"""The power goes at any moment: what the station had said is on the disk, whole.

The calls of a real station's process are recorded, and of each moment the disks that may be left
are made and opened by the product's own journal.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from rfid.sim.field import AFI_LOCK
from support.crash_bench import Clock, bench_at
from support.crash_checks import Found, Opener, Record, contradictions, look, unfinished
from support.crash_images import Files, Image, images
from support.crash_processes import ROOT, ReadyMade, environment
from support.crash_runner import Case, as_argument
from support.crash_town import SECURED, Town, book, item_id, state_folder, town_hall, uid_of
from support.crash_trace import Event, Mark, Sync, TraceParser, Truncate, Unlink, Write, record

NAMES = ("journal.db", "journal.db-wal", "journal.db-journal")
BOOKS = (1, 2, 3, 7, 8, 9)
LOG_PAGES = 24
"""The log is folded in every few records instead of every hundred: that is recorded, too."""
SEED = 20


@dataclass(frozen=True, slots=True)
class Day:
    """A station's day (`support.crash_runner.day`): the files before it, what was done to them, and
    in the end the records and their town."""

    files: Files
    events: list[Event]
    final: dict[str, Record]
    town: Town


def live_through(folder: Path, synchronous: str) -> Day:
    """The day of a station, recorded."""
    state, marks, report = folder / "state", folder / "marks", folder / "trace"
    with town_hall() as hall:
        town = hall.town("town")
        town.forbidden, town.silent = {item_id(7)}, {item_id(9)}
        ReadyMade(folder / "ready").copy("fresh", state, town)
        files = {name: (state / name).read_bytes() for name in NAMES if (state / name).exists()}
        case = Case(
            "day",
            str(state),
            hall.url("town"),
            marks=str(marks),
            synchronous=synchronous,
            log_pages=LOG_PAGES,
        )
        command = [sys.executable, "-m", "support.crash_runner", as_argument(case)]
        process = record(command, report, cwd=ROOT, env=environment())
    assert process.returncode == 0, process.stderr
    events = TraceParser(state, NAMES, files, marks).parse(report)
    final = {each.id: each for each in look(state / "journal.db").records}
    return Day(files, events, final, town)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """A day on which every commit was synced, as the product does."""
    return live_through(tmp_path_factory.mktemp("day"), "FULL")


def tags_of(day: Day, image: Image) -> list[dict[str, tuple[str, int]]]:
    """The tags' bits at that moment; just after a mark its bit may not be switched yet."""
    before = after = {uid_of(number): (item_id(number), SECURED) for number in BOOKS}
    for said in image.said:
        if "afi" in said:
            before = dict(after)
            after[said["uid"]] = (after[said["uid"]][0], said["afi"])
    last = day.events[image.cut - 1] if image.cut else None
    return [before, after] if isinstance(last, Mark) and "afi" in last.content else [after]


def lost(image: Image, found: Found, final: dict[str, Record]) -> list[str]:
    """What the station had said was done, and is not there as it was written."""
    there = {each.id: each for each in found.records}
    undone = {each.undoes for each in found.records}
    missing = [
        said["done"]
        for said in image.said
        if "done" in said and there.get(said["done"]) != final[said["done"]]
    ]
    return missing + [
        said["undone"] for said in image.said if "undone" in said and said["undone"] not in undone
    ]


def opened_images(
    day: Day, folder: Path, states: int, check: Callable[[Image, Found], None]
) -> int:
    """Make the disks one after the other, open each as the station does."""
    opener = Opener()
    count = 0
    for image in images(day.files, day.events, states, SEED):
        for path in folder.iterdir():
            path.unlink()
        image.write(folder)
        check(image, opener.open(folder / "journal.db"))
        count += 1
    return count


def test_the_day_has_all_that_a_disk_can_be_asked(day: Day) -> None:
    """Guard of the recording: with nothing written, synced, cut or said it would prove nothing."""
    kinds = [each.kind for each in day.final.values() if each.kind != "clock"]
    assert sorted(kinds) == sorted(
        ["check_out"] * 6 + ["undo"] * 2 + ["check_in"] * 2 + ["tag_state"]
    )
    count = {kind: sum(isinstance(each, kind) for each in day.events) for kind in (Write, Sync)}
    assert count[Write] > 300
    assert count[Sync] > 50
    assert {each.name for each in day.events if isinstance(each, Write | Sync)} >= {
        "",
        "journal.db",
        "journal.db-wal",
    }
    # The log begins anew, by overwriting, by cutting and by going away.
    logs = [
        each for each in day.events if isinstance(each, Write) and each.name == "journal.db-wal"
    ]
    assert sum(each.offset == 0 for each in logs) > 2
    assert Truncate("journal.db-wal", 0) in day.events
    assert Unlink("journal.db-wal") in day.events
    said = [each.content for each in day.events if isinstance(each, Mark)]
    assert sum("done" in each for each in said) == 8
    assert sum("undone" in each for each in said) == 2


def test_what_was_said_survives_a_power_cut_at_any_moment(
    day: Day, disk: Path, states: int, tell: Callable[[str], None]
) -> None:
    """Guards: `Synchronous.FULL` in Journal.open, the one commit of each record with its intents
    and its link of the chain. Tag and record agree too: the loan's intents before its bits, the
    return's before the first order (SessionBits._intend)."""

    def check(image: Image, found: Found) -> None:
        assert lost(image, found, day.final) == [], image.cut
        for tags in tags_of(day, image):
            assert contradictions(found, tags) == [], image.cut

    begun_s = time.perf_counter()
    count = opened_images(day, disk, states, check)
    took_s = time.perf_counter() - begun_s
    tell(f"power cuts: {count} states in {took_s:.1f} s, {count / took_s:.0f} a second")
    assert count >= states


def test_without_a_sync_of_each_commit_something_said_is_lost(tmp_path: Path, disk: Path) -> None:
    """The test above, turned against itself: with synchronous=NORMAL it must find a loss. What is
    left is sound nevertheless."""
    day = live_through(tmp_path, "NORMAL")
    losses = 0

    def check(image: Image, found: Found) -> None:
        nonlocal losses
        losses += len(lost(image, found, day.final))

    opened_images(day, disk, 0, check)
    assert losses > 0


def test_a_station_started_after_a_power_cut_makes_good_what_was_under_way(
    day: Day, disk: Path, states: int
) -> None:
    """With the tags on the pad, loans and bits agree in the end. Guards: Circulation.recover,
    Repairs._resolve, the intents in their commits."""
    every = [*images(day.files, day.events, 0, SEED + 1)]
    for n, image in enumerate(random.Random(SEED).sample(every, max(12, states // 150))):
        for tags in tags_of(day, image):
            folder = state_folder(disk / f"{n}-{len(tags)}")
            image.write(folder)
            books = {number: book(number, tags[uid_of(number)][1]) for number in BOOKS}
            books[8].locked = frozenset((AFI_LOCK,))
            clock = Clock()
            town = Town(clock)
            town.copy(day.town, [each.id for each in look(folder / "journal.db").records])
            with bench_at(folder, *books.values(), seed=n, clock=clock, town=town) as bench:
                bench.ready(len(BOOKS))
                bench.run(4.0)
                found = look(folder / "journal.db")
                now = {uid_of(number): (item_id(number), tag.afi) for number, tag in books.items()}
                assert unfinished(found, now) == [], image.cut
