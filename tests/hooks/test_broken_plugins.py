"""A broken plugin is named in one line, and can be switched off."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from omnikb.errors import OmniKBError, PluginError
from omnikb.testing import KnowledgeBase

Install = Callable[..., None]

HEAD = """
import functools
from typing import Annotated
import pluggy
from pydantic import BaseModel, Field, field_validator
from omnikb import (
    Asset, Deferred, Document, DocumentType, Fields, FieldsModel, Link, Page, Problem, ProblemKind, Ref, Section, trait, types
)
hookimpl = pluggy.HookimplMarker("omnikb")
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a distribution with one plugin on Python's path: ``install("sick", source)`` makes ``acme-sick 1.0``."""

    def add(name: str, source: str, distribution: str = "acme-sick") -> None:
        module = f"broken_{distribution.replace('-', '_')}"
        folder = tmp_path / distribution
        about = folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
        about.mkdir(parents=True)
        (folder / f"{module}.py").write_text(HEAD + dedent(source), encoding="utf-8")
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n", encoding="utf-8")
        (about / "entry_points.txt").write_text(f"[omnikb]\n{name} = {module}\n", encoding="utf-8")
        monkeypatch.syspath_prepend(str(folder))
        monkeypatch.delitem(sys.modules, module, raising=False)
        importlib.invalidate_caches()

    return add


FILES = {"index.md": "# Home", "notes/a.md": "# A"}

NOTES = """
def omnikb_document_types(): yield DocumentType('note', 'notes', 'Note', 'Notes', frozenset({'knowledge'}))
def omnikb_fields(): yield Fields(Own, types=types('note'))
class Own(FieldsModel):
"""

PICKY = """
    mood: str = 'vague'
    @field_validator('mood')
    @classmethod
    def known(cls, value):
"""

VAGUE = "VAGUE = ProblemKind('bad/vague', 'm {word}', 'h')\n"

