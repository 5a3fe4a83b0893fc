"""Opens a feed, whatever it is: a file or an address, recognised from its first bytes."""

from __future__ import annotations

from pathlib import Path

from catalogue.feeds.errors import FeedError, UnknownFormat
from catalogue.feeds.marc.reader import MarcFile
from catalogue.feeds.reading import FeedOptions, Reader

_NO_OPTIONS = FeedOptions()
_HEAD = 4096


def open_feed(source: str | Path, options: FeedOptions = _NO_OPTIONS) -> Reader:
    """A reader of the file or the http(s) address `source`.

    Raises `FeedError`: no such file, format not recognised, address not allowed.
    """
    path = Path(source)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as failed:
        raise FeedError(f"{path} cannot be read: {failed.strerror}") from failed
    if options.format == "marc" or _is_marc(head):
        return MarcFile(path, options.encoding)
    raise UnknownFormat(f"{path} is in no format that is known")


def _is_marc(head: bytes) -> bool:
    bare = head.lstrip(b" \r\n\t\x00\xef\xbb\xbf")
    return bare[:5].isdigit() and (bare[10:12] == b"22" or b"\x1e" in bare)
