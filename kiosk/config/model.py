"""kiosk.toml as a value: every key, its default and its bounds.

    station = "tilleuls-1"
    branch = "tilleuls"
    server_url = "https://reseau.valbreuil.fr"
    state_dir = "/var/lib/beaupre"
    reader_url = "feig+serial:/dev/ttyUSB0"

A frozen value, made by `load_config` or `KioskConfig.demo`, handed to `kiosk.station`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from catalogue.domain.policy import OfflineRules
from kiosk.config.addresses import printer_address, scanner_line
from kiosk.config.errors import ConfigError
from kiosk.config.explain import explain
from kiosk.config.look import LookSettings
from kiosk.config.production import refusals
from kiosk.config.receipts import ReceiptSettings
from kiosk.config.start import SoundSettings, SpeechSettings, StartSettings
from kiosk.session.policy import SessionPolicy
from rfid.errors import ConfigurationError
from rfid.health import HealthLimits
from rfid.security import SecurityMethod, SitePolicy
from rfid.types import Afi
from rfid.url import PcscSlot, parse_address

DEMO_ENROLMENT_CODE = "demo-enrolment-code"
Seconds = Annotated[int, Field(gt=0)]
AfiText = Annotated[str, Field(pattern="^[0-9a-fA-F]{2}$")]
Rate = Annotated[float, Field(ge=0, le=1)]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class PolicySettings(_Settings):
    """`[policy]`: lengths and times of a session, in seconds; see SessionPolicy."""

    card_length: int = 13
    pin_length: int = 4
    idle_s: Seconds = 60
    warn_s: Seconds = 20
    finish_s: Seconds = 20
    attention_s: Seconds = 60
    absolute_s: Seconds = 600
    reader_rest_s: Seconds = 10
    undo_s: Annotated[int, Field(ge=0)] = 30
    lend_by_barcode: bool = True
    scan_after_s: Seconds = 10

    @model_validator(mode="after")
    def _fits(self) -> Self:
        SessionPolicy(**self.model_dump())
        return self


class OfflineSettings(_Settings):
    """`[offline]`: what a card may do while the server is away; `items_per_card` 0: nothing is
    lent then, only taken back."""

    items_per_card: Annotated[int, Field(ge=0)] = 5
    hours: Annotated[float, Field(ge=0)] = 72.0
    unknown_cards: bool = False


class KitSettings(_Settings):
    """`[kits]`: e-readers and other sets."""

    bring_days: Annotated[int, Field(ge=1, le=365)] = 7
    """In so many days a part that did not come back is to be brought, or on the first day after
    them that the branch is open."""


class SecuritySettings(_Settings):
    """`[security]`: what the gates of the site go by, and the AFI values, as two hexadecimal
    digits. `password`: the tags are protected, and the server has the password."""

    method: SecurityMethod = SecurityMethod.AFI
    afi_secured: AfiText = "07"
    afi_on_loan: AfiText = "C2"
    password: bool = False

    @model_validator(mode="after")
    def _fits(self) -> Self:
        try:
            self.policy(())
        except ConfigurationError as error:
            raise ValueError(str(error)) from error
        return self

    def policy(self, owners: tuple[str, ...]) -> SitePolicy:
        """For the reader."""
        secured, on_loan = Afi(int(self.afi_secured, 16)), Afi(int(self.afi_on_loan, 16))
        return SitePolicy(owners, secured, on_loan, self.method)


class RadioSettings(_Settings):
    """`[radio]`: when the reader's health is worth a warning to staff; see HealthLimits. Rates are
    from 0 to 1."""

    window_s: Annotated[float, Field(gt=0)] = 3600.0
    least: Annotated[int, Field(ge=1)] = 20
    read_rate: Rate = 0.9
    read_failures: Rate = 0.1
    switch_retries: Rate = 0.2
    switch_failures: Rate = 0.05
    reconnects: Annotated[int, Field(ge=1)] = 3


class KioskConfig(_Settings):
    """One kiosk. `owners` empty: as the server says."""

    station: Annotated[str, Field(min_length=1, max_length=64)]
    branch: Annotated[str, Field(min_length=1, max_length=64)]
    server_url: str
    state_dir: Path
    reader_url: str
    enrolment_code: Annotated[str | None, Field(repr=False)] = None
    owners: tuple[str, ...] = ()
    languages: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    """Offered in this order, the first is the town's own; without it all there are, French
    first."""
    orientation: Literal["auto", "portrait", "landscape"] = "auto"
    production: bool = False
    demo_mode: bool = False
    """Demo data and the demo socket are allowed."""
    printer: str = ""
    """`file:PATH` (text), `escpos:/dev/usb/lp0`, `escpos+serial:/dev/ttyUSB0?baud=19200`,
    `escpos+tcp://HOST:9100`, or empty: no paper."""
    scanner: str = ""
    """`serial:/dev/ttyACM0?baud=9600` of a barcode scanner; one that types like a keyboard needs
    nothing."""
    card_reader: str = ""
    """`pcsc:NAME` of a reader patrons lay their cards on; its reader is not the pad's."""
    keep_station_key: bool = True
    """A copy of the station key on disk lets a branch lend after a power cut without network."""
    default_loan_days: Annotated[int, Field(gt=0)] = 28
    """Where the snapshot has no rule for a card and a kind of item."""
    ask_timeout_s: Annotated[float, Field(gt=0, le=30)] = 3.0
    repair_grace_s: Seconds = 60
    """How long after a start a tag may be laid down before its open bit becomes a repair."""
    policy: PolicySettings = PolicySettings()
    offline: OfflineSettings = OfflineSettings()
    security: SecuritySettings = SecuritySettings()
    radio: RadioSettings = RadioSettings()
    look: LookSettings = LookSettings()
    start: StartSettings = StartSettings()
    sound: SoundSettings = SoundSettings()
    speech: SpeechSettings = SpeechSettings()
    receipts: ReceiptSettings = ReceiptSettings()
    kits: KitSettings = KitSettings()

    @field_validator("server_url")
    @classmethod
    def _is_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("write https://HOST or http://127.0.0.1:PORT")
        return value.rstrip("/")

    @field_validator("reader_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        try:
            parse_address(value)
        except ConfigurationError as error:
            raise ValueError(str(error)) from error
        return value

    @field_validator("scanner")
    @classmethod
    def _is_scanner(cls, value: str) -> str:
        if value:
            scanner_line(value)
        return value

    @field_validator("card_reader")
    @classmethod
    def _is_card_reader(cls, value: str) -> str:
        try:
            if value and not isinstance(parse_address(value).line, PcscSlot):
                raise ValueError("write pcsc:NAME OF THE READER: other readers read no such cards")
        except ConfigurationError as error:
            raise ValueError(str(error)) from error
        return value

    @model_validator(mode="after")
    def _two_readers(self) -> Self:
        if self.card_reader and self.card_reader == self.reader_url:
            raise ValueError("card_reader and reader_url are one reader: cards need their own")
        return self

    @field_validator("printer")
    @classmethod
    def _is_printer(cls, value: str) -> str:
        if value:
            printer_address(value)
        return value

    @property
    def journal_path(self) -> Path:
        """journal.db of this station."""
        return self.state_dir / "journal.db"

    @property
    def snapshot_path(self) -> Path:
        """snapshot.db of this station."""
        return self.state_dir / "snapshot.db"

    @property
    def credentials_path(self) -> Path:
        """What enrolment gave this station; readable by its user alone."""
        return self.state_dir / "station.key"

    @property
    def radio_health_path(self) -> Path:
        """What the reader's radio last came to, for `beaupre readers health`."""
        return self.state_dir / "radio-health.json"

    def site_policy(self, owners: tuple[str, ...]) -> SitePolicy:
        """For the reader; `owners` as the server says where none are set."""
        return self.security.policy(owners)

    def health_limits(self) -> HealthLimits:
        """For the reader's tally."""
        return HealthLimits(**self.radio.model_dump())

    def session_policy(self) -> SessionPolicy:
        """For the session machine."""
        return SessionPolicy(
            offline_items=self.offline.items_per_card,
            closed_hours=self.start.closed_hours,
            receipts=self.receipts.policy(printer=bool(self.printer)),
            **self.policy.model_dump(),
        )

    def offline_rules(self) -> OfflineRules:
        """For the offline verdict."""
        return OfflineRules(
            max_items=self.offline.items_per_card,
            max_hours=self.offline.hours,
            allow_unknown_cards=self.offline.unknown_cards,
        )

    @classmethod
    def demo(
        cls, state_dir: Path, server_url: str, reader_url: str, **settings: Any
    ) -> KioskConfig:
        """The kiosk of the demo town's branch Les Tilleuls; any setting may be given otherwise.
        Raises ConfigError."""
        values: dict[str, Any] = {
            "station": "tilleuls-1",
            "branch": "tilleuls",
            "server_url": server_url,
            "state_dir": state_dir,
            "reader_url": reader_url,
            "enrolment_code": DEMO_ENROLMENT_CODE,
            "owners": ("FR999990001",),
            "demo_mode": True,
            **settings,
        }
        return make_config(values, "demo")


def load_config(path: Path) -> KioskConfig:
    """Read kiosk.toml for use. Raises ConfigError, one line, like `read_config`, and for what
    production refuses."""
    config = read_config(path)
    refused = refusals(config)
    if refused:
        raise ConfigError(f"{path}: {refused[0].text}")
    return config


def read_config(path: Path) -> KioskConfig:
    """Read kiosk.toml. Raises ConfigError, one line, for a file that is not there, is no TOML, or
    has an unknown or impossible key."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error
    return make_config(values, str(path))


def make_config(values: dict[str, Any], source: str) -> KioskConfig:
    """Check the values; `source` is named in the one line of ConfigError. A relative `state_dir`
    is taken from the working directory. Says nothing of production: see `production.refusals`."""
    if "staff_tokens" in values:
        raise ConfigError(
            f"{source}: staff_tokens: tokens without an end are not taken any more; take the "
            "section out, and have one made for some hours with “beaupre staff token”"
        )
    try:
        return KioskConfig.model_validate(values)
    except ValidationError as error:
        raise ConfigError(f"{source}: {explain(error, KioskConfig)}") from None
