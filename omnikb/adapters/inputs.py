"""The inputs of a site besides its content: settings, the files they name, and the code of the plugins."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from omnikb.adapters import named
from omnikb.adapters.navigation import inherited_files
from omnikb.configuration import read_config
from omnikb.ground import files_below, place_of
from omnikb.plugin_manager import Plugins
from omnikb.sources import Signature

_OWN = Path(__file__).parents[1]
_LOADED_ONCE = (".py", ".mo")
"""What a process reads once: it cannot be had anew without another process."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files and folders by what they are: ``settings`` are read again when they change, and so are the ``data`` that the site
    engine's other plugins let be watched, and of the ``packages`` (OmniKB, its plugins, the user's hooks) all but their code.
    """

    settings: tuple[Path, ...]
    data: tuple[Path, ...] = ()
    packages: tuple[Path, ...] = ()

    @classmethod
    def of(cls, plugins: Plugins, also: tuple[Path, ...] = ()) -> Inputs:
        """Those of a site; ``also`` are data that the settings do not name."""
        config_file = plugins.settings.root / plugins.settings.config_file
        config = read_config(config_file)
        settings = (config_file, *map(Path, inherited_files(config_file)), *plugins.inputs, *named.shown(config, plugins.settings))
        packages = (_OWN, *(place_of(one.module) for one in plugins.active if getattr(one.module, "__file__", None)))
        code = dict.fromkeys((*packages, *named.code(config, plugins.settings)))
        return cls(settings, (*also, *named.watched(config, plugins.settings)), tuple(code))

    @property
    def places(self) -> tuple[Path, ...]:
        """All of them."""
        return (*self.settings, *self.data, *self.packages)

    def now(self) -> Mapping[str, Signature]:
        """What the system says of each of their files."""
        return dict(_signatures(self.places))

    def code(self, paths: Iterable[str]) -> list[str]:
        """Those of ``paths`` that this process has read once and for all."""
        return sorted(path for path in paths if path.endswith(_LOADED_ONCE) and _is_below(path, self.packages))

    def are_data(self, paths: Iterable[str]) -> bool:
        """Whether any of ``paths`` may say what no page is known to be made of."""
        return any(_is_below(path, self.data) for path in paths)


def _is_below(path: str, places: Iterable[Path]) -> bool:
    return any(path == f"{place}" or path.startswith(f"{place}{os.sep}") for place in places)


def _signatures(places: Iterable[Path]) -> Iterator[tuple[str, Signature]]:
    for place in places:
        for file in files_below(place):
            try:
                found = os.stat(file)  # noqa: PTH116 - some hundred files at each change
            except OSError:
                continue
            yield str(file), (found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
