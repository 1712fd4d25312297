"""From bytes to front matter and body, and what is wrong with either."""

from __future__ import annotations

import datetime
import subprocess
import sys
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from omnikb.problems import CATALOGUE, Problem, Severity
from omnikb.reader import Text, locate, read, unreadable


def page(front: str, body: str = "Body\n") -> str:
    return f"---\n{front}\n---\n{body}"


def found(content: str | bytes) -> list[tuple[str, int, int]]:
    _text, problems = read("a.md", content if isinstance(content, bytes) else content.encode())
    return [(problem.code, problem.line, problem.column) for problem in problems]


def text_of(content: str | bytes) -> Text:
    text, _problems = read("a.md", content if isinstance(content, bytes) else content.encode())
    assert text is not None
    return text


def problem_of(content: str | bytes) -> Problem:
    _text, (problem,) = read("a.md", content if isinstance(content, bytes) else content.encode())
    return problem


# What is well


def test_front_matter_and_body_are_told_apart() -> None:
    text = text_of(page("title: 复盘\ndate: 2025-11-11", "# 复盘\n---\nmore\n"))
    assert text.front_matter == {"title": "复盘", "date": datetime.date(2025, 11, 11)}
    assert (text.body, text.body_line) == ("# 复盘\n---\nmore\n", 5)
    assert text.front_text == "title: 复盘\ndate: 2025-11-11\n"


@pytest.mark.parametrize(
    "content",
    [
        "# Title\n\ntext\n\n---\n\nmore\n\n---\n",
        "TODO: call the shop\n\ntext\n",
        "note: first\n---\ntext\n",
        "Heading\n---\nNote: below a heading\n---\n",
        "```\n---\ntitle: an example\n---\n```\n",
        "\n\ntext\n",
        "----\n\nA rule, then text.\n\n----\n",
        "-- somebody: said this\n\ntext\n",
    ],
)
def test_a_page_without_front_matter_is_all_body(content: str) -> None:
    assert found(content) == []
    assert (text_of(content).body, text_of(content).body_line, text_of(content).front_matter) == (content, 1, {})


@pytest.mark.parametrize(
    "content", ["---\n---\nBody\n", "---\n\n---\nBody\n", "---\n# a comment\n---\nBody\n", "--- \n---\t\nBody\n"]
)
def test_front_matter_may_be_empty(content: str) -> None:
    assert found(content) == []
    assert (text_of(content).front_matter, text_of(content).body) == ({}, "Body\n")


def test_three_dots_may_close_front_matter() -> None:
    assert text_of("---\ntitle: a\n...\nBody\n").body == "Body\n"


def test_anchors_and_merges_are_plain_yaml() -> None:
    text = text_of(page("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  x: 3\nc: <<\nd: ="))
    assert text.front_matter == {"a": {"x": 1, "y": 2}, "b": {"x": 3, "y": 2}, "c": "<<", "d": "="}


def test_a_key_that_yaml_takes_for_something_else_is_text_with_a_notice() -> None:
    text, problems = read("a.md", page("2025: a\nb:\n  on: c\n  2025-01-01: d").encode())
    assert text is not None
    assert text.front_matter == {"2025": "a", "b": {"on": "c", "2025-01-01": "d"}}
    assert [(problem.code, problem.line, problem.arguments["key"]) for problem in problems] == [
        ("key-not-text", 2, "2025"),
        ("key-not-text", 4, "on"),
        ("key-not-text", 5, "2025-01-01"),
    ]


def test_an_empty_file_is_a_page_with_a_notice() -> None:
    assert found("") == [("file-empty", 1, 1)]
    assert text_of("").body == ""


# Bytes


@pytest.mark.parametrize(
    ("content", "place", "word"),
    [
        ("---\ntitle: 双十一复盘\n---\n内容\n".encode("gb18030"), (2, 11), "GB18030"),
        ("---\ntitle: a\n".encode("utf-16"), (1, 1), "UTF-16"),
        ("---\ntitle: a\n".encode("utf-16-le"), (1, 2), "UTF-16"),
        ("正文 café".encode() + b"\r\n\xe9t\xe9\n", (2, 1), "no text"),
    ],
)
def test_a_file_that_is_not_utf8_says_where_and_what_it_may_be(content: bytes, place: tuple[int, int], word: str) -> None:
    problem = problem_of(content)
    assert (problem.code, problem.line, problem.column) == ("not-utf8", *place)
    assert word in problem.hint("en")


