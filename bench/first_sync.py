"""How long a new station's first sync takes in a large town, and how much travels.

Ours: the station's own puller and snapshot, the product's server in a process of its own, HTTP on
loopback: 100,000 titles, 150,000 items and 20,000 cards, read from the tables, compressed, checked,
hashed, stored with a look-up by key, and swapped in. The peer: the same rows, ready in memory, as
JSON lines through zlib and back at the same level, and ready tuples through a bare sqlite3
`executemany` in one commit. Nothing is read, parsed or checked there. Then 1,000 changes likewise.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, alternate, compared, percentile
from bench.large_town import LARGE, TINY, add_large_town, change_some
from bench.town import new_town, scratch, serving
from catalogue.client import CentralClient
from catalogue.domain.ids import fresh_id
from catalogue.server.routes_feed import LEVEL
from catalogue.wire.v1 import SnapshotPart
from kiosk.acts.enrolment import enrol
from kiosk.config.credentials import Credentials
from kiosk.gateway.line import Line
from kiosk.store.clock import SystemClock
from kiosk.store.journal import Journal
from kiosk.store.snapshot import Snapshot
from kiosk.sync.clock_keeper import ClockKeeper
from kiosk.sync.puller import Puller
from kiosk.sync.worker import Pace
from ui.cli.conductor.world import ENROLMENT_CODE, STATION

CHANGES = 1_000
TIMEOUT_S = 60.0
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
"""Per table its columns, and rows of the key and those columns."""


@dataclass(frozen=True, slots=True)
class Place:
    """A running server, and the station that is enrolled there."""

    folder: Path
    database: Path
    url: str
    credentials: Credentials

    def client(self) -> CentralClient:
        """As the station speaks."""
        return CentralClient(self.url, self.credentials.token, timeout_s=TIMEOUT_S)

    def wire_bytes(self, path: str) -> int:
        """Bytes of one answer's body as they travel."""
        headers = {"Authorization": f"Bearer {self.credentials.token}", "Accept-Encoding": "gzip"}
        with requests.get(
            self.url + path, headers=headers, stream=True, timeout=TIMEOUT_S
        ) as answer:
            return sum(map(len, answer.raw.stream(65536, decode_content=False)))


@contextmanager
def place(folder: Path, *, tiny: bool) -> Iterator[Place]:
    """The large town's server, and a station enrolled in it."""
    database = folder / "central.db"
    new_town(database)
    add_large_town(database, TINY if tiny else LARGE)
    with serving(database) as url:
        with closing(CentralClient(url, timeout_s=TIMEOUT_S)) as client:
            path = folder / "station.key"
            known = enrol(client, path, STATION, ENROLMENT_CODE, keep_station_key=True)
        yield Place(folder, database, url, known)


@contextmanager
def station(at: Place, name: str) -> Iterator[tuple[Puller, Snapshot]]:
    """A station's disk in a folder of its own, and what fills it."""
    folder, clock = at.folder / name, SystemClock()
    folder.mkdir()
    with (
        closing(
            Journal.open(folder / "journal.db", clock=clock, new_id=fresh_id, reserve_bytes=0)
        ) as journal,
        closing(Snapshot.open(folder / "snapshot.db")) as snapshot,
        closing(at.client()) as client,
    ):
        who = at.credentials
        journal.identity(who.station, who.epoch, who.branch)
        keeper, line = ClockKeeper(journal, clock), Line(clock)
        puller = Puller(client, journal, snapshot, keeper, line, Pace(), lambda: None)
        yield puller, snapshot


def pull(puller: Puller) -> float:
    """Seconds until the station has read the feed to its end."""
    began = time.perf_counter()
    while puller.step(0.0) == 0.0:
        pass
    return time.perf_counter() - began


def rows_of(parts: Sequence[SnapshotPart]) -> Rows:
    """All rows of a town, table by table."""
    found: Rows = {}
    tables = [table for part in parts for table in part.tables]
    for table in tables:
        columns, _ = found.setdefault(table.table, ([], []))
        columns += [name for name in table.columns if name not in columns]
    for table in tables:
        columns, rows = found[table.table]
        missing: list[Any] = [None] * len(table.keys)
        values = (map(_plain, table.columns.get(name, missing)) for name in columns)
        rows += zip(table.keys, *values, strict=True)
    return found


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value


def as_json(rows: Rows) -> bytes:
    """A line for each row, as a page of changes writes it."""
    lines = []
    for table, (columns, values) in rows.items():
        for key, *fields in values:
            row = {k: v for k, v in zip(columns, fields, strict=True) if v is not None}
            lines.append(
                json.dumps({"table": table, "key": key, "row": row}, ensure_ascii=False) + "\n"
            )
    return "".join(lines).encode()


