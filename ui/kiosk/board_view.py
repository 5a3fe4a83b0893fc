"""The view model of what the start page tells everybody: hours, messages, new arrivals.

It decides nothing, as `ui.kiosk.view`, which shows it each new state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from catalogue.covers.design import design_cover
from kiosk.session.board import Board, ClosedHours, Words
from kiosk.session.pages import Page
from kiosk.session.states import SessionState
from kiosk.session.titles import TitleInfo

QML_IMPORT_NAME = "Beaupre.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
SPINE_LETTERS = 16
MESSAGES = 2
"""As many as stand below each other."""


@dataclass(frozen=True, slots=True)
class BoardShown:
    """`state`: open, closed or empty (not known); times "18:30", `day` an ISO day."""

    state: str = ""
    until: str = ""
    day: str = ""
    time: str = ""
    today: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    arrivals: tuple[TitleInfo, ...] = ()
    night: bool = False
    lends: bool = True


def show_board(state: SessionState, language: str, town: str) -> BoardShown:
    """In a language; a message that has none of it, in the town's own or its first one."""
    board: Board = state.board
    opening = board.opening
    dark = state.page is Page.START and state.after_hours is not ClosedHours.OPEN
    return BoardShown(
        state="" if opening is None else "open" if opening.is_open else "closed",
        until=opening.until if opening else "",
        day=opening.day if opening else "",
        time=opening.time if opening else "",
        today=opening.today if opening else (),
        messages=tuple(_said(each, (language, town)) for each in board.messages[:MESSAGES]),
        arrivals=board.arrivals,
        night=dark or (state.page is Page.RESTING and state.resting == "closed"),
        lends=state.lends,
    )


def _said(words: Words, languages: Sequence[str]) -> str:
    texts = dict(words)
    return next((texts[each] for each in languages if each in texts), words[0][1])


def _drawn(info: TitleInfo) -> dict[str, str]:
    palette = design_cover(info.title, info.author, info.kind).palette
    return {
        "title": info.title,
        "author": info.author,
        "kind": info.kind,
        "spine": _spine(info.title),
        "ground": palette.ground,
        "ink": palette.ink,
        "accent": palette.accent,
    }


def _spine(title: str) -> str:
    """What a narrow back has room for: the title to its first stop; nothing where that is long."""
    short = re.split(r"\s*[:;.,(/]", title, maxsplit=1)[0].strip()
    return short if len(short) <= SPINE_LETTERS else ""


@QmlElement
@QmlUncreatable("made by the kiosk")
class BoardView(QObject):
    """Texts and days that are not known are empty. Of a new arrival: title, author, kind and the
    colours of its spine."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = BoardShown()
        self._arrivals: list[dict[str, Any]] = []

    def show(self, shown: BoardShown) -> None:
        """Something new (main thread)."""
        if shown == self._shown:
            return
        if shown.arrivals != self._shown.arrivals:
            self._arrivals = [_drawn(info) for info in shown.arrivals]
        self._shown = shown
        self.changed.emit()

    state = Property(str, lambda self: self._shown.state, notify=changed)
    until = Property(str, lambda self: self._shown.until, notify=changed)
    day = Property(str, lambda self: self._shown.day, notify=changed)
    time = Property(str, lambda self: self._shown.time, notify=changed)
    today = Property("QStringList", lambda self: list(self._shown.today), notify=changed)
    messages = Property("QStringList", lambda self: list(self._shown.messages), notify=changed)
    arrivals = Property("QVariantList", lambda self: self._arrivals, notify=changed)
    night = Property(bool, lambda self: self._shown.night, notify=changed)
    lends = Property(bool, lambda self: self._shown.lends, notify=changed)
