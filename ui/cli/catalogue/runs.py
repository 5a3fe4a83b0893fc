"""`beaupre catalogue runs|rollback`: what was imported, and undoing it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ui.cli.errors import ExitCode
from ui.cli.served import on_server, settings_of


@click.command(epilog="Example: beaupre catalogue runs --source notices.mrc")
@click.argument("run_id", metavar="[RUN]", required=False)
@click.option("--source", help="Of this source only.")
@on_server
def runs(
    run_id: str | None,
    source: str | None,
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """List imports, the newest first; of RUN all it refused and kept."""
    from ui.cli.catalogue import reporting
    from ui.cli.catalogue.loading import remarks_of
    from ui.cli.catalogue.way import explained, opened

    with explained(), opened(settings_of(database, config)) as (imports, _served):
        if run_id is None:
            found = imports.runs(source)
            if as_json:
                _print({"runs": [reporting.run_facts(run) for run in found]})
            else:
                reporting.show([reporting.run_line(run) for run in found])
            return
        run, remarks = imports.run(run_id), remarks_of(imports, run_id)
    if as_json:
        _print({**reporting.run_facts(run), **reporting.remark_facts(remarks)})
    else:
        reporting.show([reporting.run_line(run), *reporting.remark_lines(remarks)])


@click.command(epilog="Example: beaupre catalogue rollback 01a2032f-8e22-74ee-b4df-37292debf6dc")
@click.argument("run_id", metavar="RUN")
@on_server
def rollback(run_id: str, database: str | None, config: Path | None, as_json: bool) -> int:
    """Undo an import: what it changed is as it was before.

    What was lent since, or changed by a later import, stays and is listed; exit code 1 then.
    Interrupted, the same command goes on.
    """
    from catalogue.services.importing.model import Remark, RemarkKind
    from catalogue.services.importing.source_lock import only_one
    from ui.cli.catalogue import reporting
    from ui.cli.catalogue.loading import remarks_of
    from ui.cli.catalogue.way import author, explained, opened
    from ui.cli.progress import Progress

    settings = settings_of(database, config)
    with explained(), opened(settings) as (imports, _served), Progress() as progress:
        source = imports.run(run_id).source
        before = len(remarks_of(imports, run_id))
        with only_one(settings.database, source):
            step = imports.rollback(run_id, author())
            while not step.done:
                progress("left to undo", step.after, 0)
                step = imports.rollback(run_id, author())
        run, found = imports.run(run_id), remarks_of(imports, run_id)
    kept: list[Remark] = [each for each in found[before:] if each.kind is RemarkKind.KEPT]
    if as_json:
        facts = {**reporting.run_facts(run), "kept": reporting.remark_facts(kept)["kept"]}
        _print(facts)
    else:
        reporting.show([reporting.run_line(run), *reporting.remark_lines(kept)])
    return ExitCode.PROBLEMS if kept else ExitCode.DONE


def _print(facts: dict[str, object]) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False))
