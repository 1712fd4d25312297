"""Problems of a file before anything of it is understood: its bytes, its lines, the fences of its front matter."""

from __future__ import annotations

from omnikb.i18n import messages_of
from omnikb.problems.kinds import ProblemKind, Severity

_ = messages_of("omnikb")

FILE_UNREADABLE = ProblemKind(
    "file-unreadable", _("the file cannot be read: {reason}"), _("check that it is there and that you may read it")
)
PATH_OUTSIDE = ProblemKind(
    "path-outside",
    _("this link leads out of the content that is published, to `{target}`"),
    _("put the file itself here instead of a link to it"),
)
PATH_LOOP = ProblemKind("path-loop", _("this link leads back to a folder it stands in"), _("remove the link"))
PATH_NOT_UTF8 = ProblemKind("path-not-utf8", _("the name of this file is not valid UTF-8"), _("rename the file"))
FILE_EMPTY = ProblemKind("file-empty", _("the file is empty"), _("write its text, or delete it"), Severity.NOTICE)
DOCUMENT_EMPTY = ProblemKind("document-empty", _("the file is empty"), _("write its text, or delete it"))
NOT_UTF8 = ProblemKind(
    "not-utf8",
    _("the file is not UTF-8 text: the byte {byte} is wrong here"),
    _("{guess} Open it in your editor and save it with the encoding UTF-8"),
)
BYTE_ORDER_MARK = ProblemKind(
    "byte-order-mark",
    _("the file begins with an invisible byte order mark"),
    _("save it as “UTF-8”, not as “UTF-8 with BOM”. It is read all the same"),
    Severity.NOTICE,
)
CRLF = ProblemKind(
    "crlf",
    _("the lines end as on Windows or on old Macs (CR), {count} of them"),
    _("set your editor's line endings to LF. The file is read all the same"),
    Severity.NOTICE,
)
CONTROL_CHARACTER = ProblemKind(
    "control-character",
    _("here stands the invisible control character {character}"),
    _("delete it; typing the line anew is easiest"),
)
CONTROL_CHARACTER_IN_BODY = ProblemKind(
    "control-character-in-body",
    _("the text holds the invisible control character {character}"),
    _("delete it; typing the line anew is easiest"),
    Severity.NOTICE,
)
MERGE_CONFLICT = ProblemKind(
    "merge-conflict",
    _("two versions of the text stand here, left by an unfinished merge"),
    _("keep the right lines and delete the marker lines `<<<<<<<`, `=======` and `>>>>>>>`"),
)
FENCE_UNTERMINATED = ProblemKind(
    "fence-unterminated",
    _("the front matter begins here and is never closed"),
    _("add a line `---` after line {line}. If this line was meant to draw a rule, write `***` instead"),
)
FENCE_MISPLACED = ProblemKind(
    "fence-misplaced",
    _("the front matter begins here, but only the first line of a file can begin it"),
    _("delete what stands above this `---`"),
)
FENCE_MALFORMED = ProblemKind(
    "fence-malformed",
    _("the line `{fence}` does not mark front matter"),
    _("write exactly three hyphens `---`, at the start of the line and alone on it"),
)
FENCE_MISSING = ProblemKind(
    "fence-missing",
    _("this looks like front matter, but no line `---` stands above it"),
    _("add a line `---` as the first line of the file. If this is text, leave a line blank before the `---` below it"),
)
TOML_FRONT_MATTER = ProblemKind(
    "toml-front-matter",
    _("the front matter between `+++` is TOML, which OmniKB does not read"),
    _("write it as YAML: `---` instead of `+++`, and `key: value` instead of `key = value`"),
)
FRONT_MATTER_NO_MAPPING = ProblemKind(
    "front-matter-no-mapping",
    _("the front matter is not made of `key: value` lines"),
    _("write one `key: value` a line. If the `---` was meant to draw a rule, write `***` instead"),
)