def test_a_byte_order_mark_is_a_notice_and_not_part_of_the_text() -> None:
    assert found("\ufeff" + page("title: a")) == [("byte-order-mark", 1, 1)]
    assert text_of("\ufeff" + page("title: a")).front_matter == {"title": "a"}
    assert text_of("\ufeffBody").body == "Body"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_foreign_line_ends_are_one_notice_and_are_normalised(end: str) -> None:
    content = page("title: a").replace("\n", end)
    assert found(content) == [("crlf", 1, 4)]
    assert text_of(content).body == "Body\n"


def test_a_control_character_is_an_error_in_front_matter_and_a_notice_in_the_body() -> None:
    assert found(page("title: a\x07")) == [("control-character", 2, 9)]
    assert found(page("title: a\x80")) == [("control-character", 2, 9)]
    assert found(page("title: a", "b\n\0c")) == [("control-character-in-body", 5, 1)]


def test_all_problems_of_a_file_come_at_once() -> None:
    front = "\ufeff---\r\ntitle: a\r\ndate: 2025-02-30\r\ntitle: b\r\n---\r\n<<<<<<< a\r\n=======\r\n>>>>>>> b\r\n"
    codes = {code for code, _line, _column in found(front)}
    assert codes == {"byte-order-mark", "crlf", "impossible-date", "duplicate-key", "merge-conflict"}


# Fences


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("---\ntitle: a\n\n# Text\n", ("fence-unterminated", 1, 1)),
        ("---", ("fence-unterminated", 1, 1)),
        ("---\n\nA rule was meant.\n", ("fence-unterminated", 1, 1)),
        ("---\ntitle: a\n\n# Text\n\nAnd a sentence,\nor two.\n\n---\n\nBelow a rule.\n", ("fence-unterminated", 1, 1)),
        ("\n\n---\ntitle: a\n---\n", ("fence-misplaced", 3, 1)),
        ("\n---\ntitle: a\na line that is wrong\n---\n", ("fence-misplaced", 2, 1)),
        ("# Heading\n\n---\ntitle: a\naudience:\n  - board\n---\n", ("fence-misplaced", 3, 1)),
        ("title: a\ntype: review\n---\nText\n", ("fence-missing", 1, 1)),
        ("----\ntitle: a\n---\n", ("fence-malformed", 1, 1)),
        ("--\ntitle: a\n---\n", ("fence-malformed", 1, 1)),
        (" ---\ntitle: a\n---\n", ("fence-malformed", 1, 1)),
        ("\u2014\u2014\ntitle: a\n---\n", ("fence-malformed", 1, 1)),
        ("---title: a\n---\n", ("fence-malformed", 1, 1)),
        ("---\u3000\ntitle: a\n---\n", ("fence-malformed", 1, 1)),
        ("---\ntitle: a\n---\u3000\n", ("fence-malformed", 3, 1)),
        ("---\ntitle: a\n ---\nText\n", ("fence-malformed", 3, 1)),
        ("---\ntitle: a\n----\nText\n\n---\nMore\n", ("fence-malformed", 3, 1)),
        ("+++\ntitle = 'a'\n+++\n", ("toml-front-matter", 1, 1)),
    ],
)
def test_a_fence_that_is_wrong_is_found(content: str, problem: tuple[str, int, int]) -> None:
    assert found(content) == [problem]
    assert read("a.md", content.encode())[0] is None


def test_an_unclosed_fence_names_both_ways_out() -> None:
    hint = problem_of("---\ntitle: a\ndate: 2025-01-01\n\n# Text\n").hint("en")
    assert "after line 3" in hint
    assert "***" in hint


# Merge conflicts

CONFLICT = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n"


