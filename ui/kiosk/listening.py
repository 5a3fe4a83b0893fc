"""Listening instead of looking: reads the pages aloud to the patron who wishes it, to her alone.

Switched on, a page is read when it opens; then what changes on it, and the control the keyboard has
come to. Any touch and any key is silence. It reads what the items of the page are called (see
`ui.kiosk.reading`) through `kiosk.devices.voice`, which the kiosk's program hands in where the
machine has a voice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.session.states import Page, RowState, SessionState
from ui.kiosk import reading
from ui.kiosk.reading import Kind, Line, Reading
from ui.kiosk.veil import veil_of

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow


QML_IMPORT_NAME = "Beaupre.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

SETTLE_MS: Final = 150
"""What belongs together on a page comes together: read after it has come to rest."""
STAY_MS: Final = 5000
"""Who is read to is there."""
SLOWEST_MS: Final = 150
"""For a letter: a voice that is not done by then is not waited for."""
STEP: Final = 20
"""Louder and softer, of 100."""
_HOME: Final = (Page.START, Page.RESTING)
_PRESSING: Final = (RowState.REFUSED, RowState.LIFTED)


class Speaker(Protocol):
    """As `kiosk.devices.voice.Voice`."""

    def say(self, number: int, text: str, language: str, rate: int, volume: int) -> None: ...
    def hush(self) -> None: ...
    def end(self, within_s: float = 0.0) -> None: ...


class Silence:
    """A voice nobody hears, for pictures."""

    def say(self, number: int, text: str, language: str, rate: int, volume: int) -> None:
        """Nothing is heard."""

    def hush(self) -> None:
        """As ever."""

    def end(self, within_s: float = 0.0) -> None:
        """There is nothing to end."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is spoken. `rate` -100 to 100, 0 the voice's own; `volume` 0 to 100. `private`: only
    she who listens hears it."""

    rate: int = 0
    volume: int = 80
    private: bool = False


@QmlElement
@QmlUncreatable("made by the kiosk")
class Listening(QObject):
    """`state` and `language` are asked when something is to be said. `attended` is emitted while
    somebody is read to, `liked` when she chose it, `failed` when the voice cannot speak, `heard`
    when it could."""

    changed = Signal()
    attended = Signal()
    liked = Signal()
    failed = Signal(str)
    heard = Signal()

    def __init__(
        self, parent: QObject, state: Callable[[], SessionState], language: Callable[[], str]
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._language = language
        self.card_length = 13
        self._window: QQuickWindow | None = None
        self._voice: Speaker | None = None
        self._manner = Manner()
        self._voices: frozenset[str] | None = None
        self._words: dict[str, str] = {}
        self._panel = ""
        self._on = False
        self._mute = False
        self._stepped = False
        self._hinted = False
        self._speaking = False
        self._volume = 0
        self._number = 0
        self._reading: Reading | None = None
        self._soon = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._soon.timeout.connect(self._look)
        self._late = QTimer(self, singleShot=True)
        self._late.timeout.connect(self._fell_silent)
        self._stay = QTimer(self, interval=STAY_MS)
        self._stay.timeout.connect(self.attended)

    available = Property(bool, lambda self: self._voice is not None, notify=changed)
    on = Property(bool, lambda self: self._on, notify=changed)
    voiceless = Property(bool, lambda self: self._on and self._lacks_voice(), notify=changed)
    mute = Property(bool, lambda self: self._on and self._mute, notify=changed)

    def _get_words(self) -> dict[str, str]:
        return self._words

    def _set_words(self, words: dict[str, str]) -> None:
        self._words = words

    def _get_panel(self) -> str:
        return self._panel

    def _set_panel(self, panel: str) -> None:
        self._panel = panel
        self.look()

    panel = Property(str, _get_panel, _set_panel)
    """What lies over the page."""
    words = Property("QVariantMap", _get_words, _set_words)
    """What is said beside the names on the pages, in the language of the page."""

    @property
    def speaking(self) -> bool:
        """Whether something is being said. Any thread may ask."""
        return self._speaking

    def offer(self, voice: Speaker, manner: Manner) -> None:
        """From now on there is a voice."""
        self._voice, self._manner = voice, manner
        self._volume = manner.volume
        self.changed.emit()

    def watch(self, window: QQuickWindow | None) -> None:
        """The window that is read; None: it goes."""
        if self._window is not None:
            self.end()
            self._window.activeFocusItemChanged.disconnect(self._moved)
        self._window = window
        if window is not None:
            window.activeFocusItemChanged.connect(self._moved)

    # What she does.

    @Slot()
    def toggle(self) -> None:
        """On: the page is read. Off: silence."""
        if self._on:
            self._stop()
            self._on = False
        else:
            self._start()
        self.changed.emit()

    def again(self) -> None:
        """Read the page from its beginning, whether she listened before or not."""
        if self._voice is not None:
            self._start()
            self.changed.emit()

    @Slot(int)
    def louder(self, steps: int) -> None:
        """By so many steps; the page of the volume is heard at once."""
        self._volume = max(STEP, min(100, self._volume + steps * STEP))
        if self._on:
            self._say(self._words["loud"].replace("%1", str(self._volume)), whole=False)

    def hush(self, *, stepping: bool = False) -> None:
        """A touch or a key: silence, and what comes of it is said. `stepping`: it may move the
        keyboard to another control."""
        self._stepped = stepping and self._voice is not None
        if self._on or self._speaking:
            self._stop()
            self.look()

    def end(self) -> None:
        """She has gone: nothing of what was said is left."""
        self._soon.stop()
        self._stop()
        if self._voice is not None:
            self._voice.end()
        self._on = self._mute = self._stepped = self._hinted = False
        self._reading = None
        self._volume = self._manner.volume
        self.changed.emit()

    # What the voice tells.

    def spoken(self, number: int) -> None:
        if number == self._number:
            self.heard.emit()
            self._fell_silent()

    def voices(self, languages: frozenset[str]) -> None:
        self._voices = languages
        if self._lacks_voice():
            self._stop()
        self.changed.emit()

    def speechless(self, fault: str) -> None:
        self._stop()
        self._mute = True
        self.failed.emit(fault)
        self.changed.emit()

    # What there is to say.

    @Slot()
    def look(self) -> None:
        """Something may have changed: look in a moment."""
        if self._on:
            self._soon.start()

    def _moved(self) -> None:
        if not self._stepped:
            return
        if self._on:
            self._soon.start()
        elif not self._hinted and self._state().page in _HOME:
            self._hinted, self._stepped = True, False
            self._say(self._words["how"], whole=False)
            self.liked.emit()

    def _look(self) -> None:
        if self._window is None:
            return
        now, before = self._read(self._window), self._reading
        stepped, self._stepped = self._stepped, False
        if before is None or before.place != now.place:
            self._reading = now
            self._say(reading.joined(now.lines), whole=True)
            return
        news = reading.changes(before.lines, now.lines)
        at_once = stepped or now.pressing - before.pressing or reading.pressing(news)
        if self.speaking and not at_once:
            return  # looked at again when it has been said
        self._reading = now
        said = list(news)
        if now.focus != before.focus and (stepped or now.focus.item == before.focus.item):
            said.insert(0, Line(Kind.CONTROL, now.focus.text))
        self._say(reading.joined(said), whole=False)

    def _read(self, window: QQuickWindow) -> Reading:
        state = self._state()
        open_ = self._manner.private and state.page is not Page.PIN
        lines = reading.read(window, self._words)
        focus = reading.focused(window, self._words, veiled=not open_)
        if not self._manner.private:
            veil = veil_of(state, self._words, self.card_length)
            lines = tuple(replace(line, text=veil.over(line.text)) for line in lines)
            focus = replace(focus, text=veil.over(focus.text))
        rows = {(row.key, row.state) for row in state.rows if row.state in _PRESSING}
        place = (state.page.value, self._panel, self._language())
        return Reading(place, lines, focus, frozenset(rows | {state.notice}))

    def _say(self, text: str, *, whole: bool) -> None:
        voice = self._voice
        if voice is None or not text or self._mute or self._lacks_voice():
            return
        self._number += 1
        voice.say(self._number, text, self._language(), self._manner.rate, self._volume)
        self._speaking = True
        self._late.start(SLOWEST_MS * len(text) + 5000)
        if whole:
            self._stay.start()
        else:
            self._stay.stop()

    def _start(self) -> None:
        self._on, self._mute, self._reading = True, False, None
        self._soon.start()
        self.liked.emit()

    def _stop(self) -> None:
        self._rest()
        self._number += 1
        if self._voice is not None:
            self._voice.hush()

    def _fell_silent(self) -> None:
        self._rest()
        self.look()

    def _rest(self) -> None:
        self._speaking = False
        self._late.stop()
        self._stay.stop()

    def _lacks_voice(self) -> bool:
        return self._voices is not None and self._language() not in self._voices
