"""An OpenID provider as small and as strict as it can be (OpenID Connect Core 1.0): authorization
code with PKCE (S256), pairwise subjects, id_tokens of five minutes, nothing else.

A login begins with a launch: `start` leaves a ticket in the browser and sends it to the vendor,
whose request then finds it. Nobody types a password here, so there is no page to imitate.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.digital import DigitalAccess, DigitalTicket
from catalogue.db.people import Patron
from catalogue.domain.digital.resources import AccessKind
from catalogue.services.digital.identity import Told, told, way_of
from catalogue.services.digital.pseudonyms import Pseudonyms, Secrets
from catalogue.services.digital.reading import WayIn
from catalogue.services.digital.signing import with_query
from catalogue.services.digital.signing_keys import ALGORITHM, SigningKeys
from catalogue.services.digital.storing import access_row
from catalogue.services.digital.tickets import LIFE_MS, Issue, Ticket, issue, known, redeem, waits
from catalogue.services.town import Clock

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
"""RFC 7636, sections 4.1 and 4.2."""
OPENID = "openid"
NOBODY = ("login_required", "open the resource at the library")
SINGLE = ("response_type", "client_id", "redirect_uri", "scope", "state", "nonce")
PKCE = ("code_challenge", "code_challenge_method")
USUAL = {
    "first_name": "given_name",
    "last_name": "family_name",
    "language": "locale",
    "birth_year": "birthdate",
}
"""Section 5.1. A birthdate may be a year alone."""
Query = Sequence[tuple[str, str]]


class OidcError(Exception):
    """An error of the protocol: `code` as in RFC 6749 (4.1.2.1, 5.2). `redirect`: where the browser
    takes it; None: it is told to whoever asked, for the address cannot be trusted."""

    def __init__(self, code: str, said: str, redirect: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.said = said
        self.redirect = redirect


@dataclass(frozen=True, slots=True)
class Started:
    """Where the browser goes, and what it keeps meanwhile."""

    url: str
    cookie: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a token: its form, and what stands in `Authorization`."""

    form: Query = field(repr=False)
    authorization: str = field(default="", repr=False)


