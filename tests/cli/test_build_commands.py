"""``omnikb init``, ``build`` and ``export``: from nothing to a site."""

from __future__ import annotations

import io
import re
import time
from concurrent.futures import wait

import pytest

from omnikb.cli.console import Progress


def test_a_new_knowledge_base_builds_at_once_without_a_problem(folder, omnikb, monkeypatch, language) -> None:
    made = omnikb("init", "base", "--language", language)
    assert made.code == 0
    assert "omnikb serve" in made.out
    monkeypatch.chdir(folder / "base")
    checked = omnikb("--quiet", "check")
    assert (checked.code, checked.out) == (0, "")
    built = omnikb("build", "--strict")
    assert built.code == 0, built.err
    home = (folder / "base" / "site" / "index.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in home
    assert (folder / "base" / ".gitignore").read_text(encoding="utf-8").splitlines()[0] == "site/"


def test_a_new_knowledge_base_has_a_dark_side_and_says_what_a_site_below_a_path_needs(
    folder, omnikb, monkeypatch, language
) -> None:
    omnikb("init", "base", "--language", language)
    monkeypatch.chdir(folder / "base")
    settings = folder / "base" / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("# site_url:", "site_url:"), encoding="utf-8")
    assert omnikb("build").code == 0
    missing = (folder / "base" / "site" / "404.html").read_text(encoding="utf-8")
    assert 'href="/kb/assets/stylesheets/' in missing
    assert missing.count('data-md-color-scheme="slate"') == 1


