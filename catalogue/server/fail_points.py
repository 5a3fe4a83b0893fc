"""Named places where a server under test dies, as in a power cut. Refused in production."""

from __future__ import annotations

import os
import signal
from enum import StrEnum


class FailPoint(StrEnum):
    """Where."""

    AFTER_COMMIT_BEFORE_REPLY = "after_commit_before_reply"
    """A batch is stored and folded; its station hears nothing of it."""


def reach(here: FailPoint, armed: FailPoint | None) -> None:
    """The process comes by this place, and ends here if it is the armed one."""
    if here is armed:
        os.kill(os.getpid(), signal.SIGKILL)
