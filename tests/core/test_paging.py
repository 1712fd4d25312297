from __future__ import annotations

from omnikb import list_pages, portions
from omnikb.index import Index

INDEX = Index([], [], [])


def test_a_list_that_fits_is_one_page_without_numbers() -> None:
    (only,) = list_pages(range(3), "tags/live.md", "直播", "zh", length=3)
    assert (only.page.path, only.page.title, only.items, only.first) == ("tags/live.md", "直播", (0, 1, 2), 1)
    assert only.paging(INDEX) == ()


def test_a_longer_list_goes_on_below_its_first_page_and_each_page_says_which_it_is() -> None:
    pages = list_pages(range(7), "tags/live.md", "直播", "zh", length=3)
    assert [one.page.path for one in pages] == ["tags/live.md", "tags/live/page-2.md", "tags/live/page-3.md"]
    assert [one.page.title for one in pages] == ["直播 (1/3)", "直播 (2/3)", "直播 (3/3)"]
    assert [one.first for one in pages] == [1, 4, 7]
    assert sum((one.items for one in pages), ()) == tuple(range(7))


def test_each_page_leads_to_all_others() -> None:
    second = list_pages(range(7), "tags/live.md", "直播", "zh", length=3)[1]
    (section,) = second.paging(INDEX)
    assert '<a href="../">1</a>' in section.html
    assert '<strong aria-current="page">2</strong>' in section.html
    assert '<a href="../page-3/">3</a>' in section.html


def test_the_pages_of_an_index_stand_in_its_folder() -> None:
    assert list_pages(range(2), "links/index.md", "", "zh", length=1)[1].page.path == "links/page-2.md"


def test_a_list_without_items_has_no_page_and_one_portion() -> None:
    assert list_pages([], "tags/live.md", "直播", "zh") == []
    assert portions([]) == [()]


def test_large_items_make_fewer_a_page_and_one_too_large_stands_alone() -> None:
    assert portions([4, 4, 4, 20, 1], size=lambda item: item, room=10) == [(4, 4), (4,), (20,), (1,)]
