"""Problems of front matter against the fields that the plugins declare."""

from __future__ import annotations

from omnikb.i18n import messages_of
from omnikb.problems.kinds import ProblemKind, Severity

_ = messages_of("omnikb")

KEY_UNKNOWN = ProblemKind(
    "key-unknown", _("no such key: {key}"), _("did you mean {near}?"), otherwise=_("keys that exist here: {known}")
)
KEY_HIDES_NOTHING = ProblemKind(
    "key-hides-nothing",
    _("no such key: {key}. It keeps no page back: once this error is mended, the page is published"),
    _("to keep the page back, move the file out of the content folder; else take the line out"),
)
PAGE_NOT_HIDDEN = ProblemKind(
    "page-not-hidden",
    _("`{key}: {value}` hides nothing: the page is published all the same"),
    _("to keep the page back, move the file out of the content folder; else take the line out"),
    Severity.NOTICE,
)
KEY_MISSING = ProblemKind(
    "key-missing",
    _("the key {key} is missing"),
    _("add a line: {key}: …, with one of: {allowed}"),
    otherwise=_("add a line: {key}: …"),
)
NOT_TEXT = ProblemKind("not-text", _("{key} must be text, and is {value}"), _("put it in quotes: {written}"))
NEEDLESS_BRACKETS = ProblemKind(
    "needless-brackets", _("{key} takes a name or an id, not the link form [[…]]"), _("write {written}")
)
VALUE_MISSING = ProblemKind(
    "value-missing",
    _("nothing is written for {key}"),
    _("write the id of a {type}, or take the line out"),
    otherwise=_("write it down, or take the line out where nothing has to be said"),
)
TEXT_EMPTY = ProblemKind(
    "text-empty", _("nothing is written here"), _("write it down, or take the line out where nothing has to be said")
)
SAID_TWICE = ProblemKind(
    "said-twice",
    _("{key} names {value} more than once"),
    _("keep one of them, and let it say all there is to say"),
)
NOT_A_NUMBER = ProblemKind(
    "not-a-number",
    _("{key} must be a number, and is {value}"),
    _("write {written}"),
    otherwise=_("write digits only, without unit or thousands separators"),
)
NOT_WHOLE = ProblemKind("not-whole", _("{key} must be a whole number, and is {value}"), _("write it without decimals"))
NOT_YES_OR_NO = ProblemKind(
    "not-yes-or-no", _("{key} must be true or false, and is {value}"), _("write {key}: true or {key}: false")
)
NOT_A_DATE = ProblemKind(
    "not-a-date",
    _("{key} must be a date, and is {value}"),
    _("write it as 2025-11-03: four digits for the year, two each for month and day"),
)
NOT_A_LIST = ProblemKind("not-a-list", _("{key} must be a list, and is {value}"), _("write one item a line, each after “- ”"))
NOT_A_MAPPING = ProblemKind(
    "not-a-mapping",
    _("{key} must be names with values, and is {value}"),
    _("write one “name: value” a line, indented by two spaces"),
)
VALUE_NOT_ALLOWED = ProblemKind(
    "value-not-allowed",
    _("{key} cannot be {value}"),
    _("did you mean {near}? Allowed: {allowed}"),
    otherwise=_("allowed: {allowed}"),
)
VALUE_OUT_OF_RANGE = ProblemKind("value-out-of-range", _("{key} is {value}, and must be {limit}"), _("correct the number"))
VALUE_REFUSED = ProblemKind("value-refused", _("{key}: {value} is not accepted: {reason}"), _("correct the value"))
TITLE_MISSING = ProblemKind(
    "title-missing", _("the document has no title"), _("add a line “title: …”, or begin the text with “# …”")
)
TYPE_UNKNOWN = ProblemKind(
    "type-unknown", _("there is no document type {type}"), _("did you mean {near}? Types: {types}"), otherwise=_("types: {types}")
)
TYPE_OF_NOTHING = ProblemKind(
    "type-of-nothing",
    _("there is no document type {type}: this is an ordinary page, and its keys are not read"),
    _("did you mean {near}? Types: {types}"),
    Severity.NOTICE,
    otherwise=_("types: {types}"),
)
FOLDER_OF_NO_TYPE = ProblemKind(
    "folder-of-no-type",
    _("the folder {folder} belongs to no document type: this is an ordinary page, and these keys are not read: {keys}"),
    _("move the file to the folder {near}, or add a line: type: {type}"),
    Severity.NOTICE,
)
KEYS_OF_DISABLED = ProblemKind(
    "keys-of-disabled",
    _("the plugin {plugin} is switched off, and its keys and types are not read: {keys} (in {count} documents)"),
    _("remove it from “disable:” in the settings, or remove these lines from the documents"),
    Severity.NOTICE,
)
