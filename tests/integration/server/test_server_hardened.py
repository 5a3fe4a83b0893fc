"""What a server shows and takes: headers, TLS, secrets in files, limits on size and time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import requests

from catalogue.errors import ServerConfigurationError
from catalogue.server.app import create_app
from catalogue.server.guard import MAX_HEADER_BYTES, MAX_QUERY_BYTES
from catalogue.server.guards import addresses
from catalogue.server.headers import ALWAYS
from catalogue.server.settings import load_settings
from catalogue.server.tls import assert_valid, server_context
from support.central import LittleTown, serving
from support.staff import InProcess


@pytest.fixture
def database_kind() -> str:
    """Nothing here is about the database."""
    return "sqlite"


PROBLEM = "application/problem+json"


@contextmanager
def served(town: LittleTown, **other: object) -> Iterator[str]:
    """The town's server with other settings."""
    town.settings = town.settings.model_copy(update=other)
    with serving(town) as url:
        yield url


def host_and_port(url: str) -> tuple[str, int]:
    host, _, port = url.partition("://")[2].rpartition(":")
    return host, int(port)


def exchange(url: str, sent: bytes) -> bytes:
    """Everything the server says until it hangs up."""
    with closing(socket.create_connection(host_and_port(url), timeout=20)) as line:
        line.sendall(sent)
        return b"".join(iter(lambda: line.recv(4096), b""))


def test_every_answer_has_the_headers_also_errors_and_what_is_not_there(town: LittleTown) -> None:
    """Guard: `secured` in RequestGuard."""
    client = InProcess(create_app(town.settings, services=town.services), "192.0.2.7")
    asked = [(m, r.path) for r in addresses(client.app.routes) for m in sorted(r.methods)]
    for method, path in [*asked, ("GET", "/nowhere"), ("PUT", "/v1/health"), ("POST", "/")]:
        answer = client.request(method, path)
        for name, value in ALWAYS:
            assert answer.headers[name.decode()] == value.decode(), (method, path)
        assert "server" not in answer.headers
        assert "strict-transport-security" not in answer.headers
        if path == "/oidc/token":  # in the words of RFC 6749, section 5.2
            assert answer.json()["error"]
        elif answer.status_code >= 400 and method != "HEAD":
            assert answer.headers["content-type"] == PROBLEM
            assert answer.json()["status"] == answer.status_code


def test_no_script_of_another_site_is_let_in(town: LittleTown) -> None:
    client = InProcess(create_app(town.settings, services=town.services), "192.0.2.7")
    asks = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    for answer in (
        client.get("/v1/health", headers=asks),
        client.request("OPTIONS", "/v1/health", headers=asks),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_mounted_application_keeps_its_own_headers(town: LittleTown) -> None:
    async def page(scope, receive, send) -> None:
        headers = [(b"cache-control", b"max-age=60"), (b"content-type", b"text/html")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"<p>"})

    app = create_app(town.settings, mounts=[("/portal", page)], services=town.services)
    answer = InProcess(app, "192.0.2.7").get("/portal/")
    assert answer.headers["cache-control"] == "max-age=60"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_production_describes_its_addresses_to_nobody(town: LittleTown) -> None:
    open_to_read = InProcess(create_app(town.settings, services=town.services), "192.0.2.7")
    settings = town.settings.model_copy(update={"production": True})
    closed = InProcess(create_app(settings, services=town.services), "192.0.2.7")
    assert open_to_read.get("/openapi.json").status_code == 200
    for path in ("/openapi.json", "/docs", "/redoc"):
        assert closed.get(path).status_code == 404


def test_what_is_no_http_is_a_problem_without_a_banner(town: LittleTown) -> None:
    with serving(town) as url:
        said = exchange(url, b"\x16\x03\x01 hello\r\n\r\n").decode()
    head, _, body = said.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 400")
    assert f"content-type: {PROBLEM}" in head
    assert "server:" not in head
    assert json.loads(body)["code"] == "bad_request"


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (f"/v1/health?x={'y' * MAX_QUERY_BYTES}", {}, 414),
        ("/v1/health", {"X-Long": "y" * MAX_HEADER_BYTES}, 431),
        ("/v1/health", {f"X-{n}": "y" * 100 for n in range(200)}, 431),
    ],
)
def test_request_of_too_much_is_refused_whole(
    town: LittleTown, path: str, headers: dict[str, str], status: int
) -> None:
    """Guards: `_body` for the query and the sum of headers, `h11_max_incomplete_event_size`."""
    with serving(town) as url, requests.Session() as session:
        session.trust_env = False
        answer = session.get(url + path, headers=headers, timeout=20)
        assert answer.status_code == status
        assert answer.headers["content-type"] == PROBLEM
        assert answer.headers["connection"] == "close"


