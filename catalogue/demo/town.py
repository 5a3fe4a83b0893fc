"""`load_town()`: the demo town of Valbreuil, read from this package and checked.

Pure data: no database, no clock. The server's seeding turns the result into patrons, items and
operations; the demonstrations take their cast from it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from catalogue.demo.reading import DemoDataError, read_csv, read_text, read_toml
from catalogue.demo.records import (
    Cast,
    CastItems,
    CopyRecord,
    DemoTown,
    HoldRecord,
    ItemKind,
    KitModel,
    KitRecord,
    LoanRecord,
    PatronRecord,
    TitleRecord,
)
from catalogue.services.digital.file import DigitalFile, FileFaults, read_file
from catalogue.services.town_config.model import TownFile
from catalogue.services.town_config.reading import TownFileFaults, read_town_file

TOWN_FILE = "valbreuil.toml"
PEOPLE_FILE = "people.toml"
TITLES_FILE = "titles.csv"
COPIES_FILE = "copies.csv"
DIGITAL_FILE = "digital.toml"

CARD = re.compile(r"21048\d{8}")
ITEM = re.compile(r"31048\d{8}")
PIN = re.compile(r"\d{4}")
UID = re.compile(r"E004[0-9A-F]{12}")


@dataclass(frozen=True, slots=True)
class _CastItemIds:
    """[cast.items] as written: barcodes."""

    books: tuple[str, ...]
    reserved: str
    ereader: str
    not_for_loan: str
    film16: str
    comic: str
    disc: str
    elsewhere: str


@dataclass(frozen=True, slots=True)
class _CastIds:
    """[cast] as written: ids of patrons."""

    borrower: str
    second: str
    expired: str
    blocked: str
    child: str
    at_limit: str
    items: _CastItemIds


@dataclass(frozen=True, slots=True)
class _Circulation:
    """[circulation] as written."""

    loans: tuple[LoanRecord, ...]
    holds: tuple[HoldRecord, ...]


@dataclass(frozen=True, slots=True)
class _EReaders:
    """[ereaders] as written."""

    models: tuple[KitModel, ...]
    kits: tuple[KitRecord, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    """The file of people as written."""

    patrons: tuple[PatronRecord, ...]
    circulation: _Circulation
    ereaders: _EReaders
    cast: _CastIds


def load_town(folder: Traversable | None = None) -> DemoTown:
    """The town of the five files in `folder` (this package when None).

    Raises DemoDataError, one line naming file and key, for anything misspelt, missing, of the
    wrong type, not unique or referring to nothing.
    """
    source = files("catalogue.demo") if folder is None else folder
    try:
        config = read_town_file(read_text(source / TOWN_FILE), TOWN_FILE)
    except TownFileFaults as faults:
        raise DemoDataError(*faults.lines[0].split(": ", 1)) from faults
    document = read_toml(source / PEOPLE_FILE, _Document)
    titles = read_csv(source / TITLES_FILE, TitleRecord)
    copies = read_csv(source / COPIES_FILE, CopyRecord)
    branches = {branch.id for branch in config.branches}
    _check_stock(branches, titles, copies)
    _check_people(config, document)
    _check_circulation(branches, document, titles, copies)
    _check_kits(document, titles, copies)
    return DemoTown(
        config=config,
        patrons=document.patrons,
        titles=titles,
        copies=copies,
        loans=document.circulation.loans,
        holds=document.circulation.holds,
        kit_models=document.ereaders.models,
        kits=document.ereaders.kits,
        digital=_digital(source),
        cast=_cast(document, copies),
    )


def _digital(source: Traversable) -> DigitalFile:
    try:
        return read_file(read_text(source / DIGITAL_FILE))
    except FileFaults as faults:
        raise DemoDataError(DIGITAL_FILE, faults.lines[0]) from faults


def luhn_valid(number: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = (int(d) * (1 + n % 2) for n, d in enumerate(reversed(number)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _check_stock(
    branches: Collection[str], titles: tuple[TitleRecord, ...], copies: tuple[CopyRecord, ...]
) -> None:
    _unique("id", (title.id for title in titles), TITLES_FILE)
    works = (f"{t.kind}: {t.title} / {t.subtitle} / {t.author}" for t in titles)
    _unique("title", works, TITLES_FILE)
    _unique("item", (copy.item for copy in copies), COPIES_FILE)
    _unique("uid", (copy.uid for copy in copies), COPIES_FILE)
    known = {title.id for title in titles}
    for line, copy in enumerate(copies, start=2):
        where = f"line {line}."
        _numbered(where + "item", copy.item, ITEM, COPIES_FILE)
        _refer(where + "title", copy.title, known, COPIES_FILE)
        _refer(where + "branch", copy.branch, branches, COPIES_FILE)
        if UID.fullmatch(copy.uid) is None:
            raise _wrong(where + "uid", f"is not an ISO 15693 UID: {copy.uid!r}", COPIES_FILE)


def _check_people(config: TownFile, document: _Document) -> None:
    _unique("patrons.id", (patron.id for patron in document.patrons))
    _unique("patrons.card", (patron.card for patron in document.patrons))
    branches = {branch.id for branch in config.branches}
    categories = {category.id for category in config.lending.categories}
    for n, patron in enumerate(document.patrons):
        where = f"patrons[{n}]."
        _numbered(where + "card", patron.card, CARD)
        _refer(where + "category", patron.category, categories)
        _refer(where + "branch", patron.branch, branches)
        _refer(where + "language", patron.language, config.town.languages)
        if PIN.fullmatch(patron.pin) is None:
            raise _wrong(where + "pin", "is not four digits")


def _check_circulation(
    branches: Collection[str],
    document: _Document,
    titles: tuple[TitleRecord, ...],
    copies: tuple[CopyRecord, ...],
) -> None:
    patrons = {patron.id for patron in document.patrons}
    lendable = {copy.item for copy in copies if not copy.not_for_loan}
    _unique("circulation.loans.item", (loan.item for loan in document.circulation.loans))
    for n, loan in enumerate(document.circulation.loans):
        _refer(f"circulation.loans[{n}].item", loan.item, lendable)
        _refer(f"circulation.loans[{n}].patron", loan.patron, patrons)
    held = {copy.title for copy in copies} & {title.id for title in titles}
    _unique(
        "circulation.holds", (f"{hold.title}/{hold.patron}" for hold in document.circulation.holds)
    )
    for n, hold in enumerate(document.circulation.holds):
        _refer(f"circulation.holds[{n}].title", hold.title, held)
        _refer(f"circulation.holds[{n}].patron", hold.patron, patrons)
        _refer(f"circulation.holds[{n}].pickup", hold.pickup, branches)


def _check_kits(
    document: _Document, titles: tuple[TitleRecord, ...], copies: tuple[CopyRecord, ...]
) -> None:
    _unique("ereaders.models.id", (model.id for model in document.ereaders.models))
    _unique("ereaders.kits.item", (kit.item for kit in document.ereaders.kits))
    models = {model.id for model in document.ereaders.models}
    readers = {title.id for title in titles if title.kind is ItemKind.EREADER}
    pouches = {copy.item for copy in copies if copy.title in readers}
    for n, kit in enumerate(document.ereaders.kits):
        _refer(f"ereaders.kits[{n}].item", kit.item, pouches)
        _refer(f"ereaders.kits[{n}].model", kit.model, models)
    for item in sorted(pouches - {kit.item for kit in document.ereaders.kits}):
        raise _wrong("ereaders.kits", f"none for the e-reader {item}")


def _cast(document: _Document, copies: tuple[CopyRecord, ...]) -> Cast:
    people = {patron.id: patron for patron in document.patrons}
    objects = {copy.item: copy for copy in copies}
    on_loan = {loan.item for loan in document.circulation.loans}

    def person(role: str, patron_id: str) -> PatronRecord:
        _refer(f"cast.{role}", patron_id, people)
        return people[patron_id]

    def thing(role: str, item: str) -> CopyRecord:
        _refer(f"cast.items.{role}", item, objects)
        if item in on_loan:
            raise _wrong(f"cast.items.{role}", f"{item} is on loan")
        return objects[item]

    cast, items = document.cast, document.cast.items
    return Cast(
        borrower=person("borrower", cast.borrower),
        second=person("second", cast.second),
        expired=person("expired", cast.expired),
        blocked=person("blocked", cast.blocked),
        child=person("child", cast.child),
        at_limit=person("at_limit", cast.at_limit),
        items=CastItems(
            books=tuple(thing(f"books[{n}]", item) for n, item in enumerate(items.books)),
            reserved=thing("reserved", items.reserved),
            ereader=thing("ereader", items.ereader),
            not_for_loan=thing("not_for_loan", items.not_for_loan),
            film16=thing("film16", items.film16),
            comic=thing("comic", items.comic),
            disc=thing("disc", items.disc),
            elsewhere=thing("elsewhere", items.elsewhere),
        ),
    )


def _wrong(key: str, problem: str, file: str = PEOPLE_FILE) -> DemoDataError:
    return DemoDataError(f"{file}: {key}", problem)


def _unique(key: str, values: Iterable[str], file: str = PEOPLE_FILE) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise _wrong(key, f"{value!r} is there twice", file)
        seen.add(value)


def _refer(key: str, name: str, known: Collection[str], file: str = PEOPLE_FILE) -> None:
    if name not in known:
        raise _wrong(key, f"{name!r} is not known", file)


def _numbered(key: str, number: str, form: re.Pattern[str], file: str = PEOPLE_FILE) -> None:
    if form.fullmatch(number) is None or not luhn_valid(number):
        raise _wrong(key, f"{number!r} is not {form.pattern} with a right check digit", file)
