"""The track record of a risk: what came of it, project by project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from omnikb import Document, Index, Link, newest_first

RELATION = "risks"
"""The relation of the links by which documents name risks."""

_SAID = ("materialised", "cost", "response")


@dataclass(frozen=True, slots=True)
class Episode:
    """A risk and one project: every link by which the project and those that look back on it name the risk."""

    project: Document
    links: tuple[Link, ...]

    @property
    def hit(self) -> bool | None:
        """Whether the risk came true there, at any time; ``None`` where nobody says."""
        said = [link.attributes["materialised"] for link in self.links if "materialised" in link.attributes]
        return any(said) if said else None

    @property
    def cost(self) -> float:
        """What it cost, in units of 10,000 yuan, as the last to say so has it: a later review counts what an earlier one did."""
        return float(self.bill.attributes["cost"]) if self.bill else 0.0

    @property
    def bill(self) -> Link | None:
        """The link that says what it cost; ``None`` where none does."""
        costs = (link for link in self.links if link.attributes.get("materialised") is not False)
        return next((link for link in costs if "cost" in link.attributes), None)

    @property
    def response(self) -> str | None:
        """How the response went, as the last to say so has it."""
        return next((str(link.attributes["response"]) for link in self.links if "response" in link.attributes), None)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a record comes to: ``told``, ``hits``, ``cost`` and ``unpriced`` as it has them."""

    told: int
    hits: int
    cost: float
    unpriced: int


@dataclass(frozen=True, slots=True)
class Record:
    """All episodes of a risk, the newest project first, and the links from documents that are in none."""

    episodes: tuple[Episode, ...]
    others: tuple[Link, ...]

    @property
    def told(self) -> int:
        """Projects of which it is said whether the risk came true."""
        return sum(episode.hit is not None for episode in self.episodes)

    @property
    def hits(self) -> int:
        """Projects in which the risk came true."""
        return sum(episode.hit is True for episode in self.episodes)

    @property
    def cost(self) -> float:
        """What it cost in all projects together, in units of 10,000 yuan; what one review says for several of them counts once."""
        return sum({episode.bill.source: episode.cost for episode in self.episodes if episode.bill}.values())

    @property
    def unpriced(self) -> int:
        """Projects in which the risk came true and nobody says what it cost."""
        return sum(episode.hit is True and episode.bill is None for episode in self.episodes)

    @property
    def tally(self) -> Tally:
        """The record in figures."""
        return Tally(self.told, self.hits, self.cost, self.unpriced)

    @property
    def responses(self) -> Mapping[str, int]:
        """In how many projects the response went how."""
        return Counter(episode.response for episode in self.episodes if episode.response)


def record_of(risk: str, index: Index) -> Record:
    """The track record of the risk of this id."""
    by_project: dict[str, list[Link]] = {}
    others: list[Link] = []
    for link in index.incoming(risk):
        projects = _projects(link, index) if link.relation == RELATION else ()
        for project in projects:
            by_project.setdefault(project, []).append(link)
        if not projects and link.source != risk:
            others.append(link)
    heard = {link.source for links in by_project.values() for link in links}
    projects_in_order = newest_first(index.documents[project] for project in by_project)
    episodes = (Episode(project, tuple(_newest(by_project[project.id], index))) for project in projects_in_order)
    return Record(tuple(episodes), tuple(link for link in others if link.source not in heard))


def tally_of(index: Index, risk: str) -> Tally:
    """The track record of a risk in figures; to be asked for with ``index.derive_each``."""
    return record_of(risk, index).tally


def told(link: Link) -> bool:
    """Whether the link says what came of the risk it names."""
    return any(key in link.attributes for key in _SAID)


def _projects(link: Link, index: Index) -> tuple[str, ...]:
    """The undertakings a link to a risk speaks for: its source, or those that its source looks back on."""
    source = index.documents[link.source]
    kind = index.types.get(source.type or "")
    traits = kind.traits if kind else frozenset()
    if "undertaking" in traits:
        return (source.id,)
    if "outcome" not in traits:
        return ()
    return tuple(dict.fromkeys(found.target for found in index.outgoing(source.id, "project")))


def _newest(links: Iterable[Link], index: Index) -> list[Link]:
    """By the date of who says so, the last first."""
    links = list(links)
    order = {
        document.id: number
        for number, document in enumerate(newest_first({link.source: index.documents[link.source] for link in links}.values()))
    }
    return sorted(links, key=lambda link: order[link.source])
