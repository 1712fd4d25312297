"""Find the plugins, register them, call their hooks, and name the culprit when one is broken."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar

import pluggy
from pydantic import BaseModel

from omnikb import hookspecs
from omnikb.documents import Document, DocumentType, Fields
from omnikb.errors import OmniKBError, SettingsError
from omnikb.garbage import no_garbage
from omnikb.i18n import messages_of
from omnikb.index import Index
from omnikb.named_types import refuse_misspelt
from omnikb.pages import Deferred, Page, Section
from omnikb.plugin_discovery import GROUP, ActivePlugin, installed
from omnikb.problems import Problem
from omnikb.problems.filling import unfillable
from omnikb.profiling import calling
from omnikb.record_checks import is_folder, wrong_value
from omnikb.settings import Settings
from omnikb.suggestions import nearest

_ = messages_of("omnikb")

Record = TypeVar("Record")

Expected = type[Record] | UnionType
"""A class of records, or several (``Problem | Asset``)."""

_HOOKS = tuple(name for name in vars(hookspecs) if name.startswith("omnikb_"))


@dataclass(frozen=True, slots=True)
class Own:
    """An argument of a hook that each plugin has for itself, made from the plugin's name."""

    make: Callable[[str], Any]


class _Registry(pluggy.PluginManager):
    """Counts every callable named ``omnikb_*`` as a hook, so that a misspelt one cannot pass unseen."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> Any:
        if not _is_hook(plugin, name):
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
        _refuse_unknown(settings, {plugin.name for plugin in (*self.active, *self.disabled)})
        models = {plugin.name: model for plugin, model in self._values("omnikb_settings") if model is not None}
        for plugin in self.active:
            model = models.get(plugin.name)
            if model is not None and not (isinstance(model, type) and issubclass(model, BaseModel)):
                raise plugin.gave(model, "a pydantic model class", "omnikb_settings")
        self.settings = settings.with_plugin_models(models, {plugin.name: plugin for plugin in self.active})

    @classmethod
    @no_garbage()
    def discover(cls, settings: Settings) -> Plugins:
        """All installed plugins but those that the settings disable."""
        found = installed(settings.core.disable)
        switched_off = [found.pop(name) for name in sorted(settings.core.disable) if name in found]
        return cls(settings, [plugin.loaded() for plugin in found.values()], switched_off)

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
            if not is_folder(kind.folder):
                raise plugin.refused(
                    _("{folder} is no folder inside the content folder"), "omnikb_document_types", folder=kind.folder
                )
            clash = kind.name if kind.name in known else folders.get(kind.folder)
            if clash is not None:
                raise plugin.refused(
                    _("document type {type} or its folder is already declared by plugin {other}"),
                    type=kind.name,
                    other=owners[clash],
                )
            known[kind.name], owners[kind.name] = kind, plugin.name
        return known

    @cached_property
    def fields(self) -> tuple[tuple[ActivePlugin, Fields], ...]:
        """The fields every plugin brings, with the plugin. Raises ``PluginError`` where they name a type that is misspelt."""
        fields = tuple(self.attributed("omnikb_fields", Fields, settings=self.settings))
        refuse_misspelt(fields, self.types.values())
        return fields

    @cached_property
    def inputs(self) -> tuple[Path, ...]:
        """The files besides the content that plugins read, each once."""
        return tuple(dict.fromkeys(self.collect("omnikb_inputs", Path, settings=self.settings)))

    @cached_property
    def _private(self) -> frozenset[Path]:
        return frozenset(path.resolve() for path in self.inputs)

    def is_private(self, path: str) -> bool:
        """Whether a file of the content, by whatever name it is there, is one that a plugin reads for the build alone."""
        return bool(self._private) and (self.settings.content / path).resolve() in self._private

    @cached_property
    def keys_of_disabled(self) -> Mapping[str, frozenset[str] | None]:
        """The front matter keys of each disabled plugin, and its types as ``type: risk``; ``None`` where it cannot say."""
        keys: dict[str, frozenset[str] | None] = {}
        for plugin in self.disabled:
            try:
                alone = Plugins(Settings(self.settings.root, self.settings.content, self.settings.site), [plugin.loaded()])
                pairs = [pair for __, one in alone.fields for pair in one.model.model_fields.items()]
                keys[plugin.name] = frozenset(
                    [*(info.alias or name for name, info in pairs), *(f"type: {name}" for name in alone.types)]
                )
            except OmniKBError:
                keys[plugin.name] = None
        return keys

    def collect(self, hook: str, expected: Expected[Record], at: str = "", /, **arguments: Any) -> list[Record]:
        """What all plugins contribute, in the order of their names. ``at`` is the document's path, to name in an error."""
        return [record for __, record in self.attributed(hook, expected, at, **arguments)]

    def attributed(
        self, hook: str, expected: Expected[Record], at: str = "", /, **arguments: Any
    ) -> list[tuple[ActivePlugin, Record]]:
        """Like ``collect``, each record with its plugin. Raises ``PluginError`` for a hook that fails or yields something else.

        An argument that is a function of the plugin (``Own``) is made for each.
        """
        results: list[tuple[ActivePlugin, Record]] = []
        for plugin, call, names in self._implementations[hook]:
            given = {name: _own(arguments[name], plugin) for name in names}
            results += ((plugin, record) for record in _records(plugin, lambda: call(**given), expected, hook, at))  # noqa: B023 - called at once
        return results

    def records_of(self, plugin: ActivePlugin, page: Page, index: Index) -> list[Section]:
        """The sections that a plugin deferred. Raises ``PluginError`` as ``attributed`` does."""
        deferred = page.sections
        if not isinstance(deferred, Deferred):
            return list(deferred)
        return list(_records(plugin, lambda: deferred.build(page, index, *deferred.given), Section, "omnikb_pages", page.path))

    def selects(self, document: Document, settings: Settings) -> bool:
        """Whether every plugin lets the document into this build."""
        for plugin, answer in self._values("omnikb_select", document.path, document=document, settings=settings):
            if answer is not None and not isinstance(answer, bool):
                raise plugin.gave(answer, "bool", "omnikb_select", document.path)
            if answer is False:
                return False
        return True

    def _values(self, hook: str, at: str = "", /, **arguments: Any) -> Iterable[tuple[ActivePlugin, Any]]:
        for plugin, call, names in self._implementations[hook]:
            try:
                with calling(plugin.name, hook):
                    value = call(**{name: arguments[name] for name in names})
            except (Exception, SystemExit) as error:
                raise plugin.failed(error, hook, at) from error
            yield plugin, value


