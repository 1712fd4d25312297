"""Ids, addresses and redirects."""

from __future__ import annotations

import pytest

from omnikb.documents import DocumentType
from omnikb.testing import KnowledgeBase


class Notes:
    """A plugin with one document type."""

    def omnikb_document_types(self):
        yield DocumentType("note", "notes", "Note", "Notes")


def build(files, **more):
    return KnowledgeBase(files, plugins={"notes": Notes()}, **more).build()


def paths(built):
    return {document.id: document.path for document in built.index.documents.values()}


NOTE = "---\ntitle: A note\n---\n"


@pytest.mark.parametrize(
    ("files", "ids"),
    [
        ({"index.md": ""}, {"index": "index.md"}),
        ({"README.md": ""}, {"index": "README.md"}),
        ({"guide/index.md": ""}, {"guide": "guide/index.md"}),
        ({"a/b/README.md": ""}, {"a/b": "a/b/README.md"}),
        ({"guide/start.md": ""}, {"start": "guide/start.md"}),
        ({"指南/开始.md": ""}, {"开始": "指南/开始.md"}),
        ({"a/x.md": "", "b/x.md": ""}, {"a/x": "a/x.md", "b/x": "b/x.md"}),
        ({"a/index.md": "", "b/a.md": ""}, {"a": "a/index.md", "b/a": "b/a.md"}),
        ({"x.md": "---\nid: 另名\n---\n"}, {"另名": "x.md"}),
        ({"x.md": "---\nid: not an id\n---\n"}, {"x": "x.md"}),
        ({"notes/x.md": NOTE, "pages/x.md": ""}, {"x": "notes/x.md", "pages/x": "pages/x.md"}),
        ({"notes/x.md": "---\ntitle: A\nid: 别名\n---\n"}, {"别名": "notes/x.md"}),
        ({"notes/x.md": "---\ntitle: A\nid: 2025\n---\n"}, {"2025": "notes/x.md"}),
    ],
)
def test_an_id_is_the_file_name_the_folder_or_what_the_document_says(files, ids) -> None:
    files = {path: text or "words" for path, text in files.items()}
    built = build(files)
    assert paths(built) == ids
    assert built.codes == []


def test_of_two_documents_with_one_id_the_later_by_path_is_named_and_left_out() -> None:
    built = build({"notes/b/x.md": NOTE, "notes/a/x.md": NOTE})
    (problem,) = built.problems
    assert (problem.code, problem.path) == ("id-taken", "notes/b/x.md")
    assert "notes/a/x.md" in problem.message("en")
    assert paths(built) == {"x": "notes/a/x.md"}


def test_ids_that_differ_only_in_case_are_a_problem() -> None:
    built = build({"notes/Oversell.md": NOTE, "notes/a/oversell.md": NOTE})
    assert built.codes == ["id-case"]
    assert "Oversell" in built.problems[0].message("en")
    assert len(built.index.documents) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [("a.md", "a/index.md"), ("a/README.md", "a/index.md"), ("a.md", "a/README.md"), ("README.md", "index.md")],
)
def test_two_files_that_would_overwrite_each_other_are_a_problem(first: str, second: str) -> None:
    built = build({first: "# One", second: "# Two"})
    assert built.codes == ["address-taken"]
    assert len(built.index.documents) == 1


def test_without_directory_addresses_a_page_and_a_folder_of_its_name_get_along() -> None:
    from dataclasses import replace

    from omnikb.identity import identified

    built = build({"a.md": "# One", "b/index.md": "# Two"})
    one, two = built.index.documents.values()
    kept, problems = identified([one, replace(two, path="a/index.md", id="x")], directory_urls=False)
    assert len(kept) == 2
    assert problems == []


@pytest.mark.parametrize("bad", ["two words", "a/b", "[x]", "a|b", "a#b", "'", ""])
def test_an_id_that_no_link_could_name_is_refused(bad: str) -> None:
    built = build({"notes/x.md": f'---\ntitle: A\nid: "{bad}"\n---\n'})
    assert built.codes == ["id-invalid"]
    assert (built.problems[0].line, built.problems[0].column) == (3, 1)


def redirecting(*old: str) -> str:
    return "---\ntitle: A\nredirect_from:\n" + "".join(f'  - "{one}"\n' for one in old) + "---\n"


