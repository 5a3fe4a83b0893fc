"""A mail server on loopback that keeps what it is given, and one that dawdles."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

HOST = "127.0.0.1"


@dataclass
class MailTwin:
    """`answer`: what it says to a recipient; `mails`: what it took; `logins`: who came."""

    port: int = 0
    answer: str = "250 OK"
    password: str = "a-long-password"  # of this twin alone
    mails: list[Message] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, session: Any, envelope: Envelope
    ) -> str:
        self.mails.append(message_from_bytes(bytes(envelope.content or b"")))
        self.recipients.append(list(envelope.rcpt_tos))
        self.secured.append(session.ssl is not None)
        return "250 kept"

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.logins.append(given.login.decode())
        return AuthResult(success=given.password.decode() == self.password, handled=False)


@contextmanager
def mail_twin(tls: ssl.SSLContext | None = None, login: bool = False) -> Iterator[MailTwin]:
    """Running while the context is open. `tls`: it offers STARTTLS; `login`: and wants one."""
    twin = MailTwin()
    options: dict[str, Any] = {}
    if tls is not None:
        options |= {"tls_context": tls, "require_starttls": True}
    if login:
        options |= {"authenticator": twin.authenticate, "auth_required": True}
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(twin, hostname=HOST, port=port, **options)
    controller.start()
    twin.port = port
    try:
        yield twin
    finally:
        controller.stop()


@contextmanager
def dawdler() -> Iterator[int]:
    """Says its greeting a byte at a time and never comes to an end."""
    over = threading.Event()
    listener = socket.create_server((HOST, 0))

    def dawdle() -> None:
        with suppress(OSError):
            line, _ = listener.accept()
            with line:
                while not over.wait(0.02):
                    line.sendall(b"2")

    thread = threading.Thread(target=dawdle, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        listener.close()
        thread.join(5)


def make_certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Contexts of a server on loopback and of a client that trusts it."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    done = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj",
         f"/CN={HOST}", "-addext", f"subjectAltName=IP:{HOST}"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    return server, ssl.create_default_context(cafile=str(certificate))
