"""What a screen reader is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from support.kiosk_rig import LANDSCAPE, PORTRAIT, KioskRig, accessible
from ui.kiosk.items import visible_items
from ui.kiosk.scenes import SCENES

TOUCH_FLOOR = 76
SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
LANGUAGES = ("fr", "en")
PRESSED = (QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox)


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
            assert interface.role() in PRESSED
            assert button.objectName(), (scene, interface.text(QAccessible.Text.Name))


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