def test_header_without_an_end_is_not_waited_for(town: LittleTown) -> None:
    """Guard: `h11_max_incomplete_event_size`."""
    with serving(town) as url:
        said = exchange(url, b"GET / HTTP/1.1\r\nX: " + b"y" * (2 * MAX_HEADER_BYTES + 1))
    assert said.startswith(b"HTTP/1.1 400")


def test_client_that_never_ends_its_headers_is_hung_up_on(town: LittleTown) -> None:
    """Guard: the deadline of ImpatientProtocol."""
    with served(town, headers_timeout_s=0.2) as url:
        assert exchange(url, b"GET /v1/health HTTP/1.1\r\nHost: x\r\nX-Slow: ") == b""
        assert exchange(url, b"") == b""


def test_client_that_never_ends_its_body_is_told_so(town: LittleTown) -> None:
    """Guard: `asyncio.timeout` in `_body`."""
    head = b"POST /v1/stations/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
    with served(town, body_timeout_s=0.2) as url:
        said = exchange(url, head)
    assert said.startswith(b"HTTP/1.1 408")
    assert b'"code":"too_slow"' in said


def test_connection_that_waits_between_requests_outlives_the_patience_for_headers(
    town: LittleTown,
) -> None:
    """Guard: `on_response_complete` stops the deadline."""
    ask = b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n"
    with (
        served(town, headers_timeout_s=2.0) as url,
        closing(socket.create_connection(host_and_port(url), timeout=20)) as line,
    ):
        line.sendall(ask)
        said = b""
        while not said.endswith(b"}"):
            piece = line.recv(4096)
            assert piece
            said += piece
        line.settimeout(2.5)
        with pytest.raises(TimeoutError):
            line.recv(1)  # Nothing comes, and nobody hangs up.
        line.settimeout(20)
        line.sendall(ask)
        assert line.recv(4096).startswith(b"HTTP/1.1 200")


def test_name_of_a_forwarded_client_is_believed_of_a_trusted_proxy_alone(town: LittleTown) -> None:
    """Guard: `proxy_headers` follows `trusted_proxies`: else each guess could name another
    address."""
    body = {"code": "not-a-code-at-all", "station": "k9"}

    def tries(url: str) -> set[int]:
        return {
            requests.post(
                f"{url}/v1/stations/enrol",
                json=body,
                headers={"X-Forwarded-For": f"192.0.2.{n}"},
                timeout=20,
            ).status_code
            for n in range(11)
        }

    with serving(town) as url:
        assert tries(url) == {403, 429}


def test_trusted_proxy_names_the_client(town: LittleTown) -> None:
    body = {"code": "not-a-code-at-all", "station": "k9"}
    with served(town, trusted_proxies=("127.0.0.1",)) as url:
        statuses = {
            requests.post(
                f"{url}/v1/stations/enrol",
                json=body,
                headers={"X-Forwarded-For": f"192.0.2.{n}"},
                timeout=20,
            ).status_code
            for n in range(11)
        }
    assert statuses == {403}


@dataclasses.dataclass(frozen=True)
class Pair:
    """A certificate and its key."""

    certificate: Path
    key: Path


@pytest.fixture(scope="module")
def make_pair(tmp_path_factory: pytest.TempPathFactory):
    """Makes self-signed certificates for 127.0.0.1; `days` may be negative: expired."""
    folder = tmp_path_factory.mktemp("tls")

    def make(name: str, days: int = 90) -> Pair:
        pair = Pair(folder / f"{name}.pem", folder / f"{name}.key")
        if not pair.key.exists():
            now = dt.datetime.now(dt.UTC)
            ends = now + dt.timedelta(days=days)
            begins = min(now, ends) - dt.timedelta(days=1)
            _openssl(
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", str(pair.key), "-out", str(folder / "first.pem"), "-days", "1",
                "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
            )  # fmt: skip
            _sign(folder, pair, begins, ends)
            pair.key.chmod(0o600)
        return pair

    return make


def _sign(folder: Path, pair: Pair, begins: dt.datetime, ends: dt.datetime) -> None:
    """Sign anew with chosen dates: `openssl ca` is what takes them in all versions."""
    (folder / "index.txt").write_text("")
    (folder / "serial").write_text("01\n")
    (folder / "ca.cnf").write_text(
        f"[ca]\ndefault_ca=d\n[d]\nnew_certs_dir={folder}\ndatabase={folder}/index.txt\n"
        f"serial={folder}/serial\ndefault_md=sha256\npolicy=p\nunique_subject=no\n"
        "x509_extensions=e\n[p]\ncommonName=supplied\n[e]\nsubjectAltName=IP:127.0.0.1\n"
        "[req]\ndistinguished_name=n\n[n]\n"
    )
    _openssl(
        "req", "-new", "-key", str(pair.key), "-subj", "/CN=127.0.0.1", "-out",
        str(folder / "request.csr"), "-config", str(folder / "ca.cnf"),
    )  # fmt: skip
    stamp = "%y%m%d%H%M%SZ"
    _openssl(
        "ca", "-batch", "-selfsign", "-config", str(folder / "ca.cnf"), "-keyfile", str(pair.key),
        "-in", str(folder / "request.csr"), "-out", str(pair.certificate), "-notext",
        "-startdate", begins.strftime(stamp), "-enddate", ends.strftime(stamp),
    )  # fmt: skip


