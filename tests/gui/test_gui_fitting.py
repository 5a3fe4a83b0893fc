"""The one who looks whether everything fits sees what does not, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import delete

from ui.qt.application import make_engine, prepare
from ui.qt.fitting import faults

FINE = """
    Rectangle {
        x: 20; y: 20; width: 300; height: 120; border.width: 2
        Text { x: 10; y: 10; width: 280; text: "Tout va bien" }
    }
"""
WRONG = {
    "cut": 'Text { width: 60; text: "Beaucoup trop long"; elide: Text.ElideRight }',
    "cut ": 'Text { width: 60; text: "Beaucoup trop long" }',
    "outside": 'Text { x: 360; text: "Au bord" }',
    "outside ": 'Rectangle { width: 40; height: 40; Text { text: "Plus grand que sa place" } }',
    "on each other": 'Item { Text { text: "Un" } Text { y: 4; text: "Deux" } }',
    "on something drawn": """Item {
        Rectangle { x: 20; y: -9; width: 30; height: 40; color: "red" }
        Text { text: "Rendre" }
    }""",
    "small": 'T.AbstractButton { x: 9; y: 9; width: 200; height: 40 }',
    "off screen": 'T.AbstractButton { x: 300; y: 9; width: 200; height: 80 }',
    "on each other ": """Item {
        T.AbstractButton { width: 90; height: 90 }
        T.AbstractButton { x: 80; width: 90; height: 90 }
    }""",
}  # fmt: skip


Shown = Callable[[str], QQuickWindow]


@pytest.fixture
def shown(qapp: QGuiApplication) -> Iterator[Shown]:
    """A window with that content; both go at once afterwards, and what made it after them."""
    prepare(qapp)
    engine = make_engine()
    window = QQuickWindow()
    window.resize(400, 300)
    yield lambda content: put_into(window, engine, content)
    window.close()
    delete(window)
    delete(engine)


def put_into(window: QQuickWindow, engine: QQmlEngine, content: str) -> QQuickWindow:
    component = QQmlComponent(engine)
    head = "import QtQuick\nimport QtQuick.Templates as T\n"
    component.setData(f"{head}Item {{ anchors.fill: parent\n{content} }}".encode(), QUrl())
    item = component.create()
    assert item is not None, component.errorString()
    item.setParent(window)
    item.setParentItem(window.contentItem())
    window.show()
    window.grabWindow()
    return window


def test_page_that_fits_has_no_fault(shown: Shown) -> None:
    assert faults(shown(FINE)) == []


@pytest.mark.parametrize(("kind", "content"), WRONG.items())
def test_fault_is_seen_and_named(shown: Shown, kind: str, content: str) -> None:
    found = faults(shown(content))
    assert any(line.startswith(f"{kind.strip()}: ") for line in found), found


def test_title_of_a_book_may_be_cut(shown: Shown) -> None:
    long = 'Text { width: 60; text: "Beaucoup trop long"; elide: Text.ElideRight }'
    assert faults(shown(long), cut_may=frozenset({"Beaucoup trop long"})) == []


def test_what_is_not_shown_has_no_fault(shown: Shown) -> None:
    assert faults(shown('Text { visible: false; x: 390; text: "Au bord" }')) == []
