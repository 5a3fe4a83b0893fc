"""The little town with a vendor's resources, one for each way in, and an e-book."""

from __future__ import annotations

from pathlib import Path

from catalogue.db.digital import EbookLicence
from catalogue.db.holdings import Title
from catalogue.services.digital.file import read_file
from catalogue.services.digital.storing import put_in
from catalogue.services.enrolment import Caller
from support.central import PIN, LittleTown
from support.circulation import CARDS
from support.digital_vendor import SECRET, Vendor

RESOURCES = """
[[providers]]
id = "arpege"
name = "Arpège"
hosts = ["127.0.0.1"]

[[resources]]
id = "question"
title = "Une question ?"
family = "help"
description = "Posez-la."
[[resources.access]]
kind = "open"
endpoint = "{vendor}/health"

[[resources]]
id = "concerts"
title = "Concerts filmés"
family = "music"
themes = ["concert"]
provider = "arpege"
[[resources.subscriptions]]
starts_on = 2026-01-01
ends_on = 2026-12-31
auto_renew = true
[[resources.access]]
kind = "signed_url"
endpoint = "{vendor}/sso?from=town"
secret = "arpege"
test_url = "{vendor}/health"
parameters = [
  {{ name = "id", value = "{{pseudonym}}" }},
  {{ name = "t", value = "{{time}}" }},
  {{ name = "sig", value = "{{pseudonym}}|{{time}}", sign = "hmac-sha256" }},
]

[[resources]]
id = "cinema"
title = "Cinéma"
family = "vod"
provider = "arpege"
[[resources.access]]
kind = "cas"
endpoint = "{vendor}/cas"
release = ["first_name", "card"]
names = {{ card = "cardNumber" }}

[[resources]]
id = "langues"
title = "Langues"
family = "learning"
provider = "arpege"
[[resources.access]]
kind = "oidc"
endpoint = "{vendor}/start"
client = "vendor-client"
redirect_uris = ["{vendor}/callback"]
secret = "client"
release = ["language"]

[[resources]]
id = "archives"
title = "Archives"
family = "press"
provider = "arpege"
[[resources.access]]
kind = "on_site"
where = "site"
endpoint = "{vendor}/health"

[[resources]]
id = "code-route"
title = "Code de la route"
family = "learning"
min_age = 15
provider = "arpege"
[[resources.subscriptions]]
starts_on = 2026-01-01
branches = ["A"]
categories = ["adult"]
[[resources.access]]
kind = "open"
endpoint = "{vendor}/health"
"""
EBOOK = "ebook"


def set_up(town: LittleTown, vendor: Vendor, more: str = "") -> None:
    """The vendor's resources in the town, and its secrets beside the keys."""
    folder = town.settings.digital_secrets_path
    folder.mkdir(exist_ok=True)
    vendor.client_secret = "client secret: 1+1=2"
    for name, secret in (("arpege", SECRET), ("client", vendor.client_secret)):
        keep(folder, name, secret)
    put(town, RESOURCES.format(vendor=vendor.url) + more)


def keep(folder: Path, name: str, secret: str) -> None:
    """A secret as a file of its owner."""
    (folder / name).write_text(secret + "\n")
    (folder / name).chmod(0o600)


def put(town: LittleTown, text: str) -> None:
    """Put a file of resources in."""
    with town.services.database.write() as session:
        put_in(session, read_file(text), town.clock(), "operator")


def add_ebook(town: LittleTown, title: str = EBOOK, **licence: object) -> str:
    """An e-book with one licence: two tokens, one seat, unless said otherwise; its licence's id."""
    values = {
        "id": f"licence-{title}",
        "title": title,
        "tokens_total": 2,
        "tokens_left": 2,
        "concurrent_max": 1,
        **licence,
    }
    with town.services.database.write() as session:
        if session.get(Title, title) is None:
            session.add(
                Title(id=title, title="Les Nuits", kind="ebook", collection="adult", language="fr")
            )
        session.add(EbookLicence(**values))
    return str(values["id"])


def identified(town: LittleTown, station: str, who: str = "P") -> tuple[Caller, str]:
    """A patron at a station: its caller, and the token of her session."""
    caller = town.caller(station)
    found = town.services.accounts.identify(caller, CARDS[who], PIN)
    return caller, found.session
