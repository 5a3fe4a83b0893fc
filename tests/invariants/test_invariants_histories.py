"""Random histories of a town, delivered over REST in any order, piece and number (E6, E11, E16).

`--histories N` plays more of them; a seed that fails is in the name of what failed.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from catalogue.client import CentralClient
from catalogue.db.present import ItemRow, LoanRow
from catalogue.db.record import Quarantined
from catalogue.domain.operations import Kind, Operation
from catalogue.services.effects import AUTOMATIC
from catalogue.services.town import put_setting
from catalogue.wire import v1
from support.central import MINUTE, HandClock, Kiosk, LittleTown, patron_of, serving
from support.invariants_histories import Life, Wild, pieces
from support.invariants_model import (
    centrals,
    differences,
    digest_of_state,
    patrons_of,
    reference,
    sums_hold,
    unexplained,
    unlisted,
)
from support.invariants_stations import rest

HOURS = 60 * MINUTE


@dataclass
class Rest:
    """A town over its REST interface."""

    town: LittleTown
    clients: dict[str, CentralClient]

    def send(self, kiosk: Kiosk, ops: Sequence[Operation]) -> v1.OperationsReply:
        reply = self.clients[kiosk.name].operations(kiosk.batch(ops))
        if reply.new_epoch is not None and reply.new_epoch > kiosk.epoch:
            kiosk.epoch = reply.new_epoch
        return reply

    def digest(self, *, whole: bool) -> str:
        with self.town.services.database.read() as session:
            return digest_of_state(session, whole=whole)

    def promises(self) -> set[str]:
        """What the server recorded itself."""
        with self.town.services.database.read() as session:
            return {op.hash for op in centrals(session)}


@contextmanager
def town_over_rest(folder: Path, template: Path) -> Iterator[tuple[Rest, list[Kiosk]]]:
    """Kiosks a, b and c, their clocks hours apart."""
    folder.mkdir()
    town = LittleTown(folder, HandClock(), template)
    with ExitStack() as stack:
        stack.callback(town.services.close)
        with town.services.database.write() as session:
            # What the server does itself depends on what it has seen: here only the record counts.
            put_setting(session, AUTOMATIC, "no")
        url = stack.enter_context(serving(town))
        kiosks = [town.kiosk(name, name.upper()) for name in "abc"]
        for kiosk, skew_ms in zip(kiosks, (-2 * HOURS, 0, 2 * HOURS), strict=True):
            kiosk.skew_ms = skew_ms
        clients = {kiosk.name: stack.enter_context(rest(town, url, kiosk.name)) for kiosk in kiosks}
        yield Rest(town, clients), kiosks


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> range:
    return range(request.config.getoption("--histories"))


def test_true_holders_are_known_whatever_was_cut_off(
    tmp_path: Path, town_template: Path, seeds: range
) -> None:
    """No holder wrong, no loan missing, none made up. Guard: offset-corrected times, as above."""
    items = [f"thing-{n}" for n in range(6)]
    for seed in seeds:
        with town_over_rest(tmp_path / str(seed), town_template) as (over, kiosks):
            life = Life(random.Random(seed), kiosks, over.send, over.town.clock, items)
            life.play(45)
            with over.town.services.database.read() as session:
                held = {row.item: row.patron for row in session.scalars(select(ItemRow))}
                loans = select(LoanRow.item, func.count()).group_by(LoanRow.item)
                lent = {row[0]: row[1] for row in session.execute(loans)}
            for item in items:
                who = life.holder[item]
                assert held.get(item) == (patron_of(who) if who else None), (seed, item)
                assert lent.get(item, 0) == life.lent[item], (seed, item)


def test_replay_of_a_whole_export_changes_nothing(
    tmp_path: Path, town_template: Path, seeds: range
) -> None:
    """Twice, shuffled, in other batches, also into a town that never saw it: one history in four.
    Guard: `examine` knows them by their ids."""
    alike = [
        _replay(tmp_path / str(seed), town_template, random.Random(seed)) for seed in seeds[::4]
    ]
    assert any(alike)


def _replay(folder: Path, template: Path, rng: random.Random) -> bool:
    """Did both towns give the same promises? A due date that was shown before a record came to
    speak against it is kept: then they know the same but for that."""
    folder.mkdir()
    with town_over_rest(folder / "town", template) as (over, kiosks):
        Wild(rng, kiosks, over.town.clock).play(60)
        export = {kiosk.name: list(kiosk.disk) for kiosk in kiosks}
        for kiosk in kiosks:
            over.send(kiosk, kiosk.disk)
        before = over.digest(whole=True)
        for _ in range(2):
            for kiosk in kiosks:
                for piece in pieces(rng, export[kiosk.name]):
                    statuses = {result.status for result in over.send(kiosk, piece).results}
                    assert statuses <= {"duplicate"}
        assert over.digest(whole=True) == before
        known, promises = over.digest(whole=False), over.promises()
        keys = (folder / "town" / "town.db.keys").read_bytes()
    with town_over_rest(folder / "other", template) as (other, again):
        assert (folder / "other" / "town.db.keys").read_bytes() == keys
        parts = [(k, piece) for k in again for piece in pieces(rng, export[k.name], 6)]
        rng.shuffle(parts)
        for kiosk, piece in parts:
            old = next(k for k in kiosks if k.name == kiosk.name)
            other.send(_with_disk(kiosk, old), piece)
        with other.town.services.database.read() as session:
            assert differences(session, itertools.chain(*export.values())) == []
        alike = other.promises() == promises
        assert not alike or other.digest(whole=False) == known
    return alike


def _with_disk(kiosk: Kiosk, old: Kiosk) -> Kiosk:
    kiosk.disk, kiosk.sidecars = old.disk, old.sidecars
    return kiosk


def test_no_conflict_is_silent_and_every_record_comes_to_something(
    tmp_path: Path, town_template: Path, seeds: range
) -> None:
    """In the end each kiosk tells how its clock stands. Guards: `update_register` enters what a
    fold raises; `record_new` folds anew what is dated anew."""
    codes: set[str] = set()
    for seed in seeds:
        rng = random.Random(seed)
        with town_over_rest(tmp_path / str(seed), town_template) as (over, kiosks):
            written = Wild(rng, kiosks, over.town.clock).play(60)
            by_name = {kiosk.name: kiosk for kiosk in kiosks}
            results: dict[str, str] = {}
            for piece in pieces(rng, written, 6):
                for name, kiosk in by_name.items():
                    own = [op for op in piece if op.station == name]
                    for result in over.send(kiosk, own).results if own else ():
                        results.setdefault(result.id, result.status)
            for kiosk in kiosks:
                kiosk.measured = True
                written.append(kiosk.write(Kind.CLOCK, over.town.clock()))
                results |= {r.id: r.status for r in over.send(kiosk, written[-1:]).results}
            assert set(results) == {op.id for op in written}
            assert set(results.values()) == {"recorded"}
            with over.town.services.database.read() as session:
                assert differences(session, written) == [], seed
                assert unexplained(session) == [], seed
                assert all(sums_hold(session, name) for name in by_name), seed
                assert session.scalar(select(func.count()).select_from(Quarantined)) == 0
                model = reference([*written, *centrals(session)], patrons_of(session))
                assert unlisted(session, model) == []
                for fold in (*model.items.values(), *model.titles.values()):
                    codes |= {conflict.code for conflict in fold.conflicts.values()}
    assert len(codes) >= 6, codes
