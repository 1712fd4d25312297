"""The page that a server shows for an address that leads nowhere."""

from __future__ import annotations

from markupsafe import Markup, escape

from omnikb.adapters.publication import Publication
from omnikb.addresses import address
from omnikb.i18n import messages_of, translated

_ = messages_of("omnikb")

HOME = "index.md"
"""The path of the home page."""

SEARCH = "search/index.md"
"""The path of the page to search on, whichever plugin makes it."""


def nothing_here(html: str, publication: Publication, root: str) -> str:
    """The theme's page, with words of ours and ways on where it has a bare English heading.

    ``root``: the address of the site on its server. The page is shown at any depth, so that no relative link would do.
    """
    lang = publication.settings.language

    def link(path: str, words: str) -> Markup:
        href = root + address(path, publication.settings.directory_urls)
        return Markup('<a href="{}">{}</a>').format(href, translated(words, lang))

    way_on = _("{search} for its title, or start from the {home}.") if SEARCH in publication.paths else _("Start from the {home}.")
    said = escape(translated(_("There is no such page"), lang))
    hint = translated(_("It may have been renamed or taken out. {way_on}"), lang)
    ways = escape(translated(way_on, lang)).format(search=link(SEARCH, _("Search")), home=link(HOME, _("home page")))
    words = Markup('<div class="omnikb-article" lang="{}">\n<h1>{}</h1>\n<p>{}</p>\n</div>')
    return html.replace("<h1>404 - Not found</h1>", words.format(lang, said, escape(hint).format(way_on=ways)))