class OpenId:
    """The provider. Any thread, any number of processes."""

    def __init__(
        self,
        database: Database,
        pseudonyms: Pseudonyms,
        secrets: Secrets,
        keys: SigningKeys,
        clock: Clock,
    ) -> None:
        self._database = database
        self._pseudonyms = pseudonyms
        self._secrets = secrets
        self._keys = keys
        self._clock = clock

    def start(self, launch: str) -> Started | None:
        """Begin a login; None: the launch is over."""
        if not waits(self._database, Ticket.LAUNCH, launch):
            return None
        return self._database.transact(lambda session: self._start(session, launch))

    def _start(self, session: Session, launch: str) -> Started | None:
        now_ms = self._clock()
        begun = redeem(session, Ticket.LAUNCH, launch, now_ms)
        way = None if begun is None else way_of(session, begun.resource, AccessKind.OIDC)
        if begun is None or way is None:
            return None
        what = Issue(begun.resource, begun.patron, begun.target, begun.branch)
        return Started(way.access.endpoint, issue(session, Ticket.BROWSER, what, now_ms))

    def authorize(self, query: Query, cookie: str) -> str:
        """Sections 3.1.2.1 to 3.1.2.5: where the browser goes with its code. Raises OidcError."""
        with self._database.read() as session:
            way, redirect = self._client_of(session, dict(query))
        fault = _fault(query) or NOBODY
        if fault is NOBODY and waits(self._database, Ticket.BROWSER, cookie):
            found = self._database.transact(
                lambda session: self._code(session, way.row.resource, dict(query), redirect, cookie)
            )
            if found is not None:
                return with_query(redirect, [("code", found), *_state(query)])
        code, said = fault
        back = [("error", code), ("error_description", said), *_state(query)]
        raise OidcError(code, said, with_query(redirect, back))

    def _client_of(self, session: Session, asked: Mapping[str, str]) -> tuple[WayIn, str]:
        """The vendor, and its address, which is one it has registered, letter for letter."""
        row = session.scalar(
            select(DigitalAccess).where(DigitalAccess.client == asked.get("client_id", ""))
        )
        if row is None:
            raise OidcError("invalid_client", "no such client_id")
        way = WayIn(row, access_row(row))
        redirect = asked.get("redirect_uri", "")
        if redirect not in way.access.redirect_uris:
            raise OidcError("invalid_request", "redirect_uri: not registered")
        return way, redirect

    def _code(
        self,
        session: Session,
        resource: str,
        asked: Mapping[str, str],
        redirect: str,
        cookie: str,
    ) -> str | None:
        """A code for her whose launch waits in the browser; None: nobody's does, for that
        resource."""
        begun = redeem(session, Ticket.BROWSER, cookie, self._clock())
        if begun is None or begun.resource != resource:
            return None
        kept: dict[str, object] = {
            "client": asked["client_id"],
            "challenge": asked["code_challenge"],
            "nonce": asked.get("nonce", ""),
            "auth_s": begun.made_ms // 1000,
        }
        what = Issue(begun.resource, begun.patron, redirect, begun.branch, kept)
        return issue(session, Ticket.CODE, what, self._clock())

    def token(self, asked: Asked, issuer: str) -> dict[str, object]:
        """Section 3.1.3: the token answer for a code. Raises OidcError, SecretMissing."""
        form = dict(asked.form)
        if len(form) != len(asked.form):
            raise OidcError("invalid_request", "a parameter is there twice")
        if form.get("grant_type") != "authorization_code":
            raise OidcError("unsupported_grant_type", "authorization_code alone")
        with self._database.read() as session:
            client = self._authenticated(session, form, asked.authorization)
        if not waits(self._database, Ticket.CODE, form.get("code", "")):
            raise OidcError("invalid_grant", "the code is unknown, used or over")
        # A transaction of its own: a code is used up even where the rest is wrong.
        grant = self._database.transact(
            lambda session: self._redeemed(session, form.get("code", ""))
        )
        if grant is None or grant.client != client:
            raise OidcError("invalid_grant", "the code is unknown, used or over")
        _assert_fits(grant, form)
        return self._database.transact(lambda session: self._answer(session, grant, client, issuer))

    def _redeemed(self, session: Session, code: str) -> _Grant | None:
        ticket = redeem(session, Ticket.CODE, code, self._clock())
        return None if ticket is None else _grant(ticket)

    def _authenticated(self, session: Session, form: Mapping[str, str], authorization: str) -> str:
        """The client: by HTTP Basic or its fields in the form (section 9); one without a secret
        proves itself by PKCE alone."""
        client, secret = form.get("client_id", ""), form.get("client_secret", "")
        also = secret
        if authorization:
            client, secret = _basic(authorization)
            also = unquote_plus(secret)
        row = session.scalar(select(DigitalAccess).where(DigitalAccess.client == client))
        if row is None:
            raise OidcError("invalid_client", "no such client")
        wanted = "" if row.secret is None else self._secrets.of(row.secret)
        fits = [hmac.compare_digest(wanted.encode(), each.encode()) for each in (secret, also)]
        if not any(fits):
            raise OidcError("invalid_client", "the secret does not fit")
        return client

    def _answer(
        self, session: Session, grant: _Grant, client: str, issuer: str
    ) -> dict[str, object]:
        now_ms = self._clock()
        found = self._told(session, grant.resource, grant.patron, now_ms)
        if found is None:
            raise OidcError("invalid_grant", "the resource is no longer there")
        what = Issue(grant.resource, grant.patron, parent=grant.hash)
        access = issue(session, Ticket.ACCESS, what, now_ms)
        life_s = LIFE_MS[Ticket.ACCESS] // 1000
        claims: dict[str, object] = {
            **found.attributes,
            "iss": issuer,
            "sub": found.subject,
            "aud": client,
            "iat": now_ms // 1000,
            "exp": now_ms // 1000 + life_s,
            "auth_time": grant.auth_s,
            "at_hash": _half_hash(access),
            **({"nonce": grant.nonce} if grant.nonce else {}),
        }
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": life_s,
            "scope": OPENID,
            "id_token": self._keys.sign(session, claims, now_ms),
        }

    def user_info(self, access: str) -> dict[str, str] | None:
        """Section 5.3; None: the access token is worth nothing."""
        with self._database.read() as session:
            now_ms = self._clock()
            ticket = known(session, Ticket.ACCESS, access, now_ms)
            if ticket is None:
                return None
            found = self._told(session, ticket.resource, ticket.patron, now_ms)
            return None if found is None else {**found.attributes, "sub": found.subject}

    def _told(self, session: Session, resource: str, patron: str, now_ms: int) -> Told | None:
        way = way_of(session, resource, AccessKind.OIDC)
        if way is None:
            return None
        person = session.get_one(Patron, patron)
        return told(session, self._pseudonyms, way, person, now_ms, USUAL)

    def keys(self) -> dict[str, object]:
        """The published keys; makes the first one."""
        with self._database.read() as session:
            found = self._keys.published(session, self._clock())
        if found["keys"]:
            return found

        def work(session: Session) -> dict[str, object]:
            self._keys.prepare(session, self._clock())
            return self._keys.published(session, self._clock())

        return self._database.transact(work)


