"""A station with real files, and the small town's server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from catalogue.client import CentralClient
from catalogue.db.holdings import Item
from catalogue.domain.operations import Operation
from catalogue.domain.policy import Means, OfflineRules
from catalogue.services.present import Present
from catalogue.wire.v1 import PatronSession
from kiosk.config.credentials import Credentials, write_credentials
from kiosk.gateway.central import CentralGateway
from kiosk.gateway.failover import FailoverGateway
from kiosk.gateway.line import Line
from kiosk.gateway.offline import OfflineGateway
from kiosk.gateway.protocol import Decision
from kiosk.gateway.standing import Standing
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.store.sidecar import patron_ref, seal_patron
from kiosk.store.snapshot import Snapshot
from kiosk.sync.clock_keeper import ClockKeeper
from kiosk.sync.sync import Sync
from support.central import CARDS, PIN, LittleTown, clock, serving, town, town_template
from support.station_store import HandClock, journal_at

NAME = "kiosk-1"


@dataclass
class Station:
    """A station as its composition root wires it, driven by hand."""

    town: LittleTown
    folder: Path
    url: str
    clock: HandClock
    client: CentralClient
    journal: Journal
    snapshot: Snapshot
    keyring: Keyring
    line: Line
    offline: OfflineGateway
    gateway: FailoverGateway
    sync: Sync

    def go(self, ms: int) -> None:
        """Time passes, here and at the server."""
        self.clock.go(ms)
        self.town.clock.pass_ms(ms)

    def settle(self) -> None:
        """Sync until nothing is due."""
        now_s = self.clock.mono / 1000
        self.sync.nudge()
        for _ in range(100):
            if self.sync.step(now_s) > now_s:
                return
        raise AssertionError("the worker never rests")

    def back_online(self) -> None:
        """The probe finds the server."""
        for _ in range(2):
            self.go(60_000)
            self.settle()
        assert self.line.up

    def session(self, who: str) -> str:
        """The patron's session at the server."""
        opened = self.gateway.open_session(CARDS[who], PIN, Means.READ)
        assert isinstance(opened, PatronSession)
        return opened.session

    def journalled(self, who: str, item: str) -> Operation:
        """A loan's question, on disk and not asked yet."""
        card = CARDS[who]
        grounds = self.offline.grounds(card, item, Means.READ, pin_verified=False)
        sealed = seal_patron(card, self.keyring.server_public_key or b"")
        return self.journal.record_check_out(
            item,
            self.journal.who().branch,
            sealed.commitment,
            sealed.sidecar,
            patron_ref(self.keyring.station_key or b"", card),
            {"due_ms": grounds.due_ms},
            grounds.json,
            {"uid": "E004010000000001", "before": "07"},
        )

    def lend(self, who: str, item: str, session: str | None = None) -> tuple[Operation, Decision]:
        """Journal, ask, record the answer."""
        op = self.journalled(who, item)
        decision = self.gateway.ask(op, session)
        self.answered(op, decision)
        return op, decision

    def answered(self, op: Operation, decision: Decision) -> None:
        """What the acts do with a decision."""
        if decision.accepted:
            self.journal.decide(op.id, decision.decided_by, decision.recorded)
        else:
            self.journal.record_undo(op.id, decision.reason or "", decision.decided_by)

    def give_back(self, item: str) -> Operation:
        """A return."""
        branch = self.journal.who().branch
        return self.journal.record_check_in(item, branch, {"uid": "E004010000000001"})


@pytest.fixture
def url(town: LittleTown) -> Iterator[str]:
    """The server's address."""
    with serving(town) as address:
        yield address


def station_at(
    folder: Path,
    town: LittleTown,
    url: str,
    stack: ExitStack,
    *,
    name: str = NAME,
    new_id: Callable[[], str] | None = None,
    skew_ms: int = 0,
    rules: OfflineRules | None = None,
    timeout_s: float = 10,
) -> Station:
    """The enrolled station on its folder, new or not; its clock may be wrong. It has given up after
    `timeout_s` and asks again at once: no hand clock lets a busy server catch up."""
    clock = HandClock(wall_ms=town.clock() + skew_ms)
    caller = town.caller(name)
    folder.mkdir(exist_ok=True)
    path = folder / "station.key"
    credentials = Credentials(
        station=name, branch=caller.branch, epoch=caller.epoch, token=town.tokens[name]
    )
    write_credentials(path, credentials, keep_station_key=True)
    keyring = Keyring(path, credentials, keep_station_key=True)
    journal = stack.enter_context(journal_at(folder / "journal.db", clock, new_id))
    journal.identity(name, caller.epoch, caller.branch)
    snapshot = stack.enter_context(closing(Snapshot.open(folder / "snapshot.db")))
    client = stack.enter_context(
        closing(CentralClient(url, town.tokens[name], timeout_s=timeout_s))
    )
    line = Line(clock)
    keeper = ClockKeeper(journal, clock)
    offline = OfflineGateway(journal, snapshot, clock, rules or OfflineRules(), keyring)
    standing = Standing(keyring, lambda _good: None)
    gateway = FailoverGateway(
        CentralGateway(client, journal, keeper), offline, line, standing, lambda _error: None
    )
    sync = Sync(
        client,
        journal,
        snapshot,
        keyring,
        keeper,
        line,
        standing,
        random=lambda: 0.0,
        on_fault=lambda _code: None,
    )
    return Station(
        town, folder, url, clock, client, journal, snapshot, keyring, line, offline, gateway, sync
    )


def show_items(town: LittleTown) -> None:
    """Put the town's items into the feed, as the seeding of a real town does."""
    with town.services.database.write() as session:
        present = Present(session, town.clock())
        items = session.scalars(select(Item).order_by(Item.id)).all()
        titles = sorted({item.title for item in items})
        present.load([item.id for item in items], titles)
        for title in titles:
            present.show_rows(title, [item for item in items if item.title == title])


@pytest.fixture
def station(tmp_path: Path, town: LittleTown, url: str) -> Iterator[Station]:
    """Enrolled in branch A, snapshot fetched."""
    town.kiosk(NAME)
    show_items(town)
    with ExitStack() as stack:
        made = station_at(tmp_path / "station", town, url, stack)
        made.settle()
        yield made


__all__ = ["clock", "station", "town", "town_template", "url"]
