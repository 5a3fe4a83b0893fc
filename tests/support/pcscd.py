"""The real PC/SC service with a virtual reader, one for each test, beside any that runs already.

pcscd takes a listening socket that it is handed, as from systemd; libpcsclite finds it through
PCSCLITE_CSOCK_NAME. libpcsclite reads that once per process, so the socket has one path for all of
a process's tests.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from rfid.errors import ReaderFault
from rfid.pcsc.service import SystemService

DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
PCSCD = Path("/usr/sbin/pcscd")
RUN = Path("/run/pcscd")
PATIENCE_S = 10.0
_HAND_OVER = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(1, signal.SIGKILL)
socket, pcscd, config = sys.argv[1:]
os.dup2(int(socket), 3)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(pcscd, [pcscd, "--foreground", "--config", config])
"""
"""As systemd hands a socket over: descriptor 3, and the process it is for (sd_listen_fds). It ends
with the tests, however they end (PR_SET_PDEATHSIG)."""

_FOLDER = Path(tempfile.gettempdir()) / f"beaupre-pcscd-{os.getpid()}"
SOCKET = _FOLDER / "pcscd.comm"
os.environ["PCSCLITE_CSOCK_NAME"] = str(SOCKET)


def complaint() -> str:
    """What is missing to run pcscd here, "" for nothing."""
    missing = [path for path in (DRIVER, PCSCD) if not path.exists()]
    if missing:
        return f"{missing[0]} is missing: `make setup`, or apt-get install pcscd vsmartcard-vpcd"
    if os.geteuid() and not (RUN.is_dir() and os.access(RUN, os.W_OK)):
        return f"pcscd needs {RUN}: as root, install -d -o {getpass.getuser()} {RUN}"
    return ""


class Pcscd:
    """`name` is the reader's, `port` where its card connects."""

    name = "Virtual PCD 00 00"

    def __init__(self) -> None:
        wrong = complaint()
        if wrong:
            raise AssertionError(wrong)
        self.port = _two_free_ports()
        _FOLDER.mkdir(mode=0o700, exist_ok=True)
        self._config = _FOLDER / "reader.conf"
        self._config.write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{self.port:#x}\n'
            f"LIBPATH {DRIVER}\nCHANNELID {self.port:#x}\n",
            encoding="utf-8",
        )
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Be there, and have the reader."""
        SOCKET.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(SOCKET))
            listener.listen(16)
            number = listener.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _HAND_OVER, str(number), str(PCSCD), str(self._config)],
                pass_fds=[number],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        try:
            self.until(lambda service: self.name in service.readers())
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """SIGKILL: nobody is told, contexts are dead."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE_S)
            self._process = None
        SOCKET.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave nothing behind."""
        self.kill()
        shutil.rmtree(_FOLDER, ignore_errors=True)

    def until(self, true: Callable[[SystemService], bool]) -> None:
        """Wait until this is so."""
        service = SystemService()
        try:
            deadline_s = time.monotonic() + PATIENCE_S
            while time.monotonic() < deadline_s:
                if true(service):
                    return
                threading.Event().wait(0.01)
            raise ReaderFault(f"not within {PATIENCE_S:g} s")
        finally:
            service.close()


def _two_free_ports() -> int:
    """The driver takes a port and the next."""
    for _ in range(50):
        with socket.create_server(("0.0.0.0", 0)) as first:
            port = first.getsockname()[1]
            try:
                with socket.create_server(("0.0.0.0", port + 1)):
                    return int(port)
            except (OSError, OverflowError):
                continue
    raise AssertionError("no two free ports")
