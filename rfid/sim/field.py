"""Virtual tags and the field they lie in: the physics all twins share.

A tag's memory, AFI and EAS belong to the tag: lifted and laid down again it is what it was. What it
knows only while it has power (given passwords, silence) is lost when it leaves the field or the
field is reset. Two chips with one UID answer at the same time; what they say differently nobody
understands.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from rfid.sim import nxp
from rfid.sim.says import NoAnswerError, TagSaysError

T = TypeVar("T")

UID_SIZE = 8
AFI_LOCK = "afi"
DSFID_LOCK = "dsfid"

NOT_AVAILABLE = 0x10
LOCKED = 0x12


@dataclass(slots=True)
class VirtualTag:
    """One chip. `locked` holds block numbers, "afi" and "dsfid"; `first_afi` is the AFI it came
    with. `icode` is what NXP's chips have besides; `antenna` the one it lies on, from 1."""

    uid: bytes
    memory: bytearray
    afi: int = 0x07
    dsfid: int = 0x3E
    block_size: int = 4
    locked: frozenset[int | str] = frozenset()
    icode: nxp.Icode = field(default_factory=nxp.Icode)
    antenna: int = 1
    quiet: bool = False
    first_afi: int = field(init=False)

    def __post_init__(self) -> None:
        self.first_afi = self.afi

    @property
    def blocks(self) -> int:
        return len(self.memory) // self.block_size

    def read(self, first: int, count: int) -> list[bytes]:
        """Blocks in natural order."""
        if not count or first + count > self.blocks:
            raise TagSaysError(NOT_AVAILABLE, first)
        return [
            bytes(self.memory[at * self.block_size : (at + 1) * self.block_size])
            for at in range(first, first + count)
        ]

    def lock_states(self, first: int, count: int) -> list[bool]:
        """For each block whether it is locked."""
        if not count or first + count > self.blocks:
            raise TagSaysError(NOT_AVAILABLE, first)
        return [at in self.locked for at in range(first, first + count)]

    def write(self, first: int, blocks: list[bytes]) -> None:
        """Block after block; those before a locked one stay written."""
        for at, data in enumerate(blocks, first):
            if at >= self.blocks or len(data) != self.block_size:
                raise TagSaysError(NOT_AVAILABLE, at)
            if at in self.locked:
                raise TagSaysError(LOCKED, at)
            self.memory[at * self.block_size : (at + 1) * self.block_size] = data

    def write_afi(self, afi: int) -> None:
        if AFI_LOCK in self.locked:
            raise TagSaysError(LOCKED)
        self.icode.may_write(nxp.AFI)
        self.afi = afi

    def write_dsfid(self, dsfid: int) -> None:
        if DSFID_LOCK in self.locked:
            raise TagSaysError(LOCKED)
        self.dsfid = dsfid

    def custom(self, code: int, parameters: bytes, numbers: random.Random) -> bytes:
        """A command of the manufacturer; only NXP's are known."""
        if self.uid[1] != nxp.MANUFACTURER:
            raise TagSaysError(nxp.NOT_SUPPORTED)
        return self.icode.command(code, parameters, numbers)

    def lose_power(self) -> None:
        """Out of the field, or the field was off for a moment."""
        self.quiet = False
        self.icode.lose_power()


