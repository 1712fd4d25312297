"""When a build replaces the site, and what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig

from omnikb.adapters.building import build_site
from omnikb.adapters.mkdocs.page import KnowledgePage
from omnikb.cache import Cache
from omnikb.errors import PluginError, SettingsError
from omnikb.pages import Asset
from omnikb.plugin_discovery import ActivePlugin
from omnikb.plugin_manager import Plugins
from omnikb.problems import ProblemKind, Severity
from omnikb.renderings import Renderings
from omnikb.settings import Settings
from tests.adapters.building import SETTINGS, command, tree, written

GOOD = {"index.md": "# 首页\n", "a.md": "# A\n\n[[index]]\n"}
DANGLING = {**GOOD, "b.md": "# B\n\n[[nowhere]]\n"}
NOTICED = {**GOOD, "b.md": "---\ndisabled_key: 1\n---\n# B\n"}


def old_site(root: Path) -> dict[str, bytes]:
    """Build a first site and return its files."""
    assert build_site(written(root, GOOD)).site
    return tree(root / "site")


def beside(root: Path) -> set[str]:
    return {entry.name for entry in root.iterdir()} - {"content", "mkdocs.yml", "site", "plugin", ".omnikb"}


def test_an_error_is_said_by_mkdocs_and_the_other_pages_are_built(tmp_path: Path) -> None:
    written(tmp_path, DANGLING)
    built = command("mkdocs", tmp_path, "build")
    assert built.returncode == 0, built.stderr
    lines = [line for line in built.stderr.splitlines() if "content/b.md:3:" in line]
    assert len(lines) == 1
    assert "WARNING" in lines[0]
    assert "nowhere" in lines[0]
    assert (tmp_path / "site/a/index.html").exists()


def test_strict_fails_where_there_is_an_error_and_keeps_the_old_site(tmp_path: Path) -> None:
    before = old_site(tmp_path)
    written(tmp_path, DANGLING)
    built = command("mkdocs", tmp_path, "build", "--strict")
    assert built.returncode == 1
    assert "Traceback" not in built.stderr
    assert tree(tmp_path / "site") == before
    assert beside(tmp_path) == set()


@pytest.mark.parametrize("files", [GOOD, NOTICED])
def test_strict_passes_where_there_is_none(tmp_path: Path, files: dict[str, str]) -> None:
    written(tmp_path, files)
    built = command("mkdocs", tmp_path, "build", "--strict")
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    assert (tmp_path / "site/b/index.html").exists() == ("b.md" in files)


def test_ordinary_use_warns_of_nothing_and_lists_no_pages_outside_navigation(tmp_path: Path) -> None:
    written(tmp_path, GOOD, SETTINGS + "nav: [index.md]\n")
    built = command("mkdocs", tmp_path, "build")
    assert "WARNING" not in built.stderr
    assert "not included in the" not in built.stderr


def test_omnikbs_own_command_reports_problems_and_shows_none(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report = build_site(written(tmp_path, DANGLING))
    assert [(problem.path, problem.line) for problem in report.problems] == [("b.md", 3)]
    assert report.site == tmp_path / "site"
    assert report.pages >= 3
    assert capfd.readouterr().err == ""


def test_omnikbs_own_command_keeps_the_old_site_under_strict(tmp_path: Path) -> None:
    before = old_site(tmp_path)
    report = build_site(written(tmp_path, DANGLING), strict=True)
    assert report.site is None
    assert len(report.problems) == 1
    assert tree(tmp_path / "site") == before
    assert beside(tmp_path) == set()


def test_a_warning_of_mkdocs_is_shown_and_keeps_the_old_site_under_strict(tmp_path: Path) -> None:
    before = old_site(tmp_path)
    report = build_site(written(tmp_path, GOOD, SETTINGS + "nav: [missing.md]\n"), strict=True)
    assert report.site is None
    assert any("missing.md" in line for line in report.said)
    assert tree(tmp_path / "site") == before


def test_what_the_command_line_says_wins_over_the_settings(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    built = command("mkdocs", tmp_path, "build", "-d", "elsewhere", "--no-directory-urls")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "elsewhere/a.html").exists()
    assert 'href="index.html"' in (tmp_path / "elsewhere/a.html").read_text()
    assert not (tmp_path / "site").exists()
    assert build_site(tmp_path / "mkdocs.yml", site_dir=tmp_path / "third").site == tmp_path / "third"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (SETTINGS.replace("today: 2026-01-15", "toady: 2026-01-15"), "toady"),
        (SETTINGS.replace("docs_dir: content", "docs_dir: contents"), "contents"),
        (SETTINGS + "exclude_docs: drafts/\n", "exclude_docs"),
        (SETTINGS + "site_dir: .\n", "site_dir"),
        (SETTINGS.replace("name: material", "name: materiel"), "materiel"),
        (SETTINGS.replace("omnikb:", "omnikbb:"), "omnikb"),
        ("site_name: [\n", "mkdocs.yml"),
    ],
)
def test_wrong_settings_are_one_line_and_change_nothing(tmp_path: Path, settings: str, said: str) -> None:
    before = old_site(tmp_path)
    config_file = written(tmp_path, GOOD, settings)
    with pytest.raises(SettingsError) as caught:
        build_site(config_file)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    built = command("mkdocs", tmp_path, "build")
    assert built.returncode != 0
    if said != "mkdocs.yml":  # MkDocs itself shows where YAML breaks, in several lines
        assert "Traceback" not in built.stderr
    if said == "exclude_docs":
        assert f"mkdocs.yml:{settings.count(chr(10))}:1: {said}: " in built.stderr
    assert tree(tmp_path / "site") == before
    assert beside(tmp_path) == set()


def plugin(**hooks: Callable[..., object]) -> ActivePlugin:
    return ActivePlugin("acme", "acme-omnikb", module=type("Acme", (), {k: staticmethod(v) for k, v in hooks.items()})())


@pytest.fixture
def only_plugin(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def use(**hooks: Callable[..., object]) -> None:
        def discover(settings: Settings) -> Plugins:
            return Plugins(settings, [plugin(**hooks)])

        monkeypatch.setattr(Plugins, "discover", discover)

    return use


def test_a_broken_plugin_is_one_error_and_the_old_site_stays(tmp_path: Path, only_plugin: Callable[..., None]) -> None:
    before = old_site(tmp_path)

    def broken(index: object) -> list[object]:
        return [1 / 0]

    only_plugin(omnikb_pages=broken)
    with pytest.raises(PluginError, match="acme-omnikb"):
        build_site(tmp_path / "mkdocs.yml")
    assert tree(tmp_path / "site") == before
    assert beside(tmp_path) == set()


@pytest.mark.parametrize("content", ["lambda: 1 / 0", "lambda: 'text', digest='known'"])
def test_an_asset_whose_content_cannot_be_made_names_its_plugin_in_one_line(
    tmp_path: Path, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, GOOD)
    about = tmp_path / "acme-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[omnikb]\nacme = acme_assets\n")
    source = f"from omnikb import Asset\ndef omnikb_assets():\n    yield Asset('x.css', {content})\n"
    (tmp_path / "acme_assets.py").write_text(source)
    built = command("mkdocs", tmp_path, "build", PYTHONPATH=str(tmp_path))
    assert (built.returncode, "Traceback" in built.stderr) == (1, False)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "acme_assets", raising=False)
    with pytest.raises(PluginError) as raised:
        build_site(tmp_path / "mkdocs.yml")
    for said in (built.stderr.splitlines()[-1], str(raised.value)):
        assert all(word in said for word in ("acme", "omnikb_assets", "ZeroDivisionError" if "/" in content else "str")), said
    assert not (tmp_path / "site").exists()


WRONG = ProblemKind("acme/wrong", "wrong", "")
ODD = ProblemKind("acme/odd", "odd", "", Severity.NOTICE)


@pytest.mark.parametrize(("kind", "published"), [(WRONG, False), (ODD, True)])
def test_plugins_look_at_the_finished_site_before_it_is_published(
    tmp_path: Path, only_plugin: Callable[..., None], kind: ProblemKind, published: bool
) -> None:
    before = old_site(tmp_path)
    seen: dict[str, Any] = {}

    def built(site: object, rendered: Renderings, settings: object) -> list[object]:
        seen.update(rendered)
        [aside] = tmp_path.glob(".site.new-*")
        seen["aside"] = (aside / "c/index.html").exists() and (aside / "sitemap.xml").exists()
        return [kind.at("c.md", 2)]

    only_plugin(omnikb_site_built=built)
    report = build_site(written(tmp_path, {**GOOD, "c.md": "# C\n\n## 小节\n"}))
    assert seen["aside"]
    assert "小节" in seen["c.md"].text
    assert [problem.code for problem in report.problems] == [kind.code]
    assert (report.site is not None) == published
    assert (tree(tmp_path / "site") != before) == published
    assert beside(tmp_path) == set()


HOOKS = """
import os, signal
def on_{event}(*args, **kwargs):
    {action}
