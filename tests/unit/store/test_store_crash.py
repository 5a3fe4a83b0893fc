"""The power goes at any statement: what is found afterwards is the state before or after."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.wire.v1 import Head, Result
from kiosk.store.journal import Journal
from kiosk.store.outbox import GRACE_MS
from support.station_store import UID, HandClock, give_back, journal_at, lend, sample

Picture = tuple[object, ...]


def picture(journal: Journal) -> Picture:
    """Everything a restart goes by."""
    return (
        journal.queue(delivered=True),
        journal.counts(),
        journal.open_intents(),
        journal.repairs(),
        journal.newest_sample(),
        journal.head(),
    )


def ask(journal: Journal, _clock: HandClock) -> None:
    lend(journal, uids=(UID, "E004010000000002"))


def decide(journal: Journal, _clock: HandClock) -> None:
    journal.decide(journal.asking()[0].id, "server", recorded=True)


def undo(journal: Journal, _clock: HandClock) -> None:
    journal.record_undo(journal.asking()[0].id, "limit", "server")


def check_in(journal: Journal, _clock: HandClock) -> None:
    journal.record_check_in("i", "A", {"uid": UID}, closes=[UID])


def repair(journal: Journal, _clock: HandClock) -> None:
    journal.open_repair("about", UID, "secured", "lifted")


def measure(journal: Journal, clock: HandClock) -> None:
    journal.record_clock(sample(clock))


def epoch(journal: Journal, _clock: HandClock) -> None:
    journal.record_epoch_start(2)


def acknowledge(journal: Journal, _clock: HandClock) -> None:
    first, second = (row.id for row in journal.due(2))
    journal.acknowledge(
        [Result(id=first, status="recorded"), Result(id=second, status="refused", code="x")],
        Head(seq=1, hash=""),
        1,
    )


def prune(journal: Journal, clock: HandClock) -> None:
    clock.go(GRACE_MS)
    journal.prune()


ACTIONS: list[Callable[[Journal, HandClock], None]] = [
    ask,
    decide,
    undo,
    check_in,
    repair,
    measure,
    epoch,
    acknowledge,
    prune,
]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
def test_crash_at_any_statement_leaves_before_or_after(
    tmp_path: Path, action: Callable[[Journal, HandClock], None]
) -> None:
    clock = HandClock()
    disk = tmp_path / "disk"
    disk.mkdir()
    images: list[Path] = []

    def power_cut(_statement: str) -> None:
        """The disk as it is when this statement begins."""
        image = tmp_path / f"image-{len(images)}"
        shutil.copytree(disk, image)
        images.append(image)

    with journal_at(disk / "journal.db", clock) as journal:
        journal.identity("kiosk-1", 1, "A")
        pruned = give_back(journal)
        journal.acknowledge([Result(id=pruned.id, status="recorded")], Head(seq=9, hash=""), 9)
        journal.feed_seen(journal.delivered_mark())
        give_back(journal)
        give_back(journal)
        lend(journal, "asked")
        journal.intend("about", [UID], "secured")
        before = picture(journal)
        journal._db._connection.set_trace_callback(power_cut)
        action(journal, clock)
        journal._db._connection.set_trace_callback(None)
        power_cut("")
        after = picture(journal)

    assert before != after
    found = []
    for image in images:
        with journal_at(image / "journal.db", clock) as journal:
            assert journal.verify_chain().intact
            found.append(picture(journal))
    assert set(found) == {before, after}
    assert found.index(after) == found.count(before)
