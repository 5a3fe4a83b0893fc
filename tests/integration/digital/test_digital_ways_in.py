"""Each way in from the kiosk's request to the vendor's own page: server and vendor on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import requests

from support.central import HandClock, LittleTown, patron_of, serving
from support.circulation import CARDS
from support.digital_town import identified, set_up
from support.digital_vendor import Vendor, vending

SECOND = 1000


@dataclass
class Scene:
    """A running server, a vendor, a patron at the kiosk `a1`."""

    town: LittleTown
    vendor: Vendor
    url: str
    session: str

    def ask(self, method: str, path: str, **other: object) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.town.tokens['a1']}", **other.pop("headers", {})}
        return requests.request(
            method, self.url + path, headers=headers, timeout=10, allow_redirects=False, **other
        )

    def launch(self, resource: str) -> dict[str, object]:
        told = {"session": self.session, "resource": resource}
        answer = self.ask("POST", "/v1/digital/launches", json=told)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def browse(self, url: str) -> dict[str, object]:
        """A browser goes there, and wherever it is sent."""
        answer = requests.Session().get(url, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, town_template) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("digital")
    with vending(Vendor()) as vendor:
        town = LittleTown(folder, HandClock(), town_template)
        set_up(town, vendor)
        town.kiosk("a1")
        with serving(town) as url:
            vendor.library = url
            yield Scene(town, vendor, url, "")


@pytest.fixture
def scene(running: Scene) -> Scene:
    _, running.session = identified(running.town, "a1")
    return running


def test_open_and_on_site_resources_give_their_address_and_nothing_of_her(scene: Scene) -> None:
    for resource in ("question", "archives"):
        found = scene.launch(resource)
        assert (found["url"], found["leaves"]) == (f"{scene.vendor.url}/health", [])


def test_vendor_believes_a_signed_address(scene: Scene) -> None:
    found = scene.launch("concerts")
    assert (found["provider"], found["leaves"]) == ("Arpège", ["pseudonym"])
    assert len(scene.browse(str(found["url"]))["id"]) == 32


def test_cas_tells_the_vendor_who_is_there_once(scene: Scene) -> None:
    found = scene.launch("cinema")
    assert found["leaves"] == ["pseudonym", "first_name", "card"]
    told = scene.browse(str(found["url"]))
    pseudonym = told["user"]
    assert told == {"user": pseudonym, "givenName": "PrénomP", "cardNumber": CARDS["P"]}
    assert pseudonym not in (patron_of("P"), CARDS["P"])
    again = requests.get(str(found["url"]), timeout=10)
    assert (again.status_code, again.json()["code"]) == (410, "launch_over")


def test_cas_ticket_is_for_one_service_one_use_and_ten_seconds(scene: Scene) -> None:
    cas = scene.town.services.digital.cas
    service = f"{scene.vendor.url}/cas"

    def ticket() -> str:
        launch = str(scene.launch("cinema")["url"]).rpartition("launch=")[2]
        to = cas.login(service, launch)
        return to.url.rpartition("ticket=")[2]

    first = ticket()
    assert cas.validate(service + "?other=1", first) == "INVALID_SERVICE"
    assert cas.validate(service, first) == "INVALID_TICKET"
    second = ticket()
    scene.town.clock.pass_ms(11 * SECOND)
    assert cas.validate(service, second) == "INVALID_TICKET"
    assert cas.validate("", second) == "INVALID_REQUEST"
    answer = scene.ask("GET", "/cas/serviceValidate", params={"service": service, "ticket": "ST-0"})
    assert answer.headers["Content-Type"].startswith("application/xml")
    assert 'code="INVALID_TICKET"' in answer.text
    third = requests.get(
        f"{scene.url}/cas/serviceValidate", {"service": service, "ticket": ticket()}, timeout=10
    )
    assert "PrénomP" not in third.text


def test_cas_sends_nobody_to_a_service_that_is_not_the_vendor_s(scene: Scene) -> None:
    launch = str(scene.launch("cinema")["url"]).rpartition("launch=")[2]
    for service in (
        "https://evil.example/cas",
        f"{scene.vendor.url}.evil.example/cas",
        f"{scene.vendor.url}/casino",
        f"{scene.vendor.url}/cas/../elsewhere",
        f"{scene.vendor.url}/cas/%2E./elsewhere",
        "javascript:alert(1)",
    ):
        query = {"service": service, "launch": launch, "gateway": "true"}
        answer = scene.ask("GET", "/cas/login", params=query)
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_service"), service
    query = {"service": f"{scene.vendor.url}/cas?page=2", "gateway": "true"}
    answer = scene.ask("GET", "/cas/login", params=query)
    assert answer.headers["Location"] == query["service"]


def test_openid_connect_by_another_library_s_client(scene: Scene) -> None:
    found = scene.launch("langues")
    told = scene.browse(str(found["url"]))
    assert told["locale"] == "fr"
    assert told["info"] == {"sub": told["sub"], "locale": "fr"}
    assert len(str(told["sub"])) == 32
    assert {"sub", "iss", "aud", "exp", "iat", "auth_time", "at_hash", "nonce"} <= told.keys()
    # The code again, with all that belongs to it: refused, and its access token ends.
    again = requests.post(
        f"{scene.url}/oidc/token",
        data={
            "grant_type": "authorization_code",
            "code": told["code"],
            "redirect_uri": f"{scene.vendor.url}/callback",
            "code_verifier": told["verifier"],
        },
        auth=(scene.vendor.client, "client%20secret%3A%201%2B1%3D2"),
        timeout=10,
    )
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_two_vendors_know_one_reader_by_two_names(scene: Scene) -> None:
    names = {
        str(scene.browse(str(scene.launch("concerts")["url"]))["id"]),
        str(scene.browse(str(scene.launch("cinema")["url"]))["user"]),
        str(scene.browse(str(scene.launch("langues")["url"]))["sub"]),
    }
    assert len(names) == 3


def test_vendor_asked_without_a_launch_hears_that_she_must_log_in(scene: Scene) -> None:
    url = scene.vendor.begin()
    assert scene.browse(url) == {"error": "login_required"}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"scope": "email"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"request": "e30."}, "request_not_supported"),
        ({"redirect_uri": "https://evil.example/"}, None),
        ({"client_id": "nobody"}, None),
    ],
)
def test_authorization_request_is_taken_strictly(scene: Scene, change, error) -> None:
    query = {
        "client_id": scene.vendor.client,
        "redirect_uri": f"{scene.vendor.url}/callback",
        "response_type": "code",
        "scope": "openid",
        "state": "s 1&",
        "code_challenge": "a" * 43,
        "code_challenge_method": "S256",
        **change,
    }
    answer = scene.ask("GET", "/oidc/authorize", params=query)
    if error is None:
        assert answer.status_code == 400
        assert "Location" not in answer.headers
        return
    location = answer.headers["Location"]
    assert location.startswith(f"{scene.vendor.url}/callback?error={error}&")
    assert location.endswith("&state=s+1%26")


@pytest.mark.parametrize("wrong", ["secret", "verifier", "redirect", "client"])
def test_code_is_worth_nothing_with_the_wrong_rest(scene: Scene, wrong: str) -> None:
    browser = requests.Session()
    start = browser.get(str(scene.launch("langues")["url"]), timeout=10, allow_redirects=False)
    assert "HttpOnly" in start.headers["Set-Cookie"]
    assert scene.launch("langues")["url"] not in start.headers["Set-Cookie"]
    location = browser.get(scene.vendor.begin(), timeout=10, allow_redirects=False).headers[
        "Location"
    ]
    state = location.rpartition("state=")[2]
    code = location.partition("code=")[2].partition("&")[0]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": f"{scene.vendor.url}/callback",
        "code_verifier": scene.vendor.verifiers[state][0],
        "client_id": scene.vendor.client,
        "client_secret": scene.vendor.client_secret,
    }
    broken = {
        "secret": {"client_secret": "another"},
        "verifier": {"code_verifier": "b" * 43},
        "redirect": {"redirect_uri": f"{scene.vendor.url}/other"},
        "client": {"client_id": "nobody"},
    }[wrong]
    answer = requests.post(f"{scene.url}/oidc/token", data={**form, **broken}, timeout=10)
    error = "invalid_client" if wrong in ("secret", "client") else "invalid_grant"
    assert answer.json()["error"] == error
    again = requests.post(f"{scene.url}/oidc/token", data=form, timeout=10)
    # Who is not the client uses nothing up; who is, and errs, does.
    assert again.ok == (error == "invalid_client")


def test_kiosk_sees_what_opens_and_why_the_rest_does_not(scene: Scene) -> None:
    _, child = identified(scene.town, "a1", "S")
    answer = scene.ask("GET", "/v1/digital/resources", headers={"Patron-Session": child})
    seen = {each["id"]: each for each in answer.json()["resources"]}
    assert (seen["code-route"]["opens"], seen["code-route"]["why"]) == (False, "age")
    assert (seen["concerts"]["opens"], seen["concerts"]["leaves"]) == (True, ["pseudonym"])
    assert seen["concerts"]["short"] == "/r/concerts"
    nobody = scene.ask("GET", "/v1/digital/resources").json()["resources"]
    assert {each["id"] for each in nobody} == set(seen)
    assert (
        scene.ask("GET", "/v1/digital/resources", headers={"Patron-Session": "over"}).status_code
        == 403
    )
    told = {"session": child, "resource": "code-route"}
    refused = scene.ask("POST", "/v1/digital/launches", json=told)
    assert (refused.status_code, refused.json()["code"]) == (409, "age")


def test_short_address_is_a_page_that_says_how_it_opens(scene: Scene) -> None:
    page = requests.get(f"{scene.url}/r/concerts", timeout=10)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "<h1>Concerts filmés</h1>" in page.text
    assert requests.get(f"{scene.url}/r/nothing", timeout=10).status_code == 404
