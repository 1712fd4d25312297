"""The core's ``Site`` among MkDocs' ``Files``: nothing unpublished stays, nothing is overwritten in silence."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from mkdocs.config.config_options import ExtraScript
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from omnikb.adapters.assignment import Assignment
from omnikb.adapters.mkdocs.listing import SITEMAP
from omnikb.adapters.mkdocs.page import KnowledgePage
from omnikb.adapters.navigation import titles_in
from omnikb.adapters.page_assets import assets_everywhere
from omnikb.adapters.publication import Publication
from omnikb.adapters.redirection import old_file, redirect_page
from omnikb.configuration import leaves
from omnikb.i18n import messages_of, translated

_ = messages_of("omnikb")

log = get_plugin_logger("omnikb")


def arrange(files: Files, assignment: Assignment, config: MkDocsConfig) -> None:
    """Make ``files`` hold the site, beside what other MkDocs plugins and the theme brought."""
    publication = assignment.publication
    load_everywhere(publication, config)
    if assignment.narrow:
        named = frozenset(leaves(config.nav))
        add_pages(files, assignment, config, assignment.candidates | named | _any_page(assignment))
        add_content_files(files, named & publication.files, config)
    else:
        if assignment.astray:
            add_content_files(files, publication.files, config)
        withdraw_unpublished(files, publication, config)
        add_pages(files, assignment, config, publication.paths)
        add_others(files, publication, config)
    for file in files:
        if not isinstance(file.page, KnowledgePage):
            share(file, assignment)
    if not assignment.shared:
        config.theme.static_templates &= {SITEMAP} if assignment.relisted else set()
        config.extra_templates = []
    if not files.documentation_pages():
        config.theme.static_templates.discard(SITEMAP)  # a list of nothing would be dated by the clock


def _any_page(assignment: Assignment) -> set[str]:
    """The path of one page, where the list of pages is made: MkDocs takes the date of its archive from the pages that it knows."""
    return {page.path for page in assignment.publication.site.pages[:1] if assignment.relisted}


def add_others(files: Files, publication: Publication, config: MkDocsConfig) -> None:
    """Give assets and redirects their files."""
    taken = {file.dest_uri for file in files}
    for asset in publication.assets:
        add_file(files, taken, publication, File.generated(config, asset.path, content=asset.data()))
    for old, new in publication.site.redirects.items():
        html = redirect_page(old, new, publication.title_at(new), publication.settings, config.site_url)
        add_file(files, taken, publication, File.generated(config, old_file(old, publication.settings), content=html))


def share(file: File, assignment: Assignment) -> None:
    """Let one process alone write what is no page of ours, and leave alone what stands in the new site already."""
    own = assignment.shared and file.src_uri not in assignment.standing
    file.is_modified = lambda: own  # type: ignore[method-assign]  # what a dirty build asks


def withdraw_unpublished(files: Files, publication: Publication, config: MkDocsConfig) -> None:
    """Remove whatever of the content folder is neither a page of the site nor referred to. The theme's own files come back
    where such a file had taken their place."""
    pages = {page.path for page in publication.site.pages}
    shadowing = False
    for file in list(files):
        if not from_content(file, config):
            continue
        if file.src_uri in (pages if file.is_documentation_page() else publication.files):
            file.inclusion = InclusionLevel.NOT_IN_NAV
        else:
            files.remove(file)
            shadowing = shadowing or any((Path(folder) / file.src_uri).is_file() for folder in config.theme.dirs)
    if shadowing:  # asked first, for a theme has ten thousand files
        files.add_files_from_theme(config.theme.get_env(), config)


def from_content(file: File, config: MkDocsConfig) -> bool:
    """Whether the file is one of the content folder, not one that the theme or another plugin brought."""
    return file.generated_by is None and file.src_dir == config.docs_dir


def add_pages(files: Files, assignment: Assignment, config: MkDocsConfig, paths: Set[str]) -> None:
    """Give each page of the site, of those at ``paths``, its file. Documents are real files, so that they can be edited; others
    are made."""
    titles = dict(titles_in(config.nav))
    publication = assignment.publication
    for page in publication.site.pages:
        if page.path not in paths:
            continue
        file = files.get_file_from_path(page.path)
        if file is None:
            file = content_file(page.path, config) if page.document else File.generated(config, page.path, content="")
            file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)
        elif not from_content(file, config):
            warn_taken(publication, page.path)
            continue
        KnowledgePage(page, assignment, file, config, titles.get(page.path))


def content_file(path: str, config: MkDocsConfig) -> File:
    """A file of the content that MkDocs itself passed over."""
    return File(path, config.docs_dir, config.site_dir, config.use_directory_urls)


def add_content_files(files: Files, paths: Set[str], config: MkDocsConfig) -> None:
    """Give those content files that are there their files, in place of the theme's own."""
    for path in sorted(paths):
        if Path(config.docs_dir, path).is_file():
            if of_theme := files.get_file_from_path(path):
                files.remove(of_theme)
            files.append(content_file(path, config))


def add_file(files: Files, taken: set[str], publication: Publication, file: File) -> None:
    """Add a made file unless its place is taken, which is said."""
    if file.dest_uri in taken:
        warn_taken(publication, file.dest_uri)
        return
    taken.add(file.dest_uri)
    file.inclusion = InclusionLevel.NOT_IN_NAV
    files.append(file)


def warn_taken(publication: Publication, path: str) -> None:
    """Say that two want to write one file."""
    said = translated(_("{path}: another file has this address already and is left as it is"), publication.settings.language)
    log.warning(said.format(path=path))


def load_everywhere(publication: Publication, config: MkDocsConfig) -> None:
    """Add the assets of every page to the user's own. New lists: MkDocs shares its default ones between builds."""
    instant = "navigation.instant" in (config.theme.get("features") or ())
    styles, scripts = assets_everywhere(publication, instant=instant)
    validator = ExtraScript()  # type: ignore[no-untyped-call]  # MkDocs has no type for it
    config.extra_css = [*styles, *config.extra_css]
    config.extra_javascript = [*(validator.run_validation(path) for path in scripts), *config.extra_javascript]
