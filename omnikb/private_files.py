"""Files of the content that plugins read for the build alone, such as a vocabulary: the site never holds them."""

from __future__ import annotations

from omnikb.errors import SettingsError
from omnikb.i18n import messages_of
from omnikb.plugin_manager import Plugins

_ = messages_of("omnikb")


def refuse_private(plugins: Plugins) -> None:
    """Raises ``SettingsError`` for such a file that the settings show: left out in silence, it would be a link to nothing."""
    settings = plugins.settings
    for path in sorted(settings.published | ({settings.core.mermaid} if settings.core.mermaid else frozenset())):
        if plugins.is_private(path):
            reason = _(
                "the file {path} serves the build alone and is never published; take it out of nav, extra_css and wherever else "
                "the settings show it"
            )
            raise SettingsError(settings.config_file, "", reason, None, {"path": path})
