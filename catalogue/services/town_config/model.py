"""The town file: everything an administrator decides of how a town lends.

The classes are the schema, strictly: an unknown key or a value of another type is a fault. What
one table asks of another is in `checks`. Descriptions and examples are those of docs/town-file.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, model_validator

from catalogue.domain.rights import DEFAULT_ROLES, Right
from catalogue.services.town_config.values import (
    MAX_CENTS,
    Age,
    Bin,
    Cents,
    Count,
    Day,
    Days,
    Id,
    Language,
    Line,
    Months,
    Spans,
    Table,
    Words,
    distinct,
    in_week,
    isil,
    known_zone,
    opening_in_week,
    rights_in_order,
)

T = TypeVar("T")


class Town(Table):
    """The town itself."""

    name: Line = Field(description="Name of the town.", examples=["Valbreuil"])
    network: Line = Field(
        description="What the libraries together are called; on receipts.",
        examples=["Bibliothèques de Valbreuil"],
    )
    time_zone: Annotated[str, AfterValidator(known_zone)] = Field(
        description="The zone in which a day ends and a loan is due.", examples=["Europe/Paris"]
    )
    languages: Annotated[tuple[Language, ...], Field(min_length=1), AfterValidator(distinct)] = (
        Field(
            description="Languages patrons may choose (ISO 639), the town's own first.",
            examples=[["fr", "en", "es", "ar"]],
        )
    )
    owners: Annotated[
        tuple[Annotated[str, AfterValidator(isil)], ...],
        Field(min_length=1),
        AfterValidator(distinct),
    ] = Field(
        description="ISILs of the libraries whose items are lent here (ISO 15511). On a tag they"
        " stand without hyphens; items of another owner are turned away.",
        examples=[["FR-999990001"]],
    )


class Branch(Table):
    """One library."""

    id: Id = Field(
        description="Short name, for ever: items, patrons and stations refer to it.",
        examples=["tilleuls"],
    )
    name: Line = Field(description="What people call it.", examples=["Les Tilleuls"])
    address: Line | None = Field(
        None, description="Street and number.", examples=["4, place des Tilleuls"]
    )
    closed_weekdays: Annotated[tuple[Day, ...], AfterValidator(in_week)] = Field(
        (),
        description="Weekdays on which it never opens: nothing is due on them.",
        examples=[["sunday", "monday"]],
    )
    opening: Annotated[dict[Day, Spans], AfterValidator(opening_in_week)] = Field(
        {},
        description="Opening hours: for each weekday its spans of time.",
        examples=[{"wednesday": ["10:00-12:30", "14:00-18:00"], "saturday": ["10:00-13:00"]}],
    )


class Closure(Table):
    """Days beside the closed weekdays and public holidays, in one branch or in all."""

    first: dt.date = Field(
        description="The day, or the first day.", examples=[dt.date(2027, 7, 26)]
    )
    last: dt.date | None = Field(
        None, description="The last day, if there are several.", examples=[dt.date(2027, 8, 14)]
    )
    branch: Id | None = Field(None, description="Only this branch.", examples=["moulin"])
    label: Line | None = Field(None, description="Why.", examples=["Congés d’été"])

    @model_validator(mode="after")
    def _one_day(self) -> Closure:
        if self.last == self.first:
            object.__setattr__(self, "last", None)
        return self

    @property
    def until(self) -> dt.date:
        """The last day."""
        return self.last or self.first


class Calendar(Table):
    """When the town's branches are closed beside their closed weekdays."""

    public_holidays: Annotated[
        str | None, Field(pattern=r"^[A-Z]{2}(-[A-Za-z0-9]+)?$", title="a country")
    ] = Field(
        None,
        description="Closed on the public holidays of a country (ISO 3166-1), or of a part of it"
        " (ISO 3166-2: `FR-57` adds Good Friday and 26 December).",
        examples=["FR"],
    )
    closed: tuple[Closure, ...] = Field(
        (),
        description="More closed days.",
        examples=[[{"first": dt.date(2027, 12, 24), "label": "Réveillon"}]],
    )
    open: tuple[Closure, ...] = Field(
        (),
        description="Days that are open in spite of everything above.",
        examples=[[{"first": dt.date(2027, 9, 19), "branch": "tilleuls"}]],
    )


