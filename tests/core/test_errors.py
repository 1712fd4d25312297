"""Errors of our own say the same in every process."""

from __future__ import annotations

import pickle

import pytest

from omnikb.errors import OmniKBError, PluginError, SettingsError
from omnikb.i18n import messages_of

_ = messages_of("omnikb")

ERRORS = (
    OmniKBError(_("there is no such hook; did you mean {near}?"), {"near": "omnikb_pages"}),
    SettingsError("mkdocs.yml", "disable", _("there is no plugin {name}"), "risks", {"name": "risk"}, (12, 7)),
    PluginError("region", "acme-region", _("there is no such hook"), None, "omnikb_pages", "notes/a.md"),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_says_in_another_process_what_it_said_where_it_was_raised(error: OmniKBError) -> None:
    sent = pickle.loads(pickle.dumps(error))  # noqa: S301 - what this test has written
    assert type(sent) is type(error)
    assert vars(sent) == vars(error)
    assert [sent.text(lang) for lang in ("en", "zh")] == [error.text(lang) for lang in ("en", "zh")]
    assert str(sent) == str(error)
