"""What every page loads of style sheets is one file, and each sheet in it means what it means alone."""

from __future__ import annotations

import pytest

from omnikb.adapters.joined_styles import joined_styles
from omnikb.pages import Asset, Load

PLAIN = "a { color: red }\n@media print { a::before { content: '} /* \\' url(' } }"


def sheet(name: str, css: str, load: Load | tuple[str, ...] = Load.EVERYWHERE) -> Asset:
    return Asset(f"assets/{name}", css.encode(), load)


def test_sheets_of_every_page_become_the_first_of_them_in_their_order() -> None:
    script, own = Asset("assets/a.js", b"let a", Load.EVERYWHERE), sheet("own.css", "i {}", ("a.md",))
    joined = joined_styles([sheet("b.css", PLAIN), script, own, sheet("a.css", "b {}"), sheet("c.css", "/* { */ c {}")])
    assert joined == (sheet("b.css", f"{PLAIN}\nb {{}}\n/* {{ */ c {{}}"), script, own)


@pytest.mark.parametrize(
    "css",
    [
        "@import 'more.css'; a {}",
        '@charset "utf-8"; a {}',
        "@LAYER base; a {}",
        "a { background: url(picture.png) }",
        "a { background: url('picture.png') }",
        "a { background: URL( 'picture.png') }",
        "a { color: red",
        "a { color: red } }",
        "a[title { color: red }",
        "a { width: calc(1px }",
        "a {} /* never closed",
        "a { content: 'never closed }",
        'a { content: "never\nclosed" }',
        "a {} \\",
    ],
)
def test_a_sheet_that_would_mean_something_else_or_is_broken_stays_alone(css: str) -> None:
    odd = sheet("odd.css", css)
    assert joined_styles([sheet("a.css", "a {}"), odd, sheet("b.css", "b {}")]) == (sheet("a.css", "a {}\nb {}"), odd)


def test_bytes_that_are_no_text_stay_alone() -> None:
    odd = Asset("assets/odd.css", "a::after { content: '好' }".encode("gb18030"), Load.EVERYWHERE)
    assert joined_styles([odd, sheet("a.css", "a {}")]) == (odd, sheet("a.css", "a {}"))


@pytest.mark.parametrize("picture", ["url('data:image/svg+xml;utf8,<svg a=\"{\"/>')", 'url("data:image/png;base64,AA==")'])
def test_a_picture_that_is_written_out_may_be_anywhere(picture: str) -> None:
    assert len(joined_styles([sheet("a.css", "a {}"), sheet("b.css", f"b {{ mask: {picture} center }}")])) == 1