"""


@pytest.mark.parametrize("event", ["files", "page_markdown", "post_page", "post_build"])
@pytest.mark.parametrize("action", ["os.kill(os.getpid(), signal.SIGKILL)", "raise ValueError('broken hook')"])
def test_a_build_that_dies_anywhere_leaves_the_old_site(tmp_path: Path, event: str, action: str) -> None:
    before = old_site(tmp_path)
    (tmp_path / "content" / "hook.py").write_text(HOOKS.format(event=event, action=action))
    written(tmp_path, {**GOOD, "new.md": "# New\n"}, SETTINGS + "hooks: [content/hook.py]\n")
    assert command("mkdocs", tmp_path, "build").returncode != 0
    assert tree(tmp_path / "site") == before
    report = build_site(written(tmp_path, {}))
    assert report.site
    assert (report.site / "new/index.html").exists()
    assert beside(tmp_path) == set()


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_the_same_input_gives_the_same_bytes_whatever_the_clock_says(tmp_path: Path, theme: str) -> None:
    files = {**GOOD, "中文.md": "# 中文\n"}
    settings = SETTINGS.replace("name: material", f"name: {theme}") + "site_url: https://kb.example.org/\n"
    for name in ("one", "two"):
        written(tmp_path / name, files, settings)
    assert command("mkdocs", tmp_path / "one", "build").returncode == 0
    build_another_day = (
        "import datetime, mkdocs.utils as utils\n"
        "utils.get_build_datetime = lambda: datetime.datetime(2031, 2, 3, tzinfo=datetime.timezone.utc)\n"
        "from mkdocs.__main__ import cli\ncli(['build'])"
    )
    subprocess.run([sys.executable, "-c", build_another_day], cwd=tmp_path / "two", capture_output=True, check=True)
    one, two = tree(tmp_path / "one/site"), tree(tmp_path / "two/site")
    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path]] == []
    assert b"<lastmod>2026-01-15</lastmod>" in one["sitemap.xml"]


def test_pages_of_other_mkdocs_plugins_stay_and_may_change_ours(tmp_path: Path) -> None:
    hook = """