@dataclass(frozen=True, slots=True)
class _Grant:
    """What a code stood for."""

    hash: str
    resource: str
    patron: str
    redirect: str
    client: str
    challenge: str
    nonce: str
    auth_s: int


def _grant(ticket: DigitalTicket) -> _Grant:
    kept = ticket.told
    return _Grant(
        hash=ticket.hash,
        resource=ticket.resource,
        patron=ticket.patron,
        redirect=ticket.target,
        client=str(kept["client"]),
        challenge=str(kept["challenge"]),
        nonce=str(kept["nonce"]),
        auth_s=int(str(kept["auth_s"])),
    )


def _assert_fits(grant: _Grant, form: Mapping[str, str]) -> None:
    if grant.redirect != form.get("redirect_uri"):
        raise OidcError("invalid_grant", "redirect_uri: another one")
    verifier = form.get("code_verifier", "")
    fits = VERIFIER.fullmatch(verifier) is not None and hmac.compare_digest(
        challenge_of(verifier).encode(), grant.challenge.encode()
    )
    if not fits:
        raise OidcError("invalid_grant", "code_verifier: does not fit")


def _fault(query: Query) -> tuple[str, str] | None:
    """What is wrong with a request whose sender is known."""
    names = [name for name, _ in query]
    asked = dict(query)
    if any(names.count(name) > 1 for name in (*SINGLE, *PKCE)):
        return "invalid_request", "a parameter is there twice"
    if asked.get("response_type") != "code":
        return "unsupported_response_type", "code alone"
    if asked.keys() & {"request", "request_uri"}:
        return "request_not_supported", "request objects are not taken"
    if asked.get("response_mode", "query") != "query":
        return "invalid_request", "response_mode: query alone"
    if OPENID not in asked.get("scope", "").split():
        return "invalid_scope", "openid is missing"
    if asked.get("code_challenge_method") != "S256" or not CHALLENGE.fullmatch(
        asked.get("code_challenge", "")
    ):
        return "invalid_request", "PKCE with S256 is needed"
    return None


def _state(query: Query) -> list[tuple[str, str]]:
    return [(name, value) for name, value in query if name == "state" and value][:1]


def _basic(authorization: str) -> tuple[str, str]:
    """RFC 6749, section 2.3.1: both are form-encoded inside HTTP Basic; many clients send the
    secret as it is, so it is left as it was sent."""
    scheme, _, given = authorization.partition(" ")
    try:
        text = base64.b64decode(given, validate=True).decode()
    except ValueError:
        text = ""
    if scheme.lower() != "basic" or ":" not in text:
        raise OidcError("invalid_client", "Authorization: not HTTP Basic")
    client, _, secret = text.partition(":")
    return unquote_plus(client), secret


def challenge_of(verifier: str) -> str:
    """RFC 7636, section 4.2: S256."""
    return _unpadded(hashlib.sha256(verifier.encode()).digest())


def _half_hash(token: str) -> str:
    """Section 3.1.3.6: the left half of the SHA-256."""
    return _unpadded(hashlib.sha256(token.encode()).digest()[:16])


def _unpadded(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def discovery(issuer: str) -> dict[str, object]:
    """OpenID Connect Discovery 1.0, section 3."""
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/oidc/authorize",
        "token_endpoint": f"{issuer}/oidc/token",
        "userinfo_endpoint": f"{issuer}/oidc/userinfo",
        "jwks_uri": f"{issuer}/oidc/jwks",
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "scopes_supported": [OPENID],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic",
            "client_secret_post",
            "none",
        ],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "at_hash"],
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "claims_parameter_supported": False,
    }
