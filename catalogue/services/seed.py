"""The demo town put into an empty database: its town file applied, catalogue and people as rows,
loans and holds as operations of the central station. Ids follow from the town's own names, so
every seeding has the same ones; names of people stay out of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import holdings
from catalogue.db.database import Database
from catalogue.db.people import Card, Lockout, Patron
from catalogue.db.present import ItemRow
from catalogue.demo.records import CopyRecord, DemoTown, HoldRecord, LoanRecord, PatronRecord
from catalogue.demo.town import load_town
from catalogue.domain.fees import FeeReason
from catalogue.domain.ids import derived_id
from catalogue.domain.operations import Kind, Presence
from catalogue.domain.policy import due_ms
from catalogue.domain.states import Status
from catalogue.errors import ServerConfigurationError
from catalogue.services.accounts import AccountRules, PinHasher, card_key
from catalogue.services.central import CentralRecord, Draft
from catalogue.services.devices import kit_rows
from catalogue.services.devices.demo import seed_devices
from catalogue.services.digital.storing import put_in
from catalogue.services.enrolment import put_code
from catalogue.services.ledger import LedgerCache
from catalogue.services.marking import mark
from catalogue.services.rows import item_row
from catalogue.services.secret_keys import SecretKeys
from catalogue.services.town import put_setting, setting
from catalogue.services.town_config.setting_up import apply_file

DEMO_CODE = "demo-enrolment-code"
DEMO_STATION = "tilleuls-1"
DEMO_BRANCH = "tilleuls"
DAY_MS = 24 * 3600 * 1000
ADDED_APART_DAYS = 7
"""Titles of the demo came one after the other in the last year, so that there are new arrivals."""
LONG_MS = 3650 * DAY_MS
"""Cards locked in the demo stay locked; a new code and lock hold as long."""


def seed_demo(
    database: Database, keys: SecretKeys, hasher: PinHasher, rules: AccountRules, now_ms: int
) -> bool:
    """Load the demo town and make its enrolment code; False if it is there already. Raises
    ServerConfigurationError when the database is another town's."""

    def seed(session: Session) -> bool:
        if session.scalar(select(holdings.Branch.id).limit(1)) is not None:
            if setting(session, "demo", "") != "yes":
                raise ServerConfigurationError("demo: the database holds a real town")
            return False
        town = load_town()
        put_setting(session, "demo", "yes")
        apply_file(session, town.config, now_ms, "server", "demo")
        _Seeding(session, town, now_ms).everything(keys, hasher, rules)
        put_code(session, DEMO_CODE, DEMO_STATION, DEMO_BRANCH, now_ms + LONG_MS)
        return True

    made = database.transact(seed)
    seed_devices(database, now_ms)
    return made


def patron_id(record: str) -> str:
    """The id of a patron of the demo town, without her name in it."""
    return derived_id("patron", record)


