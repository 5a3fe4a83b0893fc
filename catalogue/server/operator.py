"""What an operator does from the command line: through the running server if there is one, else
on the database itself. Used by `beaupre stations` and others, by way of `services` and `ask`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import requests
from pydantic import BaseModel, ValidationError
from sqlalchemy import make_url

from catalogue.db.database import database_url, served_by
from catalogue.errors import DatabaseInUse, ServerConfigurationError, Unreachable
from catalogue.server.admin import CodeRequest, NewCode
from catalogue.server.services import Services, build_services
from catalogue.server.settings import ServerSettings
from catalogue.services.enrolment import UnknownName
from catalogue.services.secret_keys import load_keys
from catalogue.wire.v1 import Problem

TIMEOUT_S = 5.0
M = TypeVar("M", bound=BaseModel)


class Refused(ServerConfigurationError):
    """The running server answered with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail or problem.title)
        self.problem = problem


def read_answer(body: bytes, answer: type[M]) -> M:
    """What a server said. Raises Unreachable for what no server of this version says."""
    try:
        return answer.model_validate_json(body)
    except ValidationError as error:
        raise Unreachable("what answers is not a Beaupré server of this version") from error


class Operator:
    """A context manager; holds the database's lock only when no server runs."""

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings
        self._services: Services | None = None
        self._url = ""

    def __enter__(self) -> Operator:
        try:
            self._services = build_services(self._settings)
        except DatabaseInUse:
            path = make_url(database_url(self._settings.database)).database or ""
            self._url = served_by(Path(path)).url
            if not self._url:
                raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._services is not None:
            self._services.close()

    def make_code(self, station: str, branch: str) -> str:
        """A one-time code. Raises ServerConfigurationError for a name that cannot be."""
        if self._services is not None:
            try:
                return self._services.enrolments.make_code(station, branch)
            except UnknownName as error:
                raise ServerConfigurationError(str(error)) from error
        request = CodeRequest(station=station, branch=branch)
        answer = self.ask("POST", "/v1/admin/enrolment-codes", request.model_dump())
        return read_answer(answer, NewCode).code

    def revoke(self, station: str) -> None:
        """End a station's token. Raises ServerConfigurationError for an unknown one."""
        if self._services is None:
            self.ask("POST", "/v1/admin/revocations", {"station": station})
            return
        try:
            self._services.enrolments.revoke(station)
        except UnknownName as error:
            raise ServerConfigurationError(str(error)) from error

    @property
    def services(self) -> Services | None:
        """The use cases; None when a server runs: then `ask` it."""
        return self._services

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> bytes:
        """The running server's answer. Raises Unreachable, Refused."""
        token = load_keys(self._settings.secrets_path).admin_token
        try:
            answer = requests.request(
                method,
                self._url + path,
                json=body,
                headers={"Authorization": f"Bearer {token}"},
                timeout=timeout_s,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise Unreachable(f"the server at {self._url} does not answer") from error
        if answer.ok:
            return answer.content
        try:
            problem = Problem.model_validate_json(answer.content)
        except ValidationError as error:
            raise Unreachable(f"{self._url} answers {answer.status_code}") from error
        raise Refused(problem)
