"""Several real stations in one town: their own disks and clocks, one server on loopback."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from catalogue.client import CentralClient
from catalogue.db.holdings import Item
from catalogue.db.present import ConflictRow, LoanRow
from catalogue.db.record import StoredOperation
from catalogue.domain.ids import uuid7_of
from catalogue.domain.operations import Operation
from support.central import MINUTE, T0, HandClock, LittleTown, serving
from support.station_in_town import Station, show_items, station_at


def ids_of(name: str) -> Callable[[], str]:
    """UUIDv7s of one station, the same in every run."""
    numbers = itertools.count(1)

    def make() -> str:
        n = next(numbers)
        return uuid7_of(T0 + n, hashlib.sha256(f"{name} {n}".encode()).digest()[:10])

    return make


@dataclass
class Branches:
    """A town with stations A and B, each in the branch of its name; time passes for all."""

    town: LittleTown
    url: str
    stations: dict[str, Station] = field(default_factory=dict)

    def pass_ms(self, ms: int) -> None:
        self.town.clock.pass_ms(ms)
        for station in self.stations.values():
            station.clock.go(ms)

    def cut(self) -> None:
        """No station reaches the server."""
        for station in self.stations.values():
            station.line.mark(up=False)

    def sync(self, name: str) -> None:
        """This station reaches the server for as long as it takes."""
        station = self.stations[name]
        station.line.mark(up=True)
        station.settle()
        assert station.line.up
        # What the last exchange told of the clock goes with the next one.
        assert [row for row in station.journal.queue() if row.kind != "clock"] == []
        station.line.mark(up=False)

    def add_items(self, *items: str) -> None:
        """New things of title u, at home in A, of which every station knows."""
        with self.town.services.database.write() as session:
            session.add_all(Item(id=item, title="u", home="A", kind="book") for item in items)
        show_items(self.town)
        self.pass_ms(MINUTE)
        for name in self.stations:
            self.sync(name)

    def lend(self, name: str, who: str, item: str) -> Operation:
        """On the offline rules."""
        op, decision = self.stations[name].lend(who, item)
        assert (decision.accepted, decision.decided_by) == (True, "grounds"), decision.reason
        return op

    def loans(self, item: str) -> list[LoanRow]:
        """All of them, in the order they began."""
        with self.town.services.database.read() as session:
            rows = select(LoanRow).where(LoanRow.item == item).order_by(LoanRow.start_ms)
            return list(session.scalars(rows))

    def stored(self, *ops: Operation) -> list[StoredOperation]:
        """What the server made of these."""
        with self.town.services.database.read() as session:
            return [session.get_one(StoredOperation, op.id) for op in ops]

    def conflicts(self, item: str) -> list[ConflictRow]:
        """Of an item, in whatever state."""
        with self.town.services.database.read() as session:
            return list(session.scalars(select(ConflictRow).where(ConflictRow.subject == item)))


@contextmanager
def branches(
    folder: Path, template: Path | None = None, skews_ms: Mapping[str, int] | None = None
) -> Iterator[Branches]:
    """Stations A and B, or those of `skews_ms`, in contact once and cut off since."""
    (folder / "server").mkdir(parents=True)
    town = LittleTown(folder / "server", HandClock(), template)
    with ExitStack() as stack:
        stack.callback(town.services.close)
        url = stack.enter_context(serving(town))
        made = Branches(town, url)
        show_items(town)
        for name, skew_ms in (skews_ms or {"A": 0, "B": 0}).items():
            town.kiosk(name.lower(), name)
            made.stations[name] = station_at(
                folder / name,
                town,
                url,
                stack,
                name=name.lower(),
                new_id=ids_of(name),
                skew_ms=skew_ms,
            )
            made.sync(name)
        made.pass_ms(MINUTE)
        yield made


@contextmanager
def rest(town: LittleTown, url: str, name: str) -> Iterator[CentralClient]:
    """The REST interface as that station."""
    client = CentralClient(url, town.tokens[name], timeout_s=20)
    try:
        yield client
    finally:
        client.close()
