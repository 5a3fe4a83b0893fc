"""Mails go out over TLS, with a login from a file, within a deadline; faults say what helps."""

from __future__ import annotations

import ssl
import time
from pathlib import Path

import pytest

from catalogue.errors import ServerConfigurationError
from catalogue.server.settings import load_settings
from catalogue.services.mailing import (
    Mail,
    MailDelayed,
    Mailer,
    MailRefused,
    MailSettings,
)
from support.mail_twin import HOST, MailTwin, dawdler, mail_twin, make_certificate

TEXT = "Moisson interrompue à la notice 12 : « l'œuvre » a un titre vide.\n"
OPERATOR = "informatique@valbreuil.example"


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return make_certificate(tmp_path_factory.mktemp("mail"))


def plain(twin: MailTwin, **other: object) -> MailSettings:
    given = {
        "host": HOST,
        "port": twin.port,
        "from": "beaupre@valbreuil.example",
        "to": (OPERATOR,),
        "starttls": False,
    }
    return MailSettings.model_validate(given | other)


def test_operators_get_the_text_as_it_was_written() -> None:
    with mail_twin() as twin:
        assert Mailer(plain(twin)).tell_operators("Moisson : échec", TEXT)
    [mail] = twin.mails
    assert twin.recipients == [[OPERATOR]]
    assert (mail.get_payload(decode=True) or b"").decode() == TEXT.replace("\n", "\r\n")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@valbreuil.example>")


def test_nobody_is_told_where_the_settings_name_nobody() -> None:
    with mail_twin() as twin:
        assert not Mailer(plain(twin, to=())).tell_operators("Moisson", TEXT)
    assert twin.mails == []


def test_login_goes_over_tls_with_the_password_of_the_file(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext], tmp_path: Path
) -> None:
    secret = tmp_path / "password"
    with mail_twin(tls=contexts[0], login=True) as twin:
        secret.write_text(twin.password + "\n")
        secret.chmod(0o600)
        settings = plain(twin, starttls=True, user="beaupre", password_file=secret)
        Mailer(settings, contexts[1]).tell_operators("Moisson", TEXT)
        assert (twin.logins, twin.secured) == (["beaupre"], [True])
        secret.write_text("another\n")
        with pytest.raises(MailRefused, match="535"):
            Mailer(settings, contexts[1]).tell_operators("Moisson", TEXT)
    assert len(twin.mails) == 1


def test_server_of_an_unknown_authority_gets_nothing(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    with mail_twin(tls=contexts[0]) as twin, pytest.raises(MailRefused, match="certificate"):
        Mailer(plain(twin, starttls=True)).tell_operators("Moisson", TEXT)
    assert twin.mails == []


def test_server_without_tls_gets_nothing_where_tls_was_asked_for() -> None:
    with mail_twin() as twin, pytest.raises(MailRefused, match="offers no TLS"):
        Mailer(plain(twin, starttls=True)).tell_operators("Moisson", TEXT)
    assert twin.mails == []


@pytest.mark.parametrize(
    ("answer", "fault"),
    [("451 later", MailDelayed), ("550 no such user lea@home.example", MailRefused)],
)
def test_refused_recipient_is_a_fault_that_does_not_name_her(
    answer: str, fault: type[Exception]
) -> None:
    with mail_twin() as twin:
        twin.answer = answer
        with pytest.raises(fault, match=answer[:3]) as raised:
            Mailer(plain(twin)).send(Mail(("lea@home.example",), "Bonjour", TEXT))
    assert "lea" not in str(raised.value)
    assert raised.value.__context__ is None or raised.value.__suppress_context__


def test_server_that_dawdles_is_given_up_at_the_deadline() -> None:
    """Guard: the watchdog of `_Timed`; the socket's own time-out starts anew with every byte."""
    with dawdler() as port:
        settings = plain(MailTwin(port=port), timeout_s=0.3)
        begun = time.monotonic()
        with pytest.raises(MailDelayed):
            Mailer(settings).tell_operators("Moisson", TEXT)
    assert time.monotonic() - begun < 5


def test_nobody_listening_is_a_delay() -> None:
    with mail_twin() as twin:
        pass
    with pytest.raises(MailDelayed):
        Mailer(plain(twin)).tell_operators("Moisson", TEXT)


def test_line_break_in_a_header_is_refused() -> None:
    with mail_twin() as twin, pytest.raises(ValueError, match="line"):
        Mailer(plain(twin)).tell_operators("Moisson\r\nBcc: eve@elsewhere.example", TEXT)
    assert twin.mails == []


def test_mail_shows_neither_address_nor_text() -> None:
    assert repr(Mail(("lea@home.example",), "Bonjour", TEXT)) == "Mail()"


def test_section_of_the_file_is_read_and_its_faults_name_the_key(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text('[mail]\nhost = "m.example"\nfrom = "b@v.example"\nto = ["i@v.example"]\n')
    mail = load_settings(file).mail
    assert mail is not None
    assert (mail.sender, mail.to, mail.port, mail.starttls) == (
        "b@v.example", ("i@v.example",), 587, True,
    )  # fmt: skip
    file.write_text('[mail]\nhost = "m.example"\nfrom = "nobody"\n')
    with pytest.raises(ServerConfigurationError, match=r"mail\.from"):
        load_settings(file)
    file.write_text(
        '[mail]\nhost = "m"\nfrom = "b@v.example"\nstarttls = false\n'
        'user = "b"\npassword_file = "/etc/beaupre/mail"\n'
    )
    with pytest.raises(ServerConfigurationError, match="without TLS"):
        load_settings(file)
