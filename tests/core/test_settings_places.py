"""What is wrong in a file of settings is told with its place."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnikb.configuration import read_settings
from omnikb.errors import OmniKBError, SettingsError
from omnikb.plugin_manager import Plugins
from omnikb.settings_file import SettingsFile, SettingsFileError
from omnikb.settings_places import placed

SETTINGS = """\
site_name: Knowledge
theme:
  name: material
  language: no
plugins:
  - search
  - omnikb:
      html: saef
      disable: [serch]
      search: {ask: a.md}
markdown_extensions:
  - toc
  - pymdownx.details: 3
  - pymdownx: {details: {x: 1}}
"""


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("theme.language", (4, 3)),
        ("theme.font", (2, 1)),
        ("plugins", (5, 1)),
        ("omnikb", (7, 5)),
        ("html", (8, 7)),
        ("disable.0", (9, 17)),
        ("search.ask", (10, 16)),
        ("markdown_extensions.toc", (12, 5)),
        ("markdown_extensions.pymdownx.details", (13, 5)),
        ("docs_dir", None),
        ("", None),
    ],
)
def test_a_key_is_shown_where_it_stands_or_the_nearest_around_it(key: str, place: tuple[int, int] | None, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    error = SettingsError("mkdocs.yml", key, "wrong")
    found = placed(error, tmp_path)
    assert isinstance(found, SettingsError)
    assert (found.place, error.place) == (place, None)
    assert found.text("en").startswith(":".join(map(str, ("mkdocs.yml", *(place or ())))) + ": ")


def test_a_key_that_is_inherited_is_shown_in_the_file_that_says_it(tmp_path: Path) -> None:
    (tmp_path / "kb").mkdir()
    (tmp_path / "base.yml").write_text("INHERIT: kb/mkdocs.yml\nplugins: {omnikb: {html: saef, today: never}}\n", encoding="utf-8")
    (tmp_path / "kb" / "mkdocs.yml").write_text("INHERIT: ../base.yml\nplugins: {omnikb: {today: never}}\n", encoding="utf-8")
    lines = [placed(SettingsError("mkdocs.yml", key, "wrong"), tmp_path / "kb").text("en") for key in ("html", "today")]
    assert lines == ["../base.yml:2:20: html: wrong", "mkdocs.yml:2:20: today: wrong"]


@pytest.mark.parametrize("text", [None, "a: [", "", "- html\n", b"\xff\xfe"])
def test_where_no_file_has_the_key_the_error_stays_as_it_is(text: str | bytes | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "mkdocs.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    for error in (SettingsError("mkdocs.yml", "theme.x", "wrong"), SettingsError("", "--address", "wrong"), OmniKBError("wrong")):
        assert placed(error, tmp_path) is error


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a：\n  - b\n", "words.yml:1:2: after the key `a` stands a full-width colon (write the half-width colon"),
        ("a: [1\n", "words.yml:1:4: the `[` opened here is not closed"),
        ("a: 1\na: 2\n", "words.yml:2:1: the key `a` is already given in line 1"),
        ("a: 2026-13-01\n", "words.yml:1:4: `2026-13-01` is no date in the calendar"),
        ("a: 1\n\nand then some words\n", "words.yml:3:1: this line has no `key: value`"),
        ("a: \x07\n", "words.yml:1:4: here stands the invisible control character U+0007"),
        ("[" * 40, "words.yml:1:33: this is nested more than 32 levels deep"),
    ],
)
def test_a_file_that_is_no_yaml_is_told_as_front_matter_is(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsFileError) as raised:
        SettingsFile(tmp_path / "words.yml")
    assert raised.value.text("en").startswith(said)
    assert "\n" not in raised.value.text("zh")


def test_a_file_of_something_else_than_names_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text("only words\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^words\.yml:1:1: the file must hold names with values$"):
        SettingsFile(tmp_path / "words.yml")


def test_of_two_of_a_name_the_last_is_shown_for_it_is_in_force(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_dir: a\nplugins:\n- omnikb: {html: safe}\n- omnikb: {html: saef}\nsite_dir: .\n")
    found = [placed(SettingsError("mkdocs.yml", key, "wrong"), tmp_path).text("en") for key in ("site_dir", "html")]
    assert found == ["mkdocs.yml:5:1: site_dir: wrong", "mkdocs.yml:4:12: html: wrong"]


def test_a_key_of_the_section_is_not_taken_for_one_of_that_name_above(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("docs_dir: content\nplugins:\n- search\n- omnikb:\n    docs_dir: content\n", encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        Plugins.discover(read_settings(settings))
    assert placed(raised.value, tmp_path).text("en").startswith("mkdocs.yml:5:5: docs_dir: there is no such setting")


def test_values_are_read_as_they_are_written_and_a_mistake_in_one_has_its_place(tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text("\ufefflists:\r\n  - {id: 010}\r\n  - {id: 1:30}\r\n", encoding="utf-8", newline="")
    file = SettingsFile(tmp_path / "words.yml")
    assert file.values == {"lists": [{"id": "010"}, {"id": "1:30"}]}
    assert file.wrong(("lists", 1, "id"), "no {what}", what="good").text("en") == "words.yml:3:6: lists.1.id: no good"


@given(st.one_of(st.text(), st.text(alphabet="ab:：-[]{}\"'!&*#|>\n\t 01\x07\ufeff")))
def test_any_text_is_values_or_one_line_of_what_is_wrong(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "words.yml"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            found = SettingsFile(file).wrong(("a", 0), "wrong")
        except SettingsError as error:
            found = error
    assert not any("\n" in found.text(lang) for lang in ("zh", "en"))
