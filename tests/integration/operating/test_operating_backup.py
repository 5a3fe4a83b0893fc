"""A backup is made while the town lends, proves that it is one, and brings the town back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from catalogue.db.operating import VerifiedBackup
from catalogue.db.people import Acknowledgement, EnrolmentCode, PatronSession
from catalogue.db.record import StoredOperation
from catalogue.errors import DatabaseInUse, ServerConfigurationError
from catalogue.services.operating.manifest import BackupUnusable, newest_set, read_manifest
from catalogue.services.operating.pruning import accept_backup
from catalogue.services.operating.restoring import InTheWay
from catalogue.services.operating.state import APART
from catalogue.services.town import setting
from support.backups import back_up, digest_of, reopened, restored, town_on, verified
from support.central import DAY, MINUTE, HandClock, Kiosk, LittleTown
from support.databases import Cluster
from support.invariants_histories import Life


@pytest.fixture
def open_town(database_url: str, tmp_path: Path, clock: HandClock) -> Iterator[LittleTown]:
    """A town on either database."""
    made = town_on(database_url, tmp_path, clock)
    yield made
    made.services.close()


@pytest.fixture
def empty_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a restored town can go."""
    if database_kind == "sqlite":
        folder = tmp_path / "again"
        folder.mkdir()
        yield f"sqlite:///{folder / 'town.db'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    url = cluster.fresh("template0")
    yield url
    cluster.drop(url)


def kiosks_of(town: LittleTown) -> list[Kiosk]:
    return [town.kiosk("a", "A"), town.kiosk("b", "B")]


def some_days(town: LittleTown, kiosks: list[Kiosk], seed: int, events: int = 60) -> None:
    """Things are lent and brought back, and everything is delivered."""
    life = Life(
        random.Random(seed),
        kiosks,
        lambda kiosk, ops: town.send(kiosk, *ops),
        town.clock,
        ["x", "y", "z"],
    )
    life.play(events)


def test_restored_yesterday_and_the_stations_journals_are_the_town_of_today(
    open_town: LittleTown, empty_url: str, tmp_path: Path
) -> None:
    """Guards: `covered` and `accept_backup` (what is forgotten is in the backup), `begin_epoch`."""
    town, kiosks = open_town, kiosks_of(open_town)
    some_days(town, kiosks, seed=1)
    made, manifest = back_up(town, tmp_path / "sets")
    verdict = verified(made, manifest, town)
    assert verdict.findings == ()
    assert accept_backup(town.services.database, manifest, town.clock) == ["a", "b"]
    some_days(town, kiosks, seed=2)
    kept = [retained(town, kiosk) for kiosk in kiosks]
    assert all(0 < len(ops) < len(kiosk.disk) for ops, kiosk in zip(kept, kiosks, strict=True))
    today = digest_of(town)
    folder = tmp_path / "again"
    folder.mkdir(exist_ok=True)
    assert restored(made, manifest, empty_url, folder).trusted == ("a", "b")
    second = reopened(empty_url, folder, town.clock, town)
    assert digest_of(second).digest == manifest.digest != today.digest
    assert feed_epoch(second) != feed_epoch(town)
    for kiosk, ops in zip(kiosks, kept, strict=True):
        second.send(kiosk, *ops)
    found = digest_of(second)
    second.services.close()
    assert set(today.differing(found)) <= APART
    assert found.digest == today.digest


def retained(town: LittleTown, kiosk: Kiosk) -> list:
    """What the kiosk keeps once it has forgotten all it may."""
    with town.services.database.read() as session:
        ack = session.get_one(Acknowledgement, (kiosk.name, kiosk.epoch))
        below = ack.prune_below
    return [op for op in kiosk.disk if (op.seq or 0) >= below]


def feed_epoch(town: LittleTown) -> str:
    with town.services.database.read() as session:
        return setting(session, "feed_epoch", "")


def test_edited_row_in_a_backup_is_found(open_town: LittleTown, tmp_path: Path) -> None:
    """Guards: `verify_database` checks records, and compares with what is folded anew."""
    kiosks = kiosks_of(open_town)
    some_days(open_town, kiosks, seed=3, events=20)
    with open_town.services.database.write() as session:
        session.execute(
            update(StoredOperation).where(StoredOperation.kind == "check_in").values(branch="C")
        )
    made, manifest = back_up(open_town, tmp_path / "sets")
    found = verified(made, manifest, open_town).findings
    assert found
    assert all("column branch" in each for each in found)


