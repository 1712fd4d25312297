"""Code, comments and formulas in a body, blanked out by the rules of the dialect, without rendering it."""

from __future__ import annotations

import re

_FENCE = re.compile(
    r"(?P<prefix>[ \t>]*)(?P<fence>`{3,}|~{3,})(?:[ \t]*\.?[\w#.+-]+(?=[ \t]|$))?"
    r"(?:[ \t]*\{[^\n]*\}|(?:[ \t]+(?:hl_lines|linenums|title)=(?:\"[^\"]*\"|'[^']*'))+)?[ \t]*$"
)
_PREFIX = re.compile(r"[ \t>]*")
_CONTAINER = re.compile(r"(?:[-*+]|\d+[.)])[ \t]|!!!|\?\?\?|===|\[\^|:[ \t]")

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK_COMMENT = re.compile(r"^ {0,3}<!--.*?-->", re.DOTALL | re.MULTILINE)
_RAW = re.compile(r"^ {0,3}<(pre|script|style|textarea)\b.*?</\1>", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_CODE_SPAN = re.compile(r"(?<![`\\])(?:\\\\)*(`+)(?!`)(?:[^\n]|\n(?![ \t]*\n))+?(?<!`)\1(?!`)")
_FORMULA = re.compile(r"^ {0,3}\$\$(?:[^\n$]|\n(?![ \t]*\n))+?\$\$|(?<!\\)\\\((?:[^\n]|\n(?![ \t]*\n))+?\\\)", re.MULTILINE)
_ESCAPE = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!<]")
_VISIBLE = re.compile(r"[^\n]")

ESCAPED = "\0\0"
"""What stands in place of a backslash and the character it escapes: nothing that a pattern looks for."""


def masked(body: str) -> str:
    """The body with all that holds no Markdown blanked out: code, comments, formulas, escapes, HTML shown as it is.

    Every other character stays in its place.
    """
    body = masked_code(body)
    if "<" in body:
        body = _RAW.sub(_blanked, body)
    if "$$" in body or "\\" in body:
        body = _ESCAPE.sub(ESCAPED, _FORMULA.sub(_blanked, body))
    return body


def masked_code(body: str) -> str:
    """The body with code and comments blanked out, every other character in its place."""
    original = body
    if "```" in body or "~~~" in body:
        body = _without_fences(body)
    if "<!--" in body:
        body = _BLOCK_COMMENT.sub(_blanked, body)
    if "\n    " in body or "\n\t" in body or body.startswith(("    ", "\t")):
        body = _without_indented_code(body, original)
    if "`" in body:
        body = _CODE_SPAN.sub(_blanked, body)
    if "<!--" in body:
        body = _COMMENT.sub(_blanked, body)
    return body


def _blanked(match: re.Match[str]) -> str:
    return _VISIBLE.sub(" ", match[0])


def _without_fences(body: str) -> str:
    """Fenced blocks blanked out. A fence that is never closed, or whose lines lose its indentation, is text."""
    lines = body.split("\n")
    opening: re.Match[str] | None = None
    start = width = 0
    for number, line in enumerate(lines):
        if opening is None:
            opening = _FENCE.match(line) if "```" in line or "~~~" in line else None
            start, width = number, len(opening["prefix"].expandtabs(4)) if opening else 0
        elif not line.strip(" \t>"):
            continue
        elif (content := _within(line, width)) is None or line.count(">", 0, width) > opening["prefix"].count(">"):
            opening = None
        elif content.rstrip() == opening["fence"]:
            lines[start : number + 1] = [" " * len(one) for one in lines[start : number + 1]]
            opening = None
    return "\n".join(lines)


def _within(line: str, width: int) -> str | None:
    """What stands behind ``width`` columns of spaces and quotation marks; ``None`` where the line has fewer."""
    expanded = line.expandtabs(4)
    prefix = _PREFIX.match(expanded)
    return expanded[width:] if prefix and prefix.end() >= width else None


def _without_indented_code(body: str, original: str) -> str:
    """Lines blanked out that follow a blank one and stand deeper than the lists and other containers around them explain.

    ``original`` still shows where a fence, blanked out in ``body``, ends a list.
    """
    lines = body.split("\n")
    depth, after_blank, in_code = 0, True, False
    for number, line in enumerate(original.split("\n")):
        content = line.lstrip()
        if not content:
            after_blank = True
            continue
        level = len(line[: -len(content)].expandtabs(4)) // 4
        masked_before = not lines[number].strip()
        in_code = level > depth and (after_blank or in_code) and not masked_before
        if in_code:
            lines[number] = " " * len(line)
        elif _CONTAINER.match(content) and not masked_before:
            depth = level + 1
        elif after_blank:
            depth = min(level, depth)
        after_blank = False
    return "\n".join(lines)
