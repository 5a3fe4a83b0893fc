"""Patrons identify themselves: PIN check, lock-out, sessions.

A try is counted before the PIN is looked at, so that parallel guesses at many stations get no more
tries than one after the other. An unknown number costs the same work as a known one, has as many
tries and hears the same: whoever tries numbers learns from no answer which of them exist.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.people import Card, Lockout, Patron, PatronSession
from catalogue.domain.denial import DenialReason
from catalogue.services import doubled
from catalogue.services.account_view import account
from catalogue.services.enrolment import Caller, digest
from catalogue.services.locking import hold_patron
from catalogue.services.mails.receipt import masked
from catalogue.services.secret_keys import SecretKeys
from catalogue.services.standing import standing
from catalogue.services.town import Clock
from catalogue.wire import v1

FORGET_TRIES_MS = 24 * 3600 * 1000
KIOSK = "kiosk"
"""Channel of the stations where patrons serve themselves."""


@dataclass(frozen=True, slots=True)
class AccountRules:
    """Wrong PINs allowed, how long the card is then locked, how long a session may last."""

    tries: int
    lock_ms: int
    session_ms: int


@dataclass(frozen=True, slots=True)
class SessionDenied:
    """Why a patron was not let in; `tries_left` only after a number and a PIN that do not fit."""

    reason: DenialReason
    tries_left: int | None = None


class PinHasher:
    """Argon2id over the peppered PIN, or over a password where `purpose` says so."""

    def __init__(self, keys: SecretKeys, argon2: PasswordHasher, purpose: str = "pin") -> None:
        self._keys = keys
        self._argon2 = argon2
        self._purpose = purpose
        self._nobody = argon2.hash(secrets.token_hex(32))

    def hash(self, pin: str) -> str:
        """What is stored of a PIN."""
        return self._argon2.hash(self._peppered(pin))

    def fits(self, pin_hash: str | None, pin: str) -> bool:
        """Is it the PIN? Without a hash: the same work, and no."""
        try:
            self._argon2.verify(pin_hash or self._nobody, self._peppered(pin))
        except (VerificationError, InvalidHashError):
            return False
        return pin_hash is not None

    def of_public(self) -> PinHasher:
        """For PINs that everybody may read: a hash of those need not be dear."""
        return PinHasher(self._keys, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))

    def _peppered(self, pin: str) -> str:
        return self._keys.keyed(self._purpose, pin).hex()


class Accounts:
    """Lets patrons in and out, on one station each."""

    def __init__(
        self,
        database: Database,
        keys: SecretKeys,
        hasher: PinHasher,
        rules: AccountRules,
        clock: Clock,
        *,
        mails: bool = False,
    ) -> None:
        """`mails`: does the server send any?"""
        self._database = database
        self._keys = keys
        self._hasher = hasher
        self._rules = rules
        self._clock = clock
        self._mails = mails

    def identify(
        self, caller: Caller, card: str, pin: str, beside: Sequence[str] = ()
    ) -> v1.PatronSession | SessionDenied:
        """Check card and PIN; a session when they fit and the card is in good standing. `beside`:
        sessions at the same station that stay open."""
        now_ms = self._clock()

        def begin_try(session: Session) -> tuple[Patron | None, int]:
            found = session.get(Card, card)
            patron = None if found is None else session.get_one(Patron, found.patron)
            if patron is not None and patron.placeholder:
                patron = None
            return patron, self._count_try(session, caller, card, now_ms)

        patron, tries = self._database.transact(begin_try)
        if tries > self._rules.tries:
            return SessionDenied(DenialReason.LOCKED, 0)
        fits = self._hasher.fits(patron.pin_hash if patron else None, pin)
        if patron is None or not fits:
            left = self._rules.tries - tries
            reason = DenialReason.WRONG_PIN if left else DenialReason.LOCKED
            return SessionDenied(reason, left)
        return self._let_in(caller, patron.id, card, beside, now_ms)

    def _count_try(self, session: Session, caller: Caller, card: str, now_ms: int) -> int:
        """The number of this try, from 1; more than allowed when the card is locked."""
        session.execute(
            delete(Lockout).where(
                Lockout.last_ms < now_ms - FORGET_TRIES_MS, Lockout.locked_until_ms < now_ms
            )
        )
        # Held from here to the commit: another server that counts a try of this card waits.
        key = (card_key(self._keys, card), caller.channel)
        row = session.get(Lockout, key, with_for_update=True)
        if row is None:
            row = Lockout(card_key=key[0], channel=key[1], tries=0, locked_until_ms=0)
            session.add(row)
        if row.locked_until_ms > now_ms:
            return self._rules.tries + 1
        if row.locked_until_ms:
            row.tries, row.locked_until_ms = 0, 0
        row.tries += 1
        row.last_ms = now_ms
        if row.tries >= self._rules.tries:
            row.locked_until_ms = now_ms + self._rules.lock_ms
        return row.tries

    def _let_in(
        self, caller: Caller, patron_id: str, card: str, beside: Sequence[str], now_ms: int
    ) -> v1.PatronSession | SessionDenied:
        token = secrets.token_urlsafe(32)
        with self._database.write() as session:
            hold_patron(session, patron_id)
            session.execute(
                delete(Lockout).where(
                    Lockout.card_key == card_key(self._keys, card),
                    Lockout.channel == caller.channel,
                )
            )
            patron = session.get_one(Patron, patron_id)
            denied = standing(session, patron, now_ms)
            if denied is not None:
                return SessionDenied(denied)
            patron.seen_ms = now_ms
            session.execute(delete(PatronSession).where(PatronSession.expires_ms <= now_ms))
            if caller.channel == KIOSK:
                # One pile at a time: whoever stood there before has gone, told or not. Her own
                # are spared: a request that came twice must not end what it began. So are those
                # whose pile it is, too.
                session.execute(
                    delete(PatronSession).where(
                        PatronSession.station == caller.name,
                        PatronSession.patron != patron.id,
                        PatronSession.token_hash.not_in([digest(each) for each in beside]),
                    )
                )
            session.add(
                PatronSession(
                    token_hash=digest(token),
                    patron=patron.id,
                    station=caller.name,
                    made_ms=now_ms,
                    expires_ms=now_ms + self._rules.session_ms,
                )
            )
            doubled.identified(session, patron.id, caller, now_ms)
            seen = account(session, patron, caller.branch, now_ms)
            return v1.PatronSession(
                **dict(seen),
                session=token,
                display=display_name(patron),
                language=patron.language,
                mail=masked(patron.email or "") if self._mails else "",
            )

    def account(self, caller: Caller, token: str) -> v1.PatronAccount | None:
        """What the patron of a session sees of her account; None when the session is over."""
        now_ms = self._clock()
        with self._database.read() as session:
            patron = session_patron(session, caller, token, now_ms)
            if patron is None:
                return None
            return account(session, session.get_one(Patron, patron), caller.branch, now_ms)

    def leave(self, caller: Caller, token: str) -> bool:
        """End a session of the calling station; False if there is none."""
        own = (PatronSession.token_hash == digest(token), PatronSession.station == caller.name)
        with self._database.write() as session:
            gone = session.scalar(
                delete(PatronSession).where(*own).returning(PatronSession.token_hash)
            )
        return gone is not None


def session_patron(session: Session, caller: Caller, token: str, now_ms: int) -> str | None:
    """The patron a token stands for on the calling station, or None when it is worth nothing."""
    row = session.get(PatronSession, digest(token))
    if row is None or row.station != caller.name or row.expires_ms <= now_ms:
        return None
    return row.patron


def card_key(keys: SecretKeys, card: str) -> str:
    """Keyed hash of what was typed as a card number, 32 hexadecimal digits."""
    return keys.keyed("lockout", card)[:16].hex()


def display_name(patron: Patron) -> str:
    """First name and initial; an institution has one name."""
    if not patron.first_name:
        return patron.last_name
    return f"{patron.first_name} {patron.last_name[:1]}.".strip()
