"""Setting up a town that is at work: nothing is orphaned, stations learn of it, promises hold."""

from __future__ import annotations

from datetime import date

from catalogue.db.digital import DigitalResource, DigitalSubscription
from catalogue.db.present import LoanRow
from catalogue.services.town_config.setting_up import Outcome
from catalogue.wire.v1 import Change
from support.central import CARDS, DAY, T0, LittleTown
from support.staff import asking, bearer, hired


def exported(town: LittleTown) -> str:
    """The little town's file; its categories had no name."""
    text = town.services.set_up.export()
    assert text is not None
    return text.replace('name = ""', 'name = "Adulte"')


def apply(town: LittleTown, *edits: tuple[str, str]) -> Outcome:
    text = exported(town)
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return town.services.set_up.apply(text, "operator:anne")


def changes(town: LittleTown, station: str, cursor: str) -> tuple[list[Change], str]:
    """Everything a station has not seen, and where it is then."""
    found: list[Change] = []
    while True:
        page = town.services.feed.page(town.caller(station), cursor)
        found += page.changes
        cursor = page.cursor
        if not page.more:
            return found, cursor


BRANCH_A = ('[[branches]]\nid = "A"\nname = "Branch A"\n\n', "")


def test_branch_in_use_does_not_go(town: LittleTown) -> None:
    town.kiosk("a-1")
    outcome = apply(town, BRANCH_A)
    assert outcome.version is None
    (line,) = outcome.refusals
    assert line.startswith("branch A cannot go: it has ")
    assert "1 station (also those revoked)" in line
    assert " items" in line
    assert line.endswith("; move them first, or keep the branch")
    assert 'id = "A"' in exported(town)


def test_category_of_patrons_does_not_go(town: LittleTown) -> None:
    apply(town)
    text = exported(town).replace('id = "adult"', 'id = "grown-up"')
    outcome = town.services.set_up.apply(
        text.replace('category = "adult"', 'category = "grown-up"'), "a"
    )
    assert outcome.version is None
    assert len(outcome.refusals) == 1
    assert outcome.refusals[0].startswith("category adult cannot go: it has ")


def test_branch_and_category_the_town_pays_a_resource_for_do_not_go(town: LittleTown) -> None:
    apply(town)
    with town.services.database.write() as session:
        session.add(
            DigitalResource(
                id="films",
                title="Films",
                family="vod",
                audience="all",
                access="home",
                description="",
                languages=["fr"],
            )
        )
        session.flush()
        session.add(
            DigitalSubscription(
                resource="films",
                starts_on=date(2027, 1, 1),
                branches=["C"],
                categories=["adult"],
            )
        )
    branch = '[[branches]]\nid = "C"\nname = "Branch C"\n\n'
    (line,) = apply(town, (branch, "")).refusals
    assert line.startswith("branch C cannot go: it has 1 digital subscription; ")
    text = exported(town).replace('id = "adult"', 'id = "grown-up"')
    text = text.replace('category = "adult"', 'category = "grown-up"')
    (line,) = town.services.set_up.apply(text, "a").refusals
    assert "patrons, 1 digital subscription; " in line


def test_role_of_staff_does_not_go(town: LittleTown) -> None:
    hired(town, role="workshop")
    row = next(line for line in exported(town).splitlines() if '"workshop"' in line)
    outcome = apply(town, (row + "\n", ""))
    assert outcome.refusals == (
        "role workshop cannot go: it has 1 member of the staff; give them another role first",
    )


def test_refused_file_changes_nothing_else_either(town: LittleTown) -> None:
    apply(town)
    before = exported(town)
    apply(town, BRANCH_A, ("loan_days = 21", "loan_days = 28"))
    assert exported(town) == before


