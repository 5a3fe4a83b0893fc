"""What the tables of a town file are made of: names, days, spans of time, amounts, each with its
check. Used by `model`."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from catalogue.domain.rights import Right

T = TypeVar("T")
S = TypeVar("S", bound=str)
MAX_CENTS = 1_000_000
SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
ISIL = re.compile(r"[A-Za-z0-9]{1,4}-[A-Za-z0-9:/-]{1,11}")


class Weekday(StrEnum):
    """Days in the order of `datetime.date.weekday()`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEKDAYS = tuple(Weekday)


class Bin(StrEnum):
    """Trolleys of a branch, as the signs at the kiosk show them."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


def one_line(text: str) -> str:
    """A line of text."""
    if not text.isprintable() or text != text.strip():
        raise ValueError("must be one line of text without spaces around it")
    return text


def known_zone(name: str) -> str:
    """The name of a time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            f"no time zone is called “{name}”; names are like “Europe/Paris”"
        ) from error
    return name


def isil(code: str) -> str:
    """A library’s code (ISO 15511)."""
    if ISIL.fullmatch(code) is None:
        raise ValueError(f"“{code}” is no ISIL; one is like “FR-751131015” (ISO 15511)")
    return code


def _spans(spans: tuple[str, ...]) -> tuple[str, ...]:
    """Opening hours of a day: spans that end after they begin, one after the other."""
    last = ""
    for span in spans:
        if SPAN.fullmatch(span) is None:
            raise ValueError(f"“{span}” is no span of time; one is like “14:00-18:30”")
        opens, closes = span.split("-")
        if opens >= closes:
            raise ValueError(f"“{span}” closes before it opens")
        if opens < last:
            raise ValueError(f"“{span}” begins before the one before it ends")
        last = closes
    return spans


def distinct(values: tuple[S, ...]) -> tuple[S, ...]:
    """Values that are there once."""
    for n, value in enumerate(values):
        if value in values[:n]:
            raise ValueError(f"“{value}” is there twice")
    return values


def in_week(days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    """Days in the order of the week."""
    return tuple(sorted(distinct(days), key=WEEKDAYS.index))


def rights_in_order(rights: tuple[Right, ...]) -> tuple[Right, ...]:
    """Rights in the order of `Right`."""
    return tuple(sorted(distinct(rights), key=tuple(Right).index))


def opening_in_week(opening: dict[Weekday, T]) -> dict[Weekday, T]:
    """Opening hours in the order of the week."""
    return {day: opening[day] for day in WEEKDAYS if day in opening}


Id = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=40, title="a short name")
]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(one_line)]
Words = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(one_line)]
Day = Annotated[Weekday, Field(strict=False)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$", title="a language code")]
Count = Annotated[int, Field(ge=0, le=10_000)]
Days = Annotated[int, Field(ge=1, le=366)]
Months = Annotated[int, Field(ge=1, le=120)]
Age = Annotated[int, Field(ge=1, le=120)]
Cents = Annotated[int, Field(ge=0, le=MAX_CENTS)]
Spans = Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(_spans)]


class Table(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, revalidate_instances="never"
    )
