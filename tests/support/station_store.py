"""A station's disk in a test: hand-made clock, numbered ids, a journal with short ways to write
into it, and a server that answers as it was told to."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from catalogue.domain.ids import uuid7_of
from catalogue.domain.operations import Operation
from catalogue.errors import Ambiguous, Refused
from catalogue.wire import v1
from kiosk.store.clock import ClockSample
from kiosk.store.journal import Journal
from kiosk.store.sidecar import patron_ref, seal_patron

T0 = 1_800_000_000_000
STATION_KEY = b"k" * 32
CARD = "2104800000001"
OTHER_CARD = "2104800000002"
ITEM = "3104800000001"
OTHER_ITEM = "3104800000002"
UID = "E004010000000001"
DUE_MS = T0 + 21 * 86_400_000


class HandClock:
    """A station's clocks, moved by hand. `boot` begins a new boot."""

    def __init__(self, boot_id: str = "boot-1", mono_ms: int = 60_000, wall_ms: int = T0) -> None:
        self.boot_id = boot_id
        self.mono = mono_ms
        self.wall = wall_ms

    def mono_ms(self) -> int:
        return self.mono

    def wall_ms(self) -> int:
        return self.wall

    def go(self, ms: int) -> None:
        """Time passes."""
        self.mono += ms
        self.wall += ms

    def boot(self, boot_id: str, *, off_ms: int = 10_000, wall_ms: int | None = None) -> None:
        """The machine was off for a while; the battery clock may say anything."""
        self.boot_id = boot_id
        self.mono = 5_000
        self.wall = self.wall + off_ms if wall_ms is None else wall_ms


def numbered_ids() -> Callable[[], str]:
    """UUIDv7s that are the same in every run."""
    numbers = itertools.count(1)

    def make() -> str:
        n = next(numbers)
        return uuid7_of(T0 + n, hashlib.sha256(str(n).encode()).digest()[:10])

    return make


@contextmanager
def journal_at(
    path: Path, clock: HandClock, new_id: Callable[[], str] | None = None
) -> Iterator[Journal]:
    """An open journal with a small reserve."""
    journal = Journal.open(
        path, clock=clock, new_id=new_id or numbered_ids(), reserve_bytes=64 * 1024
    )
    try:
        yield journal
    finally:
        journal.close()


def lend(
    journal: Journal,
    item: str = ITEM,
    card: str = CARD,
    *,
    verdict: str = "allow",
    uids: Sequence[str] = (UID,),
    public_key: bytes = bytes(range(1, 33)),
) -> Operation:
    """A check-out, still to be asked about."""
    sealed = seal_patron(card, public_key)
    grounds = {"snapshot": 7, "verdict": verdict}
    if verdict == "deny":
        grounds["reason"] = "offline_limit"
    return journal.record_check_out(
        item=item,
        branch="A",
        patron_c=sealed.commitment,
        sidecar=sealed.sidecar,
        patron_ref=patron_ref(STATION_KEY, card),
        payload={"due_ms": DUE_MS},
        grounds=grounds,
        evidence={"uid": UID, "before": "07"},
        intents=uids,
    )


def lend_offline(
    journal: Journal, item: str = ITEM, card: str = CARD, **other: object
) -> Operation:
    """A check-out the grounds decided: due."""
    op = lend(journal, item, card, **other)
    journal.decide(op.id, "grounds", recorded=False)
    return op


def give_back(journal: Journal, item: str = ITEM) -> Operation:
    """A check-in: due."""
    return journal.record_check_in(item, "A", {"uid": UID, "before": "C2", "after": "07"})


def sample(clock: HandClock, offset_ms: int = 0, error_ms: int = 5) -> ClockSample:
    """A measurement made now."""
    return ClockSample(clock.boot_id, clock.mono_ms(), clock.wall_ms(), offset_ms, error_ms)


