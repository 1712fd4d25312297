"""MkDocs builds the site: as its plugin, and by OmniKB's own commands.

Only this package imports MkDocs. Under ProperDocs the same imports give ProperDocs.
"""

from omnikb.adapters.mkdocs.commands import build_site, serve_site
from omnikb.adapters.mkdocs.plugin import OmniKBPlugin

__all__ = ["OmniKBPlugin", "build_site", "serve_site"]
