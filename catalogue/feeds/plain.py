"""Text from outside made plain: no markup, no control characters, no lone surrogates. Pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from catalogue.domain.operations import Json

_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t\r\n\u00a0]+")
_HIDDEN = ("script", "style", "head", "template")
_BLOCKS = ("p", "br", "div", "li", "ul", "ol", "tr", "td", "h1", "h2", "h3", "h4", "blockquote")
_LONGEST = 20_000
"""Characters of a description; what is longer is cut."""
_DEEPEST = 12


def spoken(text: str) -> str:
    """One line of text as it may be stored and shown."""
    return _BLANKS.sub(" ", _ODD.sub("", text)).strip()


def plain_text(markup: str) -> str:
    """What a reader sees of HTML, on one line; text without markup stays."""
    bounded = markup[: 4 * _LONGEST]
    if "<" in bounded or "&" in bounded:
        reader = _Reader()
        reader.feed(bounded)
        reader.close()
        bounded = "".join(reader.parts)
    return spoken(bounded)[:_LONGEST]


def safe_json(value: Json, depth: int = _DEEPEST) -> Json:
    """The same without what cannot be stored; deeper levels are left out."""
    if isinstance(value, str):
        return _ODD.sub("", value)
    if depth <= 0 and isinstance(value, dict | list):
        return None
    if isinstance(value, dict):
        return {_ODD.sub("", str(key)): safe_json(each, depth - 1) for key, each in value.items()}
    if isinstance(value, list):
        return [safe_json(each, depth - 1) for each in value]
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return str(value)
    return value


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
