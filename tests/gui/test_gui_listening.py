"""Reading the pages aloud: what is said, when, and what is never said.

The voice writes down what it is given. Guards named in a docstring were taken out to see it fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt

from kiosk.session.account_state import Account
from kiosk.session.events import Stayed
from kiosk.session.states import Notice, RowState, SessionState
from support.kiosk_rig import LANDSCAPE, PORTRAIT, HeardVoice, KioskRig
from ui.kiosk.listening import Manner
from ui.kiosk.reading import joined
from ui.kiosk.scenes import SCENES
from ui.qt.fitting import faults

TRAY = SCENES["tray"]


@pytest.fixture
def ear(rig: KioskRig, monkeypatch: pytest.MonkeyPatch) -> Iterator[HeardVoice]:
    """By a loudspeaker; what is said is looked for at once."""
    monkeypatch.setattr(rig, "voice", HeardVoice())
    rig.view.listening.offer(rig.voice, Manner())
    rig.view.listening._soon.setInterval(0)
    yield rig.voice
    rig.view.listening.voices(frozenset(rig.view.languages))


def privately(rig: KioskRig) -> None:
    rig.view.listening.offer(rig.voice, Manner(private=True))


def listen(rig: KioskRig, scene: str | SessionState, language: str = "fr") -> str:
    """Somebody listens, and comes to that page; what she hears of it."""
    rig.show(scene, language)
    rig.key(Qt.Key.Key_F2)
    return rig.voice.heard[-1]


def end_of_speech(rig: KioskRig) -> None:
    rig.view.listening.spoken(rig.voice.said[-1][0])
    rig.settle()


def with_row(state: SessionState, at: int, row_state: RowState, reason: str | None) -> SessionState:
    rows = list(state.rows)
    rows[at] = replace(rows[at], state=row_state, reason=reason)
    return replace(state, rows=tuple(rows))


def test_button_in_the_dock_reads_the_page_and_goes_on_reading(
    rig: KioskRig, ear: HeardVoice
) -> None:
    rig.show("start")
    assert ear.heard == []
    rig.tap("listen")
    assert ear.heard[0].startswith(
        "Bonjour. Que voulez-vous faire ? Emprunter. Posez vos livres ensemble, bouton. Rendre."
    )
    rig.show("identify")
    assert ear.heard[-1].startswith("Présentez votre carte. Posez-la, ou passez son code-barres.")
    rig.tap("listen")
    rig.show("pin")
    assert len(ear.heard) == 2


def test_head_of_the_page_is_read_last(rig: KioskRig, ear: HeardVoice) -> None:
    assert listen(rig, "start").endswith("Valbreuil. Les Tilleuls. Ouvert jusqu’à 18 h 30")


def test_key_reads_the_page_again(rig: KioskRig, ear: HeardVoice) -> None:
    first = listen(rig, "identify")
    rig.key(Qt.Key.Key_F2)
    assert ear.heard == [first, first]


def test_pin_is_counted_and_never_said(rig: KioskRig, ear: HeardVoice) -> None:
    """Guard: `focused(veiled=…)`, also where nobody else hears it."""
    privately(rig)
    pin = replace(SCENES["pin"], pin_entry="")
    assert "0 chiffre sur 4" in listen(rig, pin)
    for typed in ("7", "72", "729"):
        end_of_speech(rig)
        rig.show(replace(pin, pin_entry=typed))
    assert ear.heard[1:] == ["1 chiffre sur 4", "2 chiffres sur 4", "3 chiffres sur 4"]
    rig.key(Qt.Key.Key_Tab)
    assert rig.focused() == "key-1"
    assert ear.heard[-1] == "touche"


def test_titles_names_and_sums_are_for_headphones_alone(rig: KioskRig, ear: HeardVoice) -> None:
    said = listen(rig, "tray")
    assert "Livre 1. C’est prêt. Retour le 12 décembre. Livre 2." in said
    assert "Livre 5. Réservé. Une autre personne l’attend." in said
    assert "une somme à régler" in listen(rig, "account")
    privately(rig)
    assert "Le Petit Prince. C’est prêt. Retour le 12 décembre. L’Étranger." in listen(rig, "tray")
    assert "9,10 €" in listen(rig, "account")


def personal(state: SessionState) -> set[str]:
    """What of a session is hers: titles, authors, names."""
    account = state.account or Account()
    infos = [row.info for row in state.rows] + [each.info for each in account.loans]
    infos += [each.info for each in account.holds]
    words = {text for info in infos if info for text in (info.title, info.author)}
    words |= {each.name for each in (*account.fees, *account.messages)}
    words |= {text for who in state.family for text in who.display.split()}
    words |= set(state.patron.display.split()) if state.patron else set()
    return {word for word in words if len(word) > 2}


def test_loudspeaker_says_nothing_of_hers_on_any_page(rig: KioskRig, ear: HeardVoice) -> None:
    """Guard: the veil. The new arrivals of the start page are nobody's."""
    listen(rig, "identify")
    for name, scene in SCENES.items():
        if not personal(scene):
            continue
        rig.view.show_state(scene)
        rig.app.processEvents()
        said = joined(rig.view.listening._read(rig.window).lines)
        assert said
        assert "@" not in said
        assert [word for word in personal(scene) if word in said] == [], (name, said)


