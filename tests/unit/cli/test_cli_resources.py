"""`beaupre resources`, on a database alone and through its running server."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.central import DAY, HandClock, LittleTown, patron_of, serving, town_template
from support.digital_town import RESOURCES, add_ebook, set_up
from support.digital_vendor import Vendor, vending
from ui.cli.main import run

__all__ = ["town_template"]

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    with vending(Vendor()) as made:
        yield made


@pytest.fixture
def command(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    town_template: Path,
    vendor: Vendor,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Command]:
    """Runs one command line; its exit code and what it said."""
    monkeypatch.setenv("BEAUPRE_SERVER_ARGON2_MEMORY_KIB", "8")
    monkeypatch.setenv("BEAUPRE_SERVER_ARGON2_TIME_COST", "1")
    monkeypatch.setattr("catalogue.services.digital.checking.PAUSE_S", 0.0)
    town = LittleTown(tmp_path, HandClock(time.time_ns() // 1_000_000 - DAY), town_template)
    set_up(town, vendor)
    add_ebook(town, provider="arpege")
    town.services.digital.launches.launch(patron_of("P"), "A", "question", "http://town")

    def ask(*arguments: str) -> tuple[int, str]:
        code = run(["resources", *arguments, "--database", town.settings.database])
        said = capsys.readouterr()
        return code, said.out + said.err

    if getattr(request, "param", "served") == "alone":
        town.services.close()
        yield ask
        return
    with serving(town) as url:
        assert town.services.database.lock is not None
        town.services.database.lock.announce(url)
        yield ask
    town.services.close()


def test_file_is_tried_put_in_and_put_in_again(
    command: Command, tmp_path: Path, vendor: Vendor
) -> None:
    file = tmp_path / "resources.toml"
    file.write_text(RESOURCES.format(vendor=vendor.url).replace("Concerts filmés", "Concerts"))
    for more, updated in ((["--dry-run"], 1), ([], 1), ([], 0)):
        code, said = command("import", str(file), "--json", *more)
        done = json.loads(said)
        assert (code, done["updated"], done["read"]) == (0, updated, 7), said
    assert command("import", str(file))[1] == "7 read, 0 created, 0 updated, 7 unchanged\n"
    code, said = command("export")
    file.write_text(said)
    assert command("import", str(file))[1] == "7 read, 0 created, 0 updated, 7 unchanged\n"
    file.write_text('[[resources]]\nid = "x"')
    code, said = command("import", str(file))
    assert code == 2
    assert said.startswith("beaupre: resources x, title: Field required; ")


def test_resource_is_added_shown_closed_and_opened(command: Command, vendor: Vendor) -> None:
    url = f"{vendor.url}/health"
    added = command("add", "radio", "--title", "La radio", "--family", "music", "--url", url)
    assert added[0] == 0
    assert "radio: La radio (music), open/both\n" in command("list")[1]
    assert command("disable", "radio") == (0, "radio is suspended\n")
    assert "[suspended]" in command("show", "radio")[1]
    assert command("enable", "radio", "--json")[0] == 0
    shown = command("show", "cinema")[1]
    assert "leaves: pseudonym, first_name, card" in shown
    assert "the vendor's own secret" not in command("show", "concerts", "--json")[1]
    assert command("show", "nothing")[0] == 2
    assert command("disable", "nothing")[0] == 2


@pytest.mark.parametrize("command", ["alone", "served"], indirect=True)
def test_check_asks_the_vendor_and_names_what_is_wrong(command: Command, vendor: Vendor) -> None:
    assert command("check", "concerts") == (0, "concerts from both: answers\n")
    vendor.down = True
    code, said = command("check", "concerts")
    assert (code, said) == (1, "concerts from both: the test address answers 503\n")
    assert "last check: the test address answers 503" in command("show", "concerts")[1]
    assert command("check", "nothing")[0] == 2


def test_numbers_and_licences_are_told(command: Command, tmp_path: Path) -> None:
    code, said = command("launches")
    assert code == 0
    assert said.splitlines()[0] == "resource,month,metric,branch,band,source,value"
    assert said.splitlines()[1].startswith("question,")
    assert (
        command("licences", "list")[1] == "licence-ebook: ebook, available, tokens 2/2, lent 0/1\n"
    )
    file = tmp_path / "licences.csv"
    file.write_text("id,title,tokens\nl1,ebook,3\nl2,nothing,3\n")
    code, said = command("licences", "import", str(file), "--dry-run", "--json")
    assert code == 1
    assert '"created": 1' in said
    assert "l1" not in command("licences", "list")[1]
    command("licences", "import", str(file), "--provider", "arpege")
    assert "l1: ebook, available, tokens 3/3, lent 0" in command("licences", "list")[1]
    assert command("licences", "follow")[0] == 0
