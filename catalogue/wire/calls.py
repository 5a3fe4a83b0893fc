"""Messages about calls for help: a station makes them, the desk answers.

`POST /v1/help-calls` · `GET /v1/help-calls/{call}` · `POST /v1/help-calls/{call}/end` ·
`GET /v1/desk/calls` · `POST /v1/desk/calls/{call}/acknowledge` · `…/end`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catalogue.wire.v1 import Message


class NewHelpCall(Message):
    """Somebody at the calling station asks for a person. `page`: where the kiosk stands."""

    page: Annotated[str, Field(max_length=32, pattern="^[a-z_]*$")] = ""


class HelpCall(Message):
    """How a call stands: nobody has seen it (`waiting`), somebody comes, it is over."""

    id: str
    state: Literal["waiting", "coming", "ended"]


class DeskCall(Message):
    """A call as the desk sees it."""

    id: str
    station: str
    branch: str
    page: str
    made_ms: int
    coming_by: str | None = None
    coming_ms: int | None = None


class DeskCalls(Message):
    """Those that are not over, the oldest first."""

    server_ms: int
    calls: list[DeskCall]
