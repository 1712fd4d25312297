"""The demo knowledge base: as large as promised, of one piece, and every figure the same wherever it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from omnikb.configuration import read_settings
from omnikb.documents import Document
from omnikb.index import Index
from omnikb.pipeline import Knowledge, gather
from omnikb.plugin_manager import Plugins
from omnikb.sources import Folder

ROOT = Path(__file__).resolve().parents[2]

LEAST = {"project": 14, "risk": 35, "lesson": 45, "review": 18, "case": 12, "training": 12}
"""How many documents of each type there are at the least."""


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return Plugins.discover(read_settings(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="module")
def knowledge(plugins: Plugins) -> Knowledge:
    return gather(Folder(plugins.settings.content), plugins)


@pytest.fixture(scope="module")
def index(knowledge: Knowledge) -> Index:
    return knowledge.index


def typed(index: Index) -> list[Document]:
    return [document for document in index.documents.values() if document.type]


def value(document: Document, key: str) -> Any:
    """The value of a key, whichever plugin owns it."""
    return next((getattr(part, key) for part in document.parts.values() if key in type(part).model_fields), None)


def plain(markdown: str) -> str:
    """What a reader reads of a body: without the marks, the targets of links and the white space."""
    text = re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]|\[([^\]]*)\]\([^)]*\)", r"\1\2", markdown)
    return re.sub(r"[#*_`|>\-\s]+", "", text)


def test_the_content_has_no_problem(knowledge: Knowledge) -> None:
    assert [(problem.path, problem.line, problem.code) for problem in knowledge.problems] == []


@pytest.mark.parametrize("name", LEAST)
def test_there_are_as_many_documents_as_promised(index: Index, name: str) -> None:
    assert len(index.of_type(name)) >= LEAST[name]


def test_three_projects_are_planned_or_active(index: Index) -> None:
    assert sum(str(value(project, "status")) in ("planned", "active") for project in index.of_type("project")) >= 3


def test_a_sixth_of_the_documents_is_in_english(index: Index) -> None:
    documents = typed(index)
    assert sum(document.lang == "en" for document in documents) * 6 >= len(documents)


def test_a_body_has_three_hundred_to_fifteen_hundred_characters(index: Index) -> None:
    lengths = {document.path: len(plain(document.body)) for document in typed(index) if document.lang != "en"}
    assert {path: length for path, length in lengths.items() if not 300 <= length <= 1500} == {}


def test_an_english_body_has_three_hundred_characters_and_no_more_than_a_page_or_two(index: Index) -> None:
    lengths = {document.path: len(document.body.split()) for document in typed(index) if document.lang == "en"}
    assert {path: length for path, length in lengths.items() if not 100 <= length <= 800} == {}


def test_no_two_documents_share_a_paragraph(index: Index) -> None:
    paragraphs = Counter(
        plain(paragraph)
        for document in index.documents.values()
        if not document.path.startswith("guide/")
        for paragraph in re.split(r"\n\s*\n", document.body)
        if len(plain(paragraph)) >= 20
    )
    assert [paragraph for paragraph, times in paragraphs.items() if times > 1] == []


def finals(index: Index) -> Iterator[tuple[Document, Document]]:
    """Every final review with its project."""
    for review in index.of_type("review"):
        if str(value(review, "kind")) == "final":
            for link in index.outgoing(review.id, "project"):
                yield review, index.documents[link.target]


def kpi(review: Document, kind: str) -> Any:
    return next((one for one in value(review, "kpis") if str(one.kind) == kind), None)


def test_every_closed_project_has_a_final_review(index: Index) -> None:
    reviewed = {project.id for __, project in finals(index)}
    assert {one.id for one in index.of_type("project") if str(value(one, "status")) == "closed"} - reviewed == set()


def test_what_a_final_review_calls_planned_is_what_the_project_planned(index: Index) -> None:
    said = {review.id: (kpi(review, "time").planned, kpi(review, "budget").planned) for review, __ in finals(index)}
    planned = {
        review.id: (value(project, "resources").days, value(project, "resources").budget) for review, project in finals(index)
    }
    assert said == planned


def test_what_a_final_review_calls_actual_is_what_it_says_was_used(index: Index) -> None:
    said = {review.id: (kpi(review, "time").actual, kpi(review, "budget").actual) for review, __ in finals(index)}
    used = {
        review.id: (value(review, "resources_used").days, value(review, "resources_used").budget) for review, __ in finals(index)
    }
    assert said == used


def test_the_days_of_a_project_are_those_between_its_dates(index: Index) -> None:
    planned = {one.id: value(one, "resources").days for one in index.of_type("project")}
    assert planned == {one.id: (value(one, "end") - value(one, "start")).days for one in index.of_type("project")}


def test_the_days_a_review_counts_are_those_until_the_project_was_finished(index: Index) -> None:
    counted = {review.id: kpi(review, "time").actual for review, __ in finals(index)}
    assert counted == {review.id: (value(project, "finished") - value(project, "start")).days for review, project in finals(index)}


def used_fields(part: BaseModel) -> Iterator[tuple[str, str]]:
    """Model and name of each field of a part that says something, nested ones included."""
    for name in type(part).model_fields:
        found = getattr(part, name)
        if found in (None, "", (), {}):
            continue
        yield type(part).__name__, name
        for one in found if isinstance(found, tuple) else (found,):
            if isinstance(one, BaseModel):
                yield from used_fields(one)


def declared_fields(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Model and name of each field of a model."""
    for name in model.model_fields:
        yield model.__name__, name


def test_every_field_is_used_somewhere(index: Index, plugins: Plugins) -> None:
    used = {field for document in typed(index) for part in document.parts.values() for field in used_fields(part)}
    declared = {field for __, fields in plugins.fields for field in declared_fields(fields.model)}
    assert declared - used == set()


def test_a_project_s_page_is_worth_opening(index: Index) -> None:
    pointing = {one.id: len({link.source for link in index.incoming(one.id)}) for one in index.of_type("project")}
    assert {name: number for name, number in pointing.items() if number < 3} == {}
