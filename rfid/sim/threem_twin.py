"""A device twin of a 3M / Bibliotheca reader 810 or 210.

Behaviour from the 3M RFID reader protocol specification 1.0.0 (2009) and from drivers in the field:
no answer to a damaged frame; a tag may be listed twice in one inventory; a tag that does not answer
is error 06, whether it left or its EAS is off.
"""

from __future__ import annotations

from collections.abc import Callable

from rfid.sim.air import air_answer
from rfid.sim.airtime import Pace, inventory_us
from rfid.sim.faults import FaultPlan
from rfid.sim.field import NoAnswerError, TagSaysError, VirtualField
from rfid.sim.nxp import EAS_ALARM, RESET_EAS, SET_EAS
from rfid.sim.threem_frames import Request, RequestParser, answer
from rfid.sim.twin import About, Happening, Reply, Twin, ignore

VERSIONS = {"810": bytes.fromhex("0A050002"), "210": bytes.fromhex("0A05021B")}
PARAMETERS = bytes.fromhex("02010103020203 00")
"""What readers in the field answer to command 13."""

OK, NOT_IMPLEMENTED, NO_TRANSPONDER, UNKNOWN = 0x00, 0x02, 0x06, 0x0F
OPTION, PARAMETER = 0x31, 0x32
_TAG_ERRORS = {0x10: 0x11, 0x12: 0x12, 0x01: 0x21, 0x02: 0x22, 0x03: 0x23}

_COMMANDS = {
    0x01: "stay_quiet",
    0x02: "read_blocks",
    0x03: "eas_alarm",
    0x04: "write_blocks",
    0x09: "write_afi",
    0x0A: "read_afi",
    0x0B: "write_dsfid",
    0x0C: "write_eas",
    0x0D: "system_info",
    0x0F: "read_dsfid",
    0x13: "parameters",
    0x14: "pass_through",
    0xFE: "inventory",
}
_PASSED = {0xB2: "get_random", 0xB3: "set_password"}


