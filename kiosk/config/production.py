"""What a station marked `production` refuses, each by name. `beaupre doctor` lists them all."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from rfid.factory import is_simulated
from rfid.url import parse_address


class _Config(Protocol):
    @property
    def production(self) -> bool: ...
    @property
    def demo_mode(self) -> bool: ...
    @property
    def server_url(self) -> str: ...
    @property
    def reader_url(self) -> str: ...
    @property
    def card_reader(self) -> str: ...
    @property
    def enrolment_code(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """`name` is stable; `text` is one line with what to change."""

    name: str
    text: str


def refusals(config: _Config) -> tuple[Refusal, ...]:
    """Empty where nothing is wrong, or the station is not marked production."""
    return _found(config) if config.production else ()


def _found(config: _Config) -> tuple[Refusal, ...]:
    found = []
    if config.demo_mode:
        found.append(Refusal("demo_mode", "production refuses demo_mode = true"))
    if config.enrolment_code is not None and config.enrolment_code.startswith("demo-"):
        found.append(Refusal("demo_code", "production refuses a demo enrolment_code"))
    if is_simulated(parse_address(config.reader_url)):
        found.append(
            Refusal("simulated_reader", "production refuses a simulated reader in reader_url")
        )
    if config.card_reader and is_simulated(parse_address(config.card_reader)):
        found.append(
            Refusal("simulated_cards", "production refuses a simulated reader in card_reader")
        )
    if not is_private(config.server_url):
        found.append(
            Refusal("plain_http", "production refuses http beyond this machine: write https://")
        )
    return tuple(found)


def is_private(url: str) -> bool:
    """Is what goes there out of others' sight: TLS, or this machine itself?"""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return True
    host = parts.hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
