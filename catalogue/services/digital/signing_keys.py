"""Keys id_tokens are signed with: RSA of 2048 bits (RS256, which OpenID Connect Core 1.0, 15.1,
asks of everyone), in the database, so that all servers sign with the same; sealed under their own.

A new one is made once a year; the ones before stay published as long as a token of theirs may be
around, and longer, for vendors that look for new keys once in a while.
"""

from __future__ import annotations

import secrets
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.digital import SigningKey
from catalogue.db.postgresql import Lock, hold
from catalogue.services.digital.pseudonyms import Pseudonyms

BITS = 2048
ALGORITHM = "RS256"
DAY_MS = 24 * 3600 * 1000
NEW_AFTER_MS = 365 * DAY_MS
SHOWN_MS = 400 * DAY_MS


class SigningKeys:
    """Signs, and publishes what signatures are verified with."""

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        self._pseudonyms = pseudonyms

    def sign(self, session: Session, claims: dict[str, object], now_ms: int) -> str:
        """A JWT. `session` may write: the first one makes the key."""
        row = self._newest(session, now_ms)
        if row is None:
            hold(session, Lock.DIGITAL, ("signing key",))
            row = self._newest(session, now_ms) or self._make(session, now_ms)
        key = RSAKey.import_key(self._pseudonyms.unseal(row.sealed))
        header = {"alg": ALGORITHM, "kid": row.kid, "typ": "JWT"}
        return jwt.encode(header, claims, key, algorithms=[ALGORITHM])

    def published(self, session: Session, now_ms: int) -> dict[str, Any]:
        """The JSON Web Key Set (RFC 7517, section 5) of the public halves."""
        rows = session.scalars(
            select(SigningKey)
            .where(SigningKey.made_ms > now_ms - SHOWN_MS)
            .order_by(SigningKey.made_ms)
        )
        return {"keys": [self._shown(row) for row in rows]}

    def _shown(self, row: SigningKey) -> dict[str, Any]:
        key = RSAKey.import_key(self._pseudonyms.unseal(row.sealed))
        known = {"kid": row.kid, "use": "sig", "alg": ALGORITHM}
        return {**key.as_dict(private=False), **known}

    def prepare(self, session: Session, now_ms: int) -> None:
        """There is a key: a vendor may look before anybody has logged in."""
        if self._newest(session, now_ms) is None:
            hold(session, Lock.DIGITAL, ("signing key",))
            if self._newest(session, now_ms) is None:
                self._make(session, now_ms)

    def _newest(self, session: Session, now_ms: int) -> SigningKey | None:
        return session.scalar(
            select(SigningKey)
            .where(SigningKey.made_ms > now_ms - NEW_AFTER_MS)
            .order_by(SigningKey.made_ms.desc())
            .limit(1)
        )

    def _make(self, session: Session, now_ms: int) -> SigningKey:
        key = RSAKey.generate_key(BITS, private=True)
        sealed = self._pseudonyms.seal(key.as_pem(private=True).decode())
        row = SigningKey(kid=secrets.token_hex(8), sealed=sealed, made_ms=now_ms)
        session.add(row)
        session.flush()
        return row
