"""The addresses of the workshop and of charters: who may, what they answer, how they refuse."""

from __future__ import annotations

import pytest

from catalogue.services import audit
from support.central import CARDS, PIN
from support.staff import InProcess, asking, bearer, hired
from support.workshop import CHARTER, KIT, MANIFEST, DeviceTown


@pytest.fixture
def desk(workshop_town: DeviceTown) -> object:
    with asking(workshop_town) as client:
        yield client


def test_life_of_a_device_over_its_addresses(workshop_town: DeviceTown, desk: InProcess) -> None:
    marie = bearer(hired(workshop_town, role="workshop"))
    (device,) = desk.get("/v1/devices", headers=marie).json()["devices"]
    assert (device["item"], device["state"]) == (KIT, "received_unchecked")
    here = f"/v1/devices/{KIT}"
    missing = {"lines": [{"part": "cable", "state": "missing"}], "battery": 40}
    told = desk.post(f"{here}/checks", headers=marie, json=missing).json()
    assert [m["what"] for m in told["device"]["missing"]] == ["reset", "charge", "pack", "part"]
    steps = (
        {"step": "reset", "returned": told["device"]["returned"]["record"]},
        {"step": "charge", "battery": 95},
        {"step": "pack", "manifest_hash": MANIFEST.hash},
    )
    for step in steps:
        assert desk.post(f"{here}/steps", headers=marie, json=step).status_code == 200
    told = desk.post(f"{here}/parts-found", headers=marie, json={"part": "cable"}).json()
    assert (told["device"]["state"], told["device"]["missing"]) == ("available", [])
    assert [line["state"] for line in told["checks"][0]["lines"]] == ["missing", "ok", "ok"]
    with workshop_town.services.database.read() as session:
        assert audit.verify(session).intact


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/v1/devices/x/repair", {}, 404, "not_a_device"),
        (f"/v1/devices/{KIT}/pack", {"pack": "Contes"}, 404, "pack_unknown"),
        (f"/v1/devices/{KIT}/service", {}, 409, "not_in_repair"),
        (f"/v1/devices/{KIT}/steps", {"step": "charge"}, 409, "battery_unknown"),
        (f"/v1/devices/{KIT}/steps", {"step": "dance"}, 422, "invalid_request"),
        ("/v1/devices", {"item": "x"}, 404, "not_a_kit"),
        ("/v1/content-packs", {"manifest": "{}"}, 409, "manifest_bad"),
        ("/v1/charters/liseuse", {"texts": {"en": "I promise"}}, 409, "charter_empty"),
    ],
)
def test_refusals_have_codes(
    workshop_town: DeviceTown,
    desk: InProcess,
    path: str,
    body: dict[str, object],
    status: int,
    code: str,
) -> None:
    marie = bearer(hired(workshop_town, role="workshop"))

    answer = desk.post(path, headers=marie, json=body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_devices_of_other_branches_are_not_hers(workshop_town: DeviceTown, desk: InProcess) -> None:
    paul = bearer(hired(workshop_town, "paul", "workshop", ["B"]))

    assert desk.get("/v1/devices", headers=paul).json() == {"devices": []}
    assert desk.get(f"/v1/devices/{KIT}", headers=paul).status_code == 403
    assert desk.post(f"/v1/devices/{KIT}/withdraw", headers=paul).status_code == 403
    published = {"manifest": MANIFEST.text()}
    assert desk.post("/v1/content-packs", headers=paul, json=published).status_code == 403


def test_librarian_prepares_no_device_and_workshop_lets_nobody_sign(
    workshop_town: DeviceTown, desk: InProcess
) -> None:
    librarian = bearer(hired(workshop_town))
    tinkerer = bearer(hired(workshop_town, "paul", "workshop"))
    signing = {"card": CARDS["R"], "version": 1, "language": "fr"}
    desk_signatures = f"/v1/charters/{CHARTER}/desk-signatures"

    assert desk.get("/v1/devices", headers=librarian).status_code == 403
    assert desk.get("/v1/devices").status_code == 401
    assert desk.post(desk_signatures, headers=tinkerer, json=signing).status_code == 403
    assert desk.post(desk_signatures, headers=librarian, json=signing).json()["current"] is True
    history = f"/v1/charters/{CHARTER}/history"
    (signed,) = desk.post(history, headers=librarian, json={"card": CARDS["R"]}).json()[
        "signatures"
    ]
    assert (signed["version"], signed["guardian"]) == (1, False)


def test_patron_signs_at_the_kiosk_in_her_session(
    workshop_town: DeviceTown, desk: InProcess
) -> None:
    kiosk = workshop_town.kiosk("b1")
    station = bearer(workshop_town.tokens[kiosk.name])
    text = desk.get(f"/v1/charters/{CHARTER}?language=en").json()
    assert (text["version"], text["text"]) == (1, "I promise.\n")
    signing = {"version": 1, "language": "en"}
    signatures = f"/v1/charters/{CHARTER}/signatures"
    refused = desk.post(signatures, headers=station, json={**signing, "session": "stale"})
    assert (refused.status_code, refused.json()["code"]) == (403, "no_session")

    session = workshop_town.services.accounts.identify(
        workshop_town.caller(kiosk), CARDS["R"], PIN
    ).session
    made = desk.post(signatures, headers=station, json={**signing, "session": session})

    assert (made.status_code, made.json()["language"]) == (200, "en")
    workshop_town.prepare()
    assert workshop_town.lend(kiosk, "R") == "accepted"
