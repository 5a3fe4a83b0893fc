"""The PC/SC service of this machine, through pyscard's functions with a context of its own.

pyscard's monitor threads end without a word when the service stops; there are none here: whoever
polls sees a lost service as ReaderFault and opens anew. So it does with one that does not answer in
time. Error codes: PC/SC part 5, `winscard.h`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from rfid.errors import ConfigurationError, ReaderFault, TagNotAnswering
from rfid.pcsc.hand import Hand

NO_SERVICE = frozenset({0x8010001D, 0x8010001E})
NO_READERS = 0x8010002E
SHARING = 0x8010000B
_TAG_GONE = frozenset(
    {
        0x8010000C,  # no card
        0x8010000F,  # protocol mismatch: half in the field
        0x80100016,  # not transacted: pulled while it was being asked
        0x80100065,  # unsupported: ATR not understood
        0x80100066,  # unresponsive
        0x80100067,  # unpowered
        0x80100068,  # reset
        0x80100069,  # removed
    }
)
_PRESENT, _MUTE, _UNKNOWN, _UNAVAILABLE = 0x0020, 0x0200, 0x0004, 0x0008
_FIRMWARE = 0x00010102
"""SCARD_ATTR_VENDOR_IFD_VERSION: major, minor, build (2 bytes), least significant byte first."""
DEADLINE_S = 3.0
"""For any call: a reader's radio takes a second at most, and USB readers give up after less."""
_SERVICE = "the PC/SC service"


class CardGone(TagNotAnswering):
    """What was connected is not there any more; connect anew."""

    code = "tag_not_answering"


@dataclass(frozen=True, slots=True)
class Slot:
    """What lies in a reader. `changes` counts insertions and removals."""

    present: bool
    changes: int
    atr: bytes


class Card(Protocol):
    """A connected tag or card. It stays the same one: after a swap every call raises CardGone."""

    def transmit(self, apdu: bytes) -> bytes:
        """The answer with its two status bytes. Raises CardGone or ReaderFault."""

    def close(self) -> None:
        """Let go of it; never raises."""


class Service(Protocol):
    """The service, once opened. Everything but `close` raises ReaderFault when it is lost."""

    def readers(self) -> list[str]:
        """Names of all readers there are."""

    def look(self, reader: str) -> Slot:
        """What lies there; returns at once."""

    def connect(self, reader: str) -> Card:
        """Raises CardGone when nothing usable lies there."""

    def firmware(self, reader: str) -> str:
        """What the reader says, "" when it says nothing."""

    def close(self) -> None:
        """Give the context back; never raises."""


class SystemService:
    """The real one. Raises ConfigurationError without pyscard, ReaderFault without the service."""

    def __init__(self, deadline_s: float = DEADLINE_S) -> None:
        self._api = _pyscard()
        self._hand = Hand(deadline_s)
        scope = self._api.SCARD_SCOPE_USER
        try:
            result, self._context = self._do(lambda: self._api.SCardEstablishContext(scope))
            _check(self._api, result, _SERVICE)
        except BaseException:
            self._hand.end()
            raise

    def readers(self) -> list[str]:
        result, names = self._do(lambda: self._api.SCardListReaders(self._context, []))
        if _number(result) == NO_READERS:
            return []
        _check(self._api, result, _SERVICE)
        return list(names)

    def look(self, reader: str) -> Slot:
        asked = [(reader, self._api.SCARD_STATE_UNAWARE)]
        result, states = self._do(lambda: self._api.SCardGetStatusChange(self._context, 0, asked))
        _check(self._api, result, reader)
        _, state, atr = states[0]
        if state & (_UNKNOWN | _UNAVAILABLE):
            raise ReaderFault(f"{reader} is not there any more")
        present = bool(state & _PRESENT) and not state & _MUTE
        return Slot(present, state >> 16 & 0xFFFF, bytes(atr))

    def connect(self, reader: str) -> Card:
        api = self._api
        either = api.SCARD_PROTOCOL_T0 | api.SCARD_PROTOCOL_T1
        exclusive = api.SCARD_SHARE_EXCLUSIVE
        result, handle, protocol = self._do(
            lambda: api.SCardConnect(self._context, reader, exclusive, either)
        )
        _check(api, result, reader)
        return _SystemCard(api, self._hand, handle, protocol, reader)

    def firmware(self, reader: str) -> str:
        """Asked as one: nothing else may hold the reader in between."""
        result, raw = self._do(lambda: self._attribute(reader))
        if _number(result) or len(raw) != 4:
            return ""
        return f"{raw[3]}.{raw[2]}.{raw[0] | raw[1] << 8}"

    def close(self) -> None:
        self._hand.later(lambda: self._api.SCardReleaseContext(self._context))
        self._hand.end()

    def _do(self, call: Callable[[], Any]) -> Any:
        return self._hand.do(call, _SERVICE)

    def _attribute(self, reader: str) -> tuple[int, list[int]]:
        api = self._api
        result, handle, _ = api.SCardConnect(self._context, reader, api.SCARD_SHARE_DIRECT, 0)
        if _number(result):
            return result, []
        result, raw = api.SCardGetAttrib(handle, _FIRMWARE)
        api.SCardDisconnect(handle, api.SCARD_LEAVE_CARD)
        return result, raw


class _SystemCard:
    """One handle, held alone: a transparent session must not be disturbed."""

    def __init__(self, api: Any, hand: Hand, handle: int, protocol: int, reader: str) -> None:
        self._api = api
        self._hand = hand
        self._handle = handle
        self._protocol = protocol
        self._reader = reader

    def transmit(self, apdu: bytes) -> bytes:
        asked = list(apdu)
        result, answer = self._hand.do(
            lambda: self._api.SCardTransmit(self._handle, self._protocol, asked), self._reader
        )
        _check(self._api, result, self._reader)
        if not answer:
            raise CardGone(f"{self._reader}: pulled while it was being asked")
        return bytes(byte & 0xFF for byte in answer)

    def close(self) -> None:
        self._hand.later(
            lambda: self._api.SCardDisconnect(self._handle, self._api.SCARD_LEAVE_CARD)
        )


def _pyscard() -> Any:
    try:
        return importlib.import_module("smartcard.scard")
    except ImportError as error:
        raise ConfigurationError(
            "PC/SC readers need pyscard, which is not installed: pip install 'beaupre[pcsc]'"
            f" (Debian: with gcc, python3-dev and libpcsclite-dev) ({error})"
        ) from error


def _number(result: int) -> int:
    return result & 0xFFFFFFFF


def _check(api: Any, result: int, what: str) -> None:
    number = _number(result)
    if not number:
        return
    if number in NO_SERVICE:
        raise ReaderFault("the PC/SC service does not answer: is pcscd installed and running?")
    if number == SHARING:
        raise ReaderFault(f"{what} is in use by another program")
    text = str(api.SCardGetErrorMessage(result)).rstrip(". ")
    if number in _TAG_GONE:
        raise CardGone(f"{what}: {text} ({number:08X})")
    raise ReaderFault(f"{what}: {text} ({number:08X})")
