"""Find the plugins, register them, call their hooks, and name the culprit when one is broken."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

import pluggy
from pydantic import BaseModel

from omnikb import hookspecs
from omnikb.documents import DocumentType, Fields
from omnikb.errors import PluginError
from omnikb.i18n import messages_of
from omnikb.settings import Settings
from omnikb.suggestions import nearest

_ = messages_of("omnikb")

GROUP = "omnikb"
"""The entry-point group that plugins are found by, first-party ones included."""

Record = TypeVar("Record")

_HOOKS = tuple(name for name in vars(hookspecs) if name.startswith("omnikb_"))


@dataclass(frozen=True, slots=True)
class ActivePlugin:
    """A plugin and where it comes from. ``hooks`` are the names of those it implements."""

    name: str
    distribution: str
    version: str = ""
    module: Any = field(default=None, repr=False, compare=False)
    hooks: tuple[str, ...] = ()


class _Registry(pluggy.PluginManager):
    """Counts every callable named ``omnikb_*`` as a hook, so that a misspelt one cannot pass unseen."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> Any:
        if not name.startswith("omnikb_") or not callable(getattr(plugin, name, None)):
            return None
        options = super().parse_hookimpl_opts(plugin, name)
        return options if options is not None else {}


class Plugins:
    """The active plugins of one run, with the settings, types and fields they bring."""

    def __init__(self, settings: Settings, active: Iterable[ActivePlugin], disabled: Iterable[ActivePlugin] = ()) -> None:
        """Raises ``PluginError`` for a plugin that cannot be used, ``SettingsError`` for a section it refuses."""
        self.active = tuple(_with_hooks(plugin) for plugin in sorted(active, key=lambda plugin: plugin.name))
        self.disabled = tuple(sorted(disabled, key=lambda plugin: plugin.name))
        self._implementations = _registered(self.active)
        models = {plugin.name: model for plugin, model in self._values("omnikb_settings") if model is not None}
        for plugin in self.active:
            model = models.get(plugin.name)
            if model is not None and not (isinstance(model, type) and issubclass(model, BaseModel)):
                raise _wrong_type(plugin, "omnikb_settings", model, "a pydantic model class")
        self.settings = settings.with_plugin_models(models, frozenset(plugin.name for plugin in self.active))

    @classmethod
    def discover(cls, settings: Settings) -> Plugins:
        """All installed plugins but those that the settings disable."""
        found = _entry_points()
        disabled = [ActivePlugin(*_origin(point)) for name, point in found.items() if name in settings.core.disable]
        active = [_loaded(point) for name, point in found.items() if name not in settings.core.disable]
        return cls(settings, active, disabled)

    @classmethod
    def of(cls, settings: Settings, modules: Mapping[str, object]) -> Plugins:
        """These plugins only, by name: for tests."""
        chosen = {name: ActivePlugin(name, "(given)", module=module) for name, module in modules.items()}
        switched_off = [chosen.pop(name) for name in sorted(settings.core.disable) if name in chosen]
        return cls(settings, chosen.values(), switched_off)

    @cached_property
    def types(self) -> Mapping[str, DocumentType]:
        """The document types by name. Raises ``PluginError`` where two plugins declare one."""
        owners: dict[str, str] = {}
        known: dict[str, DocumentType] = {}
        for plugin, kind in self.attributed("omnikb_document_types", DocumentType, settings=self.settings):
            folders = {other.folder: name for name, other in known.items()}
            clash = kind.name if kind.name in known else folders.get(kind.folder)
            if clash is not None:
                raise _refused(
                    plugin,
                    _("document type {type} or its folder is already declared by plugin {other}"),
                    type=kind.name,
                    other=owners[clash],
                )
            known[kind.name], owners[kind.name] = kind, plugin.name
        return known

    @cached_property
    def fields(self) -> tuple[tuple[ActivePlugin, Fields], ...]:
        """The fields every plugin brings, with the plugin."""
        return tuple(self.attributed("omnikb_fields", Fields, settings=self.settings))

    @cached_property
    def keys_of_disabled(self) -> Mapping[str, frozenset[str] | None]:
        """The front matter keys of each disabled plugin; ``None`` where it is too broken to say."""
        keys: dict[str, frozenset[str] | None] = {}
        for plugin in self.disabled:
            try:
                module = plugin.module or _loaded(_entry_points()[plugin.name]).module
                alone = Plugins.of(Settings(self.settings.root, self.settings.content, self.settings.site), {plugin.name: module})
                keys[plugin.name] = frozenset(key for __, one in alone.fields for key in one.model.model_fields)
            except PluginError:
                keys[plugin.name] = None
        return keys

    def collect(self, hook: str, expected: type[Record], at: str = "", /, **arguments: Any) -> list[Record]:
        """What all plugins contribute, in the order of their names. ``at`` is the document's path, to name in an error."""
        return [record for __, record in self.attributed(hook, expected, at, **arguments)]

    def attributed(self, hook: str, expected: type[Record], at: str = "", /, **arguments: Any) -> list[tuple[ActivePlugin, Record]]:
        """Like ``collect``, each record with its plugin. Raises ``PluginError`` for a hook that fails or yields something else."""
        results: list[tuple[ActivePlugin, Record]] = []
        for plugin, call, names in self._implementations[hook]:
            try:
                returned = call(**{name: arguments[name] for name in names})
                records = () if returned is None else tuple(returned)
            except Exception as error:
                raise _failed(plugin, hook, at, error) from error
            for record in records:
                if not isinstance(record, expected):
                    raise _wrong_type(plugin, hook, record, expected.__name__, at)
                results.append((plugin, record))
        return results

    def selects(self, document: Any) -> bool:
        """Whether every plugin lets the document into this build."""
        for plugin, answer in self._values("omnikb_select", document.path, document=document, settings=self.settings):
            if answer is not None and not isinstance(answer, bool):
                raise _wrong_type(plugin, "omnikb_select", answer, "bool", document.path)
            if answer is False:
                return False
        return True

    def _values(self, hook: str, at: str = "", /, **arguments: Any) -> Iterable[tuple[ActivePlugin, Any]]:
        for plugin, call, names in self._implementations[hook]:
            try:
                value = call(**{name: arguments[name] for name in names})
            except Exception as error:
                raise _failed(plugin, hook, at, error) from error
            yield plugin, value


