"""Settings of the server: a TOML file, environment variables `BEAUPRE_SERVER_…`, or arguments.

An unknown key is an error that names it. `check_production` says what a productive server refuses.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from catalogue.errors import ServerConfigurationError
from catalogue.server.fail_points import FailPoint
from catalogue.services.mailing import MailSettings
from catalogue.services.secret_keys import load_secret

OWASP_MEMORY_KIB = 19 * 1024
OWASP_TIME_COST = 2


class ServerSettings(BaseSettings):
    """What an operator may set. Arguments win over the environment, that over the file."""

    model_config = SettingsConfigDict(
        env_prefix="BEAUPRE_SERVER_", extra="forbid", frozen=True, validate_default=True
    )
    toml_file: ClassVar[Path | None] = None

    database: Annotated[str, Field(repr=False)] = "beaupre.db"
    """A path, or an SQLAlchemy URL."""
    database_file: Path | None = None
    """Instead of `database`: a file of mode 0600 that holds it, for it may hold a password."""
    secrets_file: Path | None = None
    """Keys of the server; default: beside the SQLite database."""
    search: Literal["sqlite", "tantivy"] = "sqlite"
    """The engine of the index of titles; `tantivy` asks for the extra of that name."""
    search_dir: Path | None = None
    """Where the index is; default: beside the SQLite database, else beside the secrets."""
    covers: Literal["public", "town", "drawn"] = "public"
    """Where the pictures that feeds name are fetched: from public addresses, within the town's own
    network too, or nowhere: then all covers are drawn."""
    covers_dir: Path | None = None
    """Where fetched covers are kept; default: beside the SQLite database, else the secrets."""
    searches_address_minute: Annotated[int, Field(ge=1, le=1_000_000)] = 1200
    """Searches from one network address: a branch's public computers may share one."""
    tag_password_file: Path | None = None
    """The EAS/AFI password of the town's NXP tags: 8 hexadecimal digits in a file of mode 0600."""
    digital_secrets_dir: Path | None = None
    """A folder with a file of mode 0600 for each secret of a vendor of digital resources; default:
    `digital-secrets` beside the server's keys."""
    public_url: Annotated[
        str, Field(pattern=r"^(https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?)?$")
    ] = ""
    """The server's address as readers and vendors know it, `https://bibliotheques.ville.fr`. Empty:
    as each request names it; a productive server opens nothing that comes back to it then."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    """0 picks a free one."""
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    production: bool = False
    demo: bool = False
    pin_tries: Annotated[int, Field(ge=3, le=5)] = 5
    lock_minutes: Annotated[int, Field(ge=1, le=7 * 24 * 60)] = 15
    session_minutes: Annotated[int, Field(ge=1, le=60)] = 15
    staff_idle_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 30
    """Without a request for so long, a member of staff is signed out."""
    staff_session_hours: Annotated[int, Field(ge=1, le=24)] = 12
    pin_tries_address_minute: Annotated[int, Field(ge=1, le=100_000)] = 240
    """Wrong PINs from one network address: a branch's kiosks may share one."""
    pin_tries_station_minute: Annotated[int, Field(ge=1, le=100_000)] = 20
    pin_tries_card_day: Annotated[int, Field(ge=3, le=1000)] = 15
    """Beside the lock after `pin_tries`: so many at once, at most twice as many in a day."""
    staff_tries_address_minute: Annotated[int, Field(ge=1, le=100_000)] = 20
    staff_tries_account_day: Annotated[int, Field(ge=3, le=1000)] = 12
    enrol_tries_address_minute: Annotated[int, Field(ge=1, le=100_000)] = 10
    body_timeout_s: Annotated[float, Field(gt=0, le=600)] = 60.0
    """How long a client may take to send the body of a request."""
    headers_timeout_s: Annotated[float, Field(gt=0, le=600)] = 15.0
    trusted_proxies: tuple[str, ...] = ()
    """Addresses of proxies whose word is taken for whom they speak (`X-Forwarded-For`)."""
    max_body_bytes: Annotated[int, Field(ge=4096, le=64 * 1024 * 1024)] = 4 * 1024 * 1024
    daily_at: Annotated[str, Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")] = "04:30"
    """When the day's work is done, in the town's time zone; empty: not by the server itself."""
    log_format: Literal["text", "json"] = "text"
    """Lines for people, or one JSON object a line."""
    metrics: Literal["loopback", "token", "off"] = "loopback"
    """Who may read `/metrics`: programs on this machine, whoever has the operator's token, nobody.
    Behind a proxy on this machine everybody seems to be on it: take `token`."""
    mail: MailSettings | None = None
    """The mail server, and whom the operator's own mails go to; without it none are sent."""
    demo_mails: Path | None = None
    """Of a demonstration: a folder mails are written to instead of being sent."""
    fail_point: FailPoint | None = None
    """Where a server under test dies."""
    argon2_time_cost: Annotated[int, Field(ge=1, le=20)] = 2
    argon2_memory_kib: Annotated[int, Field(ge=8, le=1024 * 1024)] = OWASP_MEMORY_KIB

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, environment, then the TOML file if there is one."""
        if cls.toml_file is None:
            return init_settings, env_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, cls.toml_file)

    @property
    def search_path(self) -> Path:
        """Where the index of titles is. It may be deleted while no server runs."""
        return self.search_dir or self._beside_database("search")

    @property
    def covers_path(self) -> Path:
        """Where fetched covers are. It may be deleted."""
        return self.covers_dir or self._beside_database("covers")

    def _beside_database(self, name: str) -> Path:
        prefix = "sqlite:///"
        if "://" in self.database and not self.database.startswith(prefix):
            return self.secrets_path.with_name(name)
        return Path(f"{self.database.removeprefix(prefix)}.{name}")

    @property
    def secrets_path(self) -> Path:
        """Where the server's keys are."""
        if self.secrets_file is not None:
            return self.secrets_file
        if "://" in self.database:
            prefix = "sqlite:///"
            if not self.database.startswith(prefix):
                raise ServerConfigurationError("secrets_file: needed with this database")
            return Path(self.database.removeprefix(prefix) + ".keys")
        return Path(self.database + ".keys")

    @property
    def digital_secrets_path(self) -> Path:
        """Where the vendors' secrets are."""
        return self.digital_secrets_dir or self.secrets_path.parent / "digital-secrets"


def load_settings(file: Path | None = None, **arguments: object) -> ServerSettings:
    """Settings from arguments (None: not given), environment and file. Raises
    ServerConfigurationError, one line that names the key."""
    given = {name: value for name, value in arguments.items() if value is not None}
    if file is not None and not file.is_file():
        raise ServerConfigurationError(f"{file}: no such file")

    class _FromFile(ServerSettings):
        toml_file: ClassVar[Path | None] = file

    try:
        settings = _FromFile(**given)  # type: ignore[arg-type]  # pydantic checks every one
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        what = "unknown key" if first["type"] == "extra_forbidden" else first["msg"]
        where = f"{file}: " if file is not None else ""
        raise ServerConfigurationError(f"{where}{key}: {what}") from error
    except (SettingsError, ValueError, OSError) as error:
        raise ServerConfigurationError(f"{file}: {error}") from error
    if settings.database_file is not None:
        if "database" in settings.model_fields_set:
            raise ServerConfigurationError("database and database_file: one of them")
        database = load_secret(settings.database_file)
        settings = settings.model_copy(update={"database": database})
    check_production(settings)
    return settings


def check_production(settings: ServerSettings) -> None:
    """Refuse what a productive server must not do. Raises ServerConfigurationError."""
    if (settings.tls_certificate is None) != (settings.tls_key is None):
        raise ServerConfigurationError("tls_certificate and tls_key: both or neither")
    if not settings.production:
        return
    if settings.demo:
        raise ServerConfigurationError("demo: not on a production server")
    if settings.demo_mails is not None:
        raise ServerConfigurationError("demo_mails: not on a production server")
    if settings.fail_point is not None:
        raise ServerConfigurationError("fail_point: not on a production server")
    if settings.tls_certificate is None and not is_loopback(settings.host):
        raise ServerConfigurationError(
            f"host: plain http on {settings.host} beyond this machine is not for production; "
            "set tls_certificate and tls_key"
        )
    if settings.argon2_memory_kib < OWASP_MEMORY_KIB or settings.argon2_time_cost < OWASP_TIME_COST:
        raise ServerConfigurationError(
            f"argon2_memory_kib, argon2_time_cost: at least {OWASP_MEMORY_KIB} and "
            f"{OWASP_TIME_COST} in production"
        )


def is_loopback(host: str) -> bool:
    """Does this address stay on the machine?"""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
