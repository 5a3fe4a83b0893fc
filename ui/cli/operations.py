"""`beaupre operations`: the record as lines of JSON, and a town rebuilt from such lines.

Export reads beside a running server. Replay writes, so no server may have the database open.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.progress import Progress, counting

if TYPE_CHECKING:
    from catalogue.services.operating.replaying import Replayed

DATABASE = click.option(
    "--database", metavar="PATH|URL", help="SQLite file or database address [beaupre.db]."
)
CONFIG = click.option(
    "--config", type=click.Path(path_type=Path), metavar="FILE", help="Settings of the server."
)
FILE = click.argument(
    "file", metavar="FILE.jsonl", type=click.Path(path_type=Path, allow_dash=True)
)


@click.group(epilog="Example: beaupre operations export town.jsonl --database town.db")
def operations() -> None:
    """Export the record of circulation, or rebuild a town from it.

    One operation a line: id, station, seq, kind, item, patron, at, ground, due. docs/operations.md
    describes the lines.
    """


@operations.command(epilog="Example: beaupre operations export - --full | gzip > town.jsonl.gz")
@FILE
@DATABASE
@CONFIG
@click.option("--full", is_flag=True, help="Each line with its record, hash and chain.")
@click.option("--with-patrons", is_flag=True, help="Who it was, instead of a pseudonym.")
@click.option("--json", "as_json", is_flag=True, help="Say in JSON what was written.")
def export(
    file: Path,
    database: str | None,
    config: Path | None,
    full: bool,
    with_patrons: bool,
    as_json: bool,
) -> None:
    """Write every operation, oldest first; - is standard output.

    A patron is a pseudonym that means nothing outside this file. With --with-patrons the file says
    who read what: keep it no longer than it is needed.
    """
    from catalogue.services.operating import exporting
    from catalogue.services.operating.copying import reading

    with (
        reading(_database(database, config)) as session,
        Progress() as progress,
        _writing(file) as out,
    ):
        total = exporting.count(session)
        tick = counting(progress, "operations written", total)
        lines = exporting.export(
            session, secrets.token_hex(16), tick, full=full, patrons=with_patrons
        )
        written = 0
        for line in lines:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            written += 1
    if str(file) == "-":
        return
    click.echo(json.dumps({"operations": written}) if as_json else f"{file}: {written} operations")


@operations.command(epilog="Example: beaupre operations replay town.jsonl --database new.db --json")
@FILE
@DATABASE
@CONFIG
@click.option("--unchained", is_flag=True, help="Lines without records and hashes.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
def replay(
    file: Path, database: str | None, config: Path | None, unchained: bool, as_json: bool
) -> int:
    """Take in such a file and say what each line came to, what is on loan, and the state's digest.

    The lines may stand in any order: the digest is the same. A bad line is named and stops no
    other; the exit code is 1 then. A file replayed again changes nothing.
    """
    from catalogue.db.database import Database
    from catalogue.server.services import wall_clock
    from catalogue.services.operating.lines import read_lines
    from catalogue.services.operating.replaying import replay as take_in

    with _reading(file) as texts:
        lines, bad = read_lines(texts, unchained=unchained)
    with (
        closing(Database(_database(database, config))) as opened,
        Progress() as progress,
        opened.write() as session,
    ):
        tick = counting(progress, "operations folded", len(lines))
        result = take_in(session, lines, bad, wall_clock(), tick)
    if as_json:
        click.echo(json.dumps(_facts(result), ensure_ascii=False))
    else:
        _tell(result)
    for each in result.bad:
        click.echo(f"line {each.number}: {each.reason}", err=True)
    return ExitCode.PROBLEMS if result.bad else ExitCode.DONE


def _database(database: str | None, config: Path | None) -> str:
    from catalogue.server.settings import load_settings

    return load_settings(config, database=database).database


def _facts(result: Replayed) -> dict[str, Any]:
    return {
        "outcomes": [
            {
                "line": each.number,
                "id": each.id,
                "station": each.station,
                "kind": each.kind,
                "outcome": each.outcome,
                "reason": each.reason,
                "new": each.new,
            }
            for each in result.outcomes
        ],
        "totals": result.totals(),
        "loans": [asdict(loan) | {"open": loan.end_ms is None} for loan in result.loans],
        "bad": [{"line": each.number, "reason": each.reason} for each in result.bad],
        "digest": result.digest.digest,
        "parts": {name: asdict(part) for name, part in result.digest.parts.items()},
    }


def _tell(result: Replayed) -> None:
    from catalogue.services.operating.exporting import iso

    for each in result.outcomes:
        reason = f" ({each.reason})" if each.reason else ""
        again = "" if each.new else ", was there before"
        click.echo(f"{each.number:6}  {each.id}  {each.kind:12} {each.outcome}{reason}{again}")
    open_loans = [loan for loan in result.loans if loan.end_ms is None]
    click.echo(f"on loan: {len(open_loans)} of {len(result.loans)} loans")
    for loan in open_loans:
        click.echo(f"  {loan.item:16} {loan.patron}  due {str(iso(loan.due_ms))[:10]}")
    click.echo(", ".join(f"{name} {count}" for name, count in result.totals().items()))
    click.echo(f"digest {result.digest.digest}")


@contextmanager
def _reading(file: Path) -> Iterator[IO[str]]:
    if str(file) == "-":
        yield sys.stdin
        return
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            yield opened
    except OSError as error:
        raise CliError(f"{file}: {error.strerror}", ExitCode.WRONG_USE) from error


@contextmanager
def _writing(file: Path) -> Iterator[IO[str]]:
    """Standard output, or a file of its owner's alone that is whole or not there."""
    if str(file) == "-":
        yield sys.stdout
        return
    partial = file.with_name(file.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        with partial.open("w", encoding="utf-8") as opened:
            yield opened
        partial.rename(file)
    except OSError as error:
        raise CliError(f"{file}: {error.strerror}", ExitCode.WRONG_USE) from error
    finally:
        partial.unlink(missing_ok=True)