def test_stations_learn_what_changed_and_nothing_else(town: LittleTown) -> None:
    """Guard: the marks of `storing.store`."""
    apply(town)
    town.kiosk("a-1")
    _, cursor = changes(town, "a-1", "")
    apply(
        town,
        (
            '{ category = "adult", kind = "book", loan_days = 21',
            '{ category = "adult", kind = "book", loan_days = 28',
        ),
        ('name = "Branch A"', 'name = "Chez A"'),
    )
    found, cursor = changes(town, "a-1", cursor)
    rows = {(change.table, change.key): change.row for change in found}
    assert rows["policy", "adult/book"]["loan_days"] == 28
    assert rows["branch", "A"]["name"] == "Chez A"
    assert {table for table, _ in rows} == {"policy", "branch"}
    apply(
        town,
        ("[lending]", "[calendar]\nclosed = [{ first = 2027-02-23 }]\n\n[lending]"),
        (
            "[staff]",
            '[returns]\nsort_rules = [{ branch = "A", bin = "B", label = "Tout" }]\n\n[staff]',
        ),
    )
    found, cursor = changes(town, "a-1", cursor)
    assert {(change.table, change.key) for change in found} == {
        *(("calendar", f"{branch}/2027-02-23") for branch in "ABC"),
        ("sort_rule", "A/*/*/*"),
    }
    town.services.set_up.rollback(3, "operator:anne")
    found, _ = changes(town, "a-1", cursor)
    assert {(change.table, change.row) for change in found} == {
        ("calendar", None),
        ("sort_rule", None),
    }


def test_policy_that_comes_or_goes_is_told(town: LittleTown) -> None:
    """Guard: both `mark_policies` of `storing.store`."""
    apply(town)
    town.kiosk("a-1")
    _, cursor = changes(town, "a-1", "")
    for kind, gone in (("game", "kit"), ("kit", "game")):
        apply(town, (f'kind = "{gone}"', f'kind = "{kind}"'))
        found, cursor = changes(town, "a-1", cursor)
        rows = {change.key: change.row for change in found if change.table == "policy"}
        assert rows[f"adult/{gone}"] is None
        assert rows[f"adult/{kind}"] is not None


def test_items_nobody_may_borrow_and_kinds_without_items_are_remarked(town: LittleTown) -> None:
    outcome = apply(town, ('kind = "dvd"', 'kind = "dvds"'))
    assert outcome.version is not None
    assert outcome.remarks == (
        "no policy lends dvd to adult: 1 item is of this kind",
        "policies speak of dvds, but no item is of this kind",
    )
    assert apply(town, ('kind = "dvds"', 'kind = "dvd"')).remarks == ()


def test_cards_are_told_anew_when_the_debt_that_stops_them_changes(town: LittleTown) -> None:
    apply(town)
    town.kiosk("a-1")
    _, cursor = changes(town, "a-1", "")
    apply(town, ("debt_block_cents = 1000", "debt_block_cents = 1"))
    found, _ = changes(town, "a-1", cursor)
    cards = {change.key for change in found if change.table == "card"}
    assert len(cards) == len(CARDS)


def test_due_dates_already_given_stay(town: LittleTown) -> None:
    """Guard: `storing.store` writes rules, never loans."""
    kiosk = town.kiosk("a-1")
    lent = kiosk.check_out(T0, due_ms=T0 + 21 * DAY)
    town.send(kiosk)
    apply(town, ("loan_days = 21", "loan_days = 3"))
    town.send(kiosk)
    with town.services.database.read() as session:
        assert session.get_one(LoanRow, lent.id).due_ms == T0 + 21 * DAY


def test_address_asks_for_the_right_and_for_no_branch_alone(town: LittleTown) -> None:
    tokens = {
        401: None,
        403: hired(town, "marie", "manager"),
        200: hired(town, "anne", "admin"),
    }
    bound = hired(town, "lea", "admin", ["A"])
    with asking(town) as client:
        for status, token in tokens.items():
            answer = client.get("/v1/admin/config", headers=bearer(token))
            assert answer.status_code == status
        assert client.get("/v1/admin/config", headers=bearer(bound)).status_code == 403


