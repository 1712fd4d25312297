"""Attribute lists that take no words away: ``## The path /users/ {id}`` keeps its ``{id}``."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.extensions.attr_list import AttrListTreeprocessor

from omnikb.bodies.sanitising import FIRST_WORD

_LIST = r"\{:?[ ]*(" + FIRST_WORD + r"[^\n]*)\}"


class AttributeLists(AttrListTreeprocessor):
    """Python-Markdown's attribute lists, save that braces around ordinary words are text."""

    # The stubs call them final; Python-Markdown reads them from the instance
    HEADER_RE = re.compile(rf"[ ]+{_LIST}[ ]*$")  # type: ignore[misc] # see above
    BLOCK_RE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")  # type: ignore[misc] # see above
    INLINE_RE = re.compile(rf"^{_LIST}")  # type: ignore[misc] # see above

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        """Python-Markdown's, whose bare names come as ``None``: later steps take that for text and fail on it."""
        remainder: str = super().assign_attrs(elem, attrs_string, strict=strict)
        for name, value in list(elem.attrib.items()):
            if value is None:
                elem.set(name, "")
        if elem.get("id") == "":
            del elem.attrib["id"]
        return remainder
