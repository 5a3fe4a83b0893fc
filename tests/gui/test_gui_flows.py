"""Account, undo, gate and calls for help on screen: each by a finger, and by the keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible

from kiosk.session.account_state import Account, Asked
from kiosk.session.events import (
    CancelAsked,
    CardAdded,
    Chosen,
    Confirmed,
    Event,
    HelpCalled,
    HelpDismissed,
    Looked,
    PatronTurn,
    RenewAllAsked,
    RenewAsked,
    UndoAsked,
    UndoWished,
    WentBack,
)
from kiosk.session.pages import Page, Way
from kiosk.session.states import SessionState
from support.kiosk_rig import LANDSCAPE, PORTRAIT, KioskRig, accessible
from ui.kiosk.flow_scenes import ACCOUNT, CALLED, FLOW_SCENES, HOLDS, LOANS, OPEN
from ui.kiosk.lines import lines, show_flow

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 21)
UNDOABLE = FLOW_SCENES["undo"].undoable[-1]
TAPS: list[tuple[str, str, Event]] = [
    ("start", "choose-account", Chosen(Way.ACCOUNT)),
    ("account", "line-button-2", RenewAsked(LOANS[2].item)),
    ("account", "action-main", RenewAllAsked()),
    ("account", "action-back", WentBack()),
    ("account", "to-holds", Looked(Page.HOLDS)),
    ("account", "to-messages", Looked(Page.MESSAGES)),
    ("account-renewed", "action-main", Confirmed()),
    ("account-offline", "action-main", Confirmed()),
    ("holds", "line-button-1", CancelAsked("h2")),
    ("holds-sure", "line-button-1", CancelAsked("h2")),
    ("holds", "action-back", WentBack()),
    ("holds", "action-main", Confirmed()),
    ("messages", "action-back", WentBack()),
    ("tray-undo", "wish-undo", UndoWished()),
    ("tray-empty", "add-card", CardAdded()),
    ("tray-family", "add-card", CardAdded()),
    ("tray-family", "turn-1", PatronTurn(1)),
    ("undo", "line-button-0", UndoAsked(UNDOABLE)),
    ("undo", "action-back", WentBack()),
    ("gate-found", "action-main", Chosen(Way.BORROW)),
    ("gate-found", "action-back", WentBack()),
    ("gate-empty", "action-main", Confirmed()),
]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_each_button_tells_the_session_what_it_says(rig: KioskRig, size: QSize) -> None:
    rig.resize(size)
    wanted = [(scene, target, [event]) for scene, target, event in TAPS]
    assert rig.told_by_taps(TAPS) == wanted


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_another_card_joins_a_pile_that_lies_there(rig: KioskRig, size: QSize) -> None:
    rig.resize(size)
    rig.show(replace(FLOW_SCENES["tray-undo"], undoable=()))
    rig.events.clear()
    rig.tap("add-card")
    assert rig.events == [CardAdded()]


@pytest.mark.parametrize(
    ("scene", "target", "event"),
    [
        ("account", "line-button-4", RenewAsked(LOANS[4].item)),
        ("account", "to-messages", Looked(Page.MESSAGES)),
        ("holds", "line-button-2", CancelAsked("h3")),
        ("undo", "line-button-0", UndoAsked(UNDOABLE)),
        ("gate-found", "action-main", Chosen(Way.BORROW)),
        ("start", "choose-account", Chosen(Way.ACCOUNT)),
    ],
)
def test_keyboard_alone_reaches_each_button(
    rig: KioskRig, scene: str, target: str, event: Event
) -> None:
    rig.show(scene)
    rig.events.clear()
    for _ in range(40):
        if rig.focused() == target:
            break
        rig.key(Qt.Key.Key_Tab)
    assert rig.focused() == target
    rig.key(Qt.Key.Key_Return)
    assert rig.events == [event]


def test_loans_that_cannot_be_renewed_have_no_button_and_say_why(rig: KioskRig) -> None:
    rig.show("account")
    assert "line-button-0" not in rig.names()
    assert "line-button-1" not in rig.names()
    assert "En retard de 3 jours" in rig.said()
    assert "Déjà attendu" in rig.said()
    spoken = accessible(rig.item("line-1")).text(QAccessible.Text.Name)
    assert spoken.startswith("Gargantua. À rendre le 24 novembre. Déjà attendu")
    button = accessible(rig.item("line-button-2")).text(QAccessible.Text.Name)
    assert button == "Prolonger\u202f: Cyrano de Bergerac"


def test_account_says_when_the_card_ends_and_what_waits_on_which_shelf(rig: KioskRig) -> None:
    rig.show("account")
    said = rig.said()
    assert "Carte valable jusqu’au 3 mai" in said
    assert "R27" in said
    assert "9,10 € à régler" in said
    rig.show("account", "en")
    assert "€9.10 to pay" in rig.said()


def test_long_account_is_turned_page_by_page(rig: KioskRig) -> None:
    rig.show("account-many")
    seen = set()
    for _ in range(4):
        seen |= {name for name in rig.names() if name.startswith("line-") and name[5:].isdigit()}
        rig.tap("list-next")
    assert len(seen) == 12


def test_account_that_waits_for_an_answer_asks_nothing_more(rig: KioskRig) -> None:
    rig.show(replace(FLOW_SCENES["account-renewing"], checking=True))
    rig.events.clear()
    rig.tap("action-main")
    assert rig.events == []


def test_somebody_is_called_from_the_help_of_every_page(rig: KioskRig) -> None:
    for scene in ("start", "tray", "account", "gate", "undo"):
        rig.show(scene)
        rig.tap("help")
        rig.events.clear()
        rig.tap("call-somebody")
        assert rig.events == [HelpCalled()], scene


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        ("waiting", "L’accueil est appelé."),
        ("coming", "Quelqu’un vient"),
        ("unheard", "ne passe pas"),
    ],
)
def test_patron_sees_how_her_call_stands(rig: KioskRig, stands: str, words: str) -> None:
    rig.show(replace(OPEN, call=CALLED[stands]))
    rig.tap("help")
    assert words in rig.said()
    rig.events.clear()
    rig.tap("call-somebody" if stands == "unheard" else "call-end")
    assert rig.events == [HelpCalled() if stands == "unheard" else HelpDismissed()]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_gate_is_asked_about_from_the_help_of_the_start_page(rig: KioskRig, size: QSize) -> None:
    rig.resize(size)
    rig.show("start")
    rig.tap("help")
    rig.tap("choose-gate")
    assert rig.events == [Chosen(Way.GATE)]


def test_lines_of_each_page_are_the_most_pressing_first() -> None:
    late, *_rest = lines(OPEN, PARIS, TODAY)
    assert (late.day, late.number, late.reason, late.action) == ("2026-11-18", 3, "overdue", "")
    ready, second, _ = lines(
        replace(OPEN, page=Page.HOLDS, account=replace(ACCOUNT, holds=HOLDS[::-1])), PARIS, TODAY
    )
    assert (ready.label, ready.action, second.label) == ("R27", "cancel", "")
    sorts = [line.sort for line in lines(replace(OPEN, page=Page.MESSAGES), PARIS, TODAY)]
    assert sorts == ["fee", "fee", "message", "message", "message"]
    assert lines(SessionState(), PARIS, TODAY) == ()


def test_hold_given_up_is_no_hold_any_more() -> None:
    gone = replace(HOLDS[0], asked=Asked.GRANTED)
    state = replace(OPEN, account=replace(ACCOUNT, holds=(gone, *HOLDS[1:])))
    flow = show_flow(state, PARIS)
    assert (flow.holds, flow.ready) == (2, 0)


def test_nothing_of_an_account_is_left_when_the_session_is_over(rig: KioskRig) -> None:
    rig.show("account")
    rig.show("start")
    assert rig.view.flow.flow == show_flow(SessionState(), PARIS)
    assert rig.view.flow.lines.rows == ()


def test_institution_is_greeted_by_its_whole_name() -> None:
    patron = replace(OPEN.patron, display="École Jules Ferry")
    assert show_flow(replace(OPEN, patron=patron), PARIS).name == "École Jules Ferry"
    assert show_flow(replace(OPEN, account=Account()), PARIS).name == "Jeanne"


def test_within_reach_of_a_seat_a_sheet_has_the_buttons_of_the_chosen_line(rig: KioskRig) -> None:
    rig.view.modes.use({"low"})
    rig.show("account")
    rig.events.clear()
    assert "line-button-2" not in rig.names()
    rig.tap("sheet-act")
    rig.tap("sheet-down")
    rig.tap("sheet-down")
    rig.tap("sheet-act")
    assert rig.events == [RenewAsked(LOANS[2].item), RenewAsked(LOANS[4].item)]
    rig.tap("sheet-down")
    assert "sheet-act" not in rig.names()
