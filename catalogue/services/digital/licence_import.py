"""Licences of e-books put in: a CSV file, or a feed of OPDS 2.0 whose publications have `licenses`
(ODL 1.0).

CSV, UTF-8 with a header: `id, title, provider, order_ref, format, drm, starts, expires, tokens,
tokens_left, concurrent, loan_days, status, borrow_url, secret`; all but `id` and `title` may be
left out. `title`: the title's id in the catalogue, or its ISBN. A row that cannot be is refused
with a sentence, the others are taken.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.digital import DigitalProvider, EbookLicence
from catalogue.db.holdings import Title
from catalogue.db.importing import TitleLink
from catalogue.domain.digital.licences import LicenceState
from catalogue.services import audit
from catalogue.services.digital.file import Count, FileFaults, Id, Row, is_safe

TYPES = frozenset({LicenceState.PREORDER, LicenceState.AVAILABLE, LicenceState.UNAVAILABLE})
MAX_ROWS = 200_000
DAY_S = 24 * 3600


Moment = Annotated[dt.date | dt.datetime, Field(union_mode="left_to_right")]


class LicenceRow(Row):
    """A licence as it is put in. `expires`: its last moment; a date means the end of that day."""

    id: Annotated[str, Field(min_length=1, max_length=200)]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    provider: Id | None = None
    order_ref: Annotated[str, Field(max_length=200)] = ""
    format: Annotated[str, Field(max_length=100)] = "application/epub+zip"
    drm: Annotated[str, Field(pattern="^(none|watermark|lcp|adobe)$")] = "lcp"
    starts: Moment | None = None
    expires: Moment | None = None
    tokens: Count | None = None
    tokens_left: Count | None = None
    concurrent: Count | None = None
    loan_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    status: LicenceState = LicenceState.AVAILABLE
    borrow_url: Annotated[str, Field(max_length=1000)] = ""
    secret: Id | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        years = [each.year for each in (self.starts, self.expires) if each is not None]
        if any(not 1970 <= year <= 2999 for year in years):
            raise ValueError("starts, expires: no year a licence is for")
        if self.status not in TYPES:
            raise ValueError("status: preorder, available or unavailable")
        if self.borrow_url and not is_safe(self.borrow_url.partition("{")[0]):
            raise ValueError("borrow_url: an https address is needed")
        if None not in (self.tokens, self.tokens_left) and self.tokens_left > self.tokens:  # type: ignore[operator]
            raise ValueError("tokens_left: more than there are")
        return self


@dataclass(slots=True)
class LicenceReport:
    """What became of the rows. `refused`: their number, from 1, and why."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def read_licences(text: str) -> list[LicenceRow | str]:
    """The licences of a file, or why one was refused, in its order. Raises FileFaults for what is
    neither CSV nor such a feed."""
    if text.lstrip().startswith(("{", "[")):
        return list(_checked(_of_feed(text)))
    return list(_checked(_of_csv(text)))


def licences_of_links(session: Session) -> list[LicenceRow | str]:
    """The licences that feeds of OPDS 2.0 brought in with their titles (`title_links`)."""
    links = session.execute(
        select(TitleLink.title, TitleLink.properties)
        .order_by(TitleLink.title, TitleLink.n)
        .execution_options(yield_per=500)
    )
    rows: Iterator[Mapping[str, object] | str] = (
        {**of_odl(licence, ""), "title": title}
        for title, properties in links
        for licence in _list(properties.get("licenses"))
    )
    return list(_checked(rows))


