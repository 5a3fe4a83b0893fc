"""What lies on the pad becomes rows: tags arriving and leaving while a session is open.

An item counts once all its parts lie there; what is no item of this library is refused and never
becomes an operation; a card is no item.
"""

from __future__ import annotations

from dataclasses import replace

from catalogue.domain.denial import DenialReason
from kiosk.session import family, gate, kitting
from kiosk.session.effects import Sound
from kiosk.session.pages import Page, Way
from kiosk.session.states import PadTag, Reason, RowState, SessionState, TrayRow
from kiosk.session.steps import Step, drop_row, is_card, nameless, put_row, stay, then
from rfid.tagdata.model import Verdict

OPEN_PAGES = (Page.TRAY, Page.RETURN, Page.ATTENTION, Page.UNDO, Page.GATE, *kitting.PAGES)
"""Pages on which a tag laid down becomes a row."""


def lay_down(state: SessionState, tag: PadTag) -> SessionState:
    """The pad with this tag: news of a tag that lies there replaces what was known of it."""
    if any(old.uid == tag.uid for old in state.pad):
        if tag.uid in state.settled:
            tag = nameless(tag)  # read again, but still of the session that ended
        return replace(state, pad=tuple(tag if old.uid == tag.uid else old for old in state.pad))
    return replace(state, pad=(*state.pad, tag), settled=state.settled - {tag.uid})


def pick_up(state: SessionState, uid: str) -> SessionState:
    """The pad without this tag, and without the rows that were only waiting for it."""
    state = replace(
        state,
        pad=tuple(tag for tag in state.pad if tag.uid != uid),
        settled=state.settled - {uid},
    )
    for row in state.rows:
        if uid in row.uids and _goes_with_its_tag(row):
            state = _without_tag(state, row, uid)
    return state


def _goes_with_its_tag(row: TrayRow) -> bool:
    """Nothing was done about it, or it may be tried again: the row leaves with the thing."""
    if row.state in (RowState.REFUSED, RowState.NOTED):
        return row.operation is None or row.reason == DenialReason.BIT_NOT_SWITCHED
    return row.state is RowState.WAITING


def _without_tag(state: SessionState, row: TrayRow, uid: str) -> SessionState:
    uids = tuple(other for other in row.uids if other != uid)
    if not uids and not kitting.in_her_hands(state, row):
        return drop_row(state, row.key)
    row = replace(row, uids=uids)
    if row.state is RowState.WAITING:
        row = kitting.waiting(state, row)
    return put_row(state, row)


def admit_all(state: SessionState) -> Step:
    """Rows for everything that lies on the pad as the tray opens."""
    step = stay(state)
    for tag in state.pad:
        step = then(step, lambda now, tag=tag: admit(now, tag))  # type: ignore[misc]
    return step


def admit(state: SessionState, tag: PadTag) -> Step:
    """A row for a tag on the pad, or a place in the row of its item."""
    if state.page not in OPEN_PAGES or is_card(tag.verdict):
        return stay(state)
    if tag.uid in state.settled:
        return _left_behind(state, tag.uid)
    verdict = _verdict(tag)
    if state.way is Way.GATE:
        return gate.admit(state, tag, verdict)
    key = tag.item if verdict == Verdict.ITEM and tag.item else tag.uid
    for row in state.rows:
        if row.key != key and tag.uid in row.uids and _goes_with_its_tag(row):
            state = _without_tag(state, row, tag.uid)
    old = state.row(key)
    if old is not None and _only_scanned(old):
        # Here it is: as any other, in its place and for whom it was scanned.
        return put_row(state, replace(_new_row(state, key, tag), who=old.who)), (Sound("seen"),)
    if old is not None and (verdict == Verdict.ITEM or old.operation is not None):
        return stay(_joined(state, old, tag))
    if verdict != Verdict.ITEM and any(row.stands_for == tag.uid for row in state.rows):
        return stay(state)
    if verdict != Verdict.ITEM:
        row = TrayRow(key, tag.item, (tag.uid,), RowState.REFUSED, tag.info, reason=verdict)
        return put_row(state, row), (Sound("stays"),)
    row = _new_row(state, key, tag)
    return put_row(state, row), (Sound("seen"),)


def _only_scanned(row: TrayRow) -> bool:
    """No tag of it was seen, and nothing was done about it but to tell her so."""
    told = row.state in (RowState.WAITING, RowState.REFUSED, RowState.NOTED)
    return told and not row.uids and row.kit is None and row.operation is None


def _left_behind(state: SessionState, uid: str) -> Step:
    """What it is belongs to the session that ended; laid down anew it counts, and has its title."""
    if state.row(uid) is not None:
        return stay(state)
    row = TrayRow(uid, None, (uid,), RowState.NOTED, reason=Reason.LEFT_BEHIND)
    return put_row(state, row), (Sound("seen"),)


def _verdict(tag: PadTag) -> str:
    return Verdict.UNREADABLE if tag.verdict == Verdict.ITEM and not tag.item else tag.verdict


def _joined(state: SessionState, row: TrayRow, tag: PadTag) -> SessionState:
    if row.state is not RowState.WAITING or tag.uid in row.uids:
        return state
    return put_row(state, kitting.waiting(state, replace(row, uids=(*row.uids, tag.uid))))


def _new_row(state: SessionState, key: str, tag: PadTag) -> TrayRow:
    check = kitting.begin(state.way, tag.kit)
    row = TrayRow(key, tag.item, (tag.uid,), RowState.WAITING, tag.info, kit=check)
    own = dict(state.patron.own_items) if state.patron else {}
    if key in own:
        return replace(row, state=RowState.NOTED, reason=Reason.OWN_LOAN, due_ms=own[key])
    return kitting.waiting(state, replace(row, who=family.whose(state)))
