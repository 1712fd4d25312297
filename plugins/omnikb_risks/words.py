"""The values of a risk's keys as a reader sees them."""

from __future__ import annotations

from omnikb_risks.model import Origin, Response, Strategy, _

ORIGIN_WORDS = {Origin.INSIDE: _("From inside"), Origin.OUTSIDE: _("From outside")}

STRATEGY_WORDS = {
    Strategy.AVOID: _("Avoid"),
    Strategy.MITIGATE: _("Mitigate"),
    Strategy.TRANSFER: _("Transfer"),
    Strategy.ACCEPT: _("Accept"),
}

RESPONSE_WORDS = {
    Response.WORKED: _("✓ The response worked"),
    Response.PARTLY: _("◐ The response worked in part"),
    Response.FAILED: _("▲ The response did not work"),
    Response.NONE: _("– There was no response"),
}

LEVELS = {1: _("Very low"), 2: _("Low"), 3: _("Medium"), 4: _("High"), 5: _("Very high")}

_LIMITS = (3, 6, 10, 16, 25)


def level(score: int) -> int:
    """The step, 1 to 5, of a score from 1 to 25: up to 3, 6, 10, 16 and 25."""
    return next(step for step, limit in enumerate(_LIMITS, 1) if score <= limit)
