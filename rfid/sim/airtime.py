"""How long a reader's work takes: on the air (ISO/IEC 15693-3) and on its serial line.

The formulas are those of the air interface at 26.48 kbit/s, one sub-carrier, 1-out-of-4 uplink; the
constants are the data sheets' (ST M24LR04E-R, NXP ICODE SLIX). Times are in microseconds where a
name ends in `_us`. `Pace` is the clock of one simulated reader: the twin asks it how late each
answer is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

BYTE_US: Final = 302.08
"""One byte, either way."""
REQUEST_FRAME_US: Final = 75.52 + 37.76
T1_US: Final = 320.9
"""From the end of a request to the answer."""
T2_US: Final = 309.2
"""From the end of an answer to the next request."""
EMPTY_US: Final = 323.3
"""Without an answer by then, none will come."""
START_US: Final = 151.04
"""Start of an answer: for so long a reader listens whether one begins."""
SLOT_EOF_US: Final = 37.76
PROGRAM_US: Final = 5760.0
"""Until a write is answered: the tag programs its memory first."""
INVENTORY_ANSWER: Final = 12
SLOTS: Final = 16
RF_RESET_US: Final = 15_000.0
LINE_BITS: Final = 11
"""Start, 8 data bits, parity, stop: FEIG's default."""
GAP_S: Final = 0.005
"""Silence a FEIG reader wants between an answer and the next request."""


class Modulation(IntEnum):
    """How deep a reader modulates its requests, in percent: with 10 % an empty slot lasts as long
    as a full one."""

    FULL = 100
    TEN = 10


def request_us(size: int) -> float:
    """A request of `size` bytes, CRC included."""
    return REQUEST_FRAME_US + BYTE_US * size


def answer_us(size: int) -> float:
    """An answer of `size` bytes, CRC included; start and end of frame last one byte together."""
    return BYTE_US * (size + 1)


def exchange_us(request: int, answer: int, wait_us: float = T1_US) -> float:
    """Request, answer, and the pause until the next request; `wait_us` lies in between."""
    return request_us(request) + wait_us + answer_us(answer) + T2_US


def silence_us(request: int) -> float:
    """A request nobody answers."""
    return request_us(request) + EMPTY_US + START_US


def inventory_us(uids: Iterable[bytes], modulation: Modulation) -> float:
    """Anticollision over 16 slots: a slot in which several tags answer costs another round, with a
    mask that is four bits longer (ISO/IEC 15693-3, 8.3). Chips of the same UID answer as one."""
    return _round_us({int.from_bytes(uid) for uid in uids}, 0, modulation)


def _round_us(tags: set[int], depth: int, modulation: Modulation) -> float:
    slots: defaultdict[int, set[int]] = defaultdict(set)
    for tag in tags:
        slots[tag >> 4 * depth & 0xF].add(tag)
    full = answer_us(INVENTORY_ANSWER)
    taken = T1_US + full + T2_US
    empty = EMPTY_US + (START_US if modulation is Modulation.FULL else full)
    own = (
        request_us(5 + (depth + 1) // 2)
        + len(slots) * taken
        + (SLOTS - len(slots)) * empty
        + (SLOTS - 1) * SLOT_EOF_US
    )
    again = (_round_us(each, depth + 1, modulation) for each in slots.values() if len(each) > 1)
    return own + sum(again)


_REQUEST: Final = {"read_blocks": 14, "write_afi": 13, "system_info": 12}
_ANSWER: Final = {"write_afi": 3, "system_info": 17}
_WRITE_BLOCK: Final = 13
_ERROR_ANSWER: Final = 4


def command_us(name: str, memory: int, blocks: int, outcome: str) -> float:
    """An addressed command on the air. `memory`: bytes of tag memory it moves, in `blocks` blocks,
    each written by a command of its own. `outcome`: done, error or silence."""
    program = name.startswith("write")
    times = blocks if name == "write_blocks" else 1
    request = _REQUEST.get(name, _WRITE_BLOCK + memory // max(1, blocks))
    if outcome == "silence":
        return silence_us(request)
    if outcome == "error":
        return exchange_us(request, _ERROR_ANSWER)
    answer = _ANSWER.get(name, 3 + (0 if program else memory))
    return times * exchange_us(request, answer, PROGRAM_US if program else T1_US)


@dataclass(slots=True)
class Pace:
    """The clock of one reader. It does one thing after the other; `air_s`, `line_s` and `gap_s`
    say what its time went into so far. `clock`: monotonic seconds, real or virtual. `line_bits` a
    byte on the line, `pause_s` between an answer and the next request: FEIG's by default."""

    clock: Callable[[], float]
    modulation: Modulation = Modulation.FULL
    baud: int = 38400
    line_bits: int = LINE_BITS
    pause_s: float = GAP_S
    air_s: float = 0.0
    line_s: float = 0.0
    gap_s: float = 0.0
    _free_s: float = float("-inf")

    def spend(self, request: int, answer: int, air_us: float) -> float:
        """An exchange whose request begins now: `request` and `answer` are bytes on the line.
        Returns in how many seconds the answer is there."""
        now_s = self.clock()
        gap_s = max(0.0, self._free_s + self.pause_s - now_s)
        line_s = (request + answer) * self.line_bits / self.baud
        self.air_s += air_us / 1e6
        self.line_s += line_s
        self.gap_s += gap_s
        self._free_s = now_s + gap_s + line_s + air_us / 1e6
        return self._free_s - now_s
