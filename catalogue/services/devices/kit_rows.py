"""The change feed tells what a kit consists of, so that a station can have it counted, cut off or
not. What a kit asks of a patron stands with its title (`telling`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.among import among, given
from catalogue.db.holdings import Kit, KitPart
from catalogue.domain.operations import Json
from catalogue.services.marking import mark_all

TABLE = "kit"
_PARTS = (
    select(Kit.item, KitPart)
    .join(KitPart, KitPart.model == Kit.model)
    .where(among(Kit.__table__.c.item))
    .order_by(Kit.item, KitPart.ordinal, KitPart.code)
)


def kits(session: Session, keys: Iterable[str]) -> Mapping[str, dict[str, Json]]:
    """Rows of `kit`, by item; prices in cents."""
    told: dict[str, list[Json]] = {}
    for item, part in session.execute(_PARTS, {"keys": given(keys)}):
        told.setdefault(item, []).append(
            {
                "code": part.code,
                "name": part.name,
                "description": part.description,
                "price_cents": part.replacement_cents,
                "ordinal": part.ordinal if part.tagged else 0,
                "required": part.required,
            }
        )
    return {item: {"parts": parts} for item, parts in told.items()}


def mark_model(session: Session, model: str) -> None:
    """A model has other parts than before: stations are told."""
    mark_all(session, TABLE, session.scalars(select(Kit.item).where(Kit.model == model)).all())
