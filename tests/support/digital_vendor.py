"""A vendor of digital resources, as its side of the contract has it, on loopback: verifies signed
addresses, is a CAS service, an OpenID Connect client, a distributor of e-books (ODL, LSD, LCP).

It knows nothing of the program: what it verifies it computes by itself, or by other libraries.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import requests
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet

SECRET = "the vendor's own secret"
LSD_TYPE = "application/vnd.readium.license.status.v1.0+json"
CAS = "{http://www.yale.edu/tp/cas}"


@dataclass
class Lent:
    """A loan at the distributor."""

    id: str
    end_ms: int
    status: str = "ready"
    links: tuple[str, ...] = ("license", "return", "renew")
    ceiling_ms: int | None = None
    page: bool = False


@dataclass
class Vendor:
    """`library`: the address of the server under test. `down`: it answers 503 to everything."""

    url: str = ""
    library: str = ""
    client: str = "vendor-client"
    client_secret: str = ""
    down: bool = False
    refuses: bool = False
    lent: dict[str, Lent] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    verifiers: dict[str, tuple[str, str]] = field(default_factory=dict)

    def status_url(self, loan: str) -> str:
        """The address of a status document."""
        return f"{self.url}/lsd/{loan}?key=very-secret-{loan}"

    def lend(self, loan: str, end_ms: int, **other: Any) -> str:
        """A loan made by another way; the address of its document."""
        self.lent[loan] = Lent(loan, end_ms, **other)
        return self.status_url(loan)

    def document(self, lent: Lent) -> dict[str, object]:
        """Its status document."""
        links: list[dict[str, object]] = [
            {"rel": "self", "href": self.status_url(lent.id), "type": LSD_TYPE}
        ]
        for rel in lent.links:
            link: dict[str, object] = {"rel": rel, "href": f"{self.url}/{rel}/{lent.id}"}
            if rel == "renew":
                link["href"] = f"{self.url}/renew/{lent.id}{{?end,id,name}}"
                link["templated"] = True
                if lent.page:
                    link = {"rel": rel, "href": f"{self.url}/page", "type": "text/html"}
            links.append(link)
        potential = {} if lent.ceiling_ms is None else {"end": iso(lent.ceiling_ms)}
        return {
            "id": lent.id,
            "status": lent.status,
            "updated": {"license": iso(0), "status": iso(0)},
            "links": links,
            "potential_rights": potential,
        }

    def signed(self, query: str) -> dict[str, str]:
        """A signed address, verified: its fields. Raises AssertionError."""
        fields = dict(parse_qsl(query))
        text = f"{fields['id']}|{fields['t']}".encode()
        assert hmac.compare_digest(
            hmac.new(SECRET.encode(), text, hashlib.sha256).hexdigest(), fields["sig"]
        )
        return fields

    def cas(self, ticket: str) -> dict[str, object]:
        """Who a ticket stands for, asked at the library."""
        answer = requests.get(
            f"{self.library}/cas/p3/serviceValidate",
            params={"service": f"{self.url}/cas", "ticket": ticket},
            timeout=10,
        )
        found = ET.fromstring(answer.content)
        failure = found.find(f"{CAS}authenticationFailure")
        if failure is not None:
            return {"failure": failure.attrib["code"]}
        attributes = found.find(f"{CAS}authenticationSuccess/{CAS}attributes")
        assert attributes is not None
        return {
            "user": found.findtext(f"{CAS}authenticationSuccess/{CAS}user"),
            **{each.tag.removeprefix(CAS): each.text for each in attributes},
        }

    def session(self) -> OAuth2Session:
        """A client by another library's hand."""
        return OAuth2Session(
            self.client,
            self.client_secret or None,
            redirect_uri=f"{self.url}/callback",
            scope="openid",
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if self.client_secret else "none",
        )

    def begin(self) -> str:
        """Where the browser is sent to log in."""
        verifier = hashlib.sha256(str(len(self.verifiers)).encode()).hexdigest()
        about = requests.get(f"{self.library}/.well-known/openid-configuration", timeout=10).json()
        url, state = self.session().create_authorization_url(
            about["authorization_endpoint"], code_verifier=verifier, nonce=f"n-{verifier[:8]}"
        )
        self.verifiers[state] = (verifier, f"n-{verifier[:8]}")
        return str(url)

    def callback(self, query: str) -> dict[str, object]:
        """What the id_token and the user info say, verified; or the error."""
        fields = dict(parse_qsl(query))
        verifier, nonce = self.verifiers[fields["state"]]
        if "error" in fields:
            return {"error": fields["error"]}
        about = requests.get(f"{self.library}/.well-known/openid-configuration", timeout=10).json()
        with self.session() as client:
            token = client.fetch_token(
                about["token_endpoint"],
                code=fields["code"],
                code_verifier=verifier,
                grant_type="authorization_code",
            )
        keys = KeySet.import_key_set(requests.get(about["jwks_uri"], timeout=10).json())
        claims = jwt.decode(token["id_token"], keys, algorithms=["RS256"]).claims
        assert (claims["iss"], claims["aud"]) == (about["issuer"], self.client)
        assert claims["nonce"] == nonce
        info = requests.get(
            about["userinfo_endpoint"],
            headers={"Authorization": f"Bearer {token['access_token']}"},
            timeout=10,
        ).json()
        assert info["sub"] == claims["sub"]
        return {**claims, "info": info, "code": fields["code"], "verifier": verifier}


