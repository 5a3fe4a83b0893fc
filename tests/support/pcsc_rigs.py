"""PC/SC readers with a field of virtual tags: in the process, and behind the real pcscd."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from rfid.pcsc.driver import PcscReader, open_pcsc
from rfid.sim.field import VirtualField, VirtualTag
from rfid.sim.pcsc_desk import VirtualDesk
from rfid.sim.pcsc_twin import PcscTwin
from rfid.sim.vpcd import VpcdLine
from support.pcscd import Pcscd
from support.reader_rigs import EAS, PASSWORDS, LineRig, ReaderRig

NAMES = {
    "transparent": "ACS ACR1552 1S CL Reader PICC 00 00",
    "identiv": "Identiv uTrust 3700 F CL Reader 00 00",
    "springcard": "SpringCard H512 Group Contactless 00 00",
    "storage": "HID Global OMNIKEY 5022 Smart Card Reader 00 00",
}
CAN = {"transparent": frozenset({EAS, PASSWORDS})}


class DeskRig:
    """The reader is called `name`, or as readers of this dialect are."""

    def __init__(self, dialect: str = "transparent", name: str = "", **more: bool) -> None:
        self.can = CAN.get(dialect, frozenset())
        self.name = name or NAMES[dialect]
        self.field = VirtualField()
        self.twin = PcscTwin(self.field, dialect=dialect, **more)
        self._pulled = False
        self._desk = VirtualDesk(self.twin, self.name, lambda: self._pulled)

    def open(self) -> PcscReader:
        return open_pcsc("", "pcsc:", True, lambda: self._desk)

    def lay(self, tag: VirtualTag) -> None:
        self.field.lay(tag)

    def lift(self, tag: VirtualTag) -> None:
        self.field.lift(tag)

    def pull(self) -> None:
        self._pulled = True

    def plug(self) -> None:
        self._pulled = False

    def garble(self, noise: bytes) -> None:
        """APDUs come whole or not at all."""

    def close(self) -> None:
        """Nothing is open."""


class PcscdRig(LineRig):
    """The twin is a card behind pcscd; the cable is pcscd itself, killed and started."""

    def __init__(self) -> None:
        self.pcscd = Pcscd()
        line = VpcdLine("127.0.0.1", self.pcscd.port)

        def make(field: VirtualField) -> PcscTwin:
            twin = PcscTwin(field)
            line.card = twin.card
            return twin

        super().__init__(make, CAN["transparent"], line, lambda: f"pcsc:{self.pcscd.name}")

    def lay(self, tag: VirtualTag) -> None:
        super().lay(tag)
        self._seen(len(self.field.present()) == 1)

    def lift(self, tag: VirtualTag) -> None:
        super().lift(tag)
        self._seen(len(self.field.present()) == 1)

    def pull(self) -> None:
        self.pcscd.kill()

    def plug(self) -> None:
        self.pcscd.start()
        self._seen(len(self.field.present()) == 1)

    def garble(self, noise: bytes) -> None:
        """APDUs come whole or not at all."""

    def close(self) -> None:
        super().close()
        self.pcscd.close()

    def _seen(self, present: bool) -> None:
        """pcscd looks every 0.4 s."""
        name = self.pcscd.name
        self.pcscd.until(lambda service: service.look(name).present == present)


def _desk(dialect: str, name: str, msb_first: bool, _: Path, __: str) -> ReaderRig:
    return DeskRig(dialect, name, msb_first=msb_first)


def behind_pcscd(_: Path, __: str) -> ReaderRig:
    return PcscdRig()


PCSC_RIGS: dict[str, Callable[[Path, str], ReaderRig]] = {
    "pcsc-transparent": partial(_desk, "transparent", "", False),
    "pcsc-identiv": partial(_desk, "identiv", "", False),
    "pcsc-springcard": partial(_desk, "springcard", "Nameless 00 00", True),
    "pcscd": behind_pcscd,
}
