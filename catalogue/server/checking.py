"""Could a server run with these settings? Looks, and changes nothing: `beaupre serve --check`."""

from __future__ import annotations

import ssl
from pathlib import Path

import requests
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from catalogue.db.database import database_url, served_by
from catalogue.db.migrations import configuration, head
from catalogue.errors import DatabaseUnusable, ServerConfigurationError
from catalogue.server.settings import ServerSettings
from catalogue.services.operating.copying import is_sqlite, shown, sqlite_path
from catalogue.services.secret_keys import load_keys, load_tag_password

ASK_S = 5.0


def check_server(settings: ServerSettings) -> list[str]:
    """What will happen at the start, one line each. Raises ServerConfigurationError,
    DatabaseUnusable: why it could not."""
    notes = _keys(settings)
    if settings.tag_password_file is not None:
        load_tag_password(settings.tag_password_file)
    _certificate(settings)
    return [*notes, *_database(settings)]


def _keys(settings: ServerSettings) -> list[str]:
    path = settings.secrets_path
    if path.exists():
        load_keys(path)
        return []
    if not path.parent.is_dir():
        raise ServerConfigurationError(f"{path.parent}: no such folder")
    return [f"{path}: keys will be made"]


def _certificate(settings: ServerSettings) -> None:
    certificate, key = settings.tls_certificate, settings.tls_key
    if certificate is None or key is None:
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise ServerConfigurationError(f"{certificate}, {key}: {error}") from error


def _database(settings: ServerSettings) -> list[str]:
    url = database_url(settings.database)
    if is_sqlite(settings.database):
        path = sqlite_path(settings.database)
        if not path.is_file():
            if not path.parent.is_dir():
                raise DatabaseUnusable(f"{path.parent}: no such folder")
            return [f"{path}: will be made"]
        url = f"sqlite:///{path.absolute().as_uri()}?mode=ro&uri=true"
    return [*_version(url), *_served(settings)]


def _version(url: str) -> list[str]:
    name = shown(url)
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            tables = engine.dialect.has_table(connection, "alembic_version")
            found = (
                connection.scalar(text("SELECT version_num FROM alembic_version")) if tables else ""
            )
            if found == head():
                return _town(connection)
    except SQLAlchemyError as error:
        reason = " ".join(str(error.__cause__ or error).split())
        raise DatabaseUnusable(f"{name}: {reason}") from error
    finally:
        engine.dispose()
    if not found:
        return ["the database is empty: tables will be made"]
    if not _knows(found):
        raise DatabaseUnusable(f"{name}: is of a newer version of this program ({found})")
    return [f"the database will be brought from version {found} to {head()}: back it up first"]


def _town(connection: Connection) -> list[str]:
    """Is the town set up?"""
    if connection.scalar(text("SELECT count(*) FROM settings WHERE name = 'town'")):
        return []
    return ["no town is set up yet: beaupre config apply TOWN.toml"]


def _knows(revision: str) -> bool:
    versions = Path(configuration().get_main_option("script_location") or "") / "versions"
    return any(path.name.startswith(f"{revision}_") for path in versions.glob("*.py"))


def _served(settings: ServerSettings) -> list[str]:
    """A server that has the database open now."""
    if not is_sqlite(settings.database):
        return []
    url = served_by(Path(make_url(database_url(settings.database)).database or "")).url
    if not url:
        return []
    try:
        answer = requests.get(f"{url}/v1/health/ready", timeout=ASK_S, allow_redirects=False)
    except requests.RequestException:
        return []
    return [f"a server runs at {url} and is {'ready' if answer.ok else 'not ready'}"]
