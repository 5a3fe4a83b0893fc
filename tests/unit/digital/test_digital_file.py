"""The file of providers and resources: read, refused with a sentence, compared, put in, written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from catalogue.db.digital import DigitalAccess
from catalogue.db.staff import AuditEntry
from catalogue.services.digital.file import FileFaults, read_file, write_file
from catalogue.services.digital.licence_import import LicenceRow
from catalogue.services.digital.signing import Encoding, Sign, signed_fields
from catalogue.services.digital.storing import changes, present, put_in
from support.central import LittleTown
from support.digital_town import RESOURCES

ROOT = Path(__file__).parents[3]
SIGNED = """
[[resources]]
id = "x"
title = "X"
family = "vod"
[[resources.access]]
kind = "signed_url"
endpoint = "https://vendor.example/sso"
secret = "s"
"""


def test_file_put_in_twice_changes_nothing_and_is_written_as_it_was_read(town: LittleTown) -> None:
    with town.services.database.read() as session:
        before = present(session)
    again = read_file(write_file(before))
    assert again == before
    assert {each.what for each in changes(before, again)} == {"unchanged"}
    with town.services.database.write() as session:
        assert {each.what for each in put_in(session, again, 1, "operator")} == {"unchanged"}


def test_change_names_its_keys_and_keeps_the_salt_of_the_pseudonyms(town: LittleTown) -> None:
    def salts() -> dict[str, str]:
        with town.services.database.read() as session:
            return {row.resource: row.salt for row in session.scalars(select(DigitalAccess))}

    before = salts()
    with town.services.database.write() as session:
        text = write_file(present(session)).replace("Concerts filmés", "Concerts")
        done = put_in(session, read_file(text), 1, "staff:marie")
    assert [(c.id, c.keys) for c in done if c.what == "updated"] == [("concerts", ("title",))]
    assert salts() == before
    assert all(before.values())
    with town.services.database.read() as session:
        line = session.scalars(select(AuditEntry).order_by(AuditEntry.n.desc())).first()
        assert line is not None
        assert line.details == '{"changed":["resource:concerts"]}'


def test_file_written_has_no_secret_but_its_name(town: LittleTown) -> None:
    with town.services.database.read() as session:
        text = write_file(present(session))
    assert 'secret = "arpege"' in text
    assert "vendor's own secret" not in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[resources]", "not TOML"),
        ("a = " + "[" * 50_000, "not TOML"),
        (
            SIGNED + "[[resources.subscriptions]]\nstarts_on = 2027-01-01\nends_on = 9999-12-31",
            "less than or equal to 2999",
        ),
        ('[[resources]]\nid = "x"\ntitle = "X"\nfamily = "radio"', "resources x, family: "),
        (SIGNED, "parameters are missing"),
        (SIGNED + 'parameters = [{ name = "id", value = "{card}" }]', "name it in release"),
        (SIGNED + 'parameters = [{ name = "id", value = "{shoe}" }]', "{shoe} is no field"),
        (SIGNED + 'parameters = [{ name = "id", value = "{secret}" }]', "nowhere else"),
        (SIGNED + 'parameters = [{ name = "id", value = "{pseudonym}" }]', "no parameter is sign"),
        (
            SIGNED + 'parameters = [{ name = "s", value = "{secret}", sign = "hmac-sha256" }]',
            "nowhere else",
        ),
        (SIGNED.replace("https", "http"), "an https address is needed"),
        (SIGNED.replace("vendor.example", "u@vendor.example"), "an https address is needed"),
        (SIGNED.replace("signed_url", "on_site"), 'where = "site"'),
        (SIGNED.replace("signed_url", "oidc"), "client and redirect_uris"),
        (SIGNED.replace('"signed_url"', '"open"\nrelease = ["card"]'), "nothing leaves"),
        (
            SIGNED + '[[resources.limits]]\nunit = "seat"\nper = "patron"\nperiod = "day"\nvalue=1',
            "seats are counted",
        ),
        (
            '[[providers]]\nid = "p"\nname = "P"\nhosts = ["other.example"]\n'
            + SIGNED.replace("signed_url", "cas").replace('"vod"', '"vod"\nprovider = "p"'),
            "none of p's hosts",
        ),
    ],
)
def test_fault_is_said_in_a_sentence_that_names_the_place(text: str, said: str) -> None:
    with pytest.raises(FileFaults) as found:
        read_file(text)
    assert said in str(found.value)


def test_what_the_town_does_not_know_is_refused_before_anything_is_written(
    town: LittleTown,
) -> None:
    text = SIGNED.replace("signed_url", "open").replace('"vod"', '"vod"\nprovider = "nobody"')
    text += '[[resources.subscriptions]]\nstarts_on = 2027-01-01\nbranches = ["z"]'
    with town.services.database.write() as session, pytest.raises(FileFaults) as found:
        put_in(session, read_file(text.replace('secret = "s"', "")), 1, "operator")
    assert found.value.lines == [
        "resources x: there is no branch z",
        "resources x: there is no provider nobody",
    ]


def test_vendors_own_template_is_followed_to_the_letter() -> None:
    # Digests by `openssl dgst` of the same texts.
    text = (
        SIGNED.replace('"s"', '"s"\nrelease = ["card"]\ndate_format = "%d%m%Y"')
        + """
parameters = [
  { name = "id", value = "{card}" },
  { name = "encrypted_id", value = "{card}{secret}", sign = "sha256" },
  { name = "d", value = "{date}{secret}", sign = "sha256", encoding = "base64url" },
  { name = "h", value = "{card}|{date}", sign = "hmac-sha512", encoding = "base64" },
  { name = "partenaire", value = "42" },
]
"""
    )
    (access,) = read_file(text).resources[0].access
    values = {"card": "2104800000001", "date": "15012027"}
    fields = dict(signed_fields(access.parameters, values, "KEY"))
    assert fields["id"] == "2104800000001"
    assert fields["partenaire"] == "42"
    assert fields["encrypted_id"] == (
        "03bbb9c5c1453032d6c7a13d2eef35ba7ed005faaa2e3d31c5afd2c7cb543477"
    )
    assert fields["d"] == "6ZF_bKTGI1gvHsO179EFDDO1UQhGAERqXiEc4ENpIuc"
    assert fields["h"].startswith("LhpUXm+ZyWACuPGawQXyob9ebiaSQy3v2uLE8iN2RIa")
    assert fields["h"].endswith("GTyIfYlPHSoWIy0bhXxMKeeZiGmK+WeSXqbSp7fksqw==")
    assert access.parameters[1].sign is Sign.SHA256
    assert access.parameters[0].encoding is Encoding.HEX


def test_resources_for_each_way_in_are_there(town: LittleTown) -> None:
    with town.services.database.read() as session:
        kinds = {each.kind for each in session.scalars(select(DigitalAccess))}
    assert kinds == {"open", "signed_url", "cas", "oidc", "on_site"}
    assert RESOURCES.count("[[resources]]") == 6


def test_examples_of_the_page_are_what_is_read() -> None:
    page = (ROOT / "docs" / "digital.md").read_text("utf-8")
    resource = '[[resources]]\nid = "x"\ntitle = "X"\nfamily = "vod"\n'
    kinds = []
    for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL):
        if block.startswith("[[providers]]"):
            (read,) = read_file(block).resources
        elif block.startswith("[[resources.access]]"):
            (read,) = read_file(resource + block).resources
        else:
            continue
        kinds += [access.kind.value for access in read.access]
    assert kinds == ["open", "signed_url", "cas", "oidc"]
    assert f"`{','.join(LicenceRow.model_fields)}`" in page
