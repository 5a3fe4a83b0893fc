"""A twin on its lines: the loop behind `beaupre readers simulate`.

One thread, one loop: bytes from the lines, orders (JSON lines), the watched FIELD.json; reports go
out as JSON lines. Whoever runs it hands in the orders' descriptor, the report function and the
stop signal.
"""

from __future__ import annotations

import heapq
import json
import os
import select
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rfid.sim.airtime import Pace
from rfid.sim.faults import FaultPlan
from rfid.sim.feig_twin import FeigTwin
from rfid.sim.field import VirtualField, VirtualTag
from rfid.sim.field_file import FieldFile, FieldFileError, write_state
from rfid.sim.lines import Line
from rfid.sim.twin import Happening, Twin, TwinMaker

TICK_S = 0.02
QUIET_S = 0.05
UNPLUGGED_S = 0.5
BROKEN_FILE_S = 0.5
"""A file that cannot be read for so long is not just being written."""
_OFTEN = frozenset({"inventory", "rf_reset", "version"})

Report = dict[str, object]


@dataclass(slots=True)
class TwinServer:
    """`run` serves until `stop()`; `lines` are plugged in by `start`. With a `pace` (of the same
    `clock`) answers take as long as a real reader's. `make` says which reader it is."""

    lines: Sequence[Line]
    field_path: Path
    report: Callable[[Report], None]
    state_path: Path | None = None
    faults: FaultPlan = field(default_factory=FaultPlan)
    orders_fd: int | None = None
    verbose: bool = False
    clock: Callable[[], float] = time.monotonic
    pace: Pace | None = None
    make: TwinMaker = FeigTwin
    _field: VirtualField = field(init=False)
    _file: FieldFile = field(init=False)
    _twin: Twin[Any] = field(init=False)
    _host: Line | None = None
    _plugged: bool = False
    _stopped: bool = False
    _dirty: bool = False
    _orders: bytes = b""
    _heard_s: float = 0.0
    _broken_since_s: float | None = None
    _plug_at_s: float | None = None
    _late: list[tuple[float, int, Line, bytes]] = field(default_factory=list)
    _sent: int = 0

    def __post_init__(self) -> None:
        self._field = VirtualField(
            on_afi=self._afi_written,
            on_memory=self._changed,
            on_presence=self._changed,
            on_eas=self._eas_written,
        )
        self._file = FieldFile(self.field_path, self._field)
        self._twin = self.make(self._field, self.faults, self._happened, pace=self.pace)

    def start(self) -> None:
        """Read the field, be there. Raises FieldFileError or OSError when that is not possible."""
        self._file.refresh()
        self._plug(tell=False)
        self._save(always=True)

    def run(self) -> None:
        """Serve until stopped, then leave no line and a whole state file behind."""
        try:
            while not self._stopped:
                self._turn()
        finally:
            for line in self.lines:
                line.unplug()
            self._save(always=True)

    def stop(self) -> None:
        """May be called from a signal handler."""
        self._stopped = True

    def _turn(self) -> None:
        descriptors = [fd for line in self.lines for fd in line.descriptors()]
        if self.orders_fd is not None:
            descriptors.append(self.orders_fd)
        late_s = self._late[0][0] - self.clock() if self._late else TICK_S
        ready = select.select(descriptors, [], [], min(TICK_S, max(0.0, late_s)))[0]
        if self.orders_fd in ready:
            self._take_orders()
        self._watch_field()
        for line in self.lines:
            self._serve(line)
        self._keep_time()
        self._save()

    def _serve(self, line: Line) -> None:
        data = line.receive()
        if data is None:
            self._twin.hang_up()
        elif data:
            self._host = line
            self._heard_s = self.clock()
            self._send(self._twin.feed(data))
            if self.faults.unplugs():
                self._unplug()
                self._plug_at_s = self.clock() + UNPLUGGED_S

    def _keep_time(self) -> None:
        now_s = self.clock()
        if now_s - self._heard_s > QUIET_S:
            self._twin.quiet()
        while self._late and self._late[0][0] <= now_s:
            _, _, line, data = heapq.heappop(self._late)
            line.send(data)
        if self._plug_at_s is not None and self._plug_at_s <= now_s:
            self._plug()

    def _send(self, data: bytes) -> None:
        if not data or self._host is None:
            return
        # Through the heap also when nothing is late, so that answers never overtake.
        self._sent += 1
        due_s = self.clock() + self._twin.delay_s
        last_s = max((each[0] for each in self._late), default=due_s)
        heapq.heappush(self._late, (max(due_s, last_s), self._sent, self._host, data))
        self._keep_time()

    def _watch_field(self) -> None:
        before = self._field.present()
        try:
            if self._file.refresh():
                self._tell_field(before)
            self._broken_since_s = None
        except FieldFileError as error:
            now_s = self.clock()
            if self._broken_since_s is None:
                self._broken_since_s = now_s
            elif now_s - self._broken_since_s > BROKEN_FILE_S:
                self._broken_since_s = float("inf")
                self.report({"event": "field_error", "error": f"{self.field_path}: {error}"})

    def _tell_field(self, before: list[VirtualTag]) -> None:
        after = self._field.present()
        happened: Report = {
            "event": "field",
            "laid": [_hex(tag) for tag in after if not any(tag is each for each in before)],
            "lifted": [_hex(tag) for tag in before if not any(tag is each for each in after)],
        }
        self.report(happened | {"at_s": self.clock()} if self.verbose else happened)

    # Orders

    def _take_orders(self) -> None:
        data = os.read(self.orders_fd or 0, 65536)
        if not data:
            self.orders_fd = None
            return
        *lines, self._orders = (self._orders + data).split(b"\n")
        for line in lines:
            if line.strip():
                self._obey(line)

    def _obey(self, line: bytes) -> None:
        try:
            order = json.loads(line)
            what = order["do"]
            if what == "arm":
                self._twin.triggers.arm(order["trigger"])
            elif what in ("release", "drop"):
                self._send(self._twin.release() if what == "release" else self._twin.drop())
            elif what == "unplug":
                self._unplug()
            elif what == "plug":
                self._plug()
            elif what == "quit":
                self._stopped = True
            else:
                raise ValueError(f"unknown order {what!r}")
        except (ValueError, KeyError, TypeError) as error:
            self.report({"event": "error", "error": f"order not understood: {error}"})
        else:
            if what != "quit":
                self.report({"event": "done", "do": what})

    def _plug(self, tell: bool = True) -> None:
        self._plug_at_s = None
        if not self._plugged:
            for line in self.lines:
                line.plug()
            self._plugged = True
            if tell:
                self.report({"event": "line", "up": True})

    def _unplug(self) -> None:
        self._plug_at_s = None
        if self._plugged:
            for line in self.lines:
                line.unplug()
            self._plugged = False
            self._late.clear()
            self._twin.hang_up()
            self.report({"event": "line", "up": False})

    # What the twin and the field tell

    def _happened(self, happening: Happening) -> None:
        uid = happening.uid.hex().upper() if happening.uid else None
        if happening.event == "trigger":
            self.report({"event": "trigger", "trigger": happening.name, "uid": uid})
        elif happening.event == "spent":
            if self.verbose:
                self.report(_spent(happening) | {"uid": uid, "at_s": self.clock()})
        elif self.verbose or happening.name not in _OFTEN:
            self.report({"event": "command", "name": happening.name, "n": happening.n, "uid": uid})

    def _afi_written(self, tag: VirtualTag) -> None:
        self._dirty = True
        self._save()
        self.report({"event": "afi", "uid": _hex(tag), "afi": f"{tag.afi:02X}"})

    def _eas_written(self, tag: VirtualTag) -> None:
        self._dirty = True
        self._save()
        self.report({"event": "eas", "uid": _hex(tag), "eas": tag.icode.eas})

    def _changed(self, _: VirtualTag) -> None:
        self._dirty = True

    def _save(self, always: bool = False) -> None:
        if self.state_path is not None and (self._dirty or always):
            self._dirty = False
            write_state(self.state_path, self._field)


def _spent(happening: Happening) -> Report:
    milliseconds = {
        f"{part}_ms": round(1000 * getattr(happening, f"{part}_s"), 3)
        for part in ("air", "line", "gap")
    }
    return {"event": "spent", "name": happening.name, **milliseconds}


def _hex(tag: VirtualTag) -> str:
    return tag.uid.hex().upper()