def test_card_number_is_counted_by_a_loudspeaker(rig: KioskRig, ear: HeardVoice) -> None:
    assert "Numéro de carte : 7 sur 13." in listen(rig, "identify")
    privately(rig)
    assert "2 1 0 4 8 0 3" in listen(rig, "identify")
    end_of_speech(rig)
    rig.show(replace(SCENES["identify"], card_entry="21048039"))
    assert ear.heard[-1] == "9"


def test_change_waits_for_the_end_of_what_is_said(rig: KioskRig, ear: HeardVoice) -> None:
    listen(rig, "tray")
    rig.show(with_row(TRAY, 3, RowState.DONE, None))
    assert len(ear.heard) == 1
    end_of_speech(rig)
    assert ear.heard[1:] == ["Livre 4. C’est prêt. Il part avec vous."]
    end_of_speech(rig)
    assert len(ear.heard) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (with_row(TRAY, 3, RowState.REFUSED, "not_for_loan"), "Livre 4. Sur place. Il se lit"),
        (replace(TRAY, notice=Notice("not_undone")), "Ce prêt reste fait"),
        (SCENES["attention"], "Reposez ce livre, s’il vous plaît."),
    ],
    ids=["refused", "notice", "put-it-back"],
)
def test_what_presses_does_not_wait(
    rig: KioskRig, ear: HeardVoice, change: SessionState, said: str
) -> None:
    """Guard: `at_once` in `Listening._look`."""
    listen(rig, "tray")
    rig.show(change)
    assert said in ear.heard[-1]
    assert len(ear.heard) == 2


def test_receipt_is_read_at_the_end(rig: KioskRig, ear: HeardVoice) -> None:
    privately(rig)
    said = listen(rig, "finish")
    assert said.startswith("C’est fait. Bonne lecture. 4 livres à rendre le samedi 12 décembre.")
    assert "Germinal. Vingt mille lieues sous les mers." in said
    assert "Sur papier. Il sort de la borne, bouton." in said


def test_countdown_is_told_twice(rig: KioskRig, ear: HeardVoice) -> None:
    listen(rig, "tray")
    for seconds in (18, 17, 16, 11, 10, 9):
        end_of_speech(rig)
        rig.show(replace(TRAY, seconds_left=seconds))
    assert ear.heard[1:] == [
        "La page se ferme dans 18 secondes.", "La page se ferme dans 10 secondes."
    ]  # fmt: skip


def test_any_touch_and_any_key_is_silence(rig: KioskRig, ear: HeardVoice) -> None:
    listen(rig, "tray")
    assert rig.view.listening.speaking
    rig.tap("help")
    hushed = ear.hushed
    assert hushed
    assert ear.heard[-1].startswith("Besoin d’aide ?")
    rig.key(Qt.Key.Key_Shift)
    assert ear.hushed == hushed + 1
    assert not rig.view.listening.speaking


def test_control_the_keyboard_comes_to_is_said(rig: KioskRig, ear: HeardVoice) -> None:
    listen(rig, "start")
    rig.key(Qt.Key.Key_Tab)
    assert rig.focused() == "choose-borrow"
    assert ear.heard[-1] == "Emprunter. Posez vos livres ensemble, bouton"
    rig.item("contrast").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    end_of_speech(rig)
    rig.key(Qt.Key.Key_Space)
    assert ear.heard[-1] == "Contraste, activé"


