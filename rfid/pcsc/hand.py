"""A thread that makes calls which may never come back, so that their caller does not wait for ever.

Calls are made one after the other. One that is stuck keeps the hand, and whatever is to be tidied
up behind it waits there: a handle of the service is given back as soon as it is free again.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any

from rfid.errors import ReaderFault

_Call = Callable[[], Any]


class Hand:
    """`do`, `later` and `end` belong to one thread."""

    def __init__(self, deadline_s: float) -> None:
        self._deadline_s = deadline_s
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._stuck = False
        threading.Thread(target=self._work, name="pcsc-call", daemon=True).start()

    def do(self, call: _Call, what: str) -> Any:
        """What the call returns or raises; ReaderFault when it takes too long, then and ever
        after."""
        if self._stuck:
            raise ReaderFault(f"{what} does not answer")
        answer: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()
        self._calls.put(lambda: answer.put(_tried(call)))
        try:
            result, error = answer.get(timeout=self._deadline_s)
        except queue.Empty:
            self._stuck = True
            raise ReaderFault(f"{what} does not answer within {self._deadline_s:g} s") from None
        if error is not None:
            raise error
        return result

    def later(self, call: _Call) -> None:
        """Nobody waits for this one, nor hears what became of it."""
        self._calls.put(call)

    def end(self) -> None:
        """No more calls: the thread ends when those it has are done."""
        self._calls.put(None)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            with contextlib.suppress(Exception):
                call()


def _tried(call: _Call) -> tuple[Any, BaseException | None]:
    try:
        return call(), None
    except Exception as error:  # noqa: BLE001 - raised anew where the call was asked for
        return None, error
