"""Problems of front matter as YAML: what its author wrote, and what YAML makes of it."""

from __future__ import annotations

from omnikb.i18n import messages_of
from omnikb.problems.kinds import ProblemKind, Severity

_ = messages_of("omnikb")

NESTING_TOO_DEEP = ProblemKind("nesting-too-deep", _("this is nested more than {limit} levels deep"), _("write it flatter"))
ALIAS_BOMB = ProblemKind(
    "alias-bomb",
    _("the aliases (`*name`) expand to more than {limit} values, or to themselves"),
    _("write the values out where they are needed"),
)
DUPLICATE_KEY = ProblemKind(
    "duplicate-key", _("the key `{key}` is already given in line {line}"), _("keep one of the two, or make them one list")
)
KEY_NOT_TEXT = ProblemKind(
    "key-not-text",
    _("YAML reads the key `{key}` as a number, a date or a truth value. It is taken as text"),
    _('put it in quotes: `"{key}":`'),
    Severity.NOTICE,
)
KEY_NOT_SIMPLE = ProblemKind(
    "key-not-simple",
    _("a list or a mapping stands here where a key should be"),
    _("put the value in quotes if the brackets are meant as text"),
)
UNKNOWN_TAG = ProblemKind(
    "unknown-tag",
    _("`{tag}` asks for a kind of value that does not exist here"),
    _("put the value in quotes if the `!` is meant as text, else delete `{tag}`"),
)
IMPOSSIBLE_DATE = ProblemKind(
    "impossible-date", _("`{value}` is no date in the calendar"), _("write year-month-day, such as 2025-11-29, or put it in quotes")
)
IMPOSSIBLE_VALUE = ProblemKind(
    "impossible-value", _("`{value}` looks like a number or a truth value and is none"), _("put it in quotes if it is text")
)
YAML_ERROR = ProblemKind(
    "yaml-error", _("this is not valid YAML: {detail}"), _("compare with a document that works, or put the value in quotes")
)
FULL_WIDTH_COLON = ProblemKind(
    "full-width-colon",
    _("after the key `{key}` stands a full-width colon"),
    _("write the half-width colon and a space: `{key}: `"),
)
FULL_WIDTH_COLON_IN_VALUE = ProblemKind(
    "full-width-colon-in-value",
    _("`{key}：` is read as text, for its colon is full-width"),
    _("if it is meant as a key, write the half-width colon and a space: `{key}: `"),
    Severity.NOTICE,
)
COMMENT_IN_VALUE = ProblemKind(
    "comment-in-value",
    _("`{comment}` is left out: YAML takes it for a comment"),
    _("if it is part of the value, write {written}; if it is a comment, put a blank after the #"),
    Severity.NOTICE,
)
COMMENT_FOR_VALUE = ProblemKind(
    "comment-for-value", _("no value is left: YAML takes `{comment}` for a comment"), _("write {written}")
)
THOUSANDS_SEPARATOR = ProblemKind(
    "thousands-separator",
    _("the comma in `{value}` cuts the number in two: between braces it separates keys"),
    _("write {written}"),
)
FULL_WIDTH_PUNCTUATION = ProblemKind(
    "full-width-punctuation",
    _("YAML does not take the full-width `{character}` for punctuation"),
    _("write its half-width form here"),
)
TAB_IN_YAML = ProblemKind("tab-in-yaml", _("a tab stands here where YAML wants spaces"), _("indent with two spaces a level"))
COLON_WITHOUT_SPACE = ProblemKind(
    "colon-without-space", _("after the colon of `{key}` a space is missing"), _("write `{key}: ` with a space before the value")
)
COLON_IN_VALUE = ProblemKind(
    "colon-in-value",
    _("this value holds a colon and a space, which YAML takes for another key"),
    _('put the whole value in quotes: `key: "one: two"`'),
)
KEY_WITHOUT_COLON = ProblemKind(
    "key-without-colon",
    _("this line has no `key: value`"),
    _("add the key and the colon. If it goes on with the line above, indent it by two spaces"),
)
UNEVEN_INDENTATION = ProblemKind(
    "uneven-indentation",
    _("this line does not stand below the lines it belongs to"),
    _("give all keys of one group the same number of spaces at the start of the line"),
)
LIST_BESIDE_KEY = ProblemKind(
    "list-beside-key",
    _("a list cannot begin in the line of its key"),
    _("begin it in the next line, with `- ` before each item. If this is text, put it in quotes"),
)
QUOTE_UNCLOSED = ProblemKind(
    "quote-unclosed", _("the quotation mark opened here is never closed"), _("add the same mark at the end of the value")
)
QUOTE_CLOSED_EARLY = ProblemKind(
    "quote-closed-early",
    _("the text in quotes ends before this, but the line goes on"),
    _("inside \"…\" write \\\" for a quotation mark, inside '…' write '' for an apostrophe; or use the other kind of quotes"),
)
BACKSLASH_IN_QUOTES = ProblemKind(
    "backslash-in-quotes",
    _('inside "…" this backslash has no meaning in YAML'),
    _("write it twice (`\\\\`), or use single quotes: '…'"),
)
BRACKET_UNCLOSED = ProblemKind(
    "bracket-unclosed",
    _("the `{bracket}` opened here is not closed as YAML wants it"),
    _("close it, with commas between the items. If it is meant as text, put the whole value in quotes"),
)
VALUE_NEEDS_QUOTES = ProblemKind(
    "value-needs-quotes",
    _("a value cannot begin with `{character}`, which means something else in YAML"),
    _("put the whole value in quotes"),
)
SEVERAL_DOCUMENTS = ProblemKind(
    "several-documents",
    _("a second YAML document begins here"),
    _("keep one; write `---` alone on its line"),
)
