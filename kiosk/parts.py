"""Everything a station is made of once it knows who it is: stores, gateway, acts, sync, reader.

Assembled on a worker thread by `kiosk.station` (it opens files and may ask the server), used from
then on by the threads each part belongs to.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime, time
from importlib import metadata
from zoneinfo import ZoneInfo

from catalogue.client import Ambiguous, CentralClient, Unauthorised, Unreachable
from kiosk.acts.account import Names
from kiosk.acts.acts import Acts
from kiosk.acts.barcodes import Barcodes
from kiosk.acts.board import BoardWatch
from kiosk.acts.calling import Calling
from kiosk.acts.circulation import Circulation
from kiosk.acts.enrolment import enrol, introduce, known_station
from kiosk.acts.gate import GateChecks
from kiosk.acts.kits import Kits
from kiosk.acts.looking import Looking
from kiosk.acts.mailing import ReceiptMails
from kiosk.acts.pad import Pad
from kiosk.acts.printing import Printing
from kiosk.acts.repairs import Repairs
from kiosk.acts.security import SessionBits
from kiosk.acts.session_opening import SessionOpening
from kiosk.acts.sounds import Sounds
from kiosk.acts.storage import DEVICE as STORAGE
from kiosk.acts.storage import StorageWatch
from kiosk.acts.tag_state import TagState
from kiosk.acts.wishes import Wishes
from kiosk.config.model import KioskConfig
from kiosk.devices.health import Health
from kiosk.devices.printer import make_printer
from kiosk.gateway.central import CentralGateway
from kiosk.gateway.failover import FailoverGateway
from kiosk.gateway.line import Line
from kiosk.gateway.offline import OfflineGateway
from kiosk.gateway.standing import Standing
from kiosk.outside import Connect
from kiosk.receipts.content import Heading
from kiosk.receipts.layout import Layout
from kiosk.search import Search
from kiosk.session.scan_events import TagOpened
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.store.projection import Projection
from kiosk.store.snapshot import Snapshot
from kiosk.store.snapshot_writer import remove_snapshot
from kiosk.surroundings import Stores, Surroundings
from kiosk.sync.clock_keeper import ClockKeeper
from kiosk.sync.health_report import HealthReport
from kiosk.sync.sync import Sync
from kiosk.sync.tag_secrets import TagSecrets
from rfid.health import RadioTally
from rfid.passwords import TagPassword
from rfid.switching import cannot_switch
from rfid.worker import ReaderWorker

_log = logging.getLogger(__name__)

READER = "pad"
SERVER = "server"
ENROLMENT = "enrolment"
SYNC_TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class Parts:
    """`unsettled`: bits (about, uid) on their way when the station was last switched off; of the
    things themselves nothing is kept in memory."""

    stores: Stores
    pad: Pad
    acts: Acts
    sync: Sync
    reader: ReaderWorker
    search: Search
    offline: OfflineGateway
    board: BoardWatch
    unsettled: frozenset[tuple[str, str]]


def assemble(around: Surroundings) -> Parts:
    """Enrol if need be, open the stores, wire everything. Raises CentralError or ConfigError when
    the station does not know yet who it is, StorageError when its disk does not serve."""
    stores = _open_stores(around)
    try:
        return _wire(around, stores)
    except BaseException:
        stores.close()
        raise


def _open_stores(around: Surroundings) -> Stores:
    config, outside = around.config, around.outside
    keyring = _who(config, outside.connect)
    line = Line(outside.clock)
    with ExitStack() as opened:
        token = keyring.now.token
        client = outside.connect(config.server_url, token, timeout_s=config.ask_timeout_s)
        opened.callback(client.close)
        _introduce(client, keyring, line, config)
        journal = Journal.open(
            config.journal_path,
            clock=outside.clock,
            new_id=outside.new_id,
            reserve_bytes=outside.reserve_bytes,
        )
        opened.callback(journal.close)
        known = keyring.now
        journal.identity(known.station, known.epoch, known.branch)
        snapshot = Snapshot.open(config.snapshot_path, now_s=outside.crew.clock_s)
        opened.pop_all()
    token = keyring.now.token
    sync_client = outside.connect(config.server_url, token, timeout_s=SYNC_TIMEOUT_S)
    return Stores(journal, snapshot, keyring, line, client, sync_client)


def _who(config: KioskConfig, connect: Connect) -> Keyring:
    path, keep = config.credentials_path, config.keep_station_key
    known = known_station(path, config.station)
    if known is None:
        code = config.enrolment_code
        with closing(connect(config.server_url, timeout_s=SYNC_TIMEOUT_S)) as client:
            known = enrol(client, path, config.station, code, keep_station_key=keep)
    return Keyring(path, known, keep_station_key=keep)


def _introduce(client: CentralClient, keyring: Keyring, line: Line, config: KioskConfig) -> None:
    """Ask the server who this is. Cut off, what is known from before must do; a station that was
    never introduced has nothing to seal a record with, and cannot work. One the server does not
    know any more is enrolled anew, where there is a code for it."""
    try:
        introduce(client, keyring)
    except (Unreachable, Ambiguous):
        if keyring.server_public_key is None:
            raise
        _log.warning("the central server does not answer: cut off from the start")
        line.mark(up=False)
    except Unauthorised:
        keyring.forget_key()
        remove_snapshot(config.snapshot_path)
        code = config.enrolment_code
        if code is None:
            raise
        path, keep = config.credentials_path, config.keep_station_key
        keyring.renew(enrol(client, path, config.station, code, keep_station_key=keep))
        introduce(client, keyring)


def _wire(around: Surroundings, stores: Stores) -> Parts:
    health, lookup, outside = around.health, around.lookup, around.outside
    journal, snapshot, line = stores.journal, stores.snapshot, stores.line
    storage = StorageWatch(health)
    secrets = TagSecrets()

    standing = Standing(stores.keyring, lambda good: _standing(health, secrets, good))
    keeper = ClockKeeper(journal, outside.clock, cut_off=not line.up)
    sync = _sync(around, stores, keeper, standing, secrets)
    line.subscribe(around.post)
    reader = _reader(around, stores, secrets)
    pad = Pad(reader.submit, snapshot.info, snapshot.kit, outside.new_id)
    tag_state = TagState(journal, snapshot, storage, lambda: line.up)
    bits = SessionBits(journal, snapshot, pad, tag_state, storage, around.post)
    repairs = _repairs(around, stores, pad, tag_state, storage, bits, sync)
    offline = _offline(around, stores)
    gateway = _gateway(around, stores, keeper, offline, standing)
    search = Search(snapshot, journal)
    names = Names(snapshot, storage)
    by, days = tag_state.decided_by, around.config.kits.bring_days
    acts = Acts(
        circ=around.circ,
        lookup=lookup,
        periph=around.periph,
        opening=SessionOpening(gateway, names, around.post),
        circulation=_circulation(around, stores, gateway, offline, storage, repairs),
        gate=GateChecks(
            journal,
            Projection(journal, snapshot),
            pad,
            tag_state,
            storage,
            ask=gateway.standing,
            lookup=lookup.submit,
            claim=bits.claim,
            post=around.post,
        ),
        calling=Calling(stores.client, around.post),
        wishes=Wishes(journal, stores.keyring, gateway, storage, names, around.post),
        looking=_looking(around, stores, search, storage),
        barcodes=Barcodes(snapshot, stores.keyring, storage, around.post),
        kits=Kits(journal, snapshot, gateway, offline, storage, by, around.post, days),
        bits=bits,
        repairs=repairs,
        printing=_printing(around, stores),
        sounds=_sounds(around, stores, offline),
        mails=ReceiptMails(stores.client, outside.new_id, around.post),
        nudge=sync.nudge,
    )
    unsettled = frozenset(intent.bit for intent in journal.open_intents())
    board = _board(around, stores, offline)
    return Parts(stores, pad, acts, sync, reader, search, offline, board, unsettled)


def _repairs(
    around: Surroundings,
    stores: Stores,
    pad: Pad,
    tag_state: TagState,
    storage: StorageWatch,
    bits: SessionBits,
    sync: Sync,
) -> Repairs:
    return Repairs(
        stores.journal,
        Projection(stores.journal, stores.snapshot),
        pad,
        tag_state,
        storage,
        claimed=lambda uid: uid in bits.claimed,
        on_recorded=sync.nudge,
        on_opened=lambda item, uid: around.post(TagOpened(item, uid)),
    )


def _sounds(around: Surroundings, stores: Stores, offline: OfflineGateway) -> Sounds:
    def local_time() -> time:
        zone = ZoneInfo(stores.keyring.now.time_zone)
        return datetime.fromtimestamp(offline.now_ms() / 1000, zone).time()

    return Sounds(
        around.config.sound,
        around.sound.submit,
        around.outside.play,
        around.outside.crew.clock_s,
        local_time,
        around.spoken,
    )


def _board(around: Surroundings, stores: Stores, offline: OfflineGateway) -> BoardWatch:
    return BoardWatch(
        stores.snapshot,
        stores.keyring,
        offline.now_ms,
        around.post,
        around.config.start.new_days,
    )


def _looking(
    around: Surroundings, stores: Stores, search: Search, storage: StorageWatch
) -> Looking:
    return Looking(
        search,
        stores.snapshot,
        stores.client,
        storage,
        here=lambda: stores.keyring.now.branch,
        up=lambda: stores.line.up,
        post=around.post,
    )


def _circulation(
    around: Surroundings,
    stores: Stores,
    gateway: FailoverGateway,
    offline: OfflineGateway,
    storage: StorageWatch,
    repairs: Repairs,
) -> Circulation:
    return Circulation(
        stores.journal,
        stores.snapshot,
        stores.keyring,
        gateway,
        offline,
        storage,
        around.post,
        on_refused=lambda op, uids: around.lookup.submit(lambda: repairs.refused(op, uids)),
    )


def _sync(
    around: Surroundings,
    stores: Stores,
    keeper: ClockKeeper,
    standing: Standing,
    secrets: TagSecrets,
) -> Sync:
    return Sync(
        stores.sync_client,
        stores.journal,
        stores.snapshot,
        stores.keyring,
        keeper,
        stores.line,
        standing,
        random=around.outside.random,
        pace=around.outside.pace,
        on_fault=lambda code: _server_health(around.health, code),
        secrets=secrets if around.config.security.password else None,
        report=_report(around, stores),
    )


def _report(around: Surroundings, stores: Stores) -> HealthReport:
    return HealthReport(
        stores.sync_client,
        stores.journal,
        stores.snapshot,
        stores.line,
        around.outside.clock,
        around.health.all,
        reader=READER,
        version=metadata.version("beaupre"),
        every_s=around.outside.pace.health_s,
    )


def _reader(around: Surroundings, stores: Stores, secrets: TagSecrets) -> ReaderWorker:
    config = around.config
    return ReaderWorker(
        name=READER,
        open_reader=lambda: around.outside.open_reader(config.reader_url),
        policy=config.site_policy(config.owners or stores.keyring.now.owners),
        on_event=around.on_reader,
        password=TagPassword(secrets.password),
        unfit=cannot_switch,
        radio=RadioTally(READER, config.health_limits()),
    )


def _gateway(
    around: Surroundings,
    stores: Stores,
    keeper: ClockKeeper,
    offline: OfflineGateway,
    standing: Standing,
) -> FailoverGateway:
    """Sessions that ended cut off are revoked on `circ` when the server is back."""
    gateway = FailoverGateway(
        CentralGateway(stores.client, stores.journal, keeper),
        offline,
        stores.line,
        standing,
        on_fault=lambda error: _server_health(around.health, error.code),
    )
    stores.line.subscribe(
        lambda change: around.circ.submit(gateway.revoke_ended) if change.online else None
    )
    return gateway


def _offline(around: Surroundings, stores: Stores) -> OfflineGateway:
    config = around.config
    return OfflineGateway(
        stores.journal,
        stores.snapshot,
        around.outside.clock,
        config.offline_rules(),
        stores.keyring,
        config.default_loan_days,
    )


def _printing(around: Surroundings, stores: Stores) -> Printing:
    config = around.config
    settings = config.receipts.paper(around.fonts)

    def heading() -> Heading:
        here = stores.keyring.now
        return Heading(here.town, here.branch_name, here.time_zone, around.outside.clock.wall_ms())

    return Printing(
        make_printer(config.printer, settings),
        Layout(settings.columns, config.receipts.templates),
        around.health,
        heading,
        config.languages[0] if config.languages else "fr",
        around.post,
    )


def _standing(health: Health, secrets: TagSecrets, good: bool) -> None:
    if good:
        health.ok(ENROLMENT)
    else:
        secrets.forget()
        health.problem(ENROLMENT, "the server does not know this station any more: enrol it again")


def _server_health(health: Health, code: str | None) -> None:
    """What sync or a question came to. A disk's fault is the disk's."""
    device = STORAGE if code is not None and code.startswith("storage") else SERVER
    if code is None:
        health.ok(SERVER)
    else:
        health.problem(device, code)
