"""One card in two branches at once: a UID or a barcode that was copied, or a card lent to a friend.

Compared are the moments at which a patron identified and those of her loans, of records that come
late from an outage, too. Staff are told only where it is certain: the bounds of both moments,
whatever the clocks, lie nearer together than anybody gets from one branch to the other
(`travel_minutes` of the town). Nothing is refused for it, and no title is kept here. Where somebody
identified is known only as long as she could still be on her way: what stations lent that were
both cut off is compared, who looked at her account meanwhile is not.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import BigInteger, BindParameter, bindparam, cast, delete, func, select
from sqlalchemy.orm import Session

from catalogue.db.doubled import DoubledCard, SeenCard
from catalogue.db.holdings import Setting
from catalogue.db.people import Patron
from catalogue.db.record import OPERATIONS, SIDECARS
from catalogue.domain.ids import derived_id
from catalogue.domain.operations import Kind
from catalogue.services import audit
from catalogue.services.desk import Desk, unknown
from catalogue.services.enrolment import Caller
from catalogue.services.feed import chunks
from catalogue.services.locking import hold_borrowers
from catalogue.services.town import setting

TRAVEL: Final = "travel_minutes"
"""Setting: how long it takes from one branch to another at least; 0: nothing is compared."""
TRAVEL_MINUTES: Final = 10
ACTOR = "server"
_MINUTE_MS = 60_000
_SAID = select(cast(Setting.value, BigInteger)).where(Setting.name == TRAVEL).scalar_subquery()
_NEAR = func.coalesce(_SAID, TRAVEL_MINUTES) * _MINUTE_MS
_NOW: BindParameter[int] = bindparam("now", type_=BigInteger())
_ONE, _OTHER = OPERATIONS.alias("one"), OPERATIONS.alias("other")
_OF_ONE, _OF_OTHER = SIDECARS.alias("of_one"), SIDECARS.alias("of_other")
_LENT = (
    select(_OF_ONE.c.patron, _ONE.c.branch, _ONE.c.station, _ONE.c.est.label("at_ms"))
    .join(_OF_ONE, _OF_ONE.c.operation == _ONE.c.id)
    .where(_ONE.c.kind == Kind.CHECK_OUT, _ONE.c.id.in_(bindparam("ids", expanding=True)))
)
_LENT_TWICE = (
    _LENT.join(_OF_OTHER, _OF_OTHER.c.patron == _OF_ONE.c.patron)
    .join(_OTHER, _OTHER.c.id == _OF_OTHER.c.operation)
    .where(
        _OTHER.c.kind == Kind.CHECK_OUT,
        _OTHER.c.branch != _ONE.c.branch,
        _ONE.c.hi - _OTHER.c.lo < _NEAR,
        _OTHER.c.hi - _ONE.c.lo < _NEAR,
    )
    .add_columns(_OTHER.c.branch.label("b"), _OTHER.c.station.label("s"), _OTHER.c.est.label("ms"))
)
_LENT_AND_SEEN = (
    _LENT.join(SeenCard, SeenCard.patron == _OF_ONE.c.patron)
    .where(
        SeenCard.branch != _ONE.c.branch,
        _ONE.c.hi - SeenCard.at_ms < _NEAR,
        SeenCard.at_ms - _ONE.c.lo < _NEAR,
    )
    .add_columns(SeenCard.branch, SeenCard.station, SeenCard.at_ms)
)
_PAIRS = _LENT_TWICE.union_all(_LENT_AND_SEEN)
_HERS = (
    select(_ONE.c.branch, _ONE.c.station, _ONE.c.est)
    .join(_OF_ONE, _OF_ONE.c.operation == _ONE.c.id)
    .where(
        _OF_ONE.c.patron == bindparam("patron"),
        _ONE.c.kind == Kind.CHECK_OUT,
        _ONE.c.branch != bindparam("branch"),
        _ONE.c.hi - _NOW < _NEAR,
        _NOW - _ONE.c.lo < _NEAR,
    )
)
Use = tuple[str, str, int]
"""A card was in somebody's hand: branch, station and about when (ms UTC)."""


