"""Small EPUB files, whole and broken."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0"'
    ' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


def package(
    title: str = "Germinal",
    authors: tuple[str, ...] = ("Émile Zola",),
    language: str = "fr-FR",
    identifier: str = "urn:isbn:978-2-07-041142-9",
    rights: str = "",
) -> str:
    """A package document."""
    creators = "".join(f"<dc:creator>{each}</dc:creator>" for each in authors)
    more = f"<dc:rights>{rights}</dc:rights>" if rights else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?><package version="3.0" unique-identifier="own"'
        ' xmlns="http://www.idpf.org/2007/opf"><metadata'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>code:1</dc:identifier>'
        f'<dc:identifier id="own">{identifier}</dc:identifier><dc:title>{title}</dc:title>'
        f"<dc:language>{language}</dc:language>{creators}{more}</metadata></package>"
    )


def epub(opf: str | None = None, *, text: str = "Étienne marchait.", **files: str) -> bytes:
    """The bytes of a book; `files` are further ones, with `__` for `/`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("OEBPS/content.opf", package() if opf is None else opf)
        book.writestr("OEBPS/chapter.xhtml", text)
        for name, content in files.items():
            book.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def put(folder: Path, **books: bytes) -> Path:
    """Books as files of a folder."""
    for name, content in books.items():
        (folder / f"{name}.epub").write_bytes(content)
    return folder
