"""The messages staff and their programs exchange with the server: signing in, and accounts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.domain.rights import Right
from catalogue.wire.station_token import MAX_HOURS
from catalogue.wire.v1 import Message

Name = Annotated[str, Field(min_length=1, max_length=64)]
Names = Annotated[list[Name], Field(max_length=100)]
Password = Annotated[str, Field(min_length=1, max_length=128)]


class SignIn(Message):
    """Name and password; `new_password` replaces it, as a first password must be."""

    name: Name
    password: Annotated[Password, Field(repr=False)]
    new_password: Annotated[Password | None, Field(repr=False)] = None


class StaffIdentity(Message):
    """Who is signed in; `branches` absent: bound to none."""

    name: str
    rights: list[Right]
    branches: list[str] | None = None


class StaffSession(StaffIdentity):
    """A session; its token goes into the header `Authorization: Bearer` alone."""

    token: Annotated[str, Field(repr=False)]
    expires_ms: int


class NewStaff(Message):
    """A new account."""

    name: Name
    roles: Names
    branches: Names | None = None


class NewStationToken(Message):
    """For which station, how long. `staff`: for whom, if it is the operator who asks."""

    station: Name
    hours: Annotated[int, Field(ge=1, le=MAX_HOURS)] = 8
    staff: Name | None = None


class StationToken(Message):
    """Shown this once; good at that station until `until_ms`. `staff` is the member's id."""

    token: Annotated[str, Field(repr=False)]
    station: str
    staff: str
    from_ms: int
    until_ms: int


class StaffName(Message):
    """Which account."""

    name: Name


class FirstPassword(Message):
    """Shown this once, good for one sign-in until `until_ms`."""

    name: str
    password: Annotated[str, Field(repr=False)]
    until_ms: int


class StaffAccount(Message):
    """An account as the list shows it; times in ms UTC."""

    name: str
    roles: list[str]
    branches: list[str] | None = None
    must_change: bool
    made_ms: int
    disabled_ms: int | None = None


class StaffList(Message):
    """Everybody, the disabled too, and what each role gives."""

    staff: list[StaffAccount]
    roles: dict[str, list[str]]
