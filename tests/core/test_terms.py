from __future__ import annotations

import pickle
from types import SimpleNamespace

import pytest

from omnikb import SettingsError, Term
from omnikb.testing import KnowledgeBase

TERM = Term("it", {"zh": "信息技术部", "en": "Information technology"}, "departments/it.md", ("IT",))


def test_a_term_is_its_id_wherever_it_is_compared() -> None:
    assert TERM == "it"
    numbers: dict[str, int] = {TERM: 1}
    assert numbers["it"] == 1
    assert f"{TERM}" == "it"


@pytest.mark.parametrize(("lang", "name"), [("zh-Hans", "信息技术部"), ("en", "Information technology"), ("fr", "信息技术部")])
def test_a_term_has_a_name_in_the_readers_language_or_any(lang: str, name: str) -> None:
    assert TERM.label(lang) == name


def test_a_term_without_names_goes_by_its_id() -> None:
    assert Term("it", {}).label("zh") == "it"


def test_a_term_travels_between_processes_with_its_names_page_and_aliases() -> None:
    copy = pickle.loads(pickle.dumps(TERM))  # noqa: S301 - our own bytes
    assert (copy, copy.names, copy.page, copy.aliases) == (TERM, TERM.names, TERM.page, TERM.aliases)


def test_a_file_of_the_users_that_a_plugin_refuses_is_no_fault_of_the_plugin() -> None:
    def omnikb_pages() -> None:
        raise SettingsError("words.yml", "", "no good")

    with pytest.raises(SettingsError, match=r"words\.yml"):
        KnowledgeBase({}, plugins={"words": SimpleNamespace(omnikb_pages=omnikb_pages)}).build()
