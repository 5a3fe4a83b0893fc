"""The metadata of an OAI-PMH record into an entry: Dublin Core, MARC in XML, UNIMARC of PMB."""

from __future__ import annotations

import re

from catalogue.feeds.marc.charsets import clean
from catalogue.feeds.marc.entries import entry_of
from catalogue.feeds.marc.fields import MARK, MarcRecord
from catalogue.feeds.marc.xml import record_of
from catalogue.feeds.record import Entry, FeedLink, FeedRecord, Refused
from catalogue.feeds.words import (
    isbns_in,
    kind_of_words,
    language,
    once,
    tidy,
    turned_name,
    web_address,
    year_in,
)
from catalogue.feeds.xmlsafe import Element, local, text_of

PREFIXES = ("pmb_xml_unimarc", "unimarc", "marcxchange", "marcxml", "marc21", "marc", "oai_dc")
"""What is read, the richest first."""

_PLACE = re.compile(r"\s*\([^()]*\)$")
_THUMBNAIL = re.compile(r"vignette|cover|couverture|thumbnail", re.IGNORECASE)
_ABSTRACT = 40
"""Letters from which a description is one, and not an extent or a note."""


def entry_from(metadata: Element, number: int, source_id: str) -> Entry:
    """The entry of what stands in `metadata`."""
    name = local(metadata)
    if name == "record":
        return entry_of(record_of(metadata), number, source_id)
    if name == "notice":
        return entry_of(_pmb(metadata), number, source_id)
    if name == "dc":
        return _dublin_core(metadata, number, source_id)
    if name in ("unimarc", "collection", "pmbmarc") and len(metadata):
        return entry_from(metadata[0], number, source_id)
    return Refused(number, f"its metadata ({name}) is in no format that is read", source_id)


def _pmb(notice: Element) -> MarcRecord:
    """PMB's own XML: `<dt>` and the like make the leader, `<f c ind><s c>` are fields."""
    told = {local(child): (child.text or " ")[:1] for child in notice if local(child) != "f"}
    leader = f"     {told.get('rs', 'n')}{told.get('dt', 'a')}{told.get('bl', 'm')}"
    leader = f"{leader}{told.get('hl', ' ')} 22        450 "
    fields: dict[str, list[str]] = {}
    for child in notice:
        if local(child) != "f":
            continue
        parts = [MARK + (each.get("c") or " ")[:1] + (each.text or "") for each in child]
        text = "".join([(child.get("ind") or "").ljust(2)[:2], *parts]) if parts else child.text
        fields.setdefault(child.get("c", ""), []).append(clean(text or ""))
    return MarcRecord(leader, fields)


def _dublin_core(dc: Element, number: int, source_id: str) -> Entry:
    said: dict[str, list[str]] = {}
    for child in dc:
        if text := tidy(text_of(child)):
            said.setdefault(local(child), []).append(text)
    title, _, subtitle = said.get("title", [""])[0].partition(" : ")
    if not title:
        return Refused(number, "it has no dc:title: give it one in the source", source_id)
    names = once(turned_name(each) for each in said.get("creator", ()))
    addresses = once(map(web_address, said.get("identifier", ())))
    return FeedRecord(
        number=number,
        source_id=source_id,
        title=title,
        subtitle=subtitle,
        author=names[0] if names else "",
        contributors=once([*names[1:], *map(turned_name, said.get("contributor", ()))]),
        publisher=_PLACE.sub("", said.get("publisher", [""])[0]),
        year=next(filter(None, map(year_in, said.get("date", ()))), None),
        kind=_kind(said),
        language=language(said.get("language", [""])[0]),
        subjects=once(said.get("subject", ())),
        description=_description(said.get("description", [])),
        isbns=isbns_in(each for each in said.get("identifier", ()) if "/" not in each),
        cover=_cover(said.get("relation", [])),
        links=tuple(FeedLink("alternate", address) for address in addresses),
    )


def _kind(said: dict[str, list[str]]) -> str:
    told = [kind_of_words(each) for each in said.get("type", ())]
    return next(filter(None, told), "book")


def _description(told: list[str]) -> str:
    longest = max(told, key=len, default="")
    return longest if len(longest) > _ABSTRACT else ""


def _cover(relations: list[str]) -> str | None:
    """Of PMB: `Vignette : address`."""
    told = (each.partition(" : ")[2] for each in relations if _THUMBNAIL.match(each))
    return next(filter(None, map(web_address, told)), None)
