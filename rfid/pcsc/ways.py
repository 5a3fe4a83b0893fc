"""Four ways of reaching an ISO 15693 tag through a PC/SC reader.

Transparent: PC/SC 2.02 part 3 supplement, data objects in FF C2 (ACS ACR1552U and others). Identiv:
FF FC, reference guide of uTrust 3700 F. SpringCard: FF F6, guide of the H512 group. Storage: FF B0
and FF D6, PC/SC part 3, all that HID OMNIKEY 5x22 and simple readers know. ISO commands are those
of ISO/IEC 15693-3, section 10; their block counts are n-1.
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterator

from rfid.chips import Chip, manufacturer, option_on_writes
from rfid.errors import FrameError, ReaderRefused, RfidError, TagNotAnswering, TagRefused
from rfid.iso15693 import HIGH_RATE_ADDRESSED
from rfid.pcsc.apdu import accepted, objects
from rfid.pcsc.service import Card
from rfid.types import Afi, Dsfid, SystemInfo, Uid

READ_ONE, WRITE_ONE, READ_MANY = 0x20, 0x21, 0x23
WRITE_AFI, WRITE_DSFID, SYSTEM_INFO, BLOCK_SECURITY = 0x27, 0x29, 0x2B, 0x2C
MAX_READ = 16
"""Blocks in one read: within a short answer for blocks of 4 and of 8 bytes."""
_OPTION = 0x40
_UNSUPPORTED = frozenset({0x01, 0x02, 0x03, 0x0F})
_INFO_PARTS = (1, 1, 2, 1)
"""Bytes of DSFID, AFI, memory size and IC reference, by bit of the information flags."""


class Way(ABC):
    """One tag through one kind of reader, for as long as it lies there."""

    title = ""

    def __init__(self, card: Card, uid: Uid, chip: Chip | None) -> None:
        self.card = card
        self.uid = uid
        self.chip = chip

    @abstractmethod
    def try_out(self) -> None:
        """Raises RfidError when this is not how to reach the tag."""

    @abstractmethod
    def read(self, first: int, count: int, size: int) -> bytes:
        """At most `MAX_READ` blocks."""

    @abstractmethod
    def write(self, number: int, block: bytes) -> None:
        """One block."""

    @abstractmethod
    def system_info(self) -> SystemInfo:
        """As the tag says, or as its chip is known."""

    def ask(self, code: int, parameters: bytes = b"") -> bytes:
        """A command of ISO 15693 to this tag: what it answers behind the flags."""
        raise ReaderRefused(
            f"this reader can only read and write blocks (FF B0, FF D6): no command {code:02X}"
        )

    def custom(self, request: bytes, changes: bool = False) -> bytes:
        """A manufacturer's command, whole as on the air. `changes`: it programs the tag."""
        raise ReaderRefused(
            f"EAS and passwords need a reader with transparent exchange (FF C2): {self.title}"
        )

    @contextlib.contextmanager
    def session(self) -> Iterator[None]:
        """Around everything that belongs together."""
        yield

    def known_chip(self) -> Chip:
        """Raises ReaderRefused when nobody tells the memory layout."""
        if self.chip is None:
            raise ReaderRefused(
                f"{self.title} does not tell the memory layout of a tag, and that of {self.uid}"
                f" ({manufacturer(self.uid)}) is not known: use another reader for it"
            )
        return self.chip

    def info_of_chip(self) -> SystemInfo:
        """From the chip alone; nobody can ask for AFI and DSFID."""
        chip = self.known_chip()
        return SystemInfo(self.uid, None, None, chip.block_size, chip.blocks, 0)