@pytest.mark.parametrize(
    ("content", "line", "usable"),
    [
        ("---\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> c\n---\n", 2, False),
        ("<<<<<<< HEAD\n---\ntitle: a\n=======\n---\ntitle: b\n>>>>>>> c\n---\n", 1, False),
        ("---\ntitle: a\n<<<<<<< HEAD\n---\nBody\n=======\n---\n>>>>>>> c\n", 3, False),
        ("---\ntitle: a\n=======\n---\nBody\n", 3, False),
        ("---\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> c\n", 2, False),
        (page("title: a", f"Text\n{CONFLICT}"), 5, True),
        (page("code: |\n  ```", CONFLICT), 5, True),
        (f"Text\n{CONFLICT}", 2, True),
    ],
)
def test_a_merge_conflict_is_found_where_it_begins(content: str, line: int, usable: bool) -> None:
    assert found(content) == [("merge-conflict", line, 1)]
    assert (read("a.md", content.encode())[0] is not None) == usable


@pytest.mark.parametrize(
    "body",
    [
        f"```diff\n{CONFLICT}```\n",
        "~~~~\n~~~\n" + CONFLICT + "~~~~\n",
        "Title\n=======\n",
        "<<<<<<< a\n>>>>>>> b\n",
        "=======\n>>>>>>> b\n<<<<<<< a\n",
    ],
)
def test_markers_in_fenced_code_or_alone_are_no_conflict(body: str) -> None:
    assert found(page("title: a", body)) == []


# YAML


@pytest.mark.parametrize(
    ("front", "problems"),
    [
        ("title: a\ndate: 2025-01-01\ntitle: b", [("duplicate-key", 4, 1)]),
        ("a:\n  b: 1\n  c: [{d: 1, d: 2}]\n  b: 2", [("duplicate-key", 5, 3), ("duplicate-key", 4, 14)]),
        ("2025: a\n'2025': b", [("duplicate-key", 3, 1), ("key-not-text", 2, 1)]),
        ("just a sentence", [("front-matter-no-mapping", 2, 1)]),
        ("- a\n- b", [("front-matter-no-mapping", 2, 1)]),
        ("date: 2021-29-11", [("impossible-date", 2, 7)]),
        ("a:\n  - at: 2025-02-30\n    b: c", [("impossible-date", 3, 9)]),
        ("at: 2001-12-14t21:59:43.10-99:99", [("impossible-date", 2, 5)]),
        ("a: !!float much", [("impossible-value", 2, 4)]),
        (f"a: {'1' * 5000}", [("impossible-value", 2, 4)]),
        ("a: !!bool maybe", [("impossible-value", 2, 4)]),
        ("a: !!int ''", [("impossible-value", 2, 4)]),
        ("a: !!python/object/apply:os.system [ls]", [("unknown-tag", 2, 4)]),
        ("a: !important text", [("unknown-tag", 2, 4)]),
        ("a: {{ name }}", [("key-not-simple", 2, 5)]),
        ("? [a]\n: b", [("key-not-simple", 2, 3)]),
        ("title：a\ntype：b\ndate: 2025-01-01", [("full-width-colon", 2, 6), ("full-width-colon", 3, 5)]),
        ("title: a\n标签：b", [("full-width-colon", 3, 3)]),
        ("title：a", [("full-width-colon", 2, 6)]),
        ("risks:\n  - risk：a\n    cost: 3", [("full-width-colon", 3, 9)]),
        ("period:\n  start：2025-01-01", [("full-width-colon-in-value", 3, 8)]),
        ('title: "a”\nb: 1', [("full-width-punctuation", 2, 10)]),
        ("title: “a: b”", [("full-width-punctuation", 2, 8)]),
        ("tags: [a, b】\nb: 1", [("full-width-punctuation", 2, 12)]),
        ("a:\n\tb: 1", [("tab-in-yaml", 3, 1)]),
        ("a: 1\n  \tb: 2", [("tab-in-yaml", 3, 3)]),
        ("title:a\nb: c", [("colon-without-space", 2, 6)]),
        ("b: c\ntitle:a", [("colon-without-space", 3, 6)]),
        ("title:a", [("colon-without-space", 2, 6)]),
        ("title: a: b", [("colon-in-value", 2, 9)]),
        ("title: a\nb", [("key-without-colon", 3, 1)]),
        ("b\ntitle: a", [("key-without-colon", 2, 1)]),
        ("a: 1\n  b: 2", [("uneven-indentation", 3, 3)]),
        ("a:\n  b: 1\n c: 2", [("uneven-indentation", 4, 2)]),
        (" a: 1\nb: 2", [("uneven-indentation", 3, 1)]),
        ("a: - b", [("list-beside-key", 2, 4)]),
        ("a: 'b\nc: d", [("quote-unclosed", 2, 4)]),
        ("a: 'it's'", [("quote-closed-early", 2, 8)]),
        ('a: "b" c', [("quote-closed-early", 2, 8)]),
        ('a: "C:\\Magento"', [("backslash-in-quotes", 2, 7)]),
        ("a: [b, c\nd: e", [("bracket-unclosed", 2, 4)]),
        ("a: [复盘] 双十一", [("value-needs-quotes", 2, 4)]),
        ("a: @b", [("value-needs-quotes", 2, 4)]),
        ("a: **b**", [("value-needs-quotes", 2, 4)]),
        ("a: *b", [("value-needs-quotes", 2, 4)]),
        ("a: 1\n--- b\nc: 2", [("several-documents", 3, 1)]),
        ("<<: 1", [("yaml-error", 2, 5)]),
    ],
)
def test_a_mistake_in_yaml_is_named_at_its_place(front: str, problems: list[tuple[str, int, int]]) -> None:
    assert found(page(front)) == problems


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    assert found(page("a: '\u2028\u0085'\nb: c\nb: d")) == [("duplicate-key", 4, 1)]
    assert problem_of(page("a: '\u2028\u0085'\nb: c\nb: d")).arguments["line"] == 3


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    assert "line 2" in problem_of(page("title: a\ndate: 2025-01-01\ntitle: b")).message("en")