Implementation = tuple[ActivePlugin, Callable[..., Any], tuple[str, ...]]


def _registered(plugins: tuple[ActivePlugin, ...]) -> Mapping[str, tuple[Implementation, ...]]:
    registry = _Registry(GROUP)
    registry.add_hookspecs(hookspecs)
    by_name = {plugin.name: plugin for plugin in plugins}
    for plugin in plugins:
        try:
            registry.register(plugin.module, plugin.name)
        except (ValueError, pluggy.PluginValidationError) as error:
            raise _failed(plugin, "", "", error) from error
    implementations: dict[str, tuple[Implementation, ...]] = {}
    for hook in _HOOKS:
        found = getattr(registry.hook, hook).get_hookimpls()
        for one in found:
            if one.wrapper or one.hookwrapper:
                raise _refused(by_name[one.plugin_name], _("a hook may not be a wrapper"), hook)
        implementations[hook] = tuple(
            (by_name[one.plugin_name], one.function, one.argnames) for one in sorted(found, key=lambda one: one.plugin_name)
        )
    return implementations


def _with_hooks(plugin: ActivePlugin) -> ActivePlugin:
    """The plugin with the names of its hooks; a name that is no hook is an error with the nearest that is."""
    names = [name for name in dir(plugin.module) if name.startswith("omnikb_") and callable(getattr(plugin.module, name))]
    names = [name for name in names if not inspect.isclass(getattr(plugin.module, name))]
    for name in names:
        if name not in _HOOKS:
            near = nearest(name, _HOOKS)
            reason = _("there is no such hook; did you mean {near}?") if near else _("there is no such hook")
            raise _refused(plugin, reason, name, near=near or "")
    return ActivePlugin(plugin.name, plugin.distribution, plugin.version, plugin.module, tuple(names))


def _entry_points() -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        other = found.get(point.name)
        if other is not None and (other.value, _origin(other)) != (point.value, _origin(point)):
            reason = _("there are two plugins of this name; the other is from {other}")
            raise PluginError(point.name, _origin(point)[1], reason, {"other": _origin(other)[1]})
        found[point.name] = point
    return found


def _origin(point: EntryPoint) -> tuple[str, str, str]:
    return (point.name, point.dist.name, point.dist.version) if point.dist else (point.name, "?", "")


def _loaded(point: EntryPoint) -> ActivePlugin:
    try:
        module = point.load()
    except Exception as error:
        reason = _("it cannot be imported: {error}")
        raise PluginError(point.name, _origin(point)[1], reason, {"error": _in_one_line(error)}) from error
    return ActivePlugin(*_origin(point), module=module)


def _in_one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _refused(plugin: ActivePlugin, reason: str, hook: str = "", **arguments: object) -> PluginError:
    return PluginError(plugin.name, plugin.distribution, reason, arguments, hook)


def _failed(plugin: ActivePlugin, hook: str, document: str, error: Exception) -> PluginError:
    return PluginError(plugin.name, plugin.distribution, _("it failed: {error}"), {"error": _in_one_line(error)}, hook, document)


def _wrong_type(plugin: ActivePlugin, hook: str, got: object, expected: str, document: str = "") -> PluginError:
    reason = _("it gave {got} where {expected} is expected")
    return PluginError(plugin.name, plugin.distribution, reason, {"got": type(got).__name__, "expected": expected}, hook, document)
