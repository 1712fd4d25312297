"""What every page loads of style sheets is one file, and each sheet in it means what it means alone."""

from __future__ import annotations

import pytest

from omnikb.adapters.joined_styles import joined_styles
from omnikb.composition import STYLES
from omnikb.pages import Asset, Load

PLAIN = "a { color: red }\n@media print { a::before { content: '} /* \\' url(' } }"


def sheet(name: str, css: str | bytes, load: Load | tuple[str, ...] = Load.EVERYWHERE) -> Asset:
    return Asset(f"assets/{name}", css.encode() if isinstance(css, str) else css, load)


def test_sheets_of_every_page_are_loaded_as_one_in_their_order() -> None:
    script, own = Asset("assets/a.js", b"let a", Load.EVERYWHERE), sheet("own.css", "i {}", ("a.md",))
    paths, joined = joined_styles([sheet("b.css", PLAIN), script, own, sheet("a.css", "b {}"), sheet("c.css", "/* { */ c {}")])
    assert paths == [STYLES]
    assert joined == [Asset(STYLES, f"{PLAIN}\nb {{}}\n/* {{ */ c {{}}".encode(), Load.EVERYWHERE)]


@pytest.mark.parametrize(
    "css",
    [
        "@import 'more.css'; a {}",
        '@charset "utf-8"; a {}',
        "@namespace/**/svg 'http://www.w3.org/2000/svg'; svg|a {}",
        "@LAYER base; a {}",
        "a { background: url(picture.png) }",
        "a { background: url('picture.png') }",
        "a { background: URL( 'picture.png') }",
        "a { background: -webkit-image-set('picture.png' 1x) }",
        "a { background: src('picture.png') }",
        "a { color: red",
        "a { color: red } }",
        "a { color: red };",
        "a { color: red }\ncolor: red;",
        "a { color: red }\nb, i",
        "a { color: red }\n@media print",
        "a { color: red } // the end",
        "$color: red;",
        "a[title { color: red }",
        "a { width: calc(1px }",
        "a {} /* never closed",
        "a { content: 'never closed }",
        'a { content: "never\nclosed" }',
        "a { content: 'never\r } b { content: closed' }",
        "a {} \\",
        "\ufeffa {}",
        "a {} \0",
        "a::after { content: '好' }".encode("gb18030"),
    ],
)
def test_a_sheet_that_would_mean_something_else_or_is_broken_is_loaded_by_itself_in_its_place(css: str | bytes) -> None:
    paths, joined = joined_styles([sheet("a.css", "a {}"), sheet("odd.css", css), sheet("b.css", "b {}"), sheet("c.css", "c {}")])
    assert paths == ["assets/a.css", "assets/odd.css", STYLES]
    assert [one.data() for one in joined] == [b"b {}\nc {}"]


def test_nothing_is_joined_where_no_two_stand_side_by_side() -> None:
    odd = sheet("odd.css", "@import 'more.css'; a {}")
    assert joined_styles([sheet("a.css", "a {}"), odd, sheet("b.css", "b {}")]) == (
        ["assets/a.css", "assets/odd.css", "assets/b.css"],
        [],
    )
    assert joined_styles([]) == ([], [])


@pytest.mark.parametrize("picture", ["url('data:image/svg+xml;utf8,<svg a=\"{/*\"/>')", 'url("data:image/png;base64,AA==")'])
def test_a_picture_that_is_written_out_may_be_anywhere(picture: str) -> None:
    assert joined_styles([sheet("a.css", "a {}"), sheet("b.css", f"b {{ mask: {picture} center }}")])[0] == [STYLES]


def test_an_empty_sheet_and_one_with_nothing_but_comments_are_in_nobodys_way() -> None:
    assert joined_styles([sheet("a.css", ""), sheet("b.css", "/* '\" { */\n"), sheet("c.css", "c {}")])[0] == [STYLES]


def test_what_is_made_only_where_it_is_needed_is_not_made_to_be_joined() -> None:
    def never() -> bytes:
        raise AssertionError("made")

    late = Asset("assets/late.css", never, Load.EVERYWHERE, digest="1")
    assert joined_styles([sheet("a.css", "a {}"), sheet("b.css", "b {}"), late])[0] == [STYLES, "assets/late.css"]


def test_nothing_is_joined_where_the_content_has_a_file_in_that_place() -> None:
    sheets = [sheet("a.css", "a {}"), sheet("b.css", "b {}")]
    assert joined_styles(sheets, frozenset({STYLES})) == (["assets/a.css", "assets/b.css"], [])
