"""What the guide says of the code is what the code says."""

from __future__ import annotations

import contextlib
import importlib
import io
import pkgutil
from pathlib import Path

import pytest

import omnikb
from omnikb import ProblemKind, hookspecs
from omnikb.cli import main
from omnikb.cli.invocation import COMMANDS
from omnikb.core_fields import CoreFields
from omnikb.problems import CATALOGUE
from omnikb.settings import CoreSettings
from tests.docs import guide, reference
from tests.docs.field_tables import installed, table
from tests.docs.problem_examples import EXAMPLES

REWRITE = "the code has changed: run python -m tests.docs.reference and read what it changes"
LANGUAGES = tuple(guide.FOLDERS)


@pytest.mark.parametrize(("lang", "name"), guide.PAGES)
def test_the_generated_parts_of_a_page_are_those_that_the_code_gives_today(lang: str, name: str) -> None:
    assert reference.renewed(lang, name) == guide.page_text(lang, name), REWRITE


@pytest.mark.parametrize(
    ("lang", "amount", "count", "step"),
    [
        ("zh", "不小于 0 的数字", "不小于 0 的整数", "1 到 5 的整数"),
        ("en", "a number, at least 0", "a whole number, at least 0", "a whole number from 1 to 5"),
    ],
)
def test_the_tables_of_keys_ask_for_whole_numbers_only_where_no_others_will_do(
    lang: str, amount: str, count: str, step: str
) -> None:
    review, risk = guide.table_rows(table(lang, "review")), guide.table_rows(table(lang, "risk"))
    assert (review["risks → cost"][0], review["resources_used → people"][0]) == (amount, count)
    assert risk["impact"][0].startswith(step)


def kinds_of_plugins() -> set[str]:
    """The codes of every ``ProblemKind`` in a module of a plugin that comes with OmniKB."""
    modules = [plugin.module for plugin in installed().active if plugin.distribution == "omnikb"]
    names = [one.name for module in modules for one in pkgutil.walk_packages(module.__path__, f"{module.__name__}.")]
    found = [*modules, *map(importlib.import_module, names)]
    return {one.code for module in found for one in vars(module).values() if isinstance(one, ProblemKind)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_code_and_no_other_is_documented_once(lang: str) -> None:
    text = guide.page_text(lang, "problems")
    codes = sorted({*CATALOGUE, *kinds_of_plugins()})
    assert sorted(argument for _kind, argument in guide.regions(text)) == codes
    assert sorted(words for level, words in guide.headings(text) if level == 3) == codes


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_example_of_a_problem_has_this_problem_and_no_other(code: str) -> None:
    assert [problem.code for problem in reference.found_in(code)] == [code]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_hook_is_documented_under_its_name(lang: str) -> None:
    text = guide.page_text(lang, "plugins")
    hooks = [name for name in vars(hookspecs) if name.startswith("omnikb_")]
    assert [words for level, words in guide.headings(text) if level == 3] == hooks
    assert [argument for kind, argument in guide.regions(text) if kind == "hook"] == hooks


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_setting_is_documented_with_its_default(lang: str) -> None:
    rows = guide.table_rows(guide.page_text(lang, "keeping"))
    for name, info in CoreSettings.model_fields.items():
        default = {"None": "null", "frozenset()": "[]"}.get(repr(info.get_default()), info.get_default())
        assert rows[name][0] == f"`{default}`"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_setting_is_documented_that_does_not_exist(lang: str) -> None:
    exit_codes = {"0", "1", "2", "130"}
    assert set(guide.table_rows(guide.page_text(lang, "keeping"))) - exit_codes == set(CoreSettings.model_fields)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_is_documented_with_its_help(lang: str) -> None:
    found = [argument for kind, argument in guide.regions(guide.page_text(lang, "keeping")) if kind == "command"]
    assert sorted(found) == sorted(["", *COMMANDS])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_document_type_and_every_key_of_all_documents_is_documented(lang: str) -> None:
    text = guide.page_text(lang, "fields")
    assert {argument for _kind, argument in guide.regions(text)} == set(installed().types)
    assert set(guide.table_rows(guide.by_hand(text))) == set(CoreFields.model_fields)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_names_that_are_explained_are_those_of_the_door_and_the_traits_in_use(lang: str) -> None:
    rows = guide.table_rows(guide.page_text(lang, "plugins"))
    traits = {trait for kind in installed().types.values() for trait in kind.traits}
    assert set(rows) == {*omnikb.__all__, *traits}


@pytest.mark.parametrize(
    ("settings", "code", "exit_code"), [("", "crlf", "0"), ("", "key-unknown", "1"), ("docs_dir: nowhere\n", "crlf", "2")]
)
def test_the_command_leaves_with_the_exit_codes_that_are_documented(
    settings: str, code: str, exit_code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    EXAMPLES[code].write(tmp_path / "content")
    (tmp_path / "mkdocs.yml").write_text(f"{settings or 'docs_dir: content'}\nplugins: [omnikb]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["--quiet", "check"])
    assert str(left.value.code) == exit_code
    assert all(exit_code in guide.table_rows(guide.page_text(lang, "keeping")) for lang in LANGUAGES)


def test_a_problem_is_printed_as_the_command_prints_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "key-unknown"
    EXAMPLES[code].write(tmp_path / "content")
    (tmp_path / "mkdocs.yml").write_text("docs_dir: content\nplugins: [omnikb]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), pytest.raises(SystemExit):
        main(["--quiet", "check"])
    assert printed.getvalue() == reference.said(reference.found_in(code)[0], "en")
