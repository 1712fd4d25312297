"""Pages, their sections, and the lists that the core makes."""

from __future__ import annotations

import datetime
import json
import re
from typing import Annotated

import pytest
from markupsafe import Markup

from omnikb.documents import DocumentType, Fields, FieldsModel, Ref
from omnikb.errors import PluginError
from omnikb.i18n import messages_of
from omnikb.listings import GATHERED, PAGE_LENGTH, by_year, gathering, newest_first
from omnikb.pages import Deferred, Page, Place, Section
from omnikb.roles import Role
from omnikb.templating import date, number, table
from omnikb.testing import KnowledgeBase

_ = messages_of("omnikb")


class NoteFields(FieldsModel):
    summary: Annotated[str, Role.SUMMARY] = ""
    about: Annotated[str, Ref("note")] | None = None


class Notes:
    def omnikb_document_types(self):
        yield DocumentType("note", "notes", "Note", "Notes")

    def omnikb_fields(self):
        yield Fields(NoteFields)


class Sections:
    """Adds given sections to every document."""

    def __init__(self, *sections: Section) -> None:
        self._sections = sections

    def omnikb_sections(self, document):
        return self._sections


class Gathering:
    """What links to a document, with a note."""

    def omnikb_sections(self, document, index):
        links = index.incoming(document.id)
        if links:
            yield Section("Linked from", gathering(links, document, index, lambda link: f"by <{link.relation}>"))


def build(files, language="en", **plugins):
    return KnowledgeBase(files, plugins={"notes": Notes(), **plugins}, language=language).build()


def headings(article):
    return [(heading.level, heading.anchor) for heading in article.headings]


def in_order(html: str, *parts: str) -> bool:
    places = [html.index(part) for part in parts]
    return places == sorted(places)


# Sections


def test_sections_stand_below_the_title_before_and_after_the_body() -> None:
    sections = Sections(
        Section("After late", Markup("<p>last</p>"), weight=90),
        Section("After", Markup("<p>after</p>"), weight=10),
        Section("Before", Markup("<p>before</p>"), Place.BEFORE),
        Section("", Markup("<p>header</p>"), Place.HEADER),
    )
    article = build({"x.md": "# Title\n\nbody\n\n## Own\n"}, sections=sections).page("x.md")
    assert in_order(article.html, "<h1", "header", "before", "body", "Own", "after", "last")
    assert headings(article) == [(1, "title"), (2, "before"), (2, "own"), (2, "after"), (2, "after-late")]


def test_anchors_are_unique_on_a_page() -> None:
    same, other = Section("Same", Markup()), Section("Other", Markup(), anchor="same")
    sections = Sections(same, same, other, Section("！！", Markup()))
    article = build({"x.md": "# T\n\n## Same\n"}, sections=sections).page("x.md")
    anchors = [anchor for __, anchor in headings(article)]
    assert len(set(anchors)) == len(anchors) == 6
    assert all(anchors)
    assert re.findall(r'id="([^"]*)"', article.html) == anchors
    assert set(anchors) <= article.anchors


@pytest.mark.parametrize(
    ("body", "title"),
    [("# Own *title*\n\nbody", '<h1 id="own-title">Own <em>title</em></h1>'), ("body", "<h1>Front</h1>"), ("", "<h1>Front</h1>")],
)
def test_an_article_has_one_title_its_own_or_that_of_the_front_matter(body, title) -> None:
    html = build({"x.md": f"---\ntitle: Front\n---\n\n{body}"}).page("x.md").html
    assert title in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("opened", ["<div>", "```", "<details><summary>x</summary>", "<!-- open", "<table><tr><td>", "**", "<h2>"])
def test_what_a_body_leaves_open_swallows_no_section(opened) -> None:
    html = build({"x.md": f"# T\n\n{opened}\n\nwords"}, sections=Sections(Section("S", Markup("<p>section</p>")))).page("x.md").html
    assert '<section class="omnikb-section"><h2 id="s">S</h2>\n<p>section</p></section>\n</div>' in html
    body = html[: html.index("<section")]
    assert body.count("<div") == body.count("</div") + 1
    assert "<!-- open" not in body


HOSTILE = '<script>alert("1")</script> & "quotes" \'s {{ x }} [[y]] `z`'


def test_a_hostile_title_is_text_everywhere() -> None:
    files = {
        "notes/x.md": f"---\ntitle: {json.dumps(HOSTILE)}\nsummary: {json.dumps(HOSTILE)}\n---\n",
        "notes/y.md": "---\ntitle: Y\nabout: x\n---\n\n[[x]] [[x|<b onclick=x>]]",
        "z.md": "[[x]]",
    }
    built = build(files, gathering=Gathering(), sections=Sections(Section(HOSTILE, Markup(), anchor='"><script>')))
    for page in built.site.pages:
        html = built.page(page.path).html
        assert "<script" not in html
        assert "onclick=" not in re.sub(r">[^<]*<", "><", html)
    assert "&lt;script&gt;" in built.page("notes/index.md").html
    assert "by &lt;about&gt;" in built.page("notes/x.md").html


