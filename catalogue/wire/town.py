"""The messages of setting up a town from its file: what it would change, applying it, versions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.wire.v1 import Message

MAX_CHARACTERS = 1_000_000
Text = Annotated[str, Field(min_length=1, max_length=MAX_CHARACTERS)]
Author = Annotated[str, Field(min_length=1, max_length=64)]
Number = Annotated[int, Field(ge=1, le=2**31)]


class TownText(Message):
    """The text of a town file."""

    text: Text


class TownApply(Message):
    """Make this text the present. `by`: who asks, where the operator does."""

    text: Text
    by: Author | None = None


class TownRollback(Message):
    """Make a version the present again."""

    version: Number
    by: Author | None = None


class TownChange(Message):
    """One difference: `change` is `+`, `-` or `~`, `line` says it to a person; `field` is the key
    that changed, absent for what comes or goes as a whole."""

    change: str
    section: str
    subject: str
    field: str | None = None
    line: str


class TownPlan(Message):
    """What applying changes. `refusals` say why it cannot be applied; `version` is the number it
    got, absent where nothing was applied; `remarks` tell of what is hardly meant."""

    changes: list[TownChange]
    refusals: list[str]
    version: int | None = None
    remarks: list[str] = Field(default_factory=list)


class TownVersion(Message):
    """One applied version; `intact`: its hash fits its contents and the version before."""

    n: int
    made_ms: int
    author: str
    occasion: str
    hash: str
    intact: bool


class TownHistory(Message):
    """All versions, the oldest first."""

    versions: list[TownVersion]
