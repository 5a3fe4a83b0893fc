"""TLS of the server: version 1.2 at the least, the suites ANSSI recommends (Recommandations de
sécurité relatives à TLS, v1.2, 2020, appendix A), and a look at certificate and key before the
server listens: one that clients would refuse is told at the start, not found out by the kiosks."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable
from pathlib import Path

from catalogue.errors import ServerConfigurationError
from catalogue.services.secret_keys import assert_private

TLS12_SUITES = ":".join(
    f"ECDHE-{signature}-{cipher}"
    for cipher in ("AES256-GCM-SHA384", "AES128-GCM-SHA256", "CHACHA20-POLY1305")
    for signature in ("ECDSA", "RSA")
)
"""Forward secrecy and authenticated encryption; the suites of TLS 1.3 all have both."""
SOON = dt.timedelta(days=21)


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """What the server speaks. Raises ServerConfigurationError, one line that names the file."""
    for file in (certificate, key):
        if not file.is_file():
            raise ServerConfigurationError(f"{file}: no such file")
    assert_private(key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(TLS12_SUITES)
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_cert_chain(certificate, key, password=_no_password)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            raise ServerConfigurationError(
                f"tls_key: {key} is not the key of {certificate}"
            ) from error
        raise ServerConfigurationError(
            f"{certificate}, {key}: not a certificate and its key without a passphrase, in PEM"
        ) from error
    except OSError as error:
        raise ServerConfigurationError(f"{certificate}, {key}: {error.strerror}") from error
    return context


def assert_valid(context: ssl.SSLContext, certificate: Path) -> dt.datetime:
    """Until when the certificate is good, UTC: a client that trusts it as it stands shakes hands
    with the context, in memory. Raises ServerConfigurationError where one would refuse."""
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    client.load_verify_locations(certificate)
    try:
        found = _shake_hands(client, context)
    except ssl.SSLCertVerificationError as error:
        raise ServerConfigurationError(
            f"tls_certificate: {certificate}: {error.verify_message}"
        ) from error
    except ssl.SSLError as error:
        raise ServerConfigurationError(
            f"tls_certificate: {certificate}: no client can use it: {error.reason}"
        ) from error
    end_s = ssl.cert_time_to_seconds(str(found["notAfter"]))
    return dt.datetime.fromtimestamp(end_s, dt.UTC)


def _shake_hands(client: ssl.SSLContext, server: ssl.SSLContext) -> dict[str, object]:
    """The certificate as the client sees it."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    near = client.wrap_bio(to_client, to_server)
    far = server.wrap_bio(to_server, to_client, server_side=True)
    open_ends: list[Callable[[], None]] = [near.do_handshake, far.do_handshake]
    while open_ends:
        for shake in tuple(open_ends):
            try:
                shake()
                open_ends.remove(shake)
            except ssl.SSLWantReadError:
                continue
    return dict(near.getpeercert() or {})


def _no_password() -> str:
    """Nobody is there to type one."""
    return ""
