"""Which buckets a try to guess a PIN, a password or a code falls into, and the answer when one is
full. Asked before any of them is hashed."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request

from catalogue.server.problems import ProblemError
from catalogue.server.settings import ServerSettings
from catalogue.services.limits import Bucket, Limits, Rate, TooManyTries
from catalogue.services.staff.people import TRIES

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS


class Tries:
    """The limits of one server, as its settings say."""

    def __init__(self, limits: Limits, settings: ServerSettings) -> None:
        self._limits = limits
        self._settings = settings

    def pin(self, request: Request, station: str, card: str) -> Try:
        """A patron's PIN at a station; on refusal the kiosk says that the card is locked."""
        given = self._settings
        return self._try(
            "locked",
            Bucket("pin card", card, Rate(given.pin_tries_card_day, DAY_MS)),
            Bucket("pin address", address(request), _a_minute(given.pin_tries_address_minute)),
            Bucket("pin station", station, _a_minute(given.pin_tries_station_minute)),
        )

    def staff(self, request: Request, name: str) -> Try:
        """A password of staff."""
        given = self._settings
        return self._try(
            "too_many_tries",
            Bucket(TRIES, name, Rate(given.staff_tries_account_day, DAY_MS)),
            Bucket("staff address", address(request), _a_minute(given.staff_tries_address_minute)),
        )

    def enrolment(self, request: Request) -> Try:
        """A station's one-time code."""
        rate = _a_minute(self._settings.enrol_tries_address_minute)
        return self._try("too_many_tries", Bucket("enrol address", address(request), rate))

    def _try(self, code: str, *buckets: Bucket) -> Try:
        try:
            self._limits.take(buckets)
        except TooManyTries as error:
            raise ProblemError(
                HTTPStatus.TOO_MANY_REQUESTS,
                code,
                "Too many tries",
                retry_after_s=error.retry_after_s,
            ) from error
        return Try(self._limits, buckets)


class Try:
    """One try that was taken."""

    def __init__(self, limits: Limits, buckets: tuple[Bucket, ...]) -> None:
        self._limits = limits
        self._account, self._others = buckets[:1], buckets[1:]

    def was_right(self) -> None:
        """It was no guess: the account has all its tries again, the others this one."""
        self._limits.empty(self._account)
        self._limits.give_back(self._others)


def address(request: Request) -> str:
    """Whose connection it is; behind a proxy that is trusted, whom the proxy names."""
    return "-" if request.client is None else request.client.host


def _a_minute(tries: int) -> Rate:
    return Rate(tries, MINUTE_MS)
