"""The PC/SC service of a simulation: one reader with a twin in it, inside the process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from rfid.errors import ReaderFault
from rfid.pcsc.service import Card, CardGone, Slot
from rfid.sim.field import VirtualTag


class InSlot(Protocol):
    """What is in the reader (`rfid.sim.pcsc_twin.PcscTwin`)."""

    def card(self) -> VirtualTag | None:
        """The tag that lies there."""

    def apdu(self, apdu: bytes) -> bytes:
        """Its answer; empty when it is gone."""

    def atr(self) -> bytes:
        """As the reader says it."""


class VirtualDesk:
    """Implements `rfid.pcsc.service.Service`. `pulled()`: whether the service is gone."""

    def __init__(self, twin: InSlot, name: str, pulled: Callable[[], bool] = lambda: False) -> None:
        self._twin = twin
        self._name = name
        self._pulled = pulled
        self._last: VirtualTag | None = None
        self._changes = 0

    def readers(self) -> list[str]:
        self.check()
        return [self._name]

    def look(self, reader: str) -> Slot:
        self.check()
        card = self._twin.card()
        if card is not self._last:
            self._changes += 1
            self._last = card
        return Slot(card is not None, self._changes, self._twin.atr() if card else b"")

    def connect(self, reader: str) -> Card:
        self.check()
        card = self._twin.card()
        if card is None:
            raise CardGone(f"{reader}: nothing lies there")
        return _VirtualCard(self, self._twin, card)

    def firmware(self, reader: str) -> str:
        self.check()
        return "1.0.0"

    def close(self) -> None:
        """Nothing is open."""

    def check(self) -> None:
        """Raises ReaderFault while the service is gone."""
        if self._pulled():
            raise ReaderFault("the PC/SC service does not answer")


class _VirtualCard:
    """Serves for as long as this very tag lies there, and never again once it was missed."""

    def __init__(self, desk: VirtualDesk, twin: InSlot, card: VirtualTag) -> None:
        self._desk = desk
        self._twin = twin
        self._card: VirtualTag | None = card

    def transmit(self, apdu: bytes) -> bytes:
        self._desk.check()
        there = self._card is not None and self._twin.card() is self._card
        answer = self._twin.apdu(apdu) if there else b""
        if not answer:
            self._card = None
            raise CardGone("the card was removed")
        return answer

    def close(self) -> None:
        """Nothing to give back."""
