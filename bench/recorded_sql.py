"""What a server says to PostgreSQL for each question, written down once and sent again without the
server: the least that these statements cost."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Engine, event, make_url

from bench.lending_town import LendingTown
from catalogue.server.app import create_app
from catalogue.server.in_process import answer
from catalogue.server.services import build_services
from catalogue.server.settings import ServerSettings


@dataclass(frozen=True, slots=True)
class Sent:
    """One statement on one of the server's connections; `many`: once for each of `values`."""

    connection: int
    statement: str
    values: Any = None
    many: bool = False


Script = list[Sent]


@contextmanager
def _listening(script: Script) -> Iterator[None]:
    """Write down whatever this process says to a database."""
    numbers: dict[int, int] = {}

    def number(raw: Any) -> int:
        return numbers.setdefault(id(raw), len(numbers))

    def executed(
        connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool
    ) -> None:
        raw = connection.connection.dbapi_connection
        # Several rows in one statement come as one mapping, and count as many all the same.
        script.append(Sent(number(raw), statement, values, many and isinstance(values, list)))

    def ended(how: str) -> Any:
        return lambda connection: script.append(
            Sent(number(connection.connection.dbapi_connection), how)
        )

    hooks = [
        ("before_cursor_execute", executed),
        ("begin", ended("BEGIN")),
        ("commit", ended("COMMIT")),
        ("rollback", ended("ROLLBACK")),
    ]
    for name, hook in hooks:
        event.listen(Engine, name, hook)
    try:
        yield
    finally:
        for name, hook in hooks:
            event.remove(Engine, name, hook)


def write_down(town: LendingTown, url: str, token: str, bodies: Sequence[bytes]) -> list[Script]:
    """The statements of each question, asked of the program itself on a copy of the town."""
    settings = ServerSettings(database=url, secrets_file=town.keys)
    scripts = []
    with closing(build_services(settings)) as services:
        app = create_app(settings, services=services)
        for body in bodies:
            script: Script = []
            with _listening(script):
                status, reply = answer(app, "POST", "/v1/operations", json.loads(body), token)
            if (json.loads(reply).get("answer") or {}).get("verdict") != "accepted":
                raise RuntimeError(f"not lent: {status} {reply[:300]!r}")
            scripts.append(script)
    return scripts


def send_again(url: str, scripts: Sequence[Script]) -> list[float]:
    """Seconds of each question's statements on a copy of the same town, straight from psycopg; its
    own prepared statements and all."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    taken = []
    with ExitStack() as stack:
        lines: dict[int, psycopg.Cursor[Any]] = {}
        for script in scripts:
            for sent in script:
                if sent.connection not in lines:
                    line = stack.enter_context(psycopg.connect(address, autocommit=True))
                    lines[sent.connection] = line.cursor()
            began = time.perf_counter()
            for sent in script:
                cursor = lines[sent.connection]
                if sent.many:
                    cursor.executemany(sent.statement, sent.values)
                    continue
                cursor.execute(sent.statement, sent.values or None)
                if cursor.description:
                    cursor.fetchall()
            taken.append(time.perf_counter() - began)
    return taken
