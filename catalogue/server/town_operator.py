"""Setting up a town from the command line: through the running server if there is one, else on the
database itself. Used by `beaupre config`."""

from __future__ import annotations

from typing import TypeVar

from catalogue.domain.rights import OPERATOR
from catalogue.errors import ServerConfigurationError
from catalogue.server.operator import Operator, Refused, read_answer
from catalogue.server.routes_config import author_of, plan_of
from catalogue.services.town_config.reading import TownFileFaults
from catalogue.services.town_config.setting_up import UnknownVersion
from catalogue.services.town_config.versions import Version
from catalogue.wire import town as wire
from catalogue.wire.v1 import Message

M = TypeVar("M", bound=Message)
ADDRESS = "/v1/admin/config"


class TownOperator:
    """What `beaupre config` does, by way of an open `Operator`. `name`: who sits there."""

    def __init__(self, operator: Operator, name: str) -> None:
        self._operator = operator
        self._name = name

    def export(self) -> str:
        """The present as a file. Raises ServerConfigurationError where no town is set up."""
        if (services := self._operator.services) is None:
            return self._get("", wire.TownText).text
        text = services.set_up.export()
        if text is None:
            raise ServerConfigurationError("no town is set up yet")
        return text

    def diff(self, text: str) -> wire.TownPlan:
        """What applying would change. Raises TownFileFaults."""
        if (services := self._operator.services) is None:
            return self._post("/diff", wire.TownText(text=text), wire.TownPlan)
        return plan_of(services.set_up.diff(text))

    def apply(self, text: str) -> wire.TownPlan:
        """Apply; `refusals` in the answer: nothing was applied. Raises TownFileFaults."""
        if (services := self._operator.services) is None:
            return self._post("", wire.TownApply(text=text, by=self._name), wire.TownPlan)
        return plan_of(services.set_up.apply(text, author_of(OPERATOR, self._name)))

    def history(self) -> list[wire.TownVersion]:
        """All versions, the oldest first."""
        if (services := self._operator.services) is None:
            return self._get("/versions", wire.TownHistory).versions
        return [_version(each) for each in services.set_up.history()]

    def text_of(self, version: int) -> str:
        """The text of a version. Raises ServerConfigurationError."""
        if (services := self._operator.services) is None:
            return self._get(f"/versions/{version}", wire.TownText).text
        try:
            return services.set_up.text_of(version)
        except UnknownVersion as error:
            raise ServerConfigurationError(str(error)) from error

    def rollback(self, version: int) -> wire.TownPlan:
        """Make a version the present again. Raises ServerConfigurationError."""
        if (services := self._operator.services) is None:
            request = wire.TownRollback(version=version, by=self._name)
            return self._post("/rollback", request, wire.TownPlan)
        try:
            return plan_of(services.set_up.rollback(version, author_of(OPERATOR, self._name)))
        except UnknownVersion as error:
            raise ServerConfigurationError(str(error)) from error

    def _get(self, path: str, answer: type[M]) -> M:
        return read_answer(self._operator.ask("GET", ADDRESS + path), answer)

    def _post(self, path: str, request: Message, answer: type[M]) -> M:
        try:
            body = self._operator.ask("POST", ADDRESS + path, request.model_dump())
        except Refused as refused:
            lines = refused.problem.detail.split("\n")
            if refused.problem.code == "town_file_invalid":
                raise TownFileFaults(lines) from refused
            if refused.problem.code == "town_file_refused":
                return read_answer(b'{"changes": [], "refusals": []}', answer).model_copy(
                    update={"refusals": lines}
                )
            raise
        return read_answer(body, answer)


def _version(version: Version) -> wire.TownVersion:
    return wire.TownVersion(
        n=version.n,
        made_ms=version.made_ms,
        author=version.author,
        occasion=version.occasion,
        hash=version.hash,
        intact=version.intact,
    )
