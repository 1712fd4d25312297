"""Whatever happened since the last build: what the next one makes of it is what a clean build makes, byte for byte."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from omnikb.adapters.building import build_site
from omnikb.adapters.reports import BuildReport
from tests.adapters.building import tree
from tests.adapters.happenings import HAPPENINGS, Base

STEPS = 50


def built_anew(base: Path, elsewhere: Path) -> BuildReport:
    """Build the same in a folder that knows nothing of it; the theme's templates, which take long, are all that is kept there."""
    theme, aside = elsewhere / ".omnikb" / "cache" / "theme", elsewhere.with_name("theme")
    if theme.is_dir():
        theme.rename(aside)
        shutil.rmtree(elsewhere)
        theme.parent.mkdir(parents=True)
        aside.rename(theme)
    for place in base.iterdir():
        if place.name == "content":
            shutil.copytree(place, elsewhere / place.name)
        elif place.suffix == ".yml":
            shutil.copyfile(place, elsewhere / place.name)
    return build_site(elsewhere / "mkdocs.yml", jobs=1, clean=True)


@pytest.mark.parametrize("seed", [20260115, 20260116, 20260117, 20260118])
def test_a_build_after_any_change_gives_the_site_of_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("omnikb.sources._TICK", 0)  # the clock goes on between two steps: what looks as before is not read
    here, elsewhere, chance = tmp_path / "here", tmp_path / "elsewhere", random.Random(seed)
    elsewhere.mkdir()
    base = Base(here, chance)
    names, weights = zip(*HAPPENINGS, strict=True)
    for step in range(STEPS):
        happened = chance.choices(names, weights, k=chance.randint(1, 2))
        for happening in happened:
            happening(base)
        base.save_settings()
        report, clean = build_site(here / "mkdocs.yml", jobs=1), built_anew(here, elsewhere)
        where = f"seed {seed}, step {step}: {', '.join(one.__name__ for one in happened)}"
        assert report.problems == clean.problems, where
        found, expected = tree(here / "site"), tree(elsewhere / "site")
        different = sorted(path for path in {*found, *expected} if found.get(path) != expected.get(path))
        assert different == [], where
