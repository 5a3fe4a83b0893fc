"""Manifests of content packs: what is in them, their hash, what differs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.domain.packs import (
    BadManifest,
    Difference,
    Manifest,
    PackFile,
    PackTitle,
    check_manifest,
    differences,
    read_manifest,
)
from catalogue.services.devices.folders import files_of, manifest_of_folder

A = PackFile("a.epub", hashlib.sha256(b"a").hexdigest(), 1)
B = PackFile("more/b.epub", hashlib.sha256(b"b").hexdigest(), 1)
MANIFEST = Manifest("Romans", 1, (PackTitle("Germinal", "Zola", "domaine public"),), (B, A))


def test_manifest_is_the_same_after_reading_it() -> None:
    again = read_manifest(MANIFEST.text())

    assert again.text() == MANIFEST.text()
    assert again.hash == hashlib.sha256(MANIFEST.text().encode()).hexdigest()


def test_hash_does_not_depend_on_the_order_of_files() -> None:
    assert replace(MANIFEST, files=(A, B)).hash == MANIFEST.hash


@pytest.mark.parametrize(
    "other",
    [
        replace(MANIFEST, version=2),
        replace(MANIFEST, files=(A,)),
        replace(MANIFEST, files=(replace(A, size=2), B)),
        replace(MANIFEST, titles=()),
    ],
)
def test_hash_covers_everything(other: Manifest) -> None:
    assert other.hash != MANIFEST.hash


def test_each_file_that_differs_is_named() -> None:
    found = [replace(A, sha256="0" * 64), PackFile("mine.epub", "1" * 64, 9)]

    assert differences(MANIFEST, found) == (
        Difference("a.epub", "changed"),
        Difference("mine.epub", "extra"),
        Difference("more/b.epub", "missing"),
    )
    assert differences(MANIFEST, [A, B]) == ()


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (replace(MANIFEST, name=" "), "name"),
        (replace(MANIFEST, version=0), "version"),
        (replace(MANIFEST, files=()), "files"),
        (replace(MANIFEST, files=(replace(A, path="../a"),)), "path"),
        (replace(MANIFEST, files=(replace(A, path="/a"),)), "path"),
        (replace(MANIFEST, files=(A, A)), "twice"),
        (replace(MANIFEST, files=(replace(A, sha256="x"),)), "SHA-256"),
        (replace(MANIFEST, titles=(PackTitle("Germinal"),)), "rights"),
        (replace(MANIFEST, titles=(PackTitle("G", "", "r", "", "z.epub"),)), "z.epub"),
        (replace(MANIFEST, name="Roma\u0301"), "NFC"),
    ],
)
def test_what_cannot_be_published(wrong: Manifest, word: str) -> None:
    with pytest.raises(BadManifest, match=word):
        check_manifest(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"name": "\\ud800", "version": 1, "titles": [], "files": []}',
        '{"name": "\\u0000", "version": 1, "titles": [], "files": []}',
        *("", "[]", "{}", '{"schema": 2}', '{"name": "R", "version": true}'),
        json.dumps({"name": "R", "version": 1, "titles": ["x"], "files": []}),
    ],
)
def test_what_is_no_manifest(text: str) -> None:
    with pytest.raises(BadManifest):
        read_manifest(text)


def test_folder_gives_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "a.epub").write_bytes(b"a")
    (tmp_path / "more" / "b.epub").write_bytes(b"b")
    (tmp_path / ".device").write_bytes(b"its own")
    (tmp_path / "pack.toml").write_text(
        'name = "Romans"\n[[titles]]\ntitle = "Germinal"\nauthor = "Zola"\n'
        'rights = "domaine public"\n'
    )

    assert files_of(tmp_path) == [A, B]
    assert manifest_of_folder(tmp_path, 1).hash == MANIFEST.hash


@pytest.mark.parametrize(
    ("toml", "word"),
    [
        ("name = ", "pack.toml"),
        ("titel = 1", "titel"),
        ('name = "R"\ntitles = ["x"]', "titles"),
        ('name = "R"\n[[titles]]\ntitle = "G"\nright = "x"', "right"),
    ],
)
def test_faults_of_pack_toml_are_named(tmp_path: Path, toml: str, word: str) -> None:
    (tmp_path / "pack.toml").write_text(toml)

    with pytest.raises(BadManifest, match=word):
        manifest_of_folder(tmp_path)
