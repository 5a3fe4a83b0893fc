"""The same records in five orders are one town (E6, E11).

`--histories N` plays more of them; a seed that fails is in the message of what failed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from catalogue.domain.operations import Operation
from catalogue.services.effects import AUTOMATIC
from catalogue.services.town import put_setting
from support.central import HandClock, Kiosk, LittleTown
from support.invariants_histories import Wild, pieces
from support.invariants_model import centrals, differences, digest_of_state

ORDERS = 5
EVENTS = 60


def new_town(folder: Path, template: Path) -> tuple[LittleTown, list[Kiosk]]:
    """A town that only records; kiosks a, b and c."""
    folder.mkdir(parents=True)
    town = LittleTown(folder, HandClock(), template)
    with town.services.database.write() as session:
        # What the server does itself depends on what it has seen: here only the record counts.
        put_setting(session, AUTOMATIC, "no")
    return town, [town.kiosk(name, name.upper()) for name in "abc"]


def written(folder: Path, template: Path, seed: int) -> list[Kiosk]:
    """Kiosks with a wild history on their disks and in their memory of what was ever written."""
    town, kiosks = new_town(folder, template)
    ops = Wild(random.Random(seed), kiosks, town.clock).play(EVENTS)
    town.services.close()
    for kiosk in kiosks:
        # Also what an older disk put back has forgotten.
        kiosk.disk = [op for op in ops if op.station == kiosk.name]
    return kiosks


def delivered(
    folder: Path, template: Path, kiosks: Sequence[Kiosk], rng: random.Random
) -> tuple[str, frozenset[str]]:
    """Digest of what is known after all records came in any order and in pieces, and the promises
    of due dates that this order made the server give."""
    town, _ = new_town(folder, template)
    parts = [(kiosk, piece) for kiosk in kiosks for piece in pieces(rng, kiosk.disk, 8)]
    rng.shuffle(parts)
    for kiosk, piece in parts:
        if piece:
            town.send(kiosk, *piece)
    ops: list[Operation] = [op for kiosk in kiosks for op in kiosk.disk]
    with town.services.database.read() as session:
        assert differences(session, ops) == []
        found = digest_of_state(session, whole=False)
        promises = frozenset(op.hash for op in centrals(session))
    town.services.close()
    return found, promises


def test_five_orders_of_a_history_are_one_digest(
    tmp_path: Path, town_template: Path, request: pytest.FixtureRequest
) -> None:
    """Where two orders made the server promise the same, they have one digest; a date that one of
    them has shown meanwhile it keeps, and each is the fold of its records and its promises. Guard:
    the fold sorts by time, not by arrival (`Timeline.in_order`)."""
    count = request.config.getoption("--histories")
    apart = 0
    for seed in range(count):
        folder = tmp_path / str(seed)
        kiosks = written(folder / "written", town_template, seed)
        rng = random.Random(seed)
        digests: dict[frozenset[str], set[str]] = {}
        for order in range(ORDERS):
            digest, promises = delivered(folder / str(order), town_template, kiosks, rng)
            digests.setdefault(promises, set()).add(digest)
        assert all(len(found) == 1 for found in digests.values()), f"seed {seed}"
        apart += len(digests) > 1
    assert apart <= count / 4, f"{apart} of {count} histories: promises differ"
