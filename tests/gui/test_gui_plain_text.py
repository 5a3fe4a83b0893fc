"""What comes from tags, servers and records is shown as it is written: nothing in it is markup.

Guard: `textFormat: Text.PlainText` of Label and Title; what is styled says only our own words.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from kiosk.session.states import SessionState
from support.kiosk_rig import VALBREUIL, KioskRig
from support.sources import ROOT
from ui.kiosk.scenes import SCENES

MARK = "<img src='http://a'>"
FROM_ELSEWHERE = {"title", "author", "label", "name", "display", "description", "text", "place"}
PLAIN = 0
DOORS = ("openUrlExternally", "QDesktopServices", "QFileDialog", "FileDialog", "WebEngine")


def marked(value: Any) -> Any:
    """The same with the mark behind every word that somebody else wrote."""
    if isinstance(value, tuple):
        return tuple(marked(each) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in fields(value):
        old = getattr(value, field.name)
        wordy = field.name in FROM_ELSEWHERE and type(old) is str and old
        changed[field.name] = f"{old} {MARK}" if wordy else marked(old)
    return replace(value, **changed)


def format_of(item: QQuickItem) -> int:
    """PySide has no word for QQuickText's own kind of number, QML has."""
    asked = QQmlExpression(qmlContext(item), item, "Number(textFormat)")
    return int(asked.evaluate()[0])


def formats(rig: KioskRig, state: SessionState) -> list[tuple[str, int]]:
    """Of every text with the mark in it: what it says and how it is read."""
    rig.show(state)
    found: list[QQuickItem] = [item for item in rig.texts() if "<img" in item.property("text")]
    return [(item.property("text"), format_of(item)) for item in found]


def test_what_others_wrote_is_never_read_as_markup(rig: KioskRig) -> None:
    rig.view.set_locale(replace(VALBREUIL, branch=f"Les Tilleuls {MARK}"))
    seen = {name: formats(rig, marked(state)) for name, state in SCENES.items()}
    wrong = [(name, *each) for name, texts in seen.items() for each in texts if each[1] != PLAIN]
    assert wrong == []
    assert sum(map(len, seen.values())) > len(SCENES), "hardly anything was looked at"
    rig.view.set_locale(VALBREUIL)


@pytest.mark.parametrize("door", DOORS)
def test_no_page_opens_anything_outside_the_kiosk(door: str) -> None:
    folders = (ROOT / "ui" / "kiosk", ROOT / "ui" / "qt")
    files = [
        file for folder in folders for file in folder.rglob("*") if file.suffix in (".py", ".qml")
    ]
    assert [str(file) for file in files if door in file.read_text("utf-8")] == []
