"""What `beaupre doctor` says of the things that are plugged in.

Each is opened and closed again; a serial line that somebody else has open is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli.finding import Finding, Status

if TYPE_CHECKING:
    from kiosk.config import KioskConfig
    from rfid.types import ReaderInfo


SOUND_S = 5.0
"""A letter has been said by then."""


def examine_devices(config: KioskConfig) -> Iterator[Finding]:
    """The pad, its radio, and what else is plugged in."""
    yield _reader(config)
    yield _radio(config)
    yield _card_reader(config)
    yield _scanner(config)
    yield _printer(config)
    yield _speech(config)
    yield from _templates(config)


def _reader(config: KioskConfig) -> Finding:
    from rfid.errors import ConfigurationError, RfidError
    from rfid.factory import open_reader
    from rfid.switching import cannot_switch

    try:
        with closing(open_reader(config.reader_url)) as reader:
            info = reader.info()
    except ConfigurationError as error:
        return Finding("reader", Status.PROBLEM, str(error))
    except RfidError as error:
        return Finding("reader", Status.UNREACHABLE, f"{config.reader_url}: {error}")
    problem = cannot_switch(info)
    if problem:
        return Finding("reader", Status.PROBLEM, problem)
    return Finding("reader", Status.OK, _named(info))


def _card_reader(config: KioskConfig) -> Finding:
    from rfid.errors import ConfigurationError, RfidError
    from rfid.factory import open_card_reader

    if not config.card_reader:
        return Finding("card_reader", Status.NONE, "none is set")
    try:
        with closing(open_card_reader(config.card_reader)) as reader:
            reader.patron_card()
            return Finding("card_reader", Status.OK, _named(reader.info()))
    except ConfigurationError as error:
        return Finding("card_reader", Status.PROBLEM, str(error))
    except RfidError as error:
        return Finding("card_reader", Status.UNREACHABLE, f"{config.card_reader}: {error}")


def _scanner(config: KioskConfig) -> Finding:
    """A scanner says nothing of itself: only its port can be looked at."""
    from kiosk.config.addresses import scanner_line
    from rfid.errors import ReaderFault
    from rfid.transport.serial import SerialListener

    if not config.scanner:
        return Finding("scanner", Status.NONE, "none on a serial line")
    line = scanner_line(config.scanner)
    path = Path(line.path)
    if not path.exists():
        text = f"{path} is not there: is the scanner plugged in?"
        return Finding("scanner", Status.UNREACHABLE, text)
    others = _holders(path)
    if others:
        return Finding("scanner", Status.PROBLEM, f"{path} is in use by {', '.join(others)}")
    try:
        with closing(SerialListener(line.path, line.baud)):
            return Finding("scanner", Status.OK, f"{path} at {line.baud} baud is free and opens")
    except ReaderFault as error:
        return Finding("scanner", Status.PROBLEM, str(error))


def _printer(config: KioskConfig) -> Finding:
    """A printer that says nothing of its paper is there all the same."""
    from kiosk.devices.printer import make_printer
    from kiosk.devices.printing import TOLD, Paper, PrinterFault

    try:
        printer = make_printer(config.printer, config.receipts.paper(None))
        if printer is None:
            return Finding("printer", Status.NONE, "none is set: receipts on screen and by mail")
        paper = printer.paper()
    except PrinterFault as error:
        return Finding("printer", Status.UNREACHABLE, str(error))
    if paper in TOLD:
        return Finding("printer", Status.PROBLEM, TOLD[paper])
    said = "" if paper is Paper.FINE else "; it does not say how its paper is"
    return Finding("printer", Status.OK, f"{config.printer}{said}")


def _templates(config: KioskConfig) -> Iterator[Finding]:
    """The town's own receipts, where it has any."""
    from kiosk.receipts.layout import check

    folder = config.receipts.templates
    if folder is not None:
        wrong = check(folder)
        status = Status.PROBLEM if wrong else Status.OK
        yield Finding("receipts", status, "; ".join(wrong) or f"{folder}: can be used")


def _speech(config: KioskConfig) -> Finding:
    """Where it is wished, the voice is started as by a listener, and says a letter unheard."""
    from kiosk.devices.speech import PACKAGES, SpeechFault, SpeechServer, installed

    wanted = config.speech.enabled
    if wanted is False:
        return Finding("speech", Status.NONE, "switched off")
    if not installed():
        status = Status.PROBLEM if wanted else Status.NONE
        return Finding("speech", status, f"nothing speaks here: apt-get install {PACKAGES}")
    if wanted is None:
        text = "offered; with enabled = true under [speech] it is tried here"
        return Finding("speech", Status.NONE, text)
    try:
        with closing(SpeechServer()) as server:
            voices = server.languages()
            server.say("a", "en", volume=0)
            sounds = server.over(SOUND_S)
    except SpeechFault as fault:
        return Finding("speech", Status.PROBLEM, str(fault))
    silent = sorted({*(config.languages or _languages())} - voices)
    if silent:
        text = f"no voice for {', '.join(silent)}: apt-get install {PACKAGES}"
        return Finding("speech", Status.PROBLEM, text)
    if not sounds:
        text = "no sound comes of it: AudioOutputMethod in /etc/speech-dispatcher/speechd.conf"
        return Finding("speech", Status.PROBLEM, text)
    heard = "headphones" if config.speech.private_output else "a loudspeaker: no titles, no names"
    return Finding("speech", Status.OK, f"a voice for each language, by {heard}")


def _languages() -> list[str]:
    """All the pages have."""
    import ui.kiosk

    return [path.stem for path in (Path(ui.kiosk.__file__).parent / "i18n").glob("??.qm")]


def _holders(path: Path) -> list[str]:
    """Programs that have this device open, as far as one may see: each name with its number."""
    device = path.resolve()
    found = set()
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        # Processes end meanwhile, and those of others do not show theirs.
        with suppress(OSError):
            if link.readlink() == device:
                process = link.parents[1]
                name = (process / "comm").read_text("utf-8", errors="replace").strip()
                found.add(f"{name} ({process.name})")
    return sorted(found)


def _named(info: ReaderInfo) -> str:
    simulated = ", simulated" if info.simulated else ""
    return f"{info.model} {info.firmware}{simulated}"


def _radio(config: KioskConfig) -> Finding:
    from kiosk.devices.radio import read_radio

    found = read_radio(config.radio_health_path)
    if found is None:
        return Finding("radio", Status.NONE, "nothing noted yet")
    warnings = found["now"]["warnings"]
    if warnings:
        return Finding("radio", Status.PROBLEM, "; ".join(warnings))
    return Finding("radio", Status.OK, f"{found['now']['inventories']} inventories, no warning")
