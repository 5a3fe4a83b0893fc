"""The kiosk's program: the window first, its pages and the station behind it, and how all end.

The first frame is on screen before session, pages and station are imported, because their modules
take their time. Called by `beaupre kiosk`; the station itself is composed in `kiosk.station`.
"""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication

from ui.kiosk.window import KioskWindow
from ui.qt.application import FONTS
from ui.qt.dispatcher import Dispatcher
from ui.qt.signals import StopSignals

if TYPE_CHECKING:
    from kiosk.config import KioskConfig
    from kiosk.config.start import SpeechSettings
    from kiosk.devices.health import Health
    from kiosk.devices.voice import Voice
    from kiosk.session.states import SessionState
    from kiosk.station import Station
    from ui.kiosk.demo_control import DemoControl
    from ui.kiosk.demo_socket import DemoSocket
    from ui.kiosk.keys import KeyInput
    from ui.kiosk.view import KioskView

_log = logging.getLogger(__name__)

UNNAMED = "Beaupré"
"""The town, until the station knows where it stands."""
SPEECH = "speech"
"""What the station's health calls reading aloud."""
LOOK = "look"
"""What the station's health calls the town's colours and logo."""
VOICE_END_S = 1.0
SWITCH_S = 0.0005
"""Python's threads take turns after this time. A page asks for its many values one by one, and may
wait for its turn at each while a worker calculates: with Python's own 5 ms that adds up."""


class NotInProduction(Exception):
    """A demo option was given for a station that is none."""


@dataclass(frozen=True, slots=True)
class Options:
    """Of the command line. `size` (width, height) in px; None: the whole screen."""

    size: tuple[int, int] | None
    simulated: bool = False
    demo_socket: Path | None = None
    demo_control: Path | None = None


class KioskProgram:
    """One run. `load` gives the configuration; what it raises ends the run and is raised anew by
    `run`."""

    def __init__(
        self, app: QGuiApplication, options: Options, load: Callable[[], KioskConfig]
    ) -> None:
        self._app = app
        self._options = options
        self._load = load
        self._dispatcher = Dispatcher()
        size = QSize(*options.size) if options.size else None
        self._window = KioskWindow(app, size=size)
        self._keys: KeyInput | None = None
        self._station: Station | None = None
        self._socket: DemoSocket | None = None
        self._control: DemoControl | None = None
        self._voice: Voice | None = None
        self._fault: Exception | None = None

    def run(self) -> int:
        """Until the process is asked to end, or the window is closed where it lets itself be; the
        exit code."""
        window = self._window.window
        signals = StopSignals(self._leave)
        window.frameSwapped.connect(self._first_frame, Qt.ConnectionType.SingleShotConnection)
        if self._options.size is None:
            self._window.fill_screen()
        else:
            window.show()
        window.requestActivate()
        try:
            code = self._app.exec()
        finally:
            signals.close()
            self._end()
        if self._fault is not None:
            raise self._fault
        return code

    def _first_frame(self) -> None:
        """On the render thread, where the platform has one."""
        self._dispatcher.post(self._open)

    def _open(self) -> None:
        try:
            self._start_station(self._load())
        except Exception as fault:  # noqa: BLE001  told by whoever called `run`
            self._fault = fault
            self._leave()

    def _leave(self) -> None:
        # `quit` would ask the window, which says no on the whole screen.
        self._app.exit(0)

    def _start_station(self, config: KioskConfig) -> None:
        from kiosk.config.look import guarded
        from kiosk.station import build_station

        sys.setswitchinterval(SWITCH_S)
        if not config.demo_mode and (self._options.demo_socket or self._options.demo_control):
            raise NotInProduction("a demo socket needs demo_mode = true in the configuration")
        look, refused = guarded(config.look)
        self._window.dress(look, config.look.words)
        view = self._open_pages(config)
        self._station = build_station(
            config,
            post=self._dispatcher.post,
            on_state=lambda state: self._show(view, state),
            fonts=FONTS,
        )
        self._station.spoken = lambda: view.listening.speaking
        self._offer_speech(view, config.speech, self._station.health)
        if refused:
            self._station.health.problem(LOOK, "; ".join(refused))
        view.attach(self._station.dispatch)
        # What start-up made stays. To look through it for garbage again and again would keep the
        # screen waiting each time, for some 30 ms.
        gc.freeze()
        gc.enable()
        self._station.start()

    def _open_pages(self, config: KioskConfig) -> KioskView:
        from ui.kiosk.keys import KeyInput
        from ui.kiosk.screen import Locale
        from ui.kiosk.view import KioskView

        policy = config.session_policy()
        view = KioskView(
            Locale(
                town=UNNAMED,
                branch="",
                languages=config.languages or (),
                card_length=policy.card_length,
                pin_length=policy.pin_length,
                barcodes=policy.lend_by_barcode,
                reset_s=config.start.reset_s,
            )
        )
        view.set_simulated(self._options.simulated)
        self._keys = KeyInput(self._window.window, view)
        self._window.open(view)
        self._open_demo(view)
        return view

    def _offer_speech(self, view: KioskView, settings: SpeechSettings, health: Health) -> None:
        """Nothing of it is started before somebody listens."""
        from kiosk.devices.speech import PACKAGES, SpeechServer, installed
        from kiosk.devices.voice import Voice
        from ui.kiosk.listening import Manner

        if settings.enabled is False:
            return
        if not installed():
            if settings.enabled:
                health.problem(SPEECH, f"nothing speaks here: apt-get install {PACKAGES}")
            return
        listening = view.listening
        self._voice = Voice(SpeechServer, self._dispatcher.post, listening)
        listening.failed.connect(lambda fault: health.problem(SPEECH, fault))
        listening.heard.connect(lambda: health.ok(SPEECH))
        manner = Manner(settings.rate, round(100 * settings.volume), settings.private_output)
        listening.offer(self._voice, manner)

    def _open_demo(self, view: KioskView) -> None:
        window = self._window.window
        if self._options.demo_control is not None:
            from ui.kiosk.demo_control import DemoControl
            from ui.kiosk.typed import type_barcode

            self._control = DemoControl(
                self._options.demo_control, lambda number: type_barcode(window, number)
            )
            self._window.show_drawer(self._control)
        if self._options.demo_socket is not None:
            from ui.kiosk.demo_socket import DemoSocket

            self._socket = DemoSocket(self._options.demo_socket, window, view)

    def _show(self, view: KioskView, state: SessionState) -> None:
        station = self._station
        if station is not None:
            self._learn(view, station)
        view.show_state(state)

    def _learn(self, view: KioskView, station: Station) -> None:
        """What the station knows by now of its place and its pad."""
        known = station.credentials
        if known is not None and known.town:
            names = {"town": known.town, "branch": known.branch_name}
            view.set_locale(replace(view.locale, time_zone=known.time_zone, **names))
        reader = station.reader_info
        if reader is not None:
            view.set_simulated(self._options.simulated or reader.simulated)

    def _end(self) -> None:
        if self._station is not None:
            self._station.stop()
        if self._voice is not None:
            self._voice.end(VOICE_END_S)
        if self._socket is not None:
            self._socket.close()
        self._window.close()
