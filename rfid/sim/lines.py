"""The twin's end of a line: a pseudo-terminal behind a link, or a TCP port with one client.

Both are non-blocking and belong to the loop of `rfid.sim.server`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import socket
import tty
from pathlib import Path
from typing import Protocol


class Line(Protocol):
    """What the server needs of a line."""

    def descriptors(self) -> list[int]:
        """File descriptors that tell when `receive` has something to do."""

    def receive(self) -> bytes | None:
        """What the host sent, b"" for nothing, None when the host has just closed the line."""

    def send(self, data: bytes) -> None:
        """Towards the host; lost when there is none."""

    def plug(self) -> None:
        """Be there."""

    def unplug(self) -> None:
        """Be gone, as if the cable were pulled."""


class PtyLine:
    """A new pseudo-terminal at each `plug`, reached through a symbolic link that stays the same."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._master = -1
        self._host_there = False

    def descriptors(self) -> list[int]:
        # Without a host the master is always "ready" (hung up): polling it would spin.
        return [self._master] if self._host_there else []

    def receive(self) -> bytes | None:
        if self._master < 0:
            return b""
        hung_up = bool(self._events() & select.POLLHUP)
        was_there, self._host_there = self._host_there, not hung_up
        if hung_up:
            # What the host wrote before it went is of no interest any more.
            with contextlib.suppress(OSError):
                os.read(self._master, 4096)
            return None if was_there else b""
        try:
            return os.read(self._master, 4096)
        except OSError as error:
            if error.errno == errno.EAGAIN:
                return b""
            self._host_there = False
            return None

    def send(self, data: bytes) -> None:
        if self._master >= 0:
            with contextlib.suppress(OSError):
                os.write(self._master, data)

    def plug(self) -> None:
        if self._master >= 0:
            return
        self._master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(self._master, False)
        draft = self._link.with_name(f".{self._link.name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        draft.symlink_to(os.ttyname(slave))
        draft.replace(self._link)
        # Kept open, the slave would hide from us that the host went away.
        os.close(slave)

    def unplug(self) -> None:
        if self._master < 0:
            return
        if self._link.is_symlink():
            self._link.unlink()
        os.close(self._master)
        self._master = -1
        self._host_there = False

    def _events(self) -> int:
        poll = select.poll()
        poll.register(self._master, select.POLLIN)
        return sum(events for _, events in poll.poll(0))


class TcpLine:
    """A listening port; the newest client is the host."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None

    def descriptors(self) -> list[int]:
        return [each.fileno() for each in (self._listener, self._client) if each is not None]

    def receive(self) -> bytes | None:
        if self._listener is not None:
            with contextlib.suppress(BlockingIOError):
                self._welcome(self._listener.accept()[0])
        if self._client is None:
            return b""
        try:
            data = self._client.recv(4096)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if data:
            return data
        self._client.close()
        self._client = None
        return None

    def send(self, data: bytes) -> None:
        if self._client is not None:
            with contextlib.suppress(OSError):
                self._client.sendall(data)

    def plug(self) -> None:
        """Port 0 takes a free one, and keeps it."""
        if self._listener is None:
            self._listener = socket.create_server((self.host, self.port))
            self._listener.setblocking(False)
            self.port = self._listener.getsockname()[1]

    def unplug(self) -> None:
        for each in (self._listener, self._client):
            if each is not None:
                each.close()
        self._listener = self._client = None

    def _welcome(self, client: socket.socket) -> None:
        if self._client is not None:
            self._client.close()
        client.setblocking(False)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._client = client