# Languages


def test_an_english_document_in_a_chinese_site_has_english_words_around_it() -> None:
    files = {"notes/x.md": "---\ntitle: X\nlang: en\n---\n", "notes/y.md": "---\ntitle: 乙\n---\n", "a.md": "[[x]] [[y]]"}
    built = build(files, "zh", gathering=Gathering(), sections=Sections(Section(_("Pages"), Markup())))
    english, chinese = built.page("notes/x.md").html, built.page("notes/y.md").html
    assert english.startswith('<div class="omnikb-article" lang="en">')
    assert chinese.startswith('<div class="omnikb-article" lang="zh">')
    assert '<h2 id="pages">Pages</h2>' in english
    assert "Pages</h2>" not in chinese
    assert '<a href="x/" lang="en">X</a>' in built.page("notes/index.md").html


# Lists


def dated(year, id):
    return f"---\ntitle: Note {id}\ndate: {year}-03-0{int(id) % 9 + 1}\n---\n"


def test_a_types_list_groups_by_year_the_newest_first() -> None:
    files = {f"notes/{name}.md": dated(year, name) for name, year in {"1": 2024, "2": 2025, "3": 2025}.items()} | {
        "notes/4.md": "# Four"
    }
    built = build(files)
    article = built.page("notes/index.md")
    assert [heading.text for heading in article.headings][-3:] == ["2025", "2024", "Without a date"]
    assert in_order(article.html, "Note 3", "Note 2", "Note 1", "Four")
    assert [group.heading for group in by_year(built.index.of_type("note"))] == ["2025", "2024", "Without a date"]


def test_documents_without_a_date_come_last_and_equal_dates_by_id() -> None:
    files = {"notes/b.md": dated(2024, "1"), "notes/a.md": dated(2024, "1"), "notes/c.md": "# C", "notes/d.md": dated(2025, "1")}
    documents = build(files).index.of_type("note")
    assert [document.id for document in newest_first(documents)] == ["d", "a", "b", "c"]
    assert newest_first(documents)[0].date == datetime.date(2025, 3, 2)


@pytest.mark.parametrize("path", ["notes/index.md", "notes/README.md", "notes.md"])
def test_a_page_someone_wrote_for_a_types_list_takes_the_list(path) -> None:
    built = build({path: "# Our notes\n\nWelcome.", "notes/a.md": "---\ntitle: A\n---\n", "b.md": f"[x]({path})"})
    assert built.codes == []
    assert [page.path for page in built.site.pages] == sorted([path, "notes/a.md", "b.md"])
    assert in_order(built.page(path).html, "Our notes</h1>", "Welcome.", 'href="a/"')


def test_a_list_someone_wrote_for_in_english_has_english_words() -> None:
    built = build({"notes/index.md": "---\nlang: en\n---\n# Our notes", "notes/a.md": "# A"}, "zh")
    assert "Without a date</h2>" in built.page("notes/index.md").html


def test_a_type_without_documents_has_an_empty_list() -> None:
    assert "<h1>Notes</h1>" in build({}).page("notes/index.md").html


def listed(built, prefix: str) -> list[str]:
    """The documents that the pages below a path list, page after page."""
    paths = [page.path for page in built.site.pages if page.path.startswith(prefix) and not page.document]
    return [href for path in paths for href in re.findall(r'<li>(?:<time[^/]*/time> )?<a href="([^"]*)"', built.page(path).html)]


def test_a_long_list_is_paged_by_year_and_loses_nobody() -> None:
    count = PAGE_LENGTH * 2 + 5
    files = {f"notes/n{one:04}.md": dated(2025 if one % 3 else 2024, f"{one}") for one in range(count)}
    built = build(files)
    paths = [page.path for page in built.site.pages if not page.document]
    assert paths == ["notes/by-year/2024.md", "notes/by-year/2025.md", "notes/by-year/2025/page-2.md", "notes/index.md"]
    assert len(set(listed(built, "notes/by-year"))) == count
    overview = built.page("notes/index.md").html
    assert re.findall(r'href="([^"]*)"', overview) == ["by-year/2025/", "by-year/2025/page-2/", "by-year/2024/"]
    assert '<a href="page-2/">2</a>' in built.page("notes/by-year/2025.md").html


