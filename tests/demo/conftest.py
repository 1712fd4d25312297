"""The demo knowledge base, read and composed once for its tests."""

from __future__ import annotations

import pytest

from omnikb.articles import Articles
from omnikb.configuration import read_settings
from omnikb.index import Index
from omnikb.pages import Site
from omnikb.pipeline import Knowledge, compose, gather
from omnikb.plugin_manager import Plugins
from omnikb.sources import Folder
from tests.demo.demo_documents import ROOT


@pytest.fixture(scope="session")
def plugins() -> Plugins:
    return Plugins.discover(read_settings(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="session")
def knowledge(plugins: Plugins) -> Knowledge:
    return gather(Folder(plugins.settings.content), plugins)


@pytest.fixture(scope="session")
def index(knowledge: Knowledge) -> Index:
    return knowledge.index


@pytest.fixture(scope="session")
def site(knowledge: Knowledge, plugins: Plugins) -> Site:
    return compose(knowledge, plugins)


@pytest.fixture(scope="session")
def articles(index: Index, site: Site, plugins: Plugins) -> Articles:
    return Articles.of(index, site, plugins.settings)
