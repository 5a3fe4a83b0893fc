"""What one loan asked of the server costs, over HTTP on this machine.

* The same question of a card with 500 loans and of one with none, on SQLite and on PostgreSQL.
* On PostgreSQL, whose files are synced: questions a second of one client, ÷ `pgbench -N -c 1`, and
  ÷ the very statements the server sends, sent bare through psycopg on a copy of the same town; with
  eight clients beside it. Afterwards both copies hold the same loans.
"""

from __future__ import annotations

import statistics
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, Round, alternate, compared, percentile
from bench.lending_town import LendingTown, ask, found, serving_at
from bench.recorded_sql import send_again, write_down
from bench.town import scratch
from tests.support.databases import Cluster, binaries, free_port, new_folder

OPEN_LOANS = 500
BLOCK = 40
"""Questions of one kind, one after the other."""
QUESTIONS = 300
CLIENTS = 8
PGBENCH_S = 5


@contextmanager
def synced_cluster() -> Iterator[Cluster]:
    """A PostgreSQL whose commits are on disk."""
    cluster = Cluster(new_folder(), port=free_port(), durable=True)
    try:
        cluster.make()
        cluster.start()
        yield cluster
    finally:
        cluster.close()


def full_cards(folder: Path, cluster: Cluster | None, scale: Scale) -> Sequence[Figure]:
    """A card with many loans against cards with none."""
    name = "SQLite" if cluster is None else "PostgreSQL"
    loans, block = (20, 4) if scale.tiny else (OPEN_LOANS, BLOCK)
    blocks = 2 * scale.rounds + 1
    place = folder / name
    place.mkdir()
    url = str(place / "town.db") if cluster is None else cluster.fresh()
    items = loans + block * blocks
    town = found(url, place, items=items, cards=1 + block * (scale.rounds + 1), askers=1)
    asker, stock = town.askers[0], iter(town.items)
    full, *empty = town.cards
    fresh = iter(empty)
    before = [asker.question(next(stock), full) for _ in range(loans)]
    bodies = [
        [asker.question(next(stock), full if number % 2 else next(fresh)) for _ in range(block)]
        for number in range(blocks)
    ]
    taken: dict[str, list[float]] = {"full": [], "empty": []}
    asked = iter(bodies)

    def block_of(kind: str) -> float:
        times = ask(address, asker.token, next(asked))
        taken[kind] += times
        return statistics.median(times) * 1000

    with serving_at(town, url, place / "server.log") as address:
        ask(address, asker.token, before)
        rounds = alternate(lambda: block_of("full"), lambda: block_of("empty"), scale.rounds)
    against = "a card with no loan"
    p99 = [percentile(times, 0.99) * 1000 for times in (taken["full"], taken["empty"])]
    return [
        compared(
            f"p50, card with {loans} loans, {name}", "ms", rounds, against=against,
            aim=Aim("<=", 1.2),
        ),
        Figure(
            name=f"p99, card with {loans} loans, {name}",
            unit="ms",
            ours=p99[0],
            against=against,
            theirs=p99[1],
            ratio=p99[0] / p99[1],
            aim=Aim("<=", 2.0),
            rounds=scale.rounds,
        ),
    ]  # fmt: skip


def pgbench(cluster: Cluster, clients: int, seconds: int) -> float:
    """Transactions a second of PostgreSQL's own simple write benchmark."""
    arguments = ["-h", "127.0.0.1", "-p", str(cluster.port), "-U", "beaupre", "pgbench"]
    done = subprocess.run(
        [
            str(binaries() / "pgbench"), "-N", "-n", "-c", str(clients), "-j", "1",
            "-M", "prepared", "-T", str(seconds), *arguments,
        ],
        capture_output=True, text=True, check=True, cwd="/",
    )  # fmt: skip
    line = next(line for line in done.stdout.splitlines() if line.startswith("tps = "))
    return float(line.split()[2])


def _prepare_pgbench(cluster: Cluster, scale: int) -> None:
    cluster.execute("CREATE DATABASE pgbench")
    arguments = ["-h", "127.0.0.1", "-p", str(cluster.port), "-U", "beaupre", "pgbench"]
    command = [str(binaries() / "pgbench"), "-i", "-q", "-s", str(scale), *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd="/")


