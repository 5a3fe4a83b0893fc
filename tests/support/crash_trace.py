"""What a process did to the files of a folder, from strace's report.

Only calls that change files or make them durable, and the marks the process made in between. A
call that would change a file in a way not known here is an error: nothing is left out silently.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WATCHED = (
    "pwrite64,write,writev,pwritev,pwritev2,fsync,fdatasync,sync_file_range,ftruncate,truncate,"
    "fallocate,copy_file_range,sendfile,unlink,unlinkat,rename,renameat,renameat2,link,openat,creat"
)
_CALL = re.compile(
    r"^(?P<pid>\d+) +(?:<\.\.\. (?P<resumed>\w+) resumed>|(?P<name>\w+)\()(?P<rest>.*)$"
)
_RESULT = re.compile(r"\) += (-?\d+)")
_FD = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)>(?:, )?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at an offset of a file (named within the folder)."""

    name: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file cut, or stretched, to a size."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Create:
    """A new file in the folder."""

    name: str


@dataclass(frozen=True, slots=True)
class Unlink:
    """A file is gone from the folder."""

    name: str


@dataclass(frozen=True, slots=True)
class Sync:
    """What was written before event `upto` is durable; `name` empty: the folder itself."""

    name: str
    upto: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Something the process said at that moment."""

    content: dict[str, Any]


Event = Write | Truncate | Create | Unlink | Sync | Mark


def record(command: list[str], report: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command under strace, threads and children too."""
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", "70000"]
    return subprocess.run(
        [*strace, "-e", f"trace={WATCHED}", "-o", str(report), *command],
        text=True,
        capture_output=True,
        timeout=90,
        check=False,
        **options,
    )


class TraceParser:
    """`names` are the files of `folder` that matter, `there` those that were there before; `marks`
    is the file of marks."""

    def __init__(
        self, folder: Path, names: Iterable[str], there: Iterable[str], marks: Path
    ) -> None:
        self._folder = str(folder)
        self._paths = {str(folder / name): name for name in names}
        self._marks = str(marks)
        self._begun: dict[str, tuple[str, str, int]] = {}
        self._known = set(there)
        self.events: list[Event] = []

    def parse(self, report: Path) -> list[Event]:
        """All events, in the order in which they were over; marks as soon as they begin."""
        with report.open(encoding="ascii") as lines:
            for line in lines:
                match = _CALL.match(line)
                if match:
                    self._line(match["pid"], match["resumed"], match["name"], match["rest"])
        return self.events

    def _line(self, pid: str, resumed: str | None, name: str | None, rest: str) -> None:
        if resumed:
            began, start, upto = self._begun.pop(pid)
            self._call(began, start + rest, upto)
        elif name and rest.endswith("<unfinished ...>"):
            start = rest.removesuffix("<unfinished ...>").rstrip()
            self._begun[pid] = (name, start, len(self.events))
        elif name:
            self._call(name, rest, len(self.events))

    def _call(self, name: str, rest: str, upto: int) -> None:
        result = _RESULT.search(rest)
        if result is None or int(result[1]) < 0:
            return
        by_fd = _FD.match(rest)
        if name in ("openat", "unlink", "unlinkat", "rename", "renameat", "renameat2", "creat"):
            self._by_path(name, rest)
        elif by_fd is not None:
            self._by_fd(name, _plain(by_fd[2]), rest[by_fd.end() :], upto)

    def _by_path(self, name: str, rest: str) -> None:
        texts = [_plain(text) for text in _TEXT.findall(rest)]
        mine = [self._paths[text] for text in texts if text in self._paths]
        if not mine:
            return
        if name == "openat":
            if "O_CREAT" in rest and mine[0] not in self._known:
                self._known.add(mine[0])
                self.events.append(Create(mine[0]))
            assert "O_TRUNC" not in rest, rest
        elif name == "unlink":
            self._known.discard(mine[0])
            self.events.append(Unlink(mine[0]))
        else:
            raise AssertionError(f"{name} of {mine} is not known here")

    def _by_fd(self, name: str, path: str, rest: str, upto: int) -> None:
        if path == self._marks:
            for line in bytes.fromhex(_TEXT.findall(rest)[0].replace("\\x", "")).splitlines():
                self.events.append(Mark(json.loads(line)))
        elif path == self._folder and name in ("fsync", "fdatasync"):
            self.events.append(Sync("", upto))
        elif path in self._paths:
            self._change(name, self._paths[path], rest, upto)

    def _change(self, name: str, file: str, rest: str, upto: int) -> None:
        if name in ("fsync", "fdatasync"):
            self.events.append(Sync(file, upto))
        elif name == "ftruncate":
            self.events.append(Truncate(file, int(rest.partition(")")[0])))
        elif name == "pwrite64":
            data = bytes.fromhex(_TEXT.findall(rest)[0].replace("\\x", ""))
            size, offset = (int(part) for part in rest.split(")")[-2].split(",")[-2:])
            assert len(data) == size, "a write longer than strace shows"
            self.events.append(Write(file, offset, data))
        else:
            raise AssertionError(f"{name} on {file} is not known here")


def _plain(hexadecimal: str) -> str:
    return bytes.fromhex(hexadecimal.replace("\\x", "")).decode()
