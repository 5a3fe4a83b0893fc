"""Two servers on one PostgreSQL, and a town that uses both while they are killed.

    pytest tests/soak --soak-s 120 --seed 7

Stations lend, take back and sync through both servers; one of them is killed at random moments and
started again; PostgreSQL is stopped at once in the middle and started again. Then all is delivered,
and everything is compared: with the stations' disks, with what was in truth, with the record folded
anew. `run` returns what happened; what is wrong is in `wrong`.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import holdings
from catalogue.db.present import ConflictRow, ItemRow
from catalogue.db.record import Sidecar, StoredOperation
from catalogue.domain.operations import CENTRAL
from catalogue.server.services import Services, build_services
from catalogue.services.marking import mark
from catalogue.services.operating.rebuild import rebuild
from catalogue.services.operating.state import state_digest
from support.central import Kiosk, add_patron, patron_of, settings_for, settle
from support.databases import Cluster, free_port, new_folder
from support.soak_town import BRANCHES, Station, Town

WORKERS = 8
PATRONS = 60
COPIES = 3
PAUSE_S = 0.2
CHEAP = {"BEAUPRE_SERVER_ARGON2_TIME_COST": "1", "BEAUPRE_SERVER_ARGON2_MEMORY_KIB": "8"}
PAST_MS = 30 * 24 * 3600 * 1000


@dataclass(slots=True)
class Report:
    """What happened."""

    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        """For the summary of the tests."""
        told = ", ".join(f"{count} {what}" for what, count in sorted(self.counts.items()))
        return f"soak: seed {self.seed}: {told}"


class Server:
    """`beaupre serve` as a process, always at the same address."""

    def __init__(self, folder: Path, database: str, name: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._name = name
        self._arguments = ["--port", str(self.port), "--database", database]
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start; `wait` tells when it listens."""
        keys = str(self._folder / "keys")
        with (self._folder / f"{self._name}.log").open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ui.cli.main", "serve", "--json", *self._arguments],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, **CHEAP, "BEAUPRE_SERVER_SECRETS_FILE": keys},
            )

    def wait(self) -> None:
        """Until it listens."""
        assert self._process is not None
        assert self._process.stdout is not None
        assert json.loads(self._process.stdout.readline())["event"] == "ready"

    def kill(self) -> None:
        """As a crash of its machine."""
        self._stop(signal.SIGKILL)

    def close(self) -> None:
        """End it."""
        self._stop(signal.SIGTERM)

    def _stop(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.communicate(timeout=30)
            self._process = None


def stock(session: Session, titles: int) -> dict[str, list[str]]:
    """Titles with a copy in each branch; where they lie."""
    shelves: dict[str, list[str]] = {branch: [] for branch in BRANCHES}
    for n in range(titles):
        title = holdings.Title(
            id=f"t{n:03}", title=f"Title {n}", kind="book", collection="adult", language="fr"
        )
        session.add(title)
        session.flush()
        mark(session, "title", title.id)
        for branch in BRANCHES:
            item = f"i{n:03}{branch}"
            session.add(holdings.Item(id=item, title=title.id, home=branch, kind="book"))
            shelves[branch].append(item)
    return shelves


class Soak:
    """One run. `folder`: for keys and logs."""

    def __init__(self, folder: Path, seed: int, seconds: float, stations: int, titles: int) -> None:
        self.report = Report(seed)
        self._folder = folder
        self._seconds = seconds
        self._rng = random.Random(seed)
        self._town = Town(random.Random(seed + 1), time.time_ns() // 1_000_000 - PAST_MS)
        self._cards = [f"21049000{n:05}" for n in range(PATRONS)]
        self._counts = (stations, titles)
        self._end = threading.Event()

    def run(self) -> Report:
        """All of it."""
        cluster = Cluster(new_folder(), port=free_port(), durable=True)
        try:
            cluster.make()
            cluster.start()
            cluster.execute("CREATE DATABASE town")
            url = cluster.url("town")
            servers = [Server(self._folder, url, f"server{n}") for n in range(2)]
            stations = self._settle(url, [server.url for server in servers])
            try:
                for each in (Server.start, Server.wait):
                    for server in servers:
                        each(server)
                self._live(stations, servers, cluster)
                self._settle_up(stations)
            finally:
                for station in stations:
                    station.close()
                for server in servers:
                    server.close()
            self._compare(url, stations)
        finally:
            cluster.close()
        self.report.counts += self._town.counts
        return self.report

    def _services(self, url: str) -> Services:
        return build_services(
            settings_for(self._folder, database=url, secrets_file=self._folder / "keys")
        )

    def _settle(self, url: str, urls: list[str]) -> list[Station]:
        stations, titles = self._counts
        with closing(self._services(url)) as services:
            settle(services)
            with services.database.write() as session:
                self._town.shelves = stock(session, titles)
                for card in self._cards:
                    add_patron(services, session, card, card)
            found = []
            for n in range(stations):
                name, branch = f"s{n:02}", BRANCHES[n % len(BRANCHES)]
                code = services.enrolments.make_code(name, branch)
                token = services.enrolments.enrol(code, name).token
                kiosk = Kiosk(name, services.keys.public_key, branch)
                found.append(Station(kiosk, token, urls, self._town, self._rng.randrange(1 << 32)))
        return found

    def _live(self, stations: list[Station], servers: list[Server], cluster: Cluster) -> None:
        with ThreadPoolExecutor(WORKERS + 1) as pool:
            done = [pool.submit(self._work, stations[n::WORKERS]) for n in range(WORKERS)]
            try:
                self._trouble(servers, cluster)
            finally:
                self._end.set()
            for each in done:
                each.result()

    def _work(self, mine: list[Station]) -> None:
        rng = random.Random(self._rng.randrange(1 << 32))
        while mine and not self._end.is_set():
            rng.choice(mine).act(self._cards)
            # People are slower than that: who is starting again gets its share of the machine.
            self._end.wait(rng.uniform(0, PAUSE_S))

    def _trouble(self, servers: list[Server], cluster: Cluster) -> None:
        """Kill and bring back, as long as the town lives; PostgreSQL once, before the servers."""
        end_s = time.monotonic() + self._seconds
        for n in count():
            if time.monotonic() > end_s and n > 1:
                return
            self._end.wait(self._rng.uniform(0.5, 2))
            if n == 0:
                cluster.kill()
                self._end.wait(self._rng.uniform(0.2, 1.0))
                cluster.start()
                self.report.counts["PostgreSQL stopped"] += 1
                continue
            server = self._rng.choice(servers)
            server.kill()
            self._end.wait(self._rng.uniform(0.1, 0.8))
            server.start()
            self.report.counts["server killed"] += 1
            self._end.wait(self._rng.uniform(0, 1))
            server.wait()

    def _settle_up(self, stations: list[Station]) -> None:
        """All deliver what they have; then all read the feed, which holds everything by now."""
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(Station.deliver_all, stations))
            list(pool.map(Station.sync, stations))
            for found in pool.map(Station.differences, stations):
                self.report.wrong += found

    def _compare(self, url: str, stations: list[Station]) -> None:
        """The database with the disks, with the truth and with its own record folded anew."""
        with closing(self._services(url)) as services:
            with services.database.write() as session:
                self._compare_records(session, stations)
                self._compare_holders(session)
                before = state_digest(session)
            with services.database.write() as session:
                rebuild(session, services.clock())
                after = state_digest(session)
        differing = before.differing(after)
        if differing:
            self.report.wrong.append(f"folded anew is other: {' '.join(differing)}")

    def _compare_records(self, session: Session, stations: list[Station]) -> None:
        made = {op.id: op.hash for station in stations for op in station.kiosk.disk}
        found = session.execute(
            select(StoredOperation.id, StoredOperation.hash, StoredOperation.outcome_class).where(
                StoredOperation.station != CENTRAL
            )
        ).all()
        stored = {row.id: row.hash for row in found}
        self.report.counts["operations"] = len(made)
        if stored != made:
            lost, strange = made.keys() - stored.keys(), stored.keys() - made.keys()
            self.report.wrong.append(f"lost {sorted(lost)}, not made {sorted(strange)}")
        if any(row.outcome_class is None for row in found):
            self.report.wrong.append("records without an outcome")
        conflicts = session.scalars(select(ConflictRow.code).where(ConflictRow.state == "open"))
        self.report.counts += Counter(f"conflicts {code}" for code in conflicts)
        named = session.scalars(select(Sidecar.operation)).all()
        self.report.counts["sidecars"] = len(named)

    def _compare_holders(self, session: Session) -> None:
        rows = session.scalars(select(ItemRow)).all()
        held = {row.item: row.patron for row in rows if row.status == "on_loan"}
        truth = {item: patron_of(card) for item, card in self._town.lent.items()}
        self.report.counts["on loan"] = len(held)
        if held != truth:
            items = {
                item for item in held.keys() | truth.keys() if held.get(item) != truth.get(item)
            }
            self.report.wrong.append(f"wrong holders: {sorted(items)}")
