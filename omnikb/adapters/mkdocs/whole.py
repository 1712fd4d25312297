"""Which of the user's own templates show all pages, and which hooks ask for them though they are told of one page at a time."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
import material  # type: ignore[import-untyped]  # only its place is asked for
import mkdocs
from jinja2.meta import find_undeclared_variables
from mkdocs.config.defaults import MkDocsConfig

_READS = ("LOAD_FAST", "LOAD_DEREF", "LOAD_CLOSURE")
"""How Python reads a variable of a function; some versions read two at once."""

_LEADING = ("previous_page", "next_page", "locals", "vars")
"""Attributes and functions that lead to what a hook names nowhere."""

_OTHERS = frozenset({"files", "nav", "key files", "key pages", "key nav", *_LEADING})
"""Ways from one page to others."""

_TOLD = ("content", "markdown", "meta", "toc")
"""What a page says: of others than the one that is shown, a process may not know it."""

_TEMPLATES = (".html", ".xml", ".txt", ".jinja", ".j2")


def template_of_all_pages(config: MkDocsConfig) -> str:
    """The first template that every page may be made with and that reads ``pages``, or what pages of the navigation say; ``""`` for
    none. MkDocs' and Material's own do not; what is no page is made anew by each build, wherever there are others than these."""
    templates = list(_own_templates(config))
    if not templates:  # as on most sites, which need not wait for an environment
        return ""
    environment = config.theme.get_env()
    return next((name for name, file in templates if _reads_others(file, environment)), "")


def asks_for_all(event: Callable[..., Any]) -> bool:
    """Whether a hook does anything with ``files``, with the navigation or its neighbours in it, or with ``pages`` of its context.
    By MkDocs' rules most hooks must take the first, and leave it alone. One that hands on all it is given may do anything."""
    code = getattr(inspect.unwrap(event), "__code__", None)
    if not isinstance(code, CodeType):
        return True
    has_keys = bool(code.co_flags & inspect.CO_VARKEYWORDS) or "context" in code.co_varnames
    return not _OTHERS.isdisjoint(_read_by(code, keys=has_keys))


def _own_templates(config: MkDocsConfig) -> Iterator[tuple[str, Path]]:
    apart = {*config.theme.static_templates, *config.extra_templates}
    known = [Path(str(module.__file__)).parent for module in (mkdocs, material)]
    for folder in map(Path, config.theme.dirs):
        if any(folder.is_relative_to(one) for one in known):
            continue
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            if file.suffix in _TEMPLATES and name not in apart and file.is_file():
                yield f"{folder.name}/{name}", file


def _reads_others(file: Path, environment: jinja2.Environment) -> bool:
    try:
        text = file.read_text("utf-8")
        if not any(word in text for word in ("pages", "nav", "_page")):
            return False
        parsed = environment.parse(text)
        told = (one for one in parsed.find_all(jinja2.nodes.Getattr) if one.attr in _TOLD)
        return "pages" in find_undeclared_variables(parsed) or any(not _is_page(one.node) for one in told)
    except (OSError, UnicodeDecodeError, jinja2.TemplateSyntaxError):
        return False  # MkDocs says it, where it needs the file


def _is_page(node: jinja2.nodes.Node) -> bool:
    return isinstance(node, jinja2.nodes.Name) and node.name == "page"


def _read_by(code: CodeType, *, keys: bool) -> Iterator[str]:
    """The variables and attributes that are read, here and in the functions within, and the texts, which may be ``keys``."""
    for one in dis.get_instructions(code):
        if keys and one.opname == "CALL_FUNCTION_EX" and (one.arg is None or one.arg & 1):  # with keywords, which may be all
            yield "files"
        if one.argval in _LEADING:
            yield str(one.argval)
        elif any(way in one.opname for way in _READS):
            yield from one.argval if isinstance(one.argval, tuple) else (str(one.argval),)
        elif isinstance(one.argval, CodeType):
            yield from _read_by(one.argval, keys=keys)
        elif keys and one.opname == "LOAD_CONST":
            yield f"key {one.argval}"
