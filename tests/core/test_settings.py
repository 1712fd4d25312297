"""What mkdocs.yml says, read without MkDocs."""

from __future__ import annotations

import datetime
from pathlib import Path
from textwrap import dedent

import pytest
from pydantic import BaseModel, ConfigDict

from omnikb.configuration import language_in, read_config, read_settings
from omnikb.configuration_loading import PythonName
from omnikb.errors import SettingsError
from omnikb.plugin_manager import Plugins
from omnikb.settings import date_of_build

BASE = "site_name: Test\ndocs_dir: content\n"


@pytest.fixture
def write(tmp_path: Path):
    """``write(text)`` makes ``mkdocs.yml`` beside an empty content folder, and gives its path."""
    (tmp_path / "content").mkdir()

    def settings_file(text: str, name: str = "mkdocs.yml") -> Path:
        path = tmp_path / name
        path.write_text(dedent(text), encoding="utf-8")
        return path

    return settings_file


def test_a_minimal_file_gives_the_defaults(write, tmp_path) -> None:
    settings = read_settings(write(f"{BASE}plugins: [omnikb]\n"))
    assert (settings.root, settings.content, settings.site) == (tmp_path, tmp_path / "content", tmp_path / "site")
    assert (settings.language, settings.directory_urls, settings.config_file) == ("en", True, "mkdocs.yml")
    assert (settings.core.html, settings.core.mermaid, settings.core.disable) == ("safe", None, frozenset())


def test_everything_the_core_needs_is_taken_over(write, tmp_path) -> None:
    text = """
        docs_dir: content
        site_dir: out
        use_directory_urls: false
        theme: {name: material, language: zh, logo: logo.svg, favicon: icon.png}
        extra_css: [own.css]
        extra_javascript: [own.js, {path: other.js, defer: true}]
        nav: [index.md, {Deep: [a/b.md, {C: c.md}]}]
        markdown_extensions: [admonition, {toc: {permalink: true}}]
        plugins:
          - search
          - omnikb: {html: trusted, mermaid: mermaid.js, today: 2026-01-15}
    """
    settings = read_settings(write(text))
    assert (settings.site, settings.directory_urls, settings.language) == (tmp_path / "out", False, "zh")
    assert settings.published == {"logo.svg", "icon.png", "own.css", "own.js", "other.js", "index.md", "a/b.md", "c.md"}
    assert settings.markdown_extensions == {"admonition": {}, "toc": {"permalink": True}}
    assert (settings.core.html, settings.core.mermaid, settings.today) == ("trusted", "mermaid.js", datetime.date(2026, 1, 15))


@pytest.mark.parametrize(
    "plugins", ["{omnikb: {html: trusted}}", "[{omnikb: {html: trusted}}]", "[search, {omnikb: {html: trusted}}]"]
)
def test_the_section_is_found_however_the_plugins_are_written(write, plugins) -> None:
    assert read_settings(write(f"{BASE}plugins: {plugins}\n")).core.html == "trusted"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("docs_dir: content\nplugins: [search]\n", "mkdocs.yml: plugins: omnikb is not among the plugins"),
        ("docs_dir: content\n", "mkdocs.yml: plugins: omnikb is not among the plugins"),
        ("plugins: [omnikb]\n", "mkdocs.yml: docs_dir: there is no such folder: docs"),
        ("docs_dir: content\nplugins:\n  - omnikb: {htm: safe}\n", "mkdocs.yml: htm: there is no such setting"),
        ("docs_dir: content\nplugins:\n  - omnikb: {htm: safe}\n", "(did you mean html?)"),
        ("docs_dir: content\nplugins:\n  - omnikb: {html: saef}\n", "mkdocs.yml: html: html cannot be saef (did you mean safe?)"),
        ("docs_dir: content\nplugins:\n  - omnikb: {disable: search}\n", "mkdocs.yml: disable: disable must be a list"),
        ("docs_dir: content\nplugins:\n  - omnikb: {today: never}\n", "mkdocs.yml: today: today must be a date"),
        ("docs_dir: content\nplugins:\n  - omnikb: [html]\n", "mkdocs.yml: omnikb: the section must be names with values"),
        ("docs_dir: content\nplugins:\n  - omnikb: {rsks: {}}\n", "(did you mean risks?)"),
        ("a: 1\nb: c: d\n", "mkdocs.yml:2:5: this value holds a colon and a space"),
        ("a: 1\nb: 2021-29-11\n", "mkdocs.yml:2:4: `2021-29-11` is no date in the calendar"),
        ("a: !nothing x\n", "mkdocs.yml:1:4: `!nothing` asks for a kind of value"),
        ("a: !!int b\n", "mkdocs.yml:1:4: `b` looks like a number or a truth value and is none"),
        ("a: !!bool b\n", "mkdocs.yml:1:4: `b` looks like a number"),
        ("a: !ENV [OMNIKB_NOT_SET, 2021-29-11]\n", "mkdocs.yml:1:26: `2021-29-11` is no date"),
        ("- a\n", "mkdocs.yml: the file must hold names with values"),
        ("", "mkdocs.yml: the file must hold names with values"),
        ("INHERIT: mkdocs.yml\n", "INHERIT: the file inherits from itself"),
        ("INHERIT: gone.yml\n", "gone.yml: the file cannot be read"),
        (f"{BASE}plugins: [omnikb]\ntheme: {{language: no}}\n", "mkdocs.yml: theme.language: the language must be text such as zh"),
        (f"{BASE}plugins: [omnikb]\ntheme: {{language: [zh]}}\n", "mkdocs.yml: theme.language: the language must be text"),
        (f"{BASE}plugins: [omnikb]\nsite_dir: content/site\n", "content/site lies in the content folder"),
        (f"{BASE}plugins: [omnikb]\nsite_dir: content\n", "content lies in the content folder"),
        (f"{BASE}plugins: [omnikb]\nsite_dir: .\n", "holds the content or the settings"),
        ("docs_dir: content\nplugins: [omnikb]\nmarkdown_extensions: [{toc: 3}]\n", "markdown_extensions.toc: options must be"),
    ],
)
def test_a_mistake_is_one_line_that_names_file_and_key(write, text, line) -> None:
    with pytest.raises(SettingsError) as raised:
        Plugins.discover(read_settings(write(text)))
    assert line in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_said(tmp_path) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs.yml: the file cannot be read: No such file"):
        read_settings(tmp_path / "mkdocs.yml")


