"""How words of a source become the town's: branches, kinds, collections.

    default_branch = "tilleuls"
    [branches]
    "Bibliothèque principale" = "tilleuls"
    [kinds]
    "CD audio" = "disc"
    [collections]
    "Romans adultes" = "romans_adultes"

Other tables of the file (`[columns]` of a CSV) are the reader's.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from catalogue.services.importing.model import BadRules, Rules

TABLES = ("branches", "kinds", "collections")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


def read_rules(text: str, default_branch: str = "") -> Rules:
    """The rules of a mapping file; `default_branch` wins over the file's. Raises BadRules."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadRules(f"the mapping file is no TOML: {error}") from error
    tables = {name: _table(found, name) for name in TABLES}
    default = default_branch or found.get("default_branch", "")
    if not isinstance(default, str):
        raise BadRules("default_branch: the id of a branch is a text")
    return Rules(**tables, default_branch=default)


def _table(found: Mapping[str, object], name: str) -> dict[str, str]:
    table = found.get(name, {})
    if not isinstance(table, dict):
        raise BadRules(f"{name}: a table of words of the source and the town's")
    for word, meant in table.items():
        if not isinstance(meant, str):
            raise BadRules(f"{name}, “{word}”: the town's word is a text")
    return {folded(word): meant for word, meant in table.items()}


class Words:
    """Rules at work, with the branches the town has. `made` are those a feed has named in a town
    that is not set up yet, id → name; the caller stores them."""

    def __init__(self, rules: Rules, branches: Mapping[str, str], *, may_make: bool) -> None:
        """`branches`: id → name."""
        self._rules = rules
        self._known = {folded(name): branch for branch, name in branches.items()}
        self._known |= {folded(branch): branch for branch in branches}
        self._ids = set(branches)
        self._may_make = may_make
        self._found: dict[str, str | None] = {}
        self.made: dict[str, str] = {}

    def branch(self, word: str) -> str | None:
        """The id of a branch; None for one the town does not have."""
        if word not in self._found:
            self._found[word] = self._branch(word)
        return self._found[word]

    def _branch(self, word: str) -> str | None:
        plain = folded(word)
        mapped = self._rules.branches.get(plain) or self._known.get(plain)
        if mapped is None:
            mapped = self._rules.default_branch or None
        if mapped is None and not plain and len(self._ids) == 1:
            mapped = next(iter(self._ids))
        if mapped is None and self._may_make:
            mapped = _NOT_IN_ID.sub("-", plain).strip("-")[:64] or "main"
            self._known[plain] = mapped
        if mapped is None or mapped in self._ids:
            return mapped
        if not self._may_make:
            return None
        self._ids.add(mapped)
        self.made[mapped] = word.strip() or mapped
        return mapped

    def kind(self, support: str, kind: str) -> str:
        """The kind of a copy, or of a title with `support` empty."""
        kinds = self._rules.kinds
        if not kinds:
            return kind
        return kinds.get(folded(support)) or kinds.get(folded(kind)) or kind

    def collection(self, section: str) -> str:
        """The collection that a section names."""
        return self._rules.collections.get(folded(section), section)


@lru_cache(4096)
def folded(word: str) -> str:
    """A word without case, accents and blanks around it."""
    parts = unicodedata.normalize("NFKD", word.strip().casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))
