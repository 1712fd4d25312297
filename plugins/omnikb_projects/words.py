"""The values of a project's keys as a reader sees them: a mark and a word, so that neither stands alone."""

from __future__ import annotations

from omnikb_projects.model import Outcome, Verdict, _

VERDICT_WORDS = {
    Verdict.ADOPTED: _("✓ Adopted"),
    Verdict.ADAPTED: _("≈ Adapted"),
    Verdict.REJECTED: _("✕ Rejected"),
    Verdict.NOT_APPLICABLE: _("– Not applicable"),
}

OUTCOME_WORDS = {
    Outcome.WORKED: _("✓ It worked"),
    Outcome.PARTLY: _("◐ Worked in part"),
    Outcome.FAILED: _("▲ It did not work"),
    Outcome.OPEN: _("○ Not known yet"),
}
