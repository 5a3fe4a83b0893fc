"""The pages of the screen, and the ways through them."""

from __future__ import annotations

from enum import StrEnum


class Page(StrEnum):
    """The one page on screen."""

    START = "start"
    IDENTIFY = "identify"
    PIN = "pin"
    TRAY = "tray"
    RETURN = "return"
    FINISH = "finish"
    ATTENTION = "attention"
    RESTING = "resting"
    ACCOUNT = "account"
    """Her loans, and the holds that are ready."""
    HOLDS = "holds"
    MESSAGES = "messages"
    """What she owes and what she was told."""
    GATE = "gate"
    """Why does the gate ring?"""
    UNDO = "undo"
    """Which of the loans just made is to be taken back."""
    SEARCH = "search"
    """What the library has."""
    TITLE = "title"
    PICKUP = "pickup"
    """Where a hold is to be picked up, and what came of it."""
    PARTS = "parts"
    """Is everything in the pouch of a kit?"""
    CHARTER = "charter"
    """What she signs before a kit is lent to her."""
    RECEIPT = "receipt"
    """The receipt on screen."""


class Way(StrEnum):
    """What the patron came to do."""

    BORROW = "borrow"
    RETURN = "return"
    ACCOUNT = "account"
    GATE = "gate"
    LOOK = "look"
