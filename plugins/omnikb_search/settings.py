"""The section ``search`` of the settings."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from omnikb import Index, Settings, SettingsError, nearest
from omnikb_search.words import _


class SearchSettings(BaseModel):
    """What the keeper says about the search."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: str = ""
    """Where readers who found nothing ask for it: the path of a document, or an address that begins with https: or mailto:."""


def address_to_ask(index: Index, settings: Settings, home: str) -> str:
    """The address of ``ask`` on the page ``home``; ``""`` where nothing is set. Raises ``SettingsError`` for no such document."""
    asked = settings[SearchSettings].ask
    if not asked or asked.startswith(("https:", "mailto:")):
        return asked
    if index.at_path(asked) is None:
        near = nearest(asked, (document.path for document in index.documents.values()))
        raise SettingsError(settings.config_file, "search.ask", _("there is no document at {path}"), near, {"path": asked})
    return index.href(home, asked)
