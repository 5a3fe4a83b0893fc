"""The only crossing from worker threads to the main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Dispatcher(QObject):
    """Runs callables on the thread that made it, in the order in which one thread posted them."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, task: Callable[[], None]) -> None:
        """From any thread: `task` runs soon on the owner's thread, never inside this call."""
        self._posted.emit(task)

    def _run(self, task: Callable[[], None]) -> None:
        task()
