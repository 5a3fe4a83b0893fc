"""What the demo town is made of beside its town file: frozen values, a class for each kind of row.

No behaviour and no check is here; `catalogue.demo.town` builds these values and vouches for them.
Days are counted from the day of seeding, so that the town never ages: a negative number is past.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from catalogue.services.digital.file import DigitalFile
from catalogue.services.town_config.model import Category, TownFile


class ItemKind(StrEnum):
    """What an object is; policies and covers depend on it."""

    BOOK = "book"
    COMIC = "comic"
    FILM = "film"
    DISC = "disc"
    MAGAZINE = "magazine"
    GAME = "game"
    EREADER = "ereader"


class Block(StrEnum):
    """Why staff stopped a card. Expiry, debt and limits are computed, never stored as a block."""

    STAFF = "staff"
    CARD_LOST = "card_lost"


@dataclass(frozen=True, slots=True)
class PatronRecord:
    """A card holder. An institution has its name as surname, no first name and no birth date.

    `debt_cents` is what is owed at seeding; `pin_locked` means that the card has used up its tries
    at the kiosk.
    """

    id: str
    card: str
    pin: str = field(repr=False)
    first_name: str
    surname: str
    category: str
    branch: str
    language: str
    expires_in_days: int
    birth_date: date | None = None
    email: str | None = None
    debt_cents: int = 0
    block: Block | None = None
    pin_locked: bool = False


@dataclass(frozen=True, slots=True)
class TitleRecord:
    """A work. `year` is that of its first publication or release, not of the edition held;
    `publisher` is a house whose edition a library may hold, empty where it does not matter."""

    id: str
    title: str
    kind: ItemKind
    collection: str
    language: str
    subject: str
    call_number: str
    year: int | None = None
    subtitle: str = ""
    author: str = ""
    publisher: str = ""
    min_age: int | None = None


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """One object on the shelf. `item` is its barcode and the primary item id on its tag, `uid` the
    tag's (16 upper-case hexadecimal digits), `branch` its home."""

    item: str
    title: str
    branch: str
    call_number: str
    uid: str
    not_for_loan: bool = False


@dataclass(frozen=True, slots=True)
class LoanRecord:
    """An open loan; `due_in_days` below zero is late by as many days."""

    item: str
    patron: str
    lent_days_ago: int
    due_in_days: int
    renewals: int = 0


@dataclass(frozen=True, slots=True)
class HoldRecord:
    """A waiting hold on a title: nothing is on the hold shelf yet."""

    title: str
    patron: str
    pickup: str
    placed_days_ago: int


@dataclass(frozen=True, slots=True)
class KitPart:
    """A part that must come back; only the pouch has a tag (part 1 of 1), parts are counted."""

    code: str
    name: str
    description: str
    replacement_cents: int


@dataclass(frozen=True, slots=True)
class KitModel:
    """A make of kit. `needs_check`: a returned one is not free before staff looked at it."""

    id: str
    name: str
    needs_check: bool
    parts: tuple[KitPart, ...]


@dataclass(frozen=True, slots=True)
class KitRecord:
    """One kit: the copy it is, its model, its serial number and the books loaded on it."""

    item: str
    model: str
    serial: str
    content: str


@dataclass(frozen=True, slots=True)
class CastItems:
    """Objects the demonstrations lay on the pad; none is on loan when the town is seeded."""

    books: tuple[CopyRecord, ...]
    reserved: CopyRecord
    ereader: CopyRecord
    not_for_loan: CopyRecord
    film16: CopyRecord
    comic: CopyRecord
    disc: CopyRecord
    elsewhere: CopyRecord


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the demonstrations. `borrower` and `second` are adults in good standing."""

    borrower: PatronRecord
    second: PatronRecord
    expired: PatronRecord
    blocked: PatronRecord
    child: PatronRecord
    at_limit: PatronRecord
    items: CastItems


@dataclass(frozen=True, slots=True)
class DemoTown:
    """Everything, checked: references resolve, numbers are unique, the cast fits its parts."""

    config: TownFile
    patrons: tuple[PatronRecord, ...]
    titles: tuple[TitleRecord, ...]
    copies: tuple[CopyRecord, ...]
    loans: tuple[LoanRecord, ...]
    holds: tuple[HoldRecord, ...]
    kit_models: tuple[KitModel, ...]
    kits: tuple[KitRecord, ...]
    digital: DigitalFile
    cast: Cast

    @property
    def owner_code(self) -> str:
        """The town's ISIL as it stands on tags, without its hyphen."""
        return self.config.town.owners[0].replace("-", "")

    def title_of(self, copy: CopyRecord) -> TitleRecord:
        """The work a copy is of."""
        return next(title for title in self.titles if title.id == copy.title)

    def category_of(self, patron: PatronRecord) -> Category:
        """The category of a patron."""
        return next(
            category
            for category in self.config.lending.categories
            if category.id == patron.category
        )

    def owes_too_much(self, patron: PatronRecord) -> bool:
        """Whether the debt at seeding stops the card."""
        return patron.debt_cents >= self.category_of(patron).debt_block_cents
