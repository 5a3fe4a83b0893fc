"""The messages of the audit log."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.domain.operations import MAX_INTEGER
from catalogue.wire.v1 import Message

Number = Annotated[int, Field(ge=0, le=MAX_INTEGER)]


class AuditLine(Message):
    """One line; `details` is its canonical JSON text, `at_ms` UTC."""

    n: int
    at_ms: int
    actor: str
    action: str
    subject: str
    details: str
    prev_hash: str
    hash: str


class AuditPage(Message):
    """Lines in their order; an empty page is the last."""

    lines: list[AuditLine]


class KnownLine(Message):
    """A line noted earlier, e.g. on paper: it must still be there."""

    n: Number
    hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class AuditCheck(Message):
    """Verify the chain, and that a known line is in it."""

    known: KnownLine | None = None


class AuditReport(Message):
    """`fault` absent: the chain is whole up to line `n` with `hash`. Note these two elsewhere."""

    lines: int
    n: int
    hash: str
    fault: str | None = None