class _Seeding:
    """One seeding; `session` may write."""

    def __init__(self, session: Session, town: DemoTown, now_ms: int) -> None:
        self._session = session
        self._town = town
        self._now_ms = now_ms
        self._kits = {
            kit.item: next(m for m in town.kit_models if m.id == kit.model) for kit in town.kits
        }
        zone = ZoneInfo(town.config.town.time_zone)
        self._today = dt.datetime.fromtimestamp(now_ms / 1000, zone).date()

    def everything(self, keys: SecretKeys, hasher: PinHasher, rules: AccountRules) -> None:
        """All of the town beside its set-up."""
        self._stock()
        self._extras()
        cheap = hasher.of_public()
        for record in self._town.patrons:
            self._patron(record, keys, cheap, rules)
        self._session.flush()
        self._circulation()

    def _stock(self) -> None:
        titles = {}
        for n, work in enumerate(self._town.titles):
            titles[work.id] = holdings.Title(
                id=work.id,
                title=work.title,
                subtitle=work.subtitle,
                author=work.author,
                publisher=work.publisher,
                kind=work.kind,
                collection=work.collection,
                language=work.language,
                subject=work.subject,
                call_number=work.call_number,
                year=work.year,
                min_age=work.min_age,
                added_ms=self._now_ms - n * ADDED_APART_DAYS % 360 * DAY_MS,
            )
            self._session.add(titles[work.id])
            mark(self._session, "title", work.id)
        self._session.flush()
        for copy in self._town.copies:
            self._copy(copy, titles[copy.title])

    def _copy(self, copy: CopyRecord, title: holdings.Title) -> None:
        model = self._kits.get(copy.item)
        item = holdings.Item(
            id=copy.item,
            title=copy.title,
            home=copy.branch,
            kind=title.kind,
            call_number=copy.call_number,
            uid=copy.uid,
            needs_check=model is not None and model.needs_check,
            not_for_loan=copy.not_for_loan,
        )
        state = ItemRow(
            item=copy.item,
            status=Status.AVAILABLE,
            branch=copy.branch,
            withdrawn=False,
            parts=[],
            reserved=False,
        )
        state.row_hash = str(item_row(item, title, state)["hash"])
        self._session.add_all((item, state))
        mark(self._session, "item", copy.item)

    def _extras(self) -> None:
        for model in self._town.kit_models:
            self._session.add(
                holdings.KitModel(id=model.id, name=model.name, needs_check=model.needs_check)
            )
            self._session.flush()
            for part in model.parts:
                self._session.add(
                    holdings.KitPart(
                        model=model.id,
                        code=part.code,
                        name=part.name,
                        description=part.description,
                        replacement_cents=part.replacement_cents,
                    )
                )
        for kit in self._town.kits:
            self._session.add(
                holdings.Kit(item=kit.item, model=kit.model, serial=kit.serial, content=kit.content)
            )
            mark(self._session, kit_rows.TABLE, kit.item)
        put_in(self._session, self._town.digital, self._now_ms, "demo")

    def _patron(
        self, record: PatronRecord, keys: SecretKeys, hasher: PinHasher, rules: AccountRules
    ) -> None:
        self._session.add(
            Patron(
                id=patron_id(record.id),
                first_name=record.first_name,
                last_name=record.surname,
                category=record.category,
                branch=record.branch,
                language=record.language,
                birth_date=record.birth_date,
                expires=self._today + dt.timedelta(days=record.expires_in_days),
                email=record.email,
                block=record.block,
                pin_hash=hasher.hash(record.pin),
            )
        )
        self._session.flush()
        self._session.add(Card(number=record.card, patron=patron_id(record.id)))
        mark(self._session, "card", record.card)
        if record.pin_locked:
            self._session.add(
                Lockout(
                    card_key=card_key(keys, record.card),
                    channel="kiosk",
                    tries=rules.tries,
                    last_ms=self._now_ms,
                    locked_until_ms=self._now_ms + LONG_MS,
                )
            )

    def _circulation(self) -> None:
        central = CentralRecord(LedgerCache(), lambda: self._now_ms)
        drafts = [draft for loan in self._town.loans for draft in self._loan(loan)]
        drafts += [self._hold(hold) for hold in self._town.holds]
        drafts += [_debt(patron) for patron in self._town.patrons if patron.debt_cents]
        central.record(self._session, drafts)

    def _loan(self, loan: LoanRecord) -> Iterable[Draft]:
        """A check_out, and a renewal for each week that was added to its due date."""
        patron = patron_id(loan.patron)
        lent = ("seed", Kind.CHECK_OUT, loan.item, patron)
        about = derived_id(*lent)
        branch = next(copy.branch for copy in self._town.copies if copy.item == loan.item)
        for n in range(loan.renewals + 1):
            days_ago = loan.lent_days_ago * (loan.renewals + 1 - n) // (loan.renewals + 1)
            due = self._due(loan.due_in_days - 7 * (loan.renewals - n))
            yield Draft(
                kind=Kind.CHECK_OUT if n == 0 else Kind.RENEW,
                item=loan.item,
                branch=branch,
                payload={"due_ms": due},
                refs={} if n == 0 else {"about": about},
                presence=Presence.SCAN if n == 0 else Presence.NONE,
                patron=patron,
                key=lent if n == 0 else ("seed", Kind.RENEW, about, n),
                wall_ms=self._now_ms - days_ago * DAY_MS,
            )

    def _hold(self, hold: HoldRecord) -> Draft:
        patron = patron_id(hold.patron)
        return Draft(
            kind=Kind.HOLD_PLACE,
            title=hold.title,
            branch=hold.pickup,
            payload={"pickup": hold.pickup},
            patron=patron,
            key=("seed", Kind.HOLD_PLACE, hold.title, patron),
            wall_ms=self._now_ms - hold.placed_days_ago * DAY_MS,
        )

    def _due(self, in_days: int) -> int:
        """The end of a day counted from today."""
        return due_ms(self._now_ms, in_days, self._town.config.town.time_zone, ())


def _debt(record: PatronRecord) -> Draft:
    """What she owes from before, for no item in particular."""
    return Draft(
        kind=Kind.FEE_ASSESS,
        payload={"cents": record.debt_cents, "reason": FeeReason.OTHER},
        patron=patron_id(record.id),
        key=("seed", Kind.FEE_ASSESS, patron_id(record.id)),
    )
