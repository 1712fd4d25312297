"""Problems of links: whatever leads nowhere, or out of the content."""

from __future__ import annotations

from omnikb.i18n import messages_of
from omnikb.problems.kinds import ProblemKind

_ = messages_of("omnikb")

LINK_DANGLING = ProblemKind(
    "link-dangling",
    _("the link leads nowhere: {target}"),
    _("did you mean {near}?"),
    otherwise=_("there is nothing like it; correct or remove it"),
)
REFERENCE_DANGLING = ProblemKind(
    "reference-dangling",
    _("{key}: there is no document with the id {target}"),
    _("did you mean {near}?"),
    otherwise=_("there is nothing like it; correct or remove it"),
)
REFERENCE_WRONG_TYPE = ProblemKind(
    "reference-wrong-type",
    _("{key}: {target} is of type {type}, not {expected}"),
    _("name the id of a document of type {expected}"),
)
LINK_OUTSIDE = ProblemKind(
    "link-outside", _("the link leaves the content folder: {target}"), _("move the file into the content folder and link it there")
)
LINK_PRIVATE = ProblemKind(
    "link-private",
    _("the file {target} serves the build alone and is not published"),
    _("take the link out; what readers need of the file belongs into a document"),
)
ANCHOR_DANGLING = ProblemKind(
    "anchor-dangling",
    _("the page has no heading {target}"),
    _("did you mean {near}?"),
    otherwise=_("there is nothing like it; correct or remove it"),
)
REDIRECT_TAKEN = ProblemKind(
    "redirect-taken", _("redirect_from: the address {address} belongs to {other}"), _("remove the line, or rename the other page")
)
REDIRECT_WITHOUT_FOLDER = ProblemKind(
    "redirect-without-folder",
    _("redirect_from: {address} does not say in which folder the old page lay"),
    _("write {near}; if it lay at the top, write {address}.md"),
)
REDIRECT_INVALID = ProblemKind(
    "redirect-invalid",
    _("redirect_from: {address} is no address within the site"),
    _("write the old path, such as reviews/old-name.md"),
)
