"""The card's end of vpcd, the virtual reader driver of pcscd (vsmartcard project).

pcscd listens, the card connects: connected means inserted, closed means removed. Non-blocking, for
the loop of `rfid.sim.server`.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

CONNECT_TIMEOUT_S = 0.2


class VpcdLine:
    """Connected while `card` gives a card; reconnected for another card, and whenever pcscd is
    there again."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self.card: Callable[[], object | None] = lambda: None
        self._plugged = False
        self._inserted: object | None = None
        self._socket: socket.socket | None = None

    def descriptors(self) -> list[int]:
        return [] if self._socket is None else [self._socket.fileno()]

    def receive(self) -> bytes | None:
        card = self.card() if self._plugged else None
        if self._socket is not None and card is not self._inserted:
            self._remove()
            return None
        if self._socket is None:
            if card is not None:
                self._insert(card)
            return b""
        try:
            # Else each answer waits 40 ms for the acknowledgement of the last one.
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            data = self._socket.recv(4096)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if data:
            return data
        self._remove()
        return None

    def send(self, data: bytes) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.sendall(data)

    def plug(self) -> None:
        self._plugged = True

    def unplug(self) -> None:
        self._plugged = False
        self._remove()

    def _insert(self, card: object) -> None:
        with contextlib.suppress(OSError):
            self._socket = socket.create_connection((self.host, self.port), CONNECT_TIMEOUT_S)
            self._socket.setblocking(False)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._inserted = card

    def _remove(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket = None
        self._inserted = None
