from __future__ import annotations

from importlib.metadata import entry_points

import pytest

from tests.golden.layout import laid_out
from tests.golden.trees import REWRITE, actual, cases, difference, expected, settings_of


@pytest.mark.parametrize("case", cases())
def test_a_build_gives_the_expected_tree(case: str) -> None:
    found = difference(expected(case), actual(case))
    if found:
        pytest.fail(f"{found}\n\nIf this is as it should be: {REWRITE}, and read the diff.", pytrace=False)


def test_every_first_party_plugin_has_a_case() -> None:
    covered = {name for case in cases() for name in settings_of(case)["plugins"]}
    own = {point.name for point in entry_points(group="omnikb") if point.dist and point.dist.name == "omnikb"}
    assert own - covered == set()


def test_a_tree_that_differs_is_told_by_file_and_line() -> None:
    told = difference({"a.html": "<p>甲</p>\n", "b.html": ""}, {"a.html": "<p>乙</p>\n", "c.html": ""})
    assert "missing: b.html" in told
    assert "superfluous: c.html" in told
    assert "-<p>甲</p>\n+<p>乙</p>" in told


def test_html_is_laid_out_a_block_a_line_and_keeps_its_running_text() -> None:
    html = '<div class="x"><p>甲 <b>乙</b>\n丙</p><ul><li>丁</li></ul></div>'
    assert laid_out(html).splitlines() == [
        '<div class="x">',
        "  <p>甲 <b>乙</b> 丙</p>",
        "  <ul>",
        "    <li>丁</li>",
        "  </ul>",
        "</div>",
    ]


@pytest.mark.parametrize("html", ["<div><p>甲</div>", "<div>甲", "甲</p>"])
def test_html_that_is_not_well_nested_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match="<"):
        laid_out(html)
