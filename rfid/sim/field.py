"""Virtual tags and the field they lie in.

A tag's memory and AFI belong to the tag: lifted and laid down again it is what it was. Two chips
with one UID answer at the same time; what they say differently nobody understands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

UID_SIZE = 8
AFI_LOCK = "afi"
DSFID_LOCK = "dsfid"

NOT_AVAILABLE = 0x10
LOCKED = 0x12


class TagSaysError(Exception):
    """An error answer of a tag (ISO/IEC 15693-3, 7.4.2)."""

    def __init__(self, code: int, block: int = 0) -> None:
        super().__init__(f"error {code:02X}")
        self.code = code
        self.block = block


class NoAnswerError(Exception):
    """Nobody answers, or two answer differently at once."""


@dataclass(slots=True)
class VirtualTag:
    """One chip. `locked` holds block numbers, "afi" and "dsfid"; `first_afi` is the AFI it came
    with."""

    uid: bytes
    memory: bytearray
    afi: int = 0x07
    dsfid: int = 0x3E
    block_size: int = 4
    locked: frozenset[int | str] = frozenset()
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
        self.afi = afi

    def write_dsfid(self, dsfid: int) -> None:
        if DSFID_LOCK in self.locked:
            raise TagSaysError(LOCKED)
        self.dsfid = dsfid


def _ignore(_: VirtualTag) -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class VirtualField:
    """The tags that ever lay here, in order of appearance, and which of them lie here now.

    `on_change` is called after each change of presence, `on_afi` and `on_memory` after each write.
    """

    tags: list[VirtualTag] = field(default_factory=list)
    on_afi: Callable[[VirtualTag], None] = _ignore
    on_memory: Callable[[VirtualTag], None] = _ignore
    on_presence: Callable[[VirtualTag], None] = _ignore
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

    def answering(self, uid: bytes) -> list[VirtualTag]:
        """The chips that feel addressed; raises NoAnswerError when there is none."""
        found = [tag for tag in self._present if tag.uid == uid]
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

    def locked(self, uid: bytes, first: int, count: int) -> list[bool]:
        """For each block whether it is locked."""
        return _one_voice([tag.lock_states(first, count) for tag in self.answering(uid)])


def _without(tag: VirtualTag, tags: list[VirtualTag]) -> list[VirtualTag]:
    return [each for each in tags if each is not tag]


def _one_voice(answers: list[T]) -> T:
    if any(answer != answers[0] for answer in answers):
        raise NoAnswerError
    return answers[0]
