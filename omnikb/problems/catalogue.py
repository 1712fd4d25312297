"""Everything the core can find fault with, by code."""

from __future__ import annotations

from omnikb.problems import bodies, fields, front_matter, identity, links, reading
from omnikb.problems.kinds import ProblemKind

_AREAS = (reading, front_matter, bodies, fields, identity, links)

CATALOGUE: dict[str, ProblemKind] = {
    kind.code: kind for area in _AREAS for kind in vars(area).values() if isinstance(kind, ProblemKind)
}
"""Every problem the core can report, by code, in the order in which they are met."""
