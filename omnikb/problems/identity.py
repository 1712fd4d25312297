"""Problems of ids and addresses: every document has one of each."""

from __future__ import annotations

from omnikb.i18n import messages_of
from omnikb.problems.kinds import ProblemKind, Severity

_ = messages_of("omnikb")

ID_INVALID = ProblemKind(
    "id-invalid", _("“{id}” cannot be an id"), _("use letters of any script, digits, “-”, “_” and “.”, without spaces")
)
ID_TAKEN = ProblemKind(
    "id-taken", _("the id {id} is already that of {other}"), _("give one of the two another “id:” or another file name")
)
ID_CASE = ProblemKind(
    "id-case", _("the ids {id} and {near} ({other}) differ only in case"), _("rename one: some file systems cannot tell them apart")
)
ADDRESS_TAKEN = ProblemKind(
    "address-taken",
    _("this page and {other} cannot both be in the site: they need the same address {address}"),
    _("rename one of the two files"),
)
FILE_EXTENSION = ProblemKind("file-extension", _("this file is not read as a document"), _("name it {stem}.md"), Severity.NOTICE)
HOME_MISSING = ProblemKind(
    "home-missing",
    _("there is no home page: who opens the site finds nothing there"),
    _("write this file, beginning with “# …”; plugins add their lists to it"),
    Severity.NOTICE,
)
