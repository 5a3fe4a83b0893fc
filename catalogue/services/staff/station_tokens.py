"""Tokens with which staff may change tags at a station: signed, for one station, for some hours."""

from __future__ import annotations

from sqlalchemy import select

from catalogue.db.database import Database
from catalogue.db.people import Station
from catalogue.db.staff import StaffMember
from catalogue.domain.rights import OPERATOR, Member, Right
from catalogue.services import audit
from catalogue.services.enrolment import UnknownName
from catalogue.services.secret_keys import SecretKeys
from catalogue.services.staff.sessions import as_member
from catalogue.services.town import Clock
from catalogue.wire.staff import StationToken
from catalogue.wire.station_token import StaffToken, sign

HOUR_MS = 3_600_000


class TokenRefused(Exception):
    """This member may not have it; the text says why."""


class StationTokens:
    """Makes them; keeps none."""

    def __init__(self, database: Database, keys: SecretKeys, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock

    def issue(self, who: Member, station: str, hours: int, staff: str | None) -> StationToken:
        """A token for `who`, or, if the operator asks, for a member named `staff`. Raises
        UnknownName, TokenRefused."""
        now_ms = self._clock()
        with self._database.write() as session:
            row = session.get(Station, station)
            if row is None or row.revoked_ms is not None:
                raise UnknownName(f"no station that may work is called {station!r}")
            member = who
            if staff is not None and staff != who.name:
                if who != OPERATOR:
                    raise TokenRefused("a token for somebody else: the operator makes those")
                known = session.scalar(select(StaffMember).where(StaffMember.name == staff))
                if known is None:
                    raise UnknownName(f"nobody of the staff is called {staff!r}")
                if known.disabled_ms is not None:
                    raise TokenRefused(f"{staff} is disabled")
                member = as_member(session, known)
            if not member.may(Right.TAGS):
                raise TokenRefused(f"{member.name} has not the right “{Right.TAGS}”")
            if not member.may_in(row.branch):
                raise TokenRefused(f"{station} is in a branch that is not hers")
            token = StaffToken(
                station=station,
                staff=member.id or OPERATOR.name,
                right=Right.TAGS,
                from_ms=now_ms,
                until_ms=now_ms + hours * HOUR_MS,
            )
            details: dict[str, audit.Detail] = {"staff": token.staff, "until_ms": token.until_ms}
            subject = f"station:{station}"
            audit.write(session, now_ms, who.actor, "station.staff_token", subject, details)
        return StationToken(
            token=sign(token, self._keys.signing_key),
            station=station,
            staff=token.staff,
            from_ms=token.from_ms,
            until_ms=token.until_ms,
        )