def test_a_mistake_in_yaml_keeps_the_words_of_the_parser() -> None:
    assert problem_of(page("title: a: b")).arguments["detail"] == "mapping values are not allowed in this context"


def test_front_matter_with_an_error_leaves_the_file_out_and_a_notice_does_not() -> None:
    assert read("a.md", page("a: 1\na: 2").encode())[0] is None
    assert text_of(page("2025: 1")).front_matter == {"2025": 1}


# Bombs


@pytest.mark.parametrize(
    "front",
    [
        "a: " + "[" * 200_000,
        "a: " + "{a: " * 200_000,
        "a:\n" + "- " * 200_000 + "x",
        "-\t" * 200_000 + "x",
        ": " * 200_000 + "x",
        "? - : " * 200_000,
        "\n".join(" " * depth + "a:" for depth in range(2000)),
        "\n".join("  " * depth + "- a:" for depth in range(2000)),
    ],
    ids=["lists", "mappings", "items", "tabs", "values", "keys", "indentation", "items by indentation"],
)
def test_a_nesting_bomb_is_a_problem_before_any_parser_sees_it(front: str) -> None:
    assert [code for code, _line, _column in found(page(front))] == ["nesting-too-deep"]


@pytest.mark.parametrize(
    "front",
    [
        "a: [" + "[b], " * 1000 + "]",
        "a: |\n" + "".join(f"{' ' * width}x\n" for width in (2, 60, 40, 90, 3)),
        "\n".join(" " * depth + "a:" for depth in range(30)),
    ],
    ids=["many lists", "a drawing", "thirty levels"],
)
def test_much_that_is_not_deep_is_read(front: str) -> None:
    assert found(page(front)) == []


@pytest.mark.parametrize(
    "front",
    [
        "a0: &a0 [x, x, x, x]\n" + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 4)}]" for n in range(1, 12)),
        "a: &a [*a]",
        "a: &a {b: *a}",
        "a: &a\n  <<: *a",
        "deep: {a0: &a0 {x: 1}" + "".join(f", a{n}: &a{n} {{<<: *a{n - 1}}}" for n in range(1, 3000)) + "}\nz: {<<: *a2999}",
    ],
    ids=["wide", "list in itself", "mapping in itself", "merge of itself", "chain of merges"],
)
def test_an_alias_bomb_is_a_problem(front: str) -> None:
    assert [code for code, _line, _column in found(page(front))] == ["alias-bomb"]


# Places


def test_a_key_is_found_at_any_depth() -> None:
    text = text_of(page("title: a\nrisks:\n  - risk: b\n    cost: 3\n  - {risk: c, cost: 4}\n2025: d"))
    assert locate(text, ("title",)) == (2, 1)
    assert locate(text, ("risks", 0)) == (4, 5)
    assert locate(text, ("risks", 0, "cost")) == (5, 5)
    assert locate(text, ("risks", 1, "cost")) == (6, 15)
    assert locate(text, ("2025",)) == (7, 1)


