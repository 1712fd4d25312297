"""What can be wrong with what a project says of itself."""

from __future__ import annotations

from omnikb import ProblemKind, messages_of

_ = messages_of("omnikb_projects")

PERIOD_REVERSED = ProblemKind(
    "projects/period-reversed",
    _("The project ends on {end}, before it starts on {start}"),
    _("Correct `start` or `end`; a date is written as year-month-day"),
)
STAGE_REVERSED = ProblemKind(
    "projects/stage-reversed",
    _("The stage “{name}” ends on {end}, before it starts on {start}"),
    _("Correct `start` or `end` of the stage"),
)
STAGES_DISORDERED = ProblemKind(
    "projects/stages-disordered",
    _("The stage “{name}” starts on {start}, before the one above it, which starts on {before}"),
    _("List the stages in the order in which they start"),
)
STAGE_OUTSIDE = ProblemKind(
    "projects/stage-outside",
    _("The stage “{name}” includes {day}, which lies outside the period of the project, {period}"),
    _("Correct the stage, or the `start` or `end` of the project"),
)
FINISHED_MISSING = ProblemKind(
    "projects/finished-missing",
    _("The project is closed, but does not say when it was"),
    _("Add `finished:` with the day on which it was closed"),
)
FINISHED_TOO_SOON = ProblemKind(
    "projects/finished-too-soon",
    _("The project has been finished since {finished}, yet its status is {status}"),
    _("Take `finished` out, or write `status: closed`"),
)
FINISHED_REVERSED = ProblemKind(
    "projects/finished-reversed",
    _("The project was closed on {finished}, before it started on {start}"),
    _("Correct `start` or `finished`"),
)
FINISHED_LATER = ProblemKind(
    "projects/finished-later",
    _("The project was closed on {finished}, which has not come yet"),
    _("Correct `finished`; a project still in progress has `status: active` and no `finished`"),
)
DEPARTMENT_UNKNOWN = ProblemKind(
    "projects/department-unknown",
    _("the vocabulary has no department {value}"),
    _("Did you mean {near}?"),
    otherwise=_("Choose one of these, or have the new one added to the vocabulary: {known}"),
)
DEPARTMENT_TWICE = ProblemKind(
    "projects/department-twice",
    _("{value} and {first} above it are the same department"),
    _("Keep one of them, and let its role say all that the department does"),
)
