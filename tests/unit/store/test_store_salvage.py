"""A damaged journal: found at the start, set aside as it is, what can be read of it saved."""

from __future__ import annotations

import itertools
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.domain.ids import uuid7_of
from catalogue.domain.operations import Operation
from kiosk.store.errors import StorageDamaged, StorageError, StorageUnfit
from kiosk.store.rows import Identity
from kiosk.store.salvage import salvage
from support.station_store import OTHER_ITEM, T0, HandClock, give_back, journal_at, lend_offline

PAGE = 4096
CASES = 40


def written(path: Path, clock: HandClock) -> list[Operation]:
    """A journal of two epochs, as a station leaves it; all its records."""
    with journal_at(path, clock) as journal:
        journal.identity("kiosk-1", 1, "A")
        ops = [lend_offline(journal, f"31048{n:08}") for n in range(30)]
        epoch = journal.record_epoch_start(2)
        assert epoch is not None
        return [*ops, epoch, *(give_back(journal, f"31048{n:08}") for n in range(30))]


def later_ids() -> Callable[[], str]:
    """Ids nobody has used."""
    numbers = itertools.count(1)
    return lambda: uuid7_of(T0 + 900_000, next(numbers).to_bytes(10, "big"))


def damage(path: Path, rng: random.Random) -> bytes:
    """Flip some bytes, as many as a page or a few."""
    data = bytearray(path.read_bytes())
    for _ in range(rng.choice([1, 4, 12, 40])):
        data[rng.randrange(len(data))] ^= rng.randrange(1, 256)
    path.write_bytes(data)
    return bytes(data)


def saved_from(path: Path) -> list[str]:
    """The hashes of the records on this disk."""
    with closing(sqlite3.connect(path)) as db:
        return [row[0] for row in db.execute("SELECT hash FROM operations ORDER BY n")]


def opens(path: Path, clock: HandClock) -> bool:
    """Is it found to be sound at the start?"""
    try:
        with journal_at(path, clock, later_ids()):
            return True
    except StorageError:
        return False


def check_saved(path: Path, clock: HandClock, ops: list[Operation], kept: int) -> int:
    """The records saved are some of those written, in their order; the chain verifies up to the
    first that is missing; the station goes on. Returns how many verify."""
    hashes = [op.hash for op in ops]
    saved = saved_from(path)
    assert len(saved) == kept
    assert saved == [each for each in hashes if each in set(saved)]
    whole = next((n for n, each in enumerate(hashes) if each not in set(saved)), len(hashes))
    with journal_at(path, clock, later_ids()) as journal:
        report = journal.verify_chain()
        # Without a sound beginning the chain begins with what is left.
        assert report.checked >= whole
        journal.identity("kiosk-1", 2, "A")
        newest = give_back(journal, OTHER_ITEM)
        assert newest.id in {queued.id for queued in journal.due(1_000)}
        assert journal.who() == Identity("kiosk-1", 2, "A")
    return report.checked


def test_journal_damaged_anywhere_is_set_aside_and_what_it_says_is_saved(
    tmp_path: Path, clock: HandClock
) -> None:
    """Bytes flipped anywhere in the file. Guards: `check` in `Database.open`; `is_intact` in
    `_operation`; the copy in `salvage`."""
    sound = tmp_path / "sound.db"
    ops = written(sound, clock)
    kept: list[int] = []
    for seed in range(CASES):
        path = tmp_path / str(seed) / "journal.db"
        path.parent.mkdir()
        path.write_bytes(sound.read_bytes())
        found = damage(path, random.Random(seed))
        if opens(path, clock):
            with journal_at(path, clock, later_ids()) as journal:
                intact = journal.verify_chain().intact
            # Nothing of the file's structure was hit: the chain tells of a record that was.
            assert not intact or saved_from(path) == [op.hash for op in ops]
            continue
        assert path.read_bytes() == found, "the damaged file was written to"
        try:
            result = salvage(path, "1")
        except StorageUnfit:
            assert path.read_bytes() == found
            continue
        assert result.aside.read_bytes() == found
        check_saved(path, clock, ops, result.kept)
        kept.append(result.kept)
    assert len(kept) > CASES / 4
    assert all(each > len(ops) / 3 for each in kept), kept


def test_chain_verifies_up_to_the_damage_and_no_number_is_given_twice(
    path: Path, clock: HandClock
) -> None:
    """Guard: `head` of the old chain in `_keep_ends`."""
    ops = written(path, clock)
    with closing(sqlite3.connect(path)) as db:
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'operations'").fetchone()
    leaves = leaves_of(path.read_bytes(), root[0])
    data = bytearray(path.read_bytes())
    for page in (leaves[2], leaves[-1]):
        data[(page - 1) * PAGE : (page - 1) * PAGE + 8] = b"\xff" * 8
    path.write_bytes(data)

    with pytest.raises(StorageDamaged), journal_at(path, clock):
        pass
    result = salvage(path, "1")

    assert 0 < result.kept < len(ops)
    assert result.lost == len(ops) - result.kept
    verified = check_saved(path, clock, ops, result.kept)
    assert 0 < verified == result.kept - result.behind
    with journal_at(path, clock) as journal:
        assert journal.head().seq == (ops[-1].seq or 0) + 1


def leaves_of(data: bytes, root: int) -> list[int]:
    """Leaf pages of a table whose root has no level between."""
    start = (root - 1) * PAGE
    assert data[start] == 5, "an interior page"
    cells = int.from_bytes(data[start + 3 : start + 5], "big")
    at = [
        int.from_bytes(data[start + 12 + 2 * n : start + 14 + 2 * n], "big") for n in range(cells)
    ]
    last = int.from_bytes(data[start + 8 : start + 12], "big")
    return [int.from_bytes(data[start + n : start + n + 4], "big") for n in at] + [last]


def test_what_was_on_its_way_is_saved_too(path: Path, clock: HandClock) -> None:
    written(path, clock)
    with journal_at(path, clock, later_ids()) as journal:
        intents, queue = journal.open_intents(), journal.queue()
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'operations_item'"
        (root,) = db.execute(query).fetchone()
    data[(root - 1) * PAGE : (root - 1) * PAGE + 8] = b"\xff" * 8
    path.write_bytes(data)

    result = salvage(path, "1")

    assert (result.kept, result.lost, result.behind) == (61, 0, 0)
    with journal_at(path, clock, later_ids()) as journal:
        assert (journal.open_intents(), journal.queue()) == (intents, queue)
        assert journal.verify_chain().intact


def test_sound_journal_is_left_alone(path: Path, clock: HandClock) -> None:
    written(path, clock)
    before = path.read_bytes()

    with pytest.raises(StorageUnfit, match="sound"):
        salvage(path, "1")
    with pytest.raises(StorageUnfit, match="no journal"):
        salvage(path.with_name("other.db"), "1")

    assert path.read_bytes() == before
    assert [each.name for each in path.parent.glob("*damaged*")] == []


def test_journal_of_a_newer_program_is_not_set_aside(path: Path, clock: HandClock) -> None:
    written(path, clock)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")

    with pytest.raises(StorageUnfit, match="newer"):
        salvage(path, "1")