class Bare:
    """The peer: `add` takes the time of one first sync, or of some changes to what is there."""

    def __init__(self, rows: Rows, path: Path) -> None:
        self.rows = rows
        self.text = as_json(rows)
        self._path = path

    def create(self) -> None:
        """Empty tables."""
        self._path.unlink(missing_ok=True)
        with closing(sqlite3.connect(self._path)) as connection:
            for table, (columns, _) in self.rows.items():
                names = ", ".join(f'"{name}"' for name in columns)
                connection.execute(f'CREATE TABLE "{table}" (key TEXT PRIMARY KEY, {names})')

    def add(self, rows: Rows, text: bytes) -> float:
        """Seconds for these rows."""
        with closing(sqlite3.connect(self._path)) as connection:
            began = time.perf_counter()
            if zlib.decompress(zlib.compress(text, LEVEL)) != text:
                raise RuntimeError("zlib has lost something")
            with connection:
                for table, (columns, values) in rows.items():
                    marks = ", ".join("?" * (len(columns) + 1))
                    connection.executemany(
                        f'INSERT OR REPLACE INTO "{table}" VALUES ({marks})',  # noqa: S608 - names of our own
                        values,
                    )
            return time.perf_counter() - began

    def __call__(self) -> float:
        self.create()
        return self.add(self.rows, self.text)


def measure(scale: Scale) -> Sequence[Figure]:
    """First syncs into new files by turns, then deltas into the last of them."""
    with scratch() as folder, place(folder, tiny=scale.tiny) as at:
        with closing(at.client()) as client:
            bare = Bare(rows_of(list(client.snapshot())), folder / "bare.db")
        count = sum(len(values) for _, values in bare.rows.values())
        numbers = iter(range(1_000_000))

        def ours() -> float:
            with station(at, f"station-{next(numbers)}") as (puller, snapshot):
                took = pull(puller)
                if snapshot.incomplete or len(snapshot.item_digest().branches or {}) < 1:
                    raise RuntimeError("the station has not got the town")
                return count / took

        done = alternate(ours, lambda: count / bare(), scale.rounds, once=scale.tiny)
        sent = at.wire_bytes("/v1/snapshot?cursor=")
        share = sent / len(bare.text)
        return [
            compared(
                "first sync",
                "rows/s",
                done,
                against="zlib and executemany",
                aim=Aim(">=", 0.3),
                rate=True,
                rows=count,
                seconds=round(count / statistics.median(each.ours for each in done), 2),
            ),
            Figure(
                name="first sync on the wire",
                unit="bytes",
                ours=sent,
                aim=Aim("<=", 0.15),
                against="raw JSON",
                theirs=len(bare.text),
                ratio=share,
            ),
            searchable(at),
            *delta(at, bare, scale),
        ]


def searchable(at: Place) -> Figure:
    """Seconds after a first sync until everything can be found, and the slices that takes; a loan
    waits for one at most."""
    with station(at, "searchable") as (puller, snapshot):
        pull(puller)
        slices = [0.0]
        more = True
        while more:
            began = time.perf_counter()
            more = snapshot.index_more()
            slices.append(1000 * (time.perf_counter() - began))
    return Figure(
        name="everything can be found after the first sync",
        unit="s",
        ours=sum(slices) / 1000,
        aim=None,
        notes={"slice_ms_p50": statistics.median(slices), "slice_ms_p99": percentile(slices, 0.99)},
    )


def delta(at: Place, bare: Bare, scale: Scale) -> Sequence[Figure]:
    """Some changes, numbered, fetched and stored; in pages, as a station reads them."""
    count = 20 if scale.tiny else CHANGES
    sent: list[int] = []
    text = b""
    with station(at, "delta") as (puller, snapshot), closing(at.client()) as client:
        pull(puller)
        bare()
        rows: Rows = {}

        def ours() -> float:
            nonlocal rows, text
            change_some(at.database, count)
            before = snapshot.next_cursor()
            took = pull(puller)
            rows = rows_of(list(client.snapshot(before)))
            text = as_json(rows)
            sent.append(_delta_bytes(at, client, before))
            return 1000 * took

        ours()  # the peer needs rows to begin with
        done = alternate(ours, lambda: 1000 * bare.add(rows, text), scale.rounds, once=scale.tiny)
    share = statistics.median(sent) / len(text)
    return [
        compared(
            f"delta of {count} changes",
            "ms",
            done,
            against="zlib and executemany",
            aim=None,
        ),
        Figure(
            name="delta on the wire",
            unit="bytes",
            ours=statistics.median(sent),
            aim=None,
            against="raw JSON",
            theirs=len(text),
            ratio=share,
        ),
    ]


def _delta_bytes(at: Place, client: CentralClient, cursor: str) -> int:
    total, more = 0, True
    while more:
        total += at.wire_bytes(f"/v1/changes?cursor={cursor}")
        page = client.changes(cursor)
        cursor, more = page.cursor, page.more
    return total


main = bench_command("first_sync", measure, __doc__)

if __name__ == "__main__":
    main()
