"""The commands of imports as a script runs them: what they print, how they end, how they go on."""

from __future__ import annotations

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from catalogue.db.database import Database
from catalogue.feeds.marc.reader import MarcFile
from catalogue.feeds.reading import RawRecord
from catalogue.services.importing.source_lock import only_one
from support.central import LittleTown, serving
from support.feed_files import Answer
from support.feed_files import serving as feed_server
from support.importing import contents, iso2709, write_file
from support.mail_twin import mail_twin
from ui.cli.main import run


def ended(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and error."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["catalogue", *arguments])
    return int(code), out.getvalue(), err.getvalue()


def told(*arguments: str) -> dict[str, Any]:
    """What a command that goes well says as JSON."""
    code, out, err = ended(*arguments, "--json")
    assert code == 0, err or out
    found: dict[str, Any] = json.loads(out)
    return found


def numbers(found: dict[str, Any]) -> tuple[int, ...]:
    return tuple(found[k] for k in ("read", "created", "updated", "unchanged", "deleted"))


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """Twelve records, each with a copy."""
    return write_file(tmp_path / "sigb.mrc", 12)


@pytest.fixture
def town_db(tmp_path: Path) -> str:
    """The option that names a new database."""
    option = f"--database={tmp_path / 'town.db'}"
    assert ended("init", option)[0] == 0
    return option


def rows(option: str) -> dict[str, list[tuple[Any, ...]]]:
    with closing(Database(option.partition("=")[2])) as database:
        return contents(database)


def test_first_import_dry_run_and_repetition(feed: Path, database_url: str) -> None:
    option = f"--database={database_url}"
    assert ended("init", option)[0] == 0
    assert ended("init", option)[0] == 0
    before = rows(option)
    assert numbers(told("import", str(feed), option, "--dry-run")) == (12, 12, 0, 0, 0)
    assert rows(option) == before
    first = told("import", str(feed), option)
    assert (numbers(first), first["source"], first["refused"]) == (
        (12, 12, 0, 0, 0),
        "sigb.mrc",
        [],
    )
    after = rows(option)
    assert numbers(told("import", str(feed), option)) == (12, 0, 0, 12, 0)
    assert numbers(told("import", str(feed), option, "--dry-run")) == (12, 0, 0, 12, 0)
    assert rows(option) == after
    assert (len(after["titles"]), len(after["items"])) == (12, 12)


def test_a_database_that_is_not_there_is_not_made(feed: Path, tmp_path: Path) -> None:
    code, _, err = ended("import", str(feed), f"--database={tmp_path / 'typo.db'}")
    assert code == 2
    assert "beaupre catalogue init" in err
    assert not (tmp_path / "typo.db").exists()


def test_refused_records_end_with_1_and_are_listed(town_db: str, tmp_path: Path) -> None:
    good = iso2709(1, "Bon", "9000001")
    file = tmp_path / "damaged.mrc"
    file.write_bytes(good + iso2709(2, "Mal", "9000002")[:-20] + b"\x1d" + iso2709(3, "Bon aussi"))
    code, out, _ = ended("import", str(file), town_db, "--json")
    found = json.loads(out)
    assert (code, found["created"]) == (1, 2)
    assert [each["record"] for each in found["refused"]] == [2]
    assert "damaged" in found["refused"][0]["reason"]
    code, out, _ = ended("runs", found["run"], town_db)
    assert (code, "refused: record 2" in out) == (0, True)


def test_diff_shows_titles_one_by_one(feed: Path, town_db: str) -> None:
    told("import", str(feed), town_db)
    write_file(feed, 13, changed=[2])
    code, out, _ = ended("diff", str(feed), town_db)
    assert code == 0
    assert out.splitlines()[:3] == [
        "+ r13  Titre 13",
        "~ r2  Titre 2 bis",
        "    title: “Titre 2” → “Titre 2 bis”",
    ]


def test_ctrl_c_leaves_a_run_that_goes_on(
    feed: Path, town_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = MarcFile.raws

    def stopped(self: MarcFile, after: str | None = None) -> Iterator[RawRecord]:
        for raw in whole(self, after):
            if raw.number == 8:
                raise KeyboardInterrupt
            yield raw

    monkeypatch.setattr("ui.cli.catalogue.loading.BATCH", 3)
    with monkeypatch.context() as patch:
        patch.setattr(MarcFile, "raws", stopped)
        code, _, err = ended("import", str(feed), town_db)
    assert code == 1
    assert "stopped behind record 6; the same command goes on" in err
    code, out, err = ended("import", str(feed), town_db)
    assert (code, out.partition(":")[0]) == (0, "12 read")
    assert "going on" in err
    assert len(rows(town_db)["titles"]) == 12


def test_killed_half_way_it_goes_on_and_can_be_undone(town_db: str, tmp_path: Path) -> None:
    """Guard: `book.advance` in the transaction of the batch; elsewhere records are lost or come
    twice."""
    feed = write_file(tmp_path / "large.mrc", 2000)
    path, before = town_db.partition("=")[2], rows(town_db)
    command = [sys.executable, "-m", "ui.cli.main", "catalogue", "import", str(feed), town_db]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}
    )
    with closing(sqlite3.connect(path)) as connection:
        for _ in range(3000):
            read = connection.execute("SELECT max(read) FROM import_runs").fetchone()[0] or 0
            if read or process.poll() is not None:
                break
            time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait(20) == -signal.SIGKILL
    assert 0 < read < 2000
    found = told("import", str(feed), town_db)
    assert numbers(found) == (2000, 2000, 0, 0, 0)
    assert numbers(told("import", str(feed), town_db)) == (2000, 0, 0, 2000, 0)
    assert told("rollback", found["run"], town_db)["state"] == "rolled_back"
    assert rows(town_db) == before


