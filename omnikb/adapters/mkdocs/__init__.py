"""MkDocs builds the site: as its plugin, and by OmniKB's own commands.

Only this package imports MkDocs. Under ProperDocs the same imports give ProperDocs.
"""

from omnikb.adapters.mkdocs.commands import serve_site
from omnikb.adapters.mkdocs.plugin import OmniKBPlugin

__all__ = ["OmniKBPlugin", "serve_site"]
