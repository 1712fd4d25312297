"""Templates of plugins: Jinja2, autoescaped, in the language of the page they are rendered for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from gettext import NullTranslations
from types import FunctionType, MethodType
from typing import Any, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup, escape

from omnikb.documents import Document
from omnikb.i18n import catalogue, translated
from omnikb.index import Index


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
    ``href(path)``; ``table(headings, rows, numeric, sortable)``; ``date``, ``number`` and ``label``; ``lang`` and ``index``.
    """

    def __init__(self, package: str) -> None:
        """``package``: the import name of the plugin."""
        self._package = package

    def render(self, name: str, on: Placed, index: Index, /, **values: Any) -> Markup:
        """The template ``name`` with ``values``, its links as they must stand on the page of ``on``."""
        lang = on.lang or index.language
        template = _environment(self._package, lang).get_template(name)
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


def date(value: datetime.date | None) -> str:
    """A date as 2025-11-03; nothing for ``None``."""
    return value.isoformat() if value else ""


class _Context(Context):
    """Calls a plain function at once. Jinja's own way asks four times what it takes, which is a twelfth of composing."""

    def call(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
        if isinstance(function, FunctionType | MethodType) and not hasattr(function, "jinja_pass_arg"):
            values.pop("_loop_vars", None)
            values.pop("_block_vars", None)
            return function(*args, **values)
        return super().call(function, *args, **values)


@cache
def _environment(package: str, lang: str) -> Environment:
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.context_class = _Context
    translations = catalogue(package, lang)
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    environment.globals |= {
        **_words(translations),
        "table": table,
        "number": number,
        "date": date,
        "label": lambda message: translated(message, lang),
    }
    environment.policies["ext.i18n.trimmed"] = True
    return environment


def _words(translations: NullTranslations) -> dict[str, Callable[..., Markup]]:
    """``_``, ``gettext`` and ``ngettext`` as Jinja's own, which make a context for each word that is said in a loop."""

    @lru_cache(maxsize=4096)
    def said(message: str) -> Markup:
        return Markup(translations.gettext(message))  # noqa: S704 - catalogues are the packages' own

    @lru_cache(maxsize=4096)
    def alone(message: str) -> Markup:
        return said(message) % {}

    def gettext(message: str, /, **variables: object) -> Markup:
        return said(message) % variables if variables else alone(message)

    def ngettext(one: str, many: str, number: int, /, **variables: object) -> Markup:
        text = Markup(translations.ngettext(one, many, number))  # noqa: S704 - as above
        return text % {"num": number, **variables}

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


def text_of(label: str, lang: str) -> Markup:
    """A label in a language, escaped."""
    return escape(translated(label, lang))
