"""Addresses of pages, and from one page to another."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.files import File

from omnikb.addresses import address, page_name, relative

PATHS = (
    "index.md",
    "README.md",
    "about.md",
    "risks/index.md",
    "risks/README.md",
    "risks/oversell.md",
    "a/b/c/d.md",
    "复盘/2025 双十一.md",
    "复盘/index.md",
    "a:b.md",
    "deep/12:30 会议.md",
    "名 字/图 片.png",
    "assets/a.css",
    "v1.2.md",
    "indexes.md",
    "a/readme.md",
    "100%.md",
    "q?a#b.md",
)

NAMES = st.text(st.sampled_from("ab中文 :%?#&.é（）'\"+~"), min_size=1, max_size=6).filter(lambda name: name.strip(".") == name)
CONTENT_PATHS = (
    st.lists(NAMES, min_size=1, max_size=4)
    .map("/".join)
    .flatmap(lambda path: st.sampled_from([f"{path}.md", f"{path}.png", f"{path}/index.md", f"{path}/README.md"]))
)


def of_mkdocs(path: str, directory_urls: bool) -> File:
    return File(path, "content", "site", directory_urls)


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_the_address_that_mkdocs_gives_it(path: str, directory_urls: bool) -> None:
    theirs = unquote(of_mkdocs(path, directory_urls).url)
    assert address(path, directory_urls) == theirs.removeprefix("./")


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("source", [path for path in PATHS if path.endswith(".md")])
def test_a_link_leads_where_the_link_of_mkdocs_leads(source: str, directory_urls: bool) -> None:
    page = of_mkdocs(source, directory_urls)
    base = "https://site.test/" + page.url
    for target in PATHS:
        theirs = urljoin(base, of_mkdocs(target, directory_urls).url_relative_to(page))
        assert unquote(urljoin(base, relative(source, target, directory_urls))) == unquote(theirs), target


@given(source=CONTENT_PATHS, target=CONTENT_PATHS, directory_urls=st.booleans())
def test_following_a_link_from_the_source_arrives_at_the_target(source: str, target: str, directory_urls: bool) -> None:
    from urllib.parse import quote

    base = "https://site.test/" + quote(address(source, directory_urls))
    arrived = urljoin(base, relative(source, target, directory_urls))
    assert unquote(arrived) == "https://site.test/" + address(target, directory_urls)


@given(source=CONTENT_PATHS, target=CONTENT_PATHS, directory_urls=st.booleans())
def test_a_link_never_looks_like_another_scheme_or_host(source: str, target: str, directory_urls: bool) -> None:
    link = relative(source, target, directory_urls)
    assert ":" not in link
    assert not link.startswith("/")
    assert link.isascii()


def test_every_text_has_a_page_name_of_its_own_that_can_be_written() -> None:
    texts = [
        "库存",
        "C",
        "C++",
        "C#",
        "a/b",
        "a b",
        "a.b",
        "？？？",
        "index",
        "",
        "长" * 120,
        "长" * 121,
        "..",
        "店长/副店长",
        "店长 副店长",
        "NUL",
        "aux",
        "COM1",
        "lpt²",
        "con",
        "CON!",
        "Com10",
        "consul",
    ]
    names = [page_name(text, "index") for text in texts]
    assert len({page_name(text) for text in ("Store staff", "store staff", "store-staff", " Store  Staff")}) == 1
    assert len(set(names)) == len(texts)
    assert names[0] == "库存"
    for name in names:
        assert name
        assert not set(name) & set("/\\.# ?")
        assert len(name.encode()) < 150
        assert name not in ("con", "nul", "aux", "com1", "lpt²")  # devices, where a site is copied to Windows
    assert names[-2:] == ["com10", "consul"]
