"""The server's log on stderr: lines for people, or one JSON object a line. Neither names a patron,
a card, a PIN or a token: messages hold ids and codes, an exception its kind and place alone.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from typing import Literal

from catalogue.server.problems import where

Format = Literal["text", "json"]
FACTS = "facts"
"""Name of the `extra` that holds what a JSON line has beside the usual."""


def configure(log_format: Format) -> None:
    """Send everything to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("alembic").setLevel(logging.WARNING)


class Lines(logging.Formatter):
    """`2026-01-31 12:00:00,000 INFO text`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        """Kind and place: the text of an exception may hold what was sent."""
        return _fault(ei)


class JsonLines(logging.Formatter):
    """`{"at": …, "level": …, "logger": …, …}`; a request has its own fields and no message."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, object] = {
            "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        facts = getattr(record, FACTS, None)
        line |= facts if isinstance(facts, dict) else {"message": record.getMessage()}
        if record.exc_info:
            line["fault"] = _fault(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _fault(told: object) -> str:
    error = told[1] if isinstance(told, tuple) and len(told) > 1 else None
    if not isinstance(error, BaseException):
        return "unknown"
    return f"{type(error).__name__} at {where(error)}"
