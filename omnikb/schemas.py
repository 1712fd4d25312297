"""Schemas: which fields a document type has, and which plugin answers for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from omnikb.core_fields import CoreFields
from omnikb.documents import DocumentType
from omnikb.errors import PluginError
from omnikb.field_errors import findings
from omnikb.i18n import messages_of
from omnikb.plugin_discovery import ActivePlugin
from omnikb.plugin_manager import Plugins
from omnikb.problems import Problem
from omnikb.problems.filling import unfillable
from omnikb.reader import Text

_ = messages_of("omnikb")


@dataclass(frozen=True, slots=True)
class Schema:
    """All fields of one document type: the models, and who owns each key."""

    models: tuple[type[BaseModel], ...]
    owners: Mapping[str, type[BaseModel]]
    plugins: Mapping[type[BaseModel], ActivePlugin]
    """Whose the models are, but the core's."""

    @classmethod
    def composed(cls, kind: DocumentType, plugins: Plugins) -> Schema:
        """The fields that all plugins bring to a type. Raises ``PluginError`` where two claim one key."""
        owners: dict[str, type[BaseModel]] = dict.fromkeys(CoreFields.model_fields, CoreFields)
        claimed: dict[str, ActivePlugin | None] = dict.fromkeys(owners)
        models: list[type[BaseModel]] = [CoreFields]
        makers: dict[type[BaseModel], ActivePlugin] = {}
        for plugin, fields in plugins.fields:
            if not fields.types.covers(kind):
                continue
            models.append(fields.model)
            makers[fields.model] = plugin
            for name, info in fields.model.model_fields.items():
                key = info.alias or name
                if key in owners:
                    raise _claimed_twice(plugin, claimed[key], key, kind)
                owners[key], claimed[key] = fields.model, plugin
        return cls(tuple(models), owners, makers)

    def refused(self, text: Text, error: ValidationError, model: type[BaseModel], own: Mapping[str, Any]) -> list[Problem]:
        """What is wrong with the ``own`` keys of a model. Raises ``PluginError`` where its plugin cannot say it."""
        try:
            found = list(findings(error, model, own))
        except (Exception, SystemExit) as failure:  # of its validators, which are asked what they would take
            raise self.failed(failure, model, text) from failure
        plugin = self.plugins.get(model)
        for kind, __, words in found:
            if plugin and (reason := unfillable(kind, words)):
                raise plugin.unfillable(kind.code, reason, "omnikb_fields", text.path)
        return [kind.about(text, *key, **words) for kind, key, words in found]

    def failed(self, error: BaseException, model: type[BaseModel], text: Text) -> PluginError:
        """The error for an exception that left a validator or a default of a model."""
        return self.plugins[model].failed(error, "omnikb_fields", text.path)


def _claimed_twice(plugin: ActivePlugin, other: ActivePlugin | None, key: str, kind: DocumentType) -> PluginError:
    reason = _("the key {key} of the type {type} already belongs to {other}")
    owner = other.label if other else "omnikb"
    return PluginError(plugin.name, plugin.distribution, reason, {"key": key, "type": kind.name, "other": owner}, "omnikb_fields")
