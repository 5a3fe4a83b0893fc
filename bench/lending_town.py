"""A town to lend in, on SQLite or PostgreSQL: stock, patrons and stations made once and copied, and
the questions its stations ask, prepared before any clock runs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests
from sqlalchemy import insert, update

from bench.town import START_S
from catalogue.db import holdings, people
from catalogue.domain.ids import fresh_id
from catalogue.domain.operations import GENESIS, Kind, Operation, Presence, seal
from catalogue.server.services import build_services
from catalogue.server.settings import ServerSettings
from catalogue.services.seed import seed_demo
from kiosk.store.clock import ClockSample, SystemClock, stamp
from kiosk.store.sidecar import seal_patron
from ui.cli.conductor.children import Child

BRANCH = "tilleuls"
DAY_MS = 86_400_000
COPIES_EACH = 4
LIMIT = 1_000_000


@dataclass(slots=True)
class Asker:
    """An enrolled station, as far as asking goes: its token and the head of its chain."""

    name: str
    token: str
    epoch: int
    server_key: bytes = field(repr=False)
    seq: int = 0
    head: str = GENESIS
    _clock: SystemClock = field(default_factory=SystemClock, repr=False)
    _sample: ClockSample = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._sample = ClockSample(
            self._clock.boot_id, self._clock.mono_ms(), self._clock.wall_ms(), 0, 5
        )

    def question(self, item: str, card: str) -> bytes:
        """The body of a request that asks for one loan."""
        now = stamp(self._clock, self._sample)
        sealed = seal_patron(card, self.server_key)
        self.seq += 1
        op = seal(
            Operation(
                id=fresh_id(),
                kind=Kind.CHECK_OUT,
                station=self.name,
                epoch=self.epoch,
                seq=self.seq,
                prev_hash=self.head,
                boot_id=f"{self.name}-boot",
                mono_ms=now.mono_ms,
                wall_ms=now.wall_ms,
                offset_ms=now.offset_ms,
                error_ms=now.error_ms,
                basis=now.basis,
                presence=Presence.TAG,
                item=item,
                branch=BRANCH,
                patron_c=sealed.commitment,
                payload={"due_ms": now.wall_ms + 21 * DAY_MS},
                grounds={"snapshot": 1, "age_ms": 1000, "verdict": "allow"},
                evidence={"uid": "E004015000000001", "before": "07"},
            )
        )
        self.head = op.hash
        request = {
            "epoch": self.epoch,
            "head": {"seq": self.seq, "hash": self.head},
            "ask": op.id,
            "records": [{"op": op.to_json(), "sidecar": sealed.sidecar}],
        }
        return json.dumps(request).encode()


@dataclass(slots=True)
class LendingTown:
    """`items` and `cards` made for the bench: nobody has borrowed anything yet."""

    url: str
    keys: Path
    items: list[str]
    cards: list[str]
    askers: list[Asker]


def found(url: str, folder: Path, *, items: int, cards: int, askers: int) -> LendingTown:
    """Make the demo town larger in an empty database at `url`. A card may have a million loans."""
    settings = ServerSettings(database=url, secrets_file=folder / "keys", demo=True)
    with closing(build_services(settings)) as services:
        seed_demo(
            services.database, services.keys, services.hasher, services.rules, services.clock()
        )
        stock = [f"310499{number:07}" for number in range(items)]
        numbers = [f"29999{number:07}" for number in range(cards)]
        with services.database.write() as session:
            session.execute(update(holdings.Category).values(loan_limit=LIMIT))
            session.execute(update(holdings.Policy).values(kind_limit=None))
            titles = {f"lent-{number // COPIES_EACH}" for number in range(items)}
            session.execute(
                insert(holdings.Title),
                [
                    {"id": t, "title": t, "kind": "book", "collection": "adult", "language": "fr"}
                    for t in sorted(titles)
                ],
            )
            session.execute(
                insert(holdings.Item),
                [
                    {
                        "id": item,
                        "title": f"lent-{n // COPIES_EACH}",
                        "home": BRANCH,
                        "kind": "book",
                    }
                    for n, item in enumerate(stock)
                ],
            )
            session.execute(
                insert(people.Patron),
                [{"id": f"reader-{n}", "category": "adult", "branch": BRANCH} for n in numbers],
            )
            session.execute(
                insert(people.Card), [{"number": n, "patron": f"reader-{n}"} for n in numbers]
            )
        key = services.keys.public_key
        stations = []
        for number in range(askers):
            name = f"asker-{number}"
            told = services.enrolments.enrol(services.enrolments.make_code(name, BRANCH), name)
            stations.append(Asker(name, told.token, told.epoch, key))
    return LendingTown(url, folder / "keys", stock, numbers, stations)


@contextmanager
def serving_at(town: LendingTown, url: str, log: Path) -> Iterator[str]:
    """A server on a copy of the town's database; its address."""
    config = log.with_suffix(".toml")
    config.write_text(
        f"database = {json.dumps(url)}\nsecrets_file = {json.dumps(str(town.keys))}\n"
    )
    options = ["serve", "--config", str(config), "--port", "0", "--json"]
    child = Child("server", options, log, env={})
    try:
        ready = child.wait_for(
            lambda said: said.get("event") == "ready", timeout_s=START_S, what="being ready"
        )
        yield str(ready["url"])
    finally:
        child.stop()


def ask(address: str, token: str, bodies: Sequence[bytes]) -> list[float]:
    """Seconds of each question, one after the other on one kept connection. Raises RuntimeError
    for an answer that is no."""
    taken = []
    with requests.Session() as line:
        line.headers.update(
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        )
        line.get(f"{address}/v1/health", timeout=30).raise_for_status()
        for body in bodies:
            began = time.perf_counter()
            reply = line.post(f"{address}/v1/operations", data=body, timeout=30)
            taken.append(time.perf_counter() - began)
            answer = reply.json().get("answer") or {}
            if answer.get("verdict") != "accepted":
                raise RuntimeError(f"not lent: {reply.status_code} {reply.text[:300]}")
    return taken
