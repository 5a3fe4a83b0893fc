"""Looking around by keyboard alone, and how what is found is shown."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from kiosk.session.account_state import Account
from kiosk.session.events import Event, SessionOpened, Tick
from kiosk.session.look_effects import FindTitles, PlaceHold, TellTitle
from kiosk.session.look_events import (
    BranchesTold,
    HoldPlaced,
    TitlesFound,
    TitlesSuggested,
    TitleTold,
)
from kiosk.session.look_state import LookFindings, LookHit, LookPlace, LookTitle, Whereabouts
from kiosk.session.pages import Page
from kiosk.session.titles import TitleInfo
from support.kiosk_rig import KioskRig, accessible
from support.sessions import CARD, PIN, Play
from ui.kiosk.items import visible_items
from ui.kiosk.look_scenes import BRANCHES, HITS, SEARCHED, TITLE, TOUR
from ui.kiosk.typed import type_barcode
from ui.qt.qrcodes import modules


def write(rig: KioskRig, text: str) -> None:
    """On a keyboard."""
    for letter in text:
        QTest.keyClick(rig.window, letter)


class Desk:
    """The session machine behind the window; questions are answered by the test."""

    def __init__(self, rig: KioskRig) -> None:
        self.rig = rig
        self.play = Play()
        rig.view.attach(self.send)
        self.send(Tick())

    def send(self, event: Event) -> None:
        self.play.send(event)
        self.rig.view.show_state(self.play.state)

    def tell(self, event: Event) -> None:
        self.send(event)
        self.rig.settle()

    def to(self, name: str) -> None:
        """With Tab to a button, and press it."""
        for _ in range(60):
            if self.rig.focused() == name:
                break
            QTest.keyClick(self.rig.window, Qt.Key.Key_Tab)
        assert self.rig.focused() == name
        self.rig.key(Qt.Key.Key_Return)

    def asked(self, kind: type) -> int:
        """The number of the newest question of that kind."""
        return self.play.of(kind)[-1].question


def test_title_is_found_and_reserved_by_keyboard_alone(rig: KioskRig) -> None:
    desk = Desk(rig)
    desk.to("choose-look")
    write(rig, "jules vern")
    assert desk.play.state.look.text == "jules vern"
    desk.tell(TitlesSuggested(desk.play.state.look.expects, HITS[:1]))
    assert "suggest-0" in rig.names()
    rig.key(Qt.Key.Key_Return)
    desk.tell(TitlesFound(desk.asked(FindTitles), LookFindings((TOUR,), 1)))
    assert rig.focused() == "page-search" or "hit-0" in rig.names()
    desk.to("hit-button-0")
    assert desk.play.state.page is Page.IDENTIFY
    type_barcode(rig.window, CARD)
    rig.settle()
    assert desk.play.state.page is Page.PIN
    for digit in PIN:
        write(rig, digit)
    QTest.keyClick(rig.window, Qt.Key.Key_Return)
    desk.tell(SessionOpened("s", "Jeanne M.", "fr", (), 20, Account()))
    desk.tell(BranchesTold(BRANCHES))
    desk.to("pickup-1")
    desk.to("action-main")
    (asked,) = desk.play.of(PlaceHold)
    assert (asked.title, asked.pickup) == ("t3", "moulin")
    desk.tell(HoldPlaced("t3", granted=True))
    assert "Vous êtes la prochaine personne." in rig.said()
    assert "Le Moulin" in rig.said()
    desk.to("action-main")
    assert desk.play.state.page is Page.START
    assert "Verne" not in rig.said()


def test_letters_go_to_the_field_and_a_space_presses_what_has_the_focus(rig: KioskRig) -> None:
    desk = Desk(rig)
    desk.to("choose-look")
    rig.settle()
    write(rig, "le tour")
    QTest.keyClick(rig.window, Qt.Key.Key_Backspace)
    assert desk.play.state.look.text == "le tou"
    while rig.focused() != "letter-a":
        QTest.keyClick(rig.window, Qt.Key.Key_Tab)
    write(rig, "z ")
    assert desk.play.state.look.text == "le touza"
    QTest.keyClick(rig.window, Qt.Key.Key_Escape)
    assert desk.play.state.page is Page.START


@pytest.mark.parametrize(("language", "key"), [("fr", "a"), ("en", "q"), ("es", "ñ"), ("ar", "ض")])
def test_keys_on_the_screen_are_those_of_the_language(
    rig: KioskRig, language: str, key: str
) -> None:
    desk = Desk(rig)
    rig.tap("choose-look")
    rig.view.useLanguage(language)
    rig.settle()
    rig.tap(f"letter-{key}")
    rig.tap("key-space")
    rig.tap("key-digits")
    rig.tap("letter-7")
    assert desk.play.state.look.text == f"{key} 7"
    rig.tap("key-backspace")
    assert desk.play.state.look.text == f"{key} "


def test_availability_is_said_first_and_nothing_but_what_is_here_is_green(rig: KioskRig) -> None:
    rig.show("search-found")
    spoken = accessible(rig.item("hit-0")).text(QAccessible.Text.Name)
    assert spoken.startswith("Ici, R VER. Vingt mille lieues")
    green = rig.theme().property("done")
    texts = {str(item.property("text")): item.property("color") for item in rig.texts()}
    assert texts["Ici, R VER"] == green
    assert texts["À La Passerelle"] != green
    assert texts["Sorti · retour le 11 décembre"] != green


def test_pages_of_hits_are_turned_and_counted(rig: KioskRig) -> None:
    many = tuple(
        replace(HITS[0], key=f"t{n}", info=TitleInfo(f"Titre {n}", "", "book")) for n in range(11)
    )
    look = replace(SEARCHED.look, found=LookFindings(many, 250))
    rig.show(replace(SEARCHED, look=look))
    assert "250 résultats, voici les 11 plus proches" in rig.said()
    seen = []
    for page in ("1 sur 3", "2 sur 3", "3 sur 3"):
        assert page in rig.said()
        seen += [name for name in rig.names() if name.startswith("hit-") and name[4:].isdigit()]
        rig.tap("action-main")
    assert len(seen) == len(set(seen)) == 11


def test_what_comes_from_records_is_plain_text(rig: KioskRig) -> None:
    bold = TitleInfo("<b>Nana</b>", "<i>Zola</i>", "book")
    place = LookPlace(Whereabouts.HERE, "<u>A</u>", "<s>R</s>", copies=1, available=1)
    hit = LookHit("t1", bold, places=(place,), hold="t1")
    title = replace(TITLE, hit=hit, places=(place,), about="<h1>x</h1>")
    rig.show(replace(SEARCHED, page=Page.TITLE, look=replace(SEARCHED.look, title=title)))
    for text in ("<b>Nana</b>", "<i>Zola</i>", "<u>A</u>", "<s>R</s>", "<h1>x</h1>"):
        assert text in rig.said()


def test_title_that_was_asked_for_says_when_it_is_there(rig: KioskRig) -> None:
    desk = Desk(rig)
    rig.tap("choose-look")
    rig.tap("letter-a")
    desk.tell(TitlesSuggested(desk.play.state.look.expects, (TOUR,)))
    rig.tap("suggest-0")
    assert "Un instant…" in rig.said()
    desk.tell(TitleTold(desk.asked(TellTitle), LookTitle(TOUR, loaded=True, places=TOUR.places)))
    assert "Où le trouver" in rig.said()


def test_finger_on_a_cover_opens_its_title(rig: KioskRig) -> None:
    rig.show("search-found")
    rig.events.clear()
    rig.tap("hit-0")
    rig.tap("hit-button-0")
    opened, by_button = rig.events
    assert opened == by_button


def test_code_is_a_square_with_its_three_corners() -> None:
    rows = modules("https://valbreuil.example/r/concerts")
    size = len(rows)
    assert all(len(row) == size for row in rows)
    for down, across in ((0, 0), (0, size - 7), (size - 7, 0)):
        assert all(rows[down][across : across + 7])
        assert rows[down + 1][across : across + 7] == [True, *[False] * 5, True]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_letters_are_as_wide_as_a_finger_and_stand_apart(rig: KioskRig, language: str) -> None:
    """76 px and 16 between them, also where a row has eleven. Guard: `gap` of ScreenKeys."""
    rig.show("search-typing", language)
    items = [item for item in visible_items(rig.window) if item.objectName().startswith("letter-")]
    boxes = [item.mapRectToScene(item.boundingRect()) for item in items]
    assert min(min(box.width(), box.height()) for box in boxes) >= 76
    for one, other in combinations(boxes, 2):
        apart = max(
            other.left() - one.right(),
            one.left() - other.right(),
            other.top() - one.bottom(),
            one.top() - other.bottom(),
        )
        assert apart >= 15.9
