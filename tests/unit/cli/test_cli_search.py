"""`beaupre catalogue search`: the same through a running server and in the database itself."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import update

from catalogue.db.holdings import Title
from catalogue.services.marking import mark
from support.central import T0, HandClock, LittleTown, serving, town_template
from ui.cli.main import cli

__all__ = ["town_template"]


def searched(folder: Path, *arguments: str) -> str:
    database = str(folder / "town.db")
    result = CliRunner().invoke(cli, ["catalogue", "search", *arguments, "--database", database])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_search_shows_hits_facets_and_another_spelling(tmp_path: Path, town_template: Path) -> None:
    """Guard: `_ask`, with and without a server."""
    town = LittleTown(tmp_path, HandClock(), town_template)
    kiosk = town.kiosk("a1")
    town.send(kiosk, kiosk.check_in(T0, "x"))
    with town.services.database.write() as session:
        session.execute(
            update(Title).where(Title.id == "t").values(title="Cœurs brûlés", author="Zola")
        )
        mark(session, "title", "t")
    lock = town.services.database.lock
    assert lock is not None
    with serving(town) as url:
        lock.announce(url)
        through = searched(tmp_path, "coeur", "--branch", "A", "--json")
    town.services.close()
    assert json.loads(through)["hits"][0]["key"] == "t"
    assert searched(tmp_path, "coeur", "--branch", "A", "--json") == through

    shown = searched(tmp_path, "coeur")
    assert "Cœurs brûlés – Zola (book, fr) 2 of 2 to be had  [t]" in shown
    assert "1 found\n  kind: book 1\n" in shown
    assert searched(tmp_path, "brules", "zolla") == "0 found\ndid you mean: brûlés zola\n"