def on_postgresql(folder: Path, cluster: Cluster, scale: Scale) -> Sequence[Figure]:
    """One client and eight against pgbench; one against its own statements."""
    questions = 4 if scale.tiny else QUESTIONS
    seconds, clients = (1, 2) if scale.tiny else (PGBENCH_S, CLIENTS)
    place = folder / "compared"
    place.mkdir()
    _prepare_pgbench(cluster, 1 if scale.tiny else 10)
    base = cluster.fresh()
    count = questions * clients
    town = found(base, place, items=count, cards=count, askers=clients)
    bodies = [
        [asker.question(town.items[n], town.cards[n]) for n in range(first, count, clients)]
        for first, asker in enumerate(town.askers)
    ]
    copies = _Copies(cluster, town)

    def over_http(together: int) -> float:
        url = copies.new()
        with serving_at(town, url, place / f"{uuid.uuid4().hex}.log") as address:
            rate = _ask_together(address, town, bodies[:together])
        copies.last = url
        return rate

    scripts = write_down(town, copies.new(), town.askers[0].token, bodies[0])

    def bare() -> float:
        url = copies.new()
        rate = questions / sum(send_again(url, scripts))
        copies.last_bare = url
        return rate

    def figure(name: str, against: str, rounds: Sequence[Round], aim: Aim | None) -> Figure:
        return compared(name, "loans/s", rounds, against=against, aim=aim, rate=True)

    def against_pgbench(together: int) -> tuple[Round, ...]:
        return alternate(
            lambda: over_http(together), lambda: pgbench(cluster, together, seconds), scale.rounds,
            once=scale.tiny,
        )  # fmt: skip

    one = against_pgbench(1)
    # A try takes the server's rate from above, and saves itself a start.
    again = (lambda: one[-1].ours) if scale.tiny else (lambda: over_http(1))
    own = alternate(again, bare, scale.rounds, once=scale.tiny)
    copies.same_in_the_end()
    statements = statistics.mean(len(script) for script in scripts)
    many = against_pgbench(clients)
    return [
        figure("one client, PostgreSQL", "pgbench -N -c 1", one, Aim(">=", 0.25)),
        figure(
            f"one client, {statements:.0f} statements a loan", "the same SQL through psycopg",
            own, Aim(">=", 0.5),
        ),
        figure(f"{clients} clients, PostgreSQL", f"pgbench -N -c {clients}", many, None),
    ]  # fmt: skip


def _ask_together(address: str, town: LendingTown, bodies: Sequence[Sequence[bytes]]) -> float:
    """Questions a second of so many clients, each a process with a station of its own."""
    if len(bodies) == 1:
        return len(bodies[0]) / sum(ask(address, town.askers[0].token, bodies[0]))
    with ProcessPoolExecutor(len(bodies)) as pool:
        list(pool.map(time.sleep, [0.05] * len(bodies)))
        began = time.perf_counter()
        waiting = [
            pool.submit(ask, address, asker.token, own)
            for asker, own in zip(town.askers, bodies, strict=False)
        ]
        for each in waiting:
            each.result()
        return sum(map(len, bodies)) / (time.perf_counter() - began)


class _Copies:
    """Copies of one town's database."""

    def __init__(self, cluster: Cluster, town: LendingTown) -> None:
        self._cluster = cluster
        self._template = str(make_url(town.url).database)
        self.last = self.last_bare = ""

    def new(self) -> str:
        """Another one, as nobody has touched it."""
        return self._cluster.fresh(self._template)

    def same_in_the_end(self) -> None:
        """Raises RuntimeError when the statements sent bare left another town than the server."""
        if _loans(self.last) != _loans(self.last_bare):
            raise RuntimeError("the bare statements left another town than the server")


def _loans(url: str) -> list[tuple[object, ...]]:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        query = "SELECT l.id, l.item, l.patron_id, l.due_ms, s.status, o.outcome_class FROM loans l"
        query += (
            " JOIN item_state s ON s.loan = l.id JOIN operations o ON o.id = l.id ORDER BY l.id"
        )
        return connection.execute(query.encode()).fetchall()


def measure(scale: Scale) -> Sequence[Figure]:
    """Both databases, one after the other; a try asks full cards on SQLite only."""
    steps: list[Callable[[Path, Cluster], Sequence[Figure]]] = [
        lambda folder, _cluster: full_cards(folder, None, scale),
        lambda folder, cluster: full_cards(folder, cluster, scale),
        lambda folder, cluster: on_postgresql(folder, cluster, scale),
    ]
    if scale.tiny:
        del steps[1]
    with scratch() as folder, synced_cluster() as cluster:
        return [figure for step in steps for figure in step(folder, cluster)]


main = bench_command("lending", measure, __doc__)

if __name__ == "__main__":
    main()