def travel_ms(session: Session) -> int:
    """So long at least is everybody under way from one branch to another."""
    return int(setting(session, TRAVEL, str(TRAVEL_MINUTES))) * _MINUTE_MS


def identified(session: Session, patron: str, caller: Caller, now_ms: int) -> None:
    """She is at this station now. The caller holds her."""
    near_ms = travel_ms(session)
    session.execute(delete(SeenCard).where(SeenCard.at_ms <= now_ms - near_ms))
    if not near_ms:
        return
    here = (caller.branch, caller.name, now_ms)
    wanted = {"patron": patron, "branch": caller.branch, "now": now_ms}
    others: list[Use] = [(*row,) for row in session.execute(_HERS, wanted)]
    before = session.get(SeenCard, patron)
    if before is None:
        before = SeenCard(patron=patron)
        session.add(before)
    elif before.branch != caller.branch:
        others.append((before.branch, before.station, before.at_ms))
    before.branch, before.station, before.at_ms = here
    for other in others:
        _tell(session, patron, (other, here), near_ms, now_ms)


def lent(session: Session, records: Collection[str], now_ms: int) -> None:
    """These loans are new, or the moments of them are known better than before."""
    for ids in chunks(sorted(records)):
        hold_borrowers(session, ids)
        for patron, branch, station, at_ms, *other in session.execute(_PAIRS, {"ids": list(ids)}):
            pair = ((branch, station, at_ms), (other[0], other[1], other[2]))
            _tell(session, patron, pair, travel_ms(session), now_ms)


def _tell(session: Session, patron: str, pair: tuple[Use, Use], near_ms: int, now_ms: int) -> None:
    """Once for what belongs together; what staff have looked into is not told again."""
    (branch, station, first_ms), (other, its, last_ms) = sorted(pair, key=lambda use: use[2])
    known = session.scalar(
        select(DoubledCard)
        .where(
            DoubledCard.patron == patron,
            DoubledCard.branch.in_((branch, other)),
            DoubledCard.other_branch.in_((branch, other)),
            DoubledCard.first_ms <= last_ms + near_ms,
            DoubledCard.last_ms >= first_ms - near_ms,
        )
        .order_by(DoubledCard.first_ms)
        .limit(1)
    )
    if known is not None:
        known.first_ms = min(known.first_ms, first_ms)
        known.last_ms = max(known.last_ms, last_ms)
        session.flush()
        return
    row = DoubledCard(
        id=derived_id("doubled-card", patron, branch, other, first_ms, last_ms),
        patron=patron,
        branch=branch,
        station=station,
        other_branch=other,
        other_station=its,
        first_ms=first_ms,
        last_ms=last_ms,
        raised_ms=now_ms,
    )
    session.add(row)
    session.flush()
    where = {"branches": sorted((branch, other))}
    her = audit.person(session.get_one(Patron, patron))
    audit.write(session, now_ms, ACTOR, "card.doubled", her, where)


def waiting(desk: Desk) -> list[DoubledCard]:
    """What nobody has looked into yet, the newest first; of one's own branches."""
    rows = desk.session.scalars(
        select(DoubledCard)
        .where(DoubledCard.settled_ms.is_(None))
        .order_by(DoubledCard.last_ms.desc(), DoubledCard.id)
    )
    return [row for row in rows if desk.may_in(row.branch) or desk.may_in(row.other_branch)]


def settle(desk: Desk, name: str) -> None:
    """Somebody has looked into it. Raises DeskRefused."""
    row = desk.session.get(DoubledCard, name, with_for_update=True)
    if row is None:
        raise unknown("doubled card")
    if not desk.may_in(row.branch):
        desk.assert_branch(row.other_branch)
    if row.settled_ms is None:
        row.settled_ms = desk.now_ms
        her = audit.person(desk.session.get_one(Patron, row.patron))
        audit.write(desk.session, desk.now_ms, desk.actor, "card.doubled.settle", her)
