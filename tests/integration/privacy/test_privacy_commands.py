"""Commands on patrons, numbers and what is forgotten, on the database and by the server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from PIL import Image

from support.central import CARDS, DAY, T0, HandClock, LittleTown, serving
from support.mail_twin import HOST, mail_twin
from ui.cli.main import run

Command = Callable[..., tuple[int, str]]
READERS = """\
card,last_name,first_name,category,branch,birth,email
2901,Serrano,Léa,adult,A,1984,lea@home.example
2902,Nemo,Anne,noble,A,1984,
"""


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture(params=[False, True], ids=["closed", "served"])
def command(
    request: pytest.FixtureRequest,
    town: LittleTown,
    clock: HandClock,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Command]:
    """Runs one command on the town: it is served meanwhile, or nobody has it open. Returns the exit
    code and what stood on stdout; what was on stderr is in the exit's message."""
    kiosk = town.kiosk("a1")
    town.send(kiosk, kiosk.check_out(T0, "P", "x"), kiosk.check_out(T0 + DAY, "Q", "film"))

    def ask(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = run([*arguments, "--database", town.settings.database])
        told = capsys.readouterr()
        return int(code), told.out or told.err

    served = bool(request.param)
    if not served:
        town.services.close()
    with serving(town) if served else nullcontext("") as url:
        if served:
            assert town.services.database.lock is not None
            town.services.database.lock.announce(url)
        yield ask


def test_patrons_come_in_are_answered_and_go(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "readers.csv"
    file.write_text(READERS, "utf-8")
    refused = [{"record": 3, "reason": "category: the town has no “noble”"}]
    told = {"source": "readers", "read": 2, "updated": 0, "deleted": 0, "refused": refused}
    for arguments, created in ((["--dry-run"], 1), ([], 1), ([], 0)):
        code, out = command("patrons", "import", str(file), "--json", *arguments)
        assert code == 1
        assert json.loads(out) == told | {"created": created, "unchanged": 1 - created}
    code, out = command("patrons", "pin", "2901", "--json")
    assert code == 0
    assert len(json.loads(out)["pin"]) == 6
    code, out = command("patrons", "export", "2901", "--json")
    assert json.loads(out)["account"]["first_name"] == "Léa"
    code, out = command("patrons", "export", "2901")
    assert "prénom : Léa" in out
    assert command("patrons", "history", "2901", "keep")[1] == "loans are kept from now on\n"
    assert command("patrons", "anonymise", "2901", "--json")[0] == 0
    code, out = command("patrons", "erase", CARDS["P"])
    assert (code, out) == (1, "beaupre: the account stays: 1 on loan\n")
    assert command("patrons", "erase", "2901")[0] == 0
    code, out = command("patrons", "erase", "2901")
    assert (code, out) == (2, "beaupre: No account has this card\n")


def test_import_at_night_logs_and_mails_that_lines_were_refused(
    town: LittleTown, tmp_path: Path
) -> None:
    """The mail and the log have numbers of lines, and nobody's name."""
    town.services.close()
    file, log, config = tmp_path / "readers.csv", tmp_path / "log", tmp_path / "server.toml"
    file.write_text(READERS, "utf-8")
    with mail_twin() as twin:
        config.write_text(
            f'database = "{town.settings.database}"\n[mail]\nhost = "{HOST}"\nport = {twin.port}\n'
            'from = "b@v.example"\nto = ["i@v.example"]\nstarttls = false\n'
        )
        options = ("--config", str(config), "--log", str(log), "--mail-on-failure")
        assert run(["patrons", "import", str(file), *options]) == 1
    [mail] = twin.mails
    text = (mail.get_payload(decode=True) or b"").decode()
    assert "line 3: category" in text
    assert (json.loads(log.read_text("utf-8"))["refused"]) == 1
    assert "Nemo" not in text + log.read_text("utf-8")


def test_complete_file_erases_nobody_while_a_line_is_refused(
    command: Command, tmp_path: Path
) -> None:
    """Guard: `drop_missing` in the command."""
    file = tmp_path / "readers.csv"
    file.write_text(READERS.replace("noble", "adult"), "utf-8")
    assert command("patrons", "import", str(file))[0] == 0
    file.write_text(READERS.replace("2901", "2903"), "utf-8")
    code, out = command("patrons", "import", str(file), "--complete", "--json")
    told = json.loads(out)
    assert (code, told["deleted"], told["refused"][-1]["record"]) == (1, 0, "--complete")
    file.write_text(READERS.replace("noble", "adult").replace("2901", "2903"), "utf-8")
    code, out = command("patrons", "import", str(file), "--complete", "--json")
    assert (code, json.loads(out)["deleted"]) == (0, 1)


def test_numbers_are_said_as_json_csv_and_pictures(command: Command, tmp_path: Path) -> None:
    code, out = command("catalogue", "stats", "--json")
    told = json.loads(out)
    assert code == 0
    assert [told[name] for name in ("titles", "items", "patrons", "resources", "loans_open")] == [
        4, 6, 4, 0, 2,
    ]  # fmt: skip
    span = ("--from", "2027-01-01", "--to", "2027-12-31")
    code, out = command("catalogue", "stats", "loans", "--by", "kind", "--csv", *span)
    assert code == 0
    picture = tmp_path / "loans.png"
    drawing = tmp_path / "loans.svg"
    for path in (picture, drawing):
        code, _ = command("catalogue", "stats", "loans", "--by", "hour", "--chart", str(path))
        assert code == 0
    with Image.open(picture) as opened:
        assert opened.size[0] == 1920
    assert drawing.read_text("utf-8").startswith("<svg ")
    code, out = command("catalogue", "stats", "resources", "--csv")
    assert out.startswith("month,label,launches\n")
    assert command("catalogue", "stats", "loans", "--chart", "loans.bmp")[0] == 2


def test_retention_says_what_it_would_forget(command: Command) -> None:
    code, out = command("catalogue", "retention", "--dry-run", "--json")
    told = json.loads(out)
    assert (code, told["dry_run"], told["finished"]) == (0, True, True)
    assert told["counts"]["loans"] == 0
    assert command("catalogue", "retention")[1].splitlines()[0].endswith(": forgotten")
    assert command("catalogue", "retention", "--date", "2999-01-01")[0] == 2
