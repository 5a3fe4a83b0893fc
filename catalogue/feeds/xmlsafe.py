"""XML from outside: no entities, no DTD, no network, bounded depth and size; and its usual dirt."""

from __future__ import annotations

import re

from lxml import etree

from catalogue.feeds.errors import FeedError

Element = etree._Element

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REFERENCES = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
_LEADING = b" \t\r\n\xef\xbb\xbf"
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_PROLOGUE = 65_536
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)


def cleaned(data: bytes) -> bytes:
    """Without what stands before the first `<`, nor characters that XML 1.0 does not allow,
    plain or as references."""
    bare = data.lstrip(_LEADING)
    if _CONTROLS.search(bare):
        bare = _CONTROLS.sub(b" ", bare)
    return _REFERENCES.sub(b" ", bare) if b"&#" in bare else bare


def parsed(data: bytes, what: str) -> Element:
    """The root of a document. `what` names it in errors.

    Raises `FeedError`: a DTD, not well-formed, deeper than 256 or a text longer than 10 MB.
    """
    if data[:2] in _UTF16:
        raise FeedError(f"{what} is in UTF-16: have it in UTF-8")
    bare = cleaned(data)
    if _DTD.search(bare[:_PROLOGUE]):
        raise FeedError(f"{what} has a document type definition, which is not read")
    try:
        return etree.fromstring(bare, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as bad:
        raise FeedError(f"{what} is not well-formed XML: {bad}") from bad


def local(element: Element) -> str:
    """The name without its namespace; comments and instructions are not in what is parsed here."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: Element | None) -> str:
    """All its text, stripped."""
    return "".join(map(str, element.itertext())).strip() if element is not None else ""
