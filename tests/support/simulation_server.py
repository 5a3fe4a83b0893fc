"""The town's server inside the process: the product's routes on bytes, restarted and restored at
will. Only HTTP itself is left out."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_origin, get_type_hints
from unittest import mock
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import database
from catalogue.db.holdings import Item
from catalogue.db.people import Patron
from catalogue.db.present import ItemRow
from catalogue.db.record import Sidecar, StoredOperation
from catalogue.domain.ids import derived_id
from catalogue.domain.operations import (
    CENTRAL,
    Basis,
    Json,
    Kind,
    Operation,
    Presence,
    patron_commitment,
    seal,
)
from catalogue.server import routes, routes_digital, routes_feed, routes_search
from catalogue.server.problems import ProblemError
from catalogue.server.services import Services, build_services
from catalogue.server.settings import ServerSettings
from catalogue.services.enrolment import Caller, NotEnrolled
from catalogue.services.feed import begin_epoch
from catalogue.services.intake import stored_row
from catalogue.services.ledger import Ledger, LedgerCache
from catalogue.services.present import Present
from catalogue.services.recording import record_new
from catalogue.services.snapshots import Snapshots
from support.central import CARDS, ITEMS, HandClock, LittleTown, add_patron, patron_of, settings_for
from support.databases import engine_that_knows

ROUTES = tuple(
    route
    for part in (routes, routes_feed, routes_search, routes_digital)
    for route in part.router.routes
)
PART_ROWS = 7
BLOCKED, EXPIRED, UNKNOWN = "X", "E", "U"
"""Patrons who may not borrow: stopped by staff, card out of date, known to nobody."""
CARD_OF = {
    **CARDS,
    BLOCKED: "2104800000005",
    EXPIRED: "2104800000006",
    UNKNOWN: "2104800000007",
}
PIN_OF = {who: f"7{ord(who) * 15485863 % 10**11:011d}" for who in CARD_OF}
"""Twelve digits: long enough to be looked for in every file."""
STATIONS = {"kiosk-a": "A", "kiosk-b": "B", "kiosk-c": "C"}


@cache
def _parameters(endpoint: Callable[..., object]) -> dict[str, object]:
    """What a route's function takes, by name."""
    return {name: kind for name, kind in get_type_hints(endpoint).items() if name != "return"}


def _start(settings: ServerSettings, clock: Callable[[], int]) -> Services:
    with mock.patch.object(database, "create_engine", engine_that_knows):
        town = build_services(settings, clock)
    # So short that a first sync has several, and is cut between them.
    parts = Snapshots(town.database, town.feed, town.clock, PART_ROWS)
    return replace(town, snapshots=parts)


def _content(answer: object) -> bytes | None:
    """What of an answer travels, uncompressed."""
    match answer:
        case BaseModel():
            return answer.model_dump_json().encode()
        case routes_feed.LinesResponse():
            return b"".join(answer.lines)
        case Response(body=bytes(body)) if body:
            return body
    return None


def make_template(folder: Path) -> dict[str, str]:
    """A closed small town with its kiosks enrolled, in a folder; their tokens."""
    import datetime as dt

    town = LittleTown(folder, HandClock())
    services = town.services
    with services.database.write() as session:
        add_patron(services, session, BLOCKED, CARD_OF[BLOCKED], block="lost_books")
        add_patron(services, session, EXPIRED, CARD_OF[EXPIRED], expires=dt.date(2020, 1, 1))
        for who in CARD_OF:
            patron = session.get(Patron, patron_of(who))
            if patron is not None:
                patron.pin_hash = services.hasher.hash(PIN_OF[who])
        present = Present(session, town.clock())
        for title in sorted(set(ITEMS.values())):
            present.show_rows(title, session.scalars(select(Item).where(Item.title == title)).all())
    for name, branch in STATIONS.items():
        town.kiosk(name, branch)
    services.close()
    return town.tokens


