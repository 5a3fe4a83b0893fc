"""`beaupre catalogue search`: what a reader would find, through the running server or in the
database itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import click

from ui.cli.served import on_server, operator_of

if TYPE_CHECKING:
    from catalogue.server.operator import Operator
    from catalogue.wire.search import SearchAnswer

FACETS = ("kind", "language", "audience", "branch", "ereader")
SHOWN_VALUES = 6


@click.command(epilog="Example: beaupre catalogue search petit prince --branch moulin --available")
@click.argument("words", nargs=-1)
@click.option("--kind", multiple=True, metavar="KIND", help="Only these: book, comic, disc …")
@click.option("--language", multiple=True, metavar="CODE", help="Only in these: fr, en …")
@click.option(
    "--audience", multiple=True, metavar="WHO", help="Only for: adult, youth, child, all."
)
@click.option("--branch", multiple=True, metavar="ID", help="Only with a copy in these branches.")
@click.option("--ereader", multiple=True, metavar="NAME", help="Only what these e-readers hold.")
@click.option("--available", is_flag=True, help="Only what can be had now.")
@click.option(
    "--offset", type=click.IntRange(0, 1000), default=0, metavar="N", help="Hits to skip."
)
@click.option(
    "--limit", type=click.IntRange(0, 100), default=20, metavar="N", help="Hits to show [20]."
)
@on_server
def search(
    words: tuple[str, ...],
    available: bool,
    offset: int,
    limit: int,
    database: str | None,
    config: Path | None,
    as_json: bool,
    **chosen: tuple[str, ...],
) -> None:
    """Search the catalogue for WORDS; without words, everything.

    Shows the hits, the best first, what they could be narrowed by, and another spelling where there
    are next to none.
    """
    asked = {name: list(chosen[name]) for name in FACETS} | {"available": ["now"] * available}
    with operator_of(database, config) as operator:
        answer = _ask(operator, " ".join(words), asked, offset, limit)
    if as_json:
        click.echo(json.dumps(answer.model_dump(mode="json"), ensure_ascii=False))
        return
    _show(answer, offset)


def _ask(
    operator: Operator, words: str, asked: dict[str, list[str]], offset: int, limit: int
) -> SearchAnswer:
    from catalogue.search.model import MAX_TEXT, Facet, Query
    from catalogue.wire.search import SearchAnswer, answer_of

    words = words[:MAX_TEXT]
    if operator.services is None:
        given = {"q": words, "offset": offset, "limit": limit, **asked}
        return SearchAnswer.model_validate_json(
            operator.ask("GET", f"/v1/search?{urlencode(given, doseq=True)}")
        )
    chosen = {Facet(name): frozenset(values) for name, values in asked.items() if values}
    finding = operator.services.finding
    finding.catch_up()
    return answer_of(finding.search(Query(words, chosen, offset, limit)))


def _show(answer: SearchAnswer, offset: int) -> None:
    for number, hit in enumerate(answer.hits, offset + 1):
        title = f"{hit.title} : {hit.subtitle}" if hit.subtitle else hit.title
        about = ", ".join(filter(None, (hit.kind, str(hit.year or ""), hit.language)))
        there = f"{hit.available} of {hit.copies} to be had"
        on = f"; on e-readers: {hit.pack}" if hit.pack else ""
        click.echo(f"{number:4} {title} – {hit.author or '?'} ({about}) {there}{on}  [{hit.key}]")
    least = "" if answer.exact else "at least "
    click.echo(
        f"{least}{answer.total} found" + ("" if answer.complete else ", index in the making")
    )
    for facet, values in answer.facets.items():
        shown = ", ".join(f"{each.value} {each.hits}" for each in values[:SHOWN_VALUES])
        more = f" and {len(values) - SHOWN_VALUES} more" if len(values) > SHOWN_VALUES else ""
        click.echo(f"  {facet}: {shown}{more}")
    if answer.suggestion is not None:
        click.echo(f"did you mean: {answer.suggestion}")
