"""A receipt asked for at a kiosk reaches her own address, once, and is then forgotten."""

from __future__ import annotations

import datetime as dt
import itertools
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from catalogue.client import Refused
from catalogue.db.mails import MailRow
from catalogue.db.people import Patron
from catalogue.domain.operations import Operation
from catalogue.server.mail_keeper import MailKeeper
from catalogue.services.mailing import Mail, MailDelayed, Mailer, MailRefused, MailSettings
from catalogue.services.mails.outbox import NoMail, Outbox, Wanted
from catalogue.services.mails.receipt import LANGUAGES, masked, render
from catalogue.wire.receipts import ReceiptWanted
from support.central import (
    CARDS,
    DAY,
    DUE,
    MINUTE,
    PIN,
    HandClock,
    Kiosk,
    LittleTown,
    client_of,
    patron_of,
    serving,
)
from support.mail_twin import HOST, mail_twin

EMAIL = "jeanne@canari.example"


class Post:
    """A mail server that answers as it is told to; `sent`: what it took."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self.fault: Exception | None = None

    def __call__(self, mail: Mail) -> None:
        if self.fault is not None:
            raise self.fault
        self.sent.append(mail)


@pytest.fixture
def kiosk(town: LittleTown) -> Kiosk:
    with town.services.database.write() as session:
        session.get_one(Patron, patron_of("P")).email = EMAIL
    return town.kiosk("a1")


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def outbox(town: LittleTown, post: Post) -> Outbox:
    return Outbox(town.services.database, town.clock, post)


def lent(town: LittleTown, kiosk: Kiosk, who: str = "P", item: str = "x") -> Operation:
    op = kiosk.check_out(town.clock(), who, item)
    town.send(kiosk, op)
    return op


def wanted(*loans: str, who: str = "P", language: str = "fr", name: str = "m1") -> Wanted:
    return Wanted(name, patron_of(who), "A", language, loans)


def rows(town: LittleTown) -> list[MailRow]:
    with town.services.database.read() as session:
        return list(session.scalars(select(MailRow).order_by(MailRow.id)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_receipt_goes_to_her_address_in_her_language(
    town: LittleTown, kiosk: Kiosk, outbox: Outbox, post: Post, language: str
) -> None:
    outbox.put(wanted(lent(town, kiosk).id, language=language))
    assert outbox.step()
    assert not outbox.step()
    [mail] = post.sent
    assert mail.to == (EMAIL,)
    due = dt.datetime.fromtimestamp(DUE / 1000, dt.UTC)
    assert "Title t" in mail.text
    assert f"{due:%d/%m/%Y}" in mail.text
    assert CARDS["P"] not in mail.text + mail.subject
    assert "Nomdefamille" not in mail.text
    [row] = rows(town)
    assert (row.state, row.about) == ("sent", [])


def test_loans_of_somebody_else_are_in_no_mail_of_hers(
    town: LittleTown, kiosk: Kiosk, outbox: Outbox, post: Post
) -> None:
    """A kiosk that is not ours any more cannot read with it. Guard: `patron_id` in the query."""
    hers, other = lent(town, kiosk), lent(town, kiosk, "Q", "z")
    outbox.put(wanted(hers.id, other.id))
    town.clock.pass_ms(20 * MINUTE)
    assert outbox.step()
    [mail] = post.sent
    assert "Title t" in mail.text
    assert "Title u" not in mail.text


def test_record_on_its_way_is_waited_for(
    town: LittleTown, kiosk: Kiosk, outbox: Outbox, post: Post
) -> None:
    """Guard: `NotYet`."""
    op = kiosk.check_out(town.clock(), "P", "x")
    outbox.put(wanted(op.id))
    assert outbox.step()
    assert post.sent == []
    town.send(kiosk, op)
    town.clock.pass_ms(2 * MINUTE)
    assert outbox.step()
    assert "Title t" in post.sent[0].text


def test_loan_that_was_undone_is_not_mailed(
    town: LittleTown, kiosk: Kiosk, outbox: Outbox, post: Post
) -> None:
    op = lent(town, kiosk)
    outbox.put(wanted(op.id))
    town.send(kiosk, kiosk.undo(town.clock(), op))
    town.clock.pass_ms(20 * MINUTE)
    assert outbox.step()
    assert all("Title t" not in mail.text for mail in post.sent)


def test_mail_server_that_is_away_is_tried_again_later_and_not_for_ever(
    town: LittleTown, kiosk: Kiosk, outbox: Outbox, post: Post
) -> None:
    """Guard: the pause of `_settle`."""
    outbox.put(wanted(lent(town, kiosk).id))
    post.fault = MailDelayed("away")
    tries = []
    for minute in range(26 * 60):
        if outbox.step():
            tries.append(minute)
        town.clock.pass_ms(MINUTE)
    assert tries[:5] == [0, 1, 3, 7, 15]
    assert max(later - earlier for earlier, later in itertools.pairwise(tries)) == 60
    assert [row.state for row in rows(town)] == ["failed"]


def test_what_the_mail_server_refuses_is_given_up_and_says_no_address(
    town: LittleTown, kiosk: Kiosk, outbox: Outbox, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    outbox.put(wanted(lent(town, kiosk).id))
    post.fault = MailRefused("the mail server answered 550")
    with caplog.at_level(logging.DEBUG):
        assert outbox.step()
    assert [row.state for row in rows(town)] == ["failed"]
    assert "550" in caplog.text
    assert "canari" not in caplog.text
    assert "Title" not in caplog.text


def test_two_servers_never_send_the_same_mail(
    town: LittleTown, kiosk: Kiosk, outbox: Outbox, post: Post
) -> None:
    """Guard: `due_ms` put off in `_take`."""
    outbox.put(wanted(lent(town, kiosk).id))
    other = Outbox(town.services.database, town.clock, post)
    seen = []

    def meanwhile(mail: Mail) -> None:
        seen.append(mail)
        assert not other.step()

    Outbox(town.services.database, town.clock, meanwhile).step()
    assert len(seen) == 1
    assert post.sent == []


def test_asked_twice_is_mailed_once_and_too_often_not_at_all(
    town: LittleTown, kiosk: Kiosk, outbox: Outbox, post: Post
) -> None:
    op = lent(town, kiosk)
    assert [outbox.put(wanted(op.id)), outbox.put(wanted(op.id))] == ["waiting", "waiting"]
    assert outbox.step()
    assert outbox.put(wanted(op.id)) == "sent"
    assert not outbox.step()
    with pytest.raises(NoMail, match="mail_known"):
        outbox.put(wanted(op.id, who="Q"))
    with pytest.raises(NoMail, match="no_address"):
        outbox.put(wanted(op.id, who="Q", name="m2"))
    for n in range(19):
        outbox.put(wanted(op.id, name=f"n{n}"))
    with pytest.raises(NoMail, match="too_many_mails"):
        outbox.put(wanted(op.id, name="m3"))


def test_what_was_sent_is_forgotten_two_days_later(
    town: LittleTown, kiosk: Kiosk, outbox: Outbox
) -> None:
    """Guard: `MailRow` in `leftovers.sessions`."""
    outbox.put(wanted(lent(town, kiosk).id))
    outbox.step()
    town.clock.pass_ms(2 * DAY + MINUTE)
    town.services.daily_round.run()
    assert rows(town) == []


def test_mail_arrives_at_a_mail_server(town: LittleTown, kiosk: Kiosk) -> None:
    with mail_twin() as twin:
        settings = MailSettings.model_validate(
            {"host": HOST, "port": twin.port, "from": "b@valbreuil.example", "starttls": False}
        )
        outbox = Outbox(town.services.database, town.clock, Mailer(settings).send)
        outbox.put(wanted(lent(town, kiosk).id))
        assert MailKeeper(outbox).look() == 0.0
        assert MailKeeper(outbox).look() == 10.0
    [mail] = twin.mails
    assert twin.recipients == [[EMAIL]]
    assert "Title t" in (mail.get_payload(decode=True) or b"").decode()


def test_templates_of_the_town_are_taken_and_a_broken_one_is_not(tmp_path: Path) -> None:
    values = {"loans": [], "missing": 0, "day": "x", "town": "T", "branch": "B"}
    (tmp_path / "receipt.fr.txt").write_text("Bonjour de {{ town }}\n", encoding="utf-8")
    (tmp_path / "receipt.en.txt").write_text("{{ town.__class__ }}{{ nothing }}")
    assert render("fr", tmp_path, **values) == "Bonjour de T"
    assert render("en", tmp_path, **values) == render("en", None, **values)


@pytest.mark.parametrize(
    ("address", "shown"),
    [(EMAIL, "j•••••@canari.example"), ("j@x.example", "•••••@x.example"), ("nothing", "")],
)
def test_address_on_a_screen_is_masked(address: str, shown: str) -> None:
    assert masked(address) == shown


@pytest.fixture
def web(tmp_path: Path, town_template: Path, clock: HandClock) -> Iterator[LittleTown]:
    folder = tmp_path / "mailing"
    made = LittleTown(folder, clock, town_template, demo_mails=folder / "mails")
    yield made
    made.services.close()


def test_kiosk_asks_with_her_session_and_never_learns_the_address(web: LittleTown) -> None:
    with web.services.database.write() as session:
        session.get_one(Patron, patron_of("P")).email = EMAIL
    kiosk = web.kiosk("a1")
    op = lent(web, kiosk)
    with serving(web) as url, client_of(web, url, kiosk) as client:
        signed = client.begin_session(CARDS["P"], PIN)
        assert EMAIL not in signed.model_dump_json()
        assert signed.mail == "j•••••@canari.example"
        asked = ReceiptWanted(id="m1", session=signed.session, loans=[op.id], language="fr")
        assert client.mail_receipt(asked).state == "waiting"
        with pytest.raises(Refused) as refused:
            client.mail_receipt(asked.model_copy(update={"session": "gone"}))
        assert refused.value.problem.code == "no_session"
        assert web.services.outbox.step()
        assert len(list((web.folder / "mails").glob("*.eml"))) == 1
