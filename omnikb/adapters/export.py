"""The site as a Markdown tree that another engine builds: ``mkdocs.yml`` and ``docs/``, with nothing of OmniKB needed.

Zensical, MkDocs and ProperDocs read the same ``mkdocs.yml``. Bodies are sanitised and links final, so the tree has to be
built with its own ``use_directory_urls``.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from omnikb.adapters.exported_page import exported_page
from omnikb.adapters.finish import look_at_site
from omnikb.adapters.output import write
from omnikb.adapters.page_assets import assets_everywhere, page_assets
from omnikb.adapters.publication import Publication
from omnikb.adapters.redirection import old_file, redirect_page
from omnikb.adapters.reports import has_errors
from omnikb.adapters.staging import Target, stage
from omnikb.configuration import read_config
from omnikb.ground import ground_of
from omnikb.i18n import messages_of
from omnikb.pipeline import Knowledge, Progress, outline, silent
from omnikb.plugin_manager import Plugins
from omnikb.problems import Problem
from omnikb.rendering import Rendered
from omnikb.renderings import Renderings

_ = messages_of("omnikb")

MARKER = ".omnikb-export"
"""A file in the folder that says it is an export, so that the next one may replace it."""

_KEPT = ("site_name", "site_url", "site_description", "site_author", "copyright", "nav", "extra_css", "extra_javascript")
_KEPT_OF_THEME = ("palette", "features", "logo", "favicon", "icon", "direction")


def export(knowledge: Knowledge, plugins: Plugins, target: Path, progress: Progress = silent) -> tuple[int, tuple[Problem, ...]]:
    """Write the tree into ``target``, replacing an earlier export as a whole: the number of pages, and all problems.

    Where a plugin finds an error in the finished tree, the earlier one stays. Raises ``SettingsError`` where ``target`` is not
    empty and no export, or cannot be written.
    """
    settings = plugins.settings
    place = Target(target.absolute(), settings.root, settings.content)
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        raise place.error(_("{folder} is not empty and no earlier export; name a new folder"))
    publication = Publication(knowledge, outline(knowledge, plugins), plugins)
    staging = stage(place)
    try:
        rendered = write_tree(publication, staging.folder, progress)
        found = look_at_site(publication, Renderings.of(rendered), staging.folder / "docs", ground_of(plugins)).problems
        if not has_errors(found):
            staging.publish()
    except OSError as error:
        raise place.unwritable(error) from error
    finally:
        staging.discard()
    return len(publication.site.pages), (*publication.site.problems, *found)


def write_tree(publication: Publication, folder: Path, progress: Progress) -> dict[str, Rendered]:
    """The whole tree below ``folder``; what was rendered of each page."""
    (folder / MARKER).touch()
    settings = exported_settings(publication)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
    docs = folder / "docs"
    rendered: dict[str, Rendered] = {}
    for page in publication.site.pages:
        progress("write", len(rendered), len(publication.site.pages))
        article = publication.write(publication.complete(page)[0])
        rendered[page.path] = replace(article.rendered, html="")
        early, late = page_assets(publication, page, article.html)
        write(docs / page.path, exported_page(page, article, [*early, *late], publication.settings.language).encode())
    for asset in publication.assets:
        write(docs / asset.path, asset.data())
    for path in sorted(publication.files):
        source = publication.settings.content / path
        if source.is_file() and not (docs / path).exists():
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, docs / path)
    for old, new in publication.site.redirects.items():
        html = redirect_page(old, new, publication.title_at(new), publication.settings, settings.get("site_url"))
        write(docs / old_file(old, publication.settings), html.encode())
    return rendered


def exported_settings(publication: Publication) -> dict[str, Any]:
    """The ``mkdocs.yml`` of the tree: the user's own as far as any engine can follow it, and no plugins."""
    settings = publication.settings
    config = read_config(settings.root / settings.config_file)
    styles, scripts = assets_everywhere(publication, instant=False)
    theme = config.get("theme")
    kept = {key: config[key] for key in _KEPT if key in config}
    return {
        **kept,
        "docs_dir": "docs",
        "use_directory_urls": settings.directory_urls,
        "nav": kept.get("nav") or [page.path for page in publication.site.pages if page.path in ("index.md", "README.md")],
        "theme": {**exported_theme(theme if isinstance(theme, Mapping) else {"name": theme}), "language": settings.language},
        "extra_css": [*styles, *(kept.get("extra_css") or ())],
        "extra_javascript": [*scripts, *(kept.get("extra_javascript") or ())],
        "markdown_extensions": ["attr_list"],
        "plugins": [],
        "validation": {"nav": {"omitted_files": "ignore"}},
    }


def exported_theme(theme: Mapping[str, Any]) -> dict[str, Any]:
    """The theme's name and what needs no file outside the content; no font from outside."""
    return {"name": theme.get("name") or "material", "font": False, **{key: theme[key] for key in _KEPT_OF_THEME if key in theme}}
