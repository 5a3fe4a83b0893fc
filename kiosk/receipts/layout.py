"""A receipt as lines of a given width in cells, from a template.

A template writes lines; these are then marked (big, bold, centred, short), and wrapped here by
what a letter takes on paper: two cells for 漢, none for an accent of its own. The marks are control
characters, which no text from outside keeps (`content.printable`).

Jinja2 and wcwidth are 5 MiB and a twentieth of a kiosk's start: they come in with the first receipt
on paper, on the thread that prints it.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.receipts.content import SAMPLE, Content

if TYPE_CHECKING:
    from jinja2 import BaseLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_log = logging.getLogger(__name__)

BUILT_IN: Final = Path(__file__).parent
DEFAULT_LANGUAGE: Final = "fr"
RIGHT_TO_LEFT: Final = ("ar", "fa", "he", "ur")
BIG, BOLD, CENTRED, SHORT, RULE = "\x01", "\x02", "\x03", "\x04", "\x05"
MARKS: Final = (BIG, BOLD, CENTRED, SHORT, RULE)
SHORT_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line. A big one has letters of twice the size, and so half the cells."""

    text: str
    bold: bool = False
    big: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """One receipt, as wide as `columns` cells, read from the right where the language is."""

    lines: tuple[Line, ...]
    columns: int
    right_to_left: bool = False

    @property
    def text(self) -> str:
        """As a text file."""
        return "".join(f"{self._placed(line)}\n" for line in self.lines)

    def _placed(self, line: Line) -> str:
        if not line.centred:
            return line.text
        return " " * ((self.columns - cells(line.text)) // 2) + line.text


class Layout:
    """`columns` cells a line; `folder`: the town's own templates and words, if it has any."""

    def __init__(self, columns: int, folder: Path | None = None) -> None:
        self._columns = columns
        self._folder = folder

    def slip(self, content: Content, language: str) -> Slip:
        """The receipt. What the town wrote and cannot be used is left out, and told in the log."""
        language = language if language in languages(self._folder) else DEFAULT_LANGUAGE
        name = "returns.txt" if content.returning else "loans.txt"
        text = None
        if self._folder is not None:
            try:
                text = self._fill(self._folder, name, content, language)
            except _broken() as error:
                _log.error("receipts: %s/%s: not used: %s", self._folder, name, error)
        if text is None:
            text = self._fill(None, name, content, language)
        lines = tuple(line for each in text.rstrip().split("\n") for line in self._wrapped(each))
        return Slip(lines, self._columns, language in RIGHT_TO_LEFT)

    def _fill(self, folder: Path | None, name: str, content: Content, language: str) -> str:
        return (
            _environment(folder)
            .get_template(name)
            .render(
                words=words(language, folder),
                rule=RULE,
                all_confirmed=content.all_confirmed,
                **{key: getattr(content, key) for key in Content.__slots__},
            )
        )

    def _wrapped(self, marked: str) -> Iterator[Line]:
        marks = {mark for mark in MARKS if mark in marked}
        text = marked.translate(dict.fromkeys(map(ord, MARKS))).rstrip()
        if RULE in marks:
            text = "-" * self._columns
        big = BIG in marks
        width = self._columns // 2 if big else self._columns
        lines = wrap(text, width) or [""]
        if SHORT in marks and len(lines) > SHORT_LINES:
            lines = [*lines[: SHORT_LINES - 1], shortened(lines[SHORT_LINES - 1], width)]
        for line in lines:
            yield Line(line, bold=big or BOLD in marks, big=big, centred=big or CENTRED in marks)


def cells(text: str) -> int:
    """How wide a text is on paper."""
    from wcwidth import wcswidth  # noqa: PLC0415

    return max(0, wcswidth(text))


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken between words where that is possible; those after
    the first begin as far in as it does."""
    indent = " " * min(len(text) - len(text.lstrip()), width // 2)
    lines: list[str] = []
    line = indent
    for word in text.split():
        gap = "" if line == indent else " "
        if cells(line + gap + word) <= width:
            line += gap + word
            continue
        if line != indent:
            lines.append(line)
        *full, line = _pieces(indent, word, width)
        lines += full
    return [*lines, line] if line.strip() else lines


def _pieces(indent: str, word: str, width: int) -> list[str]:
    """A word on as many lines as it needs."""
    pieces = [indent]
    for char in word:
        if cells(pieces[-1]) + cells(char) > width:
            pieces.append(indent)
        pieces[-1] += char
    return pieces


def shortened(line: str, width: int) -> str:
    """With an ellipsis at its end."""
    while line and cells(line) > width - 2:
        line = line[:-1]
    return f"{line.rstrip()} …"


def _broken() -> tuple[type[Exception], ...]:
    """What a template or a file of words that cannot be used raises."""
    from jinja2 import TemplateError  # noqa: PLC0415

    return TemplateError, ValueError, TypeError, ArithmeticError, LookupError, OSError


@cache
def _environment(folder: Path | None) -> ImmutableSandboxedEnvironment:
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    loaders: list[BaseLoader] = [FileSystemLoader(BUILT_IN / "templates")]
    if folder is not None:
        loaders.insert(0, FileSystemLoader(folder))
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        autoescape=False,  # plain text on paper
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name, mark in (("big", BIG), ("bold", BOLD), ("centred", CENTRED), ("short", SHORT)):
        made.filters[name] = lambda text, mark=mark: f"{mark}{text}"
    return made


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Those receipts are written in: each is a file of words."""
    folders = [BUILT_IN / "words", *([folder] if folder else [])]
    return tuple(sorted({path.stem for each in folders for path in each.glob("??.toml")}))


def words(language: str, folder: Path | None = None) -> Mapping[str, str]:
    """The words of a language, those of the town in the place of ours. Raises OSError, ValueError
    for a file that cannot be used."""
    found: dict[str, str] = {}
    files = [BUILT_IN / "words" / f"{DEFAULT_LANGUAGE}.toml", BUILT_IN / "words"]
    files[1] /= f"{language}.toml"
    for path in [*files, *([folder / f"{language}.toml"] if folder else [])]:
        if path.exists():
            for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
                if not isinstance(value, str):
                    raise ValueError(f"{path}: {key}: no text")
                found[key] = value
    return found


def check(folder: Path) -> list[str]:
    """What is wrong with a town's templates and words, in one line each; for `beaupre doctor`."""
    if not folder.is_dir():
        return [f"{folder}: no such folder"]
    layout, found = Layout(32, folder), []
    for language in languages(folder):
        for name in ("loans.txt", "returns.txt"):
            try:
                layout._fill(folder, name, SAMPLE, language)
            except _broken() as error:
                found.append(f"{folder}: {name} in {language}: {error}")
    return found
