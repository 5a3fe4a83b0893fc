"""Patrons whose every detail is found nowhere else: names, numbers, and what they read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Book:
    """`item` is its barcode."""

    item: str
    title: str
    author: str


@dataclass(frozen=True, slots=True)
class Canary:
    """A patron with the two books she brings."""

    first: str
    last: str
    card: str
    pin: str
    books: tuple[Book, Book]

    @property
    def reading(self) -> tuple[str, ...]:
        """What tells what she reads."""
        return tuple(text for b in self.books for text in (b.item, b.title, b.author))

    @property
    def person(self) -> tuple[str, ...]:
        """What tells who she is, and what is left of a number whose end was not typed."""
        return (self.first, self.last, self.card[2:-1], self.pin[:-1])


def canary(number: int) -> Canary:
    """No two have a word in common, nor the last three digits, of which the tags of a pad are
    made."""
    mark = "".join(chr(ord("a") + int(digit)) for digit in f"{number:02}")
    books = tuple(
        Book(
            item=f"3104800977{500 + 2 * number + n}",
            title=f"Le Songe de Quexo{mark}{n}",
            author=f"Aurélie Vandrijk{mark}{n}",
        )
        for n in (1, 2)
    )
    return Canary(
        first=f"Zéno{mark}bie",
        last=f"Quetz{mark}coatl",
        card=f"21{number:02}877331{number:03}",
        pin=f"{73918264 + number * 1010101}",
        books=books,
    )
