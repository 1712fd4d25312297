"""Files of settings, in YAML that people write: what is wrong with one, in their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from omnikb.errors import SettingsError
from omnikb.i18n import messages_of, translated
from omnikb.problems import FRONT_MATTER_NO_MAPPING, Problem, Severity
from omnikb.reading.decoding import decode
from omnikb.reading.front_matter import Finding
from omnikb.reading.places import Places
from omnikb.reading.positions import line_and_column
from omnikb.reading.yaml_loading import load
from omnikb.reading.yaml_mistakes import explain

_ = messages_of("omnikb")


class SettingsFileError(SettingsError):
    """A file of settings that is no YAML, with what would be right."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.path, "", problem.kind.message, None, problem.arguments, (problem.line, problem.column))
        self.problem = problem

    def text(self, lang: str) -> str:
        """``mkdocs.yml:12:3: …``, with what to do behind."""
        said = translated(_("{mistake} ({hint})"), lang).format(mistake=super().text(lang), hint=self.problem.hint(lang))
        return " ".join(said.split())


class SettingsFile:
    """A file of names with values beside the settings, such as a vocabulary. ``values``: what it holds, read as front matter is."""

    def __init__(self, file: Path) -> None:
        """Raises ``SettingsError`` where the file cannot be read or holds anything else."""
        self._name, self._text = file.name, text_of(file)
        findings: list[Finding] = []
        self.values: Mapping[str, Any] = {}
        try:
            self.values = load(self._text, findings, first_line=1)
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two: PyYAML's own parser, on a mistaken escape
            findings += explain(self._text, error, fenced=False)
        for finding in findings:
            if finding.kind is FRONT_MATTER_NO_MAPPING:
                raise SettingsError(self._name, "", _("the file must hold names with values"), place=(1, 1))
            if finding.kind.severity is Severity.ERROR:
                raise unreadable(self._name, self._text, finding)

    def wrong(self, key: Sequence[str | int], reason: str, **words: object) -> SettingsError:
        """The error about a key, or an item of a list: ``("departments", 3)``. ``words`` fill in the ``{names}`` of ``reason``."""
        place = Places(self._text).of(tuple(key))
        return SettingsError(self._name, ".".join(map(str, key)), reason, None, words, place)


def text_of(file: Path, name: str = "") -> str:
    """The text of a file of settings, which is told as ``name``. Raises ``SettingsError`` where there is none."""
    try:
        text, problems = decode(name or file.name, file.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(name or str(file), "", _("the file cannot be read: {reason}"), None, {"reason": reason}) from None
    if text is None:
        raise SettingsFileError(problems[0])
    return text


def unreadable(name: str, text: str, finding: Finding) -> SettingsFileError:
    """The error that a finding in a file of settings is."""
    return SettingsFileError(Problem(finding.kind, name, *line_and_column(text, finding.offset), finding.arguments))
