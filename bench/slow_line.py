"""A line with a round trip: a TCP relay that delivers what it got half a round trip later."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from types import TracebackType
from urllib.parse import urlsplit

CHUNK = 1 << 20


class SlowLine:
    """Between a client at `url` and the server at `upstream`, for the length of a with block."""

    def __init__(self, upstream: str, round_trip_s: float) -> None:
        target = urlsplit(upstream)
        self._target = (target.hostname or "127.0.0.1", target.port or 80)
        self._half_s = round_trip_s / 2
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> SlowLine:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for end in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                # A handshake costs a round trip as well.
                time.sleep(2 * self._half_s)
                far = socket.create_connection(self._target)
                self._open += [near, far]
                for source, sink in ((near, far), (far, near)):
                    source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._carry(source, sink)

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        """Two threads, so that the line holds as much as is sent into it."""
        under_way: queue.Queue[tuple[float, bytes]] = queue.Queue()

        def take() -> None:
            data = b"begin"
            while data:
                try:
                    data = source.recv(CHUNK)
                except OSError:
                    data = b""
                under_way.put((time.monotonic() + self._half_s, data))

        def give() -> None:
            while True:
                due_s, data = under_way.get()
                time.sleep(max(0.0, due_s - time.monotonic()))
                with contextlib.suppress(OSError):
                    if data:
                        sink.sendall(data)
                    else:
                        sink.shutdown(socket.SHUT_WR)
                if not data:
                    return

        for work in (take, give):
            threading.Thread(target=work, daemon=True).start()
