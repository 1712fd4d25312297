"""Messages in the reader's language."""

from __future__ import annotations

import copy
import pickle
import sys
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from omnikb.i18n import Message, messages_of, translated


@pytest.fixture
def greeting(tmp_path, monkeypatch) -> Iterator[Message]:
    """A message of a package that has a Chinese catalogue."""
    folder = tmp_path / "acme_greeting" / "locales" / "zh" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (tmp_path / "acme_greeting" / "__init__.py").write_text("", encoding="utf-8")
    catalog = Catalog(locale="zh")
    catalog.add("Hello", "你好")
    with (folder / "acme_greeting.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield messages_of("acme_greeting")("Hello")
    sys.modules.pop("acme_greeting", None)


@pytest.mark.parametrize("lang", ["zh", "zh-Hans", "zh_CN", "ZH"])
def test_a_message_is_said_in_chinese_however_the_language_is_written(greeting, lang) -> None:
    assert translated(greeting, lang) == "你好"


@pytest.mark.parametrize("lang", ["en", "en-GB", "fr", "", "x-klingon"])
def test_english_and_unknown_languages_get_the_english_text(greeting, lang) -> None:
    assert translated(greeting, lang) == "Hello"


def test_a_message_keeps_its_catalogue_through_copying_and_pickling(greeting) -> None:
    for same in (pickle.loads(pickle.dumps(greeting)), copy.copy(greeting), copy.deepcopy(greeting)):  # noqa: S301 - our own bytes
        assert translated(same, "zh") == "你好"
        assert same == greeting == "Hello"


def test_plain_text_and_unknown_messages_are_shown_as_they_stand(greeting) -> None:
    assert translated("Hello", "zh") == "Hello"
    assert translated(messages_of("acme_greeting")("Farewell"), "zh") == "Farewell"
    assert translated(messages_of("acme_greeting")(""), "zh") == ""


def test_a_plugin_of_a_single_module_needs_no_catalogue(tmp_path, monkeypatch) -> None:
    (tmp_path / "acme_single.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert translated(messages_of("acme_single")("Hello"), "zh") == "Hello"