def test_no_list_page_exceeds_300_kilobytes_whatever_the_titles() -> None:
    title = "全渠道大促复盘与库存超卖风险应对经验教训" * 5
    files = {
        f"notes/{'很长的文件名' * 8}-{one:04}.md": f"---\ntitle: {title}<&>\nsummary: {title * 2}\nabout: hub\n---\n"
        for one in range(3000)
    }
    built = build({**files, "notes/hub.md": "# Hub"}, gathering=Gathering())
    assert built.codes == []
    pages = [page for page in built.site.pages if not page.document or page.document == "hub"]
    assert len(pages) > 10
    for page in pages:
        assert len(built.page(page.path).html.encode()) < 300_000, page.path
    assert len(set(listed(built, "notes/by-year"))) == 3001


# What gathers below a document that many point at


def hub(count: int, **more):
    files = {f"notes/n{one:04}.md": f"---\ntitle: Note {one}\nabout: hub\n---\n\n[[hub]]" for one in range(count)}
    return build({"notes/hub.md": "# Hub", **files, **more}, gathering=Gathering())


def test_what_points_at_a_document_is_gathered_by_type_once_each_with_notes() -> None:
    html = hub(2, **{"a.md": "[[hub]]"}).page("notes/hub.md").html
    assert in_order(html, "Notes <span", "Note 0", "Note 1", "Pages <span", 'href="../../a/"')
    assert html.count('href="../n0000/"') == 1
    assert html.count("by &lt;about&gt;") == 2
    assert "by &lt;body&gt;" in html


def test_up_to_a_hundred_are_gathered_on_the_page_itself() -> None:
    built = hub(GATHERED)
    assert [page.path for page in built.site.pages if not page.document] == ["notes/index.md"]
    assert built.page("notes/hub.md").html.count("<li>") == GATHERED


def test_beyond_that_the_rest_stand_on_pages_of_their_own() -> None:
    count = PAGE_LENGTH + 20
    built = hub(count)
    page = built.page("notes/hub.md").html
    assert page.count("<li>") == GATHERED
    assert f'<a href="links/">All {count} documents that link here</a>' in page
    assert len(set(listed(built, "notes/hub/links/"))) == count
    first, second = built.page("notes/hub/links/index.md").html, built.page("notes/hub/links/page-2.md").html
    assert 'href="page-2/"' in first
    assert 'href="../"' in second
    assert 'href="../../"' in second


def test_a_document_that_links_very_often_does_not_flood_the_page() -> None:
    html = (
        build({"notes/hub.md": "# Hub", "notes/x.md": "# X\n\n" + "[[hub]]\n\n" * 200}, gathering=Gathering())
        .page("notes/hub.md")
        .html
    )
    assert 1 <= html.count("by &lt;body&gt;") <= 10


# Words and tables


def test_numbers_and_dates_are_written_for_people() -> None:
    values = [(1000, "1,000"), (1234.5, "1,234.5"), (0, "0"), (-3, "−3"), (2.50, "2.5"), (None, ""), (100, "100"), (-0.001, "0")]
    assert [(value, number(value)) for value, __ in values] == values
    assert number(3, sign=True) == "+3"
    assert number(0, sign=True) == "0"
    assert date(datetime.date(2025, 11, 3)) == "2025-11-03"
    assert date(None) == ""


def test_a_table_escapes_its_cells_and_marks_numbers() -> None:
    html = table(["Name", "<b>"], [["<script>", 3]], numeric=[1])
    assert "<script>" not in html
    assert '<td class="omnikb-number">3</td>' in html
    assert "&lt;b&gt;</th>" in html


def test_a_link_may_lead_to_a_year_on_a_list_that_stands_on_a_written_page() -> None:
    files = {
        "notes/index.md": "# Our notes",
        "notes/1.md": dated(2025, "1"),
        "b.md": "[a](notes/index.md#2025) [b](notes/index.md#1999)",
    }
    (problem,) = build(files).problems
    assert (problem.code, problem.arguments["target"]) == ("anchor-dangling", "#1999")


def test_plugins_are_asked_for_their_pages_once_a_build() -> None:
    asked: list[int] = []

    class Counted:
        def omnikb_pages(self, index):
            asked.append(len(index.documents))
            return []

    KnowledgeBase({"index.md": "# 首页\n"}, {"counted": Counted()}).build()
    assert asked == [1]


def test_a_page_that_is_given_what_can_be_read_only_once_is_refused() -> None:
    class Once:
        def omnikb_pages(self, index):
            yield Page("once.md", "一次", sections=Deferred(lambda page, index, names: [], (iter(["甲"]),)))

    with pytest.raises(PluginError, match=r"once\.md"):
        KnowledgeBase({"index.md": "# 首页\n"}, {"once": Once()}).build()
