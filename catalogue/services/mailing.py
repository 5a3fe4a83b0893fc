"""Mails go out: a message over SMTP, within a deadline, or a fault that says if a retry helps.

It queues nothing: who must not lose a mail (`mails.outbox`) keeps it until `send` has returned.
Called from there, and by what an operator runs at night. No fault tells an address or a content.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime, localtime, make_msgid
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from catalogue.errors import CatalogueError
from catalogue.services.secret_keys import load_secret

FOR_GOOD = range(500, 600)
"""Replies after which the same mail will not be taken later either (RFC 5321, 4.2.1)."""


class MailSettings(BaseModel):
    """The section `[mail]` of the server's file."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    host: Annotated[str, Field(min_length=1)]
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    sender: Annotated[str, Field(alias="from", pattern=r"^[^\s@]+@[^\s@]+$")]
    to: tuple[Annotated[str, Field(pattern=r"^[^\s@]+@[^\s@]+$")], ...] = ()
    """The operators: who hears that something went wrong."""
    starttls: bool = True
    tls: bool = False
    """TLS from the first byte, as on port 465; `starttls` then means nothing."""
    user: str | None = None
    password_file: Path | None = None
    """Holds the password; mode 0600."""
    templates: Path | None = None
    """A folder with the town's own words of mails to patrons."""
    timeout_s: Annotated[float, Field(gt=0, le=600)] = 30.0
    """For the whole of one delivery."""

    @model_validator(mode="after")
    def _logs_in_safely(self) -> MailSettings:
        if (self.user is None) != (self.password_file is None):
            raise ValueError("user and password_file: both or neither")
        if self.user is not None and not (self.tls or self.starttls):
            raise ValueError("user: no password goes over a line without TLS")
        return self


@dataclass(frozen=True, slots=True)
class Mail:
    """One message in plain text; `headers` beside those every mail has."""

    to: tuple[str, ...] = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


class MailFault(CatalogueError):
    """The mail did not go out."""

    code: ClassVar[str] = "mail"


class MailDelayed(MailFault):
    """The mail server is away, slow or busy. It may all the same have taken the mail, where the
    line broke after the last byte."""

    code = "mail_delayed"
    retry = True


class MailRefused(MailFault):
    """The mail server will not take it: wrong login, no such recipient, not its business."""

    code = "mail_refused"


class Mailer:
    """Sends by one mail server. Any thread; each mail has a connection of its own."""

    def __init__(self, settings: MailSettings, context: ssl.SSLContext | None = None) -> None:
        """`context`: whom to trust, by default the system's certificates."""
        self._settings = settings
        self._context = context or ssl.create_default_context()

    def tell_operators(self, subject: str, text: str) -> bool:
        """Write to those named in the settings; False if there are none. Raises MailFault."""
        if not self._settings.to:
            return False
        self.send(Mail(self._settings.to, subject, text))
        return True

    def send(self, mail: Mail) -> None:
        """Hand one mail to the server: every recipient was accepted when this returns. Raises
        MailDelayed, MailRefused; ValueError for a line break in a header."""
        message = compose(mail, self._settings.sender)
        try:
            with self._connect() as client:
                self._greet(client)
                refused = client.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _fault_of(code for code, _ in error.recipients.values()) from None
        except smtplib.SMTPResponseException as error:
            raise _fault_of([error.smtp_code]) from None
        except smtplib.SMTPNotSupportedError as error:
            raise MailRefused("the mail server offers no TLS, login or UTF-8 as asked") from error
        except ssl.SSLCertVerificationError as error:
            raise MailRefused(f"the mail server's certificate: {error.verify_message}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailDelayed(f"no answer of the mail server: {type(error).__name__}") from None
        if refused:
            raise _fault_of(code for code, _ in refused.values())

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        where = (settings.host, settings.port)
        if settings.tls:
            return _TimedTls(*where, timeout=settings.timeout_s, context=self._context)
        return _Timed(*where, timeout=settings.timeout_s)

    def _greet(self, client: smtplib.SMTP) -> None:
        settings = self._settings
        if settings.starttls and not settings.tls:
            client.starttls(context=self._context)
        if settings.user is not None and settings.password_file is not None:
            client.login(settings.user, load_secret(settings.password_file))


def compose(mail: Mail, sender: str) -> EmailMessage:
    """The message, with what machines want to know of it (RFC 3834: no answer is awaited)."""
    message = EmailMessage(POLICY)
    message["From"] = sender
    message["To"] = ", ".join(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(localtime())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(mail.text)
    return message


def write_mails(folder: Path) -> Callable[[Mail], None]:
    """Sends nothing: each mail is a file of the folder (of a demonstration)."""

    def write(mail: Mail) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = folder / f"{time.time_ns()}.eml"
            path.write_bytes(compose(mail, "demo@beaupre.invalid").as_bytes())
        except OSError as error:
            raise MailDelayed(f"the folder of mails: {error.strerror}") from error

    return write


class _Timed(smtplib.SMTP):
    """The socket's own time-out starts anew with every byte; this one ends the whole."""

    watchdog: threading.Timer | None = None

    def connect(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        """Connect; the time runs from here."""
        self.watchdog = threading.Timer(self.timeout, self._cut)
        self.watchdog.daemon = True
        self.watchdog.start()
        try:
            return super().connect(*args, **more)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close; the time stops."""
        if self.watchdog is not None:
            self.watchdog.cancel()
        super().close()

    def _cut(self) -> None:
        if isinstance(self.sock, socket.socket):
            with suppress(OSError):
                # Not the TLS socket's own: that is not for two threads at once.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class _TimedTls(_Timed, smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""


def _fault_of(codes: Iterable[int]) -> MailFault:
    given = sorted(set(codes))
    told = f"the mail server answered {', '.join(map(str, given))}"
    refused = any(code in FOR_GOOD for code in given)
    return MailRefused(told) if refused else MailDelayed(told)
