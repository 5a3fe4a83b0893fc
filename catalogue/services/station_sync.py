"""A station's batch: each record stored once, the present folded anew, the question answered.

One transaction a batch. Every record but the asked one is stored, whatever it says; the asked one
only when it is granted. A bad record stops no other.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.people import Acknowledgement, Station
from catalogue.db.record import OPERATIONS, StoredOperation
from catalogue.domain.conflicts import conflict
from catalogue.domain.denial import DenialReason
from catalogue.domain.ids import is_canonical
from catalogue.domain.operations import CENTRAL, GENESIS, Kind
from catalogue.errors import RecordBroken
from catalogue.services import doubled
from catalogue.services.accounts import session_patron
from catalogue.services.copies import Copies
from catalogue.services.effects import follow_up
from catalogue.services.enrolment import Caller, NotEnrolled, next_epoch
from catalogue.services.intake import (
    Admitted,
    RefusalCode,
    examine,
    known_hashes,
    patron_of,
    quarantine,
    record_id,
    store,
)
from catalogue.services.ledger import Ledger, LedgerCache
from catalogue.services.locking import hold_patron, hold_subjects
from catalogue.services.questions import ASKED_OF_HER, answer
from catalogue.services.recording import record_new
from catalogue.services.registry import ID_REUSED, alarm
from catalogue.services.secret_keys import SecretKeys
from catalogue.services.town import Clock
from catalogue.wire import v1

LOG = logging.getLogger("beaupre.server")
EMPTIED_EVERY_MS = 60_000
REORDERED_MS = 30_000
"""Two requests of one station may overtake each other: a head behind the acknowledged one means an
old disk only if what is above it did not come just now."""

_STATION: BindParameter[str] = bindparam("station")
_EPOCH: BindParameter[int] = bindparam("epoch")
_LOCKED = select(Station).where(Station.name == _STATION).with_for_update()
_ABOVE = (
    select(OPERATIONS.c.seq, func.min(OPERATIONS.c.hash), func.count())
    .where(
        OPERATIONS.c.station == _STATION,
        OPERATIONS.c.epoch == _EPOCH,
        OPERATIONS.c.seq > bindparam("seq"),
    )
    .group_by(OPERATIONS.c.seq)
    .order_by(OPERATIONS.c.seq)
)
_DOUBLED = (
    select(OPERATIONS.c.seq)
    .where(
        OPERATIONS.c.station == _STATION,
        OPERATIONS.c.epoch == _EPOCH,
        OPERATIONS.c.seq.in_(bindparam("places", expanding=True)),
    )
    .group_by(OPERATIONS.c.seq)
    .having(func.count() > 1)
    .limit(1)
)
_WITHOUT_OUTCOME = (
    select(OPERATIONS.c.id)
    .where(OPERATIONS.c.station == _STATION, OPERATIONS.c.outcome_class.is_(None))
    .limit(1)
)
_TALLY = (
    select(StoredOperation.outcome_class, func.count())
    .where(StoredOperation.station == _STATION)
    .group_by(StoredOperation.outcome_class)
)


@dataclass(slots=True)
class _Batch:
    """One request while it is worked through."""

    session: Session
    ledger: Ledger
    station: str
    now_ms: int
    known: dict[str, str]
    """Id → hash of what the set holds already, this batch included."""
    copies: Copies
    new: list[Admitted] = field(default_factory=list)
    asked_items: list[str] = field(default_factory=list)
    """Of the asked record: held with the others, though it is looked at after them."""
    cards: dict[str, str] = field(default_factory=dict)
    """Card → patron, as far as it was asked: her the answer is about, and so is the record."""
    places: set[int] = field(default_factory=set)
    """Sequence numbers of all that was stored, of any epoch."""


@dataclass(frozen=True, slots=True)
class _Reached:
    """`ack`, moved from where it `stood`; `doubled`: the places above that with two records."""

    ack: Acknowledgement
    stood: int
    doubled: frozenset[int]


class StationSync:
    """Takes in batches."""

    def __init__(self, database: Database, keys: SecretKeys, cache: LedgerCache, clock: Clock):
        self._database = database
        self._keys = keys
        self._cache = cache
        self._clock = clock

    def handle(self, caller: Caller, request: v1.OperationsRequest) -> v1.OperationsReply:
        """Store, fold, answer. Raises NotEnrolled when the station was revoked meanwhile."""
        reply, ledger = self._database.transact(
            lambda session: self._handle(session, caller, request)
        )
        ledger.keep()
        return reply

    def _handle(
        self, session: Session, caller: Caller, request: v1.OperationsRequest
    ) -> tuple[v1.OperationsReply, Ledger]:
        ledger = Ledger(session, self._cache)
        station = self._lock(session, caller)
        ledger.need([station.name, CENTRAL])
        known = known_hashes(session, request.records)
        batch = _Batch(session, ledger, station.name, self._clock(), known, copies=Copies(session))
        results: dict[int, v1.Result] = {}
        asked: int | None = None
        for n, record in enumerate(request.records):
            if record_id(record) == request.ask and asked is None:
                asked = n
                batch.asked_items = _named_items(record)
            else:
                results[n] = self._take(batch, record)
        self._fold(batch)
        said = None
        if asked is not None:
            record = request.records[asked]
            results[asked], said = self._answer(batch, caller, request, record)
        elif request.ask is not None:
            said = _known(session, caller.name, request.ask)
        reached = _acknowledge(session, station.name, request.epoch)
        ack = reached.ack
        self._check_epoch(batch, station, request, reached)
        if (request.head.seq, request.head.hash) == (ack.seq, ack.hash):
            _note_emptied(station, batch.now_ms)
        assert_formula(session, station.name)
        reply = v1.OperationsReply(
            server_ms=self._clock(),
            ack=v1.Head(seq=ack.seq, hash=ack.hash),
            prune_below=ack.prune_below,
            new_epoch=station.epoch if station.epoch > request.epoch else None,
            results=[results[n] for n in range(len(request.records))],
            answer=said,
        )
        return reply, ledger

    def _lock(self, session: Session, caller: Caller) -> Station:
        station = session.scalar(_LOCKED, {"station": caller.name})
        if station is None or station.revoked_ms is not None:
            raise NotEnrolled
        return station

    def _take(self, batch: _Batch, record: v1.Record) -> v1.Result:
        verdict = examine(batch.known, self._keys, batch.station, record)
        if verdict is None:
            return _result(record, v1.ResultStatus.DUPLICATE)
        if isinstance(verdict, RefusalCode):
            return self._refuse(batch, record, verdict)
        self._store(batch, verdict)
        return _result(record, v1.ResultStatus.RECORDED)

    def _store(self, batch: _Batch, admitted: Admitted) -> None:
        batch.known[admitted.op.id] = admitted.op.hash
        batch.new.append(admitted)
        batch.places.add(admitted.op.seq or 0)

    def _refuse(self, batch: _Batch, record: v1.Record, code: RefusalCode) -> v1.Result:
        quarantine(batch.session, batch.station, record, code, batch.now_ms)
        # Nothing of the record is logged but an id that is one: the rest may be anything.
        claimed = record_id(record)
        named = claimed if is_canonical(claimed) else "without an id"
        LOG.error("station=%s record %s refused: %s", batch.station, named, code)
        if code is RefusalCode.ID_REUSED:
            reused = conflict(ID_REUSED, batch.station, [record_id(record)])
            alarm(batch.session, reused, batch.now_ms)
        return _result(record, v1.ResultStatus.REFUSED, code)

    def _answer(
        self,
        batch: _Batch,
        caller: Caller,
        request: v1.OperationsRequest,
        record: v1.Record,
    ) -> tuple[v1.Result, v1.Answer | None]:
        """The asked record: one that is refused for what it is gets no answer."""
        verdict = examine(batch.known, self._keys, batch.station, record)
        if isinstance(verdict, RefusalCode):
            return self._refuse(batch, record, verdict), None
        if verdict is None:
            return _result(record, v1.ResultStatus.DUPLICATE), _accepted(record)
        reason = self._deny(batch, caller, request.session, verdict)
        if reason is not None:
            denied = v1.Answer(id=record_id(record), verdict="denied", reason=reason)
            return _result(record, v1.ResultStatus.REFUSED, RefusalCode.DENIED), denied
        self._store(batch, verdict)
        self._fold(batch)
        return _result(record, v1.ResultStatus.RECORDED), _accepted(record)

    def _deny(
        self, batch: _Batch, caller: Caller, token: str | None, asked: Admitted
    ) -> DenialReason | None:
        op = asked.op
        if op.kind not in (Kind.CHECK_OUT, *ASKED_OF_HER):
            return None
        patron = None if asked.sidecar is None else patron_of(batch.session, asked.sidecar.card)
        if asked.sidecar is not None and patron is not None:
            batch.cards[asked.sidecar.card] = patron
        # What she has and where the item is must be the same still when the loan is stored.
        hold_subjects(batch.session, batch.asked_items, [op.title] if op.title else [])
        hold_patron(batch.session, patron)
        if token is None:
            if op.kind in ASKED_OF_HER:
                return DenialReason.WRONG_PIN
        elif patron is not None:
            identified = session_patron(batch.session, caller, token, batch.now_ms)
            if identified != patron:
                # Ended, or another patron's: nobody vouches for this card now.
                return DenialReason.WRONG_PIN
        return answer(batch.session, batch.copies, op, patron, batch.now_ms)

    def _fold(self, batch: _Batch) -> None:
        """Store what is new, date the station, fold what is new or has moved."""
        if not batch.new:
            return
        session, ledger = batch.session, batch.ledger
        store(session, batch.new, batch.now_ms, batch.cards)
        new = [admitted.op for admitted in batch.new]
        items = [*(op.item for op in new if op.item), *batch.asked_items]
        hold_subjects(session, items, [op.title for op in new if op.title])
        touched = record_new(session, ledger, batch.station, new, batch.now_ms, batch.copies)
        follow_up(session, ledger, touched, batch.now_ms)
        doubled.lent(session, touched.loans, batch.now_ms)
        batch.new = []

    def _check_epoch(
        self, batch: _Batch, station: Station, request: v1.OperationsRequest, reached: _Reached
    ) -> None:
        """An old disk image writes a new epoch: two records at one place, or a head that has
        fallen behind."""
        session, epoch = batch.session, station.epoch
        if request.epoch > epoch:
            # The server was restored from a backup and has forgotten that it gave this epoch.
            station.epoch = request.epoch
            return
        if request.epoch < epoch:
            return
        if _forked(session, reached, batch.places) or _fell_behind(
            session, station.name, request, reached.ack, batch.now_ms
        ):
            next_epoch(station)


def _note_emptied(station: Station, now_ms: int) -> None:
    """All on its disk is here. Noted once a minute: seals ask for days."""
    if station.emptied_ms is None or station.emptied_ms < now_ms - EMPTIED_EVERY_MS:
        station.emptied_ms = now_ms


def _result(
    record: v1.Record, status: v1.ResultStatus, code: RefusalCode | None = None
) -> v1.Result:
    return v1.Result(id=record_id(record), status=status, code=code)


def _named_items(record: v1.Record) -> list[str]:
    """The item a record names, as far as it can be told before it was looked at."""
    item = record.op.get("item")
    return [item] if isinstance(item, str) and item.isprintable() else []


def _accepted(record: v1.Record) -> v1.Answer:
    return v1.Answer(id=record_id(record), verdict="accepted")


def _known(session: Session, station: str, asked: str) -> v1.Answer | None:
    """An asked id that was not sent along: accepted if it is stored, else no answer."""
    if not is_canonical(asked):
        return None
    owner = session.scalar(select(StoredOperation.station).where(StoredOperation.id == asked))
    return v1.Answer(id=asked, verdict="accepted") if owner == station else None


def _acknowledge(session: Session, station: str, epoch: int) -> _Reached:
    """Move the acknowledgement of an epoch up to the first gap."""
    ack = session.get(Acknowledgement, (station, epoch))
    if ack is None:
        ack = Acknowledgement(station=station, epoch=epoch, seq=0, hash=GENESIS, prune_below=0)
        session.add(ack)
    stood = ack.seq
    wanted = {"station": station, "epoch": epoch, "seq": stood}
    above = session.execute(_ABOVE, wanted).all()
    for seq, hash_, _ in above:
        if seq != ack.seq + 1:
            break
        ack.seq, ack.hash = seq, hash_
    return _Reached(ack, stood, frozenset(seq for seq, _, records in above if seq and records > 1))


def _forked(session: Session, reached: _Reached, places: Collection[int]) -> bool:
    """Are there two records at one of these places of the epoch acknowledged?"""
    if not reached.doubled.isdisjoint(places):
        return True
    below = sorted(place for place in places if place <= reached.stood)
    if not below:
        return False
    wanted = {"station": reached.ack.station, "epoch": reached.ack.epoch, "places": below}
    return session.scalar(_DOUBLED, wanted) is not None


def _fell_behind(
    session: Session,
    station: str,
    request: v1.OperationsRequest,
    ack: Acknowledgement,
    now_ms: int,
) -> bool:
    """Is the newest record on the station's disk one the server has long been past?"""
    if request.head.seq == ack.seq:
        return ack.seq > 0 and request.head.hash != ack.hash
    if request.head.seq > ack.seq:
        return False
    received = session.scalar(
        select(func.min(StoredOperation.received_ms)).where(
            StoredOperation.station == station,
            StoredOperation.epoch == request.epoch,
            StoredOperation.seq == request.head.seq + 1,
        )
    )
    return received is None or now_ms - received > REORDERED_MS


def tally(session: Session, station: str) -> v1.Tally:
    """recorded = applied + superseded + conflict + malformed, for one station."""
    counts: Mapping[str | None, int] = {
        row[0]: row[1] for row in session.execute(_TALLY, {"station": station})
    }
    return v1.Tally(
        station=station,
        recorded=sum(counts.values()),
        applied=counts.get("applied", 0),
        superseded=counts.get("superseded", 0),
        conflict=counts.get("conflict", 0),
        malformed=counts.get("malformed", 0),
    )


def assert_formula(session: Session, station: str) -> None:
    """Every record came to something, as `tally` counts: there is no fifth class (a check of the
    table), so that only one that has none yet is missing from the sum. Asked of an index: counting
    would cost more with every year. Raises RecordBroken."""
    missing = session.scalar(_WITHOUT_OUTCOME, {"station": station})
    if missing is not None:
        raise RecordBroken(f"{station}: {missing} is recorded, and not accounted for")
