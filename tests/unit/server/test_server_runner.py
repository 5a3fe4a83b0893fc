"""Where the server listens."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.errors import ServerConfigurationError
from catalogue.server.runner import address, listen
from support.central import settings_for


def test_answers_are_not_held_back_for_an_acknowledgement(tmp_path: Path) -> None:
    with closing(listen(settings_for(tmp_path))) as listener:
        # asyncio sets TCP_NODELAY only on connections of a socket that says it is TCP.
        assert listener.proto == socket.IPPROTO_TCP


def test_port_nought_picks_a_free_one_and_the_address_names_it(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    with closing(listen(settings)) as one, closing(listen(settings)) as other:
        assert one.getsockname()[1] != other.getsockname()[1]
        assert address(settings, one) == f"http://127.0.0.1:{one.getsockname()[1]}"


def test_address_of_ipv6_and_tls_is_written_as_a_url(tmp_path: Path) -> None:
    settings = settings_for(
        tmp_path, host="::1", tls_certificate=tmp_path / "c", tls_key=tmp_path / "k"
    )
    with closing(listen(settings)) as listener:
        assert address(settings, listener).startswith("https://[::1]:")


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_address_that_cannot_be_had_is_one_line(tmp_path: Path, host: str) -> None:
    with pytest.raises(ServerConfigurationError, match=f"cannot listen on {host}:0"):
        listen(settings_for(tmp_path, host=host))