def iso(moment_ms: int) -> str:
    return datetime.fromtimestamp(moment_ms / 1000, UTC).isoformat()


def _ms(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


class _Handler(BaseHTTPRequestHandler):
    """Paths of the vendor. Every answer is short."""

    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        self._answer("GET")

    def do_PUT(self) -> None:
        self._answer("PUT")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        vendor = self.server.vendor
        parts = urlsplit(self.path)
        vendor.asked.append(f"{method} {parts.path}")
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if vendor.down:
            return self._send(503, {})
        _, what, *rest = parts.path.split("/")
        found = getattr(self, f"_{method.lower()}_{what}", None)
        if found is None:
            return self._send(404, {})
        return found(rest[0] if rest else "", parts.query)

    def _send(self, status: int, body: object, **headers: str) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def _get_sso(self, _id: str, query: str) -> None:
        self._send(200, self.server.vendor.signed(query))

    def _get_cas(self, _id: str, query: str) -> None:
        self._send(200, self.server.vendor.cas(dict(parse_qsl(query))["ticket"]))

    def _get_start(self, _id: str, _query: str) -> None:
        self._send(302, {}, Location=self.server.vendor.begin())

    def _get_callback(self, _id: str, query: str) -> None:
        self._send(200, self.server.vendor.callback(query))

    def _get_health(self, _id: str, _query: str) -> None:
        self._send(200, {})

    def _get_lsd(self, loan: str, query: str) -> None:
        lent = self.server.vendor.lent.get(loan)
        if lent is None or query != f"key=very-secret-{loan}":
            return self._send(404, {})
        return self._send(200, self.server.vendor.document(lent))

    def _get_license(self, loan: str, _query: str) -> None:
        lent = self.server.vendor.lent[loan]
        self._send(200, {"id": lent.id, "rights": {"end": iso(lent.end_ms)}, "links": []})

    def _put_return(self, loan: str, _query: str) -> None:
        lent = self.server.vendor.lent[loan]
        if lent.status not in ("ready", "active"):
            kind = "http://readium.org/license-status-document/error/return/already"
            return self._send(403, {"type": kind, "title": "already"})
        lent.status = "returned" if lent.status == "active" else "cancelled"
        return self._send(200, self.server.vendor.document(lent))

    def _put_renew(self, loan: str, query: str) -> None:
        lent = self.server.vendor.lent[loan]
        wanted = _ms(parse_qs(query)["end"][0])
        if lent.ceiling_ms is not None and wanted > lent.ceiling_ms:
            kind = "http://readium.org/license-status-document/error/renew/date"
            return self._send(403, {"type": kind})
        lent.end_ms = wanted
        return self._send(200, self.server.vendor.document(lent))

    def _post_borrow(self, _id: str, query: str) -> None:
        vendor = self.server.vendor
        fields = dict(parse_qsl(query))
        if vendor.refuses:
            return self._send(403, {"type": "http://opds-spec.org/odl/error/checkout/unavailable"})
        loan = fields["checkout_id"]
        known = loan in vendor.lent
        lent = vendor.lent.setdefault(loan, Lent(loan, _ms(fields["expires"])))
        if known:
            return self._send(303, {}, Location=vendor.status_url(loan))
        return self._send(201, vendor.document(lent))


class _Server(ThreadingHTTPServer):
    vendor: Vendor
    daemon_threads = True


@contextmanager
def vending(vendor: Vendor) -> Iterator[Vendor]:
    """The vendor on loopback, in a thread."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.vendor = vendor
    vendor.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield vendor
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()
