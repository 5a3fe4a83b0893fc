"""What a screen reader is told, how big a touch is, and whether all words fit their place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem

from support.kiosk_rig import LANDSCAPE, PORTRAIT, KioskRig, accessible
from support.kiosk_scenes import LONG, SCENES
from ui.kiosk.items import visible_items

TOUCH_FLOOR = 76
SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
LANGUAGES = ("fr", "en")


def on_screen(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


@SIZES
def test_everything_that_can_be_pressed_has_a_name_and_a_role(rig: KioskRig, size: QSize) -> None:
    rig.resize(size)
    for scene in SCENES:
        rig.show(scene)
        for button in rig.buttons():
            interface = accessible(button)
            assert interface.text(QAccessible.Text.Name).strip(), (scene, button.objectName())
            assert interface.role() in (QAccessible.Role.Button, QAccessible.Role.RadioButton)
            assert button.objectName(), (scene, interface.text(QAccessible.Text.Name))


@SIZES
def test_everything_that_can_be_pressed_is_big_enough_for_a_finger(
    rig: KioskRig, size: QSize
) -> None:
    rig.resize(size)
    for scene in SCENES:
        rig.show(scene)
        for button in rig.buttons():
            area = on_screen(button)
            assert min(area.width(), area.height()) >= TOUCH_FLOOR, (scene, button.objectName())


@SIZES
def test_no_two_buttons_overlap_and_none_leaves_the_screen(rig: KioskRig, size: QSize) -> None:
    rig.resize(size)
    screen = QRectF(0, 0, size.width(), size.height())
    for scene in SCENES:
        for language in LANGUAGES:
            rig.show(scene, language)
            areas = {button.objectName(): on_screen(button) for button in rig.buttons()}
            for name, area in areas.items():
                assert screen.contains(area), (scene, name)
                others = [other for other in areas if other != name]
                assert not [o for o in others if area.intersects(areas[o])], (scene, name)


def test_rows_are_spoken_with_title_state_and_reason(rig: KioskRig) -> None:
    rig.show("tray")
    spoken = accessible(rig.item("row-4")).text(QAccessible.Text.Name)
    assert spoken.startswith("Le Grand Meaulnes. Réservé. Une autre personne l’attend.")
    assert accessible(rig.item("row-4")).role() == QAccessible.Role.ListItem


def test_keys_without_a_word_have_a_spoken_name(rig: KioskRig) -> None:
    rig.show("pin")
    name = accessible(rig.item("key-backspace")).text(QAccessible.Text.Name)
    assert name == "Effacer le dernier chiffre"


def test_pin_is_never_spoken(rig: KioskRig) -> None:
    rig.show("pin")
    names = [accessible(item).text(QAccessible.Text.Name) for item in visible_items(rig.window)
             if QAccessible.queryAccessibleInterface(item)]  # fmt: skip
    assert "2 chiffres sur 4" in names


def test_page_is_announced_by_its_question(rig: KioskRig) -> None:
    rig.show("identify")
    page = accessible(rig.item("page-identify"))
    assert page.text(QAccessible.Text.Name) == "Présentez votre carte."


def sentences(rig: KioskRig) -> list[QQuickItem]:
    """All texts but the spines of the drawn shelf, which stand upright and fit themselves."""
    return [text for text in rig.texts() if text.rotation() == 0]


def number(item: QQuickItem, name: str) -> int:
    """An enum of QML, which Python cannot read as a property."""
    return int(QQmlExpression(QQmlEngine.contextForObject(item), item, name).evaluate()[0])


def clipped(text: QQuickItem) -> bool:
    """Cut with an ellipsis, or running out of the width it was given."""
    wide = text.property("implicitWidth") if number(text, "wrapMode") == 0 else 0
    words = max(text.property("contentWidth"), wide)
    return bool(text.property("truncated")) or words > text.width() + 1


@SIZES
def test_no_word_is_cut_off(rig: KioskRig, size: QSize) -> None:
    rig.resize(size)
    for scene in SCENES:
        for language in LANGUAGES:
            rig.show(scene, language)
            cut = {str(text.property("text")) for text in sentences(rig) if clipped(text)}
            # The title of a book may be longer than any row; our own words may not.
            assert cut <= {LONG.title}, (scene, language)


@SIZES
def test_no_sentence_is_written_over_another(rig: KioskRig, size: QSize) -> None:
    """The lines themselves, not the boxes around them: letters stand in the middle of a line."""
    rig.resize(size)
    for scene in SCENES:
        for language in LANGUAGES:
            rig.show(scene, language)
            areas = [(str(text.property("text")), inked(text)) for text in sentences(rig)]
            for index, (words, area) in enumerate(areas):
                for other, there in areas[index + 1 :]:
                    assert not area.intersects(there), (scene, language, words, other)


def inked(text: QQuickItem) -> QRectF:
    """About where its letters are: a quarter of a line is air above and below."""
    size = text.property("font").pixelSize()
    area = QRectF(0, 0, text.property("contentWidth"), text.property("contentHeight"))
    spare = text.width() - area.width()
    area.moveLeft({1: 0.0, 2: spare, 4: spare / 2}[number(text, "horizontalAlignment")])
    return text.mapRectToScene(area.adjusted(0, size * 0.3, 0, -size * 0.3))


@SIZES
def test_no_sentence_leaves_the_stage(rig: KioskRig, size: QSize) -> None:
    rig.resize(size)
    screen = QRectF(0, 0, size.width(), size.height())
    for scene in SCENES:
        for language in LANGUAGES:
            rig.show(scene, language)
            for text in sentences(rig):
                assert screen.contains(inked(text)), (scene, language, text.property("text"))
