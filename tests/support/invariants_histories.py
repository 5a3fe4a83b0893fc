"""What happens in a town: lives that can be true, records that cannot. Seeded, so repeatable."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from catalogue.domain.operations import Json, Kind, Operation, Presence
from catalogue.wire import v1
from support.central import CARDS, DAY, ITEMS, MINUTE, SECOND, T0, HandClock, Kiosk

Send = Callable[[Kiosk, Sequence[Operation]], v1.OperationsReply]


def pieces(rng: random.Random, ops: Sequence[Operation], most: int = 4) -> list[list[Operation]]:
    """The same records in other batches: shuffled, cut anywhere, some twice."""
    shuffled = [*ops, *rng.sample(list(ops), len(ops) // 4)]
    rng.shuffle(shuffled)
    cuts = sorted(rng.randrange(len(shuffled) + 1) for _ in range(rng.randrange(most)))
    return [shuffled[start:end] for start, end in pairwise([0, *cuts, len(shuffled)])]


@dataclass
class Life:
    """Things lent and brought back in branches that are cut off for hours. `holder` and `lent` are
    the truth; a thing brought back unseen (3 in 100) is lent to somebody else, or seen again."""

    rng: random.Random
    kiosks: Sequence[Kiosk]
    send: Send
    clock: HandClock
    items: Sequence[str]
    holder: dict[str, str | None] = field(default_factory=dict)
    lent: dict[str, int] = field(default_factory=dict)
    due: dict[str, list[Operation]] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)
    """Things that came back unseen, and who brought them."""

    def __post_init__(self) -> None:
        self.holder = dict.fromkeys(self.items)
        self.lent = dict.fromkeys(self.items, 0)
        self.due = {kiosk.name: [] for kiosk in self.kiosks}

    def play(self, events: int) -> None:
        """So many things happen; in the end everything is known."""
        for _ in range(events):
            self.clock.pass_ms(self.rng.choice([40 * SECOND, 5 * MINUTE, 50 * MINUTE]))
            self._one()
            if self.rng.random() < 0.15:
                self._deliver(self.rng.choice(self.kiosks))
        for item in sorted(self.unseen):
            self.clock.pass_ms(MINUTE)
            self._note(self.kiosks[0].check_in(self.clock(), item))
        for kiosk in self.rng.sample(list(self.kiosks), len(self.kiosks)):
            self._deliver(kiosk, lossy=False)

    def _note(self, op: Operation) -> None:
        self.due[op.station].append(op)

    def _one(self) -> None:
        rng, item, kiosk = self.rng, self.rng.choice(self.items), self.rng.choice(self.kiosks)
        if self.holder[item] is None or rng.random() < 0.03:
            before = self.holder[item] or self.unseen.get(item)
            who = rng.choice([letter for letter in CARDS if letter != before])
            self._note(kiosk.check_out(self.clock(), who, item, self.clock() + 21 * DAY))
            self.holder[item] = who
            self.lent[item] += 1
            self.unseen.pop(item, None)
            return
        who, self.holder[item] = self.holder[item], None
        if who is not None and rng.random() < 0.03:
            self.unseen[item] = who
        else:
            self._note(kiosk.check_in(self.clock(), item))

    def _deliver(self, kiosk: Kiosk, *, lossy: bool = True) -> None:
        """All that waits; of some answers nothing is heard, and the records go again."""
        waiting = self.due[kiosk.name]
        if not waiting:
            return
        for piece in pieces(self.rng, waiting):
            self.send(kiosk, piece)
        if not lossy or self.rng.random() < 0.9:
            self.due[kiosk.name] = []


KINDS = (
    *[Kind.CHECK_OUT, Kind.CHECK_IN] * 3,
    *[Kind.HOLD_PLACE, Kind.UNDO, Kind.RENEW, Kind.HOLD_TRAP] * 2,
    Kind.TRANSIT_SEND,
    Kind.TRANSIT_RECEIVE,
    Kind.PART_MISSING,
    Kind.PART_FOUND,
    Kind.ITEM_LOST,
    Kind.ITEM_FOUND,
    Kind.ITEM_WITHDRAWN,
    Kind.TRAP_END,
    Kind.HOLD_CANCEL,
    Kind.TAG_STATE,
    Kind.CLOCK,
    "levitate",
)
ABOUT_A_LOAN = (Kind.RENEW, Kind.ITEM_LOST)
ABOUT_A_HOLD = (Kind.HOLD_TRAP, Kind.TRAP_END, Kind.HOLD_CANCEL)
OF_A_TITLE = (Kind.HOLD_PLACE, Kind.HOLD_CANCEL)
OF_A_PATRON = (Kind.CHECK_OUT, Kind.RENEW, Kind.HOLD_PLACE, Kind.HOLD_TRAP)


@dataclass
class Wild:
    """Records of every kind, sensible or not, some taken from disks put back to an older state.
    Half of the kiosks do not know at first how their clocks stand; what they wrote is dated anew
    once they do."""

    rng: random.Random
    kiosks: Sequence[Kiosk]
    clock: HandClock
    written: list[Operation] = field(default_factory=list)

    def play(self, events: int) -> list[Operation]:
        """All records ever written in so many events."""
        for kiosk in self.kiosks:
            kiosk.measured = self.rng.random() < 0.5
        for _ in range(events):
            self.clock.pass_ms(self.rng.choice([0, 500, 3 * SECOND, 5 * MINUTE, 90 * MINUTE]))
            kiosk = self.rng.choice(self.kiosks)
            if len(kiosk.disk) > 1 and self.rng.random() < 0.05:
                kiosk.disk = kiosk.disk[: -self.rng.randint(1, min(3, len(kiosk.disk) - 1))]
            kiosk.measured |= self.rng.random() < 0.01
            self._write(kiosk, self.rng.choice(KINDS))
        return self.written

    def _some(self, kind: str | None, station: str | None = None) -> str:
        found = [
            op.id
            for op in self.written
            if kind in (None, op.kind) and station in (None, op.station)
        ]
        return self.rng.choice(found) if found else "nothing"

    def _write(self, kiosk: Kiosk, kind: str) -> None:
        rng, item = self.rng, self.rng.choice(sorted(ITEMS))
        values: dict[str, Json] = {}
        refs: dict[str, Json] = {}
        if kind in (Kind.CHECK_OUT, Kind.RENEW) and rng.random() < 0.95:
            values["due_ms"] = T0 + rng.randrange(14, 40) * DAY
        if kind == Kind.UNDO:
            refs["undoes"], values["reason"] = self._some(None, kiosk.name), "denied"
        if kind in ABOUT_A_LOAN:
            refs["about"] = self._some(Kind.CHECK_OUT)
        if kind in ABOUT_A_HOLD:
            refs["about"] = self._some(Kind.HOLD_PLACE)
        if kind in (Kind.PART_MISSING, Kind.PART_FOUND):
            values["part"] = rng.choice(["cable", "pen"])
        of_title = kind in OF_A_TITLE
        self.written.append(
            kiosk.write(
                kind,
                self.clock(),
                item=None if of_title else item,
                title=ITEMS[item] if of_title else None,
                card=CARDS[rng.choice("PQR")] if kind in OF_A_PATRON else None,
                presence=rng.choice([Presence.TAG, Presence.TAG, Presence.SCAN, Presence.TYPED]),
                refs=refs,
                **values,
            )
        )
