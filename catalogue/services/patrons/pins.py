"""A patron's PIN: chosen at the desk or made up, hashed at once, told once."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.db.people import Card, Lockout, Patron, PatronSession
from catalogue.services.accounts import PinHasher, card_key
from catalogue.services.secret_keys import SecretKeys

DIGITS = 6


def made_up() -> str:
    """Six digits by chance."""
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def set_pin(
    session: Session, keys: SecretKeys, hasher: PinHasher, patron: Patron, pin: str
) -> None:
    """Only its hash is kept. Her sessions end, her wrong tries are forgotten."""
    patron.pin_hash = hasher.hash(pin)
    session.execute(delete(PatronSession).where(PatronSession.patron == patron.id))
    cards = session.scalars(select(Card.number).where(Card.patron == patron.id)).all()
    tried = [card_key(keys, number) for number in cards]
    session.execute(delete(Lockout).where(Lockout.card_key.in_(tried)))
