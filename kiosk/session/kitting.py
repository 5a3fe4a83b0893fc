"""A kit is borrowed and comes back: may she, are its parts there, has she signed?

Borrowing: asked first whether she may, then counted, then the charter signed, then lent like
everything else. Coming back: taken at once, so that no return is lost, and counted afterwards; only
one of whose tags some are missing waits for a word about them. In her hands, while she counts, it
need not lie on the pad.
"""

from __future__ import annotations

from dataclasses import replace

from catalogue.domain.denial import DenialReason
from kiosk.session import family
from kiosk.session.effects import AskKit, Effect, RecordMissing, SignCharter, Sound
from kiosk.session.events import (
    CharterRead,
    CharterSigned,
    KitIncomplete,
    KitOpened,
    KitTold,
    MissingRecorded,
    PartTicked,
)
from kiosk.session.kit_state import Kit, KitCheck, KitStep
from kiosk.session.pages import Page, Way
from kiosk.session.states import Notice, Patron, Reason, RowState, SessionState, TrayRow
from kiosk.session.steps import Step, drop_row, put_row, stay, then

PAGES = (Page.PARTS, Page.CHARTER)
FRENCH = "fr"
OUTDATED = "charter_outdated"
"""Why a signature was not taken: there is a newer version to read."""


def begin(way: Way | None, kit: Kit | None) -> KitCheck | None:
    """What is to be done about a kit that was laid down."""
    if kit is None or way not in (Way.BORROW, Way.RETURN):
        return None
    return KitCheck(kit, KitStep.ASK if way is Way.BORROW else KitStep.BACK)


def waiting(state: SessionState, row: TrayRow) -> TrayRow:
    """A waiting row with its word: complete, parts still missing from the pad, or to be counted."""
    tags = [tag for tag in state.pad if tag.uid in row.uids]
    seen = frozenset(tag.part for tag in tags)
    wanted = max((tag.parts for tag in tags), default=1)
    whole = bool(tags) and (wanted <= 1 or set(range(1, wanted + 1)) <= seen)
    check = row.kit
    if check is None:
        return replace(row, reason=None if whole else Reason.PARTS)
    check = replace(check, seen=seen)
    whole = whole and not check.unseen
    if check.step is KitStep.TOLD:
        ready = bool(tags)
    elif check.step in (KitStep.READY, KitStep.BACK):
        ready = whole
    else:
        return replace(row, kit=check, reason=Reason.KIT)
    return replace(row, kit=check, reason=None if ready else Reason.PARTS)


def in_her_hands(state: SessionState, row: TrayRow) -> bool:
    """Does this row stay though its last tag has left the pad?"""
    return row.kit is not None and state.kit_row == row.key and row.state is RowState.WAITING


def open_row(state: SessionState) -> TrayRow | None:
    """The row whose kit is on screen."""
    row = state.row(state.kit_row) if state.kit_row and state.page in PAGES else None
    return row if row is not None and row.kit is not None else None


def to_open(state: SessionState) -> TrayRow | None:
    """The next kit that waits for her."""
    return next((row for row in state.rows if _waits_for_her(state, row)), None)


def _waits_for_her(state: SessionState, row: TrayRow) -> bool:
    check = row.kit
    if check is None:
        return False
    if state.way is Way.RETURN:
        waits = row.state is RowState.WAITING and row.reason == Reason.PARTS
        return check.step is KitStep.BACK and (waits or row.state is RowState.DONE)
    counting = check.step in (KitStep.PARTS, KitStep.CHARTER)
    return row.state is RowState.WAITING and counting


def advance(state: SessionState) -> Step:
    """Ask about each kit that was laid down to be borrowed."""
    step = stay(state)
    here = family.all_of(state)
    for row in state.rows:
        asked = row.kit is not None and row.kit.step is KitStep.ASK
        if asked and row.state is RowState.WAITING and row.who < len(here):
            language = here[row.who].language or FRENCH
            step = then(step, lambda now, row=row, language=language: _ask(now, row, language))  # type: ignore[misc]
    return step