from mkdocs.structure.files import File
def on_files(files, config):
    files.append(File.generated(config, "made.md", content="# Made\\n\\n## 中文\\n\\n~~~python\\n1\\n~~~\\n"))
    files.append(File.generated(config, "made.txt", content="text"))
def on_page_markdown(markdown, page, config, files):
    return markdown.replace("OLD", "NEW")
"""
    settings = SETTINGS + "hooks: [hook.py]\n"
    written(tmp_path, {**GOOD, "c.md": "# C\n\nOLD words\n"}, settings)
    (tmp_path / "hook.py").write_text(hook)
    built = command("mkdocs", tmp_path, "build")
    assert built.returncode == 0, built.stderr
    made = (tmp_path / "site/made/index.html").read_text()
    assert 'id="中文"' in made
    assert 'class="language-python highlight"' in made
    assert (tmp_path / "site/made.txt").read_text() == "text"
    assert "md-nav--primary" not in made, "without navigation of the user's own, other plugins' pages are in none either"
    assert "NEW words" in (tmp_path / "site/c/index.html").read_text()


def test_two_that_want_one_file_are_named_and_nothing_is_overwritten(tmp_path: Path) -> None:
    hook = """
from mkdocs.structure.files import File
def on_files(files, config):
    files.append(File.generated(config, "assets/omnikb/omnikb.css", content="mine"))
