"""`CentralClient` and servers that break, lie, drip or say nothing: never an untyped exception."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.client import CentralClient
from catalogue.errors import (
    Ambiguous,
    CentralError,
    Refused,
    ServerConfigurationError,
    Unauthorised,
    Unreachable,
)
from support.central import DUE, T0, Kiosk

Script = Callable[[socket.socket], None]
JSON = b"Content-Type: application/json\r\n"
PROBLEM = b"Content-Type: application/problem+json\r\n"


def whole(status: str, body: bytes, headers: bytes = JSON) -> bytes:
    return b"HTTP/1.1 %b\r\n%bContent-Length: %d\r\n\r\n%b" % (
        status.encode(),
        headers,
        len(body),
        body,
    )


def says(answer: bytes) -> Script:
    return lambda connection: connection.sendall(answer)


@contextmanager
def scripted(*scripts: Script) -> Iterator[str]:
    """A server that reads each request and then does as its script says; its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(10)

    def serve() -> None:
        for script in scripts:
            connection, _ = listener.accept()
            with connection:
                connection.settimeout(10)
                connection.recv(65536)
                try:
                    script(connection)
                except OSError:
                    pass  # the client has had enough

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        thread.join(20)
        listener.close()


def fault(script: Script, timeout_s: float = 5.0) -> CentralError:
    """What asking such a server for its health ends in."""
    with scripted(script) as url:
        client = CentralClient(url, timeout_s=timeout_s)
        with pytest.raises(CentralError) as found:
            client.health()
        client.close()
    return found.value


GARBAGE = {
    "nothing": b"",
    "no http": b"\x00\xff\x17 hello\r\n\r\n",
    "half a status line": b"HTTP/1.1 20",
    "html page": whole(
        "200 OK", b"<html>Welcome to the hotel</html>", b"Content-Type: text/html\r\n"
    ),
    "empty body": whole("200 OK", b""),
    "broken json": whole("200 OK", b'{"status": "ok", '),
    "json of another thing": whole("200 OK", b'{"status": "ok"}'),
    "json list": whole("200 OK", b"[]"),
    "deep json": whole("200 OK", b"[" * 100_000),
    "not utf-8": whole("200 OK", b'{"status": "\xff"}'),
    "truncated": b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{",
    "bad chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
    "bad gzip": whole("200 OK", b"not gzip", b"Content-Encoding: gzip\r\n"),
    "bad length": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
    "redirect": whole("302 Found", b"", b"Location: http://127.0.0.1:9/\r\n"),
    "500": whole(
        "500 Internal Server Error", b'{"title":"x","status":500,"code":"internal_error"}'
    ),
    "502 page": whole("502 Bad Gateway", b"<html>", b"Content-Type: text/html\r\n"),
    "403 of a portal": whole("403 Forbidden", b"<html>Log in</html>"),
    "401 of a proxy": whole("401 Unauthorized", b"<html>Log in</html>"),
    "304": b"HTTP/1.1 304 Not Modified\r\n\r\n",
}


@pytest.mark.parametrize("answer", GARBAGE.values(), ids=GARBAGE.keys())
def test_no_usable_answer_is_ambiguous(answer: bytes) -> None:
    assert type(fault(says(answer))) is Ambiguous


@given(st.binary(max_size=300))
@settings(max_examples=40)
def test_random_bytes_are_ambiguous(answer: bytes) -> None:
    assert type(fault(says(answer))) is Ambiguous


@given(st.binary(max_size=200))
@settings(max_examples=40)
def test_random_body_is_ambiguous(body: bytes) -> None:
    assert type(fault(says(whole("200 OK", body)))) is Ambiguous


def test_problem_is_a_refusal_with_its_code() -> None:
    body = b'{"title":"Too many wrong PINs","status":403,"code":"locked","tries_left":0}'
    found = fault(says(whole("403 Forbidden", body, PROBLEM)))
    assert isinstance(found, Refused)
    assert (found.problem.code, found.problem.tries_left, found.retry) == ("locked", 0, False)


def test_unknown_token_is_unauthorised() -> None:
    body = b'{"title":"This station is not enrolled","status":401,"code":"not_enrolled"}'
    assert isinstance(fault(says(whole("401 Unauthorized", body, PROBLEM))), Unauthorised)


def test_reset_after_sending_is_ambiguous() -> None:
    def reset(connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    assert type(fault(reset)) is Ambiguous


def test_nobody_listening_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable):
        CentralClient(f"http://127.0.0.1:{port}").health()


def test_name_that_does_not_resolve_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        CentralClient("http://server.invalid").health()


def test_plain_server_behind_https_is_unreachable() -> None:
    with scripted(says(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as url, pytest.raises(Unreachable):
        CentralClient(url.replace("http", "https")).health()


def test_silence_ends_at_the_deadline() -> None:
    started = time.monotonic()
    found = fault(lambda connection: connection.recv(1), timeout_s=0.3)
    assert type(found) is Ambiguous
    assert time.monotonic() - started < 2


def test_dripping_answer_ends_at_the_deadline() -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-Still: here\r\n")
            # Paced by the client: this wait ends early only when it hangs up.
            connection.settimeout(0.05)
            try:
                if connection.recv(1) == b"":
                    return
            except TimeoutError:
                pass

    started = time.monotonic()
    assert type(fault(drip, timeout_s=0.5)) is Ambiguous
    assert time.monotonic() - started < 3


def test_answer_about_other_records_is_no_answer() -> None:
    kiosk = Kiosk("a1", bytes(31) + b"\x09")
    op = kiosk.check_out(T0, due_ms=DUE)
    body = (
        b'{"server_ms":1,"ack":{"seq":0,"hash":""},"prune_below":0,'
        b'"results":[{"id":"another","status":"recorded"}]}'
    )
    with scripted(says(whole("200 OK", body))) as url:
        client = CentralClient(url)
        with pytest.raises(Ambiguous):
            client.operations(kiosk.batch([op]))
        client.close()


def test_client_recovers_after_a_fault() -> None:
    good = whole("200 OK", b'{"status":"ok","version":"1","server_ms":5}')
    with scripted(says(b"garbage"), says(good)) as url:
        client = CentralClient(url)
        with pytest.raises(Ambiguous):
            client.health()
        assert client.health().server_ms == 5
        client.close()


@pytest.mark.parametrize("address", ["", "server:8080", "ftp://server", "http://", "//x"])
def test_address_that_is_none_is_a_configuration_error(address: str) -> None:
    with pytest.raises(ServerConfigurationError):
        CentralClient(address)