class InProcessServer:
    """`up` False: nobody answers. `forgotten`: records that a backup did not hold. `on_fault` is
    told when a request fails as it never should."""

    def __init__(
        self,
        folder: Path,
        template: Path,
        clock: Callable[[], int],
        on_fault: Callable[[str], None],
    ) -> None:
        shutil.copytree(template, folder)
        self.folder = folder
        self.up = True
        self.forgotten: set[str] = set()
        self.restored = 0
        self._settings = settings_for(folder)
        self._clock = clock
        self._on_fault = on_fault
        self._backups = 0
        self.services = _start(self._settings, clock)

    def restart(self) -> None:
        """The process ends and starts again: what it kept in memory is gone."""
        self.services.close()
        self.services = _start(self._settings, self._clock)

    def back_up(self) -> Path:
        """A copy of the database as it is now."""
        self._backups += 1
        target = self.folder / f"backup-{self._backups}.db"
        with (
            closing(sqlite3.connect(self._settings.database)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
        return target

    def restore(self, backup: Path) -> None:
        """The database of that backup takes the place of the present one."""
        before = self._record_ids()
        self.services.close()
        path = Path(self._settings.database)
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        shutil.copy(backup, path)
        self.services = _start(self._settings, self._clock)
        with self.services.database.write() as session:
            begin_epoch(session)
        self.restored += 1
        self.forgotten |= before - self._record_ids()

    def _record_ids(self) -> set[str]:
        with self.services.database.read() as session:
            return set(session.scalars(select(StoredOperation.id)))

    def close(self) -> None:
        self.services.close()

    def handle(
        self, method: str, path: str, headers: dict[str, str], data: bytes | None
    ) -> tuple[int, bytes]:
        """One request, bytes in and bytes out."""
        try:
            answer = self._route(method, urlsplit(path), headers, data)
        except ProblemError as error:
            problem = error.problem
            return problem.status, problem.model_dump_json(exclude_none=True).encode()
        except ValidationError as error:
            self._on_fault(f"{method} {path}: unreadable request: {error}")
            return 422, b'{"title":"unreadable","status":422,"code":"invalid_request"}'
        except Exception as error:  # noqa: BLE001 - the main of a request
            self._on_fault(f"{method} {path}: {type(error).__name__}: {error}")
            return 500, b'{"title":"failed","status":500,"code":"internal_error"}'
        return (204, b"") if answer is None else (200, answer)

    def _route(
        self, method: str, url: SplitResult, headers: dict[str, str], data: bytes | None
    ) -> bytes | None:
        """Find the product's route and call it with what it asks for."""
        for route in ROUTES:
            if not isinstance(route, APIRoute) or method not in route.methods:
                continue
            match = route.path_regex.fullmatch(url.path)
            if match is None:
                continue
            kinds, asked = _parameters(route.endpoint), parse_qs(url.query)
            values: dict[str, object] = {
                **{n: t if get_origin(kinds.get(n)) is list else t[0] for n, t in asked.items()},
                **{name: unquote(text) for name, text in match.groupdict().items()},
            }
            for name, kind in kinds.items():
                if kind is Services:
                    values[name] = self.services
                elif kind is Request:
                    values[name] = Request({"type": "http", "headers": [], "client": None})
                elif kind is Caller:
                    values[name] = self._caller(headers)
                elif isinstance(kind, type) and issubclass(kind, BaseModel):
                    values[name] = kind.model_validate_json(data or b"")
            return _content(route.endpoint(**values))
        raise LookupError("no such address")

    def _caller(self, headers: dict[str, str]) -> Caller:
        try:
            return self.services.enrolments.caller(
                headers.get("Authorization", "").removeprefix("Bearer ")
            )
        except NotEnrolled as error:
            raise routes.not_enrolled() from error

    def items(self) -> list[ItemRow]:
        """What the town knows of its things now."""
        with self.services.database.read() as session:
            return list(session.scalars(select(ItemRow).order_by(ItemRow.item)))

    # The desk: what staff and the patrons' web page record at the server itself.

    def hold(self, number: int, title: str, who: str, pickup: str) -> str:
        """Somebody wants a title."""
        return self._record(
            Kind.HOLD_PLACE, number, who, title=title, branch=pickup, payload={"pickup": pickup}
        )

    def cancel(self, number: int, hold: str, title: str) -> None:
        """And does not want it any more."""
        self._record(Kind.HOLD_CANCEL, number, None, title=title, refs={"about": hold})

    def renew(self, number: int, item: str, who: str, loan: str, due_ms: int) -> None:
        """A patron renews a loan on the web page."""
        self._record(
            Kind.RENEW, number, who, item=item, payload={"due_ms": due_ms}, refs={"about": loan}
        )

    def _record(self, kind: str, number: int, who: str | None, **fields: object) -> str:
        now_ms = self._clock()
        op_id = derived_id("desk", number)
        key = f"patron:{patron_of(who)}" if who else ""
        nonce = number.to_bytes(16, "big")
        op = seal(
            Operation(
                id=op_id,
                kind=kind,
                station=CENTRAL,
                wall_ms=now_ms,
                basis=Basis.NONE,
                presence=Presence.NONE,
                patron_c=patron_commitment(nonce, key.encode()) if who else None,
                **fields,
            )
        )
        with self.services.database.write() as session:
            self._store(session, op, who, key, nonce.hex(), now_ms)
        return op_id

    def _store(
        self, session: Session, op: Operation, who: str | None, key: str, nonce: str, now_ms: int
    ) -> None:
        ledger = Ledger(session, LedgerCache())
        ledger.need([CENTRAL])
        session.add(stored_row(op, now_ms))
        session.flush()
        if who:
            session.add(Sidecar(operation=op.id, patron=patron_of(who), key=key, nonce=nonce))
            session.flush()
        record_new(session, ledger, CENTRAL, [op], now_ms)


__all__ = [
    "CARD_OF",
    "PIN_OF",
    "STATIONS",
    "InProcessServer",
    "Json",
    "StoredOperation",
    "make_template",
]