def _ignore(_: VirtualTag) -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class VirtualField:
    """The tags that ever lay here, in order of appearance, and which of them lie here now.

    `on_presence` is called after each change of presence, `on_afi`, `on_eas` and `on_memory` after
    each write. `numbers` is where the tags' random numbers come from. `powered`: the antenna that
    is on; None for all there are.
    """

    tags: list[VirtualTag] = field(default_factory=list)
    on_afi: Callable[[VirtualTag], None] = _ignore
    on_memory: Callable[[VirtualTag], None] = _ignore
    on_presence: Callable[[VirtualTag], None] = _ignore
    on_eas: Callable[[VirtualTag], None] = _ignore
    numbers: random.Random = field(default_factory=lambda: random.Random(0))
    powered: int | None = None
    _present: list[VirtualTag] = field(default_factory=list)
    _slipped: list[VirtualTag] = field(default_factory=list)

    def present(self) -> list[VirtualTag]:
        """In the order they were laid down."""
        return list(self._present)

    def is_present(self, tag: VirtualTag) -> bool:
        return any(each is tag for each in self._present)

    def lay(self, tag: VirtualTag) -> None:
        """Put a tag down, known or new."""
        if not any(each is tag for each in self.tags):
            self.tags.append(tag)
        self._slipped = _without(tag, self._slipped)
        if not self.is_present(tag):
            self._present.append(tag)
            self.on_presence(tag)

    def lift(self, tag: VirtualTag) -> None:
        """Take a tag away, one that has slipped out of reach too: it will not slip back."""
        self._slipped = _without(tag, self._slipped)
        tag.lose_power()
        if self.is_present(tag):
            self._present = _without(tag, self._present)
            self.on_presence(tag)

    def slip(self, tag: VirtualTag) -> None:
        """A tag gets out of reach by chance; nobody has taken it."""
        if self.is_present(tag):
            self.lift(tag)
            self._slipped.append(tag)

    def slip_back(self, tag: VirtualTag) -> None:
        """And in again, unless somebody has taken it meanwhile."""
        if any(each is tag for each in self._slipped):
            self.lay(tag)

    def reset(self) -> None:
        """The field was off for a moment: every tag starts anew."""
        for tag in self._present:
            tag.lose_power()

    def power(self, antenna: int | None) -> None:
        """Only this antenna is on from now on; 0 for none, None for all."""
        self.powered = antenna
        for tag in self._present:
            if antenna not in (None, tag.antenna):
                tag.lose_power()

    def listening(self) -> list[VirtualTag]:
        """The tags that answer an inventory."""
        return [tag for tag in self._hearing() if not tag.quiet]

    def _hearing(self) -> list[VirtualTag]:
        return [
            tag
            for tag in self._present
            if self.powered in (None, tag.antenna) and not tag.icode.silenced
        ]

    def answering(self, uid: bytes) -> list[VirtualTag]:
        """The chips that feel addressed; raises NoAnswerError when there is none."""
        found = [tag for tag in self._hearing() if tag.uid == uid]
        if not found:
            raise NoAnswerError
        return found

    def read(self, uid: bytes, first: int, count: int) -> list[bytes]:
        return _one_voice([tag.read(first, count) for tag in self.answering(uid)])

    def system_info(self, uid: bytes) -> tuple[int, int, int, int]:
        """DSFID, AFI, block size, number of blocks."""
        return _one_voice(
            [(tag.dsfid, tag.afi, tag.block_size, tag.blocks) for tag in self.answering(uid)]
        )

    def write(self, uid: bytes, first: int, blocks: list[bytes]) -> None:
        for tag in self.answering(uid):
            try:
                tag.write(first, blocks)
            finally:
                self.on_memory(tag)

    def tear(self, uid: bytes, first: int, blocks: list[bytes]) -> None:
        """Write the first half of the blocks, and of the next one the first half of its bytes."""
        whole = len(blocks) // 2
        if whole:
            self.write(uid, first, blocks[:whole])
        for tag in self.answering(uid):
            (old,) = tag.read(first + whole, 1)
            half = tag.block_size // 2
            tag.write(first + whole, [blocks[whole][:half] + old[half:]])
            self.on_memory(tag)

    def write_afi(self, uid: bytes, afi: int) -> None:
        for tag in self.answering(uid):
            tag.write_afi(afi)
            self.on_afi(tag)

    def write_dsfid(self, uid: bytes, dsfid: int) -> None:
        for tag in self.answering(uid):
            tag.write_dsfid(dsfid)
            self.on_memory(tag)

    def stay_quiet(self, uid: bytes) -> None:
        """These answer no inventory until they lost power; the command itself has no answer."""
        for tag in self.answering(uid):
            tag.quiet = True

    def custom(self, uid: bytes, code: int, parameters: bytes) -> bytes:
        """A manufacturer's command: what the tag answers behind the flags."""
        tags = self.answering(uid)
        try:
            return _one_voice([tag.custom(code, parameters, self.numbers) for tag in tags])
        finally:
            if code in nxp.WRITES:
                for tag in tags:
                    self.on_eas(tag)

    def locked(self, uid: bytes, first: int, count: int) -> list[bool]:
        """For each block whether it is locked."""
        return _one_voice([tag.lock_states(first, count) for tag in self.answering(uid)])


__all__ = ["NoAnswerError", "TagSaysError", "VirtualField", "VirtualTag"]


def _without(tag: VirtualTag, tags: list[VirtualTag]) -> list[VirtualTag]:
    return [each for each in tags if each is not tag]


def _one_voice(answers: list[T]) -> T:
    if any(answer != answers[0] for answer in answers):
        raise NoAnswerError
    return answers[0]