def test_a_mistake_is_said_in_the_readers_language(write) -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings(write("docs_dir: content\n"))
    assert "omnikb" in raised.value.text("zh")


def test_an_inherited_file_is_overlaid_key_by_key(write, tmp_path) -> None:
    write(f"{BASE}theme: {{name: material, language: zh}}\nplugins: {{omnikb: {{html: trusted}}}}\n", "base.yml")
    heir = write("INHERIT: base.yml\ntheme: {font: false}\nplugins: {omnikb: {mermaid: m.js}}\n")
    settings = read_settings(heir)
    assert (settings.core.html, settings.core.mermaid, settings.language) == ("trusted", "m.js", "zh")
    assert read_config(heir)["theme"] == {"name": "material", "language": "zh", "font": False}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("!ENV OMNIKB_TEST", "three"),
        ("!ENV [OMNIKB_NONE, OMNIKB_TEST, other]", "three"),
        ("!ENV [OMNIKB_NONE, 5]", 5),
        ("!ENV [OMNIKB_NONE, [a, b]]", ["a", "b"]),
        ("!ENV OMNIKB_NONE", None),
        ("!ENV [OMNIKB_TEST]", "three"),
        ("!ENV []", None),
        ("!ENV OMNIKB_TRUE", True),
        ("!ENV OMNIKB_TEXT", "a: [b"),
    ],
)
def test_an_environment_variable_is_read_as_one_value(write, monkeypatch, written, value) -> None:
    for name, text in {"OMNIKB_TEST": "three", "OMNIKB_TRUE": "true", "OMNIKB_TEXT": "a: [b"}.items():
        monkeypatch.setenv(name, text)
    assert read_config(write(f"value: {written}\n"))["value"] == value


def test_environment_variables_mean_what_they_mean_to_mkdocs(write, monkeypatch) -> None:
    from mkdocs.utils.yaml import yaml_load

    monkeypatch.setenv("OMNIKB_TEST", "3")
    text = "a: !ENV OMNIKB_TEST\nb: !ENV [OMNIKB_NONE, OMNIKB_TEST, 4]\nc: !ENV [OMNIKB_NONE, yes]\nd: !ENV OMNIKB_NONE\n"
    assert read_config(write(text)) == yaml_load(text)


def test_python_objects_are_kept_as_names_and_imported_only_when_asked_for(write) -> None:
    text = """
        one: !!python/name:posixpath.join
        two: !!python/object/apply:collections.Counter {kwds: {a: 2}}
        three: !!python/name:no_such_module.thing
    """
    config = read_config(write(text))
    assert all(isinstance(value, PythonName) for value in config.values())
    import posixpath

    assert config["one"].load() is posixpath.join
    assert config["two"].load() == {"a": 2}
    with pytest.raises(SettingsError, match=r"there is no Python object no_such_module.thing"):
        config["three"].load()


