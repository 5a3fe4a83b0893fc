"""Addresses in a MARC record (856, and 896 of PMB): its cover, and what it opens. Pure."""

from __future__ import annotations

import re

from catalogue.feeds.marc.fields import MarcRecord, sub, subs
from catalogue.feeds.record import FeedLink
from catalogue.feeds.words import web_address

_COVER = re.compile(r"couverture|cover|vignette|jaquette|thumbnail|^image/", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
DIGITAL = ("ebook", "audiobook", "online")
"""Kinds that an address may give as a whole."""


def cover(marc: MarcRecord) -> str | None:
    """The first address that says it is a cover."""
    if "856" in marc.fields:
        for each in marc.fields["856"]:
            address = web_address(sub(each, "u"))
            if address and _is_cover(each):
                return address
    return web_address(marc.first("896", "a")) or None if "896" in marc.fields else None


def links(marc: MarcRecord, *, digital: bool) -> tuple[FeedLink, ...]:
    """The other addresses: `acquisition` where a digital title itself is there, else `related`."""
    if "856" not in marc.fields:
        return ()
    return tuple(
        FeedLink(
            rel="acquisition" if digital and each[1:2] != "2" else "related",
            href=address,
            type=told if _MEDIA_TYPE.fullmatch(told := sub(each, "q")) else "",
            title=" ".join(subs(each, "y") or subs(each, "z") or subs(each, "3")),
        )
        for each in marc.fields["856"]
        if not _is_cover(each)
        for address in map(web_address, subs(each, "u"))
        if address
    )


def _is_cover(field: str) -> bool:
    return any(_COVER.search(each) for each in subs(field, "3qyz"))
