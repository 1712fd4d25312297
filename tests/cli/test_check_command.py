"""``omnikb check``, its exit codes, and what is common to all commands."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHINESE = re.compile("[一-鿿]")
BROKEN = "---\ntitle: Oversell\nlikelihood: 9\nimpact: 2\n---\nText with [[nowhere]].\n"


@pytest.fixture
def broken(base: Path) -> Path:
    (base / "content" / "risks").mkdir()
    (base / "content" / "risks" / "oversell.md").write_text(BROKEN, encoding="utf-8")
    (base / "content" / "index.md").write_text("---\ntitle: Home\n---\nSee [[nowhere]].\n", encoding="utf-8")
    return base


def test_clean_content_ends_with_0_and_a_sum(base, omnikb) -> None:
    done = omnikb("check")
    assert (done.code, done.out, done.err) == (0, "Documents: 1. Errors: 0. Notices: 0.\n", "")


def test_quiet_says_nothing_of_clean_content(base, omnikb) -> None:
    assert omnikb("--quiet", "check").out == ""


def test_every_problem_is_shown_with_file_line_and_hint_and_the_exit_code_is_1(broken, omnikb) -> None:
    done = omnikb("check")
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0].startswith("content/index.md:4:")
    assert "content/risks/oversell.md:3:" in done.out
    assert lines[1].startswith("    ")
    assert "" in lines
    assert lines[-1] == "Documents: 2. Errors: 3. Notices: 0."


def test_quiet_still_shows_problems(broken, omnikb) -> None:
    done = omnikb("-q", "check")
    assert "content/risks/oversell.md:3:" in done.out
    assert "Documents:" not in done.out


def test_paths_are_given_from_the_current_folder(broken, omnikb, monkeypatch) -> None:
    monkeypatch.chdir(broken / "content" / "risks")
    assert "\noversell.md:3:" in omnikb("check").out


def test_json_goes_to_standard_output_alone_and_has_a_stable_schema(broken, omnikb) -> None:
    done = omnikb("check", "--format", "json")
    data = json.loads(done.out)
    assert (done.code, done.err) == (1, "")
    assert set(data) == {"problems", "documents", "errors", "notices"}
    assert (data["documents"], data["errors"], data["notices"]) == (2, 3, 0)
    problem = next(one for one in data["problems"] if one["path"] == "content/risks/oversell.md")
    assert list(problem) == ["path", "line", "column", "code", "severity", "message", "hint"]
    assert (problem["line"], problem["severity"]) == (3, "error")


def test_messages_are_in_the_language_of_the_site(broken, omnikb) -> None:
    english = omnikb("check").out
    settings = broken / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("language: en", "language: zh"), encoding="utf-8")
    chinese = omnikb("check").out
    assert not CHINESE.search(english)
    assert "文档" in chinese
    assert "Documents" not in chinese


def test_a_notice_alone_leaves_the_exit_code_0(base, omnikb) -> None:
    (base / "content" / "bom.md").write_bytes(b"\xef\xbb\xbf# Title\n\nText.\n")
    done = omnikb("check", "--format", "json")
    assert (done.code, json.loads(done.out)["notices"]) == (0, 1)


def test_without_settings_one_line_says_so_and_the_exit_code_is_2(folder, omnikb) -> None:
    done = omnikb("check")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "mkdocs.yml" in done.err


def test_a_mistake_in_the_settings_is_shown_where_it_stands_in_the_language_they_say(base, omnikb, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    settings = base / "mkdocs.yml"
    good = settings.read_text(encoding="utf-8").replace("language: en", "language: zh")
    line = good.count("\n") + 2
    settings.write_text(f"{good}\nsite_dir: .\n", encoding="utf-8")
    assert omnikb("check").err.startswith(f"mkdocs.yml:{line}:1: site_dir: ")
    settings.write_text(f"{good}\nsite_dir：.\n", encoding="utf-8")
    assert omnikb("check").err.startswith(f"mkdocs.yml:{line}:9: `site_dir` 后面用了全角冒号")


def test_a_document_to_ask_on_is_checked_and_one_that_cannot_be_read_hides_no_other_mistake(base, omnikb) -> None:
    settings = base / "mkdocs.yml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text(good.replace("- omnikb", "- omnikb: {search: {ask: help.md}}", 1), encoding="utf-8")
    assert "search.ask" in omnikb("check").err
    (base / "content" / "help.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    done = omnikb("check")
    assert "help.md:" in done.out
    assert "search.ask" not in done.err


@pytest.mark.parametrize(("encoding", "said"), [("gb18030", "ANSI"), ("utf-16", "UTF-16")])
def test_settings_that_are_not_utf_8_are_told_so(encoding: str, said: str, base, omnikb) -> None:
    settings = base / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("language: en", "language: zh")
    settings.write_bytes(f"site_name: 全域运营项目知识库\n{text}".encode(encoding))
    done = omnikb("check")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert said in done.err


def test_without_settings_the_environment_chooses_the_language(folder, omnikb, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "知识库" in omnikb("check").err


def test_the_settings_file_can_be_named(base, omnikb, monkeypatch, tmp_path_factory) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert omnikb("-f", str(base / "mkdocs.yml"), "check").code == 0
    missing = omnikb("-f", "nowhere.yml", "check")
    assert missing.code == 2
    assert "nowhere.yml" in missing.err


def test_a_wrong_setting_is_one_line_with_exit_code_2(base, omnikb) -> None:
    (base / "mkdocs.yml").write_text("docs_dir: content\nplugins:\n  - omnikb: {htlm: safe}\n", encoding="utf-8")
    done = omnikb("check")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "html" in done.err


@pytest.mark.parametrize("command", ["check", "build", "serve", "new", "init", "plugins", "export"])
def test_every_command_explains_itself_in_both_languages(folder, omnikb, monkeypatch, command) -> None:
    english = omnikb(command, "--help")
    assert english.out.startswith("Usage: omnikb " + command)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    chinese = omnikb(command, "--help")
    assert english.code == chinese.code == 0
    assert chinese.out.startswith("用法")
    assert "Usage" not in chinese.out
    assert "exit" not in chinese.out


def test_help_lists_all_commands_in_the_language_of_the_site(base, omnikb) -> None:
    done = omnikb("--help")
    assert [word for word in ("check", "build", "serve", "new", "init", "plugins", "export") if f"  {word} " not in done.out] == []


def test_a_mistyped_command_gets_the_nearest_one(base, omnikb) -> None:
    done = omnikb("chekc")
    assert done.code == 2
    assert "did you mean check?" in done.err


def test_ctrl_c_ends_with_130(base, omnikb, monkeypatch) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("omnikb.file_reader.Validator.document", interrupted)
    assert omnikb("check").code == 130


def test_a_bug_in_omnikb_is_a_traceback(base, omnikb, monkeypatch) -> None:
    def wrong(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("omnikb.file_reader.Validator.document", wrong)
    with pytest.raises(ZeroDivisionError):
        omnikb("check")


def test_the_installed_program_runs(base) -> None:
    program = str(Path(sys.executable).parent / "omnikb")
    done = subprocess.run([program, "check"], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stderr) == (0, "")


def in_console(folder: Path, encoding: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-c", "from omnikb.cli import main; main()", *arguments]
    return subprocess.run(program, cwd=folder, env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ["gbk", "cp1252"])
def test_what_the_console_cannot_show_does_not_end_the_run_and_stays_json(base, encoding) -> None:
    (base / "content/index.md").write_text("---\ntitle: Home\n---\n[[\U0001f600é文]]\n", encoding="utf-8")
    done = in_console(base, encoding, "check")
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"\\U0001f600" in done.stdout
    as_data = in_console(base, encoding, "check", "--format", "json")
    assert (as_data.returncode, as_data.stderr) == (1, b"")
    problems = json.loads(as_data.stdout.decode(encoding))["problems"]
    assert any("\U0001f600é文" in problem["message"] for problem in problems)


def test_wrong_settings_of_a_chinese_site_are_said_in_chinese(base, omnikb) -> None:
    text = (base / "mkdocs.yml").read_text(encoding="utf-8").replace("language: en", "language: zh")
    (base / "mkdocs.yml").write_text(text.replace("- omnikb", "- omnikb: {htm: safe}"), encoding="utf-8")
    done = omnikb("check")
    assert done.code == 2
    assert "did you mean" not in done.err
    assert CHINESE.search(done.err)
    (base / "mkdocs.yml").write_text(text.replace("- omnikb", "- omnikb: {html: saef}"), encoding="utf-8")
    assert CHINESE.search(omnikb("check").err)


def test_an_extension_with_wrong_options_is_one_line(base, omnikb) -> None:
    (base / "content/index.md").write_text("---\ntitle: Home\n---\n<script>x</script>\n", encoding="utf-8")
    with (base / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("markdown_extensions:\n  - toc: {permalnk: true}\n")
    for name in ("check", "build"):
        done = omnikb(name)
        assert (done.code, len(done.err.splitlines())) == (2, 1), done.err
        assert "markdown_extensions" in done.err
        assert "permalnk" in done.err


def test_a_site_inside_the_content_is_refused_once_by_every_command(base, omnikb) -> None:
    with (base / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("site_dir: content/site\n")
    for name in ("check", "build"):
        done = omnikb(name)
        assert (done.code, len(done.err.splitlines())) == (2, 1), done.err
        assert "site_dir" in done.err
