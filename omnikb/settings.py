"""Settings: what ``mkdocs.yml`` says to OmniKB, as frozen models, one for the core and one a plugin.

The section stands where MkDocs has its plugins::

    plugins:
      - omnikb:
          html: safe
          risks: {…}          # the section of the plugin `risks`, checked by that plugin's own model
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from omnikb.errors import SettingsError
from omnikb.field_errors import findings
from omnikb.i18n import LANGUAGES, messages_of
from omnikb.plugin_discovery import ActivePlugin
from omnikb.suggestions import nearest

_ = messages_of("omnikb")

Section = TypeVar("Section", bound=BaseModel)

SECTION = ("plugins", "omnikb")
"""The names above OmniKB's own settings, which their keys leave out."""


class CoreSettings(BaseModel):
    """The keys of the ``omnikb:`` section that belong to the core."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    html: Literal["safe", "trusted"] = "safe"
    """``safe`` sanitises the HTML of every body; ``trusted`` publishes it as it is."""
    mermaid: str | None = None
    """A local Mermaid script, as a path below the content folder. Without it diagrams are shown as code."""
    today: datetime.date | None = None
    """The date that "overdue" is measured against. Without it: ``SOURCE_DATE_EPOCH``, else the date of the build."""
    mkdocs_plugins: Mapping[str, Literal["page", "site"]] = {}
    """What a MkDocs plugin or hook sees: ``page``, one at a time, or the whole ``site``. Without it, its events tell."""
    disable: frozenset[str] = frozenset()
    """Names of OmniKB plugins that are switched off."""


@dataclass(frozen=True)
class Settings:
    """Everything a build depends on besides the content."""

    root: Path
    """The folder of ``mkdocs.yml``."""
    content: Path
    """The content folder, absolute."""
    site: Path
    """Where the site goes, absolute."""
    config_file: str = "mkdocs.yml"
    language: str = "zh"
    directory_urls: bool = True
    core: CoreSettings = field(default_factory=CoreSettings)
    today: datetime.date = datetime.date(1970, 1, 1)
    markdown_extensions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    published: frozenset[str] = frozenset()
    """Content files that the settings themselves refer to: the logo, own style sheets."""
    raw_sections: Mapping[str, Any] = field(default_factory=dict)
    """The plugins' sections as written, by plugin name."""
    sections: Mapping[type[BaseModel], BaseModel] = field(default_factory=dict)

    def __getitem__(self, model: type[Section]) -> Section:
        """A plugin's own settings, by the class its ``omnikb_settings`` hook returned."""
        return cast("Section", self.sections[model])

    def with_plugin_models(self, models: Mapping[str, type[BaseModel]], plugins: Mapping[str, ActivePlugin]) -> Settings:
        """The settings with each plugin's section validated. ``models``: by plugin name; ``plugins``: all active ones.

        Raises ``SettingsError`` for a section of an unknown plugin or one its model refuses, ``PluginError`` where a model fails.
        """
        for name in self.raw_sections:
            if name not in plugins and name not in self.core.disable:
                raise SettingsError(
                    self.config_file,
                    name,
                    _("there is no such setting, and no plugin of this name"),
                    nearest(name, [*CoreSettings.model_fields, *plugins]),
                    within=SECTION,
                )
            if name in plugins and name not in models:
                raise SettingsError(self.config_file, name, _("this plugin takes no settings"), within=SECTION)
        sections = {model: self._section(model, plugins[name]) for name, model in models.items()}
        return replace(self, sections=sections)

    def _section(self, model: type[BaseModel], plugin: ActivePlugin) -> BaseModel:
        """A plugin's section. What its model says of a mistake is tried, for it has to be shown later."""
        try:
            try:
                return validated(model, self.raw_sections.get(plugin.name) or {}, self.config_file, plugin.name)
            except SettingsError as mistake:
                for lang in LANGUAGES:
                    mistake.text(lang)
                raise
        except SettingsError:
            raise
        except (Exception, SystemExit) as error:
            raise plugin.failed(error, "omnikb_settings") from error


def validated(model: type[Section], value: object, config_file: str, section: str) -> Section:
    """``value`` as the model; raises ``SettingsError`` naming the first key that is wrong and the nearest right one."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        kind, way, words = next(findings(error, model, value))
        key = ".".join(str(part) for part in (section, *way) if part != "")
        near = str(words.get("near") or "") or None
        raise SettingsError(config_file, key, kind.message, near, words, within=SECTION) from None


def date_of_build(core: CoreSettings) -> datetime.date:
    """``today``: the setting, else ``SOURCE_DATE_EPOCH`` (seconds, UTC), else the date."""
    if core.today is not None:
        return core.today
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.datetime.now().astimezone().date()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise SettingsError("SOURCE_DATE_EPOCH", epoch, _("it is not a number of seconds since 1970")) from None


def settings_from(section: Mapping[str, Any] | None, **places: Any) -> Settings:
    """Settings of the ``omnikb:`` section as YAML gave it; ``places`` are the other fields of ``Settings``."""
    if section is not None and not isinstance(section, Mapping):
        raise SettingsError(places.get("config_file", "mkdocs.yml"), "omnikb", _("the section must be names with values"))
    section = section or {}
    own = {key: value for key, value in section.items() if key in CoreSettings.model_fields}
    core = validated(CoreSettings, own, places.get("config_file", "mkdocs.yml"), "")
    others = {str(key): value for key, value in section.items() if key not in CoreSettings.model_fields}
    return Settings(core=core, today=date_of_build(core), raw_sections=others, **places)
