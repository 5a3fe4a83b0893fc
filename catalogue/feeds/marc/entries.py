"""What a MARC record is, told by itself, and the entry it makes. Pure."""

from __future__ import annotations

from catalogue.feeds.marc.fields import MarcRecord
from catalogue.feeds.marc.marc21 import from_marc21
from catalogue.feeds.marc.unimarc import from_unimarc
from catalogue.feeds.record import Entry, FeedRecord, Refused
from catalogue.feeds.words import isbns_in

_AUTHORITIES = {"unimarc": "xyz", "marc21": "qzuvwxy"}
"""Leader/06 of what is not a title: authorities, holdings, classes, community information."""


def flavour(marc: MarcRecord) -> str:
    """`unimarc` (title in 200) or `marc21` (in 245); with both or none, the leader's end says it:
    MARC 21 maps fields `4500`, UNIMARC `450 `."""
    has_200, has_245 = "200" in marc.fields, "245" in marc.fields
    if has_200 != has_245:
        return "unimarc" if has_200 else "marc21"
    return "marc21" if marc.leader[20:24] == "4500" else "unimarc"


def entry_of(marc: MarcRecord, number: int, source_id: str = "") -> Entry:
    """`source_id`: as an envelope (OAI-PMH) gives it; else 001, 035, or the first ISBN."""
    named = source_id or _source_id(marc)
    if not named:
        return Refused(number, "it has no number of its own (001 or 035) and no ISBN: give it one")
    if marc.leader[5:6] == "d":
        return FeedRecord(number, named, deleted=True)
    told = flavour(marc)
    if marc.leader[6:7] in _AUTHORITIES[told]:
        return Refused(number, "it is not a title (authority or holdings): leave it out", named)
    record = (from_unimarc if told == "unimarc" else from_marc21)(marc, number, named)
    if not record.title:
        tag = "200$a" if told == "unimarc" else "245$a"
        return Refused(number, f"it has no title ({tag}): give it one in the source", named)
    return record


def _source_id(marc: MarcRecord) -> str:
    told = marc.control("001").strip() or marc.first("035", "a")
    if told:
        return told
    numbers = isbns_in([marc.first("010", "a"), marc.first("020", "a")])
    return numbers[0] if numbers else ""
