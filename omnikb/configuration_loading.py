"""The YAML of ``mkdocs.yml``. ``!ENV`` and ``!!python/name`` mean what they mean to MkDocs; Python names are kept as names and
imported only where Markdown is rendered.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from omnikb.errors import SettingsError
from omnikb.i18n import messages_of
from omnikb.problems import IMPOSSIBLE_DATE, IMPOSSIBLE_VALUE, ProblemKind
from omnikb.reading.front_matter import Finding
from omnikb.reading.yaml_loading import TAG, FrontMatterLoader, telling
from omnikb.reading.yaml_mistakes import explain
from omnikb.settings_file import unreadable

_ = messages_of("omnikb")


@dataclass(frozen=True, slots=True)
class PythonName:
    """A Python object that the settings name, dotted, imported when it is asked for.

    ``arguments``: keywords to call it with (``!!python/object/apply``), ``None`` to take it as it is.
    """

    name: str
    arguments: Mapping[str, Any] | None = None

    def load(self) -> Any:
        """The object. Raises ``SettingsError`` where there is none."""
        module, __, attribute = self.name.rpartition(".")
        try:
            found = getattr(importlib.import_module(module), attribute)
        except (ImportError, AttributeError, ValueError):
            raise SettingsError(
                "mkdocs.yml", "markdown_extensions", _("there is no Python object {name}"), None, {"name": self.name}
            ) from None
        return found if self.arguments is None else found(**self.arguments)


def loaded(options: Any) -> Any:
    """Options with every Python name in them replaced by what it names."""
    if isinstance(options, PythonName):
        return options.load()
    if isinstance(options, Mapping):
        return {name: loaded(value) for name, value in options.items()}
    return [loaded(value) for value in options] if isinstance(options, list) else options


class _ValueRefusedError(Exception):
    """A value that YAML lets stand and nobody can read."""

    def __init__(self, kind: ProblemKind, node: yaml.Node, arguments: Mapping[str, object]) -> None:
        self.finding = Finding(kind, node.start_mark.index, arguments)
        super().__init__(kind.code)


class _Loader(yaml.SafeLoader):
    """Safe YAML, and the three things MkDocs adds to it."""

    def tell(self, kind: ProblemKind, node: yaml.Node, **arguments: object) -> None:
        """What is wrong with a value, as the loader of front matter tells it; here it ends the reading."""
        raise _ValueRefusedError(kind, node, arguments)


def _environment_value(loader: _Loader, node: yaml.Node) -> Any:
    """``!ENV NAME`` or ``!ENV [NAME, OTHER, default]``: the first that is set, read as one YAML value."""
    names = list(node.value) if isinstance(node, yaml.SequenceNode) else [node]
    default = names.pop() if len(names) > 1 else None
    for name in names:
        value = os.environ.get(str(name.value))
        if value is not None:
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]  # its stub has no types
            return loader.construct_object(yaml.ScalarNode(tag, value, node.start_mark, node.end_mark))
    return default and loader.construct_object(default, deep=True)


def _python_name(_loader: _Loader, suffix: str, _node: yaml.Node) -> PythonName:
    return PythonName(suffix)


def _python_call(loader: _Loader, suffix: str, node: yaml.Node) -> PythonName:
    given = loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else {}
    return PythonName(suffix, given.get("kwds", {}))


_Loader.add_constructor("!ENV", _environment_value)
for _tag, _construct, _kind in (
    ("timestamp", yaml.SafeLoader.construct_yaml_timestamp, IMPOSSIBLE_DATE),
    ("bool", yaml.SafeLoader.construct_yaml_bool, IMPOSSIBLE_VALUE),
    ("int", yaml.SafeLoader.construct_yaml_int, IMPOSSIBLE_VALUE),
    ("float", yaml.SafeLoader.construct_yaml_float, IMPOSSIBLE_VALUE),
):
    _Loader.add_constructor(TAG + _tag, telling(_construct, _kind))
_Loader.add_constructor(None, FrontMatterLoader.construct_unknown)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _python_name)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", _python_call)


def load_configuration(name: str, text: str) -> Any:
    """What the text of a settings file of this name holds. Raises ``SettingsError`` where it is no YAML."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - _Loader is a SafeLoader
    except _ValueRefusedError as error:
        raise unreadable(name, text, error.finding) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two: PyYAML's own parser, on a mistaken escape
        raise unreadable(name, text, explain(text, error, fenced=False)[0]) from None
