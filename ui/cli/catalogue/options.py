"""The options of every command that reads a feed, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from catalogue.feeds.reading import Reader
    from catalogue.services.importing.model import Rules, Start

WHOLE = ("marc", "marcxml", "csv", "oai")
"""Such a feed is all its source has, unless it is asked for less."""


def of_a_feed(command: Callable[..., Any]) -> Callable[..., Any]:
    """How a feed is read, and how its words become the town's."""
    for option in (
        click.option(
            "--whole/--partial",
            "whole",
            default=None,
            help="What the feed leaves out is gone, or is left alone [by format: a file of MARC or"
            " CSV and a full harvest are whole; OPDS and a harvest of changes are partial].",
        ),
        click.option("--private", is_flag=True, help="Links into the town's own network, too."),
        click.option("--host", "hosts", multiple=True, help="Another host the feed may lead to."),
        click.option("--follow", is_flag=True, help="OPDS: what the feed leads to, as well."),
        click.option("--prefix", default="", help="OAI-PMH: metadataPrefix [the richest one]."),
        click.option("--set", "of_set", help="OAI-PMH: only this set."),
        click.option("--encoding", default="", help="Of MARC: utf-8, marc-8, iso5426, latin-1."),
        click.option("--format", "named", default="", help="Instead of recognising it."),
        click.option("--branch", default="", help="Branch of copies whose own is not known."),
        click.option(
            "--mapping",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="FILE",
            help="TOML: words of the source and the town's; columns of a CSV (docs/feeds.md).",
        ),
        click.option("--source", default="", help="Name of the source [file name, or address]."),
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """What was asked for."""

    source: str
    mapping: Path | None
    branch: str
    named: str
    encoding: str
    of_set: str | None
    prefix: str
    follow: bool
    hosts: tuple[str, ...]
    private: bool
    whole: bool | None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> FeedChoice:
        """From the options `of_a_feed` adds."""
        return cls(**{each.name: options[each.name] for each in fields(cls)})

    def open(self, address: str, since: str | None) -> Reader:
        """The feed. Raises FeedError."""
        from catalogue.feeds.fetching import FetchLimits
        from catalogue.feeds.opening import open_feed
        from catalogue.feeds.reading import FeedOptions

        options = FeedOptions(
            format=self.named,
            encoding=self.encoding,
            mapping=self.mapping if self._has_columns() else None,
            since=since,
            set=self.of_set,
            prefix=self.prefix,
            follow=self.follow,
            limits=FetchLimits(hosts=self.hosts, private=self.private),
        )
        if is_address(address):
            return open_feed(address, options)
        if not Path(address).is_file():
            raise CliError(f"{address}: no such file", ExitCode.WRONG_USE)
        return open_feed(Path(address), options)

    def start(self, source: str, address: str, reader: Reader, since: str | None) -> Start:
        """The run to ask for."""
        from catalogue.services.importing.model import Start

        whole = reader.format in WHOLE and since is None and self.of_set is None
        return Start(
            source=source,
            format=reader.format,
            address=address if is_address(address) else str(Path(address).absolute()),
            fingerprint=since or "" if is_address(address) else _stamp(Path(address)),
            complete=whole if self.whole is None else self.whole,
            rules=self.rules(),
        )

    def rules(self) -> Rules:
        """How words of the source become the town's. Raises BadRules."""
        from catalogue.services.importing.mapping import read_rules

        text = "" if self.mapping is None else self._text()
        return read_rules(text, self.branch)

    def _text(self) -> str:
        try:
            return "" if self.mapping is None else self.mapping.read_text("utf-8")
        except (OSError, ValueError) as error:
            raise CliError(f"{self.mapping} cannot be read: {error}", ExitCode.WRONG_USE) from error

    def _has_columns(self) -> bool:
        return "[columns]" in self._text()


def is_address(address: str) -> bool:
    """Is it fetched, and no file?"""
    return "://" in address[:12]


def source_of(address: str) -> str:
    """The name of a source nobody named: the file's, or host and path."""
    if not is_address(address):
        return Path(address).name
    parts = urlsplit(address)
    return f"{parts.hostname or ''}{parts.path}".rstrip("/")[:100]


def _stamp(path: Path) -> str:
    """What tells whether a file is still the same."""
    try:
        found = path.stat()
    except OSError as error:
        raise CliError(f"{path}: {error.strerror}", ExitCode.WRONG_USE) from error
    return f"{found.st_size}-{found.st_mtime_ns}"
