"""All stations as the operator sees them, with what needs attention and what to do about it. Reads
only; what is a warning is decided by values alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.operating import StationContact
from catalogue.db.people import Acknowledgement, Station
from catalogue.db.record import StoredOperation
from catalogue.wire.operating import StationHealth, StationView, Warned

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is worth a look."""

    silent_ms: int = 26 * HOUR_MS
    """A station that is switched off at night is no news; one that missed a day is."""
    offset_ms: int = 5 * MINUTE_MS
    snapshot_ms: int = 26 * HOUR_MS
    pending: int = 500


def station_views(session: Session, now_ms: int, limits: Limits) -> list[StationView]:
    """Every station that was ever enrolled, by name."""
    contacts = {row.station: row for row in session.scalars(select(StationContact))}
    acks = {(row.station, row.epoch): row for row in session.scalars(select(Acknowledgement))}
    counts = session.execute(
        select(StoredOperation.station, func.count()).group_by(StoredOperation.station)
    )
    records = {station: count for station, count in counts}  # noqa: C416 - rows, not pairs
    return [
        _view(row, contacts.get(row.name), acks, records.get(row.name, 0), now_ms, limits)
        for row in session.scalars(select(Station).order_by(Station.name))
    ]


def _view(
    row: Station,
    contact: StationContact | None,
    acks: Mapping[tuple[str, int], Acknowledgement],
    records: int,
    now_ms: int,
    limits: Limits,
) -> StationView:
    ack = acks.get((row.name, row.epoch))
    health = None if contact is None else _health(contact)
    told_ms = None if contact is None or health is None else contact.told_ms
    # What happened before it was enrolled anew is over.
    turned_away = contact.turned_away_ms if contact is not None and row.revoked_ms else None
    contact_ms = None if contact is None else contact.contact_ms
    return StationView(
        name=row.name,
        branch=row.branch,
        channel=row.channel,
        epoch=row.epoch,
        enrolled_ms=row.enrolled_ms,
        revoked_ms=row.revoked_ms,
        turned_away_ms=turned_away,
        contact_ms=contact_ms,
        told_ms=told_ms,
        ack_seq=0 if ack is None else ack.seq,
        prune_below=0 if ack is None else ack.prune_below,
        records=records,
        pending=None if health is None else health.pending,
        version=None if health is None else health.version,
        health=health,
        warnings=list(
            _revoked(turned_away)
            if row.revoked_ms is not None
            else _warnings(contact_ms or row.enrolled_ms, health, now_ms, limits)
        ),
    )


def _health(contact: StationContact) -> StationHealth | None:
    try:
        return StationHealth.model_validate(contact.report)
    except ValidationError:
        return None


def _revoked(turned_away_ms: int | None) -> Iterator[Warned]:
    if turned_away_ms is None:
        yield Warned(
            code="revoked_not_told",
            text="revoked, and it has not called since",
            advice="it forgets its key at its next contact; until then it may lend, cut off, as"
            " long as its rules allow",
        )


def _warnings(
    heard_ms: int, health: StationHealth | None, now_ms: int, limits: Limits
) -> Iterator[Warned]:
    if now_ms - heard_ms > limits.silent_ms:
        yield Warned(
            code="silent",
            text=f"not heard for {(now_ms - heard_ms) // HOUR_MS} h",
            advice="is it on, is its network up? it keeps what it lends and delivers it later",
        )
    if health is None:
        return
    yield from _queue(health, limits)
    yield from _clock(health, limits)
    if health.snapshot_ms is not None and heard_ms - health.snapshot_ms > limits.snapshot_ms:
        yield Warned(
            code="old_snapshot",
            text=f"its catalogue is {(heard_ms - health.snapshot_ms) // HOUR_MS} h old",
            advice="look at its log for faults of the feed; `beaupre doctor` on the station",
        )
    for each in health.problems:
        yield Warned(
            code=f"device_{each.device}",
            text=f"{each.device}: {each.problem}",
            advice="`beaupre doctor` on the station says what is wrong with it",
        )
    if health.reader == "problem" and not any(each.device == "pad" for each in health.problems):
        yield Warned(
            code="device_reader", text="the reader does not work", advice="check cable and power"
        )


def _queue(health: StationHealth, limits: Limits) -> Iterator[Warned]:
    if health.quarantined:
        yield Warned(
            code="quarantined",
            text=f"{health.quarantined} records were refused",
            advice="`beaupre queue list` on the station names them; they stop no other",
        )
    if health.held:
        yield Warned(
            code="held",
            text="its queue is held",
            advice="`beaupre queue release` on the station lets it deliver again",
        )
    elif health.pending > limits.pending:
        yield Warned(
            code="queue",
            text=f"{health.pending} records wait",
            advice="after an outage that goes down by itself; else look at its log",
        )


def _clock(health: StationHealth, limits: Limits) -> Iterator[Warned]:
    if health.offset_ms is not None and abs(health.offset_ms) > limits.offset_ms:
        yield Warned(
            code="clock",
            text=f"its clock is {abs(health.offset_ms) // MINUTE_MS} min "
            + ("behind" if health.offset_ms > 0 else "ahead"),
            advice="its records are dated rightly all the same; set up time synchronisation",
        )
