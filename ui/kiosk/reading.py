"""What a page says when it is read aloud: from the names its items have for a screen reader.

Plain values and texts; only `read` looks at a window. A page needs nothing of its own for it: what
every control must have, a name and a role, is what is read, in the order of the items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow

Role = QAccessible.Role
NAME: Final = QAccessible.Text.Name
PRESSED: Final = (Role.Button, Role.RadioButton, Role.CheckBox)
LAST_WARNING: Final = "10"
"""A countdown is told when it begins, and once more at this number of seconds."""
_DIGITS: Final = frozenset("0123456789")
_SENTENCE_ENDS: Final = (".", "!", "?", "؟", "…", ":", ";", ",")


class Kind(Enum):
    """What a line of a page is, as far as speech is concerned."""

    TEXT = auto()
    HEADING = auto()
    ALERT = auto()
    """It does not wait until something else has been said."""
    CLOCK = auto()
    """It changes by itself."""
    CONTROL = auto()


_KINDS: Final = {
    Role.Heading: Kind.HEADING,
    Role.AlertMessage: Kind.ALERT,
    Role.Clock: Kind.CLOCK,
}


@dataclass(frozen=True, slots=True)
class Line:
    """Something that stands on the page."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Focus:
    """The control the keyboard is at, and what is said of it; empty: none."""

    item: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it was read: `place` changes when it is another page or another language;
    `pressing`: what has to be said at once, whatever is being said."""

    place: tuple[str, ...]
    lines: tuple[Line, ...]
    focus: Focus = Focus()
    pressing: frozenset[object] = frozenset()


def read(window: QQuickWindow, words: Mapping[str, str]) -> tuple[Line, ...]:
    """The lines of the page, or of what lies over it. The dock is not read each time."""
    root = QAccessible.queryAccessibleInterface(window)
    lines: list[Line] = []
    for pane in _children(root):
        if pane.role() == Role.Pane:
            lines += _named(Kind.HEADING, pane)
            lines += _lines(pane, words, heads=False)
            lines += _lines(pane, words, heads=True)
    return tuple(_once(lines))


def focused(window: QQuickWindow, words: Mapping[str, str], *, veiled: bool) -> Focus:
    """The control the keyboard is at; `veiled`: whose digit it is, is not said."""
    item = window.activeFocusItem()
    interface = None if item is None else QAccessible.queryAccessibleInterface(item)
    if not isinstance(item, QQuickItem) or interface is None or interface.role() not in PRESSED:
        return Focus()
    said = control(interface, words)
    if veiled and interface.text(NAME) in _DIGITS:
        said = words["key"]
    return Focus(QAccessible.uniqueId(interface), said)


def control(interface: QAccessibleInterface, words: Mapping[str, str]) -> str:
    """Name, and what it is or whether it is on."""
    name, state = interface.text(NAME).strip().removesuffix("."), interface.state()
    if state.disabled:
        return name
    if interface.role() == Role.RadioButton:
        return f"{name}, {words['chosen' if state.checked else 'button']}"
    if interface.role() == Role.Button and state.checkable:
        return f"{name}, {words['on' if state.checked else 'off']}"
    return f"{name}, {words['button']}"


def _lines(
    parent: QAccessibleInterface, words: Mapping[str, str], *, heads: bool
) -> Iterator[Line]:
    """What stands below, but for the heads of pages; or these alone: they come last."""
    for each in _children(parent):
        role = each.role()
        if role == Role.TitleBar:
            yield from _lines(each, words, heads=False) if heads else ()
            continue
        below = list(_lines(each, words, heads=heads))
        if heads or (role == Role.List and not below):
            pass
        elif role not in PRESSED:
            yield from _named(_KINDS.get(role, Kind.TEXT), each)
        # Keys of one letter are for who sees them.
        elif len(each.text(NAME)) > 1:
            yield Line(Kind.CONTROL, control(each, words))
        yield from below


def _named(kind: Kind, interface: QAccessibleInterface) -> Iterator[Line]:
    name = " ".join(interface.text(NAME).split())
    if name:
        yield Line(kind, name)


def _children(parent: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    for index in range(parent.childCount()):
        child = parent.child(index)
        if child is not None and child.isValid() and not child.state().invisible:
            yield child


def _once(lines: Sequence[Line]) -> Iterator[Line]:
    """A page is called as its question, a list as its heading, a field as the button on it."""
    seen: set[str] = set()
    for line in lines:
        name = line.text.rsplit(", ", 1)[0] if line.kind is Kind.CONTROL else line.text
        if name not in seen:
            yield line
        if line.kind is not Kind.CONTROL:
            seen.add(name)


def changes(before: Sequence[Line], now: Sequence[Line]) -> list[Line]:
    """What is new on the same page. Of a text that has only grown, what was added: a field is not
    read from its beginning with each letter. Buttons are what one does, not what happened."""
    known = {line.text for line in before}
    gone = known - {line.text for line in now}
    told = any(line.kind is Kind.CLOCK for line in before)
    return [
        Line(line.kind, _added(line.text, gone))
        for line in now
        if line.text not in known
        and line.kind is not Kind.CONTROL
        and not (line.kind is Kind.CLOCK and told and _seconds(line.text) != LAST_WARNING)
    ]


def pressing(news: Sequence[Line]) -> bool:
    """Whether one of them has to be said at once, whatever is being said."""
    return any(line.kind is Kind.ALERT for line in news)


def _added(text: str, gone: set[str]) -> str:
    grown = [old for old in gone if text.startswith(old) and len(text) - len(old) <= 2]
    return text[len(max(grown, key=len)) :].strip() if grown else text


def _seconds(text: str) -> str:
    found = re.search(r"\d+", text)
    return found.group() if found else ""


def joined(lines: Iterable[Line]) -> str:
    """Sentences with a pause between them; what goes on in small letters goes on."""
    said, goes_on = "", False
    for line in lines:
        text = _plain(line.text)
        if said and text:
            small = goes_on and text[0].islower()
            said += " " if small or said.endswith(_SENTENCE_ENDS) else ". "
        said += text
        goes_on = line.kind is not Kind.CONTROL
    return said


def _plain(text: str) -> str:
    """Without what is only for the eye: isolates of bidirectional text, dots that hide letters."""
    text = re.sub("[\u2066-\u2069\u200e\u200f•]", "", text)
    text = re.sub(r"\s*·\s*", ", ", text)
    return re.sub(r"(?<=[.,])[.,]+", "", " ".join(text.split()))
