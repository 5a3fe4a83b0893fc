"""Small feeds made by hand: records of ISO 2709, files, and a server that gives what it is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from catalogue.feeds.opening import open_feed
from catalogue.feeds.reading import FeedOptions
from catalogue.feeds.record import Entry, FeedRecord, Refused

Fields = list[tuple[str, str | bytes]]

UNIMARC = "nam0 22"
MARC21 = "nam a22"
CODED = "  $a20240101d2024    m  y0frey50      ba"


def iso2709(
    fields: Fields, *, leader: str = UNIMARC, end: str = "   450 ", encoding: str = "utf-8"
) -> bytes:
    """One record. `leader`: positions 5 to 11; `$` in a field stands for the mark of a subfield."""
    directory, data = b"", b""
    for tag, text in fields:
        raw = text if isinstance(text, bytes) else text.replace("$", "\x1f").encode(encoding)
        directory += f"{tag}{len(raw) + 1:04d}{len(data):05d}".encode()
        data += raw + b"\x1e"
    base = 24 + len(directory) + 1
    whole = base + len(data) + 1
    head = f"{whole:05d}{leader:<7}{base:05d}{end:<7}".encode()
    return head + directory + b"\x1e" + data + b"\x1d"


def unimarc(number: str, title: str = "$aGerminal", *more: tuple[str, str | bytes]) -> bytes:
    """A UNIMARC record of a book in French."""
    return iso2709([("001", number), ("100", CODED), ("200", f"1 {title}"), *more])


def read_all(
    source: Path | str, options: FeedOptions | None = None, after: str | None = None
) -> list[Entry]:
    """The entries of a feed."""
    return [entry for _, entry in open_feed(source, options or FeedOptions()).entries(after)]


def records(entries: list[Entry]) -> list[FeedRecord]:
    """Those that are no refusal."""
    return [entry for entry in entries if isinstance(entry, FeedRecord)]


def refusals(entries: list[Entry]) -> list[Refused]:
    """Those that are."""
    return [entry for entry in entries if isinstance(entry, Refused)]


def file_of(tmp_path: Path, data: bytes, name: str = "feed") -> Path:
    """A file with these bytes."""
    path = tmp_path / name
    path.write_bytes(data)
    return path


@dataclass(frozen=True)
class Answer:
    """What the server says to one request."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class FeedServer:
    """`asked`: paths with their queries; `headers`: those of each request."""

    answer: Callable[[str], Answer]
    port: int = 0
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(answer: Callable[[str], Answer]) -> Iterator[FeedServer]:
    """A server on loopback that answers as `answer(path with query)` says."""
    twin = FeedServer(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # http.server's name
            twin.asked.append(self.path)
            twin.headers.append(dict(self.headers))
            told = twin.answer(self.path)
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            if "Transfer-Encoding" not in told.headers:
                self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            try:
                self.wfile.write(told.body)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    twin.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield twin
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
