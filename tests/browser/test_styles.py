"""A browser reads the same rules from the joined style sheet as from each of its parts, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from omnikb.adapters.joined_styles import joined_styles
from omnikb.pages import Asset, Load

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BEFORE, BEHIND = b".a { color: red }", b".b { color: blue }\n.b2 { color: green }"

RULES = """async texts => {
    document.head.innerHTML = "";
    const rules = [];
    for (const text of texts) {
        const link = Object.assign(document.createElement("link"), { rel: "stylesheet" });
        link.href = URL.createObjectURL(new Blob([new Uint8Array(text)], { type: "text/css" }));
        const loaded = new Promise(done => { link.onload = done; });
        document.head.append(link);
        await loaded;
        rules.push(...[...link.sheet.cssRules].map(rule => rule.cssText.replaceAll(link.href, "")));
    }
    return rules;
}"""


@pytest.mark.parametrize(
    "css",
    [
        "",
        "/* } */",
        ".x { color: red };",
        ".x {}\ncolor: red;",
        ".x {}\n.y, .z",
        ".x {}\n@foo bar",
        ".x {} // the end",
        "foo; .x { color: red }",
        "\ufeff.x { color: red }",
        ".x { content: 'x\r } .y { content: y' }",
        ".x { content: 'x\f } .y { content: y' }",
        ".x { content: 'x\\\n' }",
        ".x { content: 'a\u2028b' }",
        ".x { background: foo('a' ) }",
        "@namespace/**/svg 'http://www.w3.org/2000/svg'; svg|a { color: red }",
        "@layer/**/q { .x { color: red } }",
        "<!-- .x { color: red } -->",
        ".x { color: red } <!--",
        ".x { color: red }\n-->",
        ".x { color: red } \0",
        ".x { color: red }\n#",
        ".x { color: red } @",
        ".x { color: red } U+4??",
        ".x { &:hover { color: red } color: blue; }",
        "@container (width > 1px) { .x { color: red } }",
        "@property --q { syntax: '<color>'; inherits: false; initial-value: red }",
        "@font-face { font-family: q; src: local('x'); unicode-range: U+26 }",
        ".x { mask: url('data:image/svg+xml;utf8,<svg a=\"}\"/>') }",
        "$x: 1;",
        "@import",
        ".x { color: red",
        ".x { color: (red }",
        ".x { content: \"'/* }",
    ],
)
def test_a_sheet_between_two_others_leaves_them_what_they_are(browser: Browser, css: str) -> None:
    parts = (BEFORE, css.encode(), BEHIND, b".c {}")
    sheets = {f"assets/{place}.css": Asset(f"assets/{place}.css", part, Load.EVERYWHERE) for place, part in enumerate(parts)}
    paths, joined = joined_styles(sheets.values())
    assert len(paths) < len(parts)
    loaded = sheets | {sheet.path: sheet for sheet in joined}
    page = browser.new_page()
    page.set_content("<!doctype html><meta charset=utf-8>")
    together = page.evaluate(RULES, [list(loaded[path].data()) for path in paths])
    assert together == page.evaluate(RULES, [list(part) for part in parts])
    page.close()
