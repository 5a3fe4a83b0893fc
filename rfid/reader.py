"""The port every reader driver implements.

Drivers are synchronous and single-threaded: `rfid.worker.ReaderWorker` owns one and is its only
caller. Faults are exceptions of `rfid.errors`; a missing tag is `TagNotAnswering`, a missing reader
`ReaderFault`.
"""

from __future__ import annotations

from typing import Protocol

from rfid.types import Afi, Dsfid, PasswordId, ReaderInfo, SystemInfo, TagSighting, Uid


class Reader(Protocol):
    """One antenna with its electronics."""

    def info(self) -> ReaderInfo:
        """Model, firmware and address of the reader."""

    def inventory(self) -> list[TagSighting]:
        """Wake every tag in the field and list them; a UID that answers twice is listed twice."""

    def system_info(self, uid: Uid) -> SystemInfo:
        """AFI, DSFID and memory layout of one tag."""

    def read_blocks(self, uid: Uid, first: int, count: int) -> bytes:
        """`count` blocks from `first` on, in the natural byte order of the memory."""

    def write_blocks(self, uid: Uid, first: int, data: bytes, block_size: int) -> None:
        """Write whole blocks; the answer of the reader is no proof, read back to verify."""

    def write_afi(self, uid: Uid, afi: Afi) -> None:
        """Write the AFI; the answer of the reader is no proof, read back to verify."""

    def write_dsfid(self, uid: Uid, dsfid: Dsfid) -> None:
        """Write the DSFID; the answer of the reader is no proof, read back to verify."""

    def locked_blocks(self, uid: Uid, first: int, count: int) -> frozenset[int]:
        """Which of these blocks can never be written again."""

    def eas(self, uid: Uid) -> bool:
        """Whether the tag's electronic article surveillance bit is set: it answers the EAS alarm.
        Silence is EAS off only where the tag answers something else: TagNotAnswering otherwise.
        ReaderRefused where reader or tag cannot do this."""

    def write_eas(self, uid: Uid, on: bool) -> None:
        """Set or reset the EAS bit; the answer of the reader is no proof, ask `eas`."""

    def give_password(self, uid: Uid, which: PasswordId, password: int) -> None:
        """Open one tag (NXP: get random number, set password) until it leaves the field. A wrong
        password silences it until the field is reset: TagNotAnswering or TagRefused."""

    def close(self) -> None:
        """Give the line back; never raises."""
