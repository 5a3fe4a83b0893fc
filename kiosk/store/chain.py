"""Are the records on this disk still what was written? Read-only."""

from __future__ import annotations

import json
import sqlite3

from catalogue.domain.operations import MalformedRecord, from_json, is_intact
from kiosk.store.journal_base import link
from kiosk.store.rows import ChainReport, Link


def verify_chain(tx: sqlite3.Connection) -> ChainReport:
    """Walk the chain from the last pruned record to the head: each hash fits its content, names the
    one before, and the numbers of an epoch have no gap."""
    before, _ = link(tx, "pruned")
    checked = 0
    rows = tx.execute("SELECT epoch, seq, id, hash, body FROM operations ORDER BY n")
    for epoch, seq, op_id, row_hash, body in rows:
        fault = _fault(Link(epoch, seq, row_hash), op_id, body, before)
        if fault is not None:
            return ChainReport(False, checked, f"{epoch}/{seq} ({op_id}): {fault}")
        before = Link(epoch, seq, row_hash)
        checked += 1
    head, journalled = link(tx, "head")
    _, pruned = link(tx, "pruned")
    if before != head or checked + pruned != journalled:
        return ChainReport(False, checked, f"the newest records up to {head.seq} are missing")
    return ChainReport(True, checked, None)


def _fault(at: Link, op_id: str, body: str, before: Link) -> str | None:
    try:
        op = from_json(json.loads(body))
    except (ValueError, MalformedRecord, AttributeError, TypeError):
        return "is no record"
    if not is_intact(op) or (op.epoch, op.seq, op.id, op.hash) != (
        at.epoch,
        at.seq,
        op_id,
        at.hash,
    ):
        return "is not what was written"
    if op.prev_hash != before.hash:
        return "does not follow the one before"
    if at.seq != (before.seq + 1 if at.epoch == before.epoch else 1):
        return "leaves a gap in the numbers"
    return None