class Category(Table):
    """A class of patrons."""

    id: Id = Field(description="Short name, for ever: patrons refer to it.", examples=["adult"])
    name: Line = Field(description="What people call it.", examples=["Adulte"])
    loan_limit: Count = Field(description="Items on loan at once.", examples=[20])
    hold_limit: Count = Field(description="Holds at once; 0: none.", examples=[5])
    debt_block_cents: Annotated[int, Field(ge=1, le=MAX_CENTS)] = Field(
        description="Who owes this much or more borrows nothing until it is paid.",
        examples=[1000],
    )
    overdue_block_days: Days | None = Field(
        None, description="Who has an item late by so many days borrows nothing.", examples=[30]
    )
    lost_block_items: Annotated[int, Field(ge=1, le=100)] | None = Field(
        None, description="Who has lost so many items borrows nothing.", examples=[3]
    )


class Policy(Table):
    """A loan. What is left out of `category`, `kind` and `branch` stands for all; the most specific
    policy counts, and where there is none there is no loan."""

    category: Id | None = Field(None, description="Only this category.", examples=["adult"])
    kind: Id | None = Field(None, description="Only this kind of item.", examples=["book"])
    branch: Id | None = Field(None, description="Only loans at this branch.", examples=["moulin"])
    loan_days: Days = Field(
        description="Days until it is due; a closed day moves it to the next open one.",
        examples=[21],
    )
    renewals: Count = Field(description="How often a patron may renew it.", examples=[2])
    renewal_days: Days | None = Field(
        None, description="Days a renewal adds; as many as a loan if left out.", examples=[14]
    )
    kind_limit: Count | None = Field(
        None,
        description="Items of this kind on loan at once, inside the category's `loan_limit`.",
        examples=[1],
    )
    min_age: Age | None = Field(
        None, description="Age from which it is lent, beside the title's own.", examples=[18]
    )
    pickup_days: Days = Field(
        7, description="Days a reserved item waits on the hold shelf.", examples=[7]
    )
    fine_cents: Cents = Field(0, description="Fine for each day it is late.", examples=[10])
    fine_grace_days: Count = Field(0, description="Late days without a fine.", examples=[3])
    fine_cap_cents: Cents | None = Field(
        None, description="The most a fine can become.", examples=[500]
    )
    lost_cents: Cents | None = Field(
        None, description="Asked for a lost item without a price of its own.", examples=[2000]
    )


class SortRule(Table):
    """Where a returned item goes in a branch. The most specific rule wins: kind and collection,
    then collection, then kind, then neither; a station's own before its branch's."""

    branch: Id = Field(description="In which branch.", examples=["tilleuls"])
    station: Id | None = Field(None, description="Only at this station.", examples=["tilleuls-2"])
    kind: Id | None = Field(None, description="Only items of this kind.", examples=["comic"])
    collection: Line | None = Field(
        None, description="Only items of this collection.", examples=["jeunesse"]
    )
    bin: Annotated[Bin, Field(strict=False)] = Field(
        description="The trolley, `A` to `E`, by the sign on it.", examples=["A"]
    )
    label: Line = Field(description="What the trolley is for.", examples=["Bandes dessinées"])


class Role(Table):
    """A name for a set of rights; members of the staff have roles."""

    name: Id = Field(description="Name of the role.", examples=["librarian"])
    rights: Annotated[
        tuple[Annotated[Right, Field(strict=False)], ...], AfterValidator(rights_in_order)
    ] = Field(
        description="What its members may do: " + ", ".join(f"`{r}`" for r in Right) + ".",
        examples=[["circulate", "holds", "conflicts", "fees"]],
    )


ROLES = tuple(
    Role(name=name, rights=tuple(right for right in Right if right in rights))
    for name, rights in DEFAULT_ROLES.items()
)


class Lending(Table):
    """Who may have how much, and for how long."""

    categories: Annotated[tuple[Category, ...], Field(min_length=1)] = Field(
        description="Classes of patrons.",
        examples=[
            [
                {
                    "id": "adult",
                    "name": "Adulte",
                    "loan_limit": 20,
                    "hold_limit": 5,
                    "debt_block_cents": 1000,
                }
            ]
        ],
    )
    policies: tuple[Policy, ...] = Field(
        (),
        description="Loans; what no policy allows is not lent.",
        examples=[[{"category": "adult", "kind": "book", "loan_days": 21, "renewals": 2}]],
    )
    travel_minutes: Annotated[int, Field(ge=0, le=240)] = Field(
        10,
        description="From one branch to another it takes at least so long: a card that was used in"
        " two of them nearer together is told to staff. 0: never.",
        examples=[10],
    )


