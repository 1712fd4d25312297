"""A checkout: all that a build is made of, by name, to tell whether another computer's checkout makes the same pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from omnikb.adapters.common import written_settings
from omnikb.adapters.named import places_named
from omnikb.configuration import read_config
from omnikb.facts import digest_of
from omnikb.ground import content_digest, ground_of, installed_versions, place_of
from omnikb.plugin_manager import Plugins
from omnikb.settings import Settings
from omnikb.sources import Folder


@dataclass(frozen=True, slots=True)
class Checkout:
    """The digest of each part: Python, installed distributions, the code of OmniKB and its plugins, settings, every file."""

    parts: Mapping[str, bytes]

    @property
    def digest(self) -> bytes:
        """16 bytes for all parts together."""
        return digest_of(f"{name} {digest.hex()}\n".encode(errors="surrogatepass") for name, digest in self.parts.items())

    def differing(self, other: Checkout) -> list[str]:
        """The names of the parts that are not the same in both, in their order; those that only the other has come last."""
        named = [*self.parts, *(name for name in other.parts if name not in self.parts)]
        return [name for name in named if self.parts.get(name) != other.parts.get(name)]


def checkout_of(plugins: Plugins) -> Checkout | None:
    """The checkout that these settings and plugins were read from; ``None`` where it cannot be compared with another one."""
    settings = plugins.settings
    config = read_config(settings.root / settings.config_file)
    written = written_settings(config, settings)
    if ground_of(plugins) is None or not written:
        return None
    python, *distributions = installed_versions()
    parts = {f"Python {python.partition(' ')[0]}": python.encode(), **{name.rpartition(".")[0]: b"" for name in distributions}}
    code = [Path(__file__).parents[1], *(place_of(plugin.module) for plugin in plugins.active)]
    parts |= {place.name: _code(place) for place in code}
    parts[settings.config_file] = written
    parts |= {_name(place, settings): content_digest([place]) for place in (*places_named(config, settings), *plugins.inputs)}
    parts.update(_content(settings))
    return Checkout(parts)


@cache
def _code(place: Path) -> bytes:
    """The code of a package as it was when this process first asked: what it has loaded stays, whatever is changed on the disk."""
    return content_digest([place])


def _content(settings: Settings) -> Iterator[tuple[str, bytes]]:
    source = Folder(settings.content)
    for path in source.list()[0]:
        try:
            data = source.read(path)
        except OSError:
            yield _name(settings.content / path, settings), b""
        else:
            yield _name(settings.content / path, settings), hashlib.blake2b(data, digest_size=16).digest()


def _name(place: Path, settings: Settings) -> str:
    return place.relative_to(settings.root).as_posix() if place.is_relative_to(settings.root) else place.name
