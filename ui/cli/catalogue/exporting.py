"""`beaupre catalogue export`: titles and copies as CSV or as JSON lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.served import on_server, settings_of

if TYPE_CHECKING:
    from catalogue.services.importing.exporting import ExportedTitle

COLUMNS = (
    *("id", "title", "subtitle", "author", "contributors", "publisher", "year", "kind"),
    *("language", "subjects", "description", "isbn", "call_number", "audience", "min_age"),
    *("cover", "link", "barcode", "branch", "support", "section", "price", "not_for_loan"),
)
"""Those a mapping file knows."""
KINDS = (
    *("book", "comic", "magazine", "disc", "film", "game", "ereader", "ebook", "audiobook"),
    *("score", "map", "image", "online"),
)
SEPARATOR = "|"


@click.command(epilog="Example: beaupre catalogue export catalogue.csv")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--as",
    "written_as",
    type=click.Choice(["csv", "jsonl"]),
    help="CSV or JSON lines [by the name of the file; CSV].",
)
@on_server
def export(
    file: Path,
    written_as: str | None,
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Write all titles with their copies to FILE.

    CSV has a row a copy; beside it FILE.toml is written, the mapping with which `import` reads it
    again. JSON lines have an object a title, with links and work.
    """
    from ui.cli.catalogue.way import explained, opened
    from ui.cli.progress import Progress

    form = written_as or ("jsonl" if file.suffix in (".jsonl", ".ndjson") else "csv")
    titles = copies = 0
    with (
        explained(),
        opened(settings_of(database, config)) as (imports, _served),
        _new_file(file) as out,
        Progress() as progress,
    ):
        write = WRITERS[form](out)
        after = ""
        while page := imports.exported(after):
            after = page[-1].id
            for title in page:
                write(title)
                titles, copies = titles + 1, copies + len(title.copies)
            progress("titles", titles, 0)
    if form == "csv":
        _write_mapping(file.with_name(file.name + ".toml"))
    if as_json:
        click.echo(json.dumps({"file": str(file), "titles": titles, "items": copies}))
    else:
        click.echo(f"{file}: {titles} titles, {copies} copies")


@contextmanager
def _new_file(file: Path) -> Iterator[TextIO]:
    """Written under another name, and renamed when it is whole."""
    part = file.with_name(file.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        part.replace(file)
    except OSError as error:
        raise CliError(f"{file}: {error.strerror}", ExitCode.WRONG_USE) from error
    finally:
        part.unlink(missing_ok=True)


def _json_lines(out: TextIO) -> Callable[[ExportedTitle], None]:
    from dataclasses import asdict

    def write(title: ExportedTitle) -> None:
        out.write(json.dumps(asdict(title), ensure_ascii=False) + "\n")

    return write


def _csv(out: TextIO) -> Callable[[ExportedTitle], None]:
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    rows.writeheader()

    def write(title: ExportedTitle) -> None:
        told = _of_title(title)
        rows.writerows({**told, **each} for each in _of_copies(title) or [{}])

    return write


WRITERS = {"csv": _csv, "jsonl": _json_lines}


def _of_title(title: ExportedTitle) -> dict[str, object]:
    return {
        "id": title.id,
        "title": title.title,
        "subtitle": title.subtitle,
        "author": title.author,
        "contributors": SEPARATOR.join(title.contributors),
        "publisher": title.publisher,
        "year": title.year,
        # A kind of the town's own (a kit) is no word of feeds.
        "kind": title.kind if title.kind in KINDS else "",
        "language": title.language,
        "subjects": SEPARATOR.join(title.subjects),
        "description": title.description,
        "isbn": title.isbn,
        "call_number": title.call_number,
        "audience": title.audience,
        "min_age": title.min_age,
        "cover": title.cover,
        "link": title.links[0][1] if title.links else "",
        "section": title.collection,
    }


def _of_copies(title: ExportedTitle) -> list[dict[str, object]]:
    return [
        {
            "barcode": copy.barcode,
            "branch": copy.branch,
            "support": copy.kind,
            "call_number": copy.call_number or title.call_number,
            "price": "" if copy.price_cents is None else f"{copy.price_cents / 100:.2f}",
            "not_for_loan": "yes" if copy.not_for_loan else "",
        }
        for copy in title.copies
    ]


def _write_mapping(file: Path) -> None:
    lines = [f'separator = "{SEPARATOR}"', "", "[columns]"]
    lines += [f'{name} = "{name}"' for name in COLUMNS]
    lines += ["", "[kinds]", *(f'{kind} = "{kind}"' for kind in KINDS), ""]
    file.write_text("\n".join(lines), "utf-8")
