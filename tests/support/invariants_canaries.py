"""Looks for what names a person in files as they lie on a disk: free pages, logs of a database and
anything else in them, in clear and in the usual disguises."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from catalogue.demo.records import DemoTown
from catalogue.demo.town import load_town
from ui.cli.conductor.props import card_tag


def disguises(secret: str) -> Iterator[bytes]:
    """The bytes of a secret in UTF-8 and UTF-16, as such, in hexadecimal and in base64 (at each of
    its three places in a group)."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        plain = secret.encode(encoding)
        yield plain
        yield plain.hex().encode()
        yield plain.hex().upper().encode()
        for before in range(3):
            coded = base64.b64encode(bytes(before) + plain)
            # Characters that depend on the neighbours are left out at both ends.
            start = 0 if before == 0 else before + 1
            whole = (before + len(plain)) * 8 // 6
            yield coded[start:whole]


def number_disguises(number: str) -> Iterator[bytes]:
    """A number kept as an integer, too."""
    yield from disguises(number)
    yield int(number).to_bytes(6, "big")


def pin_pattern(pin: str) -> re.Pattern[bytes]:
    """Four digits stand in every file by chance: alone between other characters, or disguised."""
    alone = rb"(?<![0-9A-Za-z.:-])" + pin.encode() + rb"(?![0-9A-Za-z.:-])"
    others = [re.escape(each) for each in disguises(pin) if len(each) >= 8]
    return re.compile(b"|".join([alone, *others]))


def files_below(folder: Path) -> list[Path]:
    """Every file of a folder."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def uid_disguises(uid: str) -> Iterator[bytes]:
    """A tag's UID in either order of its bytes."""
    yield from disguises(uid.upper())
    yield from disguises(uid.lower())
    yield bytes.fromhex(uid)
    yield bytes.fromhex(uid)[::-1]


def word_pattern(word: str) -> re.Pattern[bytes]:
    """A name of five letters stands in sealed text by chance: a word of its own, in any case, or
    disguised."""
    cases = {word, word.upper(), word.lower()}
    alone = [rb"(?<![0-9A-Za-z])" + re.escape(c.encode()) + rb"(?![0-9A-Za-z])" for c in cases]
    others = [re.escape(each) for each in disguises(word) if each != word.encode()]
    return re.compile(b"|".join([*alone, *others]))


def without_zeros(path: Path) -> bytes:
    """What is in a file; long runs of zeros are cut short."""
    return re.sub(rb"\x00{64,}", bytes(64), path.read_bytes())


def found_in(files: Iterable[Path], secrets: Iterable[str], numbers: Iterable[str]) -> list[str]:
    """File and secret of each that is there."""
    forms = {secret: set(disguises(secret)) for secret in secrets}
    forms |= {number: set(number_disguises(number)) for number in numbers}
    return _hits(files, lambda content: (s for s, f in forms.items() if _any(f, content)))


def pins_in(files: Iterable[Path], pins: Iterable[str]) -> list[str]:
    """File and PIN of each that is there."""
    return _matching(files, {pin: pin_pattern(pin) for pin in pins})


def words_in(files: Iterable[Path], words: Iterable[str]) -> list[str]:
    """File and name of each that is there."""
    return _matching(files, {word: word_pattern(word) for word in words})


def uids_in(files: Iterable[Path], uids: Iterable[str]) -> list[str]:
    """File and UID of each that is there."""
    forms = {uid: set(uid_disguises(uid)) for uid in uids}
    return _hits(files, lambda content: (u for u, f in forms.items() if _any(f, content)))


def _any(forms: Iterable[bytes], content: bytes) -> bool:
    return any(form in content for form in forms)


def _matching(files: Iterable[Path], patterns: dict[str, re.Pattern[bytes]]) -> list[str]:
    # A pattern that begins with what it looks back at is slow: first, whether its words are there.
    plain = {s: [*disguises(s), s.upper().encode(), s.lower().encode()] for s in patterns}
    return _hits(
        files,
        lambda content: (
            s for s, p in patterns.items() if _any(plain[s], content) and p.search(content)
        ),
    )


def _hits(files: Iterable[Path], search: Callable[[bytes], Iterable[str]]) -> list[str]:
    return [f"{path.name}: {each}" for path in files for each in search(without_zeros(path))]


def nobody_is_named(state: Path, report: Path) -> list[str]:
    """What is found of the demo town's people in what a scenario leaves behind: names, card
    numbers, the UIDs of their cards and PINs. The pad holds the cards themselves and is left out;
    of the server's own database only PINs are nobody's business."""
    town = load_town()
    people, cast = town.patrons, town.cast
    names = {f"{one.first_name} {one.surname}" for one in people if one.first_name}
    names |= {f"{one.surname} {one.first_name}" for one in people if one.first_name}
    names |= {f"{one.first_name} {one.surname[0]}." for one in people if one.first_name}
    names |= {one.email for one in people if one.email}
    cards = {one.card for one in people}
    uids = {card_tag(card, town.owner_code).uid for card in cards}
    station = [*files_below(state / "station"), *files_below(state / "logs"), report]
    # The lock file holds the number of a process, which may be any.
    server = [path for path in files_below(state / "server") if path.suffix != ".lock"]
    return [
        *found_in(station, names, cards),
        *words_in(station, single_names(town)),
        *uids_in(station, uids),
        *pins_in([*station, *server], {one.pin for one in (cast.borrower, cast.second)}),
    ]


def single_names(town: DemoTown) -> set[str]:
    """First and family names that are nothing else in the town: no author's, no word of a title."""
    public = repr((town.titles, town.config)).casefold()
    names = {name for one in town.patrons for name in (one.first_name, one.surname)}
    return {name for name in names if len(name) >= 5 and name.casefold() not in public}
