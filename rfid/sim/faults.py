"""What goes wrong in a simulation: by chance from a seed, or at a named moment.

A `FaultPlan` draws from one seeded generator in the order of the commands, so a run with the same
seed and the same commands is the same run. `Triggers` hit one command and are armed while it runs.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

KINDS = ("flicker", "drop", "corrupt", "delay", "lift", "lie", "unplug")
COMMANDS = (
    "inventory",
    "read_blocks",
    "write_blocks",
    "write_afi",
    "write_dsfid",
    "write_eas",
    "system_info",
    "block_security",
    "eas_alarm",
    "get_random",
    "set_password",
)
ACTIONS = ("lift", "hold", "error", "ignore", "tear")
"""lift: the tag leaves just before the command acts. hold: neither done nor answered until release.
error: done, answered as failed. ignore: not done, answered as done. tear: the tag leaves in the
middle of the write, half of its last block has other bits than before."""

FLICKER_RATE = 0.2
DROP_RATE = 0.03
CORRUPT_RATE = 0.05
DELAY_RATE = 0.1
DELAY_S = (0.05, 0.4)
LIFT_RATE = 0.2
LIE_RATE = 0.2
UNPLUG_RATE = 0.002

_TRIGGER = re.compile(rf"({'|'.join(ACTIONS)})@({'|'.join(COMMANDS)}):([1-9][0-9]{{0,5}})")


class FaultPlan:
    """Chance, repeatable. Raises ValueError for an unknown kind of fault."""

    def __init__(self, kinds: frozenset[str] = frozenset(), seed: int = 0) -> None:
        unknown = sorted(kinds - set(KINDS))
        if unknown:
            raise ValueError(f"unknown fault {unknown[0]!r}: known are {', '.join(KINDS)}")
        self._kinds = kinds
        self._random = random.Random(seed)

    def flickers(self) -> bool:
        """This tag is missed in this inventory."""
        return self._strikes("flicker", FLICKER_RATE)

    def drops(self) -> bool:
        """This request never arrives."""
        return self._strikes("drop", DROP_RATE)

    def lifts(self) -> bool:
        """The tag of this write is taken away just before it."""
        return self._strikes("lift", LIFT_RATE)

    def lie(self) -> str | None:
        """What of `ACTIONS` makes the answer to this write untrue: "error" or "ignore"."""
        return self._random.choice(("error", "ignore")) if self._strikes("lie", LIE_RATE) else None

    def unplugs(self) -> bool:
        """The cable comes out after this command."""
        return self._strikes("unplug", UNPLUG_RATE)

    def corrupted(self, frame: bytes) -> bytes:
        """The frame, or one with a flipped bit."""
        if not self._strikes("corrupt", CORRUPT_RATE):
            return frame
        at = self._random.randrange(len(frame))
        return frame[:at] + bytes((frame[at] ^ 1 << self._random.randrange(8),)) + frame[at + 1 :]

    def delay_s(self) -> float:
        """How late this answer is."""
        return self._random.uniform(*DELAY_S) if self._strikes("delay", DELAY_RATE) else 0.0

    def _strikes(self, kind: str, rate: float) -> bool:
        return kind in self._kinds and self._random.random() < rate


@dataclass(slots=True)
class Trigger:
    """`text` is "lift@write_afi:2"; `left` counts down from the arming."""

    text: str
    action: str
    command: str
    left: int


@dataclass(slots=True)
class Triggers:
    """Armed triggers; each strikes once."""

    armed: list[Trigger] = field(default_factory=list)

    def arm(self, text: str) -> None:
        """Raises ValueError with what to write."""
        match = _TRIGGER.fullmatch(text)
        if match is None:
            raise ValueError(
                f"trigger {text!r}: write ACTION@COMMAND:N, with {', '.join(ACTIONS)} "
                f"and {', '.join(COMMANDS)}"
            )
        action, command, count = match.groups()
        self.armed.append(Trigger(text, action, command, int(count)))

    def count(self, command: str) -> list[Trigger]:
        """One more of these commands came in; gives the triggers that strike now."""
        for trigger in self.armed:
            if trigger.command == command:
                trigger.left -= 1
        struck = [trigger for trigger in self.armed if trigger.left == 0]
        self.armed = [trigger for trigger in self.armed if trigger.left > 0]
        return struck
