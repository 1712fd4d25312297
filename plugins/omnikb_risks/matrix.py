"""The matrix of likelihood and impact: one risk in it before and after the response, or all risks counted."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from omnikb import Document, Index, Templates
from omnikb_risks.model import Rating, RiskFields
from omnikb_risks.words import LEVELS, level

_TEMPLATES = Templates("omnikb_risks")

CELL = 36
"""Width and height of a cell of the picture."""

MARGIN = 40
"""Room for the words at the left of the picture."""

RADIUS = 7
"""Of a dot."""

STEPS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the rim of one dot to the rim of another; ``head`` are the points of its tip."""

    x1: float
    y1: float
    x2: float
    y2: float
    head: str

    @classmethod
    def between(cls, before: tuple[int, int], after: tuple[int, int]) -> Arrow:
        """The arrow between two different points."""
        (x1, y1), (x2, y2) = before, after
        length = math.hypot(x2 - x1, y2 - y1)
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        tip_x, tip_y = x2 - dx * RADIUS, y2 - dy * RADIUS
        foot_x, foot_y = tip_x - dx * 10, tip_y - dy * 10
        corners = ((tip_x, tip_y), (foot_x - dy * 5, foot_y + dx * 5), (foot_x + dy * 5, foot_y - dx * 5))
        head = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
        return cls(round(x1 + dx * RADIUS, 1), round(y1 + dy * RADIUS, 1), round(foot_x, 1), round(foot_y, 1), head)


def picture(document: Document, risk: RiskFields, index: Index) -> Markup:
    """The matrix with the risk in it, and the same figures as a table."""
    after = risk.after
    before_at, after_at = point(risk), point(after) if after else None
    moved = after_at if after_at != before_at else None
    cells = [(place(likelihood, impact), level(likelihood * impact)) for impact in STEPS for likelihood in STEPS]
    words = {
        "risk": risk,
        "after": after,
        "dot": before_at,
        "moved": moved,
        "arrow": Arrow.between(before_at, moved) if moved else None,
        "cells": cells,
        "levels": [(rating, LEVELS[level(rating.score)]) for rating in (risk, after) if rating],
        "cell": CELL,
        "margin": MARGIN,
        "radius": RADIUS,
    }
    return _TEMPLATES.render("matrix.html", document, index, **words)


def place(likelihood: int, impact: int) -> tuple[int, int]:
    """The upper left corner of a cell: likelihood grows to the right, impact upwards."""
    return MARGIN + (likelihood - 1) * CELL, (5 - impact) * CELL


def point(rating: Rating) -> tuple[int, int]:
    """The middle of the cell of a rating."""
    x, y = place(rating.likelihood, rating.impact)
    return x + CELL // 2, y + CELL // 2
