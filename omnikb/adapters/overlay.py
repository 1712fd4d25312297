"""What a page shows above itself while something is wrong: written into it by the server, never by a build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources

from omnikb.adapters.reports import shown_path
from omnikb.adapters.serving import Outcome
from omnikb.errors import OmniKBError
from omnikb.i18n import messages_of, translated
from omnikb.problems import Severity
from omnikb.settings import Settings
from omnikb.settings_places import placed

_ = messages_of("omnikb")

SHOWN = 20
"""Problems that are shown; the terminal has them all."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong, in the reader's language. ``place``: file, line and column; empty where there is none."""

    place: str
    code: str
    message: str
    hint: str


def overlay(outcome: Outcome) -> bytes:
    """The elements that show what is wrong; empty where nothing is.

    The texts are data for a script that shows them as text: nothing in them is ever markup.
    """
    troubles, language = list(troubles_of(outcome)), outcome.settings.language
    if not troubles:
        return b""
    held = outcome.report is None or outcome.report.site is None
    more = len(troubles) - SHOWN
    said = {
        "title": translated(_("The last good site is shown: something is wrong") if held else _("Something is wrong"), language),
        "close": translated(_("Close"), language),
        "more": translated(_("{count} more in the terminal"), language).format(count=more) if more > 0 else "",
        "lang": language,
        "troubles": [asdict(one) for one in troubles[:SHOWN]],
    }
    text = json.dumps(said, sort_keys=True).replace("<", "\\u003c")
    digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    data = f'<script type="application/json" id="omnikb-overlay-data" data-digest="{digest}">{text}</script>'
    return f"{data}<style>{_part('overlay.css')}</style><script>{_part('overlay.js')}</script>".encode()


def troubles_of(outcome: Outcome) -> Iterator[Trouble]:
    """What keeps the site from being as its content says: errors, and failures of settings and plugins."""
    language = outcome.settings.language
    for note in outcome.notes:
        yield Trouble("", "", note, "")
    if outcome.failure is not None:
        yield Trouble("", "", failure_line(outcome.failure, outcome.settings), "")
    for problem in outcome.report.problems if outcome.report else ():
        if problem.severity is Severity.ERROR:
            place = f"{shown_path(problem, outcome.settings)}:{problem.line}:{problem.column}"
            yield Trouble(place, problem.code, problem.message(language), problem.hint(language))


def failure_line(failure: Exception, settings: Settings) -> str:
    """A failure in one line."""
    if isinstance(failure, OmniKBError):
        return placed(failure, settings.root).text(settings.language)
    return f"{type(failure).__name__}: {' '.join(str(failure).split())}"


def with_overlay(html: bytes, elements: bytes) -> bytes:
    """A page with the elements at its end."""
    before, closing, after = html.rpartition(b"</body>")
    return before + elements + closing + after


@cache
def _part(name: str) -> str:
    return (resources.files("omnikb") / "overlay" / name).read_text(encoding="utf-8")
