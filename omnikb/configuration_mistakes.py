"""Values in ``mkdocs.yml`` that MkDocs would accept, or fail on only while it builds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from omnikb.errors import SettingsError
from omnikb.i18n import messages_of

_ = messages_of("omnikb")


def language_of(language: Any, file: str) -> str:
    """``theme.language``; English where there is none. Raises ``SettingsError`` where it is no text."""
    if language is not None and not (isinstance(language, str) and language):
        value = str(language).lower() if isinstance(language, bool) else str(language)
        reason = _("the language must be text such as zh or en, and is {value}; YAML reads no as a truth value: put it in quotes")
        raise SettingsError(file, "theme.language", reason, None, {"value": value})
    return language or "en"


def refuse_closed(content: Path, file: str) -> None:
    """Content that nobody may look into would be a site without a page: ``SettingsError``."""
    try:
        os.scandir(content).close()
    except OSError as error:
        reason = _("the folder cannot be opened: {reason}")
        raise SettingsError(file, "docs_dir", reason, None, {"reason": error.strerror}) from None


def refuse_site(site: Path, root: Path, content: Path, file: str) -> None:
    """A site inside the content would be read as content; one around it would overwrite it: ``SettingsError``."""
    real, around = site.resolve(), content.resolve()
    if real.is_relative_to(around):
        reason = _("{folder} lies in the content folder and would be taken for content; name one outside")
    elif around.is_relative_to(real) or root.is_relative_to(real):
        reason = _("{folder} holds the content or the settings and would be overwritten")
    else:
        return
    raise SettingsError(file, "site_dir", reason, None, {"folder": str(site)})
