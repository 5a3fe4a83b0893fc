"""What must hold after each event of a random session (`support.session_walks`): somebody answers
each question, nothing waits for what nobody asked, a page closes by itself, and no text that may
reach a log joins a person to what she reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kiosk.session.effects import (
    AskCall,
    AskKit,
    CallHelp,
    CancelHold,
    CheckGate,
    ClearBit,
    CloseSession,
    ConfirmBit,
    Effect,
    EndCall,
    KeepLoan,
    LendItem,
    LookUpBarcode,
    MailReceipts,
    OpenRepair,
    OpenSession,
    PrintReceipts,
    RecordMissing,
    RecordReturn,
    RenewLoan,
    ReportTagState,
    SecureBit,
    SignCharter,
    Sound,
    TakeBack,
    UndoLoan,
)
from kiosk.session.kit_state import KitStep
from kiosk.session.look_effects import (
    AskBack,
    FindTitles,
    LearnResources,
    PlaceHold,
    SuggestTitles,
    TellBranches,
    TellTitle,
)
from kiosk.session.pages import Page
from kiosk.session.states import RowState, SessionState

OF_A_ROW: Final = (LendItem, ClearBit, SecureBit, TakeBack, UndoLoan, RecordReturn, CheckGate)
"""One of them is under way where a row is being done."""
OF_HER: Final = (OpenSession, RenewLoan, CancelHold, PlaceHold, PrintReceipts, MailReceipts)
"""One of them is under way where the page waits (`checking`)."""
ASKS: Final = (
    *(*OF_A_ROW, *OF_HER, AskKit, SignCharter, RecordMissing, CallHelp, AskCall),
    *(LookUpBarcode, SuggestTitles, FindTitles, TellTitle, AskBack, TellBranches, LearnResources),
)
TELLS: Final = (CloseSession, ConfirmBit, EndCall, KeepLoan, OpenRepair, ReportTagState, Sound)
"""Nobody waits for an answer to these."""


def unknown(effects: Iterable[Effect]) -> Iterator[str]:
    """Effects nobody here answers, or needs to."""
    for effect in effects:
        if not isinstance(effect, (*ASKS, *TELLS)):
            yield f"nobody answers {effect}"


def stuck(state: SessionState, asked: Sequence[Effect]) -> Iterator[str]:
    """What would stay as it is for ever."""
    if (state.page in (Page.START, Page.RESTING)) == (state.closes_at_ms is not None):
        yield f"{state.page} closes at {state.closes_at_ms}"
    if state.checking and not any(isinstance(each, OF_HER) for each in asked):
        yield f"{state.page} waits for nothing"
    if state.scan and LookUpBarcode(state.scan) not in asked:
        yield "nobody looks up what was scanned"
    waits = {each.key for each in asked if isinstance(each, OF_A_ROW)}
    kits = {each.key for each in asked if isinstance(each, AskKit | SignCharter)}
    for row in state.rows:
        if row.state is RowState.DOING and row.key not in waits:
            yield f"nothing is done about {row}"
        asking = row.kit is not None and row.kit.step in (KitStep.ASKING, KitStep.SIGNING)
        if asking and row.state is RowState.WAITING and row.key not in kits:
            yield f"nobody was asked about {row}"


def talkative(values: Iterable[object], card: str, mark: str) -> Iterator[str]:
    """Texts of values, as a log would have them, with a card, or with a name beside a title."""
    for value in values:
        text = repr(value)
        if card in text or (f"Zoé{mark}" in text and "Titre" in text):
            yield f"says too much: {text}"
