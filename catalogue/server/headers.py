"""Headers of every answer, whatever gave it: this is an interface for programs, so a browser that
comes by is told to do nothing with it. A mounted application (the portal) may say otherwise for its
own pages. No `Access-Control-*` is ever sent: no other site's script may read anything here."""

from __future__ import annotations

Header = tuple[bytes, bytes]
ALWAYS: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    # Nearly every answer is somebody's; what may be kept says so itself.
    (b"cache-control", b"no-store"),
)
WITH_TLS: Header = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
"""A year, as browsers want it; only where there is TLS, or they would not come back."""


def secured(given: list[Header], *, tls: bool) -> list[Header]:
    """An answer's headers, with those that are missing."""
    there = {name.lower() for name, _ in given}
    wanted = (*ALWAYS, WITH_TLS) if tls else ALWAYS
    return [*given, *(header for header in wanted if header[0] not in there)]