def _ask(state: SessionState, row: TrayRow, language: str) -> Step:
    check, patron = row.kit, _patron(state, row)
    if check is None or patron is None:
        return stay(state)
    step = KitStep.ASKING if check.step is KitStep.ASK else check.step
    check = replace(check, step=step, language=language)
    effect = AskKit(row.key, row.item or row.key, patron, language)
    return put_row(state, replace(row, kit=check)), (effect,)


def _patron(state: SessionState, row: TrayRow) -> Patron | None:
    here = family.all_of(state)
    return here[row.who] if row.who < len(here) else None


_Finger = KitOpened | PartTicked | KitIncomplete | CharterRead


def happened(
    state: SessionState, event: _Finger | KitTold | CharterSigned | MissingRecorded
) -> Step:
    """A finger, or what a question about a kit came to."""
    match event:
        case KitTold():
            return _told(state, event)
        case CharterSigned():
            return _signed(state, event)
        case MissingRecorded():
            return _recorded(state, event)
        case _:
            return _wished(state, event)


def _told(state: SessionState, event: KitTold) -> Step:
    """May she, and what does she sign? Also the same charter in another language."""
    row, check = _of(state, event.key, event.card)
    if row is None or check is None or check.step not in (KitStep.ASKING, KitStep.CHARTER):
        return stay(state)
    if check.step is KitStep.CHARTER:
        return stay(_put(state, row, replace(check, charter=event.charter or check.charter)))
    if event.denied is not None:
        return _refused(state, row, event.denied)
    check = replace(
        check,
        step=KitStep.PARTS,
        charter=event.charter,
        signed=event.signed,
        due_ms=event.due_ms,
    )
    return stay(_put(state, row, check))


def _of(state: SessionState, key: str, card: str) -> tuple[TrayRow | None, KitCheck | None]:
    """The waiting row an answer is for; none where it was asked by somebody else."""
    row = state.row(key)
    if row is None or row.kit is None or row.state is not RowState.WAITING:
        return None, None
    patron = _patron(state, row)
    return (row, row.kit) if patron is not None and patron.card == card else (None, None)


def _put(state: SessionState, row: TrayRow, check: KitCheck) -> SessionState:
    return put_row(state, waiting(state, replace(row, kit=check)))


def refusal(row: TrayRow, reason: str | None) -> str | None:
    """A device that may not be lent now is not read on the spot: it is being prepared."""
    lacks = row.kit is not None and reason == DenialReason.NOT_FOR_LOAN
    return Reason.UNPREPARED if lacks else reason


def _refused(state: SessionState, row: TrayRow, reason: str) -> Step:
    row = replace(row, state=RowState.REFUSED, reason=refusal(row, reason))
    return put_row(_closed(state), row), (Sound("stays"),)


def _closed(state: SessionState) -> SessionState:
    if state.page not in PAGES:
        return state
    page = Page.RETURN if state.way is Way.RETURN else Page.TRAY
    return replace(state, page=page, kit_row="", notice=None)


def _wished(state: SessionState, event: _Finger) -> Step:
    """A finger on the way to the parts, on one of them, or on what is missing."""
    if isinstance(event, KitOpened):
        row = state.row(event.key)
        fits = state.page in (Page.TRAY, Page.RETURN) and row is not None
        return opened(state, row) if row is not None and fits else stay(state)
    row = open_row(state)
    if row is None or row.kit is None:
        return stay(state)
    match event:
        case PartTicked():
            return stay(_ticked(state, row, row.kit, event.code))
        case KitIncomplete() if state.page is Page.PARTS:
            return _incomplete(state, row, row.kit)
        case CharterRead() if row.kit.step is KitStep.CHARTER:
            return (
                stay(state)
                if event.language == row.kit.language
                else _ask(state, row, event.language)
            )
        case _:
            return stay(state)


def opened(state: SessionState, row: TrayRow) -> Step:
    """Its parts on screen; what was counted before stays counted."""
    if not _waits_for_her(state, row):
        return stay(state)
    return stay(replace(state, page=Page.PARTS, kit_row=row.key, notice=None, finishing=False))


def _ticked(state: SessionState, row: TrayRow, check: KitCheck, code: str) -> SessionState:
    part = next((part for part in check.kit.parts if part.code == code), None)
    if state.page is not Page.PARTS or part is None:
        return state
    return put_row(state, replace(row, kit=replace(check, ticked=check.ticked ^ {code})))


