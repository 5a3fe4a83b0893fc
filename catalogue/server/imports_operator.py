"""Importing from the command line: on the database itself, or through the server that holds it.

Needs no keys of the town where it works on the database: a feed brings no people.
Used by `beaupre catalogue`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from typing import Any, Protocol, TypeVar
from urllib.parse import quote, urlencode

from catalogue.db.database import Database
from catalogue.errors import DatabaseInUse
from catalogue.feeds.record import Refused
from catalogue.server.operator import Operator, read_answer
from catalogue.server.operator import Refused as ServerRefused
from catalogue.server.services import wall_clock
from catalogue.server.settings import ServerSettings
from catalogue.services.central import CentralRecord
from catalogue.services.importing.dry import Difference, Differences, Followed
from catalogue.services.importing.exporting import ExportedCopy, ExportedTitle
from catalogue.services.importing.model import (
    Arrival,
    Counts,
    ImportFault,
    Remark,
    RemarkKind,
    Run,
    RunMoved,
    RunState,
    SourceBusy,
    Start,
    Step,
    TooManyGone,
    UnknownRun,
)
from catalogue.services.importing.runs import Importing
from catalogue.services.ledger import LedgerCache
from catalogue.wire import imports as wire
from catalogue.wire.v1 import Message

M = TypeVar("M", bound=Message)
ADDRESS = "/v1/admin/imports"
TIMEOUT_S = 60.0
LARGEST = 2_000_000
"""Bytes of a batch: a server takes four million, unless its settings say less."""
FAULTS: Mapping[str, type[ImportFault]] = {
    fault.code: fault for fault in (UnknownRun, RunMoved, SourceBusy, TooManyGone)
}


class Imports(Protocol):
    """What the commands need; as `catalogue.services.importing.runs.Importing` says it."""

    def begin(self, start: Start, author: str) -> Run: ...
    def known(self, run_id: str, start: Start, fingerprints: Sequence[str]) -> dict[str, int]: ...
    def put(self, run_id: str, after: str | None, arrivals: Sequence[Arrival]) -> Run: ...
    def finish(self, run_id: str, after: int = 0, *, delete_many: bool = False) -> Step: ...
    def interrupt(self, run_id: str) -> None: ...
    def rollback(self, run_id: str, author: str) -> Step: ...
    def differences(self, start: Start, arrivals: Sequence[Arrival]) -> Differences: ...
    def followed(self, source: str, after: int = 0) -> list[Followed]: ...
    def exported(self, after: str = "") -> list[ExportedTitle]: ...
    def run(self, run_id: str) -> Run: ...
    def runs(self, source: str | None = None) -> list[Run]: ...
    def remarks(self, run_id: str, after: int = 0) -> list[tuple[int, Remark]]: ...


@contextmanager
def open_imports(settings: ServerSettings) -> Iterator[tuple[Imports, bool]]:
    """The way to import, and whether it is through a running server. Raises DatabaseInUse where
    another command has the database, DatabaseUnusable."""
    try:
        database = Database(settings.database)
    except DatabaseInUse:
        with Operator(settings) as operator:
            if operator.services is None:
                yield ServerImports(operator), True
            else:
                yield operator.services.imports, False
        return
    with closing(database):
        central = CentralRecord(LedgerCache(), wall_clock)
        yield Importing(database, central, wall_clock), False


class ServerImports:
    """`Imports` through a running server."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator

    def begin(self, start: Start, author: str) -> Run:
        """As there."""
        return _run(self._post("", {**asdict(start), "by": author}, wire.RunNow))

    def known(self, run_id: str, start: Start, fingerprints: Sequence[str]) -> dict[str, int]:
        """As there."""
        asked = {
            "run": run_id,
            "source": start.source,
            "rules": asdict(start.rules),
            "fingerprints": list(fingerprints),
        }
        return self._post("/known", asked, wire.KnownOnes).fingerprints

    def put(self, run_id: str, after: str | None, arrivals: Sequence[Arrival]) -> Run:
        """As there."""
        batch = {"after": after, "arrivals": [_told(each) for each in arrivals]}
        if len(arrivals) > 1 and len(json.dumps(batch)) > LARGEST:
            half = len(arrivals) // 2
            self.put(run_id, after, arrivals[:half])
            return self.put(run_id, arrivals[half - 1].position, arrivals[half:])
        return _run(self._post(f"/{_quoted(run_id)}/batches", batch, wire.RunNow))

    def finish(self, run_id: str, after: int = 0, *, delete_many: bool = False) -> Step:
        """As there."""
        asked = {"after": after, "delete_many": delete_many}
        return _step(self._post(f"/{_quoted(run_id)}/finish", asked, wire.StepNow))

    def interrupt(self, run_id: str) -> None:
        """As there."""
        self._post(f"/{_quoted(run_id)}/interruption", {}, wire.RunNow)

    def rollback(self, run_id: str, author: str) -> Step:
        """As there."""
        return _step(self._post(f"/{_quoted(run_id)}/rollback", {"by": author}, wire.StepNow))

    def differences(self, start: Start, arrivals: Sequence[Arrival]) -> Differences:
        """As there."""
        asked = {"start": asdict(start), "arrivals": [_told(each) for each in arrivals]}
        found = self._post("/differences", asked, wire.DifferencesNow)
        return Differences(
            Counts(**found.counts.model_dump()),
            tuple(
                Difference(each.change, each.source_id, each.title, tuple(each.fields))
                for each in found.changes
            ),
            tuple(_remark(each) for each in found.remarks),
            tuple(found.met),
        )

    def followed(self, source: str, after: int = 0) -> list[Followed]:
        """As there."""
        query = urlencode({"source": source, "after": after})
        found = self._get(f"/followed?{query}", wire.FollowedPage).records
        return [Followed(**each.model_dump()) for each in found]

    def exported(self, after: str = "") -> list[ExportedTitle]:
        """As there."""
        found = self._get(f"/export?{urlencode({'after': after})}", wire.ExportedPage)
        return [_exported(each) for each in found.titles]

    def run(self, run_id: str) -> Run:
        """As there."""
        return _run(self._get(f"/{_quoted(run_id)}", wire.RunNow))

    def runs(self, source: str | None = None) -> list[Run]:
        """As there."""
        query = "" if source is None else "?" + urlencode({"source": source})
        return [_run(each) for each in self._get(query, wire.Runs).runs]

    def remarks(self, run_id: str, after: int = 0) -> list[tuple[int, Remark]]:
        """As there."""
        found = self._get(f"/{_quoted(run_id)}/remarks?after={after}", wire.Remarks).remarks
        return [(each.n, _remark(each)) for each in found]

    def _get(self, path: str, answer: type[M]) -> M:
        return self._ask("GET", path, None, answer)

    def _post(self, path: str, body: Mapping[str, object], answer: type[M]) -> M:
        return self._ask("POST", path, body, answer)

    def _ask(self, method: str, path: str, body: Mapping[str, object] | None, answer: type[M]) -> M:
        try:
            content = self._operator.ask(method, ADDRESS + path, body, TIMEOUT_S)
        except ServerRefused as refused:
            fault = FAULTS.get(refused.problem.code)
            if fault is None:
                raise
            raise fault(refused.problem.detail) from refused
        return read_answer(content, answer)


