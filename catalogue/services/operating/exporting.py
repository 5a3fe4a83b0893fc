"""The record as lines of JSON, one operation a line, for support and for other systems.

`id, station, seq, kind, item, patron, at, ground, due`, and where there are some `epoch, title,
branch, presence, payload, refs`. `at` is the estimate of the fold, `due` what a loan promises, both
ISO 8601 UTC. `patron` is a pseudonym that means nothing outside this export, unless patrons are
wanted. A full line has the record itself beside it, with its hash; with patrons also what opens its
commitment. Only reads.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.record import OPERATIONS, SIDECARS, StoredOperation
from catalogue.db.whom import WHOM, WITH_WHOM
from catalogue.domain.ids import derived_id
from catalogue.domain.operations import Operation, from_json

Line = dict[str, Any]
ROWS_AT_A_TIME = 2_000
YEAR_10000_MS = 253_402_300_800_000
_ROWS = (
    select(OPERATIONS.c.body, OPERATIONS.c.est, WHOM, SIDECARS.c.key, SIDECARS.c.nonce)
    .select_from(WITH_WHOM)
    .order_by(OPERATIONS.c.est, OPERATIONS.c.id)
)


def iso(moment_ms: int) -> str | int:
    """ISO 8601 UTC with milliseconds; the milliseconds themselves where no calendar reaches."""
    if not 0 <= moment_ms < YEAR_10000_MS:
        return moment_ms
    moment = dt.datetime.fromtimestamp(moment_ms / 1000, dt.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def count(session: Session) -> int:
    """How many lines there will be."""
    return session.scalar(select(func.count()).select_from(StoredOperation)) or 0


def export(
    session: Session, salt: str, tick: Callable[[int], None], *, full: bool, patrons: bool
) -> Iterator[Line]:
    """Every operation, oldest first. `salt` makes the pseudonyms; forget it afterwards."""
    rows = session.execute(_ROWS.execution_options(yield_per=ROWS_AT_A_TIME))
    for body, est, patron, key, nonce in rows:
        op = from_json(json.loads(body))
        line = flat(op, est)
        if patron is not None:
            line["patron"] = patron if patrons else derived_id("pseudonym", salt, patron)
        if full:
            line["record"] = op.to_json()
            if patrons and nonce:
                line["sidecar"] = {"key": key, "nonce": nonce}
        yield line
        tick(1)


def flat(op: Operation, est_ms: int | None) -> Line:
    """A line without its patron."""
    due = op.payload.get("due_ms")
    line: Line = {
        "id": op.id,
        "station": op.station,
        "seq": op.seq,
        "kind": op.kind,
        "item": op.item,
        "patron": None,
        "at": iso(est_ms if est_ms is not None and 0 <= est_ms < YEAR_10000_MS else op.wall_ms),
        "ground": dict(op.grounds) or None,
        "due": iso(due) if isinstance(due, int) else None,
    }
    more = {
        "epoch": op.epoch,
        "title": op.title,
        "branch": op.branch,
        "presence": op.presence,
        "payload": {name: value for name, value in op.payload.items() if name != "due_ms"},
        "refs": dict(op.refs),
    }
    return line | {name: value for name, value in more.items() if value}
