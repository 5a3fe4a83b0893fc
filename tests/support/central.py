"""A small town with its server, and kiosks that write records for it. Clocks stand still."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from nacl.public import PublicKey, SealedBox
from sqlalchemy.orm import Session

from catalogue.client import CentralClient
from catalogue.db import holdings
from catalogue.db.people import Card, Patron
from catalogue.domain.ids import derived_id, uuid7_of
from catalogue.domain.operations import (
    GENESIS,
    Basis,
    Json,
    Kind,
    Operation,
    Presence,
    patron_commitment,
    patron_key,
    seal,
)
from catalogue.server.app import create_app
from catalogue.server.runner import address, listen, make_server
from catalogue.server.services import Services, build_services
from catalogue.server.settings import ServerSettings
from catalogue.services.enrolment import Caller
from catalogue.services.marking import mark
from catalogue.services.town import put_setting
from catalogue.wire import v1
from support.circulation import CARDS

SECOND = 1_000
MINUTE = 60 * SECOND
DAY = 24 * 60 * MINUTE
T0 = 1_800_000_000_000
"""A Friday morning of January 2027."""
DUE = T0 + 21 * DAY
PIN = "4711"
ITEMS = {"x": "t", "y": "t", "z": "u", "film": "f", "kit": "k", "desk": "u"}


class HandClock:
    """Milliseconds that pass only when told to."""

    def __init__(self, now_ms: int = T0) -> None:
        self.now_ms = now_ms

    def __call__(self) -> int:
        return self.now_ms

    def pass_ms(self, ms: int) -> None:
        self.now_ms += ms


def settings_for(folder: Path, **other: object) -> ServerSettings:
    """Settings of a server in a folder, with PIN hashes that cost next to nothing."""
    given = {"database": str(folder / "town.db"), "argon2_time_cost": 1, "argon2_memory_kib": 8}
    return ServerSettings(port=0, **{**given, **other})


def patron_of(letter: str) -> str:
    """The id of patron P, Q, R or S."""
    return derived_id("test-patron", letter)


def settle(services: Services) -> None:
    """Branches A, B, C; title t with x and y, u with z and the unlendable `desk`, a film from 16,
    a kit; patrons P, Q, R and S (a child)."""
    with services.database.write() as session:
        put_setting(session, "town", "Essai")
        put_setting(session, "owners", '["FR999990001"]')
        _rules(session)
        _stock(session)
        for letter, card in CARDS.items():
            add_patron(services, session, letter, card)


def _rules(session: Session) -> None:
    for branch in "ABC":
        session.add(holdings.Branch(id=branch, name=f"Branch {branch}", closed_weekdays=""))
        mark(session, "branch", branch)
    session.add(
        holdings.Category(id="adult", name="", loan_limit=3, hold_limit=3, debt_block_cents=1000)
    )
    session.flush()
    for kind in ("book", "dvd", "kit"):
        session.add(
            holdings.Policy(
                category="adult",
                kind=kind,
                loan_days=21,
                renewals=1,
                kind_limit=1 if kind == "kit" else None,
            )
        )
        mark(session, "policy", f"adult/{kind}")


def _stock(session: Session) -> None:
    kinds = {"f": "dvd", "k": "kit"}
    for title in sorted(set(ITEMS.values())):
        session.add(
            holdings.Title(
                id=title,
                title=f"Title {title}",
                kind=kinds.get(title, "book"),
                collection="adult",
                language="fr",
                min_age=16 if title == "f" else None,
            )
        )
        mark(session, "title", title)
    session.flush()
    for item, title in ITEMS.items():
        session.add(
            holdings.Item(
                id=item,
                title=title,
                home="A",
                kind=kinds.get(title, "book"),
                needs_check=item == "kit",
                not_for_loan=item == "desk",
            )
        )


def add_patron(
    services: Services, session: Session, letter: str, card: str, **other: object
) -> str:
    """A patron in good standing unless `other` says otherwise."""
    values: dict[str, object] = {
        "first_name": f"Prénom{letter}",
        "last_name": f"Nomdefamille{letter}",
        "category": "adult",
        "branch": "A",
        "birth_date": dt.date(2015 if letter == "S" else 1980, 5, 1),
        "expires": dt.date(2027, 6, 30),
        "pin_hash": services.hasher.hash(PIN),
    }
    session.add(Patron(id=patron_of(letter), **{**values, **other}))
    session.flush()
    session.add(Card(number=card, patron=patron_of(letter)))
    mark(session, "card", card)
    return patron_of(letter)


class Kiosk:
    """A station's disk: makes records with their sidecars, and the batches that carry them. Its
    clock is `skew_ms` ahead of the server's, which a record tells only when it is `measured`, give
    or take `error_ms`."""

    skew_ms = 0
    error_ms = 2 * SECOND
    measured = True

    def __init__(self, name: str, public_key: bytes, branch: str = "A") -> None:
        self.name = name
        self.branch = branch
        self.epoch = 1
        self.disk: list[Operation] = []
        self.sidecars: dict[str, str] = {}
        self._box = SealedBox(PublicKey(public_key))
        self._made = 0

    def write(
        self,
        kind: str,
        at_ms: int,
        *,
        item: str | None = None,
        title: str | None = None,
        card: str | None = None,
        presence: str = Presence.TAG,
        refs: Mapping[str, Json] | None = None,
        evidence: Mapping[str, Json] | None = None,
        **payload: Json,
    ) -> Operation:
        """Record one thing, at a time the server's clock would show."""
        self._made += 1
        head = self.disk[-1] if self.disk else None
        entropy = hashlib.sha256(f"{self.name} {self._made}".encode()).digest()
        nonce = entropy[10:26]
        op = seal(
            Operation(
                id=uuid7_of(at_ms, entropy[:10]),
                kind=kind,
                station=self.name,
                epoch=self.epoch,
                seq=(head.seq or 0) + 1 if head and head.epoch == self.epoch else 1,
                prev_hash=head.hash if head else GENESIS,
                boot_id=f"{self.name}-boot",
                mono_ms=at_ms - T0 + DAY,
                wall_ms=at_ms + self.skew_ms,
                offset_ms=-self.skew_ms if self.measured else None,
                error_ms=self.error_ms if self.measured else None,
                basis=Basis.BOOT if self.measured else Basis.NONE,
                presence=presence,
                item=item,
                title=title,
                branch=self.branch,
                patron_c=patron_commitment(nonce, patron_key(card)) if card else None,
                payload=payload,
                refs=refs or {},
                evidence=evidence or {},
            )
        )
        if card:
            self.sidecars[op.id] = self.sealed(card, nonce)
        self.disk.append(op)
        return op

    def sealed(self, card: str, nonce: bytes) -> str:
        """A sidecar, sealed anew each time."""
        content = json.dumps({"key": f"card:{card}", "nonce": nonce.hex()})
        return base64.b64encode(self._box.encrypt(content.encode())).decode()

    def check_out(
        self, at_ms: int, who: str = "P", item: str = "x", due_ms: int = DUE
    ) -> Operation:
        """A loan to P, Q, R, S or a card number."""
        card = CARDS.get(who, who)
        return self.write(Kind.CHECK_OUT, at_ms, item=item, card=card, due_ms=due_ms)

    def check_in(self, at_ms: int, item: str = "x") -> Operation:
        """A return."""
        return self.write(Kind.CHECK_IN, at_ms, item=item)

    def undo(self, at_ms: int, op: Operation, reason: str = "reserved") -> Operation:
        """Take an own record back."""
        return self.write(Kind.UNDO, at_ms, item=op.item, refs={"undoes": op.id}, reason=reason)

    def record(self, op: Operation) -> v1.Record:
        """As it travels."""
        return v1.Record(op=dict(op.to_json()), sidecar=self.sidecars.get(op.id))

    def batch(
        self, ops: Sequence[Operation] | None = None, ask: Operation | None = None, **other: object
    ) -> v1.OperationsRequest:
        """A request with these records, or with all on the disk."""
        head = self.disk[-1] if self.disk else None
        return v1.OperationsRequest(
            epoch=self.epoch,
            head=v1.Head(seq=(head.seq or 0) if head else 0, hash=head.hash if head else GENESIS),
            ask=ask.id if ask else None,
            records=[self.record(op) for op in (self.disk if ops is None else ops)],
            **other,
        )


