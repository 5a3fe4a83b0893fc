"""What a monitoring system reads at `GET /metrics`, in Prometheus' text format.

Counts of this process (requests, refused guesses, its database connections) and of the town (from
the database, looked at once a minute). Of several processes on one database each has its own; sum
the first, take any of the second. No patron, title, card or token is in a name or a label.
"""

from __future__ import annotations

import platform
import threading
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.doubled import DoubledCard
from catalogue.db.operating import StationContact
from catalogue.db.people import Station
from catalogue.db.present import ConflictRow, FeedPending
from catalogue.db.record import StoredOperation
from catalogue.domain.operations import Kind
from catalogue.services.daily import start_ms
from catalogue.services.daily_round import newest_done
from catalogue.services.feed import newest_number
from catalogue.services.operating.pruning import newest_verified
from catalogue.services.registry import OPEN
from catalogue.services.town import Clock

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LOOK_EVERY_MS = 60_000
MINUTE_MS = 60_000
AGES = (("5m", 5), ("1h", 60), ("1d", 24 * 60))
"""Stations heard within this time; of the others it says `older` or `never`."""
KINDS = frozenset(map(str, Kind))
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Of one server process."""

    def __init__(self, database: Database, clock: Clock, version: str) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "beaupre_requests",
            "Requests answered, by route pattern and status",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "beaupre_request_seconds",
            "How long a request took",
            ("method", "route"),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._refused = Counter(
            "beaupre_argon2_refusals",
            "Tries that were refused before anything was hashed",
            ("route",),
            registry=self._registry,
        )
        self._registry.register(_Town(database, clock, version))

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered. `route` is the pattern, never what somebody sent."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            self._refused.labels(route).inc()

    def text(self) -> bytes:
        """Everything, now."""
        return generate_latest(self._registry)


class _Town(Collector):
    """Looks into the database when it is asked, at most once a minute."""

    def __init__(self, database: Database, clock: Clock, version: str) -> None:
        self._database = database
        self._clock = clock
        self._version = version
        self._lock = threading.Lock()
        self._seen: list[Metric] = []
        self._looked_ms: int | None = None

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: registering looks into no database."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """The town's metrics and this process's connections."""
        yield _gauge(
            "beaupre_build_info",
            "What runs here",
            ("version", "python"),
            [((self._version, platform.python_version()), 1)],
        )
        yield _gauge(
            "beaupre_database_connections",
            "Connections of this process to its database",
            ("pool", "state"),
            [
                ((pool, state), count)
                for pool, counts in self._database.connections().items()
                for state, count in counts.items()
            ],
        )
        yield from self._town()

    def _town(self) -> list[Metric]:
        with self._lock:
            now_ms = self._clock()
            if self._looked_ms is None or not 0 <= now_ms - self._looked_ms < LOOK_EVERY_MS:
                with self._database.read() as session:
                    self._seen = list(_look(session, now_ms))
                self._looked_ms = now_ms
            return self._seen


Samples = Iterable[tuple[tuple[str, ...], float]]


def _gauge(name: str, text: str, labels: tuple[str, ...], samples: Samples) -> Metric:
    family = GaugeMetricFamily(name, text, labels=labels)
    for values, number in samples:
        family.add_metric(values, number)
    return family


def _look(session: Session, now_ms: int) -> Iterator[Metric]:
    kinds = session.execute(
        select(StoredOperation.kind, StoredOperation.outcome_class, func.count()).group_by(
            StoredOperation.kind, StoredOperation.outcome_class
        )
    )
    yield _gauge(
        "beaupre_operations",
        "Operations in the record, by kind and outcome",
        ("kind", "outcome"),
        [((_kind(kind), outcome or "none"), count) for kind, outcome, count in kinds],
    )
    conflicts = session.execute(
        select(ConflictRow.code, func.count())
        .where(ConflictRow.state == OPEN)
        .group_by(ConflictRow.code)
    )
    yield _gauge(
        "beaupre_conflicts_open",
        "Conflicts that wait for staff, by code",
        ("code",),
        [((code,), count) for code, count in conflicts],
    )
    doubled = select(func.count()).where(DoubledCard.settled_ms.is_(None))
    yield _gauge(
        "beaupre_doubled_cards",
        "Cards used in two branches at once that wait for staff",
        (),
        [((), session.scalar(doubled) or 0)],
    )
    yield _gauge(
        "beaupre_stations",
        "Stations that are not revoked, by when they last spoke",
        ("heard",),
        [((age,), count) for age, count in _ages(session, now_ms).items()],
    )
    pending = session.scalar(select(func.count()).select_from(FeedPending)) or 0
    yield _gauge(
        "beaupre_feed_number", "Newest number of the feed", (), [((), newest_number(session))]
    )
    yield _gauge("beaupre_feed_pending", "Changed rows without a number yet", (), [((), pending)])
    backup = newest_verified(session)
    yield _gauge(
        "beaupre_backup_verified_timestamp_seconds",
        "When the newest verified backup was made",
        (),
        [] if backup is None else [((), backup.made_ms / 1000)],
    )
    day = newest_done(session)
    yield _gauge(
        "beaupre_daily_done_timestamp_seconds",
        "When the newest day began whose work is done",
        (),
        [] if day is None else [((), start_ms(session, day) / 1000)],
    )


def _kind(kind: str) -> str:
    """A kind nobody knows is whatever a station sent."""
    return kind if kind in KINDS else "unknown"


def _ages(session: Session, now_ms: int) -> dict[str, int]:
    found = dict.fromkeys([age for age, _ in AGES], 0) | {"older": 0, "never": 0}
    rows = session.execute(
        select(StationContact.contact_ms)
        .select_from(Station)
        .outerjoin(StationContact, StationContact.station == Station.name)
        .where(Station.revoked_ms.is_(None))
    )
    for (contact_ms,) in rows:
        if contact_ms is None:
            found["never"] += 1
            continue
        minutes = (now_ms - contact_ms) / MINUTE_MS
        found[next((age for age, most in AGES if minutes <= most), "older")] += 1
    return found