"""
    written(tmp_path, GOOD, SETTINGS + "hooks: [hook.py]\n")
    (tmp_path / "hook.py").write_text(hook)
    built = command("mkdocs", tmp_path, "build")
    assert (tmp_path / "site/assets/omnikb/omnikb.css").read_text() == "mine"
    assert [line for line in built.stderr.splitlines() if "WARNING" in line and "assets/omnikb/omnikb.css" in line]


def test_a_build_writes_nothing_below_the_content_folder(tmp_path: Path) -> None:
    written(tmp_path, {**GOOD, "r.md": "---\nredirect_from: old/r.md\n---\n"})
    before = tree(tmp_path / "content")
    build_site(tmp_path / "mkdocs.yml")
    assert tree(tmp_path / "content") == before


@pytest.mark.parametrize("hooks", ["", "hooks: [hook.py]\n"])
def test_progress_tells_how_many_pages_are_written_and_rendered_before_where_a_hook_may_look_at_all(
    tmp_path: Path, hooks: str
) -> None:
    told: list[tuple[str, int, int]] = []
    file = written(tmp_path, GOOD, SETTINGS + hooks)
    (tmp_path / "hook.py").write_text("def on_page_content(html, page, config, files):\n    return html\n")
    report = build_site(file, progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] == "write"][-1] == ("write", report.pages, report.pages)
    assert [step for step in told if step[0] == "render"][-1:] == ([("render", report.pages, report.pages)] if hooks else [])


def test_pages_that_no_hook_looks_at_do_not_wait_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[KnowledgePage] = []
    waiting: list[int] = []
    render = KnowledgePage.render

    def rendered(page: KnowledgePage, config: MkDocsConfig) -> None:
        render(page, config)
        pages.append(page)
        waiting.append(sum(one.content is not None for one in pages))

    monkeypatch.setattr(KnowledgePage, "render", rendered)
    report = build_site(written(tmp_path, GOOD))
    assert waiting == [1] * report.pages


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_live_server_survives_a_mistake_and_sees_changes_of_inherited_settings(tmp_path: Path) -> None:
    import socket
    import time
    import urllib.request

    (tmp_path / "base.yml").write_text("INHERIT: root.yml\n")
    (tmp_path / "root.yml").write_text("site_name: eins\n")
    written(tmp_path, GOOD, "INHERIT: base.yml\n" + SETTINGS.replace("site_name: 知识库\n", ""))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    # as it does in a terminal, also where the tests run in the background and do not
    hears_ctrl_c = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from mkdocs.__main__ import cli; cli()"
    server = subprocess.Popen(
        [sys.executable, "-c", hears_ctrl_c, "serve", "-a", address],
        cwd=tmp_path,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "true"},
        stdout=subprocess.DEVNULL,
        stderr=(tmp_path / "log").open("w"),
    )

    def shows(words: str) -> bool:
        for _ in range(1200):
            try:
                with urllib.request.urlopen(f"http://{address}/a/", timeout=5) as answer:
                    if words in answer.read().decode():
                        return True
            except OSError:
                pass
            time.sleep(0.1)
        return False

    def logged(words: str) -> bool:
        for _ in range(1200):
            if words in (tmp_path / "log").read_text():
                return True
            time.sleep(0.1)
        return False

    try:
        assert shows("eins")
        (tmp_path / "root.yml").write_text("site_name: zwei\n")
        assert shows("zwei")
        written(tmp_path, {}, "INHERIT: base.yml\nsite_url: 5\n" + SETTINGS)
        assert logged("An error happened during the rebuild")
        written(tmp_path, {"a.md": "# drei\n"}, SETTINGS)
        assert shows("drei")
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=120)
        finally:
            server.kill()


def test_strict_and_quiet_together_fail_where_there_is_an_error(tmp_path: Path) -> None:
    before = old_site(tmp_path)
    written(tmp_path, DANGLING)
    built = command("mkdocs", tmp_path, "build", "--strict", "-q")
    assert built.returncode == 1
    assert "Traceback" not in built.stderr
    assert tree(tmp_path / "site") == before
    assert beside(tmp_path) == set()


@pytest.mark.parametrize("language", ["xx", "no"])
def test_a_language_the_theme_does_not_know_is_said_in_one_line(tmp_path: Path, language: str) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs.yml: theme.language: the ") as raised:
        build_site(written(tmp_path, GOOD, SETTINGS.replace("language: zh", f"language: {language}")))
    assert "\n" not in str(raised.value)
    built = command("mkdocs", tmp_path, "build")
    assert built.returncode == 1
    assert "Traceback" not in built.stderr
    assert beside(tmp_path) == set()


def test_what_mkdocs_refuses_is_said_once_and_without_a_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    settings = f"{SETTINGS}markdown_extensions:\n  - toc: {{permalnk: true}}\n"
    with pytest.raises(SettingsError, match=r"mkdocs.yml: .*markdown_extensions.*permalnk") as raised:
        build_site(written(tmp_path, GOOD, settings))
    assert "\n" not in str(raised.value)
    assert "Traceback" not in str(raised.value)
    assert capfd.readouterr().err == ""


def test_what_plugins_make_of_the_finished_site_becomes_a_part_of_it(tmp_path: Path, only_plugin: Callable[..., None]) -> None:
    def built(rendered: Renderings, cache: Cache) -> list[Asset]:
        before = cache.get("headings")
        cache.put("headings", b"kept")
        headings = [heading.text for page in rendered.values() for heading in page.headings]
        return [Asset("assets/headings.txt", lambda: "\n".join(headings).encode() + (before or b""), digest="x")]

    only_plugin(omnikb_site_built=built)
    report = build_site(written(tmp_path, {**GOOD, "c.md": "# C\n\n## 小节\n"}))
    assert report.site
    assert "小节" in (report.site / "assets/headings.txt").read_text(encoding="utf-8")


def test_what_plugins_keep_serves_mkdocs_and_omnikbs_own_command(tmp_path: Path) -> None:
    kept = tmp_path / ".omnikb/cache/plugins/search"
    assert build_site(written(tmp_path, GOOD)).site
    before = [file.name for file in kept.iterdir()]
    assert command("mkdocs", tmp_path, "build").returncode == 0
    assert [file.name for file in kept.iterdir()] == before != ["None"]


def test_a_build_after_a_clean_one_takes_over_what_is_as_it_was(tmp_path: Path) -> None:
    settings = written(tmp_path, GOOD)
    everything = build_site(settings, jobs=1, clean=True)
    assert everything.written == everything.pages
    assert build_site(settings, jobs=1).written == 0
    written(tmp_path, {"a.md": "# A\n\nanother\n"})
    assert build_site(settings, jobs=1).written == 2, "the page, and the one that it no longer links to"


def test_a_plugin_that_fails_in_one_of_several_processes_is_named_as_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(document: object, index: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("omnikb_backlinks.omnikb_sections", failing)
    monkeypatch.setattr("omnikb.adapters.mkdocs.shards.FEW", 1)
    with pytest.raises(PluginError, match=r"plugin backlinks .*, hook omnikb_sections, document .*: RuntimeError: boom"):
        build_site(written(tmp_path, GOOD), jobs=2)
