"""Digital resources from the command line: through the running server if there is one, else on the
database itself, by the same addresses. Used by `beaupre resources`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from starlette.types import ASGIApp

from catalogue.errors import CatalogueError
from catalogue.server.in_process import answer
from catalogue.server.operator import Operator, Refused, read_answer
from catalogue.wire.v1 import Message, Problem

M = TypeVar("M", bound=Message)
ROOT = "/v1/admin/digital"
PATIENCE_S = 60.0
SLOW_S = 600.0
"""For what asks vendors, one after the other."""


class DigitalSaidNo(CatalogueError):
    """The server refused; `problem` says why."""

    code = "digital_refused"
    environment = False

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail or problem.title)
        self.problem = problem


class DigitalOperator:
    """By way of an open `Operator`; where no server runs, `app` is asked instead."""

    def __init__(self, operator: Operator, app: ASGIApp | None) -> None:
        self._operator = operator
        self._app = app

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None,
        kind: type[M],
        timeout_s: float = PATIENCE_S,
    ) -> M:
        """The answer of `/v1/admin/digital` + path. Raises DigitalSaidNo, Unreachable."""
        content = self.do(method, path, body, timeout_s)
        return read_answer(content, kind)

    def do(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        timeout_s: float = PATIENCE_S,
    ) -> bytes:
        """The same, whatever is answered."""
        if self._app is None:
            try:
                return self._operator.ask(method, ROOT + path, body, timeout_s)
            except Refused as error:
                raise DigitalSaidNo(error.problem) from error
        services = self._operator.services
        token = "" if services is None else services.keys.admin_token
        status, content = answer(self._app, method, ROOT + path, body, token)
        if status >= 400:
            raise DigitalSaidNo(Problem.model_validate_json(content))
        return content
