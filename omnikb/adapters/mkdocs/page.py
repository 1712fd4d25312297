"""A MkDocs page whose article OmniKB writes."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import File, Files
from mkdocs.structure.toc import TableOfContents, get_toc

from omnikb.adapters.assignment import Assignment
from omnikb.adapters.contents import nested
from omnikb.adapters.metadata import theme_metadata
from omnikb.pages import Page


class KnowledgePage(pages.Page):
    """Its title and metadata are known before it is read, foreign front matter is not; its Markdown is rendered once, by OmniKB."""

    def __init__(self, page: Page, assignment: Assignment, file: File, config: MkDocsConfig, nav_title: str | None) -> None:
        """``nav_title``: what the user's ``nav:`` calls the page; its article and its browser tab keep its own title."""
        self.source, self.assignment = page, assignment
        file.is_modified = lambda: assignment.wants(page)  # type: ignore[method-assign]  # what a dirty build asks
        metadata = theme_metadata(page)
        super().__init__(nav_title or metadata["title"], file, config)
        self.meta = metadata

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """The Markdown is the body: front matter has been read long since."""
        self.markdown = self.source.body

    def render(self, config: MkDocsConfig, files: Files | None = None) -> None:  # noqa: ARG002 - MkDocs' signature
        """The article, its table of contents and its anchors. Links are final, so MkDocs has none to check."""
        article = self.assignment.write(self.source, self.markdown)
        self.content = article.html
        self.toc = get_toc(nested(article.headings))  # type: ignore[arg-type]  # the type of its tokens is private
        self.present_anchor_ids = set(article.anchors)
        self._title_from_render = self.meta["title"]

    def forget(self) -> None:
        """Free the article, which has been written and which nobody asks for again."""
        self.content, self.markdown = None, None
        self.toc = TableOfContents([])
