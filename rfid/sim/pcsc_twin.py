"""A twin of a PC/SC reader and the tag in it: a card that talks to the `vpcd` driver of pcscd.

The reader speaks one of four dialects: transparent exchange (PC/SC 2.02 part 3 supplement), Identiv
FF FC, SpringCard FF F6, or storage commands alone (PC/SC part 3). vpcd (vsmartcard project): each
message is two bytes of length and the data; one byte is control, anything longer an APDU. A card
that is lifted answers nothing; its line closes. Two tags at once are no card.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from dataclasses import dataclass

from rfid.sim.air import ADDRESSED, OPTION, air_answer
from rfid.sim.airtime import INVENTORY_ANSWER, Pace, exchange_us
from rfid.sim.faults import FaultPlan
from rfid.sim.field import NoAnswerError, VirtualField, VirtualTag
from rfid.sim.twin import About, Happening, Reply, Twin, ignore

DIALECTS = ("transparent", "identiv", "springcard", "storage")
OK, WRONG_INS = bytes.fromhex("9000"), bytes.fromhex("6D00")
INNER_OK, INNER_SILENT = bytes.fromhex("C003009000"), bytes.fromhex("C003016401")
INNER_NO_SESSION = bytes.fromhex("C003016985")
_REFUSED = {0x10: "6A82", 0x11: "6982", 0x12: "6982", 0x0F: "6982"}
_SILENT = {"transparent": "6300", "identiv": "6400", "springcard": "6F01", "storage": "6300"}
_ISO = {
    0x20: "read_blocks",
    0x21: "write_blocks",
    0x23: "read_blocks",
    0x27: "write_afi",
    0x29: "write_dsfid",
    0x2B: "system_info",
    0x2C: "block_security",
    0xA2: "write_eas",
    0xA3: "write_eas",
    0xA5: "eas_alarm",
    0xB2: "get_random",
    0xB3: "set_password",
}
_SLOW = frozenset({0x21, 0x27, 0x29, 0xA2, 0xA3})
_CARD_NAMES = {0x04: 0x0014, 0x07: 0x0012}
"""NN NN of the ATR by manufacturer: ICODE SLI, Tag-it HF."""
_TI = 0x07


@dataclass(frozen=True, slots=True)
class Air:
    """What an APDU brings on the air: flags, command, then parameters without the UID."""

    flags: int
    code: int
    rest: bytes
    uid: bytes | None
    timer: bool = True


class PcscTwin(Twin[bytes]):
    """`msb_first`: the UID comes with E0 in front. `block_in_p1`: the storage commands take the
    number of a block in P1 alone."""

    def __init__(
        self,
        field: VirtualField,
        faults: FaultPlan | None = None,
        on_happening: Callable[[Happening], None] = ignore,
        *,
        pace: Pace | None = None,
        dialect: str = "transparent",
        msb_first: bool = False,
        block_in_p1: bool = False,
    ) -> None:
        super().__init__(field, faults, on_happening, pace=pace)
        self._dialect = dialect
        self._msb_first = msb_first
        self._block_in_p1 = block_in_p1
        self._pending = b""
        self._session = False
        self._iso_15693 = False

    def card(self) -> VirtualTag | None:
        """The tag a reader would see."""
        present = self.field.present()
        return present[0] if len(present) == 1 else None

    def apdu(self, apdu: bytes) -> bytes:
        """One command without vpcd's length; b"" when the card is gone."""
        return self.feed(_message(apdu))[2:]

    def atr(self) -> bytes:
        """Of a contactless storage card (PC/SC part 3, 3.1.3.2.3.2)."""
        card = self.card()
        if card is not None and len(card.uid) == 8:
            standard, name = 0x0B, _CARD_NAMES.get(card.uid[1], 0)
        else:
            standard, name = 0x03, 0x0001
        body = bytes.fromhex("8F8001804F0CA000000306") + bytes((standard,)) + name.to_bytes(2)
        body += bytes(4)
        return b"\x3b" + body + bytes((functools.reduce(operator.xor, body),))

    # What the family says

    def requests(self, data: bytes) -> list[bytes]:
        self._pending += data
        found = []
        while len(self._pending) >= 2:
            size = int.from_bytes(self._pending[:2])
            if len(self._pending) < 2 + size:
                break
            found.append(self._pending[2 : 2 + size])
            self._pending = self._pending[2 + size :]
        return found

    def quiet(self) -> None:
        """Half a message waits: the driver sends it in pieces."""

    def hang_up(self) -> None:
        super().hang_up()
        self._pending = b""
        self._session = False

    def about(self, request: bytes) -> About:
        size = len(request)
        if size == 1:
            return About("atr" if request == b"\x04" else "power", None, size)
        if request[:2] == b"\xff\xca":
            return About("inventory", None, size)
        air = self._air(request)
        if air is None:
            return About("session" if request[:2] == b"\xff\xc2" else "unknown", None, size)
        name, rest = _ISO.get(air.code, "unknown"), air.rest
        first = rest[0] if rest else 0
        if name == "read_blocks":
            return About(name, air.uid, size, rest[1] + 1 if len(rest) > 1 else 1, first)
        if name == "write_blocks":
            return About(name, air.uid, size, 1, first, (rest[1:],))
        return About(name, air.uid, size)

    def say(self, request: bytes, about: About, what: str) -> bytes:
        if what == "no tag":
            return b""
        if self._dialect == "transparent":
            data = _spoken(b"\x00") if what == "ok" else INNER_SILENT
            return _message(data + OK)
        return _message(OK if what == "ok" else bytes.fromhex(_SILENT[self._dialect]))

    def act(self, request: bytes, about: About) -> Reply:
        if len(request) == 1:
            if about.name == "power":
                self._session = False
                for tag in self.field.present() if request != b"\x01" else []:
                    tag.lose_power()
                return Reply("none", b"")
            return Reply("none", _message(self.atr()))
        card = self.card()
        if card is None:
            return Reply("silence", b"")
        if about.name == "inventory":
            return self._identify(card, request)
        air = self._air(request)
        if air is None:
            answer = self._manage(request) if request[:2] == b"\xff\xc2" else None
            return Reply("none", _message(WRONG_INS if answer is None else answer + OK))
        if self._dialect == "transparent" and not (self._session and self._iso_15693):
            return Reply("none", _message(INNER_NO_SESSION + OK))
        return self._carry_out(card, air)

    # Dialects

    def _air(self, request: bytes) -> Air | None:
        """What of the request goes on the air, None for nothing or another reader's dialect."""
        card = self.card()
        uid = card.uid if card is not None else None
        head, rest = request[:4], request[5:]
        known = {"identiv": 0xFC, "springcard": 0xF6}.get(self._dialect)
        body = rest[: request[4]] if len(request) > 5 else b""
        # Readers with a wrapping of their own know the standard's storage commands besides.
        if self._dialect != "transparent" and head[:2] in (b"\xff\xb0", b"\xff\xd6"):
            number = head[2] if self._block_in_p1 else int.from_bytes(head[2:])
            if number > 0xFF:
                number = 0xFF
            if head[1] == 0xD6:
                return Air(ADDRESSED, 0x21, bytes((number,)) + body, uid)
            return Air(ADDRESSED, 0x20, bytes((number,)), uid)
        if self._dialect == "transparent":
            return _transceived(body, uid) if head == b"\xff\xc2\x00\x01" else None
        if known is None or head[:2] != bytes((0xFF, known)):
            return None
        # Readers that wrap know their tags: they set the option flag themselves.
        flags = ADDRESSED | (OPTION if uid and uid[1] == _TI and body[:1] == b"\x21" else 0)
        if self._dialect == "identiv":
            return Air(flags, body[0], body[1:], uid) if body else None
        return Air(flags, head[2], body, uid)

    def _manage(self, request: bytes) -> bytes | None:
        """Start, end, switch protocol: FF C2 00 00 and FF C2 00 02."""
        if self._dialect != "transparent":
            return None
        what = request[3:]
        if what[:4] == b"\x00\x02\x81\x00":
            self._session = True
            self._iso_15693 = False
            return INNER_OK
        if what[:4] == b"\x00\x02\x82\x00":
            self._session = False
            return INNER_OK
        if what[:6] == b"\x02\x04\x8f\x02\x02\x03" and self._session:
            self._iso_15693 = True
            return INNER_OK + b"\x8f\x01\x00"
        return INNER_NO_SESSION

    def _identify(self, card: VirtualTag, request: bytes) -> Reply:
        self.return_lifted()
        self.inventory_us = exchange_us(5, INVENTORY_ANSWER)
        if request[2:4] != b"\0\0":
            return Reply("none", _message(bytes.fromhex("6A81")))
        if self.faults.flickers():
            return Reply("silence", _message(bytes.fromhex("6300")))
        uid = card.uid if self._msb_first or len(card.uid) != 8 else card.uid[::-1]
        return Reply("done", _message(uid + OK))

    def _carry_out(self, card: VirtualTag, air: Air) -> Reply:
        request = bytes((air.flags | ADDRESSED, air.code))
        if air.code >= 0xA0:
            manufacturer, rest = air.rest[:1], air.rest[1:]
            request += manufacturer + (air.uid or card.uid)[::-1] + rest
        else:
            request += (air.uid or card.uid)[::-1] + air.rest
        try:
            said = air_answer(self.field, request)
        except NoAnswerError:
            return Reply("silence", self._silence())
        # Done, but too late for this reader, or without the second end of frame that TI waits for.
        late = air.code in _SLOW and not air.timer
        unheard = air.code == 0x21 and card.uid[1] == _TI and not air.flags & OPTION
        if self._dialect == "transparent":
            if late or unheard:
                return Reply("silence", self._silence())
            return Reply("error" if said[0] else "done", _message(_spoken(said) + OK))
        if said[0]:
            return Reply("error", _message(bytes.fromhex(_REFUSED.get(said[1], "6A81"))))
        # SpringCard's answers keep the flags, the others' do not.
        start = 0 if self._dialect == "springcard" and len(said) > 1 else 1
        return Reply("done", _message(said[start:] + OK))

    def _silence(self) -> bytes:
        if self._dialect == "transparent":
            return _message(INNER_SILENT + OK)
        return _message(bytes.fromhex(_SILENT[self._dialect]))


def _transceived(body: bytes, there: bytes | None) -> Air | None:
    """Objects 5F46 (timer) and 95; the tag that lies there is meant when none is addressed."""
    timer = body[:3] == b"\x5f\x46\x04"
    if timer:
        body = body[7:]
    if body[:1] != b"\x95" or len(body) < 4 or len(body) != 2 + body[1]:
        return None
    flags, code, rest = body[2], body[3], body[4:]
    uid = there
    if flags & ADDRESSED:
        start = 1 if code >= 0xA0 else 0
        uid = rest[start : start + 8][::-1]
        rest = rest[:start] + rest[start + 8 :]
    return Air(flags, code, rest, uid, timer)


def _spoken(said: bytes) -> bytes:
    """Objects 92 (bits), 96 (nothing wrong on the air) and 97 (what the tag said)."""
    head = bytes((len(said),)) if len(said) < 0x80 else bytes((0x81, len(said)))
    return INNER_OK + bytes.fromhex("92010096020000") + b"\x97" + head + said


def _message(data: bytes) -> bytes:
    return len(data).to_bytes(2) + data