def test_a_missing_key_is_found_at_what_is_nearest_around_it() -> None:
    text = text_of(page("title: a\nrisks:\n  - risk: b"))
    assert locate(text, ("risks", 0, "cost")) == (4, 5)
    assert locate(text, ("risks", 7, "cost")) == (3, 1)
    assert locate(text, ("title", "x")) == (2, 1)
    assert locate(text, ("nothing",)) == (1, 1)
    assert locate(text_of("# No front matter\n"), ("title",)) == (1, 1)


def test_a_file_that_cannot_be_opened_says_why() -> None:
    problem = unreadable("a.md", PermissionError(13, "Permission denied"))
    assert (problem.code, problem.path, problem.message("en")) == (
        "file-unreadable",
        "a.md",
        "the file cannot be read: Permission denied",
    )


# What always holds

SIGNS = ["---", ": ", "- ", "a", "：", "“", '"', "'", "[", "]", "{", "}", "#", "&a", "*a", "<<", "?", "!", "!!int ", "\\", "%", "@"]
LINES = ["\n", "\r", "\r\n", "\u2028", "\x85", "\t", "  ", "...", "+++", "```", "<<<<<<< x", "=======", ">>>>>>> y", "\ufeff", "\0"]
FRONT = st.lists(st.sampled_from([*SIGNS, *LINES, "2021-29-11"]), max_size=30).map("".join)
ANYTHING = st.one_of(
    st.binary(),
    st.text().map(str.encode),
    FRONT.map(str.encode),
    FRONT.map(lambda front: page(front).encode()),
)


@given(ANYTHING)
@example(b"---\na: !!timestamp x\n---")
def test_reading_never_raises_and_every_place_is_in_the_file(data: bytes) -> None:
    text, problems = read("a.md", data)
    lines = data.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 2
        assert problem.kind is CATALOGUE[problem.code]
        assert problem.message("en")
        assert problem.hint("en")
    assert text is not None or any(problem.severity is Severity.ERROR for problem in problems)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.just("\n"))
"""Without the other line ends of YAML 1.1, which PyYAML itself does not always write so that they can be read."""

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(WORDS, VALUES, max_size=5), st.booleans())
def test_what_yaml_writes_is_read_back_equal(values: dict[str, Any], unicode: bool) -> None:
    text = text_of("---\n" + yaml.safe_dump(values, allow_unicode=unicode) + "---\n")
    assert text.front_matter == values


@given(WORDS)
def test_the_body_comes_back_unchanged(body: str) -> None:
    assert text_of(page("title: a", body)).body == body
    assert text_of(page("title: a", body).replace("\n", "\r\n")).body == body


def test_mistakes_are_named_alike_without_the_c_parser() -> None:
    program = """
import sys
sys.modules["yaml._yaml"] = None
import yaml
from omnikb.reader import read
assert not yaml.__with_libyaml__
for front in sys.stdin.read().split("|"):
    print([(p.code, p.line) for p in read("a.md", f"---\\n{front}\\n---\\n".encode())[1]])
"""
    fronts = {
        "title: a\ntitle: b": "duplicate-key",
        "date: 2021-29-11": "impossible-date",
        "a: b: c": "colon-in-value",
        "a: - b": "list-beside-key",
        "a: @b": "value-needs-quotes",
        "a: 'b": "quote-unclosed",
        'a: "\\M"': "backslash-in-quotes",
        'a: "\\UFFFFFFFF"': "yaml-error",
        "a: [b": "bracket-unclosed",
        "a: 'b' c": "quote-closed-early",
        "a: \x07": "control-character",
        "a: " + "[" * 5000: "nesting-too-deep",
    }
    done = subprocess.run([sys.executable, "-c", program], input="|".join(fronts), capture_output=True, text=True, check=True)
    assert [eval(line)[0][0] for line in done.stdout.splitlines()] == list(fronts.values())  # noqa: S307 -- our own output


# Comments