@pytest.mark.parametrize(
    "written",
    [
        "/old/name/",
        "old/name/",
        "old/name",
        "/old/name.md",
        "old/name.html",
        "old/name/index.html",
        "old%2Fname",
        " old/name ",
    ],
)
def test_an_old_address_may_be_written_in_any_of_its_forms(written: str) -> None:
    built = build({"notes/new.md": redirecting(written)})
    assert built.codes == []
    assert built.site.redirects == {"old/name.md": "notes/new.md"}


def test_an_old_address_copied_from_the_browser_is_read_as_what_it_says() -> None:
    built = build({"notes/new.md": redirecting("/%E6%97%A7%E9%A1%B5/")})
    assert built.site.redirects == {"旧页.md": "notes/new.md"}


@pytest.mark.parametrize(("written", "old"), [("content/notes/old.md", "notes/old.md"), ("content/notes/", "content/notes.md")])
def test_the_content_folder_before_an_old_file_is_left_out(written: str, old: str) -> None:
    built = build({"notes/new.md": redirecting(written)})
    assert (built.codes, built.site.redirects) == ([], {old: "notes/new.md"})


@pytest.mark.parametrize(
    ("beside", "written", "old"),
    [
        ("content/a.md", "content/install.md", "content/install.md"),
        ("content/deep/a.md", "content/install.md", "content/install.md"),
        ("content/a.md", "content/gone/install.md", "content/gone/install.md"),
        ("content/notes/a.md", "content/notes/old.md", "content/notes/old.md"),
        ("content/a.md", "content/notes/old.md", "notes/old.md"),
        ("content/a.md", "content/content/install.md", "content/install.md"),
        ("content/content/a.md", "content/content/install.md", "content/content/install.md"),
        ("contents/a.md", "content/install.md", "install.md"),
        ("content.md", "content/install.md", "install.md"),
    ],
)
def test_a_folder_that_is_called_as_the_content_folder_is_meant_where_it_may_be(beside: str, written: str, old: str) -> None:
    built = build({"notes/new.md": redirecting(written), beside: "# A"})
    assert (built.codes, built.site.redirects) == ([], {old: "notes/new.md"})


def test_a_bare_old_name_of_a_document_in_a_folder_is_refused_with_both_things_it_may_mean() -> None:
    built = build({"notes/2026/new.md": redirecting("old"), "moved.md": redirecting("top")})
    (problem,) = built.problems
    assert (problem.code, problem.path, problem.line) == ("redirect-without-folder", "notes/2026/new.md", 4)
    assert problem.hint("en") == "write notes/2026/old.md; if it lay at the top, write old.md"
    assert built.site.redirects == {"top.md": "moved.md"}


@pytest.mark.parametrize(
    "written", ["https://elsewhere.test/x", "../up", "a/../b", "", "/", "a//b", "a?b", "a#b", "a\\\\b", "%00", ".git/x", "a/.b"]
)
def test_an_old_address_outside_the_site_is_refused_at_its_line(written: str) -> None:
    built = build({"notes/new.md": redirecting("ok.md", written)})
    assert [(problem.code, problem.line) for problem in built.problems] == [("redirect-invalid", 5)]
    assert built.site.redirects == {"ok.md": "notes/new.md"}


@pytest.mark.parametrize("written", ["other.md", "/other", "notes/", "notes/index.md", "index.md", "other/index.html"])
def test_an_old_address_that_a_page_has_is_refused(written: str) -> None:
    built = build({"index.md": "# Home", "other.md": "# Other", "notes/new.md": redirecting(written)})
    assert built.codes == ["redirect-taken"]
    assert built.site.redirects == {}


def test_of_two_documents_that_claim_one_old_address_the_second_is_named() -> None:
    built = build({"notes/a.md": redirecting("old.md"), "notes/b.md": redirecting("old/index.md")})
    (problem,) = built.problems
    assert (problem.code, problem.path, problem.arguments["other"]) == ("redirect-taken", "notes/b.md", "notes/a.md")
    assert built.site.redirects == {"old.md": "notes/a.md"}


def test_two_renamings_both_lead_straight_to_the_last_name() -> None:
    built = build({"notes/third.md": redirecting("first.md", "/second")})
    assert built.site.redirects == {"first.md": "notes/third.md", "second.md": "notes/third.md"}


