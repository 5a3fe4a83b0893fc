"""What an operator does with patrons, periods and numbers from the command line: through the
running server if there is one, else on the database itself. Used by `beaupre patrons`, `beaupre
catalogue retention` and `beaupre catalogue stats`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import urlencode

from catalogue.domain.rights import OPERATOR
from catalogue.errors import ServerConfigurationError
from catalogue.server.operator import Operator, Refused, read_answer
from catalogue.services.patrons.accounts import UnknownPatron
from catalogue.services.privacy.erasing import NotForgotten
from catalogue.services.privacy.retention import Report
from catalogue.services.statistics.overview import overview
from catalogue.services.statistics.series import Period, loans_by, resources_by
from catalogue.services.town import today
from catalogue.wire import patrons as wire
from catalogue.wire.statistics import LoansBy, Overview, ResourcesBy, Series
from catalogue.wire.v1 import Message

M = TypeVar("M", bound=Message)
PATRONS = "/v1/admin/patrons"
STATISTICS = "/v1/statistics"
TIMEOUT_S = 60.0
NIGHT_S = 3600.0
"""A first night in a large town."""


class PatronsOperator:
    """By way of an open `Operator`."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator

    def take(self, batch: wire.PatronBatch) -> wire.PatronsImported:
        """Bring lines in."""
        if (services := self._operator.services) is not None:
            return services.patron_imports.take(batch, OPERATOR.actor)
        return self._post(f"{PATRONS}/import", batch, wire.PatronsImported)

    def drop_missing(self, source: str, keys: Sequence[str], *, dry: bool) -> wire.PatronsImported:
        """Erase who came from a source that has them no more."""
        if (services := self._operator.services) is not None:
            actor = OPERATOR.actor
            return services.patron_imports.drop_missing(source, keys, actor, dry=dry)
        request = wire.PatronsMissing(source=source, keys=list(keys), dry_run=dry)
        return self._post(f"{PATRONS}/missing", request, wire.PatronsImported, NIGHT_S)

    def data(self, card: str) -> wire.PatronData:
        """All that is stored about a patron. Raises ServerConfigurationError for a card nobody
        has, here and below."""
        with _refusing():
            if (services := self._operator.services) is not None:
                return services.patron_accounts.data(card, OPERATOR)
        return self._post(f"{PATRONS}/export", wire.CardNamed(card=card), wire.PatronData)

    def erase(self, card: str) -> wire.AccountForgotten:
        """Erase an account. Raises NotForgotten, which says what is open."""
        with _refusing():
            if (services := self._operator.services) is not None:
                return services.patron_accounts.erase(card, OPERATOR)
            return self._post(f"{PATRONS}/erase", wire.CardNamed(card=card), wire.AccountForgotten)

    def anonymise(self, card: str) -> wire.AccountForgotten:
        """Forget what is over."""
        with _refusing():
            if (services := self._operator.services) is not None:
                return services.patron_accounts.anonymise(card, OPERATOR)
        return self._post(f"{PATRONS}/anonymise", wire.CardNamed(card=card), wire.AccountForgotten)

    def set_pin(self, card: str, pin: str | None) -> wire.PinMade:
        """Another PIN."""
        request = wire.PinWanted(card=card, pin=pin)
        with _refusing():
            if (services := self._operator.services) is not None:
                return services.patron_accounts.set_pin(request.card, request.pin, OPERATOR)
        return self._post(f"{PATRONS}/pin", request, wire.PinMade)

    def choose(self, card: str, keep: bool) -> wire.HistoryNow:
        """Keep loans from now on, or no longer."""
        with _refusing():
            if (services := self._operator.services) is not None:
                return services.patron_accounts.choose(card, keep, OPERATOR)
        request = wire.HistoryChosen(card=card, keep=keep)
        return self._post(f"{PATRONS}/history", request, wire.HistoryNow)

    def retention(self, day: dt.date | None, *, dry: bool, report: Report) -> wire.RetentionTold:
        """Forget what is over on a day."""
        if (services := self._operator.services) is None:
            request = wire.RetentionAsked(day=day, dry_run=dry)
            return self._post("/v1/admin/retention", request, wire.RetentionTold, NIGHT_S)
        with services.database.read() as session:
            now = today(session, services.clock())
        if day is not None and day > now:
            raise ServerConfigurationError("This day has not come")
        done = services.retention.run(day or now, dry=dry, report=report)
        return wire.RetentionTold(day=done.day, counts=dict(done.counts), finished=done.finished)

    def overview(self) -> Overview:
        """What there is."""
        if (services := self._operator.services) is None:
            return self._get(STATISTICS, Overview)
        with services.database.read() as session:
            return overview(session, services.clock())

    def loans(self, by: LoansBy, first: dt.date | None, last: dt.date | None) -> Series:
        """Loans in numbers."""
        if (services := self._operator.services) is None:
            return self._get(f"{STATISTICS}/loans?{_query(by, first, last)}", Series)
        with services.database.read() as session:
            return loans_by(session, by, Period.of(first, last, today(session, services.clock())))

    def resources(self, by: ResourcesBy, first: dt.date | None, last: dt.date | None) -> Series:
        """Digital resources in numbers."""
        if (services := self._operator.services) is None:
            return self._get(f"{STATISTICS}/resources?{_query(by, first, last)}", Series)
        with services.database.read() as session:
            period = Period.of(first, last, today(session, services.clock()))
            return resources_by(session, by, period)

    def _post(
        self, path: str, request: Message, answer: type[M], timeout_s: float = TIMEOUT_S
    ) -> M:
        body = request.model_dump(mode="json")
        return read_answer(self._operator.ask("POST", path, body, timeout_s), answer)

    def _get(self, path: str, answer: type[M]) -> M:
        return read_answer(self._operator.ask("GET", path, timeout_s=TIMEOUT_S), answer)


def _query(by: str, first: dt.date | None, last: dt.date | None) -> str:
    days = {"first": first, "last": last}
    said = {name: day.isoformat() for name, day in days.items() if day is not None}
    return urlencode({"by": str(by), **said})


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except UnknownPatron as error:
        raise ServerConfigurationError("No account has this card") from error
    except Refused as refused:
        if refused.problem.code == "account_open":
            raise NotForgotten(refused.problem.detail) from refused
        raise
