"""128 files whose front matter went wrong, or is odd, in the history of public repositories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from omnikb.problems import Severity
from omnikb.reader import Text, read

PLACES = {
    "2112340c84": ("fence-misplaced", 2),
    "577cae11ce": ("fence-misplaced", 2),
    "5f41a273e5": ("fence-misplaced", 2),
    "8f6dfb0c25": ("fence-misplaced", 2),
    "a48e00b776": ("fence-malformed", 1),
    "a96b3f4cc0": ("fence-misplaced", 2),
    "b8ce977be2": ("fence-misplaced", 2),
    "bf6643007b": ("fence-malformed", 1),
    "ce442b826a": ("fence-misplaced", 2),
    "d68f05d83e": ("fence-misplaced", 2),
    "80b8ac2ff0": ("colon-in-value", 4),
    "831b41af49": ("colon-in-value", 4),
    "68140ff040": ("duplicate-key", 8),
    "747168d282": ("duplicate-key", 4),
    "748fcbba41": ("duplicate-key", 11),
    "9e48fd92fa": ("duplicate-key", 8),
    "b19fa94561": ("duplicate-key", 11),
    "baff5b4236": ("duplicate-key", 4),
    "d1a9801cc5": ("duplicate-key", 8),
    "250b1e9393": ("merge-conflict", 2),
    "3b3fb0802b": ("not-utf8", 19),
    "8e79863674": ("not-utf8", 1),
    "f0bf4f9123": ("not-utf8", 19),
    "17f930c3ff": ("fence-malformed", 1),
    "5a5ac0521d": ("fence-malformed", 1),
    "b0a8677523": ("fence-malformed", 1),
    "bfa210bff3": ("fence-malformed", 1),
    "cf6e97a2d2": ("fence-malformed", 1),
    "e6b1372a66": ("fence-malformed", 1),
    "f0cbf3cd94": ("fence-malformed", 1),
    "a610eb394f": ("toml-front-matter", 1),
    "bdd93f6f81": ("toml-front-matter", 1),
    "07328d8051": ("toml-front-matter", 1),
    "c94f02dd92": ("toml-front-matter", 1),
    "141f349f39": ("fence-malformed", 4),
    "1ef406abcd": ("fence-unterminated", 1),
    "3b8621026a": ("fence-unterminated", 1),
    "3cbbd4c26c": ("fence-unterminated", 1),
    "53b52d4b63": ("fence-malformed", 4),
    "69b9702295": ("fence-unterminated", 1),
    "b1a3a6b473": ("fence-unterminated", 1),
    "deee47a81a": ("fence-malformed", 4),
    "795c6122e0": ("key-without-colon", 4),
    "8899bf904d": ("colon-without-space", 3),
    "95e8e53558": ("colon-without-space", 5),
    "9fcff2efa2": ("colon-without-space", 4),
    "a17313291d": ("key-without-colon", 4),
    "acf297c0c5": ("key-without-colon", 5),
    "f12356d4cf": ("key-without-colon", 4),
    "f6e8b5e032": ("colon-without-space", 8),
    "fbe5de01dd": ("key-without-colon", 4),
    "6ab082e983": ("bracket-unclosed", 19),
    "a7f917e9b7": ("bracket-unclosed", 26),
    "b234a785ef": ("bracket-unclosed", 25),
    "b61e192d5d": ("bracket-unclosed", 19),
    "c13e7536f8": ("bracket-unclosed", 2),
    "f6c41f136f": ("quote-closed-early", 3),
    "e297511cf6": ("uneven-indentation", 4),
    "fedfd95b39": ("uneven-indentation", 4),
    "3fbbf667d4": ("value-needs-quotes", 2),
    "d52172d93d": ("quote-closed-early", 4),
    "06a2bcbccb": ("quote-closed-early", 2),
    "4675708aa0": ("quote-closed-early", 2),
    "61208f8b15": ("quote-closed-early", 2),
    "8c89e3fc53": ("quote-closed-early", 2),
    "1b69a8b984": ("value-needs-quotes", 4),
    "3020c3c2d7": ("value-needs-quotes", 2),
    "0632f07206": ("quote-unclosed", 2),
    "247b9508b7": ("quote-unclosed", 2),
    "4bffb4f0cf": ("quote-unclosed", 2),
    "b3c6728953": ("quote-unclosed", 2),
    "e932d6a383": ("quote-unclosed", 2),
    "1b847ed7f0": ("key-not-simple", 4),
    "5a95b40c0e": ("backslash-in-quotes", 4),
    "869683a65f": ("backslash-in-quotes", 4),
    "8b254999c7": ("backslash-in-quotes", 4),
    "f09ce0987a": ("backslash-in-quotes", 4),
    "48f418ba87": ("colon-in-value", 2),
    "4c6221bcb0": ("colon-in-value", 8),
    "4fca3f976a": ("colon-in-value", 3),
    "68d740aef8": ("colon-in-value", 6),
    "9aba1b2453": ("colon-in-value", 2),
    "aadd6a15df": ("colon-in-value", 2),
    "ae11d9a2c9": ("colon-in-value", 2),
    "c80e243c11": ("uneven-indentation", 8),
}
"""The first error of a file and its line, found by reading the file, not by running the reader."""

VALID = {"anchor/alias-or-star", "crlf", "empty", "odd-unicode-space-or-fullwidth-colon"}
"""Kinds that look odd and are ordinary pages; and all kinds that begin with ``title-is``."""

CODES = {
    "blank-line-before-fence": {"fence-misplaced", "fence-malformed"},
    "duplicate-key": {"duplicate-key"},
    "merge-conflict": {"merge-conflict"},
    "not-utf8": {"not-utf8"},
    "odd-fence": {"fence-malformed"},
    "unterminated": {"fence-unterminated", "fence-malformed"},
    "toml-error": {"toml-front-matter"},
    "yaml-error: could not find expected ':'": {"key-without-colon", "colon-without-space"},
    "yaml-error: did not find expected ',' or ']'": {"bracket-unclosed"},
    "yaml-error: did not find expected ',' or '}'": {"bracket-unclosed"},
    "yaml-error: did not find expected '-' indicator": {"quote-closed-early"},
    "yaml-error: did not find expected <document start>": {"uneven-indentation"},
    "yaml-error: did not find expected alphabetic or numeric character": {"value-needs-quotes", "quote-closed-early"},
    "yaml-error: did not find expected key": {"quote-closed-early"},
    "yaml-error: found character that cannot start any token": {"value-needs-quotes"},
    "yaml-error: found unexpected end of stream": {"quote-unclosed"},
    "yaml-error: found unhashable key": {"key-not-simple"},
    "yaml-error: found unknown escape character": {"backslash-in-quotes"},
    "yaml-error: mapping values are not allowed in this context": {"colon-in-value", "uneven-indentation"},
}
"""What each kind of accident may come out as."""


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "front-matter"


@pytest.fixture(scope="module")
def kinds(folder: Path) -> dict[str, set[str]]:
    """What is odd in each file; some files have two oddities."""
    kinds: dict[str, set[str]] = {}
    for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        kind = "toml-error" if entry["kind"].startswith("toml-error") else entry["kind"]
        kinds.setdefault(entry["file"], set()).add(kind)
    return kinds


def errors(folder: Path, name: str) -> tuple[Text | None, list[tuple[str, int]]]:
    text, problems = read(name, (folder / name).read_bytes())
    return text, [(problem.code, problem.line) for problem in problems if problem.severity is Severity.ERROR]


def test_an_accident_comes_out_as_what_it_is(folder: Path, kinds: dict[str, set[str]]) -> None:
    for name, odd in kinds.items():
        codes = {code for code, _line in errors(folder, name)[1]}
        expected = [CODES[kind] for kind in odd if kind not in VALID and not kind.startswith("title-is")]
        assert all(codes & wanted for wanted in expected), (name, odd, codes)


def test_an_odd_but_valid_file_is_a_page_without_errors(folder: Path, kinds: dict[str, set[str]]) -> None:
    for name, odd in kinds.items():
        if all(kind in VALID or kind.startswith("title-is") for kind in odd):
            text, found = errors(folder, name)
            assert text is not None, name
            assert not found, name


def test_a_file_with_an_error_in_its_front_matter_is_left_out(folder: Path, kinds: dict[str, set[str]]) -> None:
    for name in kinds:
        text, found = errors(folder, name)
        assert (text is None) == bool(found), name


def test_foreign_line_ends_are_said_once(folder: Path, kinds: dict[str, set[str]]) -> None:
    for name, odd in kinds.items():
        codes = [problem.code for problem in read(name, (folder / name).read_bytes())[1]]
        if "crlf" in odd:
            assert codes.count("crlf") == 1, name


def test_the_first_error_stands_at_its_line(folder: Path) -> None:
    found = {stem: errors(folder, f"{stem}.md")[1][0] for stem in PLACES}
    assert found == PLACES
