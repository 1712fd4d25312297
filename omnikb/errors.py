"""What stops a run: the user's settings, or a broken plugin. Mistakes in content are never exceptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from omnikb.i18n import in_words, messages_of, translated

_ = messages_of("omnikb")


class OmniKBError(Exception):
    """Root of all errors OmniKB raises on purpose: one line for the user, in the user's language."""

    def __init__(self, reason: str, arguments: Mapping[str, object] | None = None) -> None:
        """``reason`` may hold ``{names}`` that ``arguments`` fill in."""
        self.reason, self.arguments = reason, dict(arguments or {})
        super().__init__(reason, self.arguments)

    def text(self, lang: str) -> str:
        """The line in a language."""
        words = {name: in_words(value, lang) for name, value in self.arguments.items()}
        return translated(self.reason, lang).format_map(words)

    def __str__(self) -> str:
        return self.text("en")

    def __reduce__(self) -> tuple[Any, ...]:
        """From one process to another it goes as it is: its class could not be called with what exceptions keep."""
        return _as_raised, (type(self), self.args, vars(self))


def _as_raised(kind: type[OmniKBError], arguments: tuple[object, ...], attributes: Mapping[str, object]) -> OmniKBError:
    error = kind.__new__(kind, *arguments)
    vars(error).update(attributes)
    return error


class SettingsError(OmniKBError):
    """The settings say something that cannot be followed."""

    def __init__(
        self,
        file: str,
        key: str,
        reason: str,
        suggestion: str | None = None,
        arguments: Mapping[str, object] | None = None,
        place: tuple[int, int] | None = None,
        within: Sequence[str] | None = None,
    ) -> None:
        """``file``: the settings file; ``key``: the dotted key, or ``""``; ``suggestion``: the nearest right name.

        ``place``: line and column, from 1, where they are known; ``within``: the names that the key leaves out, where it is known.
        """
        super().__init__(reason, arguments)
        self.file, self.key, self.suggestion, self.place, self.within = file, key, suggestion, place, within

    def text(self, lang: str) -> str:
        """``mkdocs.yml:12:7: html: …``, with the nearest right name behind."""
        near = translated(_(" (did you mean {suggestion}?)"), lang).format(suggestion=self.suggestion) if self.suggestion else ""
        file = ":".join(map(str, (self.file, *(self.place or ()))))
        return ": ".join(part for part in (file, self.key, super().text(lang)) if part) + near


class PluginError(OmniKBError):
    """A plugin is broken. Names the plugin, its distribution, the hook and, where there is one, the document's path."""

    def __init__(
        self,
        plugin: str,
        distribution: str,
        reason: str,
        arguments: Mapping[str, object] | None = None,
        hook: str = "",
        document: str = "",
    ) -> None:
        """``plugin`` and ``distribution`` are names; ``hook`` and ``document`` may be empty."""
        super().__init__(reason, arguments)
        self.plugin, self.distribution, self.hook, self.document = plugin, distribution, hook, document

    def text(self, lang: str) -> str:
        """``plugin region (from acme-region), hook omnikb_pages: …``."""
        parts = [
            translated(_("plugin {plugin} (from {distribution})"), lang).format(plugin=self.plugin, distribution=self.distribution)
        ]
        if self.hook:
            parts.append(translated(_("hook {hook}"), lang).format(hook=self.hook))
        if self.document:
            parts.append(translated(_("document {document}"), lang).format(document=self.document))
        return ", ".join(parts) + ": " + super().text(lang)
