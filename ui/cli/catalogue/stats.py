"""`beaupre catalogue stats`: what there is and what was lent, in numbers, as CSV and as a chart."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.served import on_server, operator_of

if TYPE_CHECKING:
    from catalogue.wire.statistics import Overview, Series

DAY = click.DateTime(["%Y-%m-%d"])
TITLES = {"loans": "Prêts", "launches": "Ressources numériques ouvertes"}
BY = {
    "kind": "par type de document",
    "branch": "par bibliothèque",
    "hour": "par heure",
    "weekday": "par jour de la semaine",
    "month": "par mois",
    "resource": "par ressource",
}
IN_ORDER = ("hour", "weekday", "month")
"""Drawn side by side."""


def _of_a_period(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--from`, `--to`, `--csv`, `--chart`."""
    for option in (
        click.option(
            "--chart",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Draw it: .svg or .png.",
        ),
        click.option("--csv", "as_csv", is_flag=True, help="CSV instead of text."),
        click.option("--to", "last", type=DAY, metavar="YYYY-MM-DD", help="Last day [today]."),
        click.option(
            "--from", "first", type=DAY, metavar="YYYY-MM-DD", help="First day [a year ago]."
        ),
    ):
        command = option(command)
    return command


@click.group(
    invoke_without_command=True,
    epilog="Example: beaupre catalogue stats loans --by month --chart loans.svg",
)
@on_server
@click.pass_context
def stats(context: click.Context, database: str | None, config: Path | None, as_json: bool) -> None:
    """Say what there is and what is out, in numbers. No number is a person's."""
    if context.invoked_subcommand is not None:
        if database or config or as_json:
            raise CliError(
                f"write the options behind “{context.invoked_subcommand}”", ExitCode.WRONG_USE
            )
        return
    from catalogue.server.patrons_operator import PatronsOperator

    with operator_of(database, config) as operator:
        found = PatronsOperator(operator).overview()
    click.echo(found.model_dump_json() if as_json else _overview(found))


@stats.command(epilog="Example: beaupre catalogue stats loans --by branch --from 2027-01-01 --csv")
@click.option(
    "--by",
    type=click.Choice(["kind", "branch", "hour", "weekday", "month"]),
    default="month",
    show_default=True,
    help="By what they are counted.",
)
@_of_a_period
@on_server
def loans(by: str, **options: Any) -> None:
    """Count loans by kind, branch, hour, weekday or month."""
    from catalogue.server.patrons_operator import PatronsOperator
    from catalogue.wire.statistics import LoansBy

    with operator_of(options["database"], options["config"]) as operator:
        days = _days(options["first"], options["last"])
        found = PatronsOperator(operator).loans(LoansBy(by), *days)
    _show(found, options["as_csv"], options["chart"], options["as_json"])


@stats.command(epilog="Example: beaupre catalogue stats resources --by month --chart use.png")
@click.option(
    "--by",
    type=click.Choice(["month", "resource"]),
    default="month",
    show_default=True,
    help="By what they are counted.",
)
@_of_a_period
@on_server
def resources(by: str, **options: Any) -> None:
    """Count how often digital resources were opened, by month or resource."""
    from catalogue.server.patrons_operator import PatronsOperator
    from catalogue.wire.statistics import ResourcesBy

    with operator_of(options["database"], options["config"]) as operator:
        days = _days(options["first"], options["last"])
        found = PatronsOperator(operator).resources(ResourcesBy(by), *days)
    _show(found, options["as_csv"], options["chart"], options["as_json"])


def _days(first: datetime | None, last: datetime | None) -> tuple[Any, Any]:
    if first is not None and last is not None and last < first:
        raise CliError("--to: is before --from", ExitCode.WRONG_USE)
    return (first and first.date(), last and last.date())


def _show(found: Series, as_csv: bool, chart: Path | None, as_json: bool) -> None:
    if as_csv and as_json:
        raise CliError("--csv and --json: one of them", ExitCode.WRONG_USE)
    if chart is not None:
        _draw(found, chart)
    if as_json:
        click.echo(found.model_dump_json())
    elif as_csv:
        click.echo(_csv(found), nl=False)
    elif chart is None:
        click.echo(_lines(found))
    else:
        click.echo(f"{chart}: {sum(each.value for each in found.counts)} {found.of}")


def _csv(found: Series) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([found.by, "label", found.of])
    writer.writerows([each.key, each.label, each.value] for each in found.counts)
    return text.getvalue()


def _lines(found: Series) -> str:
    wide = max((len(each.label or each.key) for each in found.counts), default=0)
    rows = [f"{each.label or each.key or '?':<{wide}}  {each.value:>9,}" for each in found.counts]
    total = sum(each.value for each in found.counts)
    return "\n".join([f"{found.first} to {found.last}", *rows, f"{'':<{wide}}  {total:>9,}"])


def _draw(found: Series, path: Path) -> None:
    from ui.cli.catalogue.chart import as_svg, bars, columns, write_png

    counts = [(each.label or each.key or "?", each.value) for each in found.counts]
    title = f"{TITLES.get(found.of, found.of)} {BY[found.by]}"
    subtitle = f"du {found.first:%d/%m/%Y} au {found.last:%d/%m/%Y}"
    drawn = (columns if found.by in IN_ORDER else bars)(title, subtitle, counts)
    try:
        if path.suffix == ".svg":
            path.write_text(as_svg(drawn), encoding="utf-8")
        elif path.suffix == ".png":
            write_png(drawn, path)
        else:
            raise CliError("--chart: a file that ends in .svg or .png", ExitCode.WRONG_USE)
    except OSError as error:
        raise CliError(f"{path}: {error.strerror or error}") from error


def _overview(found: Overview) -> str:
    names = {
        "titles": "titles",
        "items": "items",
        "patrons": "accounts of patrons",
        "patrons_active": "of them used within a year",
        "resources": "digital resources",
        "loans_open": "on loan",
        "loans_late": "of them late",
        "digital_loans_open": "e-books on loan",
        "holds_waiting": "holds waiting",
        "holds_ready": "holds ready",
        "conflicts_open": "conflicts open",
    }
    lines = [f"{getattr(found, key):>9,}  {name}" for key, name in names.items()]
    for heading, counts in (
        ("items by kind", found.items_by_kind),
        ("items by branch", found.items_by_branch),
        ("on loan by kind", found.loans_open_by_kind),
    ):
        told = ", ".join(f"{name or '?'} {number:,}" for name, number in counts.items())
        lines.append(f"{heading}: {told or 'none'}")
    return "\n".join(lines)
