"""How a patron gets her receipt: frozen values, in memory until her session ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Per(StrEnum):
    """What one receipt is for."""

    SESSION = "session"
    """Everything, at the end."""
    TRANSACTION = "transaction"
    """What went to one card, before another has its turn."""
    ITEM = "item"
    """At the end, a slip of paper for each thing."""


class By(StrEnum):
    """How a receipt is had."""

    PAPER = "paper"
    MAIL = "mail"
    SCREEN = "screen"
    NONE = "none"


class Given(StrEnum):
    """How far it has come."""

    OPEN = "open"
    """She has not said how."""
    ASKING = "asking"
    DONE = "done"


class Roll(StrEnum):
    """What the station knows of its printer."""

    FINE = "fine"
    LOW = "low"
    OUT = "out"
    COVER = "cover"
    UNKNOWN = "unknown"
    GONE = "gone"
    """It does not answer."""


NOT_NOW = (Roll.OUT, Roll.COVER, Roll.GONE)
"""Nothing would come out."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The choice on the finish page. `offered` in the order of the tiles; `broken`: ways that were
    tried in vain, `reason` why the last one was (`paper`, `printer`, `no_network`, `mail`);
    `person`: of several cards, whose is on screen; `alone`: hers only, the session goes on with
    `turn_to`, the place of her whose turn comes then (None: another card)."""

    offered: tuple[By, ...] = ()
    focus: By | None = None
    """The one a key presses first."""
    given: Given = Given.OPEN
    by: By | None = None
    broken: tuple[By, ...] = ()
    reason: str | None = None
    mailed: int = 0
    """To how many it goes."""
    mail: str = field(default="", repr=False)
    """Where to, as a screen may show it: `j•••••@exemple.fr`; empty for several."""
    person: int = 0
    alone: bool = False
    turn_to: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiptPolicy:
    """What a site offers. `default` has the focus; `ask` False: it is given unasked; `returns`: for
    what was brought back, too; `names`: her first name and initial stand on paper."""

    offer: tuple[By, ...] = (By.SCREEN, By.NONE)
    default: By = By.SCREEN
    ask: bool = True
    per: Per = Per.SESSION
    returns: bool = True
    names: bool = False
