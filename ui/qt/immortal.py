"""Keeps a long-running Qt program alive on Python 3.11.

PySide6 6.12 gives away references to constants it does not own: every `Signal.emit` one of `True`.
Python 3.12 made them immortal (PEP 683); Python 3.11 counts them down and aborts the process
("bool_dealloc", "none_dealloc") after some hundred. Here they get more than a kiosk can lose.
"""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 60


def keep_constants_alive() -> None:
    """Before the first signal; without effect where it is not needed or was done before."""
    if sys.version_info >= (3, 12):
        return
    for constant in (None, True, False):
        if sys.getrefcount(constant) < _PLENTY // 2:
            # The reference count is the first field of every object (CPython's object.h).
            ctypes.c_ssize_t.from_address(id(constant)).value += _PLENTY
