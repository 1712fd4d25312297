"""Mermaid fences: drawn where the site has Mermaid itself, else shown as code.

Material's script fetches Mermaid from another server as soon as it sees the class ``mermaid``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from markdown import Markdown
from pymdownx.superfences import fence_code_format

from omnikb.i18n import messages_of, translated

_ = messages_of("omnikb")
NOTICE = _("This diagram is shown as text: the site has no Mermaid of its own.")
_FENCES = "pymdownx.superfences"


def with_mermaid_fence(
    extensions: Mapping[str, Mapping[str, Any]], mermaid: bool, language: Callable[[], str]
) -> dict[str, dict[str, Any]]:
    """The extensions, with our own fence named ``mermaid``, the last and so the one that counts.

    ``language`` gives that of the document being read.
    """
    configured = {name: dict(options) for name, options in extensions.items()}
    if _FENCES in configured:
        ours = {"name": "mermaid", "class": "mermaid", "format": fence_code_format if mermaid else _as_code(language)}
        configured[_FENCES]["custom_fences"] = [*configured[_FENCES].get("custom_fences", ()), ours]
    return configured


def _as_code(language: Callable[[], str]) -> Callable[..., str]:
    def formatted(source: str, _language: str, _class: str, _options: Mapping[str, Any], markdown: Markdown, **_rest: Any) -> str:
        highlight = markdown.preprocessors["fenced_code_block"].highlight  # type: ignore[attr-defined] # superfences' own
        code: str = highlight(src=source, language="text", options={}, md=markdown, classes=[], id_value="", attrs={})
        return f'<p class="omnikb-notice">{escape(translated(NOTICE, language()))}</p>\n{code}'

    return formatted