def test_reading_the_settings_does_not_load_mkdocs(write) -> None:
    import subprocess
    import sys

    program = "import pathlib, sys; from omnikb.configuration import read_settings; read_settings(pathlib.Path(sys.argv[1]))"
    program += "; print('mkdocs' in sys.modules)"
    path = write(f"{BASE}plugins: [omnikb]\n")
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_date_of_the_build_is_the_setting_else_the_epoch_else_today(write, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    assert read_settings(write(f"{BASE}plugins: [omnikb]\n")).today == datetime.date(2025, 1, 1)
    assert read_settings(write(f"{BASE}plugins: [omnikb: {{today: 2024-02-29}}]\n")).today == datetime.date(2024, 2, 29)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    core = read_settings(write(f"{BASE}plugins: [omnikb]\n")).core
    before = datetime.datetime.now().astimezone().date()
    assert before <= date_of_build(core) <= datetime.datetime.now().astimezone().date()


@pytest.mark.parametrize("epoch", ["soon", "", "1e9", "99999999999999999999"])
def test_an_epoch_that_is_no_time_is_said(write, monkeypatch, epoch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH"):
        read_settings(write(f"{BASE}plugins: [omnikb]\n"))


class Appetite(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    appetite: int = 12


class Hungry:
    def omnikb_settings(self):
        return Appetite


def plugins_of(write, section: str, **more) -> Plugins:
    return Plugins.of(read_settings(write(f"{BASE}plugins: [omnikb: {section}]\n")), {"hungry": Hungry(), **more})


def test_a_plugin_reads_its_section_by_its_class(write) -> None:
    assert plugins_of(write, "{hungry: {appetite: 3}}").settings[Appetite].appetite == 3
    assert plugins_of(write, "{}").settings[Appetite].appetite == 12
    assert plugins_of(write, "{hungry: }").settings[Appetite].appetite == 12


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("{hungry: {apetite: 3}}", "mkdocs.yml: hungry.apetite: no such key: apetite (did you mean appetite?)"),
        ("{hungry: {appetite: much}}", 'mkdocs.yml: hungry.appetite: appetite must be a number, and is "much"'),
        ("{hungry: 3}", "mkdocs.yml: hungry"),
        ("{hungri: {}}", "mkdocs.yml: hungri: there is no such setting, and no plugin of this name (did you mean hungry?)"),
        ("{shy: {a: 1}}", "mkdocs.yml: shy: this plugin takes no settings"),
    ],
)
def test_a_mistake_in_a_plugins_section_names_its_key(write, section, line) -> None:
    with pytest.raises(SettingsError) as raised:
        plugins_of(write, section, shy=object())
    assert str(raised.value).startswith(line)


def test_the_section_of_a_disabled_plugin_is_left_alone(write) -> None:
    assert plugins_of(write, "{disable: [hungry], hungry: {anything: 3}}").settings.sections == {}


def test_a_value_of_the_environment_that_nobody_can_read_is_told_where_it_is_asked_for(write, monkeypatch) -> None:
    monkeypatch.setenv("OMNIKB_DAY", "2026-13-45")
    with pytest.raises(SettingsError, match=r"^mkdocs\.yml:1:4: `2026-13-45` is no date"):
        read_settings(write("a: !ENV OMNIKB_DAY\n"))


@pytest.mark.parametrize(
    ("parent", "said"), [("a: [1\n", "../base/mkdocs.yml:1:4: "), ("- a\n", "../base/mkdocs.yml: the file must")]
)
def test_a_mistake_in_an_inherited_file_names_that_file(parent: str, said: str, tmp_path) -> None:
    for name, text in {"base": parent, "kb": "INHERIT: ../base/mkdocs.yml\n"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        read_settings(tmp_path / "kb" / "mkdocs.yml")
    assert str(raised.value).startswith(said)


def test_files_that_inherit_from_each_other_are_told(tmp_path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mkdocs.yml").write_text(f"INHERIT: ../{other}/mkdocs.yml\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="the file inherits from itself"):
        read_settings(tmp_path / "a" / "mkdocs.yml")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("theme:\n  name: material\n\n  language: zh\na: [\n", "zh"),
        ("theme: {name: material, language: zh}\na: [\n", "zh"),
        ("plugins:\n  - i18n:\n      language: en\ntheme:\n  # here\n  language: zh-Hans\na: [\n", "zh-Hans"),
        ("plugins:\n  - i18n:\n      language: en\na: [\n", None),
        ("INHERIT: gone.yml\ntheme:\r\n  language: zh\n", "zh"),
        ("theme:\n" + "        name: material  \n   \n" * 300 + "a: [\n", None),
    ],
)
def test_the_language_is_told_by_a_file_that_cannot_be_read_as_a_whole(text: str, language: str | None, tmp_path) -> None:
    for encoding in ("utf-8", "gb18030"):
        (tmp_path / "mkdocs.yml").write_bytes(f"site_name: 知识库\n{text}".encode(encoding))
        assert language_in(tmp_path / "mkdocs.yml") == language
