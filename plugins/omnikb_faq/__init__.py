"""FAQ: the key ``faq`` on every type, a section of the document, and all questions gathered by topic."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Fields, types
from omnikb_faq.model import FAQFields


def omnikb_fields() -> Iterator[Fields]:
    """Questions and answers, on every type."""
    yield Fields(FAQFields, types=types())
