"""The station on its own: what the offline rules make of a patron and a loan.

The rules are pure (`catalogue.domain.policy`); this brings them their facts, from journal and
snapshot. The acts use it for the `grounds` of every check-out, also of those the server is asked
about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from catalogue.domain.library import SnapshotCard, SnapshotItem
from catalogue.domain.operations import Json, Operation
from catalogue.domain.policy import Means, OfflineRules, OfflineVerdict, due_ms, offline_verdict
from kiosk.gateway.protocol import CutOff, Decision
from kiosk.store.clock import Clock, stamp
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.store.projection import Projection
from kiosk.store.rows import DecidedBy
from kiosk.store.sidecar import patron_ref
from kiosk.store.snapshot import Snapshot

HOUR_MS: Final = 3_600_000
DEFAULT_LOAN_DAYS: Final = 21
"""For a kind no policy names."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a check-out is recorded with: the offline verdict, and until when it would be."""

    verdict: OfflineVerdict
    json: dict[str, Json]
    due_ms: int


class OfflineGateway:
    """Answers at once. Raises StorageError when journal or snapshot cannot be read."""

    def __init__(
        self,
        journal: Journal,
        snapshot: Snapshot,
        clock: Clock,
        rules: OfflineRules,
        keyring: Keyring,
        default_loan_days: int = DEFAULT_LOAN_DAYS,
    ) -> None:
        self._journal = journal
        self._snapshot = snapshot
        self._projection = Projection(journal, snapshot)
        self._clock = clock
        self._rules = rules
        self._keyring = keyring
        self._default_loan_days = default_loan_days

    def open_session(
        self, card: str, pin: str | None, means: Means, beside: tuple[str, ...] = ()
    ) -> CutOff:
        """What the offline rules say of the card; the PIN is not looked at, there is nothing to
        check it with."""
        any_item = SnapshotItem(id="", title="", branch="")
        verdict = self._verdict(card, any_item, means, pin_verified=False)
        ref = self._ref(card)
        own = () if ref is None else self._projection.loans_of(ref)
        return CutOff(verdict.allowed, verdict.reason, own)

    def close_session(self, session: str) -> None:
        """There is nothing to close."""

    def standing(self, item: str) -> None:
        """The station's own journal is not asked here."""

    def account(self, session: str) -> None:
        """The station keeps nobody's account."""

    def ask(self, op: Operation, session: str | None) -> Decision:
        """The verdict that already stands in the record."""
        accepted = op.grounds.get("verdict") == "allow"
        reason = op.grounds.get("reason")
        return Decision(
            accepted, DecidedBy.GROUNDS, recorded=False, reason=None if accepted else str(reason)
        )

    def grounds(self, card: str, item: str, means: Means, *, pin_verified: bool) -> Grounds:
        """For the record of a loan about to be asked for."""
        known = self._projection.item_now(item)
        verdict = self._verdict(card, known, means, pin_verified=pin_verified)
        meta = self._snapshot.meta()
        now = self.now_ms()
        json: dict[str, Json] = {
            "snapshot": 0 if meta is None else meta.number,
            "verdict": "allow" if verdict.allowed else "deny",
        }
        if meta is not None:
            json["age_ms"] = max(0, now - meta.taken_ms)
        if verdict.reason is not None:
            json["reason"] = str(verdict.reason)
        return Grounds(verdict, json, self._due_ms(card, known, now))

    def limit(self) -> int:
        """How many items a card may borrow while cut off; 0 once the last contact is too old."""
        age_ms = self._journal.contact_age_ms()
        fresh = age_ms is not None and age_ms / HOUR_MS <= self._rules.max_hours
        return self._rules.max_items if fresh else 0

    def now_ms(self) -> int:
        """The server's time as far as this station knows it: never before the last contact, though
        a battery clock that died in between says so."""
        newest = self._journal.newest_sample()
        now = stamp(self._clock, newest)
        at_ms = now.wall_ms + (now.offset_ms or 0)
        return at_ms if newest is None else max(at_ms, newest.wall_ms + newest.offset_ms)

    def _verdict(
        self, card: str, item: SnapshotItem | None, means: Means, *, pin_verified: bool
    ) -> OfflineVerdict:
        ref = self._ref(card)
        age_ms = self._journal.contact_age_ms()
        return offline_verdict(
            item,
            self._card(card),
            0 if ref is None else self._journal.offline_count(ref),
            None if age_ms is None else age_ms / HOUR_MS,
            means,
            pin_verified,
            self._rules,
            today=self._today(),
        )

    def _due_ms(self, card: str, item: SnapshotItem | None, now_ms: int) -> int:
        known = self._card(card)
        kind = "book" if item is None else item.kind
        policy = None if known is None else self._snapshot.policy(known.category, kind)
        days = policy.loan_days if policy else self._snapshot.shortest_loan_days(kind)
        return self.open_day_ms(days or self._default_loan_days, now_ms)

    def open_day_ms(self, days: int, now_ms: int | None = None) -> int:
        """The end of the first day, so many from now or later, that the branch is open."""
        here = self._keyring.now
        now_ms = self.now_ms() if now_ms is None else now_ms
        return due_ms(now_ms, days, here.time_zone, self._snapshot.closed_days(here.branch))

    def _today(self) -> date:
        zone = ZoneInfo(self._keyring.now.time_zone)
        return datetime.fromtimestamp(self.now_ms() / 1000, UTC).astimezone(zone).date()

    def _card(self, card: str) -> SnapshotCard | None:
        key = self._keyring.station_key
        return None if key is None else self._snapshot.card(card, key)

    def _ref(self, card: str) -> str | None:
        key = self._keyring.station_key
        return None if key is None else patron_ref(key, card)