def test_present_that_does_not_follow_from_the_record_is_found(
    open_town: LittleTown, tmp_path: Path
) -> None:
    kiosks = kiosks_of(open_town)
    some_days(open_town, kiosks, seed=4, events=20)
    with open_town.services.database.write() as session:
        own = StoredOperation.station == "a"
        [first, *_] = session.scalars(
            select(StoredOperation).where(own).order_by(StoredOperation.seq)
        )
        first.outcome_code, first.outcome_class = "malformed", "malformed"
    made, manifest = back_up(open_town, tmp_path / "sets")
    assert verified(made, manifest, open_town).findings == (
        f"outcomes do not follow from the record: {first.id}",
    )


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=False)
def test_damaged_set_is_found_and_not_restored(
    open_town: LittleTown, tmp_path: Path, database_kind: str
) -> None:
    made, manifest = back_up(open_town, tmp_path / "sets")
    with (made / "town.db").open("r+b") as file:
        file.seek(9000)
        file.write(b"damage")
    assert verified(made, manifest, open_town).findings == (
        "town.db: gone, or not the file that was written",
    )
    folder = tmp_path / "again"
    folder.mkdir()
    with pytest.raises(BackupUnusable):
        restored(made, manifest, str(folder / "town.db"), folder)
    assert not (folder / "town.db").exists()
    assert database_kind == "sqlite"


def test_nothing_is_overwritten_unless_it_is_wanted(
    open_town: LittleTown, empty_url: str, tmp_path: Path, database_kind: str
) -> None:
    """Guards: `_Aside.clear`, the look for tables."""
    kiosks = kiosks_of(open_town)
    some_days(open_town, kiosks, seed=5, events=10)
    made, manifest = back_up(open_town, tmp_path / "sets")
    folder = tmp_path / "again"
    folder.mkdir(exist_ok=True)
    restored(made, manifest, empty_url, folder)
    with pytest.raises(InTheWay):
        restored(made, manifest, empty_url, folder)
    result = restored(made, manifest, empty_url, folder, force=True)
    assert [path.name.split(".before")[0] for path in result.aside] == (
        ["town.db"] if database_kind == "sqlite" else []
    )
    second = reopened(empty_url, folder, open_town.clock, open_town)
    assert digest_of(second).digest == manifest.digest
    second.services.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=False)
def test_served_database_is_not_restored_over(
    open_town: LittleTown, tmp_path: Path, database_kind: str
) -> None:
    made, manifest = back_up(open_town, tmp_path / "sets")
    with pytest.raises(DatabaseInUse):
        restored(made, manifest, open_town.settings.database, tmp_path, force=True)
    assert database_kind == "sqlite"


def test_nobody_is_signed_in_after_a_restore(
    open_town: LittleTown, empty_url: str, tmp_path: Path
) -> None:
    """Guard: `_begin_anew` ends sessions and one-time codes."""
    open_town.kiosk("a")
    caller = open_town.caller("a")
    open_town.services.accounts.identify(caller, "2104800000001", "4711")
    open_town.services.enrolments.make_code("b", "B")
    made, manifest = back_up(open_town, tmp_path / "sets")
    folder = tmp_path / "again"
    folder.mkdir(exist_ok=True)
    restored(made, manifest, empty_url, folder)
    second = reopened(empty_url, folder, open_town.clock, open_town)
    with second.services.database.read() as session:
        assert session.scalars(select(PatronSession)).all() == []
        assert session.scalars(select(EnrolmentCode)).all() == []
    assert second.caller("a").name == "a"
    second.services.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=False)
def test_keys_are_in_the_set_or_must_be_there_first(
    open_town: LittleTown, tmp_path: Path, database_kind: str
) -> None:
    made, manifest = back_up(open_town, tmp_path / "sets")
    assert (manifest.with_keys, (made / "server.keys").stat().st_mode & 0o777) == (True, 0o600)
    made, manifest = back_up(open_town, tmp_path / "sets", with_keys=False)
    assert not (made / "server.keys").exists()
    folder = tmp_path / "again"
    folder.mkdir()
    with pytest.raises(ServerConfigurationError, match="put the file of keys"):
        restored(made, manifest, str(folder / "town.db"), folder)
    (folder / "server.keys").write_bytes(open_town.settings.secrets_path.read_bytes())
    (folder / "server.keys").chmod(0o600)
    restored(made, manifest, str(folder / "town.db"), folder)
    assert database_kind == "sqlite"


