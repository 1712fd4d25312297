"""Templates of plugins: Jinja2, autoescaped, in the language of the page they are rendered for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol

from markupsafe import Markup, escape

from omnikb.documents import Document
from omnikb.i18n import primary_language, translated
from omnikb.index import Index
from omnikb.roles import Role, Standing, StateValue


class Placed(Protocol):
    """What a template is rendered for: a document or a page."""

    @property
    def path(self) -> str:
        """Its Markdown path."""
        ...

    @property
    def lang(self) -> str:
        """Its language."""
        ...


class Templates:
    """The templates in a package's ``templates`` folder.

    In a template stand, besides the values given: ``_`` and ``ngettext``; ``link(document, text)``;
    ``state(document)``; ``href(path)``; ``table(headings, rows, numeric, sortable)``; ``date``, ``number``, ``money`` and
    ``label``; ``lang`` and ``index``.
    """

    def __init__(self, package: str) -> None:
        """``package``: the import name of the plugin."""
        self._package = package

    def render(self, name: str, on: Placed, index: Index, /, **values: Any) -> Markup:
        """The template ``name`` with ``values``, its links as they must stand on the page of ``on``."""
        from omnikb.template_engine import environment_of  # noqa: PLC0415 - a check seldom renders, and need not load Jinja

        lang = on.lang or index.language
        template = environment_of(self._package, lang).get_template(name)
        view = View(on.path, lang, index)
        return Markup(  # noqa: S704 - autoescape is on; what comes out of a template is HTML
            template.render(link=view.link, href=view.href, lang=lang, index=index, on=on, **values)
        )


class View:
    """Links as they must stand on one page."""

    def __init__(self, path: str, lang: str, index: Index) -> None:
        """``path``: the Markdown path of the page; ``lang``: its language."""
        self._path, self._lang, self._index = path, lang, index

    def href(self, path: str) -> str:
        """The final relative address of a page or file of the content folder."""
        return self._index.href(self._path, path)

    def link(self, target: Document | str, text: str = "") -> Markup:
        """A link to a document, or to the one of an id; its title in its own language."""
        if isinstance(target, str):
            target = self._index.documents[target]
        foreign = target.lang if not text and target.lang != self._lang else ""
        return _link(self.href(target.path), text or target.title, foreign)


@lru_cache(maxsize=4096)  # a page leads to the same documents from several of its sections
def _link(href: str, text: str, lang: str) -> Markup:
    foreign = f' lang="{escape(lang)}"' if lang else ""
    return Markup(f'<a href="{href}"{foreign}>{escape(text)}</a>')  # noqa: S704 - every part is escaped, an address by quoting


_STATELESS = Markup("")


def state_words(document: Document, lang: str) -> Markup:
    """The state a document is in, to stand after its title in a list; nothing where no plugin knows of one."""
    states = [state for state in document.with_role(Role.STATE) if isinstance(state, StateValue)]
    if not states:  # of most documents, and lists are long
        return _STATELESS
    return Markup("").join(_state(translated(one.label, lang), one.standing is Standing.RETIRED) for one in states)


@lru_cache(maxsize=512)  # by the words: states of two plugins that are written alike are equal
def _state(words: str, retired: bool) -> Markup:
    return Markup(' <span class="omnikb-state{}">{}</span>').format(" omnikb-retired" if retired else "", words)


def table(
    headings: Sequence[object], rows: Iterable[Sequence[object]], numeric: Sequence[int] = (), sortable: bool = False
) -> Markup:
    """An HTML table. ``numeric`` are the columns, from 0, that hold numbers; ``sortable``: readers may sort by any column."""
    head = Markup("").join(
        Markup('<th scope="col"{}{}>{}</th>').format(_cell_class(number, numeric), _sort_mark(number, numeric, sortable), text)
        for number, text in enumerate(headings)
    )
    body = Markup("").join(
        Markup("<tr>{}</tr>\n").format(
            Markup("").join(Markup("<td{}>{}</td>").format(_cell_class(number, numeric), cell) for number, cell in enumerate(row))
        )
        for row in rows
    )
    return Markup('<div class="omnikb-table"><table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table></div>').format(
        head, body
    )


def _cell_class(number: int, numeric: Sequence[int]) -> Markup:
    return Markup(' class="omnikb-number"') if number in numeric else Markup("")


def _sort_mark(number: int, numeric: Sequence[int], sortable: bool) -> Markup:
    """How the value of a column is compared; a table is sorted in the browser, where something there does that."""
    if not sortable:
        return Markup("")
    return Markup(' data-sort="number"') if number in numeric else Markup(' data-sort="text"')


def number(value: float | None, sign: bool = False) -> str:
    """A number with thousands separators and no needless zeros; ``sign`` adds + to a positive one; nothing for ``None``."""
    if value is None:
        return ""
    value = round(value, 2) or 0  # never a negative nothing
    text = f"{value:+,.2f}" if sign and value else f"{value:,.2f}"
    return text.rstrip("0").rstrip(".").replace("-", "−")


def money(value: float | None, lang: str, sign: bool = False) -> str:
    """How an amount that is kept in units of 10,000 yuan is counted in a language: 3.9 (万元) in Chinese, 39,000 (yuan) in others.

    The words around it say the unit: ``_("%(amount)s yuan", amount=money(…))`` is ``%(amount)s 万元`` in a Chinese catalogue.
    """
    return number(value if value is None or primary_language(lang) == "zh" else value * 10_000, sign)


def date(value: datetime.date | None) -> str:
    """A date as 2025-11-03; nothing for ``None``."""
    return value.isoformat() if value else ""


def text_of(label: str, lang: str) -> Markup:
    """A label in a language, escaped."""
    return escape(translated(label, lang))