def _records(plugin: ActivePlugin, call: Callable[[], Any], expected: Expected[Record], hook: str, at: str) -> Iterable[Record]:
    """What a call gives, each record looked at."""
    try:
        with calling(plugin.name, hook):
            returned = call()
            records = tuple(returned) if isinstance(returned, Iterable) else ()
    except SettingsError:
        raise  # the user's mistake, in a file that the plugin reads
    except (Exception, SystemExit) as error:
        raise plugin.failed(error, hook, at) from error
    if returned is not None and not isinstance(returned, Iterable):
        raise plugin.gave(returned, f"Iterable[{_names(expected)}]", hook, at)
    for record in records:
        if not isinstance(record, expected):
            raise plugin.gave(record, _names(expected), hook, at)
        if wrong := wrong_value(record):
            raise plugin.gave_wrong(wrong, hook, at)
        if isinstance(record, Problem) and (reason := unfillable(record.kind, record.arguments)):
            raise plugin.unfillable(record.code, reason, hook, at or record.path)
    return records


def _own(argument: Any, plugin: ActivePlugin) -> Any:
    return argument.make(plugin.name) if isinstance(argument, Own) else argument


def _names(expected: type | UnionType) -> str:
    return (
        expected.__name__
        if isinstance(expected, type)
        else str(expected).replace("omnikb.pages.", "").replace("omnikb.problems.", "")
    )


Implementation = tuple[ActivePlugin, Callable[..., Any], tuple[str, ...]]


def _registered(plugins: tuple[ActivePlugin, ...]) -> Mapping[str, tuple[Implementation, ...]]:
    registry = _Registry(GROUP)
    registry.add_hookspecs(hookspecs)
    by_name = {plugin.name: plugin for plugin in plugins}
    for plugin in plugins:
        try:
            registry.register(plugin.module, plugin.name)
        except (ValueError, pluggy.PluginValidationError) as error:
            raise plugin.failed(error) from error
    implementations: dict[str, tuple[Implementation, ...]] = {}
    for hook in _HOOKS:
        found = getattr(registry.hook, hook).get_hookimpls()
        for one in found:
            if one.wrapper or one.hookwrapper:
                raise by_name[one.plugin_name].refused(_("a hook may not be a wrapper"), hook)
        implementations[hook] = tuple(
            (by_name[one.plugin_name], one.function, one.argnames) for one in sorted(found, key=lambda one: one.plugin_name)
        )
    return implementations


def _is_hook(module: object, name: str) -> bool:
    found = getattr(module, name, None) if name.startswith("omnikb_") else None
    return callable(found) and not inspect.isclass(found)


def _with_hooks(plugin: ActivePlugin) -> ActivePlugin:
    """The plugin with the names of its hooks; a name that is no hook is an error with the nearest that is."""
    names = [name for name in dir(plugin.module) if _is_hook(plugin.module, name)]
    for name in names:
        if name not in _HOOKS:
            near = nearest(name, _HOOKS)
            reason = _("there is no such hook; did you mean {near}?") if near else _("there is no such hook")
            raise plugin.refused(reason, name, near=near or "")
        found = getattr(plugin.module, name)
        if not (inspect.isfunction(found) or inspect.ismethod(found)):  # all that pluggy can call
            raise plugin.refused(_("a hook is a function written with def; this is {kind}"), name, kind=type(found).__name__)
        known = inspect.signature(getattr(hookspecs, name)).parameters
        for argument, parameter in inspect.signature(found).parameters.items():
            if argument not in known and parameter.default is parameter.empty:
                reason = _("it has no argument {argument}; the arguments are: {known}")
                raise plugin.refused(reason, name, argument=argument, known=", ".join(known))
    return replace(plugin, hooks=tuple(names))


def _refuse_unknown(settings: Settings, plugins: set[str]) -> None:
    """A name below ``disable:`` that no plugin has switches nothing off, and would be a silent mistake."""
    for name in sorted(settings.core.disable - plugins):
        raise SettingsError(settings.config_file, "disable", _("there is no plugin {name}"), nearest(name, plugins), {"name": name})
