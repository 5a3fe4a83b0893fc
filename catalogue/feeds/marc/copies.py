"""Copies in a MARC record: 995 and 996 (UNIMARC), 952, 949 and 852 (MARC 21). Pure.

995  Recommandation 995; Koha writes its own values into the same subfields
996  PMB, which repeats each 995 in words: merged with it by barcode
952  Koha for MARC 21
949  Innovative and others; 852 holdings with a piece designation
"""

from __future__ import annotations

from catalogue.feeds.marc.fields import MARK, MarcRecord, sub, subs
from catalogue.feeds.record import FeedCopy
from catalogue.feeds.words import cents, tidy

_EXCLUDED = ("c", "e")
"""995$o: consulted on the spot, excluded from loan."""


def unimarc_copies(marc: MarcRecord) -> tuple[FeedCopy, ...]:
    """In the order of the fields, one a barcode."""
    found: dict[str, FeedCopy] = {}
    price = _price_of_title(marc, "010", "d")
    worded = {sub(each, "f"): each for each in marc.fields.get("996", ())}
    for each in marc.fields.get("995", ()):
        barcode = sub(each, "f")
        if barcode and barcode not in found:
            found[barcode] = _copy_995(barcode, each, worded.get(barcode, ""), price)
    for barcode, each in worded.items():
        if barcode and barcode not in found:
            found[barcode] = _copy_995(barcode, "", each, price)
    if not found and ("952" in marc.fields or "949" in marc.fields):
        return marc21_copies(marc)
    return tuple(found.values())


def _copy_995(barcode: str, coded: str, worded: str, price: int | None) -> FeedCopy:
    return FeedCopy(
        barcode,
        branch=tidy(sub(worded, "v") or sub(coded, "b") or sub(coded, "c") or sub(coded, "a")),
        support=tidy(sub(worded, "e") or sub(coded, "r")),
        section=tidy(sub(worded, "x") or sub(coded, "e")),
        call_number=tidy(sub(coded, "k") or sub(worded, "k")),
        price_cents=_pmb_price(worded) or price,
        not_for_loan=MARK + "9pret_flag:0" in worded or _excluded(sub(coded, "o")),
    )


def _excluded(circulation: str) -> bool:
    """995$o: letters of the recommendation, or Koha's numbers, 0 being `for loan`."""
    bare = circulation.strip().lower()
    return bare in _EXCLUDED or (bare.lstrip("-").isdigit() and int(bare) != 0)


def _pmb_price(worded: str) -> int | None:
    _, told, rest = worded.partition(MARK + "9expl_prix:")
    return cents(rest.partition(MARK)[0]) if told else None


def _price_of_title(marc: MarcRecord, tag: str, code: str) -> int | None:
    """What the title costs in shops: asked for a copy that names no price of its own."""
    told = marc.first(tag, code)
    return cents(told) if told else None


def marc21_copies(marc: MarcRecord) -> tuple[FeedCopy, ...]:
    """In the order of the fields, one a barcode. The first tag that has barcodes counts."""
    price = _price_of_title(marc, "020", "c")
    for tag, read in (("952", _copy_952), ("949", _copy_949), ("852", _copy_852)):
        found: dict[str, FeedCopy] = {}
        for each in marc.fields.get(tag, ()):
            copy = read(each, price)
            if copy.barcode:
                found.setdefault(copy.barcode, copy)
        if found:
            return tuple(found.values())
    return ()


def _copy_952(field: str, price: int | None) -> FeedCopy:
    return FeedCopy(
        sub(field, "p"),
        branch=sub(field, "a") or sub(field, "b"),
        support=sub(field, "y"),
        section=sub(field, "c") or sub(field, "8"),
        call_number=tidy(sub(field, "o")),
        price_cents=cents(sub(field, "v") or sub(field, "g")) or price,
        not_for_loan=any(sub(field, code) not in ("", "0") for code in "7014"),
    )


def _copy_949(field: str, price: int | None) -> FeedCopy:
    return FeedCopy(
        sub(field, "i") or sub(field, "b"),
        branch=sub(field, "l"),
        support=sub(field, "t"),
        section=sub(field, "c"),
        call_number=tidy(sub(field, "a")),
        price_cents=cents(sub(field, "p")) or price,
    )


def _copy_852(field: str, price: int | None) -> FeedCopy:
    return FeedCopy(
        sub(field, "p"),
        branch=sub(field, "b"),
        section=sub(field, "c"),
        call_number=tidy(" ".join(subs(field, "khi"))),
        price_cents=cents(sub(field, "9")) or price,
    )
