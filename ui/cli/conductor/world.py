"""The demo's world: server, cable, pad and kiosk of one branch, and the hands that move them.

Scenarios and the drawer both act through this class; it starts real processes and speaks to them
only through what a person, a cable or a signal could do.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from catalogue.demo.records import Cast, DemoTown
from catalogue.demo.town import load_town
from ui.cli.conductor.children import PATIENCE_S, Child, Said, undisturbed
from ui.cli.conductor.props import Pad, Tag, card_tag, item_tags
from ui.cli.conductor.relay import Relay
from ui.cli.conductor.screen import Screen
from ui.cli.errors import CliError, ExitCode

START_S: Final = 180.0
"""For a program to be ready; one that ends instead is noticed at once."""
PORTRAIT: Final = (1080, 1920)
ENROLMENT_CODE: Final = "demo-enrolment-code"
STATION: Final = "tilleuls-1"
MARKER: Final = ".beaupre-demo"


@dataclass(frozen=True, slots=True)
class Stores:
    """Where one run of the demo keeps its files."""

    root: Path

    @property
    def server(self) -> Path:
        """The server's database."""
        return self.root / "server" / "central.db"

    @property
    def station(self) -> Path:
        """The station's state folder."""
        return self.root / "station"

    @property
    def journal(self) -> Path:
        """The station's journal."""
        return self.station / "journal.db"

    @property
    def field(self) -> Path:
        """What lies on the pad."""
        return self.root / "pad" / "field.json"

    @property
    def tags(self) -> Path:
        """Every tag ever laid down, as the twin knows it."""
        return self.root / "pad" / "tags.json"

    @property
    def receipts(self) -> Path:
        """What came out of the printer, as pictures and texts."""
        return self.station / "receipts"

    @property
    def mails(self) -> Path:
        """Mails the server would have sent."""
        return self.root / "mails"

    def log(self, name: str) -> Path:
        """Standard error of one child."""
        return self.root / "logs" / f"{name}.log"

    def prepare(self) -> None:
        """Make the folders empty; refuses a folder with something else in it."""
        if self.root.exists() and any(self.root.iterdir()):
            if not (self.root / MARKER).exists():
                raise CliError(
                    f"{self.root} is not empty and not of an earlier demo: name another folder",
                    ExitCode.WRONG_USE,
                )
            shutil.rmtree(self.root)
        for folder in ("server", "station", "pad", "logs"):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        (self.root / MARKER).touch()


