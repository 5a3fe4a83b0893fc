"""`beaupre devices`, on a database alone and through its running server."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.central import CARDS, DAY, HandClock, serving, town_template
from support.epubs import epub, package, put
from support.workshop import CHARTER, KIT, DeviceTown
from ui.cli.main import run

__all__ = ["town_template"]

Command = Callable[..., tuple[int, str]]


@pytest.fixture(params=["alone", "served"])
def command(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    town_template: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Command]:
    """Runs one command line; its exit code and what it said."""
    monkeypatch.setenv("BEAUPRE_SERVER_ARGON2_MEMORY_KIB", "8")
    monkeypatch.setenv("BEAUPRE_SERVER_ARGON2_TIME_COST", "1")
    # A command on the database alone looks at the clock of this machine.
    town = DeviceTown(tmp_path, HandClock(time.time_ns() // 1_000_000 - DAY), town_template)
    town.make_device()

    def ask(*arguments: str) -> tuple[int, str]:
        code = run(["devices", *arguments, "--database", town.settings.database])
        said = capsys.readouterr()
        return code, said.out + said.err

    if request.param == "alone":
        town.services.close()
        yield ask
        return
    with serving(town) as url:
        assert town.services.database.lock is not None
        town.services.database.lock.announce(url)
        yield ask
    town.services.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A device's folder of books, as the pack wants it."""
    made = tmp_path / "media"
    made.mkdir()
    (made / "germinal.epub").write_bytes(b"Germinal")
    return made


def test_device_lives_through_all_commands(command: Command, folder: Path) -> None:
    code, said = command("list", "--missing")
    assert (code, said.split()[:5]) == (0, ["kit", "Title", "k", "A", "received_unchecked"])
    assert said.endswith("check, reset, charge, verify pack Romans@1\n")
    code, said = command("check", KIT, "--missing", "cable", "--battery", "41")
    assert code == 0
    assert "in_preparation; reset, charge, verify pack Romans@1, missing part cable" in said
    assert command("prepare", KIT, "--reset", "--battery", "95", "--pack", str(folder)) == (
        0,
        "Title k (kit): missing_part; missing part cable\n",
    )
    assert command("found", KIT, "cable") == (0, "Title k (kit): available\n")
    code, said = command("show", KIT, "--json")
    device = json.loads(said)["device"]
    assert (code, device["state"], device["battery"]) == (0, "available", 95)
    code, said = command("show", KIT)
    assert "part cable" in said
    assert "MISSING" not in said
    assert command("repair", KIT, "--note", "dark")[1] == (
        "Title k (kit): repair; in repair, check, reset, charge, verify pack Romans@1\n"
    )
    assert "in repair since" in command("show", KIT)[1]
    assert command("back", KIT)[1].startswith("Title k (kit): received_unchecked")
    assert command("withdraw", KIT) == (0, "Title k (kit): withdrawn\n")


def test_files_that_differ_are_named(command: Command, folder: Path) -> None:
    (folder / "mine.epub").write_bytes(b"of the borrower")

    assert command("packs", "verify", str(folder), "--pack", "Romans") == (
        1,
        "extra    mine.epub\n",
    )
    assert command("prepare", KIT, "--pack", str(folder)) == (1, "extra    mine.epub\n")
    (folder / "mine.epub").unlink()
    assert command("packs", "verify", str(folder), "--pack", "Romans@1")[0] == 0


def test_pack_is_published_from_a_folder_and_chosen(command: Command, folder: Path) -> None:
    assert command("packs", "publish", str(folder)) == (
        2,
        f"beaupre: {folder}: no pack.toml\n",
    )
    (folder / "pack.toml").write_text(
        'name = "Romans"\n[[titles]]\ntitle = "Germinal"\nrights = "domaine public"\n'
    )
    code, said = command("packs", "publish", str(folder), "--json")
    assert (code, json.loads(said)["version"]) == (0, 2)
    assert command("packs", "assign", KIT, "Romans") == (0, "kit: Romans@2 is to be on it\n")
    assert command("packs", "list")[1].splitlines()[1].startswith("Romans@2: 1 titles, 1 files")
    code, manifest = command("packs", "show", "Romans@1", "--json")
    assert json.loads(manifest)["files"][0]["path"] == "germinal.epub"
    assert "Germinal, Émile Zola: domaine public" in command("packs", "show", "Romans@1")[1]


@pytest.mark.parametrize("command", ["served"], indirect=True)
def test_pack_is_built_from_books_and_its_titles_are_found_on_the_device(
    command: Command, folder: Path
) -> None:
    put(folder, nana=epub(package("Nana", identifier="n")), twice=epub(package("Nana")))
    code, said = command("packs", "build", str(folder), "--name", "Zola", "--rights", "libre")
    assert code == 1
    assert said.splitlines() == [
        "left out germinal.epub: it is damaged: it cannot be read to its end; fetch it again",
        "left out twice.epub: nana.epub is there already, with the same title, author and language",
        "Zola: 1 titles, 2 left out, not published",
    ]
    (folder / "germinal.epub").unlink()
    (folder / "twice.epub").unlink()
    wanted = ["--name", "Zola", "--rights", "libre", "--publish", "--json"]
    code, said = command("packs", "build", str(folder), *wanted)
    assert (code, json.loads(said)["published"]) == (0, "Zola@1")
    assert command("packs", "verify", str(folder), "--pack", "Zola")[0] == 0
    command("packs", "assign", KIT, "Zola")
    assert command("contents", KIT)[1] == "kit: Zola@1\n  Nana, Émile Zola [fr]\n"
    code, said = command("contents", "--json")
    assert json.loads(said)["language"] == "fr"
    assert "Germinal" in command("contents", "--pack", "Romans")[1]


def test_charter_is_shown_published_and_signed(command: Command, tmp_path: Path) -> None:
    text = tmp_path / "charte.txt"
    text.write_text("Je promets davantage.", encoding="utf-8")
    assert command("charters", "show", CHARTER, "--language", "en") == (
        0,
        "liseuse, version 1\n\nI promise.\n",
    )
    assert command("charters", "publish", CHARTER, "--text", f"fr={text}")[0] == 0
    code, said = command("charters", "history", CHARTER, "--card", CARDS["P"])
    assert "no longer the present version" in said
    assert command("charters", "sign", CHARTER, "--card", CARDS["P"]) == (
        0,
        "liseuse: version 2 signed\n",
    )
    code, said = command("charters", "sign", CHARTER, "--card", CARDS["S"])
    assert (code, said) == (1, "beaupre: somebody signs for a minor\n")
    assert (
        command("charters", "sign", CHARTER, "--card", CARDS["S"], "--guardian", "C. Nom")[0] == 0
    )


def test_wrong_use_and_refusals_have_their_exit_codes(command: Command) -> None:
    assert command("show", "x")[0] == 2
    assert command("prepare", KIT)[0] == 2
    assert command("check", KIT, "--charge", "case=500")[0] == 2
    assert command("back", KIT) == (1, "beaupre: kit is not in repair\n")
    assert command("add", KIT) == (1, "beaupre: kit is a device already\n")
    assert command("charters", "show", "tablette")[0] == 2
