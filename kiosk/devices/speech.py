"""A voice of the machine: a speech-dispatcher of our own, spoken to by SSIP over its socket.

It is started for one listener and ended with her: socket, log and history of what was said lie in a
folder that goes with it. Blocking; `kiosk.devices.voice` calls it on a thread of its own, and
`beaupre doctor` to see what the machine can say.

SSIP: Speech Dispatcher's "SSIP Documentation", 0.11; codes 2xx are answers, 7xx are events that may
stand between them.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import Final

DISPATCHER: Final = "speech-dispatcher"
PACKAGES: Final = "speech-dispatcher speech-dispatcher-espeak-ng espeak-ng-data"
"""Of Debian, with what speaks all languages of the kiosk."""
PATIENCE_S: Final = 5.0
"""Whoever does not answer by then is not waited for."""
LOOK_S: Final = 0.02
END, CANCEL = b"702", b"703"
_LANGUAGE = re.compile(rb"^249-[^\t]*\t([a-z]{2,3})(?![a-z])[^\t]*\t", re.MULTILINE)


class SpeechFault(Exception):
    """There is no voice, or it does not answer."""


def installed() -> bool:
    """Whether this machine has a speech-dispatcher at all."""
    return shutil.which(DISPATCHER) is not None


class SpeechServer:
    """Open from the start. `config`: a folder with a speechd.conf other than the machine's own.
    Everything raises SpeechFault; after that only `close` makes sense."""

    def __init__(
        self,
        config: Path | None = None,
        *,
        command: str = DISPATCHER,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="beaupre-speech-"))
        self._patience_s = patience_s
        self._lines: deque[bytes] = deque()
        self._rest = b""
        self._message = b""
        self._over = True
        self._socket = socket.socket(socket.AF_UNIX)
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._start(command, config)
            self._ask("SET SELF CLIENT_NAME kiosk:beaupre:page")
            self._ask("SET SELF NOTIFICATION END ON")
            self._ask("SET SELF NOTIFICATION CANCEL ON")
        except SpeechFault:
            self.close()
            raise

    def _start(self, command: str, config: Path | None) -> None:
        """Its own process group: what it starts to speak ends with it."""
        path = self._folder / "socket"
        arguments = [
            *(command, "--run-single", "--timeout", str(round(self._patience_s) or 1)),
            *("--log-level", "1", "--log-dir", str(self._folder)),
            *("--communication-method", "unix_socket", "--socket-path", str(path)),
            *("--pid-file", str(self._folder / "pid")),
            *(("--config-dir", str(config)) if config else ()),
        ]
        try:
            self._process = subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise SpeechFault(f"{command}: {error.strerror or error}") from error
        end_s = time.monotonic() + self._patience_s
        while not self._reached(path):
            if self._process.poll() is not None:
                raise SpeechFault(f"{command} ended at once ({self._process.returncode})")
            if time.monotonic() > end_s:
                raise SpeechFault(f"{command} does not answer")
            time.sleep(LOOK_S)

    def _reached(self, path: Path) -> bool:
        try:
            self._socket.connect(str(path))
        except OSError:
            return False
        return True

    def languages(self) -> frozenset[str]:
        """What it has voices for, ISO 639. Takes a second: the list has thousands of lines."""
        return frozenset(
            code.decode() for code in _LANGUAGE.findall(self._ask("LIST SYNTHESIS_VOICES"))
        )

    def say(self, text: str, language: str, *, rate: int = 0, volume: int = 100) -> None:
        """Begin to say it, in place of what is being said. `rate`: -100 to 100, 0 the voice's own;
        `volume` 0 to 100."""
        self.stop()
        self._ask(f"SET SELF LANGUAGE {language}")
        self._ask(f"SET SELF RATE {rate}")
        self._ask(f"SET SELF VOLUME {2 * volume - 100}")
        self._ask("SPEAK")
        lines = (f".{line}" if line.startswith(".") else line for line in text.splitlines())
        answer = self._ask("\r\n".join(lines) + "\r\n.")
        self._message, self._over = answer.splitlines()[0].removeprefix(b"225-"), False

    def stop(self) -> None:
        """Silence."""
        self._ask("STOP SELF")
        self._over = True

    def over(self, wait_s: float) -> bool:
        """Whether what was said last has come to its end, by now or within that time."""
        end_s = time.monotonic() + wait_s
        while not self._over:
            line = self._line(end_s)
            if line is None:
                return False
            self._heed(line)
        return True

    def close(self) -> None:
        """End it, with all it has of what was said."""
        self._socket.close()
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _ask(self, order: str) -> bytes:
        """All lines of the answer. What it says in between is heeded."""
        end_s = time.monotonic() + self._patience_s
        try:
            self._socket.settimeout(self._patience_s)
            self._socket.sendall(order.encode() + b"\r\n")
        except OSError as error:
            raise SpeechFault(f"speech-dispatcher is gone: {error}") from error
        answer: list[bytes] = []
        while True:
            line = self._line(end_s)
            if line is None:
                raise SpeechFault("speech-dispatcher does not answer")
            if line.startswith(b"7"):
                self._heed(line)
                continue
            answer.append(line)
            if line[3:4] != b"-":
                break
        if not answer[-1].startswith(b"2"):
            raise SpeechFault(f"speech-dispatcher refuses: {answer[-1].decode(errors='replace')}")
        return b"\n".join(answer)

    def _heed(self, line: bytes) -> None:
        """`702-7`: message 7 is at its end; the other lines of an event say nothing new."""
        if line[:3] in (END, CANCEL) and line[4:] == self._message:
            self._over = True

    def _line(self, end_s: float) -> bytes | None:
        """The next line; None when none has come by then."""
        while not self._lines:
            left_s = end_s - time.monotonic()
            if left_s <= 0:
                return None
            self._socket.settimeout(left_s)
            try:
                chunk = self._socket.recv(65536)
            except TimeoutError:
                return None
            except OSError as error:
                raise SpeechFault(f"speech-dispatcher is gone: {error}") from error
            if not chunk:
                raise SpeechFault("speech-dispatcher is gone")
            *whole, self._rest = (self._rest + chunk).split(b"\r\n")
            self._lines += whole
        return self._lines.popleft()