class Returns(Table):
    """What happens to an item that comes back."""

    sort_rules: tuple[SortRule, ...] = Field(
        (),
        description="Where it goes. A branch has none, or one for all that is left.",
        examples=[[{"branch": "moulin", "bin": "B", "label": "Adultes"}]],
    )


class Staff(Table):
    """What members of the staff may do."""

    roles: Annotated[tuple[Role, ...], Field(min_length=1)] = Field(
        ROLES,
        description="All roles there are; left out, `librarian`, `workshop`, `manager` and"
        " `admin` with the rights a new server gives them.",
        examples=[[{"name": "librarian", "rights": ["circulate", "holds"]}]],
    )


class Retention(Table):
    """How long it is known who did what, in months. What stays afterwards has no person."""

    loans: Months = Field(4, description="After a return: who had it.", examples=[4])
    holds: Months = Field(
        1, description="After a hold came to nothing: whose it was.", examples=[1]
    )
    notices: Months = Field(4, description="What a patron was told.", examples=[4])
    fees: Months = Field(
        4, description="Of a debt that is settled and about no loan: whose it was.", examples=[4]
    )
    accounts: Months = Field(
        12, description="Without a loan, a hold or a sign-in: the account.", examples=[12]
    )
    launches: Months = Field(
        13, description="Openings of digital resources, one by one.", examples=[13]
    )
    audit: Months = Field(36, description="Lines of the audit log.", examples=[36])


class Message(Table):
    """A few words of the library on the start page of its kiosks."""

    id: Id = Field(description="Short name.", examples=["conte"])
    branch: Id | None = Field(None, description="Only at this branch.", examples=["tilleuls"])
    first: dt.date | None = Field(
        None, description="From this day on.", examples=[dt.date(2027, 3, 1)]
    )
    last: dt.date | None = Field(
        None, description="Up to this day, which counts.", examples=[dt.date(2027, 3, 10)]
    )
    text: Annotated[dict[Language, Words], Field(min_length=1)] = Field(
        description="The words in each language, at most 80 letters. Who reads in another language"
        " sees those of the town's first one, else the first that stand here.",
        examples=[{"fr": "Mercredi, 14 h 30 · L’heure du conte", "en": "Wednesday, 2.30 pm"}],
    )


class TownFile(Table):
    """The whole file."""

    town: Town = Field(description="The town itself.")
    branches: Annotated[tuple[Branch, ...], Field(min_length=1)] = Field(
        description="Its libraries, at least one."
    )
    calendar: Calendar = Field(Calendar(), description="Closed days beside closed weekdays.")
    lending: Lending = Field(description="Who may have how much, and for how long.")
    returns: Returns = Field(Returns(), description="Where returned items go.")
    staff: Staff = Field(Staff(), description="Roles of the staff.")
    retention: Retention = Field(Retention(), description="How long persons are known.")
    messages: tuple[Message, ...] = Field(
        (), description="What the library says on the start page of its kiosks."
    )

    def in_order(self) -> TownFile:
        """The same with its rows in the one order in which they are compared and written."""
        dates = ("first", "until", "branch", "label")
        return self.model_copy(
            update={
                "branches": _by(self.branches, "id"),
                "calendar": Calendar(
                    public_holidays=self.calendar.public_holidays,
                    closed=_by(self.calendar.closed, *dates),
                    open=_by(self.calendar.open, *dates),
                ),
                "lending": Lending(
                    categories=_by(self.lending.categories, "id"),
                    policies=_by(self.lending.policies, "category", "kind", "branch"),
                    travel_minutes=self.lending.travel_minutes,
                ),
                "returns": Returns(
                    sort_rules=_by(
                        self.returns.sort_rules, "branch", "station", "kind", "collection"
                    )
                ),
                "staff": Staff(roles=_by(self.staff.roles, "name")),
                "retention": self.retention,
                "messages": _by(self.messages, "id"),
            }
        )


def _by(rows: Iterable[T], *names: str) -> tuple[T, ...]:
    """Sorted by these keys; what is left out comes first."""
    return tuple(sorted(rows, key=lambda row: [str(getattr(row, name) or "") for name in names]))
