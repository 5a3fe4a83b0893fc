"""Pictures of every page, as `beaupre demo --screenshots DIR` takes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtGui import QGuiApplication, QImage

from ui.cli.demo import demo
from ui.kiosk import gallery as gallery_module
from ui.kiosk.gallery import MODES, ORIENTATIONS, Gallery, Shot, every_shot, take_all
from ui.kiosk.gallery_index import Taken
from ui.kiosk.items import find_item
from ui.kiosk.scenes import SCENES
from ui.kiosk.view import WORDS
from ui.qt.translation import languages_in

SHOTS = [Shot("pin", "landscape", "ar", "200"), Shot("start", "portrait", "fr", "normal")]


def test_every_page_is_taken_in_each_orientation_language_and_mode() -> None:
    names = {shot.file for shot in every_shot()}
    for scene in SCENES:
        for orientation in ORIENTATIONS:
            for language in languages_in(WORDS):
                for mode in MODES:
                    assert f"{scene}.{orientation}.{language}.{mode}.png" in names


@pytest.mark.usefixtures("gallery")
def test_pictures_and_their_index_are_written(qapp: QGuiApplication, tmp_path: Path) -> None:
    said: list[str] = []
    assert take_all(qapp, tmp_path / "new", SHOTS, said.append) == 0
    assert said == []
    index = json.loads((tmp_path / "new" / "index.json").read_text(encoding="utf-8"))["pictures"]
    assert [entry["file"] for entry in index] == [
        "pin.landscape.ar.200.png", "start.portrait.fr.normal.png",
    ]  # fmt: skip
    assert (index[0]["page"], index[0]["mode"], index[0]["faults"]) == ("pin", "200", [])
    assert QImage(str(tmp_path / "new" / index[0]["file"])).size() == ORIENTATIONS["landscape"]


def test_what_does_not_fit_is_told_and_counted(
    qapp: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gallery_module, "faults", lambda window, cut_may: ["cut: 'Rendre'"])
    said: list[str] = []
    assert take_all(qapp, tmp_path, SHOTS[1:], said.append) == 1
    assert said == ["start.portrait.fr.normal.png: cut: 'Rendre'"]


def test_page_that_was_left_takes_no_memory(gallery: Gallery) -> None:
    """Guard: the deferred deletions in `Gallery.draw`; without them each picture costs 0.7 MB."""
    gallery.show(SHOTS[0], picture=False)
    gone: list[bool] = []
    find_item(gallery.window, "action-back").destroyed.connect(lambda: gone.append(True))
    gallery.show(SHOTS[1], picture=False)
    assert gone == [True]


def test_stopped_half_way_it_goes_on_where_it_was(qapp: QGuiApplication, tmp_path: Path) -> None:
    """Guard: the lines of `Taken` that are read again."""

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_all(qapp, tmp_path, SHOTS, print, stop)
    (tmp_path / SHOTS[0].file).write_bytes(b"taken before")
    with (tmp_path / "index.jsonl").open("a") as lines:
        lines.write('{"file": "cut o')
    assert take_all(qapp, tmp_path, SHOTS, print) == 0
    assert (tmp_path / SHOTS[0].file).read_bytes() == b"taken before"
    index = json.loads((tmp_path / "index.json").read_text(encoding="utf-8"))["pictures"]
    assert [entry["file"] for entry in index] == [shot.file for shot in SHOTS]


def test_pictures_of_another_program_are_taken_again(tmp_path: Path) -> None:
    """Guard: the first line of index.jsonl."""
    (tmp_path / "a.png").touch()
    first = Taken(tmp_path, "one")
    first.add({"file": "a.png"})
    first.close()
    for program, left in (("one", {"a.png": {"file": "a.png"}}), ("another", {})):
        again = Taken(tmp_path, program)
        assert again.entries == left
        again.close()


def test_picture_that_cannot_be_written_is_an_error(
    gallery: Gallery, qapp: QGuiApplication, tmp_path: Path
) -> None:
    (tmp_path / SHOTS[0].file).mkdir()
    with pytest.raises(OSError, match="cannot be written"):
        take_all(qapp, tmp_path, SHOTS[:1], print)


def test_command_plays_nothing_and_takes_them(
    tmp_path: Path, qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gallery_module, "every_shot", lambda: iter(SHOTS))
    monkeypatch.setattr("ui.qt.application.make_application", lambda arguments: qapp)
    result = CliRunner().invoke(demo, ["--screenshots", str(tmp_path)], standalone_mode=False)
    assert (result.exception, result.return_value) == (None, 0)
    assert {path.name for path in tmp_path.iterdir()} == {
        "index.json", *(shot.file for shot in SHOTS),
    }  # fmt: skip
