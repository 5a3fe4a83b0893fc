"""A TCP line to a reader or a terminal server, every call with a deadline."""

from __future__ import annotations

import logging
import socket

from rfid.errors import ReaderFault

CONNECT_TIMEOUT_S = 1.0
SLICE_S = 0.05
WRITE_TIMEOUT_S = 1.0
_log = logging.getLogger(__name__)


class TcpTransport:
    """One connection; TCP_NODELAY, because a request is one small packet that must go at once."""

    def __init__(self, host: str, port: int) -> None:
        self._where = f"{host}:{port}"
        try:
            self._socket = socket.create_connection((host, port), CONNECT_TIMEOUT_S)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            raise ReaderFault(f"{self._where} cannot be reached: {error}") from error

    def write(self, data: bytes) -> None:
        try:
            self._socket.settimeout(WRITE_TIMEOUT_S)
            self._socket.sendall(data)
        except OSError as error:
            raise self._fault(error) from error

    def read(self) -> bytes:
        try:
            self._socket.settimeout(SLICE_S)
            data = self._socket.recv(4096)
        except TimeoutError:
            return b""
        except OSError as error:
            raise self._fault(error) from error
        if not data:
            raise ReaderFault(f"{self._where} closed the connection")
        return data

    def discard(self) -> None:
        try:
            self._socket.setblocking(False)
            while data := self._socket.recv(4096):
                _log.debug("%s: %d late bytes thrown away", self._where, len(data))
        except BlockingIOError:
            return
        except OSError as error:
            raise self._fault(error) from error
        raise ReaderFault(f"{self._where} closed the connection")

    def close(self) -> None:
        self._socket.close()

    def _fault(self, error: OSError) -> ReaderFault:
        return ReaderFault(f"{self._where} is lost: {error}")
