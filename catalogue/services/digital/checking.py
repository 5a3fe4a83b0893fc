"""Does each resource answer? Its test address is asked, one after the other, with a pause: a check
is not to be noticed by a vendor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from catalogue.db.database import Database
from catalogue.db.digital import DigitalAccess
from catalogue.services.digital.provider_client import ProviderAway, ProviderClient
from catalogue.services.digital.pseudonyms import SecretMissing, Secrets
from catalogue.services.town import Clock

PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found; `fault` empty: it answers as it should."""

    resource: str
    where: str
    fault: str


class Checks:
    """Asks, and notes what was found with each way in. Never inside a transaction."""

    def __init__(
        self,
        database: Database,
        client: ProviderClient,
        secrets: Secrets,
        clock: Clock,
        pause: Callable[[float], None],
    ) -> None:
        self._database = database
        self._client = client
        self._secrets = secrets
        self._clock = clock
        self._pause = pause

    def run(self, resource: str | None = None) -> list[Checked]:
        """Check one resource, or all: the secret is there, the test address answers."""
        with self._database.read() as session:
            query = select(DigitalAccess).order_by(DigitalAccess.resource, DigitalAccess.place)
            if resource is not None:
                query = query.where(DigitalAccess.resource == resource)
            ways = [(r.resource, r.place, r.secret, r.test_url) for r in session.scalars(query)]
        found: list[Checked] = []
        for name, place, secret, url in ways:
            fault = self._secret_fault(secret) or self._answer_fault(url, pause=bool(found))
            found.append(Checked(name, place, fault))
            self._note(found[-1])
        return found

    def _secret_fault(self, name: str | None) -> str:
        try:
            return "" if name is None or self._secrets.of(name) else "the secret is empty"
        except SecretMissing as error:
            return str(error)

    def _answer_fault(self, url: str, *, pause: bool) -> str:
        if not url:
            return ""
        if pause:
            self._pause(PAUSE_S)
        try:
            status = self._client.status_of(url)
        except ProviderAway as error:
            return str(error)
        return "" if status < 400 else f"the test address answers {status}"

    def _note(self, checked: Checked) -> None:
        with self._database.write() as session:
            row = session.get(DigitalAccess, (checked.resource, checked.where))
            if row is not None:
                row.checked_ms, row.checked = self._clock(), checked.fault