class LittleTown:
    """The services of the small town, and its enrolled kiosks."""

    def __init__(
        self, folder: Path, clock: HandClock, template: Path | None = None, **other: object
    ) -> None:
        """A new town, or a copy of the closed one in the folder `template`."""
        if template is not None:
            shutil.copytree(template, folder, dirs_exist_ok=True)
        self.folder = folder
        self.clock = clock
        self.settings = settings_for(folder, **other)
        self.services = build_services(self.settings, clock)
        self.callers: dict[str, Caller] = {}
        self.tokens: dict[str, str] = {}
        if template is None:
            settle(self.services)

    def kiosk(self, name: str, branch: str = "A") -> Kiosk:
        """An enrolled kiosk."""
        code = self.services.enrolments.make_code(name, branch)
        self.tokens[name] = self.services.enrolments.enrol(code, name).token
        return Kiosk(name, self.services.keys.public_key, branch)

    def caller(self, kiosk: Kiosk | str) -> Caller:
        """The kiosk as the server knows it now."""
        name = kiosk if isinstance(kiosk, str) else kiosk.name
        return self.services.enrolments.caller(self.tokens[name])

    def send(self, kiosk: Kiosk, *ops: Operation, **other: object) -> v1.OperationsReply:
        """Deliver these records, or the whole disk."""
        return self.services.sync.handle(self.caller(kiosk), kiosk.batch(ops or None, **other))

    def ask(self, kiosk: Kiosk, op: Operation, *before: Operation, **other: object) -> v1.Answer:
        """Ask about a record, with others ahead of it."""
        request = kiosk.batch((*before, op), ask=op, **other)
        answer = self.services.sync.handle(self.caller(kiosk), request).answer
        assert answer is not None
        return answer


@pytest.fixture
def clock() -> HandClock:
    """The server's clock."""
    return HandClock()


@pytest.fixture(scope="session")
def town_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small town, closed."""
    folder = tmp_path_factory.mktemp("town")
    LittleTown(folder, HandClock()).services.close()
    return folder


@pytest.fixture
def town(tmp_path: Path, clock: HandClock, town_template: Path) -> Iterator[LittleTown]:
    """A small town."""
    made = LittleTown(tmp_path, clock, town_template)
    yield made
    made.services.close()


@contextmanager
def serving(town: LittleTown) -> Iterator[str]:
    """The town's server on loopback, in a thread; its address."""
    app = create_app(town.settings, services=town.services)
    listener = listen(town.settings)
    ready = threading.Event()
    server = make_server(app, town.settings, ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    assert ready.wait(20)
    try:
        yield address(town.settings, listener)
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


@contextmanager
def client_of(town: LittleTown, url: str, kiosk: Kiosk | None = None) -> Iterator[CentralClient]:
    """A client, with the kiosk's token if it has one."""
    client = CentralClient(url, town.tokens[kiosk.name] if kiosk else None, timeout_s=10)
    yield client
    client.close()
