"""Writes what a fold came to into the tables of the present, and marks the feed where it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import BindParameter, bindparam, delete, select, update
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item
from catalogue.db.present import ConflictRow, HoldRow, ItemRow, LoanRow, RepairRow
from catalogue.db.record import OPERATIONS
from catalogue.domain.conflicts import Conflict, Resolution
from catalogue.domain.devices import last_return
from catalogue.domain.operations import Kind, Operation
from catalogue.domain.states import Outcome, OutcomeClass, Status
from catalogue.domain.timeline import HoldFold, HoldStatus, ItemFold, Timeline, TitleFold
from catalogue.services.circulation import GONE
from catalogue.services.copies import Copies
from catalogue.services.marking import mark
from catalogue.services.patron_view import text_or_none
from catalogue.services.registry import known_conflicts, update_register
from catalogue.services.rows import item_row

WAITING = "waiting"
_ITEMS: BindParameter[str] = bindparam("items", expanding=True)
_LOANS = select(LoanRow).where(LoanRow.item.in_(_ITEMS))
_REPAIRS = select(RepairRow).where(RepairRow.item.in_(_ITEMS))
_OUTCOME = (
    update(OPERATIONS)
    .where(OPERATIONS.c.id == bindparam("op_id"))
    .values(
        outcome_code=bindparam("code"),
        outcome_class=bindparam("class_"),
        outcome_reason=bindparam("reason"),
        applied_late=OPERATIONS.c.applied_late | bindparam("late"),
    )
)


class Present:
    """The present within one transaction. `copies`: what has been read of it."""

    def __init__(self, session: Session, now_ms: int, copies: Copies | None = None) -> None:
        self._session = session
        self._now_ms = now_ms
        self.copies = copies or Copies(session)
        self._states = self.copies.states
        self._loans: dict[str, dict[str, LoanRow]] = {}
        self._conflicts: dict[str, dict[str, ConflictRow]] = {}
        self._repairs: dict[str, list[str]] = {}
        self._outcomes: dict[str, tuple[Outcome, bool]] = {}
        self._rerouted: set[str] = set()

    def load(self, items: Collection[str], titles: Collection[str]) -> None:
        """Read what is shown of these items and titles so far, at one go; what was read before
        stays as it is."""
        self.copies.load(items, titles)
        new_items = sorted(set(items) - self._loans.keys())
        new_titles = set(titles) - self._conflicts.keys()
        self._conflicts.update(known_conflicts(self._session, [*new_items, *sorted(new_titles)]))
        if new_items:
            self._load_items(new_items)

    def _load_items(self, items: list[str]) -> None:
        scalars, wanted = self._session.scalars, {"items": items}
        self._loans.update((item, {}) for item in items)
        for loan in scalars(_LOANS, wanted):
            self._loans[loan.item][loan.id] = loan
        self._repairs.update((item, []) for item in items)
        for repair in scalars(_REPAIRS, wanted):
            self._repairs[repair.item or ""].append(repair.uid)

    def state(self, item: str) -> ItemRow | None:
        """What is shown of an item so far."""
        return self._states.get(item)

    def show_item(
        self, item: str, fold: ItemFold, timeline: Timeline, new: Collection[str]
    ) -> None:
        """State, loans, outcomes and conflicts of one item."""
        row = self._states.get(item)
        if row is None:
            row = self._states[item] = ItemRow(item=item)
            self._session.add(row)
        before = row.loan
        state = fold.state
        row.status = state.status
        row.patron = state.patron
        row.loan = state.loan
        row.due_ms = state.due_ms
        row.due_source = fold.due_source
        row.branch = state.branch or None
        row.hold = state.hold
        row.withdrawn = state.withdrawn
        row.parts = sorted(state.parts)
        row.returned = last_return(fold, timeline)
        self._show_heading(row, fold, timeline)
        self._show_loans(item, fold, timeline)
        self.note_outcomes(fold.outcomes, late_ones(fold.order, new))
        self._register(item, fold.conflicts, fold.resolved)
        if row.loan != before:
            for uid in self._repairs[item]:
                mark(self._session, "repair", uid)

    def _show_heading(self, row: ItemRow, fold: ItemFold, timeline: Timeline) -> None:
        """Where an item in transit is bound for, and for which hold."""
        heading, hold = None, None
        if row.status == Status.IN_TRANSIT:
            sent = next(
                timeline.ops[op_id]
                for op_id in reversed(fold.order)
                if timeline.ops[op_id].kind == Kind.TRANSIT_SEND
                and fold.outcomes[op_id].outcome_class == OutcomeClass.APPLIED
            )
            heading = text_or_none(sent.payload.get("to"))
            hold = text_or_none(sent.refs.get("about"))
        if hold != row.heading_hold:
            self._rerouted.add(row.item)
        row.heading, row.heading_hold = heading, hold

    def _register(
        self, subject: str, raised: Mapping[str, Conflict], resolved: Mapping[str, Resolution]
    ) -> None:
        known = self._conflicts[subject]
        update_register(self._session, known, raised.values(), resolved, self._now_ms)

    def _show_loans(self, item: str, fold: ItemFold, timeline: Timeline) -> None:
        known = self._loans[item]
        gone = set(known) - set(fold.loans)
        for loan_id, loan in fold.loans.items():
            row = known.get(loan_id)
            if row is None:
                row = known[loan_id] = LoanRow(id=loan_id, item=item)
                self._session.add(row)
            row.patron_id = loan.patron
            row.start_ms = timeline.times[loan.start].est
            row.due_ms = loan.due_ms
            row.ended_by = loan.end
            row.end_ms = None if loan.end is None else timeline.times[loan.end].est
            row.open = loan.end is None
        for loan_id in gone:
            self._session.delete(known.pop(loan_id))

    def show_title(self, title: str, fold: TitleFold, timeline: Timeline) -> None:
        """Holds, outcomes and conflicts of one title."""
        known = self.copies.holds[title]
        gone = set(known) - set(fold.holds)
        before = _queue(known.values())
        for place, (hold_id, hold) in enumerate(fold.holds.items()):
            row = known.get(hold_id)
            if row is None:
                row = known[hold_id] = HoldRow(id=hold_id, title=title)
                self._session.add(row)
            row.patron_id = hold.patron
            row.status = hold.status
            row.item = hold.item
            row.pickup = hold.pickup
            row.place = place
            row.placed_ms = timeline.times[hold_id].est
            _show_trap(row, hold, timeline)
        for hold_id in gone:
            self._session.delete(known.pop(hold_id))
        if _queue(known.values()) != before:
            mark(self._session, "queue", title)
        self.note_outcomes(fold.outcomes, frozenset())
        self._register(title, fold.conflicts, fold.resolved)

    def show_rows(self, title_id: str, items: Iterable[Item]) -> None:
        """Whether a title's copies are reserved, and their rows in the feed where they changed."""
        rows = list(items)
        self.load([item.id for item in rows], [title_id])
        if any(item.id in self._rerouted for item in rows):
            mark(self._session, "queue", title_id)
        title = self.copies.titles.get(title_id)
        if title is None:
            return
        states = {item.id: self._state(item) for item in rows}
        free = sum(
            1 for item, row in states.values() if row.status not in GONE and not item.not_for_loan
        )
        waiting = sum(hold.status == WAITING for hold in self.copies.holds[title_id].values())
        for item, row in states.values():
            row.reserved = row.status == Status.ON_HOLD_SHELF or 0 < waiting >= free
            shown = str(item_row(item, title, row)["hash"])
            if shown != row.row_hash:
                row.row_hash = shown
                mark(self._session, "item", item.id)

    def _state(self, item: Item) -> tuple[Item, ItemRow]:
        row = self._states.get(item.id)
        if row is None:
            row = ItemRow(item=item.id, status=Status.AVAILABLE, branch=item.home, row_hash="")
            self._states[item.id] = row
            self._session.add(row)
        return item, row

    def note_outcomes(self, outcomes: Mapping[str, Outcome], late: Collection[str]) -> None:
        """What each operation came to; `finish` writes it down."""
        self._outcomes.update((op_id, (each, op_id in late)) for op_id, each in outcomes.items())

    def finish(self) -> None:
        """Write down what was noted."""
        self._session.flush()
        changes = [
            {
                "op_id": op_id,
                "code": outcome.code,
                "class_": str(outcome.outcome_class),
                "reason": outcome.reason,
                "late": late,
            }
            for op_id, (outcome, late) in sorted(self._outcomes.items())
        ]
        if changes:
            self._session.execute(_OUTCOME, changes)
        self._outcomes.clear()

    def show_repairs(self, tag_states: Iterable[Operation], timeline: Timeline) -> None:
        """The repair list: the latest tag_state of each UID, where found is not what is wanted."""
        latest: dict[str, Operation] = {}
        for op in tag_states:
            uid = op.payload.get("uid")
            if op.kind != Kind.TAG_STATE or not isinstance(uid, str):
                continue
            if uid not in latest or timeline.key(latest[uid].id) < timeline.key(op.id):
                latest[uid] = op
        for uid, op in sorted(latest.items()):
            self._session.execute(delete(RepairRow).where(RepairRow.uid == uid))
            wanted, found = op.payload.get("wanted"), op.payload.get("found")
            if isinstance(wanted, str) and wanted != found:
                reason = op.payload.get("reason")
                self._session.add(
                    RepairRow(
                        uid=uid,
                        operation=op.id,
                        item=op.item,
                        wanted=wanted,
                        found=found if isinstance(found, str) else None,
                        reason=reason if isinstance(reason, str) else None,
                    )
                )
            mark(self._session, "repair", uid)


def _queue(holds: Iterable[HoldRow]) -> list[tuple[int, str | None]]:
    """What stations know of a queue: where the copies are wanted."""
    return sorted((hold.place, hold.pickup) for hold in holds if hold.status == WAITING)


def _show_trap(row: HoldRow, hold: HoldFold, timeline: Timeline) -> None:
    """Of a hold that is ready: since when, until when, and where on the shelf."""
    trap = hold.trap if hold.status == HoldStatus.READY else None
    row.trap = trap
    if trap is None:
        row.ready_ms = row.until_ms = row.label = None
        return
    payload = timeline.ops[trap].payload
    until = payload.get("until_ms")
    row.ready_ms = timeline.times[trap].est
    row.until_ms = until if isinstance(until, int) else None
    row.label = text_or_none(payload.get("label"))


def late_ones(order: Iterable[str], new: Collection[str]) -> frozenset[str]:
    """Those of `new` that come before one known earlier."""
    late: set[str] = set()
    pending: set[str] = set()
    for op_id in order:
        if op_id in new:
            pending.add(op_id)
        else:
            late |= pending
            pending.clear()
    return frozenset(late)
