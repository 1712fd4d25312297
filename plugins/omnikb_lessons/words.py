"""The values of a lesson's keys, and of what others say of it, as a reader sees them."""

from __future__ import annotations

from omnikb_lessons.model import _

SEVERITY_WORDS = {"low": _("●○○ Low"), "medium": _("●●○ Medium"), "high": _("●●● High")}

DECISION_WORDS = {
    "adopted": _("✓ Adopted"),
    "adapted": _("≈ Adapted"),
    "rejected": _("✕ Rejected"),
    "not-applicable": _("– Not applicable"),
}

OUTCOME_WORDS = {
    "worked": _("✓ Worked"),
    "partly": _("◐ Worked in part"),
    "failed": _("▲ Failed"),
    "open": _("● Still open"),
}
