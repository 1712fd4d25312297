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
    """The address of ``ask`` on the page ``home``; ``""`` where nothing is set, or where the document cannot be read, as is said
    elsewhere. Raises ``SettingsError`` where there is none.
    """
    asked = settings[SearchSettings].ask
    if not asked or asked.startswith(("https:", "mailto:")):
        return asked
    if index.at_path(asked) is None:
        if (settings.content / asked).is_file():
            return ""
        near = nearest(asked, (document.path for document in index.documents.values()))
        raise SettingsError(settings.config_file, "search.ask", _("there is no document at {path}"), near, {"path": asked})
    return index.href(home, asked)
