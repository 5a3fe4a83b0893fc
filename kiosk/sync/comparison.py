"""Do station and server agree? Asked after each sync; where they differ is found by
`beaupre queue verify`.

Compared are, of the current epoch, the number of records and the newest one without a gap below it,
and per branch the sum of the hashes of its items' rows, if the snapshot is at the end of the feed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from catalogue.client import Refused
from catalogue.wire.v1 import Digest, ItemSum
from kiosk.gateway.line import Line
from kiosk.store.agreement import Progress
from kiosk.store.journal import Journal
from kiosk.store.snapshot import Snapshot
from kiosk.sync.worker import Pace, SyncClient

NOTHING: Final = ItemSum(items=0, sum="0" * 64)


class Disagreement(Exception):
    """Station and server have other records or rows; the text says where, in one line."""

    code = "digest_mismatch"


class Comparison:
    """One question a step."""

    def __init__(
        self,
        client: SyncClient,
        journal: Journal,
        snapshot: Snapshot,
        line: Line,
        pace: Pace,
    ) -> None:
        self._client = client
        self._journal = journal
        self._snapshot = snapshot
        self._line = line
        self._pace = pace

    def step(self, now_s: float) -> float:
        """Compare once. Raises Disagreement."""
        if not self._line.up:
            return math.inf
        before = self._journal.progress()
        told = self._snapshot.item_digest()
        try:
            # Nothing is learnt of the clock here: what it told would wait for the next delivery.
            digest = self._client.digest(told.cursor)
        except Refused as refusal:
            if refusal.problem.status == HTTPStatus.NOT_FOUND:
                return math.inf  # an older server, which has nothing to compare
            raise
        found = record_differences(self._journal, before, digest)
        if digest.branches is not None and told.branches is not None:
            found += item_differences(told.branches, digest.branches)
        if found:
            raise Disagreement("; ".join(found))
        return now_s + self._pace.pull_s


def record_differences(journal: Journal, before: Progress, digest: Digest) -> list[str]:
    """What the server's count and newest record say against this journal. `before` was read before
    the question: what was delivered by then it has, what was not written by now it has not."""
    after = journal.progress()
    if not digest.epoch == before.epoch == after.epoch:
        return []  # a new epoch begins: nothing to compare yet
    if digest.reset:
        return []  # the server was restored: what it lacks goes again with the next feed
    found = []
    if not before.delivered <= digest.count <= after.written:
        found.append(f"of {before.delivered} records delivered the server has {digest.count}")
    ack = digest.ack
    if not before.without_gap <= ack.seq <= after.written:
        found.append(f"the server's records end at {ack.seq}, here at {before.without_gap}")
    elif ack.seq and journal.hash_at(digest.epoch, ack.seq) not in (ack.hash, None):
        found.append(f"record {ack.seq} is another one at the server")
    return found


def item_differences(here: Mapping[str, ItemSum], there: Mapping[str, ItemSum]) -> list[str]:
    """Branches whose items are not the same on both sides."""
    found = []
    for branch in sorted({*here, *there}):
        own, servers = here.get(branch, NOTHING), there.get(branch, NOTHING)
        if own != servers:
            counts = "" if own.items == servers.items else f": {own.items} here, {servers.items}"
            found.append(f"items of {branch} differ" + counts)
    return found