class StorageWay(Way):
    """FF B0 and FF D6: blocks and nothing else. Where the block number stands differs."""

    title = "FF B0"
    _first_byte: bool | None = None

    def try_out(self) -> None:
        self.read(0, 1, self.chip.block_size if self.chip else 4)

    def read(self, first: int, count: int, size: int) -> bytes:
        return b"".join(self._read_one(at, size) for at in range(first, first + count))

    def write(self, number: int, block: bytes) -> None:
        accepted(
            self.card.transmit(b"\xff\xd6" + self._where(number) + bytes((len(block),)) + block)
        )

    def system_info(self) -> SystemInfo:
        return self.info_of_chip()

    def _read_one(self, number: int, size: int) -> bytes:
        where = self._where(number)
        return _sized(
            accepted(self.card.transmit(b"\xff\xb0" + where + bytes((size,)))), size, (0,)
        )

    def _where(self, number: int) -> bytes:
        """16 bits (HID), or the number and 00 (Microsoft): no small tag has a block 256."""
        if number == 0:
            return b"\0\0"
        if self._first_byte is None:
            size = self.chip.block_size if self.chip else 4
            try:
                accepted(self.card.transmit(b"\xff\xb0\x01\x00" + bytes((size,))))
            except (TagRefused, ReaderRefused, TagNotAnswering):
                self._first_byte = False
            else:
                self._first_byte = self.chip is None or self.chip.blocks <= 0x100
        if self._first_byte:
            if number > 0xFF:
                raise ReaderRefused(f"this reader cannot address block {number}")
            return bytes((number, 0))
        return number.to_bytes(2)


class IsoWay(Way):
    """The reader takes commands of ISO 15693 in a wrapping of its own."""

    _one_by_one = False
    _counts_from_one = False

    @abstractmethod
    def ask(self, code: int, parameters: bytes = b"") -> bytes: ...

    def try_out(self) -> None:
        if self.chip is not None and not self.chip.system_info:
            self.ask(READ_ONE, b"\0")
        else:
            self.ask(SYSTEM_INFO)

    def read(self, first: int, count: int, size: int) -> bytes:
        if not self._one_by_one and count > 1:
            try:
                return self._read_many(first, count, size)
            except TagRefused as error:
                if error.iso_error not in _UNSUPPORTED:
                    raise
                self._one_by_one = True
        return b"".join(
            _sized(self.ask(READ_ONE, bytes((at,))), size, (0, 1))
            for at in range(first, first + count)
        )

    def write(self, number: int, block: bytes) -> None:
        self.ask(WRITE_ONE, bytes((number,)) + block)

    def system_info(self) -> SystemInfo:
        if self.chip is not None and not self.chip.system_info:
            return self.info_of_chip()
        data = self.ask(SYSTEM_INFO)
        # Some wrappings leave the answer's flags in front, which are 00, and some do not.
        for start in (1, 0):
            found = self._info(data[start:]) if not start or data[:1] == b"\0" else None
            if found is not None:
                return found
        raise FrameError("system information that is none of this tag")

    def _info(self, data: bytes) -> SystemInfo | None:
        parts = [size if data[:1] and data[0] & 1 << bit else 0 for bit, size in _STEPS]
        if len(data) != 9 + sum(parts) or data[1:9][::-1] != self.uid.value:
            return None
        dsfid, afi, memory, ic = (
            data[9 + sum(parts[:bit]) : 9 + sum(parts[: bit + 1])] for bit, _ in _STEPS
        )
        if not memory:
            chip = self.known_chip()
            memory = bytes((chip.blocks - 1, chip.block_size - 1))
        return SystemInfo(
            uid=self.uid,
            dsfid=Dsfid(dsfid[0]) if dsfid else None,
            afi=Afi(afi[0]) if afi else None,
            block_size=(memory[1] & 0x1F) + 1,
            block_count=memory[0] + 1,
            ic_reference=int.from_bytes(ic),
        )

    def _read_many(self, first: int, count: int, size: int) -> bytes:
        data = self.ask(READ_MANY, bytes((first, count - 1 + self._counts_from_one)))
        if len(data) in ((count - 1) * size, (count - 1) * size + 1) and not self._counts_from_one:
            # A reader that counts from one; asked so from now on.
            self._counts_from_one = True
            data = self.ask(READ_MANY, bytes((first, count)))
        return _sized(data, count * size, (0, 1))


_STEPS = tuple(enumerate(_INFO_PARTS))


class IdentivWay(IsoWay):
    """FF FC 00 00 Lc, command and parameters; the reader adds flags and UID."""

    title = "Identiv FF FC"

    def ask(self, code: int, parameters: bytes = b"") -> bytes:
        body = bytes((code,)) + parameters
        end = b"" if code in (WRITE_ONE, WRITE_AFI, WRITE_DSFID) else b"\0"
        return accepted(self.card.transmit(b"\xff\xfc\x00\x00" + bytes((len(body),)) + body + end))


