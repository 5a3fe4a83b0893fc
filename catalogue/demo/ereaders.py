"""`load_ereaders()`: what the demo town's workshop knows of its e-readers, their charter and the
packs on them. Pure data; `catalogue.services.devices.demo` puts it into a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable

from catalogue.demo.reading import read_toml

EREADERS_FILE = "ereaders.toml"
PACKS_FOLDER = "packs"


@dataclass(frozen=True, slots=True)
class CharterTexts:
    """The charter in the languages of the town."""

    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """One e-reader. `last_borrower` brought it back yesterday; `done`: the steps done since;
    `missing`: parts that did not come back."""

    item: str
    firmware: str
    bought: date
    battery: int | None = None
    last_borrower: str | None = None
    done: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EReaders:
    """What holds for all, who signed, and the devices."""

    charter: str
    min_age: int
    min_battery: int
    returns: tuple[str, ...]
    steps: tuple[str, ...]
    signed: tuple[str, ...]
    charters: CharterTexts
    devices: tuple[DeviceRecord, ...]


def load_ereaders() -> EReaders:
    """The file of this package. Raises DemoDataError."""
    return read_toml(files("catalogue.demo") / EREADERS_FILE, EReaders)


def pack_folders() -> list[Traversable]:
    """A folder for each content pack, by name."""
    folders = (files("catalogue.demo") / PACKS_FOLDER).iterdir()
    return sorted((each for each in folders if each.is_dir()), key=lambda each: each.name)
