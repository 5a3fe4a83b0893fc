"""What patrons are told: each thing once, and a correction when it became false. Delivery is
someone else's: the notices wait in their outbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.money import NoticeRow
from catalogue.db.present import HoldRow
from catalogue.db.record import Sidecar, StoredOperation
from catalogue.domain.advice import PATRON_NOTICES
from catalogue.domain.conflicts import Conflict
from catalogue.domain.operations import Kind
from catalogue.domain.timeline import HoldStatus
from catalogue.services.drafts import Draft
from catalogue.services.effects.reading import Shelf
from catalogue.services.recording import Touched

HOLD_READY = "hold_ready"
HOLD_EXPIRED = "hold_expired"


def notice_drafts(session: Session, shelf: Shelf, touched: Touched) -> Iterable[Draft]:
    """Of holds that are ready, or no longer, and of conflicts a patron has a part in."""
    for title, queue in sorted(shelf.holds.items()):
        yield from (_ready(hold) for hold in queue if hold.status == HoldStatus.READY)
        yield from _no_longer_ready(session, title, queue)
    for item, fold in sorted(touched.items.items()):
        for conflict in fold.conflicts.values():
            if conflict.code in PATRON_NOTICES:
                yield from _of_conflict(session, item, conflict)


def _ready(hold: HoldRow) -> Draft:
    payload: dict[str, str | int] = {"notice": HOLD_READY}
    if hold.until_ms is not None:
        payload["moment_ms"] = hold.until_ms
    return Draft(
        kind=Kind.NOTICE_SENT,
        item=hold.item,
        title=hold.title,
        branch=hold.pickup,
        payload=payload,
        refs={"about": hold.id},
        patron=hold.patron_id,
        key=("notice", HOLD_READY, hold.trap or hold.id),
    )


def _no_longer_ready(session: Session, title: str, queue: Iterable[HoldRow]) -> Iterator[Draft]:
    """Told that her copy is there, and it no longer is: she waits again."""
    waiting = {hold.id: hold for hold in queue if hold.status == HoldStatus.WAITING}
    if not waiting:
        return
    told = session.scalars(
        select(NoticeRow).where(
            NoticeRow.about.in_(waiting), NoticeRow.kind == HOLD_READY, NoticeRow.corrects.is_(None)
        )
    )
    for notice in told:
        yield Draft(
            kind=Kind.NOTICE_CORRECT,
            item=notice.item,
            title=title,
            branch=notice.branch,
            payload={"notice": HOLD_READY},
            refs={"about": notice.about, "compensates": notice.id},
            patron=notice.patron_id,
            key=("notice_correct", notice.id),
        )


def _of_conflict(session: Session, item: str, conflict: Conflict) -> Iterator[Draft]:
    kind = PATRON_NOTICES[conflict.code]
    hers = session.execute(
        select(StoredOperation.id, Sidecar.patron)
        .join(Sidecar, Sidecar.operation == StoredOperation.id)
        .where(StoredOperation.id.in_(conflict.evidence), StoredOperation.kind == kind)
        .order_by(StoredOperation.est, StoredOperation.id)
        .limit(1)
    ).first()
    if hers is not None:
        yield Draft(
            kind=Kind.NOTICE_SENT,
            item=item,
            payload={"notice": conflict.code},
            refs={"about": hers.id},
            patron=hers.patron,
            key=("notice", conflict.code, conflict.id),
        )
