"""A device twin of a FEIG ISO host reader: takes a host's bytes, gives a reader's bytes.

Behaviour from the FEIG system manuals ID CPR (H20800) and ID ISC.MR101 (H60301) and from drivers in
the field: each tag is reported once until the RF reset (CFG5, ONT), four tags an answer with MORE
for the rest, no answer to a damaged frame, block data backwards inside each block, no ISO host
command while the reader scans by itself (CFG1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rfid.sim import nxp
from rfid.sim.airtime import Pace, inventory_us
from rfid.sim.faults import FaultPlan
from rfid.sim.feig_frames import Request, RequestParser, answer, frame_size
from rfid.sim.field import NoAnswerError, TagSaysError, VirtualField, VirtualTag
from rfid.sim.twin import About, Happening, Reply, Twin, ignore

TAGS_PER_ANSWER = 4
VERSION = bytes((0x03, 0x03, 0x00, 0x44, 77, 0x0D, 0x30))
"""SW-REV 3.3, D-REV 0, HW-TYPE 44, SW-TYPE 77 (ISC.MR102), TR-TYPE 0D30."""
CFG_SIZE = 14
MODE_AT, ONT_AT = 13, 11
"""Where CFG1 has the operating mode, and CFG5 the ONT bit."""

OK, NO_TAG, WRITE_ERROR = 0x00, 0x01, 0x03
PARAMETER, READ_PROTECTED, WRITE_PROTECTED = 0x11, 0x15, 0x16
UNKNOWN_COMMAND, LENGTH_ERROR, NOT_AVAILABLE = 0x80, 0x81, 0x82
OVERFLOW, MORE_DATA, ISO_ERROR = 0x93, 0x94, 0x95

_SUB_COMMANDS = {
    0x01: "inventory",
    0x02: "stay_quiet",
    0x23: "read_blocks",
    0x24: "write_blocks",
    0x27: "write_afi",
    0x29: "write_dsfid",
    0x2C: "block_security",
    0x2B: "system_info",
}
_CONTROL = {
    0x63: "cpu_reset",
    0x65: "version",
    0x69: "rf_reset",
    0x6A: "rf_output",
    0x80: "read_configuration",
    0x81: "write_configuration",
}
_CUSTOM = {
    nxp.SET_EAS: "write_eas",
    nxp.RESET_EAS: "write_eas",
    nxp.EAS_ALARM: "eas_alarm",
    nxp.GET_RANDOM: "get_random",
    nxp.SET_PASSWORD: "set_password",
    nxp.PROTECT: "write_protection",
}


@dataclass(frozen=True, slots=True)
class Firmware:
    """What readers of the family differ in. `most`: tags it finds in one inventory, without MORE;
    None for all. `only_new` is ONT. `mode` is what the EEPROM says: 00 ISO host, 01 scan, 80
    buffered. `antennas`: how many the RF output command can choose from. `tells`: its configuration
    can be read. `says_overflow`: that there were more than `most`. `protected`:
    its configuration cannot be written."""

    address: int = 0
    only_standard: bool = False
    most: int | None = None
    only_new: bool = True
    mode: int = 0x00
    antennas: int = 1
    tells: bool = True
    says_overflow: bool = False
    protected: bool = False


class FeigTwin(Twin[Request]):
    """One device; `ram` and `eeprom` are its configuration blocks."""

    def __init__(
        self,
        field: VirtualField,
        faults: FaultPlan | None = None,
        on_happening: Callable[[Happening], None] = ignore,
        *,
        only_standard: bool = False,
        pace: Pace | None = None,
        firmware: Firmware | None = None,
    ) -> None:
        super().__init__(field, faults, on_happening, pace=pace)
        self._firmware = firmware or Firmware(only_standard=only_standard)
        self._parser = RequestParser()
        self._unsent: list[VirtualTag] = []
        self.eeprom = {1: bytearray(CFG_SIZE), 5: bytearray(CFG_SIZE)}
        self.eeprom[1][MODE_AT] = self._firmware.mode
        self.eeprom[5][ONT_AT] = self._firmware.only_new
        self.ram = {at: bytearray(block) for at, block in self.eeprom.items()}

    def requests(self, data: bytes) -> list[Request]:
        return [
            request
            for request in self._parser.feed(data)
            if request.address in (self._firmware.address, 0xFF)
            and not (request.advanced and self._firmware.only_standard)
        ]

    def quiet(self) -> None:
        """At most 12 ms between two characters."""
        self._parser.clear()

    def about(self, request: Request) -> About:
        size, data = frame_size(request), request.data
        name, uid, rest = _named(request)
        if uid is None or not name.endswith(("blocks", "security")) or len(rest) < 2:
            return About(name, uid, size)
        blocks: tuple[bytes, ...] = ()
        if name == "write_blocks" and len(rest) > 3 and len(rest) == 3 + rest[1] * rest[2]:
            wire = data[-rest[1] * rest[2] :]
            step = rest[2]
            blocks = tuple(wire[at : at + step][::-1] for at in range(0, len(wire), step))
        return About(name, uid, size, rest[1], rest[0], blocks)

    def say(self, request: Request, about: About, what: str) -> bytes:
        if what == "ok":
            return self._answer(request, OK)
        if what == "no tag":
            return self._answer(request, NO_TAG)
        data = bytes((0x0F, 0))[: 1 if about.name == "write_afi" else 2]
        return self._answer(request, ISO_ERROR, data)

    def act(self, request: Request, about: About) -> Reply:
        status, data = self._act(request, about)
        outcome = {OK: "done", ISO_ERROR: "error", LENGTH_ERROR: "none"}.get(status, "silence")
        return Reply(outcome, self._answer(request, status, data))

    def _answer(self, request: Request, status: int, data: bytes = b"") -> bytes:
        return answer(request, self._firmware.address, status, data)

    def _act(self, request: Request, about: About) -> tuple[int, bytes]:
        if request.command < 0xB0:
            return self._control(request, about.name)
        if self.ram[1][MODE_AT]:
            return NOT_AVAILABLE, b""
        if about.name == "inventory":
            return self._inventory(request.data)
        if about.name == "unknown":
            return UNKNOWN_COMMAND, b""
        if about.uid is None:
            return LENGTH_ERROR, b""
        rest = _named(request)[2]
        try:
            if request.command == 0xB1:
                return OK, self.field.custom(about.uid, request.data[1], rest)
            return self._address_tag(about.uid, about, rest)
        except NoAnswerError:
            return NO_TAG, b""
        except TagSaysError as error:
            block = bytes((error.block,)) if about.name.endswith("blocks") else b""
            return ISO_ERROR, bytes((error.code,)) + block
        except IndexError:
            return LENGTH_ERROR, b""

    def _control(self, request: Request, name: str) -> tuple[int, bytes]:
        data = request.data
        match name:
            case "version":
                return OK, VERSION
            case "rf_reset":
                self.field.reset()
                return OK, b""
            case "rf_output" if len(data) == 1:
                if data[0] > self._firmware.antennas:
                    return PARAMETER, b""
                self.field.power(data[0])
                return OK, b""
            case "cpu_reset":
                self.ram = {at: bytearray(block) for at, block in self.eeprom.items()}
                self.field.reset()
                return OK, b""
            case "read_configuration" | "write_configuration" if data:
                return self._configure(name, data[0], data[1:])
            case "unknown":
                return UNKNOWN_COMMAND, b""
        return LENGTH_ERROR, b""

    def _configure(self, name: str, address: int, data: bytes) -> tuple[int, bytes]:
        """Bit 7 of the address says EEPROM; what is written there works after a CPU reset."""
        memory = self.eeprom if address & 0x80 else self.ram
        block = memory.get(address & 0x7F)
        if block is None or not self._firmware.tells:
            return READ_PROTECTED, b""
        if name == "read_configuration":
            return OK, bytes(block)
        if len(data) != CFG_SIZE:
            return LENGTH_ERROR, b""
        if self._firmware.protected:
            return WRITE_PROTECTED, b""
        block[:] = data
        return OK, b""

    def _address_tag(self, uid: bytes, about: About, rest: bytes) -> tuple[int, bytes]:
        match about.name:
            case "read_blocks":
                blocks = self.field.read(uid, rest[0], rest[1])
                records = b"".join(b"\x00" + block[::-1] for block in blocks)
                return OK, bytes((len(blocks), len(blocks[0]))) + records
            case "write_blocks":
                if not about.blocks:
                    return LENGTH_ERROR, b""
                self.field.write(uid, about.first, list(about.blocks))
                return OK, b""
            case "write_afi":
                self.field.write_afi(uid, rest[0])
                return OK, b""
            case "write_dsfid":
                self.field.write_dsfid(uid, rest[0])
                return OK, b""
            case "stay_quiet":
                self.field.stay_quiet(uid)
                return OK, b""
            case "block_security":
                states = self.field.locked(uid, rest[0], rest[1])
                return OK, bytes((len(states),)) + bytes(states)
        dsfid, afi, block_size, blocks_in_tag = self.field.system_info(uid)
        memory = bytes((block_size - 1, blocks_in_tag - 1))
        return OK, bytes((dsfid,)) + uid + bytes((afi,)) + memory + b"\x01"

    def _inventory(self, data: bytes) -> tuple[int, bytes]:
        more = data[1:2] == b"\x80"
        most, overflow = self._firmware.most, False
        self.inventory_us = 0.0
        if not more:
            self.return_lifted()
            if not self.ram[5][ONT_AT] & 1:
                self.field.reset()
            new = self.field.listening()
            if self.pace is not None:
                self.inventory_us = inventory_us([t.uid for t in new], self.pace.modulation)
            found = [tag for tag in new if not self.faults.flickers()]
            self._unsent = found[:most]
            overflow = self._firmware.says_overflow and len(found) > len(self._unsent)
        now, self._unsent = self._unsent[:TAGS_PER_ANSWER], self._unsent[TAGS_PER_ANSWER:]
        if not now:
            return NO_TAG, b""
        for tag in now:
            tag.quiet = True
        records = b"".join(b"\x03" + bytes((tag.dsfid,)) + tag.uid for tag in now)
        status = MORE_DATA if self._unsent else OVERFLOW if overflow else OK
        return status, bytes((len(now),)) + records


def _named(request: Request) -> tuple[str, bytes | None, bytes]:
    """The command's name and, where one is addressed, the UID and what follows it."""
    data = request.data
    if request.command == 0xB1:
        name = _CUSTOM.get(data[1], "unknown") if data[:1] == b"\x04" and data[1:] else "unknown"
        data = data[1:]
    elif request.command != 0xB0:
        return _CONTROL.get(request.command, "unknown"), None, b""
    else:
        name = _SUB_COMMANDS.get(data[0], "unknown") if data else "unknown"
    addressed = len(data) >= 10 and data[1] & 0x07 == 1 and name != "inventory"
    return name, data[2:10] if addressed else None, data[10:]


__all__ = ["FeigTwin", "Firmware", "Happening"]
