"""What the search finds wrong with a site."""

from __future__ import annotations

from omnikb import ProblemKind
from omnikb_search.words import _

NOT_FOUND = ProblemKind(
    "search/not-found",
    _("the search does not find this page by “{phrase}”, which stands on it"),
    _("The old site stays as it was. Delete the folder .omnikb and build again; if it comes back, report it with this page."),
)
