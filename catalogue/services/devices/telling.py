"""What stations are told of kits and charters, so that they know it when they are cut off: what a
title's copies ask of a patron, and which charters a card has signed. No date, no name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.among import among, given
from catalogue.db.devices import Charter, CharterSignature
from catalogue.db.holdings import Item, Kit, KitModel
from catalogue.db.people import Card


@dataclass(frozen=True, slots=True)
class Asked:
    """Of a title with kits among its copies: the charter to sign, the age to have, and whether
    copies are looked at each time they come back."""

    charter: str | None
    min_age: int | None
    needs_check: bool


def asked_of_titles(session: Session, titles: Collection[str]) -> dict[str, Asked]:
    """Of those of these titles that have kits among their copies. The strictest model counts."""
    found = session.execute(
        select(
            Item.title,
            KitModel.charter,
            KitModel.min_age,
            KitModel.needs_check,
        )
        .join(Kit, Kit.item == Item.id)
        .join(KitModel, KitModel.id == Kit.model)
        .where(among(Item.__table__.c.title))
        .order_by(Item.title, KitModel.id),
        {"keys": given(titles)},
    )
    asked: dict[str, Asked] = {}
    for title, charter, min_age, needs_check in found:
        known = asked.get(title, Asked(None, None, needs_check=False))
        asked[title] = Asked(
            known.charter or charter,
            stricter(known.min_age, min_age),
            needs_check=known.needs_check or needs_check,
        )
    return asked


def stricter(*ages: int | None) -> int | None:
    """The highest of these ages, where there is one."""
    return max((age for age in ages if age is not None), default=None)


def signed_by_cards(session: Session, cards: Collection[str]) -> dict[str, str]:
    """The charters each card has signed in the version that counts: names, a space between."""
    newest = (
        select(Charter.name, func.max(Charter.version).label("version"))
        .group_by(Charter.name)
        .subquery()
    )
    found = session.execute(
        select(Card.number, CharterSignature.charter)
        .join(CharterSignature, CharterSignature.patron_id == Card.patron)
        .join(
            newest,
            (newest.c.name == CharterSignature.charter)
            & (newest.c.version == CharterSignature.version),
        )
        .where(among(Card.__table__.c.number))
        .order_by(Card.number, CharterSignature.charter),
        {"keys": given(cards)},
    )
    signed: dict[str, str] = {}
    for card, charter in found:
        signed[card] = f"{signed[card]} {charter}" if card in signed else charter
    return signed
