"""How a session ends: what is still wrong is reported, everything personal is forgotten."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import family
from kiosk.session.effects import CloseSession, Effect, ReportTagState
from kiosk.session.pages import Page, Way
from kiosk.session.states import CallState, HelpCall, Reason, RowState, SessionState, TrayRow
from kiosk.session.steps import Step, nameless, put_row, unswitched
from rfid.types import Security


def end(state: SessionState) -> Step:
    """Back to the start, or to rest. Of the pad only the things themselves are remembered, as
    settled: what still lies there belongs to the session that ended."""
    sessions = [each.session for each in family.all_of(state)] or [None]
    reports = tuple(
        effect
        for row in state.rows
        if row.state is RowState.LIFTED and row.reason != Reason.GIVEN_UP
        for effect in reported(row)
    )
    fresh = SessionState(
        page=Page.RESTING if state.resting else Page.START,
        reader_up=state.reader_up,
        reader_down_ms=state.reader_down_ms,
        online=state.online,
        offline_since_ms=state.offline_since_ms,
        offline_limit=state.offline_limit,
        look_asked=state.look_asked,
        resting=state.resting,
        board=state.board.without(_titles(state)),
        after_hours=state.after_hours,
        roll=state.roll,
        call=heard(state.call),
        pad=tuple(nameless(tag) for tag in state.pad),
        settled=frozenset(tag.uid for tag in state.pad),
    )
    return fresh, (*reports, *(CloseSession(session) for session in sessions))


def _titles(state: SessionState) -> frozenset[str]:
    """Every title this session had on its pages."""
    infos = [*(row.info for row in state.rows), *(tag.info for tag in state.pad)]
    if state.look is not None:
        infos += state.look.shown
    if state.account is not None:
        infos += [loan.info for loan in state.account.loans]
        infos += [hold.info for hold in state.account.holds]
    return frozenset(info.title for info in infos if info is not None)


def heard(call: HelpCall | None) -> HelpCall | None:
    """One that nobody was told of is no call for the next patron."""
    return None if call is not None and call.state is CallState.UNHEARD else call


def reported(row: TrayRow) -> tuple[Effect, ...]:
    """A loan whose bit stays wrong is told; a return that was not recorded has nothing to tell."""
    if row.operation is None:
        return ()
    return tuple(
        ReportTagState(row.operation, uid, Security.ON_LOAN.value) for uid in unswitched(row)
    )


def finish(state: SessionState) -> Step:
    """To the finish page; straight out where nothing was done."""
    done = any(row.state in (RowState.DONE, RowState.LIFTED) for row in state.rows)
    if not done or state.way is Way.GATE:
        return end(state)
    return replace(state, page=Page.FINISH, finishing=False, notice=None), ()


def give_up(state: SessionState) -> Step:
    """Staff will help with what was lifted: the patron may go on or go."""
    lifted = [row for row in state.rows if needs_attention(row)]
    for row in lifted:
        state = put_row(state, replace(row, reason=Reason.GIVEN_UP))
    effects = tuple(effect for row in lifted for effect in reported(row))
    page = Page.RETURN if state.way is Way.RETURN else Page.TRAY
    return replace(state, page=page), effects


def needs_attention(row: TrayRow) -> bool:
    """Lifted too early and not yet put right (also while it is being put right)."""
    return row.reason in (Reason.LIFTED, Reason.NO_READER) and row.state in (
        RowState.LIFTED,
        RowState.DOING,
    )
