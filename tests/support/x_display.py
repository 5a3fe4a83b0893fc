"""A display without a screen (Xvfb), and somebody at it who presses everything there is."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest
from Xlib.protocol.event import ClientMessage

MODIFIERS: Final = ("Control_L", "Alt_L", "Super_L", "Shift_L", "ISO_Level3_Shift")
KEYS: Final = (
    *(f"F{number}" for number in range(1, 13)),
    *("Escape", "Tab", "Return", "Delete", "BackSpace", "Menu", "Print", "Home", "End", "space"),
    *("Left", "Right", "Up", "Down", "Prior", "Next", "XF86Back", "XF86HomePage", "XF86PowerOff"),
    *"qwcvnoptsx0123456789",
)
_REMOVE: Final = 0


@contextmanager
def xvfb(width: int, height: int) -> Iterator[str]:
    """Its name, as in DISPLAY."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24"]
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=(write,), stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(read) as said:
            yield f":{said.readline().strip()}"
    finally:
        server.terminate()
        server.wait(20)


class Desk:
    """What is on that display, and what is done to it."""

    def __init__(self, name: str) -> None:
        self._display: Any = Display(name)
        self._root = self._display.screen().root

    def close(self) -> None:
        self._display.close()

    def windows(self) -> list[tuple[int, int, int, int]]:
        """Left, top, width and height of each that is shown."""
        found = []
        for window in self._root.query_tree().children:
            if window.get_attributes().map_state == X.IsViewable:
                at = window.get_geometry()
                found.append((at.x, at.y, at.width, at.height))
        return found

    def picture(self) -> bytes:
        """The whole display as it is now."""
        at = self._root.get_geometry()
        image = self._root.get_image(0, 0, at.width, at.height, X.ZPixmap, 0xFFFFFFFF)
        return bytes(image.data)

    def tap(self, x: int, y: int) -> None:
        """One touch."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, 1)
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()

    def ill_use(self, rng: random.Random) -> None:
        """Something that could lead out of a program: keys with modifiers, each button of a mouse,
        dragging, the wheel, and what a desktop asks of a window when Alt-F4 is pressed."""
        rng.choice((self._keys, self._keys, self._mouse, self._mouse, self._ask))(rng)
        self._display.sync()

    def _keys(self, rng: random.Random) -> None:
        names = [*rng.sample(MODIFIERS, rng.choice((0, 0, 1, 1, 2, 3))), rng.choice(KEYS)]
        codes = [self._display.keysym_to_keycode(XK.string_to_keysym(name)) for name in names]
        for code in filter(None, codes):
            xtest.fake_input(self._display, X.KeyPress, code)
        for code in filter(None, reversed(codes)):
            xtest.fake_input(self._display, X.KeyRelease, code)

    def _mouse(self, rng: random.Random) -> None:
        button = rng.choice((1, 1, 1, 2, 3, 4, 5, 8, 9))
        self._move(rng)
        xtest.fake_input(self._display, X.ButtonPress, button)
        if rng.random() < 0.3:
            self._move(rng)
        xtest.fake_input(self._display, X.ButtonRelease, button)

    def _move(self, rng: random.Random) -> None:
        at = self._root.get_geometry()
        x, y = rng.randrange(at.width), rng.choice((0, at.height - 1, rng.randrange(at.height)))
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)

    def _ask(self, rng: random.Random) -> None:
        atom = self._display.intern_atom
        full = atom("_NET_WM_STATE_FULLSCREEN")
        wish = rng.choice(
            (
                ("WM_PROTOCOLS", (atom("WM_DELETE_WINDOW"), X.CurrentTime, 0, 0, 0)),
                ("_NET_WM_STATE", (_REMOVE, full, 0, 1, 0)),
                ("_NET_CLOSE_WINDOW", (X.CurrentTime, 1, 0, 0, 0)),
            )
        )
        for window in self._root.query_tree().children:
            message = ClientMessage(window=window, client_type=atom(wish[0]), data=(32, wish[1]))
            window.send_event(message)