def test_who_comes_with_the_keyboard_is_told_how_to_listen(rig: KioskRig, ear: HeardVoice) -> None:
    rig.show("start")
    rig.key(Qt.Key.Key_Tab)
    rig.key(Qt.Key.Key_Tab)
    assert ear.heard == ["Pour écouter les pages, appuyez sur F2."]
    rig.show("tray")
    rig.key(Qt.Key.Key_Tab)
    assert len(ear.heard) == 1


def test_next_patron_hears_nothing(rig: KioskRig, ear: HeardVoice) -> None:
    """Guard: `listening.end` in `KioskView._start_afresh`."""
    listen(rig, "tray")
    rig.key(Qt.Key.Key_VolumeUp)
    ended = ear.ended
    rig.show("start")
    assert ear.ended == ended + 1
    assert not rig.view.listening.on
    assert rig.view.listening._reading is None
    said = len(ear.said)
    rig.show("identify")
    assert len(ear.said) == said
    listen(rig, "identify")
    assert ear.said[-1][3] == Manner().volume


def test_louder_and_softer_by_key_and_by_touch(rig: KioskRig, ear: HeardVoice) -> None:
    listen(rig, "tray")
    rig.key(Qt.Key.Key_VolumeDown)
    rig.tap("help")
    rig.tap("softer")
    rig.tap("louder")
    rig.key(Qt.Key.Key_F2)
    levels = [volume for *_, volume in ear.said]
    assert levels == [80, 60, 60, 40, 60, 60]


def test_page_is_read_in_the_language_it_is_shown_in(rig: KioskRig, ear: HeardVoice) -> None:
    listen(rig, "identify")
    rig.view.useLanguage("ar")
    rig.settle()
    _, said, language, _ = ear.said[-1]
    assert language == "ar"
    assert said.startswith("أظهر بطاقتك")


def test_language_without_a_voice_says_so_on_screen(rig: KioskRig, ear: HeardVoice) -> None:
    rig.view.listening.voices(frozenset({"fr"}))
    listen(rig, "identify")
    rig.view.useLanguage("ar")
    rig.settle()
    assert len(ear.said) == 1
    assert "لا يوجد صوت لهذه اللغة هنا بعد." in rig.said()
    rig.view.useLanguage("fr")
    rig.settle()
    assert "listener" not in rig.names()
    assert len(ear.said) == 2


def test_voice_that_fails_says_so_on_screen(rig: KioskRig, ear: HeardVoice) -> None:
    listen(rig, "identify")
    rig.view.listening.speechless("gone")
    rig.settle()
    assert "La voix ne répond pas. L’accueil vous aide." in rig.said()
    rig.tap("listen")
    assert "listener" not in rig.names()


def test_who_is_read_to_is_there(rig: KioskRig, ear: HeardVoice, qtbot) -> None:
    """Guard: `attended`; a long page takes longer than anybody is waited for."""
    told = []
    rig.view.attach(told.append)
    rig.view.listening._stay.setInterval(1)
    rig.show("tray")
    rig.tap("listen")
    told.clear()
    qtbot.waitUntil(lambda: Stayed() in told)
    end_of_speech(rig)
    assert not rig.view.listening._stay.isActive()


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_help_and_settings_have_room_for_who_listens(
    rig: KioskRig, ear: HeardVoice, size: QSize
) -> None:
    rig.resize(size)
    for language in ("es", "ar"):
        listen(rig, "start", language)
        for panel, modes in (("help", ()), ("settings", ("large",))):
            rig.view.modes.use(modes)
            rig.settle()
            rig.tap(panel)
            assert {"softer", "louder"} <= set(rig.names())
            assert faults(rig.window) == [], (language, panel)
            rig.tap(panel)


def test_kiosk_without_a_voice_has_no_button_for_it(rig: KioskRig, ear: HeardVoice) -> None:
    rig.view.listening._voice = None
    rig.view.listening.changed.emit()
    rig.show("tray")
    assert "listen" not in rig.names()
    rig.key(Qt.Key.Key_F2)
    assert ear.heard == []
