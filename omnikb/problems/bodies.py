"""Problems of a body: what it may not carry into the page."""

from __future__ import annotations

from omnikb.i18n import messages_of
from omnikb.problems.kinds import ProblemKind, Severity

_ = messages_of("omnikb")

UNSAFE_TAG = ProblemKind(
    "unsafe-tag",
    _("the tag <{detail}> is not allowed and was removed"),
    _("remove it; to show it as text, put it in backticks: `<{detail}>`"),
)
UNSAFE_ATTRIBUTE = ProblemKind("unsafe-attribute", _("the attribute {detail} is not allowed and was removed"), _("remove it"))
UNSAFE_URL = ProblemKind(
    "unsafe-url",
    _("the address {detail} is not allowed and was removed"),
    _("link by http, https, mailto, tel, ftp, or to a file beside this one"),
)
EXTERNAL_MEDIA = ProblemKind(
    "external-media",
    _("{detail} lies on another server; the page shows a link to it instead"),
    _("put the file beside this document and refer to it there"),
    Severity.NOTICE,
)
TOO_DEEP = ProblemKind(
    "too-deep", _("lists or quotations are nested too deeply to be read; the text is shown as written"), _("use fewer levels")
)
UNKNOWN_ATTRIBUTE = ProblemKind(
    "unknown-attribute",
    _("the attribute {detail} has no effect here and was removed"),
    _("remove it, or ask the site's keepers for a class"),
    Severity.NOTICE,
)