def _exported(message: wire.ExportedTitleNow) -> ExportedTitle:
    values = message.model_dump()
    values["copies"] = tuple(ExportedCopy(**each) for each in values["copies"])
    values["links"] = tuple((rel, href) for rel, href in values["links"])
    for name in ("contributors", "subjects"):
        values[name] = tuple(values[name])
    return ExportedTitle(**values)


def _told(arrival: Arrival) -> dict[str, object]:
    told: dict[str, Any] = {
        "position": arrival.position,
        "fingerprint": arrival.fingerprint,
        "number": arrival.number,
    }
    if arrival.entry is None:
        return told
    kind = "refused" if isinstance(arrival.entry, Refused) else "record"
    return {**told, kind: asdict(arrival.entry)}


def _quoted(run_id: str) -> str:
    return quote(run_id, safe="")


def _run(message: wire.RunNow) -> Run:
    values = message.model_dump()
    values["counts"] = Counts(**values["counts"])
    values["state"] = RunState(values["state"])
    return Run(**values)


def _step(message: wire.StepNow) -> Step:
    return Step(message.done, message.after)


def _remark(message: wire.RemarkNow) -> Remark:
    return Remark(
        RemarkKind(message.kind),
        message.record,
        message.source_id,
        message.subject,
        message.reason,
    )
