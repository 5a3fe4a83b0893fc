"""How fast a station delivers what it recorded while it was cut off.

Ours: the station's pusher on its journal, batch after batch, acknowledged on disk. The peer: the
same records through the same endpoint, one a call, on a connection that is kept open, with nothing
to acknowledge. Each starts with a copy of the same server; in the end both servers hold the same
loans. Once as the machine is, once over a line with a round trip of 50 ms.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, alternate, compared
from bench.slow_line import SlowLine
from bench.town import Branch, cut_off, found_branch, scratch, serving
from catalogue.client import CentralClient
from catalogue.domain.ids import fresh_id
from kiosk.gateway.central import operations_request
from kiosk.gateway.line import Line
from kiosk.store.clock import SystemClock
from kiosk.store.journal import Journal
from kiosk.sync.clock_keeper import ClockKeeper
from kiosk.sync.pusher import Pusher
from kiosk.sync.worker import Pace

OPERATIONS = 10_000
PEER_OPERATIONS = 500
"""The peer's pace is the same from the first record to the last; it takes hours otherwise."""
ROUND_TRIP_S = 0.05
TIMEOUT_S = 60.0
Drain = Callable[[Branch, str, int], float]


@contextmanager
def _journal(branch: Branch) -> Iterator[Journal]:
    clock = SystemClock()
    with closing(Journal.open(branch.journal, clock=clock, new_id=fresh_id)) as journal:
        yield journal


def ours(branch: Branch, url: str, _count: int) -> float:
    """Seconds to deliver the whole queue."""
    clock = SystemClock()
    token = branch.credentials.token
    with _journal(branch) as journal, closing(_client(url, token)) as client:
        keeper, line = ClockKeeper(journal, clock), Line(clock)
        pusher = Pusher(client, journal, keeper, line, Pace(), lambda _epoch: None)
        began = time.perf_counter()
        now_s = 0.0
        while pusher.step(now_s) == now_s:
            pass
        took = time.perf_counter() - began
        left = journal.counts()
        if left.pending or left.quarantined:
            raise RuntimeError(f"not delivered: {left}")
    return took


def one_by_one(branch: Branch, url: str, count: int) -> float:
    """Seconds to send the first `count` records of the queue, each alone."""
    with _journal(branch) as journal, closing(_client(url, branch.credentials.token)) as client:
        requests = [operations_request(journal, [record]) for record in journal.due(count)]
        client.health()
        began = time.perf_counter()
        for request in requests:
            (result,) = client.operations(request).results
            if result.status != "recorded":
                raise RuntimeError(f"not recorded: {result}")
        return time.perf_counter() - began


def _client(url: str, token: str) -> CentralClient:
    return CentralClient(url, token, timeout_s=TIMEOUT_S)


def rate(base: Branch, folder: Path, drain: Drain, count: int, round_trip_s: float) -> float:
    """Records a second, on a copy of everything."""
    branch = base.copy(folder)
    try:
        with serving(branch.database) as url, SlowLine(url, round_trip_s) as line:
            return count / drain(branch, line.url if round_trip_s else url, count)
    finally:
        shutil.rmtree(folder)


def same_in_the_end(base: Branch, folder: Path, count: int) -> None:
    """Raises RuntimeError when the first `count` records leave other loans by one way than by the
    other."""
    found = []
    for name, drain in (("batch", ours), ("single", one_by_one)):
        branch = base.copy(folder / name)
        with _journal(branch) as journal:
            first = {record.id for record in journal.due(count)}
            rest = [record.id for record in journal.due(10**9) if record.id not in first]
            for record_id in rest:
                journal.quarantine(record_id, "left_out")
        with serving(branch.database) as url:
            if drain is ours:
                _deliver_some(branch, url)
            else:
                one_by_one(branch, url, count)
        found.append(_present(branch.database))
        shutil.rmtree(branch.folder)
    if found[0] != found[1]:
        raise RuntimeError("one by one the town came to another present than in batches")


def _deliver_some(branch: Branch, url: str) -> None:
    with _journal(branch) as journal, closing(_client(url, branch.credentials.token)) as client:
        while batch := journal.due(Pace().batch):
            request = operations_request(journal, list(batch))
            reply = client.operations(request)
            journal.acknowledge(reply.results, reply.ack, reply.prune_below, request.epoch)


def _present(database: Path) -> tuple[list[tuple[object, ...]], ...]:
    queries = (
        "SELECT id, outcome_class, outcome_reason FROM operations ORDER BY id",
        "SELECT item, status, loan, due_ms, branch FROM item_state ORDER BY item",
        "SELECT * FROM loans ORDER BY 1",
        "SELECT id, code, subject FROM conflicts ORDER BY id",
    )
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return tuple(connection.execute(query).fetchall() for query in queries)


def measure(scale: Scale) -> Sequence[Figure]:
    """Both ways, in turns, on a quick and on a slow line."""
    operations, singles = (40, 10) if scale.tiny else (OPERATIONS, PEER_OPERATIONS)
    with scratch() as folder:
        base = found_branch(folder / "base", scale)
        cut_off(base, operations)
        if not scale.tiny:
            same_in_the_end(base, folder, singles)

        def run(drain: Drain, count: int, round_trip_s: float) -> float:
            return rate(base, folder / "copy", drain, count, round_trip_s)

        figures = []
        for trip_s, least in ((0.0, 20.0), (ROUND_TRIP_S, 80.0))[: 1 if scale.tiny else 2]:
            done = alternate(
                lambda trip_s=trip_s: run(ours, operations, trip_s),
                lambda trip_s=trip_s: run(one_by_one, singles, trip_s),
                scale.rounds,
                once=scale.tiny,
            )
            figures.append(
                compared(
                    f"{operations} records, round trip {trip_s * 1000:g} ms",
                    "records/s",
                    done,
                    against="one a call",
                    aim=Aim(">=", least),
                    batch=Pace().batch,
                )
            )
    return figures


main = bench_command("drain", measure, __doc__, town=True)

if __name__ == "__main__":
    main()
