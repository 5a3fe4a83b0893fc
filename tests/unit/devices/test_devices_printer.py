"""Receipts on a printer: what it gets, what it says of its paper, and one that is not there."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.config.addresses import PrinterAddress, printer_address
from kiosk.devices.health import DeviceHealth, Health
from kiosk.devices.paper import EscposPrinter
from kiosk.devices.printer import FilePrinter, make_printer
from kiosk.devices.printing import Paper, PaperSettings, PrinterFault
from kiosk.receipts.content import SAMPLE, Thing
from kiosk.receipts.layout import Layout, Line, Slip
from kiosk.sim.escpos_twin import EscposTwin, Printed, Raster, Roll
from kiosk.sim.paper_roll import draw
from kiosk.sim.printer_server import PrinterServer, into_folder

FONTS = Path(__file__).parents[3] / "ui" / "qt" / "fonts"
GOLDEN = Path(__file__).parent / "receipt_fr.png"
FRENCH = Layout(42).slip(SAMPLE, "fr")
SETTINGS = PaperSettings(fonts=FONTS)


def slip(*lines: str) -> Slip:
    return Slip(tuple(Line(line) for line in lines), 42)


@contextmanager
def printer_and_twin(
    settings: PaperSettings = SETTINGS, *, mute: bool = False
) -> Iterator[tuple[EscposPrinter, EscposTwin, PrinterServer]]:
    twin = EscposTwin(mute=mute)
    with PrinterServer(("127.0.0.1", 0), twin) as server:
        yield EscposPrinter(PrinterAddress("tcp", "127.0.0.1", server.port), settings), twin, server


def until(there: Callable[[], bool]) -> None:
    """The twin reads in its own time."""
    for _ in range(500):
        if there():
            return
        threading.Event().wait(0.01)
    raise AssertionError


def sheets_of(*slips: Slip, settings: PaperSettings = SETTINGS) -> EscposTwin:
    with printer_and_twin(settings) as (printer, twin, _):
        assert printer.print_slips(slips) is Paper.FINE
        until(lambda: len(twin.sheets) == len(slips))
    assert twin.unknown == []
    return twin


def test_printer_prints_what_the_file_would_say_bold_big_and_centred() -> None:
    [sheet] = sheets_of(FRENCH).sheets
    wanted = [line.text for line in FRENCH.lines]
    assert sheet.text.splitlines()[: len(wanted)] == wanted
    assert sheet.text.strip().endswith("Bonne lecture.")
    town, branch, *rest = sheet.parts
    assert isinstance(town, Printed)
    assert isinstance(branch, Printed)
    assert (town.side, town.runs[0].wide, town.runs[0].high) == ("center", 2, 2)
    assert (branch.side, branch.runs[0].wide, branch.runs[0].bold) == ("center", 1, False)
    bold = {
        part.text for part in rest if isinstance(part, Printed) and part.runs and part.runs[0].bold
    }
    assert bold == {"Le Petit Prince", "Germinal"}
    assert sheet.cut == "full"


def test_every_receipt_is_cut_off_as_the_site_wants() -> None:
    twin = sheets_of(slip("un"), slip("deux"), settings=PaperSettings(cut="partial"))
    assert [(sheet.text.split()[0], sheet.cut) for sheet in twin.sheets] == [
        ("un", "partial"),
        ("deux", "partial"),
    ]


def test_letters_of_another_code_page_are_found_and_quotes_made_plain() -> None:
    settings = PaperSettings(code_pages=("CP858", "CP866"), fonts=FONTS)
    [sheet] = sheets_of(slip("L’Œuvre – 3 €", "Война и мир"), settings=settings).sheets
    assert sheet.text.split("\n")[:2] == ["L'Oeuvre - 3 €", "Война и мир"]


def test_what_no_code_page_has_is_printed_as_a_picture() -> None:
    [sheet] = sheets_of(slip("Łódź", "Lodz")).sheets
    picture, text = sheet.parts[:2]
    assert isinstance(picture, Raster)
    assert picture.width == 504
    dots = sum(byte.bit_count() for row in picture.rows for byte in row)
    assert 100 < dots < 2000
    assert text.text == "Lodz"


def test_arabic_is_a_picture_that_begins_at_the_right() -> None:
    [sheet] = sheets_of(Layout(32).slip(SAMPLE, "ar")).sheets
    pictures = [part for part in sheet.parts if isinstance(part, Raster)]
    assert len(pictures) == len(Layout(32).slip(SAMPLE, "ar").lines)
    lent = pictures[3]
    right = sum(byte.bit_count() for row in lent.rows for byte in row[24:])
    left = sum(byte.bit_count() for row in lent.rows for byte in row[:12])
    assert right > 100
    assert left < right


def test_sheet_looks_like_its_golden_picture(tmp_path: Path) -> None:
    """Thermal paper, as the twin draws it. To take it anew, copy the picture the test names."""
    things = (*SAMPLE.things, Thing("Łódź"))
    page = Layout(32).slip(
        SAMPLE.__class__(things, "Valbreuil", "Les Tilleuls", "21/11/2026", "15:30"), "fr"
    )
    [sheet] = sheets_of(page).sheets
    drawn = draw(sheet, 32, FONTS)
    drawn.save(tmp_path / "receipt_fr.png")
    with Image.open(GOLDEN) as golden:
        assert golden.size == drawn.size, tmp_path
        other = ImageChops.difference(golden.convert("L"), drawn).point(
            lambda dot: 255 * (dot > 64)
        )
        assert other.histogram()[255] < 400, tmp_path


def test_folder_of_the_twin_has_picture_and_text_of_each_sheet(tmp_path: Path) -> None:
    keep = into_folder(tmp_path, 42, FONTS)
    twin = sheets_of(slip("un"), slip("deux"))
    for number, sheet in enumerate(twin.sheets, 1):
        keep(sheet, number)
    assert (tmp_path / "receipt-002.txt").read_text().startswith("deux\n")
    assert (tmp_path / "latest.png").read_bytes() == (tmp_path / "receipt-002.png").read_bytes()


def test_printer_says_how_its_paper_is_and_prints_nothing_without() -> None:
    """Guard: the question before the bytes: a receipt never comes out later."""
    with printer_and_twin() as (printer, twin, server):
        assert printer.paper() is Paper.FINE
        server.set_paper(Roll.LOW)
        assert printer.print_slips([slip("peu")]) is Paper.LOW
        until(lambda: server.kept == 1)
        server.set_paper(Roll.OUT)
        assert printer.paper() is Paper.OUT
        with pytest.raises(PrinterFault, match="no paper"):
            printer.print_slips([slip("rien")])
        server.set_paper(Roll.FINE)
        server.set_cover(is_open=True)
        assert printer.paper() is Paper.COVER
        server.set_cover(is_open=False)
        assert printer.paper() is Paper.FINE
        assert "rien" not in twin.text


def test_printer_that_never_answers_is_taken_at_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.devices.paper.ANSWERS_WITHIN_S", 0.05)
    with printer_and_twin(mute=True) as (printer, twin, _):
        assert printer.print_slips([slip("un")]) is Paper.UNKNOWN
        until(lambda: twin.text.startswith("un\n"))


def test_paper_put_in_lets_out_what_waited() -> None:
    """As a real one does; so nothing is sent to one without paper."""
    twin = EscposTwin()
    twin.roll = Roll.OUT
    assert twin.take(b"\x1b@un\n\x10\x04\x04deux\n\x1dV\x00") == b"\x7e"
    assert twin.sheets == []
    twin.roll = Roll.FINE
    assert twin.take(b"") == b""
    assert twin.text == "un\ndeux\n"


def test_a_file_takes_one_receipt_after_the_other(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path / "receipts.txt")
    printer.print_slips([slip("un"), slip("deux")])
    printer.print_slips([slip("trois")])
    assert (tmp_path / "receipts.txt").read_text() == "un\n\fdeux\n\ftrois\n\f"
    assert printer.paper() is Paper.FINE


@pytest.mark.parametrize("kind", ["file", "escpos", "escpos+serial"])
def test_a_printer_that_is_not_there_is_a_fault(tmp_path: Path, kind: str) -> None:
    printer = make_printer(f"{kind}:{tmp_path}/none/lp0", SETTINGS)
    assert printer is not None
    with pytest.raises(PrinterFault, match="lp0"):
        printer.print_slips([slip("x")])


def test_network_printer_that_is_switched_off_is_a_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    printer = make_printer(f"escpos+tcp://127.0.0.1:{port}", SETTINGS)
    assert printer is not None
    with pytest.raises(PrinterFault, match=f"127.0.0.1:{port}"):
        printer.paper()


def test_no_printer_is_none() -> None:
    assert make_printer("", SETTINGS) is None


def test_printer_on_a_serial_line_prints_and_is_asked() -> None:
    """On a pseudo-terminal, as on RS-232."""
    master, slave = os.openpty()
    twin, over = EscposTwin(), threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                os.write(master, twin.take(os.read(master, 4096)))
            except OSError:
                return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        printer = make_printer(f"escpos+serial:{os.ttyname(slave)}?baud=9600", SETTINGS)
        assert printer is not None
        assert printer.print_slips([slip("Bonjour")]) is Paper.FINE
        until(lambda: twin.text.startswith("Bonjour\n"))
    finally:
        over.set()
        os.close(slave)
        os.close(master)
        thread.join(5)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("file:/tmp/r.txt", PrinterAddress("file", "/tmp/r.txt")),
        ("escpos:/dev/usb/lp0", PrinterAddress("device", "/dev/usb/lp0")),
        ("escpos+serial:/dev/ttyS0", PrinterAddress("serial", "/dev/ttyS0", 19200)),
        ("escpos+tcp://192.0.2.7:9100", PrinterAddress("tcp", "192.0.2.7", 9100)),
        ("escpos+tcp://[2001:db8::7]:9100", PrinterAddress("tcp", "2001:db8::7", 9100)),
    ],
)
def test_address_says_where_receipts_go(text: str, address: PrinterAddress) -> None:
    assert printer_address(text) == address


@pytest.mark.parametrize(
    "text",
    ["lp0", "file:", "usb:/dev/x", "escpos+tcp://h", "escpos+tcp://h:0", "escpos+serial:/d?baud=7"],
)
def test_address_that_is_none_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="escpos"):
        printer_address(text)


@pytest.mark.parametrize("address", ["file", "escpos"])
def test_printer_that_takes_nothing_is_given_up_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Its receipt never comes out later. Guards: `O_NONBLOCK` and the deadline of `_write`."""
    device = tmp_path / "lp0"
    os.mkfifo(device)
    monkeypatch.setattr("kiosk.devices.printing.TAKEN_WITHIN_S", 0.05)
    printer = make_printer(f"{address}:{device}", SETTINGS)
    assert printer is not None
    with pytest.raises(PrinterFault):
        printer.print_slips([slip("nobody reads: the other end is closed")])
    reader = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(PrinterFault, match="takes nothing"):
            printer.print_slips([slip("x" * 200_000)])  # more than the pipe holds
        while os.read(reader, 65536):
            pass
        printer.print_slips([slip("paper again")])
        assert b"paper again" in os.read(reader, 65536)
    finally:
        os.close(reader)


def test_health_tells_since_when_by_device() -> None:
    now = iter((10, 20, 30))
    health = Health(lambda: next(now))
    health.problem("pad", "gone")
    health.ok("server")
    health.problem("pad", "gone")
    health.problem("pad", "worse")
    assert health.of("pad") == DeviceHealth("pad", "worse", 30)
    assert [device.device for device in health.all()] == ["pad", "server"]
    assert health.of("printer") is None
