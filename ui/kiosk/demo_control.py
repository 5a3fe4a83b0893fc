"""The drawer's wire to the conductor of a demonstration: it asks, the world moves.

A client of a unix socket with JSON lines; every answer carries the whole world. Exists only when
the kiosk was started with `--demo-control`. What is shown to the scanner is not told to the
conductor: its number is typed into the own window, as a scanner does.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Beaupre.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

ASK_MS = 1000
"""How often the world is looked at: scripts may move it too."""


@QmlElement
@QmlUncreatable("made by the kiosk")
class DemoControl(QObject):
    """The world of a demonstration, as the drawer shows it."""

    changed = Signal()

    def __init__(self, path: Path, scan: Callable[[str], None]) -> None:
        super().__init__()
        self._scan = scan
        self._path = str(path)
        self._world: dict[str, Any] = {}
        self._socket = QLocalSocket(self)
        self._socket.readyRead.connect(self._read)
        self._asking = QTimer(self, interval=ASK_MS)
        self._asking.timeout.connect(self._ask)
        self._asking.start()
        self._ask()

    tags = Property("QVariantList", lambda self: self._world.get("tags", []), notify=changed)
    cards = Property("QVariantList", lambda self: self._world.get("cards", []), notify=changed)
    network = Property(bool, lambda self: self._world.get("network", False), notify=changed)
    reader = Property(bool, lambda self: self._world.get("reader", False), notify=changed)
    paper = Property(str, lambda self: self._world.get("paper", ""), notify=changed)
    receipt = Property(str, lambda self: self._world.get("receipt", ""), notify=changed)

    @Slot(str)
    def lay(self, uid: str) -> None:
        self._send({"do": "lay", "uid": uid})

    @Slot(str)
    def lift(self, uid: str) -> None:
        self._send({"do": "lift", "uid": uid})

    @Slot(bool)
    def setNetwork(self, up: bool) -> None:
        self._send({"do": "network", "up": up})

    @Slot(bool)
    def setReader(self, up: bool) -> None:
        self._send({"do": "reader", "up": up})

    @Slot(str)
    def setPaper(self, state: str) -> None:
        self._send({"do": "paper", "state": state})

    @Slot(str)
    def scan(self, number: str) -> None:
        """Show a card or a thing to the scanner."""
        self._scan(number)

    def _ask(self) -> None:
        self._send({"do": "world"})

    def _send(self, request: dict[str, Any]) -> None:
        if self._socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
            self._socket.connectToServer(self._path)
        if self._socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
            self._socket.write(json.dumps(request).encode() + b"\n")
            self._socket.flush()

    def _read(self) -> None:
        while self._socket.canReadLine():
            try:
                answer = json.loads(self._socket.readLine().data())
            except ValueError:
                continue
            if answer.get("ok") and "tags" in answer and answer != self._world:
                self._world = answer
                self.changed.emit()