class World:
    """One branch with everything in it. Use as a context manager: leaving it stops all children."""

    def __init__(self, stores: Stores, *, headless: bool, say: Callable[[str], None]):
        self.stores = stores
        self._say = say
        self._headless = headless
        self._sockets = Path(tempfile.mkdtemp(prefix="beaupre-"))
        self.town: DemoTown = load_town()
        self.tags = item_tags(self.town)
        self.pins = {patron.card: patron.pin for patron in self.town.patrons}
        self.pad = Pad(stores.field, self._seen_by_reader)
        self.relay = Relay()
        self._children: dict[str, Child] = {}
        self._screen: Screen | None = None
        self._printer = ""
        self.paper = "fine"
        self.pages: list[str] = []
        self.reader_up = True

    @property
    def books(self) -> list[str]:
        """Item ids of the free books of the demonstrations."""
        return [copy.item for copy in self.cast.items.books]

    @property
    def cast(self) -> Cast:
        """The people and copies the scenarios are about."""
        return self.town.cast

    def __enter__(self) -> World:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- programs ---------------------------------------------------------------------------------

    def start(self, *, control: Path | None = None) -> None:
        """Start server and pad together, then the kiosk."""
        self._say("server and pad start")
        self._serve()
        self._child(
            "reader",
            [
                *("readers", "simulate", "--model", "feig", "--pty", str(self._sockets / "pad")),
                *("--field", str(self.stores.field), "--state", str(self.stores.tags)),
            ],
        )
        self._child(
            "printer",
            [
                *("printers", "simulate", "--tcp", "127.0.0.1:0"),
                *("--folder", str(self.stores.receipts)),
            ],
        )
        self._wait_ready("reader")
        self._printer = str(self._wait_ready("printer")["tcp"])
        self.server_ready()
        self._say("kiosk starts")
        self.start_kiosk(control=control)

    def start_server(self) -> None:
        """Start the server again on the same database, and wait until it listens."""
        self._serve()
        self.server_ready()

    def _serve(self) -> None:
        self._child(
            "server",
            ["serve", "--database", str(self.stores.server), "--port", "0", "--demo", "--json"],
        )

    def server_ready(self) -> None:
        """Wait until the server listens and put the cable into it."""
        url = str(self._wait_ready("server")["url"])
        self.relay.upstream = int(url.rsplit(":", 1)[1])

    def start_kiosk(self, *, control: Path | None = None) -> None:
        """Start the kiosk on its state folder and connect to its window."""
        config = self.stores.station / "kiosk.toml"
        config.write_text(self._config())
        socket = self._sockets / "screen"
        socket.unlink(missing_ok=True)
        arguments = ["kiosk", "--config", str(config), "--simulated", "--demo-socket", str(socket)]
        if control is not None:
            arguments += ["--demo-control", str(control)]
        if self._headless:
            arguments += ["--size", "{}x{}".format(*PORTRAIT)]
        self._child("kiosk", arguments, qt=True)
        kiosk = self.child("kiosk")
        try:
            self._screen = Screen(socket, alive=kiosk.is_running, timeout_s=START_S)
        except CliError as error:
            raise CliError(f"{error}\n{kiosk.tail()}", error.exit_code) from error

    def _config(self) -> str:
        return "\n".join(
            f"{key} = {json.dumps(value)}"
            for key, value in {
                "station": STATION,
                "branch": "tilleuls",
                "server_url": f"http://127.0.0.1:{self.relay.port}",
                "state_dir": str(self.stores.station),
                "printer": f"escpos+tcp://{self._printer}",
                "reader_url": f"feig+serial:{self._sockets / 'pad'}?simulated=1",
                "enrolment_code": ENROLMENT_CODE,
                "demo_mode": True,
                "owners": [self.town.owner_code],
            }.items()
        )

    def _child(self, name: str, arguments: list[str], *, qt: bool = False) -> None:
        env = {"QT_QPA_PLATFORM": "offscreen"} if qt and self._headless else {}
        if name == "server":
            env["BEAUPRE_SERVER_DEMO_MAILS"] = str(self.stores.mails)
        with undisturbed():
            self._children[name] = Child(name, arguments, self.stores.log(name), env=env)

    def child(self, name: str) -> Child:
        """A running child: `server`, `reader` or `kiosk`."""
        try:
            return self._children[name]
        except KeyError:
            raise CliError(f"the {name} is not running", ExitCode.PROBLEMS) from None

    def _wait_ready(self, name: str) -> Said:
        return self.child(name).wait_for(
            lambda said: said.get("event") == "ready", timeout_s=START_S, what="being ready"
        )

    def close(self) -> None:
        """Stop everything, the kiosk first."""
        self.stop_kiosk()
        for child in self._children.values():
            child.stop()
        self.relay.close()
        shutil.rmtree(self._sockets, ignore_errors=True)

    def stop_kiosk(self) -> None:
        """Ask the kiosk to end."""
        self._leave_screen()
        if kiosk := self._children.pop("kiosk", None):
            kiosk.stop()

    def power_cut_kiosk(self) -> None:
        """The kiosk loses power."""
        self._children.pop("kiosk").kill()
        self._leave_screen()

    def kill_server(self) -> None:
        """The server dies."""
        self._children.pop("server").kill()

    def _leave_screen(self) -> None:
        if self._screen is not None:
            self.pages += [state["page"] for state in self._screen.states]
            self._screen.close()
            self._screen = None

    # -- hands ------------------------------------------------------------------------------------

    @property
    def screen(self) -> Screen:
        """The running kiosk's window."""
        if self._screen is None:
            raise CliError("the kiosk is not running", ExitCode.PROBLEMS)
        return self._screen

    def item(self, item: str) -> Tag:
        """The tag of a copy."""
        return self.tags[item]

    def card(self, number: str) -> Tag:
        """The tag in a patron's card."""
        return card_tag(number, self.town.owner_code)

    def _seen_by_reader(self, change: Callable[[], None]) -> None:
        """Change the field, and wait until the twin says that it has."""
        reader = self.child("reader")
        since = reader.mark()
        change()
        reader.wait_for(
            lambda said: said.get("event") == "field",
            since=since,
            timeout_s=PATIENCE_S,
            what="the field",
        )

    def unplug_reader(self) -> None:
        """Pull the reader's cable."""
        self._reader_line(up=False)

    def plug_reader(self) -> None:
        """Put the reader's cable back."""
        self._reader_line(up=True)

    def _reader_line(self, *, up: bool) -> None:
        reader = self.child("reader")
        since = reader.mark()
        reader.tell({"do": "plug" if up else "unplug"})
        reader.wait_for(
            lambda said: said.get("event") == "line" and said["up"] is up,
            since=since,
            timeout_s=PATIENCE_S,
            what=f"line {'up' if up else 'down'}",
        )
        self.reader_up = up

    def set_paper(self, paper: str) -> None:
        """Put a roll into the printer, or take it out: `fine`, `low`, `out`."""
        printer = self.child("printer")
        since = printer.mark()
        printer.tell({"do": "paper", "state": paper})
        printer.wait_for(
            lambda said: said.get("event") == "done",
            since=since,
            timeout_s=PATIENCE_S,
            what=f"paper {paper}",
        )
        self.paper = paper

    def wait_receipts(self, count: int) -> None:
        """Until so many came out of the printer."""
        self.child("printer").wait_for(
            lambda said: said.get("event") == "receipt" and said["number"] >= count,
            timeout_s=PATIENCE_S,
            what=f"receipt {count}",
        )

    def arm(self, trigger: str) -> Callable[[], Said]:
        """Set a trigger by air command (`lift@write_afi:1`); the answer waits until it fired."""
        reader = self.child("reader")
        since = reader.mark()
        reader.tell({"do": "arm", "trigger": trigger})
        return lambda: reader.wait_for(
            lambda said: said.get("event") == "trigger" and said["trigger"] == trigger,
            since=since,
            timeout_s=PATIENCE_S,
            what=f"trigger {trigger}",
        )

    def drop_held(self) -> None:
        """A held air command is forgotten: it never reached the tag."""
        self.child("reader").tell({"do": "drop"})

    def queue(self, command: str) -> None:
        """The operator's `beaupre queue hold|release` in a terminal of its own."""
        self._say(f"queue {command}")
        arguments = ["-m", "ui.cli.main", "queue", command, "--state", str(self.stores.station)]
        done = subprocess.run(
            [sys.executable, *arguments], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CliError(f"queue {command}: {done.stderr.strip()}", ExitCode.PROBLEMS)

    def wait_afi(self, uid: str, afi: str) -> None:
        """Until the virtual tag carries that AFI."""

        def carried() -> bool:
            return any(tag["uid"] == uid and hex_byte(tag["afi"]) == afi for tag in self.laid())

        self.wait(carried, f"AFI {afi} on {uid}")

    def wait_prepared(self) -> None:
        """Until the station has read the town's feed to its end: from then on it can be cut off."""
        self.wait(lambda: knows_the_town(self.stores.journal), "the first feed")

    def wait_drained(self) -> None:
        """Until the station's outbox is empty."""
        self.wait(lambda: pending(self.stores.journal) == 0, "the outbox")

    def wait(self, done: Callable[[], bool], what: str) -> None:
        """Poll something outside the kiosk (a file, a database) until it is so."""
        deadline = time.monotonic() + PATIENCE_S
        while not done():
            if time.monotonic() > deadline:
                raise CliError(f"{what}: not within {PATIENCE_S:.0f} s", ExitCode.PROBLEMS)
            time.sleep(0.05)

    def laid(self) -> list[dict[str, Any]]:
        """Every tag ever laid down, as the twin wrote it."""
        if not self.stores.tags.exists():
            return []
        tags: list[dict[str, Any]] = json.loads(self.stores.tags.read_text())["tags"]
        return tags


def hex_byte(value: int | str) -> str:
    """Two upper-case digits of a byte that a field file gives as a number or as text."""
    return f"{value:02X}" if isinstance(value, int) else value.upper().zfill(2)


def knows_the_town(journal: Path) -> bool:
    """Has this station ever read the feed to its end?"""
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as reading:
        return reading.execute("SELECT 1 FROM meta WHERE key = 'contact'").fetchone() is not None


def pending(journal: Path) -> int:
    """Operations of the station that the server has not acknowledged."""
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as reading:
        row = reading.execute(
            "SELECT count(*) FROM outbox WHERE state IN ('asking', 'due')"
        ).fetchone()
    return int(row[0])
