"""Staff and the audit log from the command line: through the running server if there is one, else
on the database itself. Used by `beaupre staff` and `beaupre audit`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TypeVar

from pydantic import ValidationError

from catalogue.domain.rights import OPERATOR
from catalogue.errors import ServerConfigurationError
from catalogue.server.operator import Operator, read_answer
from catalogue.server.routes_audit import page_of, verified
from catalogue.server.routes_staff import first_password_of, staff_of
from catalogue.services.enrolment import UnknownName
from catalogue.services.staff.people import StaffRefused
from catalogue.services.staff.station_tokens import TokenRefused
from catalogue.wire import audit as audit_wire
from catalogue.wire import staff as wire
from catalogue.wire.v1 import Message

M = TypeVar("M", bound=Message)
ACTOR = OPERATOR.actor


class StaffOperator:
    """What `beaupre staff` does, by way of an open `Operator`. All raise ServerConfigurationError
    for what cannot be, in words."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator

    def list(self) -> wire.StaffList:
        """Everybody, and what each role gives."""
        if (services := self._operator.services) is None:
            return read_answer(self._operator.ask("GET", "/v1/staff"), wire.StaffList)
        return staff_of(services.staff)

    def add(
        self, name: str, roles: Collection[str], branches: Collection[str] | None
    ) -> wire.FirstPassword:
        """A new account and its first password."""
        request = _request(wire.NewStaff, name=name, roles=roles, branches=branches)
        if (services := self._operator.services) is None:
            return self._post("", request, wire.FirstPassword)
        with _refusing():
            return first_password_of(services.staff.add(ACTOR, name, roles, branches))

    def reset(self, name: str) -> wire.FirstPassword:
        """Another first password."""
        if (services := self._operator.services) is None:
            return self._post("/reset", _request(wire.StaffName, name=name), wire.FirstPassword)
        with _refusing():
            return first_password_of(services.staff.reset(ACTOR, name))

    def set_roles(
        self, name: str, roles: Collection[str], branches: Collection[str] | None
    ) -> None:
        """Other roles and branches."""
        if (services := self._operator.services) is None:
            request = _request(wire.NewStaff, name=name, roles=roles, branches=branches)
            self._operator.ask("POST", "/v1/staff/roles", request.model_dump())
            return
        with _refusing():
            services.staff.set_roles(ACTOR, name, roles, branches)

    def station_token(self, station: str, hours: int, staff: str | None) -> wire.StationToken:
        """A token for one station."""
        request = _request(wire.NewStationToken, station=station, hours=hours, staff=staff)
        if (services := self._operator.services) is None:
            return self._post("/station-tokens", request, wire.StationToken)
        try:
            return services.station_tokens.issue(OPERATOR, station, request.hours, staff)
        except (UnknownName, TokenRefused) as error:
            raise ServerConfigurationError(str(error)) from error

    def disable(self, name: str) -> None:
        """Out, at once."""
        if (services := self._operator.services) is None:
            self._operator.ask("POST", "/v1/staff/disable", {"name": name})
            return
        with _refusing():
            services.staff.disable(ACTOR, name)

    def enable(self, name: str) -> None:
        """In again."""
        if (services := self._operator.services) is None:
            self._operator.ask("POST", "/v1/staff/enable", {"name": name})
            return
        with _refusing():
            services.staff.enable(ACTOR, name)

    def _post(self, path: str, request: Message, answer: type[M]) -> M:
        body = self._operator.ask("POST", f"/v1/staff{path}", request.model_dump())
        return read_answer(body, answer)


class AuditOperator:
    """What `beaupre audit` does, by way of an open `Operator`."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator

    def lines(self, after: int) -> Iterator[audit_wire.AuditLine]:
        """All behind a number."""
        while page := self._page(after).lines:
            yield from page
            after = page[-1].n

    def verify(self, known: audit_wire.KnownLine | None) -> audit_wire.AuditReport:
        """Recompute the chain; a known line must be in it."""
        request = audit_wire.AuditCheck(known=known)
        if (services := self._operator.services) is not None:
            return verified(services.database, request)
        body = self._operator.ask("POST", "/v1/audit/verify", request.model_dump())
        return read_answer(body, audit_wire.AuditReport)

    def _page(self, after: int) -> audit_wire.AuditPage:
        if (services := self._operator.services) is not None:
            return page_of(services.database, after)
        body = self._operator.ask("GET", f"/v1/audit?after={after}")
        return read_answer(body, audit_wire.AuditPage)


def _request(model: type[M], **values: object) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise ServerConfigurationError(f"{first['loc'][0]}: {first['msg']}") from error


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except StaffRefused as error:
        raise ServerConfigurationError(str(error)) from error
