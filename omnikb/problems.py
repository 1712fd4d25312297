"""Problems in content are data: what is wrong, where, and what would be right.

``CATALOGUE`` is the closed list of everything the core can find fault with. A plugin declares its own kinds
beside its fields; their codes begin with the plugin's name and a slash (``risks/response-without-step``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from pydantic_core import PydanticCustomError

from omnikb.i18n import messages_of, translated

_ = messages_of("omnikb")


class Severity(StrEnum):
    """An error makes ``omnikb check`` fail. A notice is said and does not."""

    ERROR = "error"
    NOTICE = "notice"


class HasPath(Protocol):
    """Whatever stands in a file: a document, a source."""

    @property
    def path(self) -> str:
        """Relative to the content folder."""
        ...


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One thing that can be wrong. ``message`` and ``hint`` may hold ``{names}`` that a problem fills in.

    ``otherwise`` is the hint where the problem knows no nearest right name (``near`` is empty).
    """

    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    otherwise: str = ""

    def at(self, path: str, line: int = 1, column: int = 1, **arguments: object) -> Problem:
        """The problem at a place in a file; line and column count from 1."""
        return Problem(self, path, line, column, arguments)

    def about(self, document: HasPath, *key: str | int, **arguments: object) -> Problem:
        """The problem at a front matter key: ``kind.about(document, "risks", 0, "cost")``. Its line is found later."""
        return Problem(self, document.path, 1, 1, arguments, key or None)

    def error(self, **arguments: object) -> PydanticCustomError:
        """The problem as an exception, to raise in a pydantic validator; it is shown at the validated value."""
        return PydanticCustomError("omnikb", "{message}", {"kind": self, "arguments": arguments, "message": str(self.message)})


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. ``path`` is relative to the content folder (or names the settings file). ``key``, where
    given, is the front matter key the line has yet to be found for."""

    kind: ProblemKind
    path: str
    line: int = 1
    column: int = 1
    arguments: Mapping[str, Any] = field(default_factory=dict)
    key: tuple[str | int, ...] | None = None

    @property
    def code(self) -> str:
        """The stable name of what is wrong."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Whether it makes a check fail."""
        return self.kind.severity

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Problems are shown by file, line, column, code."""
        return self.path, self.line, self.column, self.code, repr(sorted(self.arguments.items()))

    def moved(self, line: int, column: int) -> Problem:
        """The same problem, its place found."""
        return replace(self, line=line, column=column, key=None)

    def message(self, lang: str) -> str:
        """What is wrong, in the language ``lang``."""
        return self._filled(self.kind.message, lang)

    def hint(self, lang: str) -> str:
        """What would be right, in the language ``lang``; may be empty."""
        alone = self.kind.otherwise and not self.arguments.get("near")
        return self._filled(self.kind.otherwise if alone else self.kind.hint, lang)

    def _filled(self, template: str, lang: str) -> str:
        words = {name: translated(value, lang) if isinstance(value, str) else value for name, value in self.arguments.items()}
        return translated(template, lang).format_map(words).strip()


CATALOGUE: dict[str, ProblemKind] = {}
"""Every problem the core can report, by code."""


def _kind(code: str, message: str, hint: str, severity: Severity = Severity.ERROR, otherwise: str = "") -> ProblemKind:
    kind = CATALOGUE[code] = ProblemKind(code, message, hint, severity, otherwise)
    return kind


# Reading

FILE_UNREADABLE = _kind(
    "file-unreadable", _("the file cannot be read: {reason}"), _("check that it is there and that you may read it")
)
PATH_OUTSIDE = _kind(
    "path-outside",
    _("this link leads out of the content that is published, to `{target}`"),
    _("put the file itself here instead of a link to it"),
)
PATH_LOOP = _kind("path-loop", _("this link leads back to a folder it stands in"), _("remove the link"))
PATH_NOT_UTF8 = _kind("path-not-utf8", _("the name of this file is not valid UTF-8"), _("rename the file"))
FILE_EMPTY = _kind("file-empty", _("the file is empty"), _("write its text, or delete it"), Severity.NOTICE)
NOT_UTF8 = _kind(
    "not-utf8",
    _("the file is not UTF-8 text: the byte {byte} is wrong here"),
    _("{guess} Open it in your editor and save it with the encoding UTF-8"),
)
BYTE_ORDER_MARK = _kind(
    "byte-order-mark",
    _("the file begins with an invisible byte order mark"),
    _("save it as “UTF-8”, not as “UTF-8 with BOM”. It is read all the same"),
    Severity.NOTICE,
)
CRLF = _kind(
    "crlf",
    _("the lines end as on Windows or on old Macs (CR), {count} of them"),
    _("set your editor's line endings to LF. The file is read all the same"),
    Severity.NOTICE,
)
CONTROL_CHARACTER = _kind(
    "control-character",
    _("the front matter holds the invisible control character {character}"),
    _("delete it; typing the line anew is easiest"),
)
CONTROL_CHARACTER_IN_BODY = _kind(
    "control-character-in-body",
    _("the text holds the invisible control character {character}"),
    _("delete it; typing the line anew is easiest"),
    Severity.NOTICE,
)
MERGE_CONFLICT = _kind(
    "merge-conflict",
    _("two versions of the text stand here, left by an unfinished merge"),
    _("keep the right lines and delete the marker lines `<<<<<<<`, `=======` and `>>>>>>>`"),
)
FENCE_UNTERMINATED = _kind(
    "fence-unterminated",
    _("the front matter begins here and is never closed"),
    _("add a line `---` after line {line}. If this line was meant to draw a rule, write `***` instead"),
)
FENCE_MISPLACED = _kind(
    "fence-misplaced",
    _("the front matter begins here, but only the first line of a file can begin it"),
    _("delete what stands above this `---`"),
)
FENCE_MALFORMED = _kind(
    "fence-malformed",
    _("the line `{fence}` does not mark front matter"),
    _("write exactly three hyphens `---`, at the start of the line and alone on it"),
)
FENCE_MISSING = _kind(
    "fence-missing",
    _("this looks like front matter, but no line `---` stands above it"),
    _("add a line `---` as the first line of the file. If this is text, leave a line blank before the `---` below it"),
)
TOML_FRONT_MATTER = _kind(
    "toml-front-matter",
    _("the front matter between `+++` is TOML, which OmniKB does not read"),
    _("write it as YAML: `---` instead of `+++`, and `key: value` instead of `key = value`"),
)
FRONT_MATTER_NO_MAPPING = _kind(
    "front-matter-no-mapping",
    _("the front matter is not made of `key: value` lines"),
    _("write one `key: value` a line. If the `---` was meant to draw a rule, write `***` instead"),
)
NESTING_TOO_DEEP = _kind("nesting-too-deep", _("the front matter is nested more than {limit} levels deep"), _("write it flatter"))
ALIAS_BOMB = _kind(
    "alias-bomb",
    _("the aliases (`*name`) expand to more than {limit} values, or to themselves"),
    _("write the values out where they are needed"),
)
DUPLICATE_KEY = _kind(
    "duplicate-key", _("the key `{key}` is already given in line {line}"), _("keep one of the two, or make them one list")
)
KEY_NOT_TEXT = _kind(
    "key-not-text",
    _("YAML reads the key `{key}` as a number, a date or a truth value. It is taken as text"),
    _('put it in quotes: `"{key}":`'),
    Severity.NOTICE,
)
KEY_NOT_SIMPLE = _kind(
    "key-not-simple",
    _("a list or a mapping stands here where a key should be"),
    _("put the value in quotes if the brackets are meant as text"),
)
UNKNOWN_TAG = _kind(
    "unknown-tag",
    _("`{tag}` asks for a kind of value that does not exist here"),
    _("put the value in quotes if the `!` is meant as text, else delete `{tag}`"),
)
IMPOSSIBLE_DATE = _kind(
    "impossible-date", _("`{value}` is no date in the calendar"), _("write year-month-day, such as 2025-11-29, or put it in quotes")
)
IMPOSSIBLE_VALUE = _kind(
    "impossible-value", _("`{value}` looks like a number or a truth value and is none"), _("put it in quotes if it is text")
)
YAML_ERROR = _kind(
    "yaml-error", _("this is not valid YAML: {detail}"), _("compare with a document that works, or put the value in quotes")
)
FULL_WIDTH_COLON = _kind(
    "full-width-colon",
    _("after the key `{key}` stands a full-width colon"),
    _("write the half-width colon and a space: `{key}: `"),
)
FULL_WIDTH_COLON_IN_VALUE = _kind(
    "full-width-colon-in-value",
    _("`{key}：` is read as text, for its colon is full-width"),
    _("if it is meant as a key, write the half-width colon and a space: `{key}: `"),
    Severity.NOTICE,
)
FULL_WIDTH_PUNCTUATION = _kind(
    "full-width-punctuation",
    _("YAML does not take the full-width `{character}` for punctuation"),
    _("write its half-width form here"),
)
TAB_IN_YAML = _kind("tab-in-yaml", _("a tab stands here where YAML wants spaces"), _("indent with two spaces a level"))
COLON_WITHOUT_SPACE = _kind(
    "colon-without-space", _("after the colon of `{key}` a space is missing"), _("write `{key}: ` with a space before the value")
)
COLON_IN_VALUE = _kind(
    "colon-in-value",
    _("this value holds a colon and a space, which YAML takes for another key"),
    _('put the whole value in quotes: `key: "one: two"`'),
)
KEY_WITHOUT_COLON = _kind(
    "key-without-colon",
    _("this line has no `key: value`"),
    _("add the key and the colon. If it goes on with the line above, indent it by two spaces"),
)
UNEVEN_INDENTATION = _kind(
    "uneven-indentation",
    _("this line does not stand below the lines it belongs to"),
    _("give all keys of one group the same number of spaces at the start of the line"),
)
LIST_BESIDE_KEY = _kind(
    "list-beside-key",
    _("a list cannot begin in the line of its key"),
    _("begin it in the next line, with `- ` before each item. If this is text, put it in quotes"),
)
QUOTE_UNCLOSED = _kind(
    "quote-unclosed", _("the quotation mark opened here is never closed"), _("add the same mark at the end of the value")
)
QUOTE_CLOSED_EARLY = _kind(
    "quote-closed-early",
    _("the text in quotes ends before this, but the line goes on"),
    _("inside \"…\" write \\\" for a quotation mark, inside '…' write '' for an apostrophe; or use the other kind of quotes"),
)
BACKSLASH_IN_QUOTES = _kind(
    "backslash-in-quotes",
    _('inside "…" this backslash has no meaning in YAML'),
    _("write it twice (`\\\\`), or use single quotes: '…'"),
)
BRACKET_UNCLOSED = _kind(
    "bracket-unclosed",
    _("the `{bracket}` opened here is not closed as YAML wants it"),
    _("close it, with commas between the items. If it is meant as text, put the whole value in quotes"),
)
VALUE_NEEDS_QUOTES = _kind(
    "value-needs-quotes",
    _("a value cannot begin with `{character}`, which means something else in YAML"),
    _("put the whole value in quotes"),
)
SEVERAL_DOCUMENTS = _kind(
    "several-documents",
    _("a second YAML document begins here, inside the front matter"),
    _("keep one; write `---` alone on its line"),
)


# Rendering: what a body may not carry into the page

UNSAFE_TAG = _kind(
    "unsafe-tag",
    _("the tag <{detail}> is not allowed and was removed"),
    _("remove it; to show it as text, put it in backticks: `<{detail}>`"),
)
UNSAFE_ATTRIBUTE = _kind("unsafe-attribute", _("the attribute {detail} is not allowed and was removed"), _("remove it"))
UNSAFE_URL = _kind(
    "unsafe-url",
    _("the address {detail} is not allowed and was removed"),
    _("link by http, https, mailto, tel, ftp, or to a file beside this one"),
)
EXTERNAL_MEDIA = _kind(
    "external-media",
    _("{detail} lies on another server; the page shows a link to it instead"),
    _("put the file beside this document and refer to it there"),
    Severity.NOTICE,
)
TOO_DEEP = _kind(
    "too-deep", _("lists or quotations are nested too deeply to be read; the text is shown as written"), _("use fewer levels")
)
UNKNOWN_ATTRIBUTE = _kind(
    "unknown-attribute",
    _("the attribute {detail} has no effect here and was removed"),
    _("remove it, or ask the site's keepers for a class"),
    Severity.NOTICE,
)

# Validation: front matter against the fields that the plugins declare

KEY_UNKNOWN = _kind("key-unknown", _("no such key: {key}"), _("did you mean {near}?"), otherwise=_("keys that exist here: {known}"))
KEY_MISSING = _kind("key-missing", _("the key {key} is missing"), _("add a line: {key}: …"))
NOT_TEXT = _kind("not-text", _("{key} must be text, and is {value}"), _('put it in quotes: {key}: "{value}"'))
NOT_A_NUMBER = _kind(
    "not-a-number", _("{key} must be a number, and is {value}"), _("write digits only, without unit or thousands separators")
)
NOT_YES_OR_NO = _kind("not-yes-or-no", _("{key} must be true or false, and is {value}"), _("write {key}: true or {key}: false"))
NOT_A_DATE = _kind(
    "not-a-date", _("{key} must be a date, and is {value}"), _("write it as 2025-11-03: year, month and day with two digits each")
)
NOT_A_LIST = _kind("not-a-list", _("{key} must be a list, and is {value}"), _("write one item a line, each after “- ”"))
NOT_A_MAPPING = _kind(
    "not-a-mapping",
    _("{key} must be names with values, and is {value}"),
    _("write one “name: value” a line, indented by two spaces"),
)
VALUE_NOT_ALLOWED = _kind(
    "value-not-allowed",
    _("{key} cannot be {value}"),
    _("did you mean {near}? Allowed: {allowed}"),
    otherwise=_("allowed: {allowed}"),
)
VALUE_OUT_OF_RANGE = _kind("value-out-of-range", _("{key} is {value}, and must be {limit}"), _("correct the number"))
VALUE_REFUSED = _kind("value-refused", _("{key}: {value} is not accepted: {reason}"), _("correct the value"))
TITLE_MISSING = _kind("title-missing", _("the document has no title"), _("add a line “title: …”, or begin the text with “# …”"))
TYPE_UNKNOWN = _kind(
    "type-unknown", _("there is no document type {type}"), _("did you mean {near}? Types: {types}"), otherwise=_("types: {types}")
)
KEYS_OF_DISABLED = _kind(
    "keys-of-disabled",
    _("the plugin {plugin} is switched off, and its keys are not read: {keys} (in {count} documents)"),
    _("remove it from “disable:” in the settings, or remove the keys"),
    Severity.NOTICE,
)

# Identity: every document has one id and one address

ID_INVALID = _kind(
    "id-invalid", _("“{id}” cannot be an id"), _("use letters of any script, digits, “-”, “_” and “.”, without spaces")
)
ID_TAKEN = _kind(
    "id-taken", _("the id {id} is already that of {other}"), _("give one of the two another “id:” or another file name")
)
ID_CASE = _kind(
    "id-case", _("the ids {id} and {near} ({other}) differ only in case"), _("rename one: some file systems cannot tell them apart")
)
ADDRESS_TAKEN = _kind(
    "address-taken",
    _("this page and {other} cannot both be in the site: they need the same address {address}"),
    _("rename one of the two files"),
)
FILE_EXTENSION = _kind("file-extension", _("this file is not read as a document"), _("name it {stem}.md"), Severity.NOTICE)

# Links

LINK_DANGLING = _kind(
    "link-dangling",
    _("the link leads nowhere: {target}"),
    _("did you mean {near}?"),
    otherwise=_("there is nothing like it; correct or remove it"),
)
REFERENCE_DANGLING = _kind(
    "reference-dangling",
    _("{key}: there is no document with the id {target}"),
    _("did you mean {near}?"),
    otherwise=_("there is nothing like it; correct or remove it"),
)
REFERENCE_WRONG_TYPE = _kind(
    "reference-wrong-type",
    _("{key}: {target} is of type {type}, not {expected}"),
    _("name the id of a document of type {expected}"),
)
LINK_OUTSIDE = _kind(
    "link-outside", _("the link leaves the content folder: {target}"), _("move the file into the content folder and link it there")
)
ANCHOR_DANGLING = _kind(
    "anchor-dangling",
    _("the page has no heading {target}"),
    _("did you mean {near}?"),
    otherwise=_("there is nothing like it; correct or remove it"),
)
REDIRECT_TAKEN = _kind(
    "redirect-taken", _("redirect_from: the address {address} belongs to {other}"), _("remove the line, or rename the other page")
)
REDIRECT_INVALID = _kind(
    "redirect-invalid",
    _("redirect_from: {address} is no address within the site"),
    _("write the old path, such as reviews/old-name.md"),
)
