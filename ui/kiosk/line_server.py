"""JSON lines over a unix socket, on the main thread: requests in, answers and news out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

Message = dict[str, Any]
Handler = Callable[[Message, Callable[[Message], None]], None]


class LineServer(QObject):
    """Hands each request to `handle(request, answer)`; `answer` may be called later. The requests
    of a client are taken one after the other, so that the answers come in their order."""

    def __init__(self, path: Path, handle: Handler) -> None:
        super().__init__()
        self._handle = handle
        self._clients: dict[QLocalSocket, _Client] = {}
        QLocalServer.removeServer(str(path))
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not self._server.listen(str(path)):
            raise OSError(f"{path}: {self._server.errorString()}")
        self._server.newConnection.connect(self._welcome)

    def tell(self, message: Message) -> None:
        """News for every client."""
        for client in list(self._clients.values()):
            client.send(message)

    def close(self) -> None:
        """Stop listening and take the socket away."""
        self._server.close()
        for socket in list(self._clients):
            socket.abort()

    def _welcome(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            client = _Client(socket, self._handle)
            self._clients[socket] = client
            socket.readyRead.connect(client.read)
            socket.disconnected.connect(lambda socket=socket: self._clients.pop(socket, None))
            client.read()


class _Client:
    def __init__(self, socket: QLocalSocket, handle: Handler) -> None:
        self._socket = socket
        self._handle = handle
        self._busy = False

    def send(self, message: Message) -> None:
        self._socket.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")
        self._socket.flush()

    def read(self) -> None:
        while not self._busy and self._socket.canReadLine():
            self._busy = True
            line = self._socket.readLine().data()
            try:
                request = json.loads(line)
                if not isinstance(request, dict):
                    raise ValueError("a request is a JSON object")
            except ValueError as error:
                self._answer({"ok": False, "error": str(error)})
            else:
                self._handle(request, self._answer)

    def _answer(self, message: Message) -> None:
        self.send(message)
        self._busy = False
        if self._socket.canReadLine():
            self.read()
