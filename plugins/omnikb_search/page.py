"""The page of the search, where the scripts show their results; and the files that box and page are made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

from omnikb import Asset, Deferred, Document, Index, Load, Page, Section, Settings, Templates, translated
from omnikb_search.settings import address_to_ask
from omnikb_search.words import _, words_in

_TEMPLATES = Templates("omnikb_search")

HOME = "index.md"
"""The path of the home page: addresses are told from there."""

PAGE = "search/index.md"
"""The path of the search page."""

FOLDER = "assets/omnikb/search"
"""Where scripts, styles and index are in the site."""

LANGUAGES = ("zh", "en")

_COMMENT = re.compile(rb"^[ \t]*(?:/\*.*?\*/|//[^\n]*)?\n", re.MULTILINE | re.DOTALL)
"""Lines of a script that only say something to those who read the sources, and empty ones: a sixth of what would be loaded."""


def search_page(index: Index) -> Page:
    """The page, empty but for links to the lists, which are all there is without scripts."""
    title, deferred = translated(_("Search"), index.language), Deferred(search_section)
    return Page(PAGE, title, sections=deferred, lang=index.language, engine={"hide": ["navigation", "toc"]})


def types_in_use(index: Index) -> Mapping[str, bool]:
    """Whether there are documents of each type: so little that the page changes only with the first or last of one."""
    return {name: bool(index.of_type(name)) for name in index.types}


def search_section(on: Page | Document, index: Index) -> Iterator[Section]:
    """The place where the scripts show what they find."""
    used = index.derive(types_in_use)
    lists = [(f"{kind.folder}/index.md", kind.plural) for kind in index.types.values() if used.get(kind.name)]
    yield Section("", _TEMPLATES.render("search.html", on, index, lists=lists), weight=0)


def interface(index: Index, settings: Settings) -> Iterator[Asset]:
    """What the scripts need to know of this site and its readers' language: one file a language."""
    known = {
        "page": index.href(HOME, PAGE),
        "ask": address_to_ask(index, settings, HOME),
        "index": f"{FOLDER}/index/",
    }
    for lang in LANGUAGES:
        text = json.dumps({**known, "words": words_in(lang)}, ensure_ascii=False, separators=(",", ":"))
        yield Asset(f"{FOLDER}/interface.{lang}.json", text.encode())


def scripts() -> Iterator[Asset]:
    """The box on every page; all else is fetched when it is first needed."""
    package = resources.files("omnikb_search")
    yield Asset(f"{FOLDER}/search.css", (package / "search.css").read_bytes(), load=Load.EVERYWHERE)
    yield from _modules(package / "scripts")
    yield from _modules(resources.files("omnikb") / "textindex")


def _modules(folder: resources.abc.Traversable) -> Iterable[Asset]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".js"):
            load = Load.EVERYWHERE if file.name == "search.js" else Load.NEVER
            yield Asset(f"{FOLDER}/{file.name}", _COMMENT.sub(b"", file.read_bytes()), load=load)