def test_whole_round_over_http(town: LittleTown) -> None:
    admin = bearer(hired(town, "anne", "admin"))
    text = exported(town).replace("loan_days = 21", "loan_days = 28", 1)
    with asking(town) as client:
        plan = client.post("/v1/admin/config/diff", json={"text": text}, headers=admin).json()
        said = {"text": text, "by": "somebody"}
        done = client.post("/v1/admin/config", json=said, headers=admin).json()
        now = client.get("/v1/admin/config", headers=admin).json()
        listed = client.get("/v1/admin/config/versions", headers=admin).json()["versions"]
        first = client.get("/v1/admin/config/versions/1", headers=admin).json()
        back = client.post("/v1/admin/config/rollback", json={"version": 2}, headers=admin).json()
    assert [change["line"] for change in plan["changes"]] == [
        "~ category adult: name “” → “Adulte”",
        "~ policy adult × book: 21 → 28 days",
    ]
    assert (plan["version"], done["version"], back["version"]) == (None, 2, None)
    assert now == {"text": text}
    assert [(each["author"], each["occasion"]) for each in listed] == [
        ("server", "as found"),
        ("staff:anne", "apply"),
    ]
    assert "loan_days = 21" in first["text"]


def test_refusals_have_codes_and_say_why(town: LittleTown) -> None:
    admin = bearer(hired(town, "anne", "admin"))
    fault = exported(town).replace("loan_days = 21", "loan_days = 0", 1)
    orphan = exported(town).replace(*BRANCH_A)
    with asking(town) as client:

        def refused(path: str, **body: object) -> tuple[int, str, str]:
            answer = client.post(f"/v1/admin/config{path}", json=body, headers=admin)
            said = answer.json()
            return answer.status_code, said["code"], said["detail"]

        assert refused("", text=fault) == (
            422,
            "town_file_invalid",
            "lending, policies, row 1 (adult × book), loan_days: 0 is too small, the least is 1",
        )
        status, code, detail = refused("", text=orphan)
        assert (status, code) == (409, "town_file_refused")
        assert detail.startswith("branch A cannot go: it has ")
        assert refused("/rollback", version=7)[:2] == (404, "unknown_version")


def test_opening_hours_and_messages_are_told(town: LittleTown) -> None:
    """Guard: the `message` of `storing._mark_changed`."""
    apply(town)
    town.kiosk("a-1")
    _, cursor = changes(town, "a-1", "")
    hours = '\n[branches.opening]\nfriday = ["15:00-18:00"]\n'
    said = '[[messages]]\nid = "conte"\nbranch = "A"\nlast = 2027-03-01\n'
    apply(
        town,
        ('name = "Branch A"\n', f'name = "Branch A"\n{hours}'),
        ("[lending]", f'{said}text = {{ fr = "L’heure du conte" }}\n\n[lending]'),
    )
    found, cursor = changes(town, "a-1", cursor)
    rows = {(change.table, change.key): change.row for change in found}
    assert rows["branch", "A"]["opening"] == {"friday": ["15:00-18:00"]}
    assert rows["message", "conte"] == {
        "branch": "A",
        "last": "2027-03-01",
        "text": {"fr": "L’heure du conte"},
    }
    town.services.set_up.rollback(2, "operator:anne")
    found, _ = changes(town, "a-1", cursor)
    assert [change.row for change in found if change.table == "message"] == [None]


def test_more_messages_than_a_kiosk_shows_are_remarked_on(town: LittleTown) -> None:
    """Three from 1 March on at A alone; two are fine."""
    apply(town)
    row = '[[messages]]\nid = "{0}"\nfirst = {1}\nlast = 2027-03-01\n{2}text = {{ fr = "Mots" }}\n'
    rows = row.format("one", "2027-03-01", 'branch = "A"\n')
    rows += row.format("two", "2027-02-01", "") + row.format("three", "2027-01-01", "")
    outcome = apply(town, ("[lending]", f"{rows}\n[lending]"))
    assert [line for line in outcome.remarks if "messages" in line] == [
        "3 messages on 2027-03-01 at A: its kiosks show 2, its own first, then those that end first"
    ]