class ThreeMTwin(Twin[Request]):
    """`model` is 810 or 210: the 810 knows the old style of reading only."""

    def __init__(
        self,
        field: VirtualField,
        faults: FaultPlan | None = None,
        on_happening: Callable[[Happening], None] = ignore,
        *,
        pace: Pace | None = None,
        model: str = "810",
        doubles: bool = False,
    ) -> None:
        super().__init__(field, faults, on_happening, pace=pace)
        self._model = model
        self._doubles = doubles
        self._parser = RequestParser()

    def requests(self, data: bytes) -> list[Request]:
        return self._parser.feed(data)

    def quiet(self) -> None:
        self._parser.clear()

    def about(self, request: Request) -> About:
        body = request.body
        if request.start == 0xD5:
            return About("version" if body == b"\x04\x00\x11" else "unknown", None, request.size)
        name = _COMMANDS.get(body[0], "unknown")
        if name == "pass_through":
            air = body[7:]
            known = air[:1] == b"\x22" and len(air) >= 11
            uid = air[3:11][::-1] if known else None
            return About(_PASSED.get(air[1], name) if known else name, uid, request.size)
        if name in ("parameters", "inventory") or len(body) < 9:
            return About(name, None, request.size)
        uid, rest = body[1:9], body[9:]
        if not name.endswith("blocks") or len(rest) < 2:
            return About(name, uid, request.size)
        blocks: tuple[bytes, ...] = ()
        if name == "write_blocks" and len(rest) == 3 + 4 * rest[1]:
            blocks = tuple(rest[at : at + 4] for at in range(3, len(rest), 4))
        return About(name, uid, request.size, rest[1], rest[0], blocks)

    def say(self, request: Request, about: About, what: str) -> bytes:
        command, uid = request.body[0], about.uid or b""
        if what == "ok":
            return _answer(command, OK, uid)
        return _answer(command, NO_TRANSPONDER if what == "no tag" else UNKNOWN, uid)

    def act(self, request: Request, about: About) -> Reply:
        if request.start == 0xD5:
            if about.name != "version":
                return Reply("none", b"")
            return Reply("none", answer(0xD5, request.body + VERSIONS[self._model]))
        command, uid = request.body[0], about.uid
        try:
            if command == 0x14:
                data = self._passed_through(request.body[1:])
            elif about.name == "parameters":
                data = PARAMETERS
            elif about.name == "inventory":
                data = self._inventory(request.body[1:])
            elif about.name == "unknown":
                return Reply("none", _answer(command, NOT_IMPLEMENTED))
            elif uid is None:
                return Reply("none", _answer(command, PARAMETER))
            else:
                data = uid + self._address_tag(uid, about, request.body[9:])
        except NoAnswerError:
            return Reply("silence", self.say(request, about, "no tag"))
        except TagSaysError as error:
            code = _TAG_ERRORS.get(error.code, UNKNOWN)
            # The general error answer has no UID: the host must take it as well.
            return Reply("error", _answer(command, code))
        except _Refused as refused:
            return Reply("none", _answer(command, refused.code))
        return Reply("done", _answer(command, OK, data))

    def _address_tag(self, uid: bytes, about: About, rest: bytes) -> bytes:
        match about.name:
            case "read_blocks":
                return self._read(uid, about, rest)
            case "write_blocks":
                if not about.blocks:
                    raise _Refused(PARAMETER)
                self.field.write(uid, about.first, list(about.blocks))
            case "write_afi" | "write_dsfid" | "write_eas":
                self._put(uid, about.name, rest)
            case "eas_alarm":
                self.field.custom(uid, EAS_ALARM, b"")
            case "stay_quiet":
                self.field.stay_quiet(uid)
            case _:
                return self._told(uid, about.name, rest)
        return b""

    def _put(self, uid: bytes, name: str, rest: bytes) -> None:
        if len(rest) != 1:
            raise _Refused(PARAMETER)
        if name == "write_afi":
            self.field.write_afi(uid, rest[0])
        elif name == "write_dsfid":
            self.field.write_dsfid(uid, rest[0])
        else:
            self.field.custom(uid, SET_EAS if rest[0] else RESET_EAS, b"")

    def _told(self, uid: bytes, name: str, rest: bytes) -> bytes:
        dsfid, afi, block_size, blocks = self.field.system_info(uid)
        if name == "read_afi":
            return bytes((afi,))
        if name == "read_dsfid":
            return bytes((dsfid,))
        mask = rest[0] & 0x0F if rest else 0
        fields = (bytes((dsfid,)), bytes((afi,)), bytes((block_size - 1, blocks - 1)), b"\x01")
        wanted = b"".join(each for bit, each in enumerate(fields) if mask & 1 << bit)
        return bytes((mask,)) + wanted

    def _read(self, uid: bytes, about: About, rest: bytes) -> bytes:
        if len(rest) not in (2, 3):
            raise _Refused(PARAMETER)
        option = rest[2] if len(rest) == 3 else 0
        if option and self._model == "810":
            raise _Refused(OPTION)
        blocks = self.field.read(uid, about.first, about.count)
        locks = self.field.locked(uid, about.first, about.count)
        head = bytes((about.first, about.count)) if option & 4 else bytes((about.count,))
        for number, (block, lock) in enumerate(zip(blocks, locks, strict=True), about.first):
            if not option & 4:
                head += bytes((number, lock))
            elif not option & 8:
                head += bytes((lock,))
            head += block
        return head

    def _passed_through(self, rest: bytes) -> bytes:
        if len(rest) < 8 or int.from_bytes(rest[:2]) != len(rest) - 6:
            raise _Refused(PARAMETER)
        said = air_answer(self.field, rest[6:])
        return said[:1] + (len(said) - 1).to_bytes(2) + said[1:]

    def _inventory(self, rest: bytes) -> bytes:
        if len(rest) != 2:
            raise _Refused(PARAMETER)
        self.return_lifted()
        there = [
            tag
            for tag in self.field.listening()
            if rest[0] in (0, tag.afi) and not self.faults.flickers()
        ]
        pace = self.pace
        self.inventory_us = inventory_us([t.uid for t in there], pace.modulation) if pace else 0.0
        if self._doubles:
            there += there[::2]
        records = (bytes((tag.dsfid,)) * (rest[1] >> 1 & 1) + tag.uid for tag in there)
        return rest + bytes((len(there),)) + b"".join(records)


class _Refused(Exception):
    """The reader itself does not do it."""

    def __init__(self, code: int) -> None:
        super().__init__(f"error {code:02X}")
        self.code = code


def _answer(command: int, error: int, data: bytes = b"") -> bytes:
    return answer(0xD6, bytes((command, error)) + data)