def _incomplete(state: SessionState, row: TrayRow, check: KitCheck) -> Step:
    """ "Il manque quelque chose, ou c'est abîmé": borrowed, it stays here; returned, what was not
    ticked is to be brought."""
    check = replace(check, absent=tuple(part.code for part in check.lacking))
    if state.way is not Way.RETURN:
        reason = Reason.INCOMPLETE if check.absent else Reason.BROKEN
        return _refused(state, replace(row, kit=check), reason)
    return _counted(state, row, check)


def _counted(state: SessionState, row: TrayRow, check: KitCheck) -> Step:
    """A return is told of; one that waited for it is taken now."""
    row = replace(row, kit=replace(check, step=KitStep.TOLD))
    if row.state is RowState.WAITING:
        return stay(put_row(_closed(state), waiting(state, row)))
    return put_row(_closed(state), row), missing(row)


def missing(row: TrayRow) -> tuple[Effect, ...]:
    """What did not come back with a return that is recorded."""
    if row.kit is None or not row.kit.absent or row.operation is None:
        return ()
    return (RecordMissing(row.key, row.item or row.key, row.kit.absent),)


def _recorded(state: SessionState, event: MissingRecorded) -> Step:
    """Until when it is to be brought."""
    row = state.row(event.key)
    if row is None or row.kit is None or event.until_ms is None:
        return stay(state)
    return stay(put_row(state, replace(row, kit=replace(row.kit, until_ms=event.until_ms))))


def confirmed(state: SessionState) -> Step:
    """Everything is there; or read and accepted."""
    row = open_row(state)
    if row is None or row.kit is None:
        return stay(_closed(state))
    check = row.kit
    if state.page is Page.CHARTER:
        return _sign(state, row, check)
    if check.lacking or (state.way is Way.BORROW and not row.uids):
        return stay(state)
    if state.way is Way.RETURN:
        return _counted(state, row, check)
    if check.charter is None:
        return stay(_put(_closed(state), row, replace(check, step=KitStep.READY)))
    state = replace(state, page=Page.CHARTER)
    return stay(_put(state, row, replace(check, step=KitStep.CHARTER)))


def _sign(state: SessionState, row: TrayRow, check: KitCheck) -> Step:
    patron, charter = _patron(state, row), check.charter
    if check.step is not KitStep.CHARTER or patron is None or charter is None:
        return stay(state)
    sign = SignCharter(row.key, patron, charter.name, charter.version, charter.language)
    state = put_row(state, replace(row, kit=replace(check, step=KitStep.SIGNING)))
    return replace(state, notice=None), (sign,)


def _signed(state: SessionState, event: CharterSigned) -> Step:
    """Her signature was taken, or not."""
    row, check = _of(state, event.key, event.card)
    if row is None or check is None or check.step is not KitStep.SIGNING:
        return stay(state)
    if event.reason == OUTDATED:
        state = replace(state, notice=Notice(OUTDATED))
        again = replace(row, kit=replace(check, step=KitStep.CHARTER))
        return _ask(put_row(state, again), again, check.language)
    if event.reason is not None:
        return _refused(state, row, event.reason)
    version = check.charter.version if check.charter else None
    check = replace(check, step=KitStep.READY, signed=version)
    return stay(_put(_closed(state), row, check))


def back(state: SessionState) -> Step:
    """From the charter to the parts; from there it stays here. A return need not be counted."""
    row = open_row(state)
    if row is None or row.kit is None:
        return stay(_closed(state))
    check = row.kit
    if check.step is KitStep.SIGNING:
        return stay(state)
    if state.page is Page.CHARTER:
        state = replace(state, page=Page.PARTS, notice=None)
        return stay(_put(state, row, replace(check, step=KitStep.PARTS)))
    if state.way is Way.RETURN:
        if row.state is RowState.DONE:
            row = replace(row, kit=replace(check, step=KitStep.TOLD))
        return stay(_without_hands(put_row(_closed(state), row), row))
    return _refused(state, row, Reason.NOT_TAKEN)


def _without_hands(state: SessionState, row: TrayRow) -> SessionState:
    """What waited for its tags and lies there no more has gone."""
    gone = row.state is RowState.WAITING and not row.uids
    return drop_row(state, row.key) if gone else state
