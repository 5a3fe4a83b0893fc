"""A MARC 21 record into a feed record (Library of Congress, MARC 21 Bibliographic). Pure."""

from __future__ import annotations

import re

from catalogue.feeds.marc.copies import marc21_copies
from catalogue.feeds.marc.fields import MarcRecord, sub, subs
from catalogue.feeds.marc.located import DIGITAL, cover, links
from catalogue.feeds.record import FeedCopy, FeedRecord
from catalogue.feeds.words import (
    isbns_in,
    kind_of_words,
    language,
    names_comics,
    once,
    tidy,
    turned_name,
    year_in,
)

_BY_TYPE = {
    "c": "score", "d": "score", "e": "map", "f": "map", "g": "film", "i": "audiobook",
    "j": "disc", "k": "image", "o": "game", "r": "game",
}  # fmt: skip
"""Leader/06. Text (a, t) and computer files (m) need a closer look."""
_AUDIENCE = {
    "a": "child", "b": "child", "c": "child", "d": "youth", "e": "adult", "f": "adult",
    "g": "all", "j": "youth",
}  # fmt: skip
"""008/22, where the kind of record has it."""
_WITH_AUDIENCE = "acdgijkmort"
_ONLINE = "oqs"
"""008/23: form of item."""
_AUTHORS = ("100", "110", "111", "700", "710", "711", "720")
_SUBJECTS = ("600", "610", "611", "630", "647", "648", "650", "651", "653", "655")
_PUNCTUATION = " /:;,=."


def from_marc21(marc: MarcRecord, number: int, source_id: str) -> FeedRecord:
    """What the record says, without the punctuation that ISBD puts between areas."""
    fixed = marc.control("008")
    title, subtitle = _title(marc)
    author, contributors = _names(marc)
    copies = marc21_copies(marc)
    subjects = _subjects(marc)
    kind = _kind(marc, fixed, copies, subjects)
    published = _published(marc)
    return FeedRecord(
        number=number,
        source_id=source_id,
        title=title,
        subtitle=subtitle,
        author=author,
        contributors=contributors,
        publisher=_bare(sub(published, "b")),
        year=year_in(fixed[7:11]) or year_in(sub(published, "c")),
        kind=kind,
        language=language(fixed[35:38]) or language(marc.first("041", "a")[:3]),
        subjects=subjects,
        description=tidy(marc.first("520", "a") or marc.first("505", "a")).removesuffix("--"),
        isbns=isbns_in(sub(each, "a") for each in marc.of("020")),
        call_number=_call_number(marc, copies),
        audience=_audience(marc, fixed),
        cover=cover(marc),
        copies=copies,
        links=links(marc, digital=kind in DIGITAL and not copies),
    )


def _bare(text: str) -> str:
    """Without closing punctuation; the full stop of an abbreviation goes with it."""
    return tidy(text).rstrip(_PUNCTUATION)


def _title(marc: MarcRecord) -> tuple[str, str]:
    field = marc.fields.get("245", ("",))[0]
    title = tidy(sub(field, "a")).rstrip(" /:;,=")
    if title.endswith(".") and not title.endswith(".."):
        title = title[:-1]
    parts = [_bare(each) for each in subs(field, "np")]
    return ". ".join(once([title, *parts])), _bare(" ".join(subs(field, "b")))


def _names(marc: MarcRecord) -> tuple[str, tuple[str, ...]]:
    names = [
        turned_name(tidy(sub(each, "a"))) if tag[1:] == "00" else _bare(sub(each, "a"))
        for tag in _AUTHORS
        for each in marc.fields.get(tag, ())
    ]
    if not any(tag in marc.fields for tag in _AUTHORS[:3]):
        stated = _bare(marc.first("245", "c"))
        return ("", once(names)) if names else (stated.removeprefix("by "), ())
    found = once(names)
    return (found[0], found[1:]) if found else ("", ())


def _published(marc: MarcRecord) -> str:
    """264 with second indicator 1 (publication) before the older 260."""
    of_264 = next((each for each in marc.of("264") if each[1:2] == "1"), "")
    return of_264 or next(iter(marc.of("260", "264")), "")


def _subjects(marc: MarcRecord) -> tuple[str, ...]:
    found: list[str] = []
    for tag in _SUBJECTS:
        for each in marc.fields.get(tag, ()):
            parts = [tidy(part).rstrip(" .,") for part in subs(each, "abtvxyz")]
            found += parts if tag == "653" else [" -- ".join(parts)]
    return once(found)


def _kind(
    marc: MarcRecord, fixed: str, copies: tuple[FeedCopy, ...], subjects: tuple[str, ...]
) -> str:
    told = marc.leader[6:7]
    if told in _BY_TYPE:
        return _BY_TYPE[told]
    support = kind_of_words(copies[0].support) if copies else ""
    if support not in ("", "book", "online"):
        return support
    if told == "m":
        return "game" if fixed[26:27] == "g" else "online" if "856" in marc.fields else "disc"
    if fixed[23:24] in _ONLINE and fixed[23:24]:
        return "ebook"
    if marc.leader[7:8] in ("s", "b"):
        return "magazine"
    is_comic = "6" in fixed[24:28] or any(
        sub(each, "a").startswith("741.5") for each in marc.of("082")
    )
    if is_comic or names_comics(subjects):
        return "comic"
    return "book"


def _audience(marc: MarcRecord, fixed: str) -> str:
    """008/22 means the audience but in serials and maps."""
    if marc.leader[6:7] not in _WITH_AUDIENCE or marc.leader[7:8] in ("s", "b"):
        return ""
    return _AUDIENCE.get(fixed[22:23], "")


_HYPHENS = re.compile(r"[/']")


def _call_number(marc: MarcRecord, copies: tuple[FeedCopy, ...]) -> str:
    """Of the first copy, else the class: Dewey without its marks of length, or the local one."""
    if copies and copies[0].call_number:
        return copies[0].call_number
    dewey = _HYPHENS.sub("", marc.first("082", "a"))
    return dewey or tidy(
        " ".join(part for each in marc.of("099", "090") for part in subs(each, "ab"))
    )