@pytest.mark.parametrize("written", ["/sitemap.xml", "sitemap.xml.gz/x", "assets/omnikb/x.css", "assets/own.css", "404.html/x"])
def test_an_old_address_that_the_site_engine_needs_is_refused_at_its_line(written: str) -> None:
    built = build({"notes/new.md": redirecting("ok.md", written)})
    assert [(problem.code, problem.line) for problem in built.problems] == [("redirect-taken", 5)]
    assert built.site.redirects == {"ok.md": "notes/new.md"}


@pytest.mark.parametrize("written", ["/p.svg", "p.svg/old", "/plain", "plain/deep/old"])
def test_an_old_address_where_a_published_file_is_or_needs_room_is_refused(written: str) -> None:
    files = {"p.svg": "<svg/>", "plain": "words", "unused.svg": "<svg/>"}
    built = build({**files, "notes/new.md": redirecting("/unused.svg", written) + "[a](../p.svg) [b](../plain)"})
    assert [(problem.code, problem.line) for problem in built.problems] == [("redirect-taken", 5)]
    assert built.site.redirects == {"unused.svg.md": "notes/new.md"}


@pytest.mark.parametrize("written", ["/" + "x" * 256, "/" + "很" * 86, "a/" * 600 + "b"])
def test_an_old_address_that_no_file_system_can_hold_is_refused(written: str) -> None:
    built = build({"notes/new.md": redirecting(written)})
    assert built.codes == ["redirect-invalid"]
    assert build({"notes/new.md": redirecting("/" + "x" * 255)}).codes == []


@pytest.mark.parametrize(("path", "file"), [("p.svg.md", "p.svg"), ("p.md", "p"), ("a/p.x.md", "a/p.x")])
def test_a_document_in_the_place_of_a_file_that_is_referred_to_is_named_and_left_out(path: str, file: str) -> None:
    built = build({path: f"# Page\n\n[a]({file.rpartition('/')[2]})", file: "file", "z.md": f"# Z\n\n[a]({file}) [b]({path})"})
    (problem,) = built.problems
    assert (problem.code, problem.path, problem.arguments["other"]) == ("address-taken", path, file)
    assert [page.path for page in built.site.pages if page.document] == ["z.md"]
    assert built.site.files == {file}
    assert path in built.knowledge.left_out


def test_a_document_beside_a_file_that_nobody_refers_to_stays() -> None:
    assert build({"p.svg.md": "# Page", "p.svg": "<svg/>"}).codes == []


def test_a_document_that_alone_refers_to_the_file_in_its_place_is_named() -> None:
    built = build({"p.md": "# Page\n\n[a](p)", "p": "file"})
    assert built.codes == ["address-taken"]
    assert built.site.files == frozenset()


@pytest.mark.parametrize(("first", "second"), [("a.md", "a/index.html.md"), ("b.x/index.html.md", "b.x/index.md")])
def test_a_page_where_another_page_needs_a_folder_is_a_problem(first: str, second: str) -> None:
    built = build({first: "# One", second: "# Two"})
    assert [(problem.code, problem.path) for problem in built.problems] == [("address-taken", second)]


@pytest.mark.parametrize("path", ["sitemap.xml.md", "404.html/x.md", "assets/omnikb/x.md"])
def test_a_document_in_the_place_of_what_the_site_engine_writes_is_named_and_left_out(path: str) -> None:
    built = build({path: "# Page", "assets/x.md": "# Stays"})
    assert [(problem.code, problem.path) for problem in built.problems] == [("address-taken", path)]
    assert list(paths(built).values()) == ["assets/x.md"]


def test_without_directory_addresses_the_page_of_the_site_engine_for_what_is_missing_is_taken() -> None:
    from dataclasses import replace

    from omnikb.identity import identified, redirects

    (document,) = build({"x.md": "# X"}).index.documents.values()
    kept, problems = identified([replace(document, path="404.md")], directory_urls=False)
    assert (kept, [problem.code for problem in problems]) == ({}, ["address-taken"])
    old = replace(document, redirect_from=("404.html", "x" * 255))
    found, problems = redirects({"x": old}, [], directory_urls=False)
    assert (found, [problem.code for problem in problems]) == ({}, ["redirect-taken", "redirect-invalid"])
    assert redirects({"x": old}, [], directory_urls=True)[1] == []
