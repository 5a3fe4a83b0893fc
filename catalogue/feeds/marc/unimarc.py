"""A UNIMARC record into a feed record (IFLA UNIMARC Bibliographic; Recommandation 995). Pure."""

from __future__ import annotations

import re

from catalogue.feeds.marc.copies import unimarc_copies
from catalogue.feeds.marc.fields import MARK, MarcRecord, sub, subs
from catalogue.feeds.marc.located import DIGITAL, cover, links
from catalogue.feeds.record import FeedCopy, FeedRecord
from catalogue.feeds.words import (
    audience_of_words,
    in_natural_order,
    isbns_in,
    kind_of_words,
    language,
    names_comics,
    once,
    tidy,
    year_in,
)

_BY_TYPE = {
    "b": "book", "c": "score", "d": "score", "e": "map", "f": "map", "g": "film",
    "i": "audiobook", "j": "disc", "k": "image", "r": "game",
}  # fmt: skip
"""Leader/06. Text (a) and electronic resources (l, m) need a closer look."""
_AUDIENCE = {
    "a": "youth", "b": "child", "c": "child", "d": "child", "e": "youth", "k": "adult",
    "m": "adult",
}  # fmt: skip
"""100$a/17-19."""
_SET_APART = re.compile(r"^(?:\[([A-Za-z]{1,3}['’ ]) *\]|([A-Za-z]{1,3}['’ ])\|)")
_COMICS = re.compile(r"\b741\.5")
_AUTHORS = ("700", "710", "720", "716", "701", "711", "702", "712")
_SUBJECTS = ("600", "601", "602", "604", "605", "606", "607", "608", "610")
_PARTS = "abtxyz"
_WORD_LIST = re.compile(r"\s*;\s*")
"""Uncontrolled words (610) come one a subfield, or all in one."""


def from_unimarc(marc: MarcRecord, number: int, source_id: str) -> FeedRecord:
    """What the record says. Without 200$a the title is empty."""
    coded = marc.first("100", "a")
    title, subtitle = _title(marc)
    author, contributors = _names(marc)
    copies = unimarc_copies(marc)
    subjects = _subjects(marc)
    kind = _kind(marc, copies, subjects)
    published = next(iter(marc.of("214", "210")), "")
    return FeedRecord(
        number=number,
        source_id=source_id,
        title=title,
        subtitle=subtitle,
        author=author,
        contributors=contributors,
        publisher=tidy(sub(published, "c")),
        year=year_in(coded[9:13]) or year_in(sub(published, "d")),
        kind=kind,
        language=language(marc.first("101", "a")),
        subjects=subjects,
        description=tidy(marc.first("330", "a") or marc.first("327", "a")),
        isbns=isbns_in(sub(each, code) for tag, code in (("010", "a"), ("073", "a"))
                       for each in marc.of(tag)),
        call_number=copies[0].call_number if copies else marc.first("676", "a"),
        audience=_audience(marc, coded, copies),
        cover=cover(marc),
        copies=copies,
        links=links(marc, digital=kind in DIGITAL and not copies),
    )  # fmt: skip


def _title(marc: MarcRecord) -> tuple[str, str]:
    """200$a with number and name of the part ($h, $i), and $e."""
    field = marc.fields.get("200", ("",))[0]
    title = _without_marks(tidy(sub(field, "a")))
    for part in subs(field, "hi") if MARK + "h" in field or MARK + "i" in field else ():
        if part != title:
            title = f"{title}. {tidy(part)}" if title else tidy(part)
    return title, tidy(" : ".join(subs(field, "e"))) if MARK + "e" in field else ""


def _without_marks(title: str) -> str:
    """PMB lets cataloguers set what is not sorted apart by hand: `[La ]mer`, `Les |uns`."""
    if title[:1] == "[" or "|" in title[:5]:
        return _SET_APART.sub(r"\1\2", title)
    return title


def _names(marc: MarcRecord) -> tuple[str, tuple[str, ...]]:
    """Main author and the others; without any access point the statement of 200$f."""
    names = [
        in_natural_order(tidy(sub(each, "a")), tidy(sub(each, "b")) if personal else "")
        for tag in _AUTHORS
        if tag in marc.fields
        for personal in (tag[1] == "0",)
        for each in marc.fields[tag]
    ]
    found = once(names)
    if not found:
        return tidy(marc.first("200", "f")).rstrip(" .,[]"), ()
    return found[0], found[1:]


def _subjects(marc: MarcRecord) -> tuple[str, ...]:
    found: list[str] = []
    for tag in _SUBJECTS:
        for each in marc.fields.get(tag, ()):
            parts = subs(each, _PARTS)
            found += _WORD_LIST.split(";".join(parts)) if tag == "610" else [" -- ".join(parts)]
    return once(tidy(each) for each in found)


def _kind(marc: MarcRecord, copies: tuple[FeedCopy, ...], subjects: tuple[str, ...]) -> str:
    """Leader/06-07 first, then what copies, subjects and classes say of texts."""
    leader = marc.leader
    told = leader[6:7]
    if told in _BY_TYPE:
        return _BY_TYPE[told]
    support = kind_of_words(copies[0].support) if copies else ""
    if told in "lm" and told:
        return _electronic(marc, copies, support)
    if support not in ("", "book", "online"):
        return support
    if leader[7:8] == "s" or (leader[7:8] == "a" and told == "a"):
        return "magazine"
    if _is_comic(marc, copies, subjects):
        return "comic"
    if _is_online(marc) and not copies:
        return "ebook"
    return "book"


def _electronic(marc: MarcRecord, copies: tuple[FeedCopy, ...], support: str) -> str:
    if support not in ("", "book", "magazine"):
        return support
    coded = marc.first("135", "a")[:1]
    if coded == "g":
        return "game"
    if coded == "d" and "856" in marc.fields and not copies:
        return "ebook"
    return "online" if "856" in marc.fields and not copies else "disc"


def _is_comic(marc: MarcRecord, copies: tuple[FeedCopy, ...], subjects: tuple[str, ...]) -> bool:
    """105$a/4-7 = t (cartoons or comics), Dewey 741.5, or the words of a section or form."""
    return (
        "t" in marc.first("105", "a")[4:8]
        or bool(_COMICS.match(marc.first("676", "a")))
        or names_comics(subjects)
        or any(kind_of_words(copy.section) == "comic" for copy in copies)
    )


def _is_online(marc: MarcRecord) -> bool:
    """An electronic carrier (182$c = c, 135) and an address."""
    return "856" in marc.fields and (
        "135" in marc.fields or any(sub(each, "c") == "c" for each in marc.of("182"))
    )


def _audience(marc: MarcRecord, coded: str, copies: tuple[FeedCopy, ...]) -> str:
    """100$a/17-19, else the public code 995$q, else the words of the section."""
    told = once(_AUDIENCE.get(char, "") for char in coded[17:20])
    if told:
        return told[0] if len(told) == 1 else "all" if "adult" in told else "youth"
    public = marc.first("995", "q")[:1].lower()
    if public in _PUBLIC:
        return _PUBLIC[public]
    return next((word for copy in copies if (word := audience_of_words(copy.section))), "")


_PUBLIC = {"a": "adult", "j": "youth", "e": "child"}
"""995$q, as French systems write it."""
