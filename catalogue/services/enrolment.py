"""Stations come and go: one-time codes, tokens, revocation.

Codes and tokens have 192 and 256 random bits, so a plain SHA-256 of them is safe to keep; neither
is ever stored or logged.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.holdings import Branch
from catalogue.db.people import EnrolmentCode, PatronSession, Station
from catalogue.domain.operations import CENTRAL
from catalogue.domain.rights import OPERATOR
from catalogue.services import audit
from catalogue.services.town import Clock, owners, setting
from catalogue.wire.v1 import Enrolment, StationInfo

STATION_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
CODE_VALID_MS = 24 * 3600 * 1000
_BY_TOKEN = select(
    Station.name,
    Station.branch,
    Station.channel,
    Station.epoch,
    Station.station_key,
    Station.token_hash,
    Station.revoked_ms,
).where(Station.token_hash == bindparam("token_hash"))


class EnrolmentRefused(Exception):
    """The code is unknown, used, expired or for another station: one answer for all four."""


class NotEnrolled(Exception):
    """The token is nobody's, or has been revoked."""


class Revoked(NotEnrolled):
    """The token was that of this station."""

    def __init__(self, station: str) -> None:
        super().__init__(station)
        self.station = station


class UnknownName(Exception):
    """No station or branch of that name; the text says which."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The station that asks."""

    name: str
    branch: str
    channel: str
    epoch: int
    station_key: bytes = field(repr=False)


def digest(secret: str) -> str:
    """SHA-256 of a code or token, hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Enrolments:
    """Makes codes, turns them into tokens once, knows callers by their token."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def make_code(self, station: str, branch: str, actor: str = OPERATOR.actor) -> str:
        """A new one-time code for a station, valid for a day. Raises UnknownName."""
        code = secrets.token_urlsafe(24)
        now_ms = self._clock()
        with self._database.write() as session:
            put_code(session, code, station, branch, now_ms + CODE_VALID_MS)
            subject = f"station:{station}"
            audit.write(session, now_ms, actor, "station.code", subject, {"branch": branch})
        return code

    def enrol(self, code: str, station: str) -> Enrolment:
        """Use up a code. A station enrolled before gets a new epoch and key; its old token ends.
        Raises EnrolmentRefused."""
        now_ms = self._clock()
        token = secrets.token_urlsafe(32)
        with self._database.write() as session:
            # Held to the commit: of two who use a code at once the second finds it used.
            row = session.get(EnrolmentCode, digest(code), with_for_update=True)
            if row is None or row.used_ms is not None or row.expires_ms <= now_ms:
                raise EnrolmentRefused
            if not hmac.compare_digest(row.station.encode(), station.encode()):
                raise EnrolmentRefused
            row.used_ms = now_ms
            known = session.get(Station, station, with_for_update=True) or Station(
                name=station, channel="kiosk", epoch=0
            )
            known.branch = row.branch
            known.token_hash = digest(token)
            known.enrolled_ms = now_ms
            known.revoked_ms = None
            next_epoch(known)
            session.add(known)
            me = f"station:{station}"
            audit.write(session, now_ms, me, "station.enrol", me, {"epoch": known.epoch})
            return Enrolment(
                station=known.name, branch=known.branch, epoch=known.epoch, token=token
            )

    def caller(self, token: str) -> Caller:
        """Whose token it is. Raises NotEnrolled, Revoked."""
        wanted = digest(token)
        with self._database.read() as session:
            row = session.execute(_BY_TOKEN, {"token_hash": wanted}).first()
        if row is None or not hmac.compare_digest(row.token_hash, wanted):
            raise NotEnrolled
        if row.revoked_ms is not None:
            raise Revoked(row.name)
        return Caller(row.name, row.branch, row.channel, row.epoch, row.station_key)

    def branch_of(self, station: str) -> str | None:
        """Where a station stands; None for one nobody knows."""
        with self._database.read() as session:
            row = session.get(Station, station)
            return None if row is None else row.branch

    def revoke(self, station: str, actor: str = OPERATOR.actor) -> None:
        """The station's token and its patrons' sessions end now. Raises UnknownName."""
        with self._database.write() as session:
            row = session.get(Station, station)
            if row is None:
                raise UnknownName(f"no station is called {station!r}")
            row.revoked_ms = self._clock()
            session.execute(delete(PatronSession).where(PatronSession.station == station))
            audit.write(session, self._clock(), actor, "station.revoke", f"station:{station}")

    def describe(self, caller: Caller, public_key: str, staff_token_key: str) -> StationInfo:
        """What a station fetches at boot; the keys are base64."""
        with self._database.read() as session:
            branch = session.get_one(Branch, caller.branch)
            return StationInfo(
                station=caller.name,
                branch=branch.id,
                branch_name=branch.name,
                town=setting(session, "town", ""),
                time_zone=setting(session, "time_zone", "Europe/Paris"),
                epoch=caller.epoch,
                station_key=base64_of(caller.station_key),
                server_public_key=public_key,
                staff_token_key=staff_token_key,
                owners=owners(session),
                server_ms=self._clock(),
            )


def put_code(session: Session, code: str, station: str, branch: str, expires_ms: int) -> None:
    """Keep the hash of a code. Raises UnknownName for a name no station may have and for an
    unknown branch."""
    if STATION_NAME.fullmatch(station) is None or station == CENTRAL:
        raise UnknownName(f"{station!r} is no name for a station: small letters, digits, - . _")
    if session.get(Branch, branch) is None:
        known = ", ".join(session.scalars(select(Branch.id).order_by(Branch.id))) or "none yet"
        raise UnknownName(f"no branch is called {branch!r}; there are: {known}")
    session.merge(
        EnrolmentCode(code_hash=digest(code), station=station, branch=branch, expires_ms=expires_ms)
    )


def next_epoch(station: Station) -> None:
    """A new epoch, with a new station key: it lasts as long as the epoch."""
    station.epoch += 1
    station.station_key = secrets.token_bytes(32)


def base64_of(data: bytes) -> str:
    """Standard base64 text."""
    return base64.b64encode(data).decode()
