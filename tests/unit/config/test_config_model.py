from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config import ConfigError, KioskConfig, load_config
from kiosk.config.production import is_private, refusals

MINIMAL = """
station = "tilleuls-1"
branch = "tilleuls"
server_url = "https://reseau.valbreuil.fr/"
state_dir = "/var/lib/beaupre"
reader_url = "feig+serial:/dev/ttyUSB0"
"""


def written(tmp_path: Path, more: str = "", base: str = MINIMAL) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(base + more)
    return path


def refused(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_a_minimal_file_has_working_defaults(tmp_path: Path) -> None:
    config = load_config(written(tmp_path))
    assert config.server_url == "https://reseau.valbreuil.fr"
    assert config.languages is None
    assert config.session_policy().idle_s == 60
    assert config.offline_rules().max_items == config.session_policy().offline_items == 5
    assert config.journal_path == Path("/var/lib/beaupre/journal.db")
    assert not config.production


def test_staff_tokens_without_an_end_are_refused_with_what_to_do(tmp_path: Path) -> None:
    text = refused(written(tmp_path, '[staff_tokens]\nmarie = "ABCD"\n'))
    assert "take the section out" in text
    assert "beaupre staff token" in text
    assert "ABCD" not in text


def test_tables_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'owners = ["FR999990001"]\n[policy]\nidle_s = 90\npin_length = 6\n'
        "[offline]\nitems_per_card = 2\nhours = 4\nunknown_cards = true\n",
    )
    config = load_config(path)
    assert (config.session_policy().idle_s, config.session_policy().pin_length) == (90, 6)
    rules = config.offline_rules()
    assert (rules.max_items, rules.max_hours, rules.allow_unknown_cards) == (2, 4, True)
    assert config.session_policy().offline_items == 2


def test_a_misspelt_key_is_named_with_the_nearest_right_one(tmp_path: Path) -> None:
    text = refused(written(tmp_path, "langages = ['fr']\n"))
    assert "kiosk.toml" in text
    assert "'langages'" in text
    assert "'languages'" in text


def test_a_misspelt_required_key_is_called_misspelt_not_missing(tmp_path: Path) -> None:
    text = refused(written(tmp_path, base=MINIMAL.replace("branch =", "branche =")))
    assert "unknown key 'branche': did you mean 'branch'?" in text


def test_a_misspelt_key_of_a_table_is_named_too(tmp_path: Path) -> None:
    text = refused(written(tmp_path, "[policy]\nidel_s = 3\n"))
    assert "'policy.idel_s'" in text
    assert "'idle_s'" in text


def test_a_key_nobody_could_mean_lists_the_known_ones(tmp_path: Path) -> None:
    assert "known are" in refused(written(tmp_path, "[offline]\nzzz = 3\n"))


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    base = MINIMAL.replace('branch = "tilleuls"\n', "")
    assert "'branch' is missing" in refused(written(tmp_path, base=base))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("[policy]\nwarn_s = 5\n", "20 seconds"),
        ("[policy]\nidle_s = 0\n", "policy.idle_s"),
        ("ask_timeout_s = 99\n", "ask_timeout_s"),
        ('printer = "lpt1"\n', "file:PATH"),
        ('orientation = "diagonal"\n', "orientation"),
        ("languages = []\n", "languages"),
    ],
)
def test_an_impossible_value_is_told_with_its_key(tmp_path: Path, more: str, told: str) -> None:
    assert told in refused(written(tmp_path, more))


def test_addresses_are_checked(tmp_path: Path) -> None:
    base = MINIMAL.replace("https://reseau.valbreuil.fr/", "reseau.valbreuil.fr")
    assert "https://HOST" in refused(written(tmp_path, base=base))
    base = MINIMAL.replace("feig+serial:/dev/ttyUSB0", "fieg+serial:/dev/ttyUSB0")
    assert "feig+serial" in refused(written(tmp_path, base=base))


def test_a_secret_never_appears_in_an_error_or_a_repr(tmp_path: Path) -> None:
    text = refused(written(tmp_path, 'enrolment_code = ["geheim-canary"]\n'))
    assert "geheim" not in text
    config = load_config(written(tmp_path, 'enrolment_code = "geheim-canary"\n'))
    assert "geheim" not in repr(config)


def test_a_file_that_is_not_there_or_no_toml_is_one_line(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "none.toml")
    assert "not TOML" in refused(written(tmp_path, "= =\n"))
    (tmp_path / "kiosk.toml").write_bytes(b"\xff\xfe")
    assert "not TOML" in refused(tmp_path / "kiosk.toml")


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ("demo_mode = true\n", "demo_mode"),
        ('enrolment_code = "demo-enrolment-code"\n', "demo_code"),
    ],
)
def test_production_refuses_demo_settings(tmp_path: Path, more: str, name: str) -> None:
    assert "production refuses" in refused(written(tmp_path, f"production = true\n{more}"))
    config = load_config(written(tmp_path, more)).model_copy(update={"production": True})
    assert [refusal.name for refusal in refusals(config)] == [name]


def test_production_refuses_simulated_readers_and_plain_http() -> None:
    config = KioskConfig.demo(
        Path("/x"), "http://192.168.1.9:8080", "feig+tcp:127.0.0.1:1?simulated=1"
    )
    assert refusals(config) == ()
    found = refusals(config.model_copy(update={"production": True}))
    assert {refusal.name for refusal in found} == {
        "demo_mode",
        "demo_code",
        "simulated_reader",
        "plain_http",
    }


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("https://example.org", True),
        ("http://127.0.0.1:8080", True),
        ("http://[::1]:8080", True),
        ("http://localhost", True),
        ("http://127.0.0.1.example.org", False),
        ("http://10.0.0.1", False),
    ],
)
def test_plain_http_is_private_on_this_machine_only(url: str, private: bool) -> None:
    assert is_private(url) is private


def test_the_demo_station_can_be_made_otherwise() -> None:
    config = KioskConfig.demo(Path("/x"), "http://127.0.0.1:1", "feig+tcp:h:1", branch="moulin")
    assert (config.station, config.branch, config.demo_mode) == ("tilleuls-1", "moulin", True)
    with pytest.raises(ConfigError, match="unknown key 'colour'"):
        KioskConfig.demo(Path("/x"), "http://127.0.0.1:1", "feig+tcp:h:1", colour="red")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[start]\nclosed_hours = "night"\n', "start.closed_hours: Input should be 'open', 'dark'"),
        ('[sound]\nquiet_from = "8 pm"\n', "sound.quiet_from: write a time of day like “20:00”"),
        ("[sound]\nvolume = 3\n", "sound.volume: Input should be less than or equal to 1"),
        ("[sound]\nvolum = 1\n", "unknown key 'sound.volum': did you mean 'volume'?"),
        ("[policy]\nundo_s = -1\n", "policy.undo_s: Input should be greater than or equal to 0"),
    ],
)
def test_what_cannot_be_is_named_with_its_key(tmp_path: Path, more: str, said: str) -> None:
    assert said in refused(written(tmp_path, more))


def test_session_is_told_of_closed_hours_and_of_how_long_a_loan_can_be_undone(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, '[start]\nclosed_hours = "rest"\n[policy]\nundo_s = 0\n')
    policy = load_config(path).session_policy()
    assert (policy.closed_hours, policy.undo_s) == ("rest", 0)