def test_a_second_command_of_a_source_stands_back(feed: Path, database_url: str) -> None:
    option = f"--database={database_url}"
    ended("init", option)
    with only_one(database_url, "sigb.mrc"):
        code, _, err = ended("import", str(feed), option)
    assert code == 3
    assert "another command imports sigb.mrc" in err
    assert ended("import", str(feed), option)[0] == 0


def test_a_night_is_logged_and_mailed_where_it_failed(tmp_path: Path, town_db: str) -> None:
    bad, log = tmp_path / "bad.mrc", tmp_path / "nightly.log"
    bad.write_bytes(iso2709(1, "Bon") + b"0009")
    with mail_twin() as mails:
        settings = tmp_path / "server.toml"
        settings.write_text(
            f'database = "{town_db.partition("=")[2]}"\n[mail]\nhost = "127.0.0.1"\n'
            f'port = {mails.port}\nfrom = "b@town.example"\nto = ["op@town.example"]\n'
            "starttls = false\n"
        )
        options = (f"--config={settings}", f"--log={log}", "--mail-on-failure")
        assert ended("import", str(bad), *options)[0] == 1
        good = write_file(tmp_path / "good.mrc", 2)
        assert ended("import", str(good), *options)[0] == 0
        [mail] = mails.mails
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(line["exit"], line["read"]) for line in lines] == [(1, 2), (0, 2)]
    assert mail["Subject"] == "beaupre catalogue import: exit code 1"
    assert "refused: record 2" in str(mail.get_payload())


def test_mail_on_failure_without_a_mail_server_is_wrong_use(feed: Path, town_db: str) -> None:
    code, _, err = ended("import", str(feed), town_db, "--mail-on-failure")
    assert (code, "[mail]" in err) == (2, True)


def oai(*records: tuple[str, str | None]) -> Answer:
    """An answer of an OAI-PMH server: ids and titles; None: deleted."""
    parts = [
        f"<record><header{'' if title else DELETED}><identifier>{key}</identifier>"
        f"<datestamp>2027-01-01</datestamp></header>{DC.format(title) if title else ''}</record>"
        for key, title in records
    ]
    listed = f"<ListRecords>{''.join(parts)}</ListRecords>"
    return Answer(
        f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{listed}</OAI-PMH>'.encode()
    )


DELETED = ' status="deleted"'
DC = (
    '<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></oai_dc:dc></metadata>'
)
FORMATS = Answer(
    b"<OAI-PMH><ListMetadataFormats><metadataFormat><metadataPrefix>oai_dc</metadataPrefix>"
    b"</metadataFormat></ListMetadataFormats></OAI-PMH>"
)


def test_harvest_asks_for_what_changed_since_the_last_one(town_db: str) -> None:
    def answer(path: str) -> Answer:
        if "ListRecords" not in path:
            return FORMATS
        if "from=" in path:
            return oai(("o1", None), ("o3", "Trois"))
        return oai(("o1", "Un"), ("o2", "Deux"))

    with feed_server(answer) as served:
        options = (f"{served.address}/oai", "--format=oai", "--source=opac", town_db)
        assert numbers(told("harvest", *options)) == (2, 2, 0, 0, 0)
        assert numbers(told("harvest", *options)) == (2, 1, 0, 0, 1)
    assert len(rows(town_db)["titles"]) == 2


def test_a_file_that_is_not_there_is_wrong_use(town_db: str) -> None:
    code, _, err = ended("import", "nowhere.mrc", town_db)
    assert (code, err.count("\n")) == (2, 1)


def test_beside_a_running_server_the_server_does_it(
    town: LittleTown, feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "://" in town.settings.database:
        return  # Commands work beside servers on PostgreSQL, without asking them.
    option = f"--database={town.settings.database}"
    with serving(town) as url:
        assert town.services.database.lock is not None
        town.services.database.lock.announce(url)
        assert numbers(told("import", str(feed), option, "--dry-run")) == (12, 12, 0, 0, 0)
        first = told("import", str(feed), option)
        assert numbers(first) == (12, 12, 0, 0, 0)
        assert numbers(told("import", str(feed), option)) == (12, 0, 0, 12, 0)
        monkeypatch.setattr("catalogue.server.imports_operator.LARGEST", 1000)
        halves = write_file(tmp_path / "halves.mrc", 12, changed=[4])
        assert numbers(told("import", str(halves), option, "--source=sigb.mrc")) == (
            *(12, 0, 1, 11, 0),
        )
        out = tmp_path / "out.csv"
        assert told("export", str(out), option)["titles"] == 12 + 4
        kept = told("import", str(out), f"--mapping={out}.toml", option)
        assert (len(kept["copies_refused"]), kept["created"]) == (18, 16)
        code, undone, _ = ended("rollback", first["run"], option, "--json")
        # One title is another's since: the import of the file cut into halves.
        assert (code, len(json.loads(undone)["kept"])) == (1, 1)
        assert [each["state"] for each in told("runs", option)["runs"]][-1] == "rolled_back"
