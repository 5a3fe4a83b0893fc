"""The acts on real stores, with a gateway and a reader that answer as they are told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from catalogue.domain.operations import Operation
from catalogue.domain.policy import Means, OfflineRules
from catalogue.wire.v1 import (
    Change,
    Head,
    ItemStanding,
    PatronAccount,
    PatronSession,
    Result,
    ResultStatus,
)
from kiosk.acts.account import Names
from kiosk.acts.circulation import Circulation
from kiosk.acts.gate import GateChecks
from kiosk.acts.pad import Pad
from kiosk.acts.repairs import Repairs
from kiosk.acts.security import SessionBits
from kiosk.acts.session_opening import SessionOpening
from kiosk.acts.storage import StorageWatch
from kiosk.acts.tag_state import TagState
from kiosk.acts.wishes import Wishes
from kiosk.config.credentials import Credentials
from kiosk.devices.health import Health
from kiosk.gateway.offline import OfflineGateway
from kiosk.gateway.protocol import CutOff, Decision, SessionDenied
from kiosk.session.effects import LendItem
from kiosk.session.events import Event
from kiosk.session.scan_events import TagOpened
from kiosk.session.states import Means as CardMeans
from kiosk.session.states import PadTag, Patron
from kiosk.store.errors import StorageFull
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.store.projection import Projection
from kiosk.store.rows import DecidedBy
from kiosk.store.snapshot import Snapshot
from rfid.events import SecurityDone, SecurityOutcome, SetSecurity
from rfid.tagdata.model import ItemTag, TagReading, TypeOfUsage, Verdict
from rfid.types import Afi, Dsfid, Security, Uid
from support.station_feed import page, town_page
from support.station_store import CARD, ITEM, UID, HandClock, journal_at, numbered_ids, station_info

AFI = {Security.SECURED: Afi(0x07), Security.ON_LOAN: Afi(0xC2)}


class FakeGateway:
    """Says yes online unless told otherwise for the next question."""

    def __init__(self) -> None:
        self.answers: list[Decision | Exception] = []
        self.asked: list[tuple[str, str | None]] = []
        self.session: PatronSession | SessionDenied | CutOff | Exception = CutOff(allowed=False)
        self.closed: list[str] = []
        self.standings: dict[str, ItemStanding] = {}
        self.told: PatronAccount | None = None

    def open_session(
        self, card: str, pin: str | None, means: Means, beside: tuple[str, ...] = ()
    ) -> PatronSession | SessionDenied | CutOff:
        if isinstance(self.session, Exception):
            raise self.session
        return self.session

    def standing(self, item: str) -> ItemStanding | None:
        return self.standings.get(item)

    def account(self, session: str) -> PatronAccount | None:
        return self.told

    def close_session(self, session: str) -> None:
        self.closed.append(session)

    def ask(self, op: Operation, session: str | None) -> Decision:
        self.asked.append((op.id, session))
        answer = self.answers.pop(0) if self.answers else Decision(True, DecidedBy.SERVER, True)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Bench:
    """`town_lists_uid`: the feed has a repair of UID that unlocks nothing."""

    def __init__(self, folder: Path, journal: Journal, town_lists_uid: bool) -> None:
        self.journal = journal
        self.folder = folder
        self.snapshot = Snapshot.open(folder / "snapshot.db")
        feed = town_page()
        rows = [row for row in feed.changes if town_lists_uid or row.table != "repair"]
        self.snapshot.apply(page(rows, reset=True))
        self.health = Health(lambda: 0)
        self.posted: list[Event] = []
        self.orders: list[SetSecurity] = []
        self.gateway = FakeGateway()
        self.online = True
        self.nudges = 0
        info = station_info()
        known = Credentials(station="kiosk-1", branch="A", epoch=1, token="t")
        self.keyring = Keyring(folder / "station.key", known, keep_station_key=True)
        self.keyring.learn(info)
        self.start()

    def start(self) -> None:
        """Put the acts together; again: a new process on the same disk."""
        journal = self.journal
        self.orders.clear()
        storage = StorageWatch(self.health)
        post = self.posted.append
        self.pad = Pad(self.orders.append, self.snapshot.info, self.snapshot.kit, numbered_ids())
        self.tag_state = TagState(journal, self.snapshot, storage, lambda: self.online)
        self.bits = SessionBits(journal, self.snapshot, self.pad, self.tag_state, storage, post)
        self.repairs = Repairs(
            journal,
            Projection(journal, self.snapshot),
            self.pad,
            self.tag_state,
            storage,
            claimed=lambda uid: uid in self.bits.claimed,
            on_recorded=self._nudge,
            on_opened=lambda item, uid: post(TagOpened(item, uid)),
        )
        offline = OfflineGateway(journal, self.snapshot, HandClock(), OfflineRules(), self.keyring)
        self.circulation = Circulation(
            journal,
            self.snapshot,
            self.keyring,
            self.gateway,
            offline,
            storage,
            post,
            on_refused=self.repairs.refused,
        )
        self.opening = SessionOpening(self.gateway, Names(self.snapshot, storage), post)
        self.gate = GateChecks(
            journal,
            Projection(journal, self.snapshot),
            self.pad,
            self.tag_state,
            storage,
            ask=self.gateway.standing,
            lookup=lambda job: job(),
            claim=self.bits.claim,
            post=post,
        )
        self.wishes = Wishes(
            journal, self.keyring, self.gateway, storage, Names(self.snapshot, storage), post
        )

    def _nudge(self) -> None:
        self.nudges += 1

    def lend(self, *uids: str, before: int = 0x07) -> Event:
        """Lend ITEM on these tags; the answer."""
        uids = uids or (UID,)
        self.bits.claim(uids)
        self.circulation.lend(LendItem(ITEM, ITEM, uids, before, patron()))
        return self.posted[-1]

    def lay(
        self,
        security: Security | None = Security.SECURED,
        uid: str = UID,
        verdict: Verdict = Verdict.ITEM,
    ) -> PadTag:
        """A tag arrives."""
        return self.pad.arrived(
            TagReading(
                Uid.parse(uid),
                verdict,
                ItemTag(ITEM, 1, 1, "FR999990001", TypeOfUsage.CIRCULATING),
                AFI[security] if security else None,
                Dsfid(0x3E),
                security,
                "",
            )
        )

    def answer(self, outcome: SecurityOutcome = SecurityOutcome.VERIFIED) -> SetSecurity:
        """The reader ends the oldest order."""
        order = self.orders.pop(0)
        after = AFI[order.wanted] if outcome is SecurityOutcome.VERIFIED else None
        self.pad.switched(
            SecurityDone("pad", order.token, order.uid, order.wanted, outcome, None, after)
        )
        return order

    def fed(self, *changes: Change) -> None:
        """All is delivered and the feed was read since; it told these changes."""
        results = [Result(id=row.id, status=ResultStatus.RECORDED) for row in self.journal.queue()]
        self.journal.acknowledge(results, Head(seq=len(results), hash=""), 0)
        self.snapshot.apply(page(changes, "c2"))
        self.journal.feed_seen(self.journal.delivered_mark())

    def kinds(self) -> list[str]:
        """Of the records, oldest first."""
        return [row.kind for row in self.journal.queue(delivered=True)]

    def bodies(self) -> list[dict[str, object]]:
        """The records as they stand on disk, oldest first."""
        with closing(sqlite3.connect(self.folder / "journal.db")) as connection:
            rows = connection.execute("SELECT body FROM operations ORDER BY n").fetchall()
        return [json.loads(row[0]) for row in rows]

    def decided_by(self) -> list[str]:
        return [row.decided_by for row in self.journal.queue(delivered=True)]

    def open_bits(self) -> list[tuple[str, str]]:
        """(uid, wanted) of the intents."""
        return [(intent.uid, intent.wanted) for intent in self.journal.open_intents()]

    def unsettled(self) -> frozenset[tuple[str, str]]:
        """(about, uid) of the intents, as a station knows them from its start."""
        return frozenset(intent.bit for intent in self.journal.open_intents())

    def listed(self) -> list[tuple[str, str, str]]:
        """(uid, wanted, reason) of the repairs."""
        return [(row.uid, row.wanted, row.reason) for row in self.journal.repairs()]


def patron(session: str | None = "s-1") -> Patron:
    """Who borrows."""
    return Patron(CARD, CardMeans.SCANNED, session, "Jeanne M.", "fr", pin_verified=True)


@contextmanager
def bench_at(folder: Path, *, town_lists_uid: bool = False) -> Iterator[Bench]:
    """A bench with a journal of its own."""
    with journal_at(folder / "journal.db", HandClock()) as journal:
        journal.identity("kiosk-1", 1, "A")
        journal.note_contact()
        bench = Bench(folder, journal, town_lists_uid)
        try:
            yield bench
        finally:
            bench.snapshot.close()


class FullDisk:
    """Makes a method of the journal fail as on a full disk."""

    def __call__(self, *_: object, **__: object) -> None:
        raise StorageFull("the disk is full")
