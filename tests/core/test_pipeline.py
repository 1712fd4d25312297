"""The whole way from files to problems and pages."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from omnikb.documents import DocumentType, Fields, FieldsModel, trait
from omnikb.pages import Page, Section
from omnikb.problems import ProblemKind
from omnikb.suggestions import Names
from omnikb.testing import KnowledgeBase

SHOUTING = ProblemKind("audience/shouting", "{title} is loud", "lower your voice")


class AudienceFields(FieldsModel):
    audience: str = "all"


class Notes:
    def omnikb_document_types(self):
        yield DocumentType("note", "notes", "Note", "Notes", frozenset({"knowledge"}))


class Audience:
    """Hides what is not for everyone."""

    def omnikb_fields(self):
        yield Fields(AudienceFields, types=trait("knowledge"))

    def omnikb_select(self, document):
        fields = document.get(AudienceFields)
        return fields is None or fields.audience == "all"

    def omnikb_check_document(self, document):
        if document.title.isupper() and len(document.title) > 3:
            yield SHOUTING.about(document, "title", title=document.title)

    def omnikb_check_index(self, index):
        for document in index.of_type("note"):
            if document.title == "Lonely" and not index.incoming(document.id):
                yield SHOUTING.about(document, "title", title=document.title)

    def omnikb_sections(self, document, index):
        yield Section("Audience", Markup(), weight=20)

    def omnikb_pages(self, index):
        yield Page("audience.md", "Audience", "\n".join(f"- {name}" for name in index.documents))


class Greeter:
    def omnikb_sections(self, document):
        yield Section("Greeting", Markup(), weight=20)


PLUGINS = {"notes": Notes(), "audience": Audience(), "greeter": Greeter()}

HIDDEN: dict[str, str | bytes] = {
    "index.md": "# Home\n\n[[secret]] [[秘密-id]] [a](notes/secret.md) [b](notes/secret.md#part) ![c](open.png)\n",
    "notes/secret.md": "---\ntitle: SECRET\naudience: few\nredirect_from: old\n---\n\n![x](secret.png) [[nowhere]] [[open]]\n",
    "notes/other.md": "---\ntitle: Other\nid: 秘密-id\naudience: few\n---\n",
    "notes/open.md": "---\ntitle: Open\n---\n",
    "secret.png": b"",
    "open.png": b"",
}


def build(files, plugins=PLUGINS):
    return KnowledgeBase(files, plugins=plugins).build()


def test_a_document_that_is_not_selected_leaves_no_trace() -> None:
    built = build(HIDDEN)
    assert built.codes == []
    assert sorted(built.index.documents) == ["index", "open"]
    assert built.index.incoming("open") == ()
    assert built.site.files == {"open.png"}
    assert built.site.redirects == {}
    assert built.knowledge.left_out == frozenset()
    everything = "".join(built.page(page.path).html for page in built.site.pages)
    assert "SECRET" not in everything
    assert "href" not in built.page("index.md").html.partition("<section")[0]


def test_the_order_of_plugins_and_files_does_not_matter() -> None:
    files = {
        **HIDDEN,
        "notes/loud.md": "---\ntitle: LOUD\n---\n\n[[opne]]\n",
        "notes/twin/open.md": "# Twin",
        "broken.md": "---\na: [\n---\n",
    }
    first = build(files)
    assert len(first.problems) > 3
    shuffle = random.Random(7).shuffle
    for _round in range(5):
        shuffled_files, shuffled_plugins = list(files.items()), list(PLUGINS.items())
        shuffle(shuffled_files)
        shuffle(shuffled_plugins)
        again = build(dict(shuffled_files), dict(shuffled_plugins))
        assert again.site == first.site
        assert again.problems == first.problems


def test_sections_of_one_weight_stand_in_the_order_of_their_plugins_names() -> None:
    (page,) = [page for page in build(HIDDEN).site.pages if page.path == "index.md"]
    assert [section.heading for section in page.sections] == ["Audience", "Greeting"]


def test_problems_are_sorted_by_file_line_and_column() -> None:
    files = {
        "b.md": "# B\n\n[[nowhere-2]] [[nowhere-1]]\n\n[[nowhere-0]]",
        "a.md": "# A\n\n[[nowhere]]",
        "notes/c.md": "---\ntitle: C\nzzz: 1\n---\n",
    }
    places = [(problem.path, problem.line, problem.column) for problem in build(files).problems]
    assert places == [("a.md", 3, 1), ("b.md", 3, 1), ("b.md", 3, 15), ("b.md", 5, 1), ("notes/c.md", 3, 1)]


def test_one_bad_file_never_hides_another() -> None:
    bad = {
        "a.md": b"\xff\xfe",
        "b.md": "---\na: [\n---\n",
        "c.md": "---\ndate: 2021-29-11\n---\n",
        "notes/d.md": "---\ntitle: D\nzzz: 1\n---\n",
        "notes/e.md": "words",
        "f.md": "[[nowhere]]",
        "g.markdown": "words",
        "notes/h.md": "---\ntitle: LOUD\n---\n",
        "good.md": "# Good",
    }
    built = build(bad)
    assert {problem.path for problem in built.problems} == set(bad) - {"good.md"}
    assert {"f", "h", "good"} <= set(built.index.documents)


def test_a_problem_that_a_plugin_finds_stands_at_its_key() -> None:
    (problem,) = build({"notes/x.md": "---\naudience: all\ntitle: LOUD\n---\n"}).problems
    assert (problem.code, problem.line, problem.column) == ("audience/shouting", 3, 1)
    (problem,) = build({"notes/x.md": "---\ntitle: Lonely\n---\n"}).problems
    assert problem.message("en") == "Lonely is loud"


def test_a_source_that_fails_for_one_file_is_a_problem_of_that_file() -> None:
    from omnikb.pipeline import gather
    from omnikb.sources import Memory

    class Failing(Memory):
        def read(self, path: str) -> bytes:
            if path == "a.md":
                raise PermissionError(13, "Permission denied")
            return super().read(path)

    plugins = build({}).plugins
    knowledge = gather(Failing({"a.md": "# A", "index.md": "# B"}), plugins)
    assert [(problem.code, problem.path) for problem in knowledge.problems] == [("file-unreadable", "a.md")]
    assert list(knowledge.index.documents) == ["index"]


class Welcome:
    def omnikb_pages(self):
        yield Page("index.md", "Home", "")


@pytest.mark.parametrize(
    ("files", "plugins", "codes"),
    [
        ({}, {}, ["home-missing"]),
        ({"notes/a.md": "# A", "notes/index.md": "# Notes"}, {}, ["home-missing"]),
        ({"a.md": "# A", "index.html": "<p>never published</p>"}, {}, ["home-missing"]),
        ({"a.md": "# A\n\n[home](index.html)", "index.html": "<p>Home</p>"}, {}, []),
        ({"index.md": "# Home"}, {}, []),
        ({"README.md": "# Home"}, {}, []),
        ({"index.md": "---\ntitle: [\n---\n"}, {}, ["yaml-error"]),
        ({}, {"welcome": Welcome()}, []),
    ],
)
def test_a_site_without_a_home_page_is_a_notice(files: dict[str, str], plugins: dict[str, object], codes: list[str]) -> None:
    from omnikb.pipeline import gather
    from omnikb.sources import Memory

    knowledge = gather(Memory(files), KnowledgeBase({}, plugins).build().plugins)
    assert [problem.code for problem in knowledge.problems] == codes
    assert [problem.path for problem in knowledge.problems] == ["index.md"] * len(codes)
    assert knowledge.errors == () or codes == ["yaml-error"]


def test_a_test_of_a_part_of_a_knowledge_base_needs_no_home_page() -> None:
    built = KnowledgeBase({"notes/a.md": "---\ntitle: A\n---\n"}, {"notes": Notes()}).build()
    assert built.codes == []
    assert built.site.problems == ()


def test_progress_is_told_of_every_stage() -> None:
    from omnikb.pipeline import compose, gather
    from omnikb.sources import Memory

    told: list[tuple[str, int, int]] = []
    plugins = build({}).plugins
    knowledge = gather(Memory(HIDDEN), plugins, lambda *stage: told.append(stage))
    compose(knowledge, plugins, lambda *stage: told.append(stage))
    assert list(dict.fromkeys(stage for stage, __, __ in told)) == ["read", "link", "check", "compose"]
    assert all(0 <= done <= total for __, done, total in told)


SCRAPS = [
    "---\n",
    "title: X\n",
    "type: note\n",
    "id: x\n",
    "id: [x]\n",
    "redirect_from: index\n",
    "redirect_from: [a, {b: c}]\n",
    "audience: few\n",
    "lang: en\n",
    "date: 2025-13-01\n",
    "zzz: 1\n",
    "- item\n",
    "# Heading\n",
    "[[x]]",
    "[[y]]",
    "[a](b.md)",
    "[a](../b.md#c)",
    "![a](c.png)",
    "<script>x</script>",
    "```\n",
    "\n\n",
    "    ",
    "：",
    "\t",
    "<div>",
    "](",
    "{: .x}",
    "$$",
    "\\",
    "\x00",
    "\ufeff",
    "é",
    "超卖",
]
PATHS = st.sampled_from(
    [
        "index.md",
        "README.md",
        "x.md",
        "X.md",
        "x/index.md",
        "notes/x.md",
        "notes/index.md",
        "notes/y.md",
        "notes.md",
        "b.md",
        "c.png",
        "audience.mdown",
    ]
)
CONTENT = st.lists(st.sampled_from(SCRAPS), max_size=12).map("".join) | st.binary(max_size=30)


@given(st.dictionaries(PATHS, CONTENT, max_size=5))
def test_no_content_whatever_stops_a_build(files) -> None:
    built = build(files)
    for problem in built.problems:
        assert problem.path in {*files, "mkdocs.yml"}
        assert problem.line >= 1
        assert problem.column >= 1
        for lang in ("en", "zh"):
            assert problem.message(lang)
            problem.hint(lang)
    for page in built.site.pages:
        built.page(page.path)
    documents = {document.path for document in built.index.documents.values()}
    texts = {path for path in files if path.endswith(".md")}
    excused = {problem.path for problem in built.problems if problem.severity == "error"}
    hidden = {path for path, text in files.items() if (text if isinstance(text, bytes) else text.encode()).count(b"few")}
    assert texts - documents <= excused | hidden
    assert built.knowledge.left_out <= texts - documents


@pytest.mark.parametrize(
    "path", ["notes/x.markdown", "x.mdown", "X.MD", "z.Markdown", "y.md.txt", "复盘/y.MD.TXT", "q.mdx", "a.b.mkd"]
)
def test_a_file_that_looks_like_a_document_by_another_name_is_said(path: str) -> None:
    (problem,) = build({path: "# X"}).problems
    assert (problem.code, problem.severity) == ("file-extension", "notice")
    stem = re.sub(r"\.txt$", "", path, flags=re.IGNORECASE).rpartition(".")[0]
    assert problem.hint("en") == f"name it {stem}.md"


@pytest.mark.parametrize("path", ["notes.txt", "md", "a.mdb", "readme.md.png", "x.md.bak"])
def test_a_file_that_is_no_document_is_passed_over_in_silence(path: str) -> None:
    assert build({path: "# X"}).codes == []


def test_a_front_matter_is_parsed_once_more_however_many_problems_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed, compose = [], yaml.compose

    def noted(*given: Any, **named: Any) -> Any:
        parsed.append(given)
        return compose(*given, **named)

    monkeypatch.setattr(yaml, "compose", noted)
    keys = "".join(f"wrong{number}: x\n" for number in range(20))
    built = build({"notes/a.md": f"---\ntitle: A\n{keys}---\n", "notes/b.md": "---\ntitle: B\nwrong: x\n---\n"})
    assert [(problem.path, problem.line) for problem in built.problems] == [
        *(("notes/a.md", line) for line in range(3, 23)),
        ("notes/b.md", 3),
    ]
    assert len(parsed) == 2


def test_the_headings_of_a_page_are_sorted_for_suggestions_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made, start = [], Names.__init__

    def noted(self: Names, names: Iterable[str]) -> None:
        made.append(names)
        start(self, names)

    monkeypatch.setattr(Names, "__init__", noted)
    headings = "".join(f"## Heading {number}\n\n" for number in range(20))
    links = "".join(f"[x](target.md#headin-{number})\n" for number in range(20))
    before = len(build({"target.md": headings, "a.md": ""}).problems), len(made)
    built = build({"target.md": headings, "a.md": links})
    assert built.codes == ["anchor-dangling"] * 20
    assert built.problems[7].hint("en") == "did you mean #heading-7?"
    assert len(made) == 2 * before[1] + 1


def test_a_document_that_is_left_out_is_told_in_the_same_run_what_is_wrong_with_its_body() -> None:
    body = "[[nowhere]] [x](../../out.md) <script>x</script>\n"
    built = KnowledgeBase({"risks/a.md": f"---\ntitle: A\nlikelihood: 9\nimpact: 1\nsumary: x\n---\n{body}"}).build()
    assert set(built.codes) == {"value-out-of-range", "key-unknown", "link-dangling", "link-outside", "unsafe-tag"}
    assert built.index.get("a") is None


def test_a_file_that_only_a_document_left_out_refers_to_is_not_published() -> None:
    built = KnowledgeBase({"risks/a.md": "---\ntitle: A\nlikelihood: 9\n---\n![x](secret.png)\n", "risks/secret.png": b"x"}).build()
    assert "risks/secret.png" not in built.site.files


def test_a_link_to_a_heading_that_a_made_page_lacks_is_a_problem() -> None:
    files = {
        "index.md": "[x](risks/index.md#2025) [y](risks/index.md#2031)\n",
        "risks/a.md": "---\ntitle: A\ndate: 2025-01-01\nlikelihood: 1\nimpact: 1\n---\n",
    }
    assert [(problem.code, problem.column) for problem in KnowledgeBase(files).build().problems] == [("anchor-dangling", 30)]
