"""What a server shows: brought up to date in place, with everything warm, it is what a clean build makes."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from omnikb.adapters.building import build_site
from omnikb.adapters.overlay import troubles_of
from omnikb.adapters.serving import Outcome, Serving
from omnikb.adapters.site_state import signatures
from omnikb.configuration import read_settings
from omnikb.settings import Settings
from omnikb.sources import Folder
from tests.adapters.building import SETTINGS, tree, written
from tests.adapters.happenings import HAPPENINGS, Base

STEPS = 40
SEED = 20260122

HELLO = "---\ntitle: 首页\n---\n你好。\n"
RISK = "---\ntitle: 超卖\ndate: 2025-11-12\nlikelihood: 3\nimpact: 4\n---\n一句。\n"
BROKEN = RISK.replace("2025-11-12", "2025-29-11")


class Served:
    """A knowledge base and its server's part that builds, without the server."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("omnikb.adapters.serving.PAUSE", 3600)  # plugins look when the test lets them
        self.root, self.told = root, list[Outcome]()
        self.serving = Serving(root / "mkdocs.yml", self.told.append)

    def build(self) -> Outcome:
        self.serving.build()
        self.serving.look()
        self.serving.close()
        return self.serving.outcome

    @property
    def files(self) -> dict[str, bytes]:
        return tree(self.serving.folder)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """``serve(files)``: a knowledge base of these files, built once."""

    def start(files: dict[str, str], settings: str = SETTINGS) -> Served:
        written(tmp_path, dict(files), settings)
        served = Served(tmp_path, monkeypatch)
        served.build()
        return served

    return start


def test_a_warm_build_in_place_after_any_change_gives_the_site_of_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(SEED)
    base = Base(tmp_path, chance)
    served = Served(tmp_path, monkeypatch)
    ours = {Base.harm_the_site, Base.harm_the_cache}  # the server's own folder is nobody else's
    names, weights = zip(*((one, weight) for one, weight in HAPPENINGS if one not in ours), strict=True)
    shown = 0
    for step in range(STEPS):
        happened = chance.choices(names, weights, k=chance.randint(1, 2))
        for happening in happened:
            happening(base)
        base.save_settings()
        outcome = served.build()
        where = f"seed {SEED}, step {step}: {', '.join(one.__name__ for one in happened)}"
        assert outcome.failure is None, where
        assert outcome.report is not None, where
        clean = build_site(tmp_path / "mkdocs.yml", jobs=1, clean=True, site_dir=tmp_path / "clean")
        assert outcome.report.problems == clean.problems, where
        if outcome.report.site is not None:
            shown += 1
            found, expected = served.files, tree(tmp_path / "clean")
            assert sorted(path for path in {*found, *expected} if found.get(path) != expected.get(path)) == [], where
    assert shown > STEPS // 3


def test_only_the_pages_that_a_change_touches_are_written_and_no_other_file_is_touched(serve: Serve) -> None:
    served = serve({"index.md": HELLO, "risks/a.md": RISK, "about.md": "# 关于\n"})
    before = signatures(served.serving.folder)
    served.write("content/about.md", "# 关于\n\n新的。\n")
    outcome = served.build()
    after = signatures(served.serving.folder)
    written_now = {path for path in after if after[path] != before[path]}
    assert outcome.report is not None
    assert outcome.report.written == 1
    assert {path for path in written_now if not path.startswith("assets/omnikb/search/")} == {"about/index.html"}


