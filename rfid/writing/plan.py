"""In which order the blocks of a tag are written. Pure.

A tag may be pulled away after any block. The order makes every state in between read as the old
item, as the new one, or as no item at all, never as a third one: an image with a CRC gets it last.
Where that is not enough, which is tried on every state in between, the first block is emptied
first and written last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rfid.tagdata.detect import decode

_CRC_BYTES = (19, 20)


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks in a row, written with one command: `data` in natural order, whole blocks."""

    first: int
    data: bytes


def changed_blocks(before: bytes, after: bytes, block_size: int) -> list[int]:
    """Numbers of the blocks that differ; both images have the same whole number of blocks."""
    if len(before) != len(after) or len(before) % block_size:
        raise ValueError(f"{len(before)} and {len(after)} bytes are not the same whole blocks")
    return [
        at // block_size
        for at in range(0, len(before), block_size)
        if before[at : at + block_size] != after[at : at + block_size]
    ]


def runs(before: bytes, after: bytes, block_size: int) -> list[Run]:
    """What to write, in order, to get from one image to the other: only blocks that differ, and the
    first one twice where the item could be misread in between."""
    changed = changed_blocks(before, after, block_size)
    last = {at // block_size for at in _CRC_BYTES if at < len(after)}
    early = [block for block in changed if block not in last]
    late = [block for block in changed if block in last]
    plan = [*_grouped(early, after, block_size), *_one_by_one(late, after, block_size)]
    if _is_safe(before, after, plan, block_size):
        return plan
    mark = [Run(0, bytes(block_size))] if any(before[:block_size]) else []
    others = [block for block in changed if block]
    return [*mark, *_grouped(others, after, block_size), *_one_by_one([0], after, block_size)]


def states(before: bytes, plan: list[Run], block_size: int) -> Iterator[bytes]:
    """The memory after each single block of a plan."""
    memory = bytearray(before)
    for run in plan:
        for at in range(0, len(run.data), block_size):
            begin = run.first * block_size + at
            memory[begin : begin + block_size] = run.data[at : at + block_size]
            yield bytes(memory)


def _is_safe(before: bytes, after: bytes, plan: list[Run], block_size: int) -> bool:
    known = (None, decode(before, block_size).tag, decode(after, block_size).tag)
    return all(
        decode(memory, block_size).tag in known for memory in states(before, plan, block_size)
    )


def _one_by_one(blocks: list[int], image: bytes, block_size: int) -> list[Run]:
    return [run for block in blocks for run in _grouped([block], image, block_size)]


def _grouped(blocks: list[int], image: bytes, block_size: int) -> list[Run]:
    grouped: list[Run] = []
    for block in blocks:
        data = image[block * block_size : (block + 1) * block_size]
        if grouped and grouped[-1].first + len(grouped[-1].data) // block_size == block:
            grouped[-1] = Run(grouped[-1].first, grouped[-1].data + data)
        else:
            grouped.append(Run(block, data))
    return grouped
