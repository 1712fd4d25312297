"""Messages in the reader's language: gettext catalogues, one for the core and one a plugin.

A message is written in English in the code and marked with a package's own ``_``::

    _ = messages_of("omnikb_risks")
    label = _("Risk")            # a Message; its English text is the key
    translated(label, "zh")      # '风险', from omnikb_risks/locales/zh/LC_MESSAGES/omnikb_risks.mo

A plain ``str`` is shown as it stands in every language, so a small plugin needs no catalogue at all.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache
from importlib import resources

LANGUAGES = ("zh", "en")
"""The languages OmniKB speaks. Others fall back to English."""


class Message(str):
    """English text that knows in which catalogue its translations stand."""

    __slots__ = ("domain",)
    domain: str

    def __new__(cls, text: str, domain: str) -> Message:  # noqa: D102 - the class says it
        message = super().__new__(cls, text)
        message.domain = domain
        return message

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # str has one argument, a Message two
        return str(self), self.domain


def messages_of(domain: str) -> Callable[[str], Message]:
    """The ``_`` of the package ``domain``, whose catalogues are in its ``locales`` folder."""

    def mark(text: str) -> Message:
        return Message(text, domain)

    return mark


_ = messages_of("omnikb")


def translated(label: str, lang: str) -> str:
    """``label`` in ``lang`` (a tag such as ``zh`` or ``zh-Hans``); a plain ``str`` comes back as it is."""
    if not isinstance(label, Message) or not label:
        return label
    return catalogue(label.domain, lang).gettext(label)


def in_words(value: object, lang: str) -> object:
    """What stands in a sentence for a value: text in ``lang``, and the items of a tuple as a list; anything else as it is."""
    if isinstance(value, tuple):
        return translated(_(", "), lang).join(str(in_words(one, lang)) for one in value)
    return translated(value, lang) if isinstance(value, str) else value


@cache
def primary_language(tag: str) -> str:
    """The language of a tag, wherever it is spoken and however it is written: ``zh`` of ``zh-Hans``, ``en`` of ``en_GB``."""
    return tag.replace("_", "-").partition("-")[0].lower()


@cache
def catalogue(domain: str, lang: str) -> gettext.NullTranslations:
    """The translations of one package; the identity for English and for unknown languages."""
    language = primary_language(lang)
    if language not in LANGUAGES:
        return gettext.NullTranslations()
    try:
        compiled = resources.files(domain) / "locales" / language / "LC_MESSAGES" / f"{domain}.mo"
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    except (FileNotFoundError, TypeError):  # the latter: a module that is no package has no folder for catalogues
        return gettext.NullTranslations()
