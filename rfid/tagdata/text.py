"""Text on tags: anybody can write to one, so nothing that could steer a screen or a line comes
through: no control, bidirectional or line-separating character (Unicode Cc, Cf, Zl, Zp)."""

from __future__ import annotations

import unicodedata

from rfid.errors import TagDataError

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def identifier(data: bytes, name: str, encoding: str = "utf-8") -> str:
    """Text that stands for a thing: raises TagDataError unless it can be shown as it is."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise TagDataError(f"the {name} is no text") from None
    return identifier_text(text, name)


def identifier_text(text: str, name: str) -> str:
    """One id, one spelling: an accent may be a character of its own or not (NFC)."""
    if not text.isprintable():
        raise TagDataError(f"the {name} holds characters that cannot be shown")
    return unicodedata.normalize("NFC", text).strip()


def prose(text: str) -> str:
    """Text for reading, such as a title: what cannot be shown is replaced, never dropped."""
    shown = "".join(
        char if char.isprintable() else " " if char.isspace() else REPLACEMENT for char in text
    )
    return " ".join(unicodedata.normalize("NFC", shown).split())


def writable(text: str, name: str) -> str:
    """The one spelling that is written; raises TagDataError for what could not be read again."""
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable() or text != text.strip():
        raise TagDataError(f"the {name} must be printable, without blanks around it")
    return text
