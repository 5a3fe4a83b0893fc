"""The PC/SC driver: `rfid.reader.Reader` on a contactless reader behind the PC/SC service.

It sees one tag at a time; two in the field are none or one of them. A connection is held for as
long as a tag lies there and never outlives it, so nothing can be written to the tag that was laid
down after it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rfid.chips import chip_of
from rfid.errors import (
    ConfigurationError,
    FrameError,
    ReaderFault,
    ReaderRefused,
    TagNotAnswering,
    TagRefused,
)
from rfid.iso15693 import HIGH_RATE_ADDRESSED, NXP, alone, get_random, set_password
from rfid.pcsc import patron
from rfid.pcsc.apdu import GET_UID, accepted
from rfid.pcsc.service import Card, CardGone, Service, SystemService
from rfid.pcsc.ways import (
    BLOCK_SECURITY,
    MAX_READ,
    SYSTEM_INFO,
    WRITE_AFI,
    WRITE_DSFID,
    StorageWay,
    Way,
    ways_for,
)
from rfid.types import Afi, Dsfid, PasswordId, ReaderInfo, SystemInfo, TagSighting, Uid

SIMULATED = "Virtual PCD"
_SET_EAS, _RESET_EAS, _EAS_ALARM = 0xA2, 0xA3, 0xA5
_ALARM_SIZE = 32
_MAX_SECURITY = 64
_STORAGE_CARD = bytes.fromhex("A000000306")
_ISO_15693_PARTS = range(0x09, 0x0D)
_OTHER_SLOT = re.compile(r"\b(SAM|ICC|Contact)\b", re.IGNORECASE)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Laid:
    """What lies there: a tag has a `uid`, any other card only its raw one. `way` is found with the
    first command."""

    card: Card
    changes: int
    atr: bytes
    raw_uid: bytes
    uid: Uid | None
    way: Way | None = None


class PcscReader:
    """`name` is one of `service.readers()`. The service is closed with the reader."""

    def __init__(self, service: Service, name: str, url: str, simulated: bool = False) -> None:
        self._service = service
        self._name = name
        self._url = url
        self._simulated = simulated or name.startswith(SIMULATED)
        self._firmware = service.firmware(name)
        self._laid: _Laid | None = None
        self._way: type[Way] | None = None
        service.look(name)

    def info(self) -> ReaderInfo:
        """A reader whose name says nothing is known to be `blocks_only` with the first tag."""
        kinds, named = ways_for(self._name)
        way = self._way or (kinds[0] if named else None)
        alone = way is StorageWay
        return ReaderInfo(self._name, self._firmware, self._url, self._simulated, alone)

    def inventory(self) -> list[TagSighting]:
        """The one tag, or none. The reader does not list its DSFID."""
        laid = self._look()
        return [] if laid is None or laid.uid is None else [TagSighting(laid.uid, None)]

    def patron_card(self) -> patron.Seen | None:
        """The card that lies there if it is no library tag."""
        laid = self._look()
        return None if laid is None or laid.uid is not None else patron.identity(laid.raw_uid)

    def way(self, uid: Uid) -> str:
        """How this tag is reached, for people."""
        with self._reached(uid) as way:
            return way.title

    def system_info(self, uid: Uid) -> SystemInfo:
        with self._reached(uid) as way:
            return way.system_info()

    def read_blocks(self, uid: Uid, first: int, count: int) -> bytes:
        with self._reached(uid) as way:
            size = way.chip.block_size if way.chip else way.system_info().block_size
            steps = range(first, first + count, MAX_READ)
            return b"".join(way.read(at, min(MAX_READ, first + count - at), size) for at in steps)

    def write_blocks(self, uid: Uid, first: int, data: bytes, block_size: int) -> None:
        if len(data) % block_size:
            raise ValueError(f"{len(data)} bytes are no whole blocks of {block_size}")
        with self._reached(uid) as way:
            for at in range(0, len(data), block_size):
                way.write(first + at // block_size, data[at : at + block_size])

    def write_afi(self, uid: Uid, afi: Afi) -> None:
        with self._reached(uid) as way:
            way.ask(WRITE_AFI, bytes((afi,)))

    def write_dsfid(self, uid: Uid, dsfid: Dsfid) -> None:
        with self._reached(uid) as way:
            way.ask(WRITE_DSFID, bytes((dsfid,)))

    def locked_blocks(self, uid: Uid, first: int, count: int) -> frozenset[int]:
        states = b""
        with self._reached(uid) as way:
            for at in range(first, first + count, _MAX_SECURITY):
                some = min(_MAX_SECURITY, first + count - at)
                states += way.ask(BLOCK_SECURITY, bytes((at, some - 1)))[-some:]
        if len(states) != count:
            raise FrameError(f"the locks of {len(states)} blocks instead of {count}")
        return frozenset(at for at, state in enumerate(states, first) if state & 1)

    def eas(self, uid: Uid) -> bool:
        with self._reached(uid) as way:
            try:
                alone(way.custom(_nxp(uid, _EAS_ALARM)), _ALARM_SIZE)
            except CardGone:
                raise
            except TagNotAnswering:
                way.ask(SYSTEM_INFO)  # silence means off only if the tag is still there
                return False
            return True

    def write_eas(self, uid: Uid, on: bool) -> None:
        with self._reached(uid) as way:
            way.custom(_nxp(uid, _SET_EAS if on else _RESET_EAS), changes=True)

    def give_password(self, uid: Uid, which: PasswordId, password: int) -> None:
        with self._reached(uid) as way:
            number = alone(way.custom(get_random(uid)), 2)
            way.custom(set_password(uid, which, password, number))

    def close(self) -> None:
        self._let_go()
        self._service.close()

    # What lies there

    def _look(self) -> _Laid | None:
        """The UID is read each time: a fast swap leaves nothing else to see."""
        slot = self._service.look(self._name)
        laid = self._laid
        if laid is not None and laid.changes != slot.changes:
            self._let_go()
        if not slot.present:
            self._let_go()
            return None
        try:
            if self._laid is not None and self._raw_uid(self._laid.card) == self._laid.raw_uid:
                return self._laid
            self._let_go()
            self._laid = self._connect(slot.changes, slot.atr)
        except (TagNotAnswering, TagRefused, ReaderRefused) as error:
            _log.debug("%s: what lies there has no UID: %s", self._name, error)
            self._let_go()
        return self._laid

    def _connect(self, changes: int, atr: bytes) -> _Laid:
        card = self._service.connect(self._name)
        try:
            raw = self._raw_uid(card)
        except BaseException:
            card.close()
            raise
        return _Laid(card, changes, atr, raw, tag_uid(raw, atr))

    def _raw_uid(self, card: Card) -> bytes:
        return accepted(card.transmit(GET_UID))

    def _let_go(self) -> None:
        if self._laid is not None:
            self._laid.card.close()
            self._laid = None

    @contextmanager
    def _reached(self, uid: Uid) -> Iterator[Way]:
        laid = self._laid or self._look()
        if laid is None or laid.uid != uid:
            raise TagNotAnswering(f"{uid} does not lie on the reader")
        try:
            if laid.way is None:
                laid.way = self._find_way(laid, uid)
            with laid.way.session():
                yield laid.way
        except CardGone:
            self._let_go()
            raise

    def _find_way(self, laid: _Laid, uid: Uid) -> Way:
        chip = chip_of(uid, int.from_bytes(laid.atr[13:15]) if _is_storage(laid.atr) else 0)
        if self._way is not None:
            return self._way(laid.card, uid, chip)
        kinds, named = ways_for(self._name)
        silent: TagNotAnswering | None = None
        for kind in kinds:
            way = kind(laid.card, uid, chip)
            try:
                way.try_out()
            except CardGone:
                raise
            except TagNotAnswering as error:
                if named and kind is kinds[0]:
                    raise
                silent = error
            except (ReaderRefused, TagRefused, FrameError) as error:
                _log.debug("%s: not %s: %s", self._name, way.title, error)
            else:
                _log.info("%s: ISO 15693 by %s", self._name, way.title)
                self._way = kind
                return way
        if silent is not None:
            raise silent
        raise ReaderRefused(f"{self._name} has no known way of reaching ISO 15693 tags")


def tag_uid(raw: bytes, atr: bytes) -> Uid | None:
    """The UID of an ISO 15693 tag, E0 first; None for any other card. Most readers give the least
    significant byte first, some do not: E0 is at one end, and where it is at both, the former."""
    if len(raw) != 8:
        return None
    if _is_storage(atr) and atr[12] not in _ISO_15693_PARTS:
        return None
    for order in (raw[::-1], raw):
        if order[0] == 0xE0:
            return Uid(order)
    return None


def _is_storage(atr: bytes) -> bool:
    """Whether the ATR is that of a storage card (PC/SC part 3, 3.1.3.2.3.2)."""
    return len(atr) >= 19 and atr[7:12] == _STORAGE_CARD


def contactless(names: Sequence[str]) -> list[str]:
    """Without the slots for SAMs and contact cards that some readers have besides."""
    return [name for name in names if not _OTHER_SLOT.search(name)]


def choose(names: Sequence[str], wanted: str) -> str:
    """The reader called so, or the only one that has `wanted` in its name. Raises ReaderFault for
    none, because it may yet be plugged in, and ConfigurationError for several."""
    if wanted in names:
        return wanted
    found = [name for name in contactless(names) if wanted.casefold() in name.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        each = ", ".join(f"pcsc:{name}" for name in found)
        raise ConfigurationError(f"there are {len(found)} PC/SC readers; write one of {each}")
    what = f"no PC/SC reader is called '{wanted}'" if wanted else "there is no PC/SC reader"
    there = f": there are {', '.join(names)}" if names else ""
    raise ReaderFault(what + there)


def open_pcsc(
    wanted: str,
    url: str,
    simulated: bool = False,
    make_service: Callable[[], Service] = SystemService,
) -> PcscReader:
    """Raises ReaderFault or ConfigurationError, and leaves nothing open then."""
    service = make_service()
    try:
        return PcscReader(service, choose(service.readers(), wanted), url, simulated)
    except BaseException:
        service.close()
        raise


def _nxp(uid: Uid, code: int) -> bytes:
    return bytes((HIGH_RATE_ADDRESSED, code, NXP)) + uid.value[::-1]
