"""A session played step by step: events in, pages, rows and effects out."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.session.effects import (
    ClearBit,
    Effect,
    LendItem,
    OpenSession,
    RecordReturn,
    SecureBit,
    UndoLoan,
)
from kiosk.session.events import (
    BitSwitched,
    CardShown,
    Chosen,
    Confirmed,
    Digit,
    Event,
    LoanDecided,
    ReaderChanged,
    ReturnRecorded,
    SessionOpened,
    TagGone,
    TagSeen,
    Tick,
    UndoRecorded,
)
from kiosk.session.machine import initial, transition
from kiosk.session.pages import Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.states import Means, PadTag, Place, PlaceKind, SessionState, TrayRow
from kiosk.session.titles import TitleInfo

CARD = "2104800000017"
PIN = "4711"
DUE_MS = 1_765_000_000_000
BIN = Place(PlaceKind.BIN, "B", "Romans adultes")


def uid(number: int) -> str:
    """The UID of the tag of that number."""
    return f"E004015000{number:06X}"


def item_id(number: int) -> str:
    """The item of that number."""
    return f"31048{number:08d}"


def tag(
    number: int,
    verdict: str = "item",
    *,
    item: str | None = "",
    part: int = 1,
    parts: int = 1,
    security: str = "secured",
) -> PadTag:
    """A tag on the pad; by default the only tag of item `number`."""
    return PadTag(
        uid=uid(number),
        verdict=verdict,
        item=item_id(number) if item == "" else item,
        part=part,
        parts=parts,
        afi=0x07 if security == "secured" else 0xC2,
        security=security,
        info=TitleInfo(f"Titre {number}", "Autrice", "book"),
    )


def card_tag(number: int = 900, card: str = CARD) -> PadTag:
    """A patron card lying on the pad."""
    return tag(number, "patron_card", item=card)


@dataclass
class Play:
    """Sends events to the machine, advancing the clock only where told to."""

    policy: SessionPolicy = field(default_factory=SessionPolicy)
    now_ms: int = 1_000_000
    state: SessionState = field(init=False)
    effects: list[Effect] = field(default_factory=list)
    last: tuple[Effect, ...] = ()

    def __post_init__(self) -> None:
        self.state = initial(self.policy)
        self.send(ReaderChanged(up=True))

    def send(self, *events: Event) -> tuple[Effect, ...]:
        """Send events; returns (and keeps) the effects of the last one."""
        for event in events:
            self.state, self.last = transition(self.state, event, self.policy, self.now_ms)
            self.effects.extend(self.last)
        return self.last

    def wait(self, seconds: int) -> None:
        """Time passes, a tick a second."""
        for _ in range(seconds):
            self.now_ms += 1000
            self.send(Tick())

    def lay(self, *tags: PadTag) -> tuple[Effect, ...]:
        return self.send(*(TagSeen(one) for one in tags))

    def lift(self, number: int) -> tuple[Effect, ...]:
        return self.send(TagGone(uid(number)))

    def open_tray(self, own: tuple[tuple[str, int], ...] = ()) -> tuple[Effect, ...]:
        """Borrow, scan the card, type the PIN, be welcome."""
        self.send(Chosen(Way.BORROW), CardShown(CARD, Means.SCANNED))
        self.send(*(Digit(value) for value in PIN), Confirmed())
        return self.send(SessionOpened("session-1", "Jeanne M.", "fr", own, 20))

    def accept(self, number: int) -> tuple[Effect, ...]:
        return self.send(LoanDecided(item_id(number), f"op-{number}", True, True, due_ms=DUE_MS))

    def deny(self, number: int, reason: str) -> tuple[Effect, ...]:
        return self.send(LoanDecided(item_id(number), f"op-{number}", False, True, reason))

    def bit(self, number: int, outcome: str = "verified", key: str = "") -> tuple[Effect, ...]:
        return self.send(BitSwitched(key or item_id(number), uid(number), outcome, 0x07, 0xC2))

    def lend(self, number: int) -> None:
        """Lay one item down and see it through."""
        self.lay(tag(number))
        self.accept(number)
        self.bit(number)

    def row(self, number: int) -> TrayRow:
        row = self.state.row(item_id(number))
        assert row is not None, f"no row for item {number}"
        return row

    def of(self, kind: type[Effect]) -> list[Effect]:
        """All effects of that kind so far."""
        return [effect for effect in self.effects if isinstance(effect, kind)]


def answer(effect: Effect, number: int = 0) -> Event | None:
    """The happy answer to an effect, or None for one that needs none."""
    match effect:
        case OpenSession():
            return SessionOpened(f"session-{number}", "Jeanne M.", "fr", (), 20)
        case LendItem(key=key):
            return LoanDecided(key, f"op-{number}", True, True, due_ms=DUE_MS)
        case ClearBit(key=key, uid=tag_uid):
            return BitSwitched(key, tag_uid, "verified", 0x07, 0xC2)
        case SecureBit(key=key, uid=tag_uid):
            return BitSwitched(key, tag_uid, "verified", 0xC2, 0x07)
        case UndoLoan(key=key, reason=reason):
            return UndoRecorded(key, reason)
        case RecordReturn(key=key):
            return ReturnRecorded(key, f"op-{number}", True, BIN)
        case _:
            return None