def test_backup_cut_short_leaves_nothing_that_looks_like_one(
    open_town: LittleTown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Guard: the set has another name until it is whole."""

    def stop(_path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("catalogue.services.operating.copying.keep_on_disk", stop)
    with pytest.raises(KeyboardInterrupt):
        back_up(open_town, tmp_path / "sets")
    assert list((tmp_path / "sets").iterdir()) == []
    with pytest.raises(BackupUnusable, match="holds no backup"):
        newest_set(tmp_path / "sets")


def test_newest_set_of_a_folder_is_found(open_town: LittleTown, tmp_path: Path) -> None:
    first, _ = back_up(open_town, tmp_path / "sets")
    open_town.clock.pass_ms(DAY)
    second, manifest = back_up(open_town, tmp_path / "sets")
    assert newest_set(tmp_path / "sets") == second
    assert newest_set(first) == first
    assert read_manifest(second) == manifest


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=False)
@pytest.mark.parametrize("seed", range(5))
def test_station_forgets_only_what_the_last_verified_backup_holds(
    open_town: LittleTown, tmp_path: Path, seed: int, database_kind: str
) -> None:
    """Whatever is delivered, forked, backed up and verified in whatever order: below `prune_below`
    the backup and the acknowledgement have everything. Guards: the comparisons in `_move`."""
    town, rng = open_town, random.Random(seed)
    kiosks = kiosks_of(town)
    held: dict[str, set[str]] = {"a": set(), "b": set()}
    waiting: list = []
    assert database_kind == "sqlite"
    for _ in range(25):
        kiosk = rng.choice(kiosks)
        town.clock.pass_ms(MINUTE)
        match rng.randrange(6):
            case 0 | 1 | 2:
                kiosk.check_in(town.clock(), rng.choice("xyz"))
            case 3:
                town.send(kiosk, *rng.sample(kiosk.disk, rng.randint(0, len(kiosk.disk))))
            case 4:
                _, manifest = back_up(town, tmp_path / "sets")
                waiting.append((manifest, stored_ids(town)))
            case 5 if waiting:
                manifest, ids = waiting.pop(rng.randrange(len(waiting)))
                accept_backup(town.services.database, manifest, town.clock)
                for name in held:
                    held[name] |= ids[name]
            case _:
                kiosk.epoch += rng.random() < 0.3
        for each in kiosks:
            assert_forgets_safely(town, each, held[each.name])


def stored_ids(town: LittleTown) -> dict[str, set[str]]:
    with town.services.database.read() as session:
        found: dict[str, set[str]] = {"a": set(), "b": set()}
        own = StoredOperation.station.in_(found)
        for row in session.execute(select(StoredOperation.station, StoredOperation.id).where(own)):
            found[row.station].add(row.id)
        return found


def assert_forgets_safely(town: LittleTown, kiosk: Kiosk, held: set[str]) -> None:
    with town.services.database.read() as session:
        acks = session.scalars(select(Acknowledgement)).all()
        stored = set(session.scalars(select(StoredOperation.id)))
    for ack in acks:
        assert ack.prune_below <= ack.seq
        if ack.station != kiosk.name or not ack.prune_below:
            continue
        # A disk forgets in the order it was written.
        gone = [
            op
            for op in kiosk.disk
            if (op.epoch or 0, op.seq or 0) < (ack.epoch, ack.prune_below) and op.id in stored
        ]
        assert {op.id for op in gone} <= held


def test_verified_backup_is_written_down(open_town: LittleTown, tmp_path: Path) -> None:
    made, manifest = back_up(open_town, tmp_path / "sets")
    assert accept_backup(open_town.services.database, manifest, open_town.clock) == []
    with open_town.services.database.read() as session:
        [row] = session.scalars(select(VerifiedBackup))
    assert (row.id, row.digest, row.made_ms) == (manifest.id, manifest.digest, manifest.made_ms)
    assert made.name.endswith("Z")