def _openssl(*arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_good_certificate_is_served_with_hsts(town: LittleTown, make_pair) -> None:
    pair = make_pair("good")
    with served(town, tls_certificate=pair.certificate, tls_key=pair.key) as url:
        client = ssl.create_default_context(cafile=str(pair.certificate))
        with (
            closing(socket.create_connection(host_and_port(url), timeout=20)) as line,
            client.wrap_socket(line, server_hostname="127.0.0.1") as secure,
        ):
            secure.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            said = b"".join(iter(lambda: secure.recv(4096), b""))
            secure.unwrap()
    assert said.startswith(b"HTTP/1.1 200")
    assert b"strict-transport-security: max-age=31536000" in said


@pytest.mark.parametrize(
    ("version", "ciphers", "allowed"),
    [
        (ssl.TLSVersion.TLSv1_3, None, True),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES256-GCM-SHA384", True),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-CHACHA20-POLY1305", True),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES128-SHA256:AES128-GCM-SHA256", False),
        (ssl.TLSVersion.TLSv1_1, "ALL:@SECLEVEL=0", False),
    ],
)
def test_only_recommended_versions_and_suites_are_spoken(
    make_pair, version: ssl.TLSVersion, ciphers: str | None, allowed: bool
) -> None:
    pair = make_pair("good")
    server = server_context(pair.certificate, pair.key)
    client = ssl.create_default_context(cafile=str(pair.certificate))
    client.check_hostname = False
    if version is ssl.TLSVersion.TLSv1_1:
        with pytest.warns(DeprecationWarning, match="TLSv1_1"):
            client.minimum_version = client.maximum_version = version
    else:
        client.minimum_version = client.maximum_version = version
    if ciphers is not None:
        client.set_ciphers(ciphers)
    assert _agree(client, server) is allowed


def _agree(client: ssl.SSLContext, server: ssl.SSLContext) -> bool:
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    near = client.wrap_bio(to_client, to_server)
    far = server.wrap_bio(to_server, to_client, server_side=True)
    done = set()
    for _ in range(8):
        for end in (near, far):
            try:
                end.do_handshake()
                done.add(end)
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLError:
                return False
    return done == {near, far}


def test_certificate_good_for_a_while_says_until_when(make_pair) -> None:
    pair = make_pair("good")
    until = assert_valid(server_context(pair.certificate, pair.key), pair.certificate)
    assert dt.timedelta(days=88) < until - dt.datetime.now(dt.UTC) < dt.timedelta(days=91)


def test_expired_certificate_ends_the_start(make_pair) -> None:
    pair = make_pair("old", days=-3)
    with pytest.raises(ServerConfigurationError, match="certificate has expired"):
        assert_valid(server_context(pair.certificate, pair.key), pair.certificate)


def test_files_that_are_no_certificate_and_key_end_the_start(make_pair, tmp_path: Path) -> None:
    good, other = make_pair("good"), make_pair("other")
    text = tmp_path / "text.pem"
    text.write_text("nothing")
    text.chmod(0o600)
    shown = tmp_path / "shown.key"
    shown.write_bytes(good.key.read_bytes())
    shown.chmod(0o644)
    for certificate, key, told in (
        (good.certificate, other.key, "is not the key of"),
        (text, good.key, "not a certificate and its key"),
        (good.certificate, text, "not a certificate and its key"),
        (tmp_path / "none.pem", good.key, "no such file"),
        (good.certificate, shown, "chmod 600"),
    ):
        with pytest.raises(ServerConfigurationError, match=told) as found:
            server_context(certificate, key)
        assert "\n" not in str(found.value)


def test_address_of_the_database_may_come_from_a_file_nobody_else_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "database"
    file.write_text("postgresql+psycopg://beaupre:s3cret@db/town\n")
    file.chmod(0o600)
    monkeypatch.setenv("BEAUPRE_SERVER_DATABASE_FILE", str(file))
    settings = load_settings()
    assert settings.database == "postgresql+psycopg://beaupre:s3cret@db/town"
    assert "s3cret" not in repr(settings)
    with pytest.raises(ServerConfigurationError, match="one of them"):
        load_settings(database="town.db")
    file.chmod(0o640)
    with pytest.raises(ServerConfigurationError, match="chmod 600"):
        load_settings()
    monkeypatch.setenv("BEAUPRE_SERVER_DATABASE_FILE", str(tmp_path / "none"))
    with pytest.raises(ServerConfigurationError, match="cannot be read"):
        load_settings()
