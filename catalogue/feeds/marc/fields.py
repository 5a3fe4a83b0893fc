"""A MARC record as its readers need it: the fields that count, as text. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MARK = "\x1f"
"""Stands before the code of each subfield (ISO 2709, identifier length 2)."""


@dataclass(frozen=True, slots=True)
class MarcRecord:
    """`fields` by tag: control fields as they are, data fields as `12␟asome␟bmore`."""

    leader: str
    fields: Mapping[str, list[str]]

    def control(self, tag: str) -> str:
        """A control field, which has no subfields even where someone gave it some, or nothing."""
        found = self.fields.get(tag)
        return found[0].replace(MARK, " ") if found else ""

    def of(self, *tags: str) -> list[str]:
        """The data fields of these tags, in that order."""
        return [each for tag in tags if tag in self.fields for each in self.fields[tag]]

    def first(self, tag: str, code: str) -> str:
        """The first such subfield that says something."""
        found = self.fields.get(tag)
        if not found:
            return ""
        return sub(found[0], code) or next(filter(None, (sub(each, code) for each in found)), "")


def sub(text: str, code: str) -> str:
    """The first subfield `code` of a data field, stripped."""
    start = text.find(MARK + code)
    if start < 0:
        return ""
    end = text.find(MARK, start + 2)
    return (text[start + 2 :] if end < 0 else text[start + 2 : end]).strip()


def subs(text: str, codes: str) -> list[str]:
    """The subfields with one of these codes, in the order of the field, without empty ones."""
    return [
        value for part in text.split(MARK)[1:] if part[:1] in codes and (value := part[1:].strip())
    ]
