"""Everything OmniKB says, it says in Chinese too."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest

from tests.architecture import catalogues

SPEAKING = catalogues.speaking()


@pytest.mark.parametrize("package", SPEAKING, ids=lambda package: package.name)
def test_every_message_has_a_chinese_text_and_the_catalogues_are_in_step(package: Path) -> None:
    assert list(catalogues.complaints(package)) == []


@pytest.mark.parametrize("package", SPEAKING, ids=lambda package: package.name)
def test_the_catalogue_holds_no_fuzzy_and_no_obsolete_messages(package: Path) -> None:
    text = catalogues.po_file(package).read_text(encoding="utf-8")
    assert "#~" not in text
    assert ", fuzzy" not in text


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "speaker"
    (folder / "templates").mkdir(parents=True)
    (folder / "words.py").write_text('HELLO = _("Hello {name}")\n', encoding="utf-8")
    (folder / "templates" / "page.html").write_text('{{ _("Risk") }} {{ ngettext("one", "%(num)s ones", 2) }}', encoding="utf-8")
    return folder


def translate(package: Path, chinese: dict[str, str]) -> None:
    catalogues.update(package)
    text = catalogues.po_file(package).read_text(encoding="utf-8")
    for english, words in chinese.items():
        text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{words}"')
    text = text.replace('msgstr[0] ""', 'msgstr[0] "%(num)s 个"')
    catalogues.po_file(package).write_text(text, encoding="utf-8")


def test_messages_of_code_and_templates_are_collected_and_compiled(package: Path) -> None:
    translate(package, {"Hello {name}": "你好，{name}", "Risk": "风险"})
    catalogues.update(package)
    assert list(catalogues.complaints(package)) == []
    compiled = gettext.GNUTranslations(io.BytesIO(catalogues.po_file(package).with_suffix(".mo").read_bytes()))
    assert compiled.gettext("Risk") == "风险"
    assert compiled.ngettext("one", "%(num)s ones", 3) == "%(num)s 个"


def test_a_message_without_a_translation_is_named(package: Path) -> None:
    translate(package, {"Risk": "风险"})
    catalogues.update(package)
    assert list(catalogues.complaints(package)) == ["speaker: not translated: 'Hello {name}'"]


def test_a_placeholder_that_is_lost_in_translation_is_named(package: Path) -> None:
    translate(package, {"Hello {name}": "你好", "Risk": "风险"})
    catalogues.update(package)
    assert list(catalogues.complaints(package)) == ["speaker: other placeholders than the English: 'Hello {name}'"]


def test_a_message_gone_from_the_code_makes_the_catalogue_out_of_step(package: Path) -> None:
    translate(package, {"Hello {name}": "你好，{name}", "Risk": "风险"})
    catalogues.update(package)
    (package / "words.py").write_text("", encoding="utf-8")
    assert list(catalogues.complaints(package)) == ["speaker: speaker.po is not in step with the code; run `make catalogues`"]


def test_a_compiled_catalogue_older_than_its_text_is_named(package: Path) -> None:
    translate(package, {"Hello {name}": "你好，{name}", "Risk": "风险"})
    catalogues.update(package)
    compiled = catalogues.po_file(package).with_suffix(".mo")
    compiled.write_bytes(compiled.read_bytes() + b"\0")
    assert list(catalogues.complaints(package)) == ["speaker: speaker.mo is not what speaker.po compiles to; run `make catalogues`"]