def test_a_file_that_has_not_changed_is_not_read_again(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    served = serve({"index.md": HELLO, "risks/a.md": RISK, "about.md": "# 关于\n"})
    for file in (served.root / "content").rglob("*.md"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    monkeypatch.setattr("omnikb.sources._TICK", 0)  # files have just been written, which counts as changing still
    served.build()
    read: list[str] = []
    honest = Folder.read

    def noted(self: Folder, path: str) -> bytes:
        read.append(path)
        return honest(self, path)

    monkeypatch.setattr(Folder, "read", noted)
    served.write("content/about.md", "# 关于\n\n新的。\n")
    served.build()
    assert read == ["about.md"]


def test_a_file_that_has_only_just_changed_is_read_again(serve: Serve) -> None:
    """Two saves within one tick of the clock may leave the same size and time."""
    served = serve({"index.md": HELLO, "about.md": "# 关于\n\n一\n"})
    file = served.root / "content/about.md"
    seen = file.stat()
    with file.open("r+", encoding="utf-8") as opened:
        opened.write("# 关于\n\n二\n")
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    served.build()
    assert "二" in served.files["about/index.html"].decode()


def test_a_deleted_file_takes_its_page_away_and_a_new_one_brings_its(serve: Serve) -> None:
    served = serve({"index.md": HELLO, "about.md": "# 关于\n"})
    (served.root / "content/about.md").rename(served.root / "content/team.md")
    served.build()
    assert "team/index.html" in served.files
    assert "about/index.html" not in served.files
    assert not (served.serving.folder / "about").exists()


def test_a_broken_document_leaves_the_last_good_site_until_it_is_mended(serve: Serve) -> None:
    served = serve({"index.md": HELLO, "risks/a.md": RISK})
    before = served.files
    served.write("content/risks/a.md", BROKEN)
    served.write("content/index.md", HELLO.replace("你好", "早上好"))
    outcome = served.build()
    assert outcome.report is not None
    assert outcome.report.site is None
    assert [problem.code for problem in outcome.report.problems] == ["impossible-date"]
    assert served.files == before
    served.write("content/risks/a.md", RISK.replace("一句", "两句"))
    outcome = served.build()
    assert outcome.report is not None
    assert outcome.report.problems == ()
    assert "两句" in served.files["risks/a/index.html"].decode()
    assert "早上好" in served.files["index.html"].decode()


def test_a_document_that_was_broken_when_the_server_started_holds_nothing_up(serve: Serve) -> None:
    served = serve({"index.md": HELLO, "risks/a.md": BROKEN})
    served.write("content/index.md", HELLO.replace("你好", "早上好"))
    served.build()
    assert "早上好" in served.files["index.html"].decode()


def test_a_broken_settings_file_is_a_failure_that_ends_when_it_is_mended(serve: Serve) -> None:
    served = serve({"index.md": HELLO})
    before = served.files
    served.write("mkdocs.yml", SETTINGS.replace("today: 2026-01-15", "today: soon"))
    outcome = served.build()
    line = SETTINGS[: SETTINGS.index("today")].count("\n") + 1
    assert next(trouble.message for trouble in troubles_of(outcome)).startswith(f"mkdocs.yml:{line}:")
    assert "today" in str(outcome.failure)
    assert served.files == before
    served.write("mkdocs.yml", SETTINGS.replace("知识库", "新名"))
    assert served.build().failure is None
    assert "新名" in served.files["index.html"].decode()


def test_settings_that_change_while_they_are_read_are_read_again(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    served = serve({"index.md": HELLO})
    later = iter(["2026-01-17"])

    def read_meanwhile(config_file: Path) -> Settings:
        found = read_settings(config_file)
        for day in later:
            served.write("mkdocs.yml", SETTINGS.replace("2026-01-15", f"{day}  # another size too: both writes may be in one tick"))
        return found

    monkeypatch.setattr("omnikb.adapters.serving.read_settings", read_meanwhile)
    served.write("mkdocs.yml", SETTINGS.replace("2026-01-15", "2026-01-16"))
    assert str(served.build().settings.today) == "2026-01-16"
    assert str(served.build().settings.today) == "2026-01-17"


def test_a_hook_that_raises_is_a_failure_and_the_server_goes_on(serve: Serve) -> None:
    served = serve({"index.md": HELLO})
    served.write("hook.py", "def on_page_markdown(markdown, **_):\n    raise RuntimeError('of the hook')\n")
    served.write("mkdocs.yml", SETTINGS + "hooks: [hook.py]\n")
    assert "of the hook" in str(served.build().failure)
    served.write("mkdocs.yml", SETTINGS)
    assert served.build().failure is None


def test_a_changed_hook_is_said_to_need_another_process(serve: Serve) -> None:
    served = serve({"index.md": HELLO})
    served.write("hook.py", "def on_page_markdown(markdown, **_):\n    return markdown + '\\nhooked'\n")
    served.write("mkdocs.yml", SETTINGS + "hooks: [hook.py]\n")
    assert served.build().notes == ()
    assert "hooked" in served.files["index.html"].decode()
    served.write("hook.py", "def on_page_markdown(markdown, **_):\n    return markdown\n")
    assert "hook.py" in served.build().notes[0]


def test_changed_code_of_a_plugin_is_said_to_need_another_process(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    served = serve({"index.md": HELLO})
    code = served.root / "loaded.py"
    code.write_text("", encoding="utf-8")
    inputs = served.serving.inputs
    served.serving.inputs = replace(inputs, packages=(code,))
    served.serving._seen = dict(served.serving.inputs.now())
    code.write_text("x = 1\n", encoding="utf-8")
    served.write("content/index.md", HELLO.replace("你好", "早上好"))
    assert "loaded.py" in served.build().notes[0]
    assert "早上好" in served.files["index.html"].decode()


def test_the_next_server_starts_with_what_the_last_one_left(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    served = serve({"index.md": HELLO, "risks/a.md": RISK, "about.md": "# 关于\n"})
    served.write("content/about.md", "# 关于\n\n新的。\n")
    served.build()  # in place, and not in the cache
    served.write("content/risks/a.md", RISK.replace("一句", "两句"))
    after = Served(served.root, monkeypatch)
    outcome = after.build()
    assert outcome.report is not None
    assert outcome.report.written == 2
    build_site(served.root / "mkdocs.yml", jobs=1, clean=True, site_dir=served.root / "clean")
    assert after.files == tree(served.root / "clean")


@pytest.mark.parametrize(
    ("path", "concerned"),
    [
        *(("content/risks/a.md", True), ("content/new/b.md", True), ("content/picture.png", True), ("mkdocs.yml", True)),
        *(("content/.a.md.swp", False), ("content/.git/index", False), ("content/a.md~", False), ("site/index.html", False)),
        *((".omnikb/serve/index.html", False), (".omnikb/cache/readings/01", False), ("notes.txt", False)),
    ],
)
def test_only_what_may_change_the_site_concerns_a_server(serve: Serve, path: str, concerned: bool) -> None:
    served = serve({"index.md": HELLO})
    assert served.serving.concerns(str(served.root / path)) is concerned
