"""Pictures of the kiosk: every page in both orientations and both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ui.cli.conductor.world import PORTRAIT, World

SIZES: Final = {"portrait": PORTRAIT, "landscape": (1920, 1080)}
LANGUAGES: Final = ("fr", "en")


class Shots:
    """Takes the pictures of one scenario: `DIR/PAGE-ORIENTATION-LANGUAGE.png`."""

    def __init__(self, world: World, folder: Path):
        self._world = world
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, page: str) -> None:
        """All four pictures of what is on screen; leaves it in portrait and French."""
        screen = self._world.screen
        for orientation, (width, height) in SIZES.items():
            screen.do(do="resize", width=width, height=height)
            for language in LANGUAGES:
                self._speak(language)
                path = self._folder / f"{page}-{orientation}-{language}.png"
                screen.do(do="grab", path=str(path.resolve()))
        self._speak(LANGUAGES[0])
        width, height = PORTRAIT
        screen.do(do="resize", width=width, height=height)

    def _speak(self, language: str) -> None:
        """Tap the language, opening the bar where the page has only its button."""
        screen = self._world.screen
        state = screen.state()
        if state["language"] == language:
            return
        if f"language-{language}" not in state["names"]:
            screen.tap("language")
            screen.wait(lambda s: f"language-{language}" in s["names"], "the languages")
        screen.tap(f"language-{language}")
        screen.wait(lambda s: s["language"] == language, f"language {language}")
