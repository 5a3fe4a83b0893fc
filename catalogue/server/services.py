"""The use cases of one server, made from its settings."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import metadata
from importlib.util import find_spec

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from catalogue.covers.cache import CoverCache
from catalogue.covers.fetching import LIMITS, CoverFetcher
from catalogue.covers.keeping import Covers
from catalogue.db.database import Database
from catalogue.errors import ServerConfigurationError
from catalogue.search.embedded import SearchIndex
from catalogue.search.opening import open_index
from catalogue.server.fail_points import FailPoint
from catalogue.server.metrics import Metrics
from catalogue.server.search_limits import Searchers
from catalogue.server.settings import ServerSettings
from catalogue.server.tries import Tries
from catalogue.services.accounts import AccountRules, Accounts, PinHasher
from catalogue.services.calendar import write_calendar
from catalogue.services.central import CentralRecord
from catalogue.services.daily import Daily
from catalogue.services.daily_round import DailyRound
from catalogue.services.devices.workshop import Workshop
from catalogue.services.digest import Digests
from catalogue.services.digital.desk import Digital, build_digital
from catalogue.services.enrolment import Enrolments
from catalogue.services.feed import Feed, begin_epoch
from catalogue.services.finding.finding import Finding
from catalogue.services.importing.runs import Importing
from catalogue.services.ledger import LedgerCache
from catalogue.services.limits import Limits
from catalogue.services.mailing import Mailer, write_mails
from catalogue.services.mails.outbox import Outbox
from catalogue.services.operating.contacts import Contacts
from catalogue.services.patrons.accounts import PatronAccounts
from catalogue.services.patrons.importing import PatronImports
from catalogue.services.privacy.retention import Retention
from catalogue.services.secret_keys import SecretKeys, load_or_make_keys, load_tag_password
from catalogue.services.snapshots import Snapshots
from catalogue.services.staff.people import StaffAccounts
from catalogue.services.staff.sessions import SessionRules, StaffSessions
from catalogue.services.staff.station_tokens import StationTokens
from catalogue.services.station_sync import StationSync
from catalogue.services.town import Clock, put_setting, setting
from catalogue.services.town_config.setting_up import TownSetUp

MINUTE_MS = 60_000
KEYS = "keys_fingerprint"
"""Setting: which keys the database is used with."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the routes call. Close it when the server ends."""

    database: Database
    keys: SecretKeys
    hasher: PinHasher
    rules: AccountRules
    enrolments: Enrolments
    contacts: Contacts
    accounts: Accounts
    staff: StaffAccounts
    staff_sessions: StaffSessions
    station_tokens: StationTokens
    tries: Tries
    set_up: TownSetUp
    sync: StationSync
    central: CentralRecord
    daily: Daily
    daily_round: DailyRound
    retention: Retention
    outbox: Outbox
    patron_accounts: PatronAccounts
    patron_imports: PatronImports
    workshop: Workshop
    digital: Digital
    imports: Importing
    feed: Feed
    finding: Finding
    searchers: Searchers
    covers: Covers
    snapshots: Snapshots
    digests: Digests
    clock: Clock
    version: str
    metrics: Metrics
    metrics_for: str
    fail_point: FailPoint | None
    tag_password: str | None = field(default=None, repr=False)

    def close(self) -> None:
        """Release the database and the index."""
        self.finding.close()
        self.database.close()


def wall_clock() -> int:
    """Milliseconds UTC."""
    return time.time_ns() // 1_000_000


