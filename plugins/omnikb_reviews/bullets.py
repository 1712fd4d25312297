"""Figures as pictures: a bar for the actual figure, a tick for the planned one, the difference in words."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from omnikb import Document, Index, Templates
from omnikb_reviews.figures import rows_of
from omnikb_reviews.model import KPI

_TEMPLATES = Templates("omnikb_reviews")


def bullets(on: Document, index: Index, kpis: Sequence[KPI], names_lang: str) -> Markup:
    """The figures of a review on the page of ``on``; ``names_lang`` is the review's language. Empty without a figure."""
    return _TEMPLATES.render("bullets.html", on, index, figures=rows_of(kpis, on.lang), names_lang=names_lang)
