"""The kiosk, watched: `python -m bench.watched kiosk …` is `beaupre kiosk …` that also tells when.

Only the class of its window is replaced by one that looks on. Times are seconds of the kernel's
monotonic clock, which all processes of a machine share.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bench.watch import Watch, say

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication, QSize

    from kiosk.session.events import Event
    from ui.kiosk.view import KioskView

STAGES = (
    ("kiosk.acts.circulation", "Circulation", "recover"),
    ("kiosk.acts.circulation", "Circulation", "lend"),
    ("kiosk.gateway.central", "CentralGateway", "ask"),
)
"""Calls of the station's threads of which begin and end are told."""


def tell_stages() -> None:
    """Wrap the calls of `STAGES`; their modules are there once the station is built."""
    for module, owner, name in STAGES:
        kind = getattr(sys.modules[module], owner)
        setattr(kind, name, _told(getattr(kind, name), name))


def _told(call: Callable[..., Any], name: str) -> Callable[..., Any]:
    def told(*arguments: Any, **named: Any) -> Any:
        began_s = time.monotonic()
        try:
            return call(*arguments, **named)
        finally:
            say(name, began_s=began_s)

    return told


def watch_view(watch: Watch, view: KioskView) -> None:
    """What the session shows, and when each of it was drawn."""

    def shown() -> None:
        state = view.state
        rows = [row.state.value for row in state.rows]
        watch.news({"page": state.page.value, "reader": state.reader_up, "rows": rows})

    attach = view.attach

    def attached(dispatch: Callable[[Event], None]) -> None:
        tell_stages()
        attach(dispatch)

    view.attach = attached
    view.changed.connect(watch.changed)
    view.entryChanged.connect(watch.changed)
    view.stateShown.connect(shown)


def main() -> int:
    """Like `beaupre`, of which the kiosk is the one command that makes sense here."""
    from ui.cli.main import run
    from ui.kiosk import program

    class WatchedWindow(program.KioskWindow):
        """Tells of itself."""

        def __init__(self, app: QCoreApplication, *, size: QSize | None = None) -> None:
            super().__init__(app, size=size)
            self._watch = Watch()
            self._watch.look_at(self.window)

        def open(self, view: KioskView) -> None:
            # First, so that the time the pages take to follow counts.
            watch_view(self._watch, view)
            super().open(view)

    program.KioskWindow = WatchedWindow
    return run()


if __name__ == "__main__":
    sys.exit(main())
