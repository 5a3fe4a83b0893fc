"""All of the digital side of one server, put together."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from catalogue.db.database import Database
from catalogue.domain.ids import fresh_id
from catalogue.services.digital.cas import Cas
from catalogue.services.digital.checking import Checks
from catalogue.services.digital.following import Distributors
from catalogue.services.digital.launching import Launches
from catalogue.services.digital.lending import Lending
from catalogue.services.digital.oidc import OpenId
from catalogue.services.digital.provider_client import ProviderClient
from catalogue.services.digital.pseudonyms import Pseudonyms, Secrets
from catalogue.services.digital.signing_keys import SigningKeys
from catalogue.services.secret_keys import SecretKeys
from catalogue.services.town import Clock


@dataclass(frozen=True, slots=True)
class Digital:
    """Its use cases. `public_url`: the server's address as readers and vendors know it, without a
    slash at its end; empty: as a request names it, but in `production`: there it must be told."""

    pseudonyms: Pseudonyms
    launches: Launches
    cas: Cas
    openid: OpenId
    lending: Lending
    distributors: Distributors
    checks: Checks
    public_url: str
    production: bool


def build_digital(
    database: Database,
    keys: SecretKeys,
    secrets_dir: Path,
    clock: Clock,
    *,
    public_url: str,
    production: bool,
    demo: bool,
) -> Digital:
    """`secrets_dir`: a folder with one file for each of the vendors' secrets."""
    pseudonyms = Pseudonyms(keys)
    secrets = Secrets(secrets_dir, keys, demo=demo)
    client = ProviderClient()
    distributors = Distributors(database, client, pseudonyms, secrets, clock)
    return Digital(
        pseudonyms=pseudonyms,
        launches=Launches(database, pseudonyms, secrets, clock),
        cas=Cas(database, pseudonyms, clock),
        openid=OpenId(database, pseudonyms, secrets, SigningKeys(pseudonyms), clock),
        lending=Lending(database, pseudonyms, distributors, fresh_id, clock),
        distributors=distributors,
        checks=Checks(database, client, secrets, clock, time.sleep),
        public_url=public_url.rstrip("/"),
        production=production,
    )