class SpringCardWay(IsoWay):
    """FF F6, command, 00 Lc, parameters; the reader adds flags and UID."""

    title = "SpringCard FF F6"

    def ask(self, code: int, parameters: bytes = b"") -> bytes:
        head = bytes((0xFF, 0xF6, code, 0x00, len(parameters)))
        end = b"" if code in (WRITE_ONE, WRITE_AFI, WRITE_DSFID) or not parameters else b"\0"
        return accepted(self.card.transmit(head + parameters + end))


class TransparentWay(IsoWay):
    """FF C2: what goes on the air, flags and all; addressed, or a tag would keep its errors for
    itself. The session stops the reader's own polling and is always ended."""

    title = "transparent session FF C2"
    START = bytes.fromhex("FFC2000002810000")
    END = bytes.fromhex("FFC2000002820000")
    ISO_15693 = bytes.fromhex("FFC20002048F020203")
    ONE_SECOND = bytes.fromhex("5F460440420F00")
    """Timer object, microseconds, least significant byte first. Without it a write is answered as
    failed, because the tag needs longer than the reader waits."""
    _open = False

    def try_out(self) -> None:
        with self.session():
            pass

    @contextlib.contextmanager
    def session(self) -> Iterator[None]:
        if self._open:
            yield
            return
        try:
            objects(self.card.transmit(self.START))
            self._open = True
            objects(self.card.transmit(self.ISO_15693))
            yield
        finally:
            self._open = False
            with contextlib.suppress(RfidError):  # the tag or the reader is gone: so is the session
                self.card.transmit(self.END)

    def ask(self, code: int, parameters: bytes = b"") -> bytes:
        writes = code in (WRITE_ONE, WRITE_AFI, WRITE_DSFID)
        flags = HIGH_RATE_ADDRESSED
        if writes and option_on_writes(self.uid):
            flags |= _OPTION
        return self.custom(bytes((flags, code)) + self.uid.value[::-1] + parameters, writes)

    def custom(self, request: bytes, changes: bool = False) -> bytes:
        with self.session():
            found = objects(self.card.transmit(exchange(request, changes)))
        if any(found.get(0x96, b"")[:1]):
            raise TagNotAnswering("the tag's answer was damaged on the air")
        said = found.get(0x97, b"")
        if not said:
            raise TagNotAnswering("the reader got no answer from the tag")
        if said[0] & 1:
            code = said[1] if len(said) > 1 else 0x0F
            raise TagRefused(f"the tag answered error {code:02X}", code)
        return said[1:]


def exchange(request: bytes, changes: bool) -> bytes:
    """FF C2 00 01: object 95, before it the timer when the tag needs time to program itself."""
    body = TransparentWay.ONE_SECOND * changes + bytes((0x95, len(request))) + request
    return bytes.fromhex("FFC20001") + bytes((len(body),)) + body + b"\0"


def _sized(data: bytes, size: int, extra: tuple[int, ...]) -> bytes:
    """The last `size` bytes; what may be in front are the answer's flags, 00."""
    more = len(data) - size
    if more not in extra or any(data[:more]):
        raise FrameError(f"{len(data)} bytes instead of {size}")
    return data[more:]


WAYS: tuple[type[Way], ...] = (TransparentWay, IdentivWay, SpringCardWay, StorageWay)
"""In the order they are tried in: the more a reader can, the earlier."""
_BY_NAME = (
    ("ACR1552", TransparentWay),
    ("uTrust 37", IdentivWay),
    ("Identiv", IdentivWay),
    ("SpringCard", SpringCardWay),
    ("OMNIKEY", StorageWay),
)


def ways_for(reader: str) -> tuple[list[type[Way]], bool]:
    """The ways to try with a reader of this name, likeliest first, and whether the name told."""
    for part, way in _BY_NAME:
        if part.casefold() in reader.casefold():
            return [way, *(each for each in WAYS if each is not way)], True
    return list(WAYS), False