def test_the_starter_speaks_the_language_of_the_environment(folder, omnikb, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    omnikb("init", "base")
    assert "项目" in (folder / "base" / "README.md").read_text(encoding="utf-8")


def test_init_refuses_a_folder_that_is_not_empty(folder, omnikb) -> None:
    (folder / "base").mkdir()
    (folder / "base" / "notes.txt").write_text("mine", encoding="utf-8")
    done = omnikb("init", "base")
    assert (done.code, done.out) == (2, "")
    assert [file.name for file in (folder / "base").iterdir()] == ["notes.txt"]


def test_init_takes_an_empty_folder(folder, omnikb) -> None:
    assert omnikb("init", ".").code == 0
    assert (folder / "mkdocs.yml").is_file()


def test_build_says_where_the_site_is_and_quiet_does_not(base, omnikb) -> None:
    done = omnikb("build")
    assert done.code == 0, done.err
    assert done.out.startswith("site: 8 pages, 8 of them built now, in ")
    assert omnikb("-q", "build").out == ""


def table_of(printed: str) -> tuple[list[float], str]:
    """The seconds of the stages of a profile's table, in its order, and the whole table."""
    rows = [line for line in printed.splitlines() if re.match(r" *[0-9.]+ s ", line)]
    return [float(row.split(" s ")[0]) for row in rows if not re.search(r"%    ", row)], "\n".join(rows)


def test_a_profile_names_every_stage_and_plugin_that_ran_and_sums_up_to_the_whole(base, omnikb) -> None:
    done = omnikb("build", "--profile")
    assert done.code == 0, done.err
    seconds, table = table_of(done.err)
    stages = ("Preparing", "Reading", "Validating", "Linking", "Checking", "Composing", "Rendering", "Writing", "Publishing")
    assert [stage for stage in (*stages, "Looking at the finished site") if f"%  {stage}\n" not in f"{table}\n"] == []
    for named in ("risks omnikb_pages", "facets omnikb_fields", "lessons omnikb_sections", "sorting omnikb_assets"):
        assert named in done.err
    whole = re.search(r"From start to end: ([0-9.]+) seconds", done.err)
    assert whole is not None
    assert sum(seconds) == pytest.approx(float(whole[1]), abs=0.02)
    assert seconds == sorted(seconds, reverse=True)
    assert "other processes" not in done.err


def test_a_profile_adds_up_what_the_shards_took_and_says_so(base, omnikb, monkeypatch) -> None:
    monkeypatch.setattr("omnikb.adapters.mkdocs.shards.FEW", 1)
    done = omnikb("build", "--profile", "--jobs", "2")
    assert done.code == 0, done.err
    whole = re.search(r"other processes, 2 of them, .* ([0-9.]+) seconds are shared out", done.err)
    assert whole is not None
    seconds, table = table_of(done.err)
    assert sum(seconds) == pytest.approx(float(whole[1]), abs=0.02)
    assert "Writing" in table


def test_a_profile_does_not_count_the_wait_for_the_shards(base, omnikb, monkeypatch) -> None:
    waited = [0.0]

    def wait_for_long(*arguments, **options):
        waited[0] += 1000
        return wait(*arguments, **options)

    monkeypatch.setattr("omnikb.adapters.mkdocs.shards.FEW", 1)
    monkeypatch.setattr("omnikb.adapters.mkdocs.collecting.wait", wait_for_long)
    monkeypatch.setattr("omnikb.profiling.perf_counter", lambda: time.perf_counter() + waited[0])
    done = omnikb("build", "--profile", "--jobs", "2")
    assert waited[0] >= 1000
    assert sum(table_of(done.err)[0]) < 1000


def test_a_profile_speaks_the_language_of_the_site(base, omnikb) -> None:
    (base / "mkdocs.yml").write_text((base / "mkdocs.yml").read_text().replace("language: en", "language: zh"), encoding="utf-8")
    assert "从头到尾" in omnikb("build", "--profile").err


def test_without_being_asked_a_build_prints_no_profile(base, omnikb) -> None:
    assert omnikb("build").err == ""


def test_build_leaves_out_what_is_wrong_and_ends_with_1(base, omnikb) -> None:
    (base / "content" / "risks").mkdir()
    (base / "content/risks/a.md").write_text("---\ntitle: A\nlikelihood: 9\nimpact: 1\n---\n", encoding="utf-8")
    done = omnikb("build")
    assert done.code == 1
    assert "content/risks/a.md:3:" in done.out
    assert (base / "site/index.html").is_file()
    assert not (base / "site/risks/a").exists()


def test_a_strict_build_of_wrong_content_keeps_the_old_site(base, omnikb) -> None:
    omnikb("build")
    before = (base / "site/index.html").read_bytes()
    (base / "content/index.md").write_text("---\ntitle: New\n---\n[[nowhere]]\n", encoding="utf-8")
    done = omnikb("build", "--strict")
    assert done.code == 1
    assert "content/index.md:4:" in done.out
    assert "was not built" in done.err
    assert (base / "site/index.html").read_bytes() == before


def test_build_goes_where_it_is_told(base, omnikb) -> None:
    assert omnikb("build", "--site-dir", "public").code == 0
    assert (base / "public/index.html").is_file()
    assert not (base / "site").exists()


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves by hand."""
    now = [100.0]
    monkeypatch.setattr("omnikb.cli.console.time.monotonic", lambda: now[0])
    return now


def test_progress_shows_nothing_in_the_first_second_and_then_the_stage(clock, monkeypatch) -> None:
    errors = io.StringIO()
    monkeypatch.setattr("sys.stderr", errors)
    shown = Progress("zh", wanted=True)
    shown("read", 1, 10)
    assert shown._bar is None
    clock[0] += 1.5
    shown("read", 5, 10)
    shown.close()
    assert errors.getvalue() != ""


def test_progress_is_silent_where_it_is_not_wanted(clock) -> None:
    shown = Progress("zh", wanted=False)
    clock[0] += 60
    shown("read", 5, 10)
    assert shown._bar is None


def test_export_writes_a_tree_for_another_engine(base, omnikb) -> None:
    done = omnikb("export", "tree")
    assert done.code == 0, done.err
    assert done.out.startswith("Exported ")
    assert (base / "tree/mkdocs.yml").is_file()
    assert (base / "tree/docs/index.md").is_file()


def test_export_of_wrong_content_shows_it_and_ends_with_1(base, omnikb) -> None:
    (base / "content/index.md").write_text("---\ntitle: Home\n---\n[[nowhere]]\n", encoding="utf-8")
    done = omnikb("export", "tree")
    assert done.code == 1
    assert "content/index.md:4:" in done.out


def test_the_folder_to_go_to_is_quoted_for_the_shell(folder, omnikb) -> None:
    assert "    cd '空 间 kb'\n" in omnikb("init", "空 间 kb").out
