"""Pictures of every page of the kiosk: both orientations, all languages, all modes.

`take_all` draws the scenes of `ui.kiosk.scenes` off screen, without a station, and writes
`PAGE.ORIENTATION.LANGUAGE.MODE.png` with an `index.json` that names what does not fit; stopped, it
goes on where it was. Called by `beaupre demo --screenshots`; the tests show single shots with
`Gallery`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QImage

from ui.kiosk import WORDS
from ui.kiosk.gallery_index import Entry, Taken, of_program
from ui.kiosk.listening import Manner, Silence
from ui.kiosk.modes import CONTRAST, EASY, LARGE, LOW
from ui.kiosk.scenes import SCENES, TITLES
from ui.kiosk.screen import Locale
from ui.kiosk.view import KioskView
from ui.kiosk.window import KioskWindow
from ui.qt.fitting import faults
from ui.qt.translation import has_easy_words, languages_in

ORIENTATIONS: Final = {"portrait": QSize(1080, 1920), "landscape": QSize(1920, 1080)}
MODES: Final = {"normal": (), "contrast": (CONTRAST,), "200": (LARGE,)}
"""Each page is shown in these."""
MORE_MODES: Final = {"contrast-200": (CONTRAST, LARGE), "low": (LOW,), "easy": (EASY,)}
"""And in these, where they say or show something else."""
VALBREUIL: Final = Locale(town="Valbreuil", branch="Les Tilleuls")
TODAY: Final = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: scene, orientation, language and mode by their names."""

    scene: str
    orientation: str
    language: str
    mode: str

    @property
    def file(self) -> str:
        """Its file name."""
        return f"{self.scene}.{self.orientation}.{self.language}.{self.mode}.png"


def every_shot(scenes: Iterable[str] = SCENES) -> Iterator[Shot]:
    """All there are. Reachability is a matter of a tall screen; short sentences, of a language."""
    for scene, orientation, language in product(scenes, ORIENTATIONS, languages_in(WORDS)):
        for mode in MODES | MORE_MODES:
            if mode == "low" and orientation == "landscape":
                continue
            if mode == "easy" and not has_easy_words(WORDS, language):
                continue
            yield Shot(scene, orientation, language, mode)


class Gallery:
    """A window that shows one scene after the other, without motion."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._view = KioskView(VALBREUIL, today=lambda: TODAY)
        self._view.listening.offer(Silence(), Manner())
        self.shell = KioskWindow(app, size=ORIENTATIONS["portrait"])
        self.shell.open(self._view)
        self.window = self.shell.window
        self.shell.engine.singletonInstance("Beaupre.Look", "Theme").setProperty("motion", False)
        self.window.show()

    def show(self, shot: Shot, *, picture: bool = True) -> QImage:
        """Show it; its picture, or a null one."""
        self.window.resize(ORIENTATIONS[shot.orientation])
        # As if nobody had been there: the page remembers nothing of what it showed before.
        self._view.show_state(replace(SCENES[shot.scene], rows=()))
        self._view.show_state(SCENES[shot.scene])
        self._view.useLanguage(shot.language)
        self._view.modes.use((MODES | MORE_MODES)[shot.mode])
        self.draw()
        return self.window.grabWindow() if picture else QImage()

    def draw(self) -> None:
        """Lay everything out: what one frame lays out anew, the next one draws."""
        self._app.processEvents()
        self.window.grabWindow()
        self._app.processEvents()
        # A page that was left is deleted later, by an event loop; none runs here.
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def faults(self) -> list[str]:
        """What does not fit on the page shown."""
        return faults(self.window, cut_may=TITLES)

    def close(self) -> None:
        """Take the window down."""
        self.shell.close()


def take_all(
    app: QCoreApplication,
    folder: Path,
    shots: Iterable[Shot],
    say: Callable[[str], None],
    progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Write the pictures and `index.json`; how many of them show something that does not fit.
    What this very program has taken before it was stopped stays. OSError where the folder cannot be
    written."""
    taken = Taken(folder, of_program())
    gallery = Gallery(app)
    wanted = list(shots)
    try:
        for done, shot in enumerate(wanted, 1):
            if shot.file not in taken.entries:
                taken.add(_taken(gallery, shot, folder))
            for fault in taken.entries[shot.file]["faults"]:
                say(f"{shot.file}: {fault}")
            progress(done)
    finally:
        gallery.close()
        taken.close()
    index = [taken.entries[shot.file] for shot in wanted]
    taken.finish(index)
    return sum(bool(entry["faults"]) for entry in index)


def _taken(gallery: Gallery, shot: Shot, folder: Path) -> Entry:
    """One picture on disk; its line of the index."""
    if not gallery.show(shot).save(str(folder / shot.file)):
        raise OSError(f"{folder / shot.file} cannot be written")
    return {
        "file": shot.file,
        "page": shot.scene,
        "orientation": shot.orientation,
        "language": shot.language,
        "mode": shot.mode,
        "faults": gallery.faults(),
    }