BROKEN = {
    "import error": ("import no_such_module", "", "", "ModuleNotFoundError: No module named 'no_such_module'"),
    "error at import": ("1 / 0", "", "", "ZeroDivisionError: division by zero"),
    "syntax error": ("def omnikb_pages(:", "", "", "SyntaxError"),
    "misspelt hook": ("def omnikb_page(index): return []", "omnikb_page", "", "did you mean omnikb_pages?"),
    "misspelt and decorated": (
        "@hookimpl\ndef omnikb_sektions(index): return []",
        "omnikb_sektions",
        "",
        "did you mean omnikb_sections?",
    ),
    "wrapper": ("@hookimpl(wrapper=True)\ndef omnikb_pages(index):\n    return (yield)", "omnikb_pages", "", "wrapper"),
    "old wrapper": ("@hookimpl(hookwrapper=True)\ndef omnikb_pages(index):\n    yield", "omnikb_pages", "", "wrapper"),
    "unknown argument": (
        "def omnikb_pages(indx): return []",
        "omnikb_pages",
        "",
        "no argument indx; the arguments are: index, settings",
    ),
    "no iterable": (
        "def omnikb_pages(index): return Page('p.md', 'P')",
        "omnikb_pages",
        "",
        "gave Page where Iterable[Page] is expected",
    ),
    "text": ("def omnikb_pages(index): return 'p.md'", "omnikb_pages", "", "gave str where Page is expected"),
    "wrong record": ("def omnikb_pages(index): yield 'p.md'", "omnikb_pages", "", "gave str where Page is expected"),
    "late error": (
        "def omnikb_sections(document):\n    yield Section('S', '')\n    raise KeyError('two\\nlines')",
        "omnikb_sections",
        "notes/a.md",
        "KeyError: 'two\\nlines'",
    ),
    "error for a document": (
        "def omnikb_links(document): raise ValueError('a\\nb')",
        "omnikb_links",
        "index.md",
        "ValueError: a b",
    ),
    "error in a check": ("def omnikb_check_document(document): 1 / 0", "omnikb_check_document", "index.md", "ZeroDivisionError"),
    "error in a check of all": ("def omnikb_check_index(index): 1 / 0", "omnikb_check_index", "", "ZeroDivisionError"),
    "wrong answer": ("def omnikb_select(document): return 0", "omnikb_select", "index.md", "gave int where bool is expected"),
    "error in a choice": ("def omnikb_select(document): 1 / 0", "omnikb_select", "index.md", "ZeroDivisionError"),
    "no model": ("def omnikb_settings(): return {}", "omnikb_settings", "", "gave dict where a pydantic model class is expected"),
    "no type": ("def omnikb_document_types(): yield 'note'", "omnikb_document_types", "", "gave str where DocumentType"),
    "no fields": ("def omnikb_fields(): yield FieldsModel", "omnikb_fields", "", "where Fields is expected"),
    "error in types": ("def omnikb_document_types(): 1 / 0", "omnikb_document_types", "", "ZeroDivisionError"),
    "no asset": ("def omnikb_assets(index): yield b''", "omnikb_assets", "", "gave bytes where Asset is expected"),
    "exit at import": ("raise SystemExit(0)", "", "", "SystemExit: 0"),
    "exit in a hook": ("def omnikb_links(document): raise SystemExit", "omnikb_links", "index.md", "SystemExit"),
    "exit while giving": ("def omnikb_pages(index):\n    yield Page('p.md', 'P')\n    exit(0)", "omnikb_pages", "", "SystemExit"),
    "exit in a choice": ("def omnikb_select(document): raise SystemExit(0)", "omnikb_select", "index.md", "SystemExit: 0"),
    "fields of no model": (
        "def omnikb_fields(): yield Fields(int)",
        "omnikb_fields",
        "",
        "Fields.model is int where type[BaseModel] is expected",
    ),
    "fields of a value": ("def omnikb_fields(): yield Fields(5)", "omnikb_fields", "", "Fields.model is int"),
    "a link without relation": (
        "def omnikb_links(document): yield Link(document.id, 'a', None)",
        "omnikb_links",
        "index.md",
        "Link.relation is NoneType where str is expected",
    ),
    "a link to a number": (
        "def omnikb_links(document): yield Link(document.id, 5, 'r')",
        "omnikb_links",
        "index.md",
        "Link.target is int where str is expected",
    ),
    "a link with a wrong key": (
        "def omnikb_links(document): yield Link(document.id, 'a', 'r', key=(1.5,))",
        "omnikb_links",
        "index.md",
        "Link.key is (float, …) where KeyPath | None is expected",
    ),
    "an asset of a number": ("def omnikb_assets(index): yield Asset('x.css', 5)", "omnikb_assets", "", "Asset.content is int"),
    "an asset loaded by a word": (
        "def omnikb_assets(index): yield Asset('x.css', b'', 'everywhere')",
        "omnikb_assets",
        "",
        "Asset.load is str where Load | tuple[str, ...] is expected",
    ),
    "a type without labels": (
        "def omnikb_document_types(): yield DocumentType('x', 'x', None, 5)",
        "omnikb_document_types",
        "",
        "DocumentType.label is NoneType where str is expected",
    ),
    "a type outside the content": (
        "def omnikb_document_types(): yield DocumentType('x', '../y', 'X', 'Xs')",
        "omnikb_document_types",
        "",
        "../y is no folder inside the content folder",
    ),
    "a section of a number": (
        "def omnikb_sections(document): yield Section('h', 5)",
        "omnikb_sections",
        "notes/a.md",
        "Section.html",
    ),
    "a section without heading": (
        "def omnikb_sections(document): yield Section(None, '')",
        "omnikb_sections",
        "notes/a.md",
        "Section.heading is NoneType where str is expected",
    ),
    "a page with a wrong section": (
        "def omnikb_pages(index): yield Page('p.md', 'P', sections=(Section('h', None),))",
        "omnikb_pages",
        "",
        "Section.html is NoneType",
    ),
    "a problem of no kind": (
        "def omnikb_check_index(index): yield Problem('x', 'a.md')",
        "omnikb_check_index",
        "",
        "Problem.kind is str",
    ),
    "a page there is": (
        "def omnikb_pages(index): return [Page('p.md', 'P'), Page('p/index.md', 'P')]",
        "omnikb_pages",
        "",
        "already a page at p/index.md; it is from sick (acme-sick)",
    ),
    "a page of the site engine": (
        "def omnikb_pages(index): yield Page('sitemap.xml.md', 'P')",
        "omnikb_pages",
        "",
        "sitemap.xml.md is a file of the site engine",
    ),
    "a page in the place of a list": (
        f"{NOTES}    pass\ndef omnikb_pages(index): yield Page('notes/index.md', 'N')",
        "omnikb_pages",
        "",
        "already a page at notes/index.md; it is from omnikb",
    ),
    **{
        f"a page at {path!r}": (f"def omnikb_pages(index): yield Page({path!r}, 'P')", "omnikb_pages", "", "no path of a page")
        for path in ("../p.md", "/p.md", "a/../../p.md", ".p/p.md", "p", "p.html", "a//p.md", "a\\p.md", f"{'p' * 256}.md", "")
    },
    **{
        f"an asset at {path!r}": (f"def omnikb_assets(index): yield Asset({path!r}, b'')", "omnikb_assets", "", "no path of a file")
        for path in ("../../../x.css", "/x.css", "a/../x.css", ".git/x", "x.md", "")
    },
    "a validator that fails": (
        f"{NOTES}{PICKY}        return {{}}[value]\n    model_config = {{'validate_default': True}}",
        "omnikb_fields",
        "notes/a.md",
        "it failed: KeyError: 'vague'",
    ),
    "a default that fails": (
        f"{NOTES}    mood: int = Field(default_factory=lambda: 1 // 0)",
        "omnikb_fields",
        "notes/a.md",
        "it failed: ZeroDivisionError",
    ),
    "a validator that cannot say what is wrong": (
        f"{VAGUE}{NOTES}{PICKY}        raise VAGUE.error()\n    model_config = {{'validate_default': True}}",
        "omnikb_fields",
        "notes/a.md",
        "its problem bad/vague cannot be filled in: KeyError: 'word'",
    ),
    "a problem without its words": (
        f"{VAGUE}def omnikb_check_document(document): yield VAGUE.about(document, other='x')",
        "omnikb_check_document",
        "index.md",
        "the message or hint of its problem bad/vague cannot be filled in: KeyError: 'word'",
    ),
    "a problem without its words in a check of all": (
        f"{VAGUE}def omnikb_check_index(index): yield VAGUE.at('notes/a.md')",
        "omnikb_check_index",
        "notes/a.md",
        "bad/vague cannot be filled in",
    ),
    **{
        f"a problem that says {message!r}": (
            f"def omnikb_check_index(index): yield ProblemKind('bad/brace', *{message!r}).at('a.md', word='w')",
            "omnikb_check_index",
            "a.md",
            "bad/brace cannot be filled in: ",
        )
        for message in (("a { brace", "h"), ("m", "a } brace"), ("{}", "h"), ("{word:d}", "h"), ("{word.no}", "h"), ("m", "{no}"))
    },
    "a problem without a hint": (
        "def omnikb_check_index(index): yield ProblemKind('bad/none', 'm', None).at('a.md')",
        "omnikb_check_index",
        "",
        "ProblemKind.hint is NoneType where str is expected",
    ),
    "a validator of settings that fails": (
        f"def omnikb_settings(): return S\nclass S(BaseModel):{PICKY}        return {{}}[value]\n"
        "    model_config = {'validate_default': True}",
        "omnikb_settings",
        "",
        "it failed: KeyError: 'vague'",
    ),
    "a validator of settings that cannot say what is wrong": (
        f"{VAGUE}def omnikb_settings(): return S\nclass S(BaseModel):{PICKY}        raise VAGUE.error()\n"
        "    model_config = {'validate_default': True}",
        "omnikb_settings",
        "",
        "it failed: KeyError: 'word'",
    ),
    **{
        f"fields that name {named}": (fields, "omnikb_fields", "", reason)
        for named, fields, reason in (
            (
                "a misspelt type",
                "def omnikb_fields(): yield Fields(FieldsModel, types('lesson', 'leson'))",
                "there is no document type leson; did you mean lesson?",
            ),
            (
                "a misspelt trait",
                "def omnikb_fields(): yield Fields(FieldsModel, trait('knowlege'))",
                "no document type has the trait knowlege; did you mean knowledge?",
            ),
            (
                "a misspelt type in a reference",
                "class Part(FieldsModel):\n    of: list[Annotated[str, Ref('leson')]] = []\n    parts: list['Part'] = []\n"
                "class Own(FieldsModel):\n    by: dict[str, Part | None] = {}\ndef omnikb_fields(): yield Fields(Own)",
                "there is no document type leson; did you mean lesson?",
            ),
        )
    },
    "given no tuple": (
        "def omnikb_pages(index): yield Page('p.md', 'P', sections=Deferred(print, 5))",
        "omnikb_pages",
        "",
        "Deferred.given is int where tuple[Any, ...] is expected",
    ),
    **{
        f"a hook of {kind}": (
            f"omnikb_pages = {made}",
            "omnikb_pages",
            "",
            f"a hook is a function written with def; this is {kind}",
        )
        for kind, made in {
            "partial": "functools.partial(lambda index: [])",
            "_lru_cache_wrapper": "functools.cache(lambda index: [])",
            "Maker": "type('Maker', (), {'__call__': lambda self, index: []})()",
        }.items()
    },
    "an asset there is": (
        "def omnikb_assets(index): return [Asset('a.css', b''), Asset('a.css', b'')]",
        "omnikb_assets",
        "",
        "already a file at a.css; it is from sick (acme-sick)",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_plugin_is_named_in_one_line_with_distribution_hook_and_document(case: str, install: Install) -> None:
    source, hook, document, reason = BROKEN[case]
    install("sick", source)
    with pytest.raises(PluginError) as raised:
        KnowledgeBase(FILES).build()
    line = str(raised.value)
    assert "\n" not in line
    assert line.startswith("plugin sick (from acme-sick)")
    assert reason in line
    assert (f"hook {hook}" in line) == bool(hook)
    assert (f", document {document}" in line) == bool(document)


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_plugin_can_be_switched_off(case: str, install: Install) -> None:
    install("sick", BROKEN[case][0])
    built = KnowledgeBase(FILES, settings={"disable": ["sick"]}).build()
    assert built.codes == []
    assert [plugin.name for plugin in built.plugins.disabled] == ["sick"]


def test_words_in_a_message_may_be_laid_out_and_those_of_a_hint_may_be_lacking_where_there_is_another(install: Install) -> None:
    source = "ProblemKind('fine/one', '{count:,} {word!r} {{}}', 'use {near}', otherwise='none')"
    install("fine", f"def omnikb_check_index(index): yield {source}.at('a.md', count=1000, word='w')")
    (problem,) = KnowledgeBase(FILES).build().problems
    assert (problem.message("zh"), problem.hint("zh")) == ("1,000 'w' {}", "none")


@pytest.mark.parametrize("fields", ["FieldsModel, types('product')", "FieldsModel, trait('known')", "Own", "FieldsModel"])
def test_fields_may_be_for_types_of_a_plugin_that_is_not_installed(fields: str, install: Install) -> None:
    own = "class Own(FieldsModel):\n    of: Annotated[str, Ref('product')] = ''\n    any: Annotated[str, Ref()] = ''\n"
    install("far", f"{own}def omnikb_fields(): yield Fields({fields})")
    assert KnowledgeBase(FILES).build().codes == []


def test_of_two_plugins_that_make_one_page_both_are_named(install: Install) -> None:
    source = "def omnikb_pages(index): yield Page({!r}, 'P')"
    install("first", source.format("p.md"), "acme-first")
    install("second", source.format("p/index.md"), "acme-second")
    with pytest.raises(PluginError, match=r"^plugin second \(from acme-second\), hook omnikb_pages: .* from first \(acme-first\)$"):
        KnowledgeBase(FILES).build()


def test_two_plugins_of_one_name_are_refused_naming_both_distributions(install: Install) -> None:
    install("twin", "", "acme-first")
    install("twin", "", "acme-second")
    with pytest.raises(PluginError) as raised:
        KnowledgeBase(FILES).build()
    assert "acme-first" in str(raised.value)
    assert "acme-second" in str(raised.value)
    assert KnowledgeBase(FILES, settings={"disable": ["twin"]}).build().codes == []


def test_a_plugin_with_the_name_of_a_first_party_one_is_refused(install: Install) -> None:
    install("risks", "")
    with pytest.raises(PluginError, match=r"plugin risks .*two plugins of this name"):
        KnowledgeBase(FILES).build()


def test_switching_off_a_plugin_that_is_not_there_is_a_mistake_in_the_settings() -> None:
    with pytest.raises(OmniKBError, match=r"mkdocs.yml: disable: there is no plugin risk \(did you mean risks\?\)"):
        KnowledgeBase(FILES, settings={"disable": ["risk"]}).build()


def test_a_hook_may_leave_out_arguments_and_return_nothing(install: Install) -> None:
    install("lazy", "def omnikb_pages(): pass\ndef omnikb_sections(index, extra=1): return None")
    assert KnowledgeBase(FILES).build().codes == []


def test_a_decorated_hook_and_a_class_beside_it_are_fine(install: Install) -> None:
    install("fine", "class omnikb_thing: pass\n@hookimpl(trylast=True)\ndef omnikb_pages(index): yield Page('p.md', 'P')")
    assert KnowledgeBase(FILES).build().page("p.md").html.count("<h1>P</h1>") == 1


@pytest.mark.parametrize("path", ["second.md", "second/index.md", "second/index.html.md"])
@pytest.mark.parametrize("link", ["", "[made](made.md)"])
def test_a_document_in_the_place_of_a_plugins_page_stays_and_is_told_whose_page_it_keeps_out(
    path: str, link: str, install: Install
) -> None:
    install("maker", "def omnikb_pages(index): return [Page('second.md', 'Of the plugin'), Page('made.md', 'Made')]")
    built = KnowledgeBase({**FILES, "index.md": f"# Home\n\n{link}", path: "# Of the content"}).build()
    (problem,) = built.site.problems
    assert (problem.code, problem.path) == ("address-taken", path)
    assert "second.md (maker, acme-sick)" in problem.message("en")
    assert built.knowledge.problems == built.site.problems  # a check says it too
    pages = [page.title for page in built.site.pages if "second" in page.path]
    assert pages == ["Of the content"]
