"""Which MkDocs plugins, hooks and templates look at one page at a time, and which must see all pages in one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from omnikb.adapters.mkdocs.listing import TEMPLATES
from omnikb.adapters.mkdocs.whole import asks_for_all, template_of_all_pages
from omnikb.i18n import messages_of, translated
from omnikb.settings import Settings

_ = messages_of("omnikb")

_OF_ONE_PAGE = frozenset(
    {
        *("on_startup", "on_shutdown", "on_serve", "on_config", "on_build_error"),
        *("on_pre_page", "on_page_read_source", "on_page_markdown", "on_page_content", "on_page_context", "on_post_page"),
    }
)
"""Events that know no page but their own. Whoever asks for another may see the whole site."""

_BEFORE_PAGES = frozenset({"on_startup", "on_shutdown", "on_serve", "on_config", "on_build_error"})
"""Those of them that are given no pages at all."""

_LINE = _("{name} has to see all pages: one process builds the whole site, and nothing is taken over from the last build")


def sees_all_pages(config: MkDocsConfig, settings: Settings) -> str:
    """The line that names the first plugin, hook or template that must see all pages; ``""`` for none.

    What the settings say of it under ``mkdocs_plugins`` counts before what its events tell.
    """
    for name, events in _participants(config):
        said = settings.core.mkdocs_plugins.get(name)
        if said == "site" or (said is None and not all(_is_of_one_page(*one) for one in events.items())):
            return line(name, settings)
    found = template_of_all_pages(config)
    return line(found, settings) if found else ""


def line(name: str, settings: Settings) -> str:
    """What is said of a plugin, hook, template or Markdown extension for which nothing may be kept."""
    return translated(_LINE, settings.language).format(name=name)


def _is_of_one_page(event: str, function: Callable[..., Any]) -> bool:
    return event in _OF_ONE_PAGE and (event in _BEFORE_PAGES or not asks_for_all(function))


def only_pages(config: MkDocsConfig) -> bool:
    """Whether a page shows nothing of other pages but what the navigation says, so that a process can do without the others: no
    other plugin, no hook, and no template but Material's."""
    theme = config.theme
    own = theme.name == "material" and not theme.custom_dir and theme.static_templates <= TEMPLATES and not config.extra_templates
    return own and not any(True for _participant in _participants(config))


def _participants(config: MkDocsConfig) -> Iterator[tuple[str, dict[str, Any]]]:
    """Plugins and hooks by name, with what each does at the events that it takes part in."""
    for name, plugin in config.plugins.items():
        if name != "omnikb":
            yield name, {event: getattr(plugin, event) for event in _named_like_events(plugin) if _is_own(plugin, event)}
    hooks: Any = config.hooks  # names with modules, once it is validated
    for name, module in (hooks or {}).items():
        yield str(name), {event: getattr(module, event) for event in _named_like_events(module)}


def _named_like_events(holder: Any) -> Iterator[str]:
    return (name for name in dir(holder) if name.startswith("on_") and callable(getattr(holder, name)))


def _is_own(plugin: Any, event: str) -> bool:
    """Whether the plugin itself has the method, not only the class that all plugins come from."""
    return getattr(type(plugin), event, None) is not getattr(BasePlugin, event, None)