def build_services(settings: ServerSettings, clock: Clock = wall_clock) -> Services:
    """Open and migrate the database and put the use cases together. Raises DatabaseInUse,
    DatabaseUnusable, ServerConfigurationError."""
    database, keys, tag_password = _open(settings, clock)
    hasher, staff_hasher = _hashers(settings, keys)
    rules, staff_rules = _session_rules(settings)
    limits = Limits(database, keys, clock)
    version = metadata.version("beaupre")
    feed = Feed(database, clock)
    cache = LedgerCache()
    central = CentralRecord(cache, clock)
    daily = Daily(database, central, clock)
    retention = Retention(database, central, keys, clock)
    outbox = _outbox(settings, database, clock)
    daily_at = dt.time.fromisoformat(settings.daily_at) if settings.daily_at else None
    return Services(
        database=database,
        keys=keys,
        hasher=hasher,
        rules=rules,
        enrolments=Enrolments(database, clock),
        contacts=Contacts(database, clock),
        accounts=Accounts(database, keys, hasher, rules, clock, mails=outbox.is_open),
        staff=StaffAccounts(database, staff_hasher, limits, clock),
        staff_sessions=StaffSessions(database, staff_hasher, staff_rules, clock),
        station_tokens=StationTokens(database, keys, clock),
        tries=Tries(limits, settings),
        set_up=TownSetUp(database, clock),
        sync=StationSync(database, keys, cache, clock),
        central=central,
        daily=daily,
        daily_round=DailyRound(database, daily, retention, daily_at, clock),
        retention=retention,
        outbox=outbox,
        patron_accounts=PatronAccounts(database, central, keys, hasher, clock),
        patron_imports=PatronImports(database, central, keys, clock),
        workshop=Workshop(database, central, clock),
        digital=build_digital(
            database,
            keys,
            settings.digital_secrets_path,
            clock,
            public_url=settings.public_url,
            production=settings.production,
            demo=settings.demo,
        ),
        imports=Importing(database, central, clock),
        feed=feed,
        finding=Finding(database, feed, _search_opener(settings)),
        searchers=Searchers(settings.searches_address_minute),
        covers=_covers(settings, clock),
        snapshots=Snapshots(database, feed, clock),
        digests=Digests(database, feed, clock),
        clock=clock,
        version=version,
        metrics=Metrics(database, clock, version),
        metrics_for=settings.metrics,
        fail_point=settings.fail_point,
        tag_password=tag_password,
    )


def _open(settings: ServerSettings, clock: Clock) -> tuple[Database, SecretKeys, str | None]:
    """The database, the keys it is used with, and the password of the town's tags."""
    database = Database(settings.database)
    try:
        with database.read() as session:
            fingerprint = setting(session, KEYS, "")
        keys = load_or_make_keys(settings.secrets_path, fingerprint)
        password_file = settings.tag_password_file
        tag_password = load_tag_password(password_file) if password_file else None
        database.transact(lambda session: _settle(session, settings, keys, clock()))
    except BaseException:
        database.close()
        raise
    return database, keys, tag_password


def _hashers(settings: ServerSettings, keys: SecretKeys) -> tuple[PinHasher, PinHasher]:
    """Of PINs, and of the passwords of staff."""
    argon2 = PasswordHasher(
        time_cost=settings.argon2_time_cost,
        memory_cost=settings.argon2_memory_kib,
        parallelism=1,
    )
    return PinHasher(keys, argon2), PinHasher(keys, argon2, "staff password")


def _search_opener(settings: ServerSettings) -> Callable[[], SearchIndex]:
    if settings.search == "tantivy" and find_spec("tantivy") is None:
        raise ServerConfigurationError("search: tantivy is not installed; pip install tantivy")
    return lambda: open_index(settings.search_path, settings.search)


def _covers(settings: ServerSettings, clock: Clock) -> Covers:
    cache = CoverCache(settings.covers_path)
    if settings.covers == "drawn":
        return Covers(cache, None)
    limits = replace(LIMITS, private=settings.covers == "town")
    return Covers(cache, CoverFetcher(cache, clock, limits))


def _outbox(settings: ServerSettings, database: Database, clock: Clock) -> Outbox:
    """Mails go to the mail server; those of a demonstration into a folder, if into anything."""
    if settings.mail is not None:
        return Outbox(database, clock, Mailer(settings.mail).send, settings.mail.templates)
    folder = settings.demo_mails
    return Outbox(database, clock, None if folder is None else write_mails(folder))


def _session_rules(settings: ServerSettings) -> tuple[AccountRules, SessionRules]:
    """Of patrons and of staff."""
    patrons = AccountRules(
        tries=settings.pin_tries,
        lock_ms=settings.lock_minutes * MINUTE_MS,
        session_ms=settings.session_minutes * MINUTE_MS,
    )
    staff = SessionRules(
        idle_ms=settings.staff_idle_minutes * MINUTE_MS,
        absolute_ms=settings.staff_session_hours * 60 * MINUTE_MS,
    )
    return patrons, staff


def _settle(session: Session, settings: ServerSettings, keys: SecretKeys, now_ms: int) -> None:
    """What every start sees to, whichever of several servers is the first."""
    if settings.production and setting(session, "demo", ""):
        raise ServerConfigurationError("production: the database holds the demo town")
    known = setting(session, KEYS, "")
    if not known:
        put_setting(session, KEYS, keys.fingerprint)
    elif known != keys.fingerprint:
        raise ServerConfigurationError(
            f"{settings.secrets_path}: these are not the keys of this database"
        )
    if not setting(session, "feed_epoch", ""):
        begin_epoch(session)
    write_calendar(session, now_ms)
