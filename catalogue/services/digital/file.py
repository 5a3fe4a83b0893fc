"""The file of providers and resources (TOML): its model, and the one way it is read and written.

What a vendor demands of a signed address is in `parameters`; nothing personal leaves unless
`release` names it, field by field. Secrets are named, never written here.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from catalogue.domain.digital.limits import Per, Span, Unit, fits
from catalogue.domain.digital.resources import (
    AccessKind,
    Audience,
    Family,
    ResourceState,
    Where,
)
from catalogue.services.digital.signing import Encoding, Sign, fields_of
from catalogue.services.town_config.writing import toml_value

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
TownId = Annotated[str, Field(pattern=r"^\S{1,64}$")]
"""A branch or a category of the town."""
Named = Annotated[str, Field(min_length=1, max_length=200)]
Note = Annotated[str, Field(max_length=2000)]
Address = Annotated[str, Field(max_length=1000)]
Day = Annotated[dt.date, Field(ge=dt.date(1970, 1, 1), le=dt.date(2999, 12, 31))]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
LOGINS = (AccessKind.CAS, AccessKind.OIDC)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Released(StrEnum):
    """What may leave of a patron, each switched on by name; the pseudonym always may."""

    CARD = "card"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    BIRTH_YEAR = "birth_year"
    CATEGORY = "category"
    BRANCH = "branch"
    LANGUAGE = "language"
    BAND = "band"


FREE = frozenset({"pseudonym", "date", "time", "nonce"})
"""What may stand in a template without being released."""


class FileFaults(ValueError):
    """The file is wrong, and nothing of it was applied. `lines`: one for each fault."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines


