"""``omnikb new``: a skeleton that is valid as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

TYPES = ["project", "risk", "lesson", "review"]


def front_matter(file: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(file.read_text(encoding="utf-8").split("---\n")[1])
    return found


def uncommented(text: str) -> str:
    """The skeleton with every optional key given."""
    return re.sub(r"^#(?! \S)", "", text, flags=re.MULTILINE)


@pytest.fixture
def started(folder, omnikb, language):
    """A knowledge base as ``init`` makes it, in each language."""
    assert omnikb("init", "base", "--language", language).code == 0
    return folder / "base"


@pytest.mark.parametrize("type", TYPES)
def test_the_new_file_passes_a_check_as_it_is(started, omnikb, monkeypatch, type) -> None:
    monkeypatch.chdir(started)
    done = omnikb("new", type, "fresh")
    assert (done.code, done.out) == (0, f"content/{type}s/fresh.md\n")
    checked = omnikb("--quiet", "check")
    assert (checked.code, checked.out) == (0, "")


@pytest.mark.parametrize("type", TYPES)
def test_the_optional_keys_are_valid_once_their_hash_is_gone(started, omnikb, monkeypatch, type) -> None:
    monkeypatch.chdir(started)
    omnikb("new", type, "fresh")
    file = started / "content" / f"{type}s" / "fresh.md"
    commented = file.read_text(encoding="utf-8")
    file.write_text(uncommented(commented), encoding="utf-8")
    assert len(front_matter(file)) > len(yaml.safe_load(commented.split("---\n")[1]))
    checked = omnikb("--quiet", "check")
    assert (checked.code, checked.out) == (0, "")


def test_each_key_is_explained_in_the_language_of_the_site(started, omnikb, monkeypatch, language) -> None:
    monkeypatch.chdir(started)
    omnikb("new", "lesson", "fresh")
    text = (started / "content" / "lessons" / "fresh.md").read_text(encoding="utf-8")
    assert ("In which case the lesson applies" in text) == (language == "en")
    assert ("标题" in text) == (language == "zh")


def test_allowed_values_are_given(base, omnikb) -> None:
    omnikb("new", "project", "fresh")
    assert "# Choose from: planned, active, closed\nstatus: planned\n" in (base / "content/projects/fresh.md").read_text(
        encoding="utf-8"
    )


def test_title_and_language_stand_in_the_front_matter(base, omnikb) -> None:
    omnikb("new", "risk", "--title", "双十一: 超卖", "--lang", "zh")
    fields = front_matter(base / "content" / "risks" / "双十一-超卖.md")
    assert (fields["title"], fields["lang"]) == ("双十一: 超卖", "zh")


def test_a_reference_that_is_needed_names_a_document_that_exists(base, omnikb) -> None:
    omnikb("new", "project", "spring")
    assert omnikb("new", "review", "spring-review").code == 0
    assert front_matter(base / "content/reviews/spring-review.md")["project"] == ["spring"]


def test_a_reference_that_is_needed_and_has_nothing_to_name_is_explained(base, omnikb) -> None:
    done = omnikb("new", "review", "first")
    assert done.code == 1
    assert "reviews/project-missing" in done.out
    assert "# There is no document yet that this could name.\n#project:" in (base / "content/reviews/first.md").read_text(
        encoding="utf-8"
    )


def test_an_existing_file_is_never_overwritten(base, omnikb) -> None:
    omnikb("new", "risk", "oversell")
    file = base / "content/risks/oversell.md"
    file.write_text("mine", encoding="utf-8")
    done = omnikb("new", "risk", "oversell")
    assert (done.code, done.out, file.read_text(encoding="utf-8")) == (2, "", "mine")
    assert "risks/oversell.md" in done.err


def test_an_id_that_another_document_has_is_refused(base, omnikb) -> None:
    omnikb("new", "project", "spring")
    done = omnikb("new", "risk", "spring")
    assert done.code == 2
    assert "projects/spring.md" in done.err
    assert not (base / "content/risks").exists()


def test_an_unknown_type_gets_the_nearest_one(base, omnikb) -> None:
    assert "did you mean project?" in omnikb("new", "projct").err
    assert "lesson, project, review, risk" in omnikb("new", "xyz").err


def test_a_name_cannot_leave_the_folder_of_its_type(base, omnikb) -> None:
    omnikb("new", "risk", "../../mkdocs")
    assert (base / "content/risks/mkdocs.md").is_file()


@pytest.mark.parametrize("name", ["Coupon-Stacking", "COUPON-STACKING.md"])
def test_a_name_that_differs_from_another_only_in_case_is_refused(base, omnikb, name) -> None:
    omnikb("new", "risk", "coupon-stacking")
    for kind in ("risk", "project"):
        done = omnikb("new", kind, name)
        assert (done.code, done.out) == (2, "")
        assert "risks/coupon-stacking.md" in done.err
    assert [file.name for file in (base / "content/risks").iterdir()] == ["coupon-stacking.md"]


def test_a_name_that_differs_only_in_case_from_a_broken_document_is_refused(base, omnikb) -> None:
    (base / "content/risks").mkdir()
    (base / "content/risks/broken.md").write_text("---\nlikelihood: [\n---\n", encoding="utf-8")
    assert "risks/broken.md is there already" in omnikb("new", "risk", "Broken").err


@pytest.mark.parametrize("name", ["README", "readme.md", "index", "INDEX"])
def test_the_name_of_a_folders_own_page_is_refused(base, omnikb, name) -> None:
    done = omnikb("new", "risk", name)
    assert (done.code, done.out) == (2, "")
    assert "a folder's own page" in done.err
    assert not (base / "content/risks").exists()


def test_a_name_too_long_for_the_file_system_is_one_line(base, omnikb) -> None:
    done = omnikb("new", "risk", "x" * 300)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "cannot write" in done.err


def test_a_file_in_place_of_the_folder_is_one_line(base, omnikb) -> None:
    (base / "content/risks").write_text("mine", encoding="utf-8")
    done = omnikb("new", "risk", "oversell")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "content/risks/oversell.md" in done.err


def test_invisible_characters_never_get_into_a_file_name(base, omnikb) -> None:
    assert omnikb("new", "risk", "a\x07b\x1b[2Jc\u202ed").code == 0
    assert [file.name for file in (base / "content/risks").iterdir()] == ["a-b-2Jc-d.md"]
