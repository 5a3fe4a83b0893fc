"""What a password of staff must be.

Tries are limited, so 50 bits of guessing do (CNIL, deliberation 2022-100, case 2; ANSSI PG-078
separates this online attack from the theft of the hashes, which the pepper answers): 12 characters,
no rule about kinds of characters, but none that is plainly one of the first guesses.
"""

from __future__ import annotations

import itertools
import secrets
import unicodedata

SHORTEST = 12
LONGEST = 128
DIFFERENT = 6
"""Characters that differ from each other, at the least."""
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of first passwords: nothing that looks like something else when read aloud or copied."""
GROUPS = 5


class WeakPassword(Exception):
    """Too easily guessed; the text says what is wrong, never the password."""


def assert_strong(password: str, name: str) -> None:
    """Raises WeakPassword."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(f"a password has {SHORTEST} to {LONGEST} characters")
    plain = fold(password)
    if len(set(plain)) < DIFFERENT:
        raise WeakPassword(f"a password has {DIFFERENT} different characters at the least")
    if fold(name) in plain:
        raise WeakPassword("a password does not hold the name of its account")
    if _is_a_run(plain):
        raise WeakPassword("a password is no row of neighbouring characters")


def fold(text: str) -> str:
    """As two keyboards would type the same."""
    return unicodedata.normalize("NFKC", text).casefold()


def _is_a_run(text: str) -> bool:
    """`abcdefghijkl`, `987654321098`: nearly every step is the same."""
    steps = [ord(b) - ord(a) for a, b in itertools.pairwise(text)]
    commonest = max(steps.count(step) for step in set(steps))
    return commonest >= len(steps) - 2


def first_password() -> str:
    """A random one, 99 bits: `k7fqm-…` in five groups of four."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(GROUPS))
    return "-".join(groups)
