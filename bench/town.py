"""A branch to measure: the demo town's server in a process of its own, an enrolled station, and
what the station recorded while it was cut off."""

from __future__ import annotations

import itertools
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.command import Scale
from bench.large_town import ADDED_ITEMS, Size, add_large_town
from catalogue.client import CentralClient
from catalogue.demo.town import load_town
from catalogue.domain.ids import uuid7_of
from catalogue.server.services import build_services
from catalogue.server.settings import ServerSettings
from catalogue.services.seed import seed_demo
from kiosk.acts.enrolment import enrol, introduce
from kiosk.config.credentials import Credentials, read_credentials
from kiosk.store.clock import ClockSample, SystemClock
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.store.rows import DecidedBy
from kiosk.store.sidecar import patron_ref, seal_patron
from kiosk.store.snapshot import Snapshot
from ui.cli.conductor.children import Child
from ui.cli.conductor.world import ENROLMENT_CODE, STATION

START_S = 180.0
COPIES_LENT = 4000
"""Of those added, so many go out and come back: not one of them a hundred times in an outage."""
DAY_MS = 86_400_000
MEMORY = Path("/dev/shm")  # noqa: S108 - files of our own making in a folder of their own


@contextmanager
def scratch(*, in_memory: bool = False) -> Iterator[Path]:
    """A folder that is gone afterwards; `in_memory`: where writing costs nothing, if there is such
    a place."""
    place = MEMORY if in_memory and MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="beaupre-bench-", dir=place) as folder:
        yield Path(folder)


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """The demo town's server on that file; its address."""
    options = ("--database", str(database), "--port", "0", "--demo", "--json")
    child = Child("server", ["serve", *options], database.with_suffix(".log"), env={})
    try:
        ready = child.wait_for(
            lambda said: said.get("event") == "ready", timeout_s=START_S, what="being ready"
        )
        yield str(ready["url"])
    finally:
        child.stop()


def new_town(database: Path) -> None:
    """The demo town in an empty file, as its server makes it."""
    settings = ServerSettings(database=str(database), demo=True)
    with closing(build_services(settings)) as made:
        seed_demo(made.database, made.keys, made.hasher, made.rules, made.clock())


@dataclass(frozen=True, slots=True)
class Branch:
    """A folder with `central.db`, the server's, and `station`, an enrolled station's folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The server's file."""
        return self.folder / "central.db"

    @property
    def station(self) -> Path:
        """The station's folder."""
        return self.folder / "station"

    @property
    def journal(self) -> Path:
        """The station's journal."""
        return self.station / "journal.db"

    @property
    def snapshot(self) -> Path:
        """What the station knows of the town."""
        return self.station / "snapshot.db"

    @property
    def credentials(self) -> Credentials:
        """Who the station is."""
        known = read_credentials(self.station / "station.key")
        if known is None:
            raise RuntimeError("the station is not enrolled")
        return known

    def titles(self) -> int:
        """How many the snapshot has."""
        with closing(sqlite3.connect(self.snapshot)) as connection:
            return int(connection.execute("SELECT count(*) FROM titles").fetchone()[0])

    def on_the_shelf(self, count: int) -> list[str]:
        """So many things that nobody has borrowed, or all there are, as the snapshot knows them."""
        with closing(sqlite3.connect(self.snapshot)) as connection:
            rows = connection.execute(
                "SELECT key FROM items WHERE status = 'available' AND key LIKE ?"
                " ORDER BY key LIMIT ?",
                (f"{ADDED_ITEMS}%", count),
            )
            return [item for (item,) in rows]

    def copy(self, folder: Path) -> Branch:
        """The same once more, to be used up."""
        shutil.copytree(self.folder, folder)
        return Branch(folder)


_founded: dict[int, tuple[tempfile.TemporaryDirectory[str], Branch]] = {}
"""By titles. Once in a process is enough; the folders go with the process."""


def found_branch(folder: Path, scale: Scale) -> Branch:
    """The demo town with so many titles more, four copies of three, a card for five, and its
    kiosk, enrolled, with the town's snapshot, which is searched."""
    titles = scale.titles
    if scale.kept is not None:
        kept = Branch(scale.kept / f"town-{titles}")
        found = kept if kept.snapshot.exists() else _found(kept.folder, titles)
        return found.copy(folder)
    if titles not in _founded:
        place = tempfile.TemporaryDirectory(prefix="beaupre-bench-", ignore_cleanup_errors=True)
        _founded[titles] = place, _found(Path(place.name) / "town", titles)
    return _founded[titles][1].copy(folder)


