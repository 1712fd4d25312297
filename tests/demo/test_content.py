"""The demo knowledge base: as large as promised, of one piece, and worth reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from omnikb.articles import Articles
from omnikb.index import Index
from omnikb.pages import Site
from omnikb.pipeline import Knowledge
from omnikb.plugin_manager import Plugins
from tests.demo.demo_documents import plain, typed, value

LEAST = {"project": 14, "risk": 35, "lesson": 45, "review": 18, "case": 12, "training": 12}
"""How many documents of each type there are at the least."""


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
    """White space aside, so that Chinese and English are counted alike: at least so many to read, at most so many as written."""
    told = {document.path: len(plain(document.body)) for document in typed(index)}
    written = {document.path: len("".join(document.body.split())) for document in typed(index)}
    assert {path: length for path, length in told.items() if length < 300} == {}
    assert {path: length for path, length in written.items() if length > 1500} == {}


def test_no_two_documents_share_a_paragraph(index: Index) -> None:
    paragraphs = Counter(
        plain(paragraph)
        for document in index.documents.values()
        if not document.path.startswith("guide/")
        for paragraph in re.split(r"\n\s*\n", document.body)
        if len(plain(paragraph)) >= 20
    )
    assert [paragraph for paragraph, times in paragraphs.items() if times > 1] == []


def test_no_heading_of_a_body_says_again_what_a_section_of_its_page_says(site: Site, articles: Articles) -> None:
    """Nor the beginning of it, as 沟通 does above 沟通情况: the body tells the story, the sections give the points."""
    twice = []
    for page in site.pages:
        if page.document and not page.path.startswith("guide/"):
            article = articles.write(page)
            of_body = [heading.text for heading in article.rendered.headings]
            of_sections = [heading.text for heading in article.headings if heading not in article.rendered.headings]
            twice += [
                (page.path, one, other)
                for one in of_body
                for other in of_sections
                if other.startswith(one) or one.startswith(other)
            ]
    assert twice == []


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


def test_no_kind_of_risk_and_no_unit_goes_by_two_names(index: Index) -> None:
    kinds = {str(value(risk, "category")) for risk in index.of_type("risk")}
    assert [(short, long) for short in kinds for long in kinds if short != long and short in long] == []
    units = {str(kpi.unit) for review in index.of_type("review") for kpi in value(review, "kpis")}
    assert len({tuple(sorted(unit.split())) for unit in units}) == len(units)


def test_every_field_is_used_somewhere(index: Index, plugins: Plugins) -> None:
    used = {field for document in typed(index) for part in document.parts.values() for field in used_fields(part)}
    declared = {field for __, fields in plugins.fields for field in declared_fields(fields.model)}
    assert declared - used == set()


def test_a_project_s_page_is_worth_opening(index: Index) -> None:
    pointing = {one.id: len({link.source for link in index.incoming(one.id)}) for one in index.of_type("project")}
    assert {name: number for name, number in pointing.items() if number < 3} == {}
