"""Whatever happened since the last build: what the next one makes of it is what a clean build makes, byte for byte."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from building import tree
from happenings import HAPPENINGS, Base

from omnikb.adapters.building import build_site

STEPS = 50


@pytest.mark.parametrize("seed", [20260115, 20260116, 20260117, 20260118])
def test_a_build_after_any_change_gives_the_site_of_a_clean_build(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    base = Base(tmp_path, chance)
    names, weights = zip(*HAPPENINGS, strict=True)
    for step in range(STEPS):
        happened = chance.choices(names, weights, k=chance.randint(1, 2))
        for happening in happened:
            happening(base)
        base.save_settings()
        report = build_site(tmp_path / "mkdocs.yml", jobs=1)
        clean = build_site(tmp_path / "mkdocs.yml", jobs=1, clean=True, site_dir=tmp_path / "clean")
        where = f"seed {seed}, step {step}: {', '.join(one.__name__ for one in happened)}"
        assert report.problems == clean.problems, where
        found, expected = tree(tmp_path / "site"), tree(tmp_path / "clean")
        different = sorted(path for path in {*found, *expected} if found.get(path) != expected.get(path))
        assert different == [], where
