"""The port every reader driver implements.

Drivers are synchronous and single-threaded: `rfid.worker.ReaderWorker` owns one and is its only
caller. Faults are exceptions of `rfid.errors`; a missing tag is `TagNotAnswering`, a missing reader
`ReaderFault`.
"""

from __future__ import annotations

from typing import Protocol

from rfid.types import Afi, ReaderInfo, SystemInfo, TagSighting, Uid


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

    def close(self) -> None:
        """Give the line back; never raises."""
