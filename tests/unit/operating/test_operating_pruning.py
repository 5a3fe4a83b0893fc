"""What a verified backup lets stations forget, and what not."""

from __future__ import annotations

from catalogue.db.people import Acknowledgement
from catalogue.services.operating.backup import covered
from catalogue.services.operating.manifest import CoveredEpoch, Manifest
from catalogue.services.operating.pruning import accept_backup
from support.central import MINUTE, T0, Kiosk, LittleTown


def told(town: LittleTown) -> list[CoveredEpoch]:
    with town.services.database.read() as session:
        return covered(session)


def accept(town: LittleTown, epochs: list[CoveredEpoch]) -> list[str]:
    manifest = Manifest(
        id="b",
        made_ms=T0,
        town="",
        program="",
        migration="",
        database="sqlite",
        files={},
        keys="",
        counts={},
        digest="",
        digest_version=1,
        epochs=epochs,
    )
    return accept_backup(town.services.database, manifest, town.clock)


def below(town: LittleTown, kiosk: Kiosk, epoch: int) -> int:
    with town.services.database.read() as session:
        return session.get_one(Acknowledgement, (kiosk.name, epoch)).prune_below


def test_record_of_an_earlier_epoch_that_came_since_keeps_the_later_ones(town: LittleTown) -> None:
    """Guard: `_move` counts the records of each epoch."""
    kiosk = town.kiosk("a")
    first, late = kiosk.check_in(T0, "x"), kiosk.check_in(T0 + MINUTE, "y")
    kiosk.epoch = 2
    last = kiosk.check_in(T0 + 2 * MINUTE, "z")
    town.send(kiosk, first)
    town.send(kiosk, last)
    epochs = told(town)
    town.send(kiosk, late)
    accept(town, epochs)
    assert below(town, kiosk, 2) == 0
    assert accept(town, told(town)) == ["a"]
    assert below(town, kiosk, 2) == 1


def test_backup_of_another_history_lets_nobody_forget(town: LittleTown) -> None:
    """Guard: `_same`."""
    kiosk = town.kiosk("a")
    kiosk.check_in(T0, "x")
    town.send(kiosk)
    [epoch] = told(town)
    assert accept(town, [epoch.model_copy(update={"hash": "f" * 64})]) == []
    assert accept(town, [epoch.model_copy(update={"seq": 2})]) == []
    assert below(town, kiosk, 1) == 0


def test_older_backup_verified_later_takes_nothing_back(town: LittleTown) -> None:
    kiosk = town.kiosk("a")
    kiosk.check_in(T0, "x")
    town.send(kiosk)
    old = told(town)
    kiosk.check_in(T0 + MINUTE, "y")
    town.send(kiosk)
    assert accept(town, told(town)) == ["a"]
    assert accept(town, old) == []
    assert below(town, kiosk, 1) == 2