class ScriptedServer:
    """A client whose server stores what it gets, unless told otherwise for the next calls."""

    def __init__(self, clock: HandClock) -> None:
        self.clock = clock
        self.offset_ms = 0
        self.stored: dict[str, dict[str, object]] = {}
        self.refuses: dict[str, str] = {}
        self.denies: dict[str, str] = {}
        self.raises: list[Exception | None] = []
        self.loses_answers = 0
        self.requests: list[v1.OperationsRequest] = []
        self.calls: list[str] = []
        self.ended: list[str] = []
        self.pages: list[v1.Changes] = []
        self.parts: list[v1.SnapshotPart | Exception] = []
        self.new_epoch: int | None = None
        self.prune_below = 0
        self.ack: v1.Head | None = None
        self.round_trip_ms = 10
        self.loans: list[v1.OpenLoan] = []
        self.lost: type[Exception] | None = None
        self.tag_password: str | None = None

    def health(self) -> v1.Health:
        self._called("health")
        return v1.Health(status="ok", version="1", server_ms=self._now())

    def station(self) -> v1.StationInfo:
        self._called("station")
        return station_info(epoch=self.new_epoch or 1, server_ms=self._now())

    def changes(self, cursor: str = "") -> v1.Changes:
        self._called(f"changes {cursor}")
        if self.pages:
            return self.pages.pop(0)
        return v1.Changes(
            cursor=cursor, number=1, server_ms=self._now(), reset=False, more=False, changes=[]
        )

    def snapshot(self, cursor: str = "") -> Iterator[v1.SnapshotPart]:
        """Parts until there is one that is an error; without any it is an older server."""
        self._called(f"snapshot {cursor}")
        if not self.parts:
            raise Refused(v1.Problem(title="Not Found", status=404, code="not_found"))
        while self.parts:
            part = self.parts.pop(0)
            if isinstance(part, Exception):
                raise part
            yield part
            if not part.more:
                return
        raise Ambiguous("cut")

    def operations(self, request: v1.OperationsRequest) -> v1.OperationsReply:
        self.requests.append(request)
        self._called("operations")
        results = [self._take(request, record) for record in request.records]
        if self.loses_answers:
            self.loses_answers -= 1
            assert self.lost is not None
            raise self.lost("no answer")
        return v1.OperationsReply(
            server_ms=self._now(),
            ack=self.ack or self._ack(request.epoch),
            prune_below=self.prune_below,
            new_epoch=self.new_epoch,
            results=results,
            answer=self._answer(request, results),
        )

    def digest(self, cursor: str) -> v1.Digest:
        self._called("digest")
        epoch = self.new_epoch or 1
        count = sum(op["epoch"] == epoch for op in self.stored.values())
        return v1.Digest(
            server_ms=self._now(), epoch=epoch, count=count, ack=self.ack or self._ack(epoch)
        )

    def secrets(self) -> v1.StationSecrets:
        self._called("secrets")
        return v1.StationSecrets(tag_password=self.tag_password)

    def begin_session(self, card: str, pin: str, beside: tuple[str, ...] = ()) -> v1.PatronSession:
        self._called("begin_session")
        return v1.PatronSession(
            session="s-1", display="Jeanne M.", language="fr", loans=self.loans, loan_limit=20
        )

    def end_session(self, session: str) -> None:
        self._called("end_session")
        self.ended.append(session)

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.raises:
            error = self.raises.pop(0)
            if error is not None:
                raise error
        self.clock.go(self.round_trip_ms)

    def _now(self) -> int:
        return self.clock.wall_ms() + self.offset_ms - self.round_trip_ms // 2

    def _take(self, request: v1.OperationsRequest, record: v1.Record) -> v1.Result:
        op_id = str(record.op["id"])
        if op_id in self.refuses:
            return v1.Result(id=op_id, status="refused", code=self.refuses[op_id])
        if op_id in self.stored:
            return v1.Result(id=op_id, status="duplicate")
        if op_id == request.ask and op_id in self.denies:
            return v1.Result(id=op_id, status="refused", code="denied")
        self.stored[op_id] = record.op
        return v1.Result(id=op_id, status="recorded")

    def _answer(
        self, request: v1.OperationsRequest, results: Sequence[v1.Result]
    ) -> v1.Answer | None:
        asked = next((result for result in results if result.id == request.ask), None)
        if asked is None or asked.code not in (None, "denied"):
            return None
        denied = asked.code == "denied"
        reason = self.denies.get(asked.id) if denied else None
        return v1.Answer(id=asked.id, verdict="denied" if denied else "accepted", reason=reason)

    def _ack(self, epoch: int) -> v1.Head:
        by_seq = {op["seq"]: op["hash"] for op in self.stored.values() if op["epoch"] == epoch}
        seq = 0
        while seq + 1 in by_seq:
            seq += 1
        return v1.Head(seq=seq, hash=str(by_seq.get(seq, "0" * 64)))


def station_info(epoch: int = 1, server_ms: int = T0) -> v1.StationInfo:
    """What a station of branch A is told at boot."""
    return v1.StationInfo(
        station="kiosk-1",
        branch="A",
        branch_name="Branch A",
        town="Essai",
        time_zone="Europe/Paris",
        epoch=epoch,
        station_key="a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
        server_public_key="AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
        owners=["FR999990001"],
        server_ms=server_ms,
    )
