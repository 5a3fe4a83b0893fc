"""`beaupre patrons import`: the town's own system names its readers in a CSV file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.catalogue.cron import Night, by_night
from ui.cli.errors import ExitCode
from ui.cli.progress import Progress
from ui.cli.served import on_server, operator_of, settings_of

if TYPE_CHECKING:
    from catalogue.server.operator import Operator
    from catalogue.server.patrons_operator import PatronsOperator
    from catalogue.services.patrons.reading import PatronMapping
    from catalogue.wire.patrons import PatronRefused, PatronRow, PatronsImported

COUNTS = ("read", "created", "updated", "unchanged", "deleted")
SHOWN = 20


@click.command("import", epilog="Example: beaupre patrons import readers.csv --mapping orphee.toml")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="TOML",
    help="Which column says what (docs/privacy.md); else columns by their names.",
)
@click.option("--source", metavar="NAME", help="Which system it is from [the file's name].")
@click.option("--complete", is_flag=True, help="Who came from there and is not in it is erased.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@by_night
@on_server
def import_(
    file: Path,
    mapping: Path | None,
    source: str | None,
    complete: bool,
    dry_run: bool,
    log: Path | None,
    mail_on_failure: bool,
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> int:
    """Bring patrons in from a CSV file; the same file again changes nothing.

    Columns: card, number, first_name, last_name, category, branch, language, birth (date or year),
    expires, email, block. A PIN is never in a file: `beaupre patrons pin`. Exit code 1 when lines
    were refused, each with its number and why.
    """
    from catalogue.errors import CatalogueError
    from catalogue.services.patrons.reading import PatronMapping, read_mapping

    night = Night(settings_of(database, config), "patrons import", log, mail_on_failure)
    night.check()
    try:
        chosen = PatronMapping() if mapping is None else read_mapping(mapping)
        name = source or chosen.source or file.stem
        with operator_of(database, config) as operator:
            taking = _take_all(operator, file, chosen, name, complete=complete, dry=dry_run)
    except CatalogueError as error:
        code = ExitCode.UNREACHABLE if error.retry else ExitCode.WRONG_USE
        night.tell(code, [str(error)], {"fault": str(error)})
        raise
    refused = sorted(taking.refused, key=lambda each: (isinstance(each.record, str), each.record))
    facts = {"source": name, **taking.counts, "refused": [each.model_dump() for each in refused]}
    lines = _lines(taking.counts, refused)
    click.echo(json.dumps(facts) if as_json else "\n".join(lines))
    code = ExitCode.PROBLEMS if refused else ExitCode.DONE
    night.tell(code, lines, {**facts, "refused": len(refused)})
    return code


def _take_all(
    operator: Operator,
    file: Path,
    mapping: PatronMapping,
    source: str,
    *,
    complete: bool,
    dry: bool,
) -> _Taking:
    from catalogue.server.patrons_operator import PatronsOperator
    from catalogue.services.patrons.reading import read_patrons

    taking = _Taking(PatronsOperator(operator), source, dry)
    with Progress() as progress:
        for some in _pieces(read_patrons(file, mapping)):
            taking.take(some)
            progress("lines", taking.counts["read"], 0)
        if complete and taking.counts["read"]:
            taking.drop_missing()
    return taking


def _lines(counts: dict[str, int], refused: list[PatronRefused]) -> list[str]:
    told = ", ".join(f"{counts[each]} {each}" for each in COUNTS)
    lines = [f"{told}, {len(refused)} refused"]
    for each in refused[:SHOWN]:
        where = f"line {each.record}" if isinstance(each.record, int) else each.record
        lines.append(f"refused: {where}: {each.reason}")
    if len(refused) > SHOWN:
        lines.append(f"refused: {len(refused) - SHOWN} more (--json)")
    return lines


def _pieces(
    rows: Iterable[PatronRow | PatronRefused],
) -> Iterator[list[PatronRow | PatronRefused]]:
    from catalogue.wire.patrons import MAX_ROWS

    source = iter(rows)
    while some := list(islice(source, MAX_ROWS)):
        yield some


class _Taking:
    """A file on its way in, in batches."""

    def __init__(self, way: PatronsOperator, source: str, dry: bool) -> None:
        self._way = way
        self._source = source
        self._dry = dry
        self._keys: list[str] = []
        self.counts = dict.fromkeys(COUNTS, 0)
        self.refused: list[PatronRefused] = []

    def take(self, some: list[PatronRow | PatronRefused]) -> None:
        """One batch: what is a line, and what is none."""
        from catalogue.wire.patrons import PatronBatch, PatronRow

        rows = [each for each in some if isinstance(each, PatronRow)]
        self.refused += [each for each in some if not isinstance(each, PatronRow)]
        self._keys += [row.number or row.card for row in rows]
        done = self._way.take(PatronBatch(source=self._source, rows=rows, dry_run=self._dry))
        self._add(done)
        self.counts["read"] += len(some) - len(rows)

    def drop_missing(self) -> None:
        """Who is not in the file goes. Lines that were refused name somebody all the same: then
        nobody goes."""
        from catalogue.wire.patrons import PatronRefused

        if any(isinstance(each.record, int) for each in self.refused):
            reason = "nobody is erased while lines are refused"
            self.refused.append(PatronRefused(record="--complete", reason=reason))
            return
        self._add(self._way.drop_missing(self._source, self._keys, dry=self._dry))

    def _add(self, done: PatronsImported) -> None:
        for name in COUNTS:
            self.counts[name] += getattr(done, name)
        self.refused += done.refused
