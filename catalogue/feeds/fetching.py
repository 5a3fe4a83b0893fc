"""Fetches parts of feeds over http and https, politely and within limits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one feed may cost, and where it may lead.

    hosts          allowed besides that of the start address, as `host` or `host:port`
    private        addresses inside the town's network (RFC 1918, loopback…) may be fetched
    max_bytes      of one answer
    max_pages      followed in one run
    timeout_s      until a connection stands, and between two parts of an answer
    deadline_s     for one answer, waiting included
    """

    hosts: tuple[str, ...] = ()
    private: bool = False
    max_bytes: int = 32 << 20
    max_pages: int = 20_000
    timeout_s: float = 20.0
    deadline_s: float = 120.0
