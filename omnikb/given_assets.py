"""The files that plugins give the site: each at a place of its own within it, with content that its plugin answers for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from omnikb.i18n import messages_of
from omnikb.outputs import is_path_within
from omnikb.pages import Asset
from omnikb.plugin_discovery import ActivePlugin

_ = messages_of("omnikb")


@dataclass(frozen=True, slots=True)
class _Content:
    """The function that makes an asset's content, called long after the hook: its plugin is still to be named."""

    plugin: ActivePlugin
    hook: str
    make: Callable[[], bytes]

    def __call__(self) -> bytes:
        try:
            made: object = self.make()
        except (Exception, SystemExit) as error:
            raise self.plugin.failed(error, self.hook) from error
        if not isinstance(made, bytes):
            raise self.plugin.gave(made, "bytes", self.hook)
        return made


class Places:
    """The places of the files that one hook gives."""

    def __init__(self, hook: str, owners: Mapping[str, str]) -> None:
        """``owners``: whose the files are that there are already, by path."""
        self._hook, self._owners = hook, dict(owners)
        self._folders = {folder: owner for path, owner in owners.items() for folder in folders_of(path)}

    def take(self, plugin: ActivePlugin, path: str) -> None:
        """Give a plugin's file its place. Raises ``PluginError`` where that is not within the site, or is taken."""
        if path.endswith(".md") or not is_path_within(path):
            reason = _("{path} is no path of a file within the site; write one such as assets/risks.css")
            raise plugin.refused(reason, self._hook, path=path)
        taken = next((one for one in (path, *folders_of(path)) if one in self._owners), "")
        if taken:
            reason = _("there is already a file at {path}; it is from {other}")
            raise plugin.refused(reason, self._hook, path=taken, other=self._owners[taken])
        if path in self._folders:
            reason = _("there is already a folder at {path}, for a file from {other}")
            raise plugin.refused(reason, self._hook, path=path, other=self._folders[path])
        self._owners[path] = plugin.label
        for folder in folders_of(path):
            self._folders.setdefault(folder, plugin.label)


def folders_of(path: str) -> Iterator[str]:
    """The folders that a file lies in, the nearest first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def answered_for(plugin: ActivePlugin, hook: str, asset: Asset) -> Asset:
    """The asset, naming its plugin where the function that makes its content fails."""
    return replace(asset, content=_Content(plugin, hook, asset.content)) if callable(asset.content) else asset