@pytest.mark.parametrize(
    ("front", "place", "written"),
    [
        ("title: 复盘 #2 第二轮", (2, 11), 'title: "复盘 #2 第二轮"'),
        ("a: b\t#2", (2, 6), 'a: "b\t#2"'),
        ("a:\n  - b #2", (3, 7), '- "b #2"'),
        ("a:\n  - #2 b", (3, 5), '- "#2 b"'),
        ("a:\n  - b: c #2", (3, 10), '- b: "c #2"'),
        ("a: #2\nb: c", (2, 4), 'a: "#2"'),
        ("b: c\na: #2", (3, 4), 'a: "#2"'),
        ("a: [b #2\n  , c]", (2, 7), 'write "b #2"'),
        ('a: 5" #2', (2, 7), "a: '5\" #2'"),
        ("a: see C:\\new #2", (2, 15), "a: 'see C:\\new #2'"),
        ("a: it's C:\\new #2", (2, 16), "a: 'it''s C:\\new #2'"),
    ],
)
def test_a_hash_that_cuts_a_value_short_is_a_notice_with_the_value_in_quotes(
    front: str, place: tuple[int, int], written: str
) -> None:
    problem = problem_of(page(front))
    assert (problem.code, problem.line, problem.column) == ("comment-in-value", *place)
    assert written.replace("\t", " ") in problem.hint("en").replace("\t", " ")


@pytest.mark.parametrize(
    "front",
    [
        "a: b # a comment",
        "a: b  #",
        "#a: b",
        "a: b\n  #c\nd: e",
        "a: 'b #2'",
        'a: "b #2"',
        "a: b#2",
        "a: 'b' #2",
        "a: |\n  b #2",
        "a: >-\n  b #2\n\n  - #3",
        "a: #2\n  - b",
        "a: #2\n- b",
        "a: #2\n  b: c",
        "a: | #2\n  b",
        "a: {b: 'c #2'}",
    ],
)
def test_a_comment_that_is_written_as_one_and_a_hash_inside_text_are_no_problem(front: str) -> None:
    assert found(page(front)) == []


# Between braces


@pytest.mark.parametrize(
    ("front", "problems"),
    [
        ("a:\n  - {name：工期, kind: time}", [("full-width-colon", 3, 10)]),
        ("a:\n  - {kind: time, name： 工期}", [("full-width-colon", 3, 22)]),
        ("a: {b: {c：d}}", [("full-width-colon", 2, 10)]),
        ("a: {b：c, d：e}", [("full-width-colon", 2, 6), ("full-width-colon", 2, 11)]),
        ("a: {planned: 4,600, actual: 4,700}", [("thousands-separator", 2, 14), ("thousands-separator", 2, 29)]),
        ("a: {planned: 4,600, actual: 5,600}", [("thousands-separator", 2, 14), ("thousands-separator", 2, 29)]),
        ("a: &a {n: 1,234,567.5}\nb: *a", [("thousands-separator", 2, 11)]),
        ("a: {n: 4,600}\nb: 1\nb: 2", [("thousands-separator", 2, 8)]),
        ("a: {n: 4,[1], m: 4,600}", [("thousands-separator", 2, 18), ("key-not-simple", 2, 10)]),
        ("a: !!int [1]", [("yaml-error", 2, 4)]),
        ("a: !!float {b: 1}", [("yaml-error", 2, 4)]),
    ],
)
def test_a_slip_between_braces_is_said_once_and_at_its_place(front: str, problems: list[tuple[str, int, int]]) -> None:
    assert found(page(front)) == problems


@pytest.mark.parametrize(("front", "written"), [("a: {b: 4,600}", "4600"), ("a: {b: -1,234,567.5, c: 1}", "-1234567.5")])
def test_the_hint_gives_the_number_without_its_commas(front: str, written: str) -> None:
    assert problem_of(page(front)).hint("en") == f"write {written}"


@pytest.mark.parametrize(
    "front",
    [
        "a: {b: 注：工期, c: '4,600', d: 结论：好}",
        "a: {'b：c': d, e：f: g}",
        'a: {b: "x，y：z", c: [4,600]}',
        "a: 4,600",
        "a: [注：工期, b：c]",
        "a: {b: 4, c: 600}",
        "a: >-\n  {name：工期, n: 4,600}",
    ],
)
def test_what_looks_like_a_slip_between_braces_and_is_none_is_no_problem(front: str) -> None:
    assert found(page(front)) == []
