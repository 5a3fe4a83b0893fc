"""Addresses a vendor believes: fields put into a template, hashed or under an HMAC.

What a vendor wants is its own invention (which fields, in which order, parted by what, which form
of the date); so it is a template, and none of it is program. An HMAC is to be preferred: a plain
hash of a value and a key is what some vendors ask for, no more.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlencode, urlsplit, urlunsplit

FIELD = re.compile(r"\{([a-z_]+)\}")


class Sign(StrEnum):
    """What becomes of a parameter's value before it is sent."""

    SHA256 = "sha256"
    SHA512 = "sha512"
    HMAC_SHA256 = "hmac-sha256"
    HMAC_SHA512 = "hmac-sha512"

    @property
    def is_keyed(self) -> bool:
        """Is the secret its key?"""
        return self in (Sign.HMAC_SHA256, Sign.HMAC_SHA512)


class Encoding(StrEnum):
    """How a hash is written."""

    HEX = "hex"
    BASE64 = "base64"
    BASE64URL = "base64url"
    """Without padding."""


class Parameter(Protocol):
    """One field of the address."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def sign(self) -> Sign | None: ...
    @property
    def encoding(self) -> Encoding: ...


def fields_of(template: str) -> set[str]:
    """The names in a template: `{pseudonym}|{time}` has two."""
    return set(FIELD.findall(template))


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its fields put in. Nothing in a value is read as a field again."""
    return FIELD.sub(lambda found: values[found[1]], template)


def moment_fields(now: dt.datetime, date_format: str, nonce: str) -> dict[str, str]:
    """The fields of this launch: date in the town's zone, time in seconds since 1970, nonce."""
    return {"date": now.strftime(date_format), "time": str(int(now.timestamp())), "nonce": nonce}


def signed_fields(
    parameters: Sequence[Parameter], values: Mapping[str, str], secret: str
) -> list[tuple[str, str]]:
    """What is sent, in the order of the template."""
    return [(each.name, _sent(each, values, secret)) for each in parameters]


def _sent(parameter: Parameter, values: Mapping[str, str], secret: str) -> str:
    text = filled(parameter.value, {**values, "secret": secret})
    if parameter.sign is None:
        return text
    algorithm = parameter.sign.value.removeprefix("hmac-")
    if parameter.sign.is_keyed:
        digest = hmac.digest(secret.encode(), text.encode(), algorithm)
    else:
        digest = hashlib.new(algorithm, text.encode()).digest()
    return ENCODERS[parameter.encoding](digest)


ENCODERS: Mapping[Encoding, Callable[[bytes], str]] = {
    Encoding.HEX: bytes.hex,
    Encoding.BASE64: lambda digest: base64.b64encode(digest).decode(),
    Encoding.BASE64URL: lambda digest: base64.urlsafe_b64encode(digest).decode().rstrip("="),
}


def with_query(address: str, fields: Sequence[tuple[str, str]]) -> str:
    """An address with more fields behind those it has."""
    parts = urlsplit(address)
    more = urlencode(fields)
    query = f"{parts.query}&{more}" if parts.query else more
    return urlunsplit(parts._replace(query=query))