def _found(folder: Path, titles: int) -> Branch:
    branch = Branch(folder)
    branch.station.mkdir(parents=True)
    new_town(branch.database)
    add_large_town(branch.database, Size(titles, items=titles * 4 // 3, cards=titles // 5))
    _index(branch.database)
    with serving(branch.database) as url:
        path = branch.station / "station.key"
        with closing(CentralClient(url)) as client:
            known = enrol(client, path, STATION, ENROLMENT_CODE, keep_station_key=True)
            keyring = Keyring(path, known, keep_station_key=True)
            introduce(client, keyring)
            with closing(Snapshot.open(branch.snapshot)) as snapshot:
                more = True
                while more:
                    page = client.changes(snapshot.next_cursor())
                    snapshot.apply(page)
                    more = page.more
                while snapshot.index_more():
                    pass
    if branch.titles() < titles:
        raise RuntimeError("the station's snapshot is not the whole town")
    return branch


def _index(database: Path) -> None:
    """The server's index of titles, so that no server that is measured still works on it."""
    settings = ServerSettings(database=str(database), demo=True)
    with closing(build_services(settings)) as made:
        while made.finding.step():
            pass


class _PastClock:
    """The kernel's clocks, a while ago; each record a moment after the one before."""

    def __init__(self, ago_ms: int) -> None:
        self._now = SystemClock()
        self._ago_ms = ago_ms
        self.boot_id = self._now.boot_id

    def pass_by(self, ms: int) -> None:
        """Nearer to now."""
        self._ago_ms = max(0, self._ago_ms - ms)

    def mono_ms(self) -> int:
        return self._now.mono_ms() - self._ago_ms

    def wall_ms(self) -> int:
        return self._now.wall_ms() - self._ago_ms


def cut_off(branch: Branch, operations: int) -> None:
    """Let the station record so many loans and returns without its server."""
    chance = random.Random(operations)
    uptime_ms = int(time.clock_gettime(time.CLOCK_BOOTTIME) * 1000)
    step_ms = min(1000, uptime_ms // (2 * operations))
    clock = _PastClock(step_ms * (operations + 1))
    cards = [patron.card for patron in load_town().patrons]
    known = branch.credentials
    station_key, server_key = known.station_key_bytes(), known.server_key_bytes()

    def new_id() -> str:
        return uuid7_of(clock.wall_ms(), chance.randbytes(10))

    with scratch(in_memory=True) as folder:
        path = folder / "journal.db"
        with closing(Journal.open(path, clock=clock, new_id=new_id, reserve_bytes=0)) as journal:
            journal.identity(known.station, known.epoch, known.branch)
            # Its last word with the server.
            now = (clock.boot_id, clock.mono_ms(), clock.wall_ms())
            journal.record_clock(ClockSample(*now, offset_ms=0, error_ms=5))
            items = itertools.cycle(branch.on_the_shelf(COPIES_LENT))
            lent: list[str] = []
            for number in range(operations):
                clock.pass_by(step_ms)
                if number % 2 == 0:
                    lent.append(next(items))
                    card = chance.choice(cards)
                    sealed = seal_patron(card, server_key)
                    loan = journal.record_check_out(
                        lent[-1],
                        known.branch,
                        sealed.commitment,
                        sealed.sidecar,
                        patron_ref(station_key, card),
                        {"due_ms": clock.wall_ms() + 21 * DAY_MS},
                        {"snapshot": 1, "age_ms": 1000, "verdict": "allow"},
                        {"uid": "E004015000000001", "before": "07"},
                    )
                    journal.decide(loan.id, DecidedBy.GROUNDS, recorded=False)
                else:
                    back = lent.pop(0) if len(lent) > 20 else lent.pop()
                    evidence = {"uid": "E004015000000001", "before": "C2", "after": "07"}
                    journal.record_check_in(back, known.branch, {**evidence, "verified": True})
        for leftover in ("-wal", "-shm"):  # of a kiosk that was killed over the journal before
            branch.journal.with_name(branch.journal.name + leftover).unlink(missing_ok=True)
        shutil.copy(path, branch.journal)
