"""Plugins as they are installed: the entry points they are found by, and errors in their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from omnikb.errors import PluginError
from omnikb.i18n import messages_of
from omnikb.record_checks import WrongValue

_ = messages_of("omnikb")

GROUP = "omnikb"
"""The entry-point group that plugins are found by, first-party ones included."""


@dataclass(frozen=True, slots=True)
class ActivePlugin:
    """A plugin and where it comes from. ``hooks`` are the names of those it implements."""

    name: str
    distribution: str
    version: str = ""
    module: Any = field(default=None, repr=False, compare=False)
    hooks: tuple[str, ...] = ()
    entry_point: EntryPoint | None = field(default=None, repr=False, compare=False)

    @classmethod
    def at(cls, point: EntryPoint) -> ActivePlugin:
        """The plugin of an entry point, not imported yet."""
        if point.dist is None:
            return cls(point.name, "?", entry_point=point)
        return cls(point.name, point.dist.name, point.dist.version, entry_point=point)

    @property
    def label(self) -> str:
        """How another plugin's error names it."""
        return f"{self.name} ({self.distribution})"

    def loaded(self) -> ActivePlugin:
        """The plugin with its module. Raises ``PluginError`` where it cannot be imported."""
        if self.entry_point is None:
            return self
        try:
            module = self.entry_point.load()
        except (Exception, SystemExit) as error:
            raise self.refused(_("it cannot be imported: {error}"), error=_in_one_line(error)) from error
        return ActivePlugin(self.name, self.distribution, self.version, module)

    def refused(self, reason: str, hook: str = "", document: str = "", **arguments: object) -> PluginError:
        """The error that names this plugin."""
        return PluginError(self.name, self.distribution, reason, arguments, hook, document)

    def failed(self, error: BaseException, hook: str = "", document: str = "") -> PluginError:
        """The error for an exception that left one of its hooks."""
        return self.refused(_("it failed: {error}"), hook, document, error=_in_one_line(error))

    def gave(self, got: object, expected: str, hook: str, document: str = "") -> PluginError:
        """The error for a hook that gave something of another type than ``expected``."""
        return self.refused(
            _("it gave {got} where {expected} is expected"), hook, document, got=type(got).__name__, expected=expected
        )

    def gave_wrong(self, wrong: WrongValue, hook: str, document: str = "") -> PluginError:
        """The error for a hook that gave a record with a value of another type than its class says."""
        reason = _("{field} is {got} where {expected} is expected")
        return self.refused(reason, hook, document, field=wrong.field, got=wrong.got, expected=wrong.expected)

    def unfillable(self, code: str, error: str, hook: str, document: str = "") -> PluginError:
        """The error for a problem whose message or hint cannot be shown."""
        reason = _("the message or hint of its problem {code} cannot be filled in: {error}")
        return self.refused(reason, hook, document, code=code, error=error)


def _in_one_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def installed(disabled: frozenset[str]) -> dict[str, ActivePlugin]:
    """All installed plugins by name, none imported. Two of one name are refused, unless the name is disabled."""
    found: dict[str, ActivePlugin] = {}
    for point in entry_points(group=GROUP):
        plugin, other = ActivePlugin.at(point), found.get(point.name)
        same = other is not None and other.entry_point == point and other == plugin
        if other is not None and not same and point.name not in disabled:
            raise plugin.refused(_("there are two plugins of this name; the other is from {other}"), other=other.distribution)
        found[point.name] = plugin
    return found