def _list(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _checked(rows: Iterator[Mapping[str, object] | str]) -> Iterator[LicenceRow | str]:
    for n, row in enumerate(rows):
        if n >= MAX_ROWS:
            raise FileFaults([f"more than {MAX_ROWS} licences"])
        if isinstance(row, str):
            yield row
            continue
        try:
            yield LicenceRow.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            yield f"{where}: {first['msg']}".removeprefix(": ").replace("Value error, ", "")


def _of_csv(text: str) -> Iterator[Mapping[str, object] | str]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        columns = set(reader.fieldnames or ())
        missing, unknown = {"id", "title"} - columns, columns - set(LicenceRow.model_fields)
        if missing or unknown:
            said = f"{min(missing)} is missing" if missing else f"{min(unknown)} is no column"
            raise FileFaults([f"the first line names the columns: {said}"])
        for row in reader:
            if None in row:
                yield "more fields than columns"
                continue
            yield {name: value for name, value in row.items() if value not in ("", None)}
    except csv.Error as error:
        raise FileFaults([f"line {reader.line_num}: {error}"]) from error


def _of_feed(text: str) -> Iterator[Mapping[str, object] | str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileFaults(["not JSON"]) from error
    publications = data.get("publications", [data]) if isinstance(data, dict) else data
    if not isinstance(publications, list):
        raise FileFaults(["publications: a list is needed"])
    for publication in publications:
        metadata = _table(publication, "metadata")
        licences = publication.get("licenses", ()) if isinstance(publication, dict) else ()
        for licence in _list(licences):
            yield of_odl(licence, str(metadata.get("identifier") or ""))


def of_odl(licence: object, title: str) -> dict[str, object]:
    """An entry of `licenses` (ODL 1.0, section 2) as a row; what it does not say is left out."""
    metadata, terms = _table(licence, "metadata"), _table(_table(licence, "metadata"), "terms")
    length = terms.get("length")
    links = licence.get("links", ()) if isinstance(licence, dict) else ()
    borrow = next((x for x in links if isinstance(x, dict) and x.get("rel") == "borrow"), {})
    said = {
        "id": metadata.get("identifier"),
        "title": title.removeprefix("urn:isbn:").removeprefix("urn:ISBN:"),
        "format": metadata.get("format"),
        "drm": "lcp" if "protection" in metadata else "none",
        "starts": metadata.get("created"),
        "expires": terms.get("expires"),
        "tokens": terms.get("checkouts"),
        "concurrent": terms.get("concurrency"),
        "loan_days": math.ceil(length / DAY_S) if isinstance(length, int) else None,
        "borrow_url": borrow.get("href"),
        "tokens_left": _table(licence, "checkouts").get("left"),
        "status": _table(licence, "metadata").get("status"),
    }
    return {name: _first(value) for name, value in said.items() if value is not None}


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _table(data: object, name: str) -> Mapping[str, object]:
    found = data.get(name) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def put_licences(
    session: Session,
    rows: list[LicenceRow | str],
    default_provider: str | None,
    now_ms: int,
    actor: str,
) -> LicenceReport:
    """Put licences in; what is there already is brought up to date, and keeps its used tokens
    unless the file says how many are left."""
    report = LicenceReport()
    providers = set(session.scalars(select(DigitalProvider.id)))
    for number, row in enumerate(rows, start=1):
        report.read += 1
        fault = (
            row if isinstance(row, str) else _put(session, row, default_provider, providers, report)
        )
        if fault is not None:
            report.refused.append((number, fault))
    if report.created or report.updated:
        details = {"created": report.created, "updated": report.updated}
        audit.write(session, now_ms, actor, "digital.licences", "licences", details)
    return report


def _put(
    session: Session,
    row: LicenceRow,
    default_provider: str | None,
    providers: set[str],
    report: LicenceReport,
) -> str | None:
    """None, or why it was refused."""
    title = _title(session, row.title)
    if title is None:
        return f"title: the catalogue has no {row.title}; import its notice first"
    provider = row.provider or default_provider
    if provider is not None and provider not in providers:
        return f"provider: there is no {provider}"
    known = session.get(EbookLicence, row.id, with_for_update=True)
    left = row.tokens_left if row.tokens_left is not None else row.tokens
    if known is not None and row.tokens_left is None and row.tokens is not None:
        used = (known.tokens_total or 0) - (known.tokens_left or 0)
        left = max(0, row.tokens - used)
    values = {
        "title": title,
        "provider": provider,
        "order_ref": row.order_ref,
        "format": row.format,
        "drm": row.drm,
        "starts_ms": _moment(row.starts, 0),
        "expires_ms": _moment(row.expires, 1),
        "tokens_total": row.tokens,
        "tokens_left": left,
        "concurrent_max": row.concurrent,
        "loan_days": row.loan_days,
        "status": row.status.value,
        "borrow_url": row.borrow_url,
        "secret": row.secret,
    }
    if known is None:
        session.add(EbookLicence(id=row.id, **values))
        report.created += 1
    elif all(getattr(known, name) == value for name, value in values.items()):
        report.unchanged += 1
    else:
        for name, value in values.items():
            setattr(known, name, value)
        report.updated += 1
    session.flush()
    return None


def _title(session: Session, named: str) -> str | None:
    found = session.get(Title, named)
    if found is not None:
        return found.id
    isbn = named.replace("-", "")
    return session.scalar(select(Title.id).where(Title.isbn == isbn, Title.isbn != "").limit(1))


def _moment(value: dt.datetime | dt.date | None, days: int) -> int | None:
    """Milliseconds UTC; of a date: its midnight, `days` later."""
    if value is None:
        return None
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value + dt.timedelta(days=days), dt.time())
    if value.tzinfo is None:
        value = value.replace(tzinfo=dt.UTC)
    return int(value.timestamp() * 1000)
