"""Charters: what a patron promises before a device is lent to her. A version once published stays;
the newest is the one that counts, and who signed an earlier one signs again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.devices import Charter, CharterSignature
from catalogue.db.holdings import Item, Kit
from catalogue.db.people import Card, Patron
from catalogue.domain.ages import age_on
from catalogue.services import audit
from catalogue.services.devices.kit_rows import mark_model
from catalogue.services.devices.refusals import WorkshopRefused
from catalogue.services.marking import mark
from catalogue.services.patron_view import mark_cards

ADULT_YEARS = 18
FALLBACK = "fr"
"""The language of a text nobody has translated."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs what she was shown. `guardian`: who signs for a minor."""

    patron: str
    charter: str
    version: int
    language: str
    witness: str
    guardian: str | None = None


def publish(session: Session, name: str, texts: Mapping[str, str], now_ms: int, actor: str) -> int:
    """A new version in all its languages; returns its number. The same texts again are the version
    that is there. Everybody has to sign it."""
    wanted = {language: text.strip() + "\n" for language, text in texts.items()}
    if FALLBACK not in wanted or not all(text.strip() for text in wanted.values()):
        raise WorkshopRefused("charter_empty", f"a charter has a text in {FALLBACK} at least")
    newest = current_version(session, name)
    if newest is not None and _texts(session, name, newest) == wanted:
        return newest
    version = (newest or 0) + 1
    for language, text in sorted(wanted.items()):
        digest = hashlib.sha256(text.encode()).hexdigest()
        session.add(
            Charter(
                name=name,
                version=version,
                language=language,
                text=text,
                text_hash=digest,
                published_ms=now_ms,
            )
        )
    session.flush()
    for patron in session.scalars(
        select(CharterSignature.patron_id).where(CharterSignature.charter == name).distinct()
    ):
        mark_cards(session, patron)
    audit.write(session, now_ms, actor, "charter.publish", f"charter:{name}", {"version": version})
    return version


def _texts(session: Session, name: str, version: int) -> dict[str, str]:
    found = session.scalars(select(Charter).where(Charter.name == name, Charter.version == version))
    return {row.language: row.text for row in found}


def current_version(session: Session, name: str) -> int | None:
    """The number of the newest version; None before the first."""
    return session.scalar(select(func.max(Charter.version)).where(Charter.name == name))


def current_text(session: Session, name: str, language: str) -> Charter | None:
    """The newest version in that language, else in French; None for an unknown charter."""
    version = current_version(session, name)
    if version is None:
        return None
    found = session.get(Charter, (name, version, language))
    return found or session.get(Charter, (name, version, FALLBACK))


def sign(session: Session, signing: Signature, day: dt.date, now_ms: int) -> CharterSignature:
    """She signs. Twice is once. Raises WorkshopRefused."""
    text = session.get(Charter, (signing.charter, signing.version, signing.language))
    if text is None:
        raise WorkshopRefused("charter_unknown", "there is no such charter")
    if signing.version != current_version(session, signing.charter):
        raise WorkshopRefused("charter_outdated", "there is a newer version to sign")
    patron = session.get(Patron, signing.patron)
    if patron is None or patron.placeholder:
        raise WorkshopRefused("patron_unknown", "this card is nobody's")
    age = age_on(patron.birth_date, day)
    if age is not None and age < ADULT_YEARS and not (signing.guardian or "").strip():
        raise WorkshopRefused("guardian_needed", "somebody signs for a minor")
    key = (signing.patron, signing.charter, signing.version)
    known = session.get(CharterSignature, key)
    if known is not None:
        return known
    made = CharterSignature(
        patron_id=signing.patron,
        charter=signing.charter,
        version=signing.version,
        at_ms=now_ms,
        language=signing.language,
        text_hash=text.text_hash,
        guardian=(signing.guardian or "").strip() or None,
        witness=signing.witness,
    )
    session.add(made)
    mark_cards(session, signing.patron)
    session.flush()
    return made


def history(session: Session, patron: str) -> list[CharterSignature]:
    """What a patron signed, the latest first."""
    return list(
        session.scalars(
            select(CharterSignature)
            .where(CharterSignature.patron_id == patron)
            .order_by(CharterSignature.at_ms.desc(), CharterSignature.charter)
        )
    )


def has_signed(session: Session, patron: str, charter: str) -> bool:
    """Did she sign the version that counts?"""
    version = current_version(session, charter)
    return (
        version is not None
        and session.get(CharterSignature, (patron, charter, version)) is not None
    )


def mark_titles(session: Session, model: str) -> None:
    """What a kit model asks of patrons changed: stations are told."""
    for title in session.scalars(
        select(Item.title).join(Kit, Kit.item == Item.id).where(Kit.model == model).distinct()
    ):
        mark(session, "title", title)
    mark_model(session, model)


def patron_of_card(session: Session, card: str) -> str | None:
    """Whose card it is."""
    return session.scalar(select(Card.patron).where(Card.number == card))
