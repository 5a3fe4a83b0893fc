"""The town of the soak: what lies where in truth, and stations that lend, take back and sync.

A station is a real disk (chained, sealed records) behind the real client. It goes on when no server
answers, turns to the other address, and resends unchanged, as `kiosk.gateway` and `kiosk.sync` do.
Used by `support.soak`.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalogue.client import CentralClient
from catalogue.domain.operations import GENESIS, Operation
from catalogue.errors import Ambiguous, Unreachable
from catalogue.wire import v1
from support.central import Kiosk

BRANCHES = "ABC"
TICK_MS = 10_000
"""Between two things that happen anywhere: more than clocks are wrong by."""
BATCH = 50


@dataclass(slots=True)
class Town:
    """What is so in truth: where each item is. Any thread."""

    rng: random.Random
    now_ms: int
    shelves: dict[str, list[str]] = field(
        default_factory=lambda: {branch: [] for branch in BRANCHES}
    )
    lent: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def tick(self) -> int:
        """The moment of the next thing that happens, ms."""
        with self.lock:
            self.now_ms += TICK_MS
            return self.now_ms

    def pick(self, branch: str) -> str | None:
        """Take an item off a shelf; nobody else has it in hand then."""
        with self.lock:
            shelf = self.shelves[branch]
            return shelf.pop(self.rng.randrange(len(shelf))) if shelf else None

    def bring(self) -> tuple[str, str] | None:
        """An item and who brings it back."""
        with self.lock:
            if not self.lent:
                return None
            item = self.rng.choice(sorted(self.lent))
            return item, self.lent.pop(item)

    def put(self, branch: str, item: str) -> None:
        """It lies there now."""
        with self.lock:
            self.shelves[branch].append(item)

    def give(self, item: str, card: str) -> None:
        """Somebody left with it."""
        with self.lock:
            self.lent[item] = card

    def count(self, what: str, much: int = 1) -> None:
        """Something happened."""
        with self.lock:
            self.counts[what] += much


class Station:
    """One station; one thread at a time."""

    def __init__(
        self, kiosk: Kiosk, token: str, urls: Sequence[str], town: Town, seed: int
    ) -> None:
        self.kiosk = kiosk
        self.town = town
        self.rng = random.Random(seed)
        self.clients = [CentralClient(url, token, timeout_s=10) for url in urls]
        self.rng.shuffle(self.clients)
        self.acked = v1.Head(seq=0, hash=GENESIS)
        self.cursor = ""
        self.rows: dict[str, dict[str, object]] = {}

    def close(self) -> None:
        for client in self.clients:
            client.close()

    def act(self, cards: Sequence[str]) -> None:
        """A patron comes, or the station's rhythm."""
        chance = self.rng.random()
        if chance < 0.4:
            self._lend(self.rng.choice(cards))
        elif chance < 0.7:
            self._take_back()
        else:
            self.sync()

    def _lend(self, card: str) -> None:
        item = self.town.pick(self.kiosk.branch)
        if item is None:
            return
        at_ms = self.town.tick()
        loan = self.kiosk.check_out(at_ms, card, item, at_ms + 21 * 24 * 3600 * 1000)
        reply = self._deliver(loan)
        if reply is not None and reply.answer is not None and reply.answer.verdict == "denied":
            self.kiosk.undo(self.town.tick(), loan, "denied")
            self.town.put(self.kiosk.branch, item)
            self.town.count("denied")
            return
        # Accepted; or nobody answered, and she leaves with it.
        self.town.give(item, card)
        self.town.count("lent" if reply is not None else "lent cut off")

    def _take_back(self) -> None:
        brought = self.town.bring()
        if brought is None:
            return
        item, _ = brought
        self.kiosk.check_in(self.town.tick(), item)
        self.town.put(self.kiosk.branch, item)
        self.town.count("returned")
        if self.rng.random() < 0.5:
            self._deliver()

    def sync(self) -> bool:
        """Deliver and pull; False when nobody answered."""
        return self._deliver() is not None and self._pull()

    def deliver_all(self) -> None:
        """Deliver until all is acknowledged; the servers are there."""
        while self._deliver() is None or self.unsent():
            pass

    def unsent(self) -> list[Operation]:
        """What no server has acknowledged."""
        return [op for op in self.kiosk.disk if (op.seq or 0) > self.acked.seq]

    def _deliver(self, ask: Operation | None = None) -> v1.OperationsReply | None:
        """Send the oldest records; the asked one whatever its place."""
        sent = self.unsent()[:BATCH]
        if ask is not None and ask not in sent:
            sent.append(ask)
        request = self.kiosk.batch(sent, ask=ask)
        reply = self._try(lambda client: client.operations(request))
        if reply is not None:
            assert reply.new_epoch is None
            refused = [each for each in reply.results if each.status == v1.ResultStatus.REFUSED]
            assert all(each.code == "denied" for each in refused), refused
            self.acked = reply.ack
        return reply

    def _pull(self) -> bool:
        while True:
            page = self._try(lambda client: client.changes(self.cursor))
            if page is None:
                return False
            if page.reset:
                self.rows.clear()
            for change in page.changes:
                if change.table == "item" and change.row is not None:
                    self.rows[change.key] = dict(change.row)
            self.cursor = page.cursor
            if not page.more:
                return True

    def _try(self, ask):
        """Ask one server, then the other."""
        for _ in range(2):
            try:
                return ask(self.clients[0])
            except (Unreachable, Ambiguous) as error:
                self.town.count(type(error).__name__.lower())
                self.clients.reverse()
        return None

    def differences(self) -> list[str]:
        """What does not agree with the server, when all is delivered and read."""
        digest = self.clients[0].digest(self.cursor)
        head = self.kiosk.disk[-1] if self.kiosk.disk else None
        found = []
        if (digest.count, digest.ack.seq) != (len(self.kiosk.disk), head.seq if head else 0):
            found.append(f"{digest.count} records, acknowledged {digest.ack.seq}")
        if head is not None and digest.ack.hash != head.hash:
            found.append("another head")
        if digest.branches is None:
            found.append("feed not read to its end")
        elif {b: (s.items, s.sum) for b, s in digest.branches.items()} != self._sums():
            found.append("other items")
        tally = self.clients[0].tally()
        if tally.recorded != len(self.kiosk.disk):
            found.append(f"{tally.recorded} recorded")
        return [f"{self.kiosk.name}: {each}" for each in found]

    def _sums(self) -> dict[str, tuple[int, str]]:
        items: Counter[str] = Counter()
        sums: Counter[str] = Counter()
        for row in self.rows.values():
            items[str(row["branch"])] += 1
            sums[str(row["branch"])] += int(str(row["hash"]), 16)
        return {branch: (items[branch], f"{sums[branch] % (1 << 256):064x}") for branch in items}
