"""From links as written to the index, and what is said of those that lead nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
from markupsafe import Markup

from omnikb.cache import MemoryCache
from omnikb.documents import DocumentType, Fields, FieldsModel, Ref
from omnikb.index import Link
from omnikb.kept import Kept
from omnikb.pages import Page, Section
from omnikb.pipeline import gather
from omnikb.plugin_manager import Plugins
from omnikb.settings import settings_from
from omnikb.sources import Memory
from omnikb.suggestions import Names, Paths, nearest
from omnikb.testing import KnowledgeBase


class NoteFields(FieldsModel):
    count: int = 0
    sees: Annotated[str, Ref("note")] | None = None


class Notes:
    def omnikb_document_types(self):
        yield DocumentType("note", "notes", "Note", "Notes")

    def omnikb_fields(self):
        yield Fields(NoteFields)

    def omnikb_pages(self):
        yield Page("notes/matrix.md", "Matrix")

    def omnikb_sections(self, document):
        yield Section("Weighed by", Markup(), anchor="")


def build(files, **more):
    return KnowledgeBase(files, plugins={"notes": Notes(), **more}).build()


def said(files):
    return [(problem.code, problem.line, problem.column, problem.arguments.get("near")) for problem in build(files).problems]


REST = {"notes/oversell.md": "# Oversell\n\n## Cause\n\n## 中文标题\n", "资料/库存 表.md": "# 库存", "notes/chart.png": b"png"}


@pytest.mark.parametrize(
    "link",
    [
        "[[oversell]]",
        "[x](oversell.md)",
        "[x](./oversell.md)",
        "[x](../notes/oversell.md)",
        "[x](oversell.md#cause)",
        "[x](oversell.md?a=b#cause)",
        "[x](../%E8%B5%84%E6%96%99/%E5%BA%93%E5%AD%98%20%E8%A1%A8.md)",
        "[x](../资料/库存 表.md)",
        "[x](<../资料/库存 表.md>)",
        "[x](chart.png)",
        "![x](chart.png)",
        "[x](index.md)",
        "[x](matrix.md)",
        "[x](https://site.test/x.md)",
        "[x](mailto:a@b.test)",
        "[x](/absolute/)",
        "[x](//host/x)",
        "[x](#weighed-by)",
        "[x](oversell.md#weighed-by)",
        "[x](oversell.md#中文标题)",
        "[x](oversell.md#%E4%B8%AD%E6%96%87%E6%A0%87%E9%A2%98)",
        "[x](<>)",
    ],
)
def test_a_link_that_leads_somewhere_is_no_problem(link: str) -> None:
    assert said({"notes/x.md": f"# X\n\n{link}\n", **REST}) == []


@pytest.mark.parametrize(
    ("link", "code", "near"),
    [
        ("[[oversel]]", "link-dangling", "oversell"),
        ("[[xyzzy]]", "link-dangling", ""),
        ("[[notes/oversell]]", "link-dangling", "oversell"),
        ("[x](oversel.md)", "link-dangling", "oversell.md"),
        ("[x](../nots/oversell.md)", "link-dangling", "oversell.md"),
        ("[x](chart.jpg)", "link-dangling", ""),
        ("[x](matrx.md)", "link-dangling", "matrix.md"),
        ("[x](../../outside.md)", "link-outside", None),
        ("[x](../..)", "link-outside", None),
        ("[x](oversell.md#cuase)", "anchor-dangling", "#cause"),
        ("[x](#nowhere-at-all)", "anchor-dangling", ""),
    ],
)
def test_a_link_that_leads_nowhere_is_said_at_its_place_with_the_nearest_name(link: str, code: str, near: str | None) -> None:
    column = 7 + (0 if link.startswith("[[") else link.index("](") + 2)
    files = {"notes/x.md": f"---\ntitle: X\n---\n\n你好，看看：{link}\n", **REST}
    ((found, line, place, suggested),) = said(files)
    assert (found, line, place, suggested) == (code, 5, column, near)


def test_links_and_their_places_stand_in_the_index() -> None:
    body = "[[oversell]] then [x](oversell.md#cause)"
    index = build({"notes/x.md": f"# X\n\n{body}", **REST}).index
    assert [(link.target, link.relation, link.offset) for link in index.outgoing("x")] == [
        ("oversell", "body", 5),
        ("oversell", "body", 27),
    ]


def test_only_files_that_documents_refer_to_are_published() -> None:
    files = {
        "index.md": '![a](a.png) [b](files/b.pdf) <img src="c.png"> `![d](d.png)` [e](%E5%9B%BE.png "t")\n\n[f]: f.csv',
        **dict.fromkeys(["a.png", "files/b.pdf", "c.png", "d.png", "图.png", "f.csv", "secret.xlsx"], b""),
    }
    built = build(files)
    assert built.codes == []
    assert built.site.files == {"a.png", "files/b.pdf", "c.png", "图.png", "f.csv"}


@pytest.mark.parametrize("link", ["[[bad]]", "[x](notes/bad.md)", "[x](notes/bad.md#part)", "[[other-id]]"])
def test_a_link_to_a_document_that_is_left_out_for_its_errors_is_not_reported_again(link: str) -> None:
    front = "id: other-id\n" if "other" in link else ""
    built = build({"index.md": link, "notes/bad.md": f"---\ntitle: Bad\n{front}count: many\n---\n"})
    assert [(problem.code, problem.path) for problem in built.problems] == [("not-a-number", "notes/bad.md")]
    assert built.knowledge.left_out == {"notes/bad.md"}
    assert "href" not in built.page("index.md").html


def test_a_link_to_a_file_that_could_not_be_read_is_not_reported_again() -> None:
    built = build({"index.md": "[[bad]] [x](bad.md)", "bad.md": b"---\ntitle: \xff\n---\n"})
    assert built.codes == ["not-utf8"]


def test_links_that_a_plugin_adds_are_links_and_may_dangle() -> None:
    class Mentions:
        def omnikb_links(self, document):
            if document.id == "x":
                yield Link("x", "oversell", "mentions", {"weight": 2})
                yield Link("x", "oversel", "mentions")

    built = build({"notes/x.md": "# X", **REST}, mentions=Mentions())
    (link,) = built.index.incoming("oversell", "mentions")
    assert link.attributes == {"weight": 2}
    (problem,) = built.problems
    assert (problem.code, problem.path, problem.hint("en")) == ("reference-dangling", "notes/x.md", "did you mean oversell?")


def test_the_nearest_name_is_the_one_most_alike() -> None:
    names = ["oversell", "oversleep", "库存超卖", "Retro-2025"]
    for word, expected in [
        ("oversel", "oversell"),
        ("库存超买", "库存超卖"),
        ("retro-2024", "Retro-2025"),
        ("zzz", None),
        ("", None),
    ]:
        assert nearest(word, names) == expected
        assert Names(names).nearest(word) == expected


def test_a_suggestion_among_many_names_compares_only_a_few(monkeypatch) -> None:
    import difflib

    compared: list[int] = []
    closest = difflib.get_close_matches

    def counted(word, possibilities, *rest, **more):
        compared.append(len(possibilities))
        return closest(word, possibilities, *rest, **more)

    names = Names(f"project-{number:05}-review" for number in range(20_000))
    monkeypatch.setattr(difflib, "get_close_matches", counted)
    assert str(names.nearest("project-12345-reviw")).endswith("-review")
    assert 0 < max(compared) <= 200


@pytest.mark.parametrize("written", ["全渠道大促", "'[[全渠道大促]]'", "'[[oversell]]'", "'[[oversell|Words]]'", "Overselling"])
def test_a_document_that_is_named_by_its_title_or_as_a_link_is_suggested_by_its_id(written: str) -> None:
    title = "全渠道大促" if "大促" in written else "OVERSELLING"
    files = {"notes/oversell.md": f"---\ntitle: {title}\n---\n", "notes/x.md": f"---\ntitle: X\nsees: {written}\n---\n"}
    (problem,) = build(files).problems
    assert (problem.code, problem.arguments["near"]) == ("reference-dangling", "oversell")


def test_a_title_that_changes_changes_the_suggestion() -> None:
    first = {"notes/oversell.md": "---\ntitle: A\n---\n", "notes/x.md": "---\ntitle: X\n---\n[[大促]]\n"}
    plugins = Plugins.of(settings_from({}, root=Path(), content=Path("content"), site=Path("site")), {"notes": Notes()})
    kept = Kept(plugins, MemoryCache())
    nears = []
    for files in (first, {**first, "notes/oversell.md": "---\ntitle: 大促\n---\n"}):
        problems = gather(Memory(files), plugins, kept=kept).problems
        nears += [one.arguments["near"] for one in problems if one.code == "link-dangling"]
    assert nears == ["", "oversell"]


def test_a_path_is_suggested_by_the_name_of_the_file_and_not_by_its_ending() -> None:
    paths = Paths(["cases/index.md", "notes/oversell.md", "notes/plan.pdf"])
    assert [paths.nearest(one) for one in ("nope.md", "x/index.md", "oversel.md", "plan.md", "plans.pdf")] == [
        None,
        "cases/index.md",
        "notes/oversell.md",
        None,
        "notes/plan.pdf",
    ]