class Row(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProviderRow(Row):
    """Who sells resources; `hosts`: where its services answer."""

    id: Id
    name: Named
    kind: Annotated[str, Field(max_length=64)] = ""
    contact: Annotated[str, Field(max_length=300)] = ""
    hosts: tuple[Annotated[str, Field(pattern=r"^[a-z0-9.-]{1,253}$")], ...] = ()


class SubscriptionRow(Row):
    """From when to when the town pays."""

    starts_on: Day
    ends_on: Day | None = None
    auto_renew: bool = False
    branches: tuple[TownId, ...] = ()
    categories: tuple[TownId, ...] = ()
    price_cents: Count | None = None
    notice_days: Annotated[int, Field(ge=0, le=3650)] | None = None
    contract: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError("ends_on: lies before starts_on")
        if self.auto_renew and self.ends_on is None:
            raise ValueError("auto_renew: needs ends_on, the end of a term")
        return self


class ParameterRow(Row):
    """One field of a signed address: `value` is a template; with `sign` what is sent is its hash or
    HMAC."""

    name: Annotated[str, Field(min_length=1, max_length=64)]
    value: Annotated[str, Field(max_length=500)]
    sign: Sign | None = None
    encoding: Encoding = Encoding.HEX


class LimitRow(Row):
    """So much in a period."""

    unit: Unit
    per: Per
    period: Span
    value: Annotated[int, Field(ge=1, le=1_000_000_000)]
    hard: bool = True
    alert_at: Count | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not fits(self.unit, self.per, self.period):
            raise ValueError(
                'seats are counted per = "library", period = "now"; active users per = "library"; '
                "nothing else is counted now"
            )
        return self


class AccessRow(Row):
    """A way in, and what of it leaves the town."""

    kind: AccessKind
    where: Where = Where.BOTH
    endpoint: Address
    secret: Id | None = None
    test_url: Address = ""
    release: tuple[Released, ...] = ()
    names: dict[str, Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]{0,63}$")]] = {}
    """What the vendor calls a released field, in CAS and OpenID Connect."""
    method: Annotated[str, Field(pattern="^(GET|POST)$")] = "GET"
    date_format: Annotated[str, Field(pattern=r"^[%a-zA-Z0-9 :./T_-]{1,40}$")] = "%Y-%m-%d"
    parameters: tuple[ParameterRow, ...] = ()
    services: tuple[Address, ...] = ()
    """CAS: what may ask for a ticket, beside the endpoint: addresses and what is below them."""
    client: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    redirect_uris: tuple[Address, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        faults = list(_access_faults(self))
        if faults:
            raise ValueError("; ".join(faults))
        return self


def _access_faults(row: AccessRow) -> Iterator[str]:
    for address in (row.endpoint, *row.services, *row.redirect_uris, row.test_url or row.endpoint):
        if not is_safe(address):
            yield f"{address or 'endpoint'}: an https address is needed"
    if row.kind is AccessKind.ON_SITE and row.where is not Where.SITE:
        yield 'on_site: write where = "site"'
    if row.kind is AccessKind.SIGNED_URL:
        yield from _template_faults(row)
    elif row.parameters or row.method != "GET":
        yield "parameters, method: of signed_url alone"
    if (row.kind is AccessKind.OIDC) != (row.client is not None and bool(row.redirect_uris)):
        yield "client and redirect_uris: needed for oidc, and for nothing else"
    if row.services and row.kind is not AccessKind.CAS:
        yield "services: of cas alone"
    if row.release and row.kind in (AccessKind.OPEN, AccessKind.ON_SITE):
        yield "release: nothing leaves with this kind of access"
    if unknown := sorted(set(row.names) - set(row.release)):
        yield f"names.{unknown[0]}: is not released"


def _template_faults(row: AccessRow) -> Iterator[str]:
    if not row.parameters:
        yield "signed_url: parameters are missing"
    signed = False
    for each in row.parameters:
        used = fields_of(each.value)
        signed = signed or each.sign is not None
        for name in sorted(used - FREE - {"secret"} - set(row.release)):
            known = name in set(Released)
            yield f"{each.name}: {{{name}}} " + (
                "leaves the town: name it in release" if known else "is no field"
            )
        if "secret" in used and (each.sign is None or each.sign.is_keyed):
            yield f"{each.name}: {{secret}} stands in what is hashed, nowhere else"
        if each.sign is not None and each.sign.is_keyed | ("secret" in used) and not row.secret:
            yield f"{each.name}: name the secret"
    if not signed:
        yield "signed_url: no parameter is signed"


class ResourceRow(Row):
    """A resource with all that belongs to it."""

    id: Id
    title: Named
    family: Family
    description: Note = ""
    audience: Audience = Audience.ALL
    languages: tuple[Annotated[str, Field(pattern="^[a-z]{2,3}$")], ...] = ("fr",)
    min_age: Annotated[int, Field(ge=0, le=120)] | None = None
    provider: Id | None = None
    state: ResourceState = ResourceState.LIVE
    themes: tuple[Annotated[str, Field(min_length=1, max_length=64)], ...] = ()
    accessibility: Note = ""
    image: Address = ""
    subscriptions: tuple[SubscriptionRow, ...] = ()
    access: tuple[AccessRow, ...] = ()
    limits: tuple[LimitRow, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> Self:
        for name, keys in (
            ("subscriptions: starts_on", [each.starts_on for each in self.subscriptions]),
            ("access: where", [each.where for each in self.access]),
            ("access: kind", [each.kind for each in self.access if each.kind in LOGINS]),
            ("limits", [(each.unit, each.per, each.period) for each in self.limits]),
        ):
            if len(set(keys)) != len(keys):
                raise ValueError(f"{name}: the same twice")
        return self


class DigitalFile(Row):
    """The whole file."""

    providers: tuple[ProviderRow, ...] = ()
    resources: tuple[ResourceRow, ...] = ()

    @model_validator(mode="after")
    def _fit(self) -> Self:
        for what, ids in (
            ("providers", [each.id for each in self.providers]),
            ("resources", [each.id for each in self.resources]),
            ("client", [a.client for r in self.resources for a in r.access if a.client]),
        ):
            if len(set(ids)) != len(ids):
                raise ValueError(f"{what}: the same id twice")
        hosts = {each.id: each.hosts for each in self.providers}
        for each in self.resources:
            for access in each.access:
                allowed = hosts.get(each.provider or "", ())
                if allowed and host_of(access.endpoint) not in allowed:
                    raise ValueError(
                        f"{each.id}: {host_of(access.endpoint)} is none of {each.provider}'s hosts"
                    )
        return self


def is_safe(address: str) -> bool:
    """Is it an https address, or one of this machine? Without a user, a fragment or a blank."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    if not host or "@" in parts.netloc or parts.fragment or not address.isprintable():
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    return secure and " " not in address and "\\" not in address


def host_of(address: str) -> str:
    """The host of an address that is safe."""
    return urlsplit(address).hostname or ""


def read_file(text: str) -> DigitalFile:
    """The file whose text this is. Raises FileFaults."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FileFaults([f"not TOML: {error}"]) from error
    try:
        return DigitalFile.model_validate(document)
    except ValidationError as error:
        raise FileFaults([_fault(document, each) for each in error.errors()]) from error


def _fault(document: dict[str, Any], error: Any) -> str:
    """`resources concerts, access 1, endpoint: …`."""
    said: list[str] = []
    at: Any = document
    for part in error["loc"]:
        at = at[part] if _has(at, part) else {}
        if isinstance(part, int):
            said[-1] += f" {at.get('id', part + 1) if isinstance(at, dict) else part + 1}"
        else:
            said.append(str(part))
    return f"{', '.join(said) or 'the file'}: {error['msg'].removeprefix('Value error, ')}"


def _has(at: Any, part: int | str) -> bool:
    return (isinstance(at, dict) and part in at) or (
        isinstance(at, list) and isinstance(part, int) and part < len(at)
    )


def write_file(file: DigitalFile) -> str:
    """The file's text, in order of the ids; reading it gives the file again."""
    blocks = [
        _block("providers", provider.model_dump(mode="python", exclude_defaults=True))
        for provider in sorted(file.providers, key=lambda each: each.id)
    ]
    for resource in sorted(file.resources, key=lambda each: each.id):
        said = resource.model_dump(mode="python", exclude_defaults=True)
        below = {name: said.pop(name, ()) for name in ("subscriptions", "access", "limits")}
        blocks.append(_block("resources", said))
        for name, rows in below.items():
            blocks += [_block(f"resources.{name}", row) for row in rows]
    return "\n".join(blocks)


def _block(name: str, values: dict[str, Any]) -> str:
    lines = [f"[[{name}]]", *(f"{key} = {toml_value(value)}" for key, value in values.items())]
    return "\n".join(lines) + "\n"
