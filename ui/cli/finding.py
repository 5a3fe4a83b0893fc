"""One line of the report of `beaupre doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """`none`: not there yet, and that is no fault."""

    OK = "ok"
    PROBLEM = "problem"
    UNREACHABLE = "unreachable"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `name` is stable."""

    name: str
    status: Status
    text: str
