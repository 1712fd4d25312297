from __future__ import annotations

import pytest

from omnikb import Amount, Count, DocumentType, Fields, FieldsModel, Listed, Number, SomeListed, Text, types
from omnikb.testing import Built, KnowledgeBase


class Values(FieldsModel):
    text: Text = "…"
    number: Number = 0
    amount: Amount = 0
    count: Count = 0
    listed: Listed[Text] = ()
    some: SomeListed[Text] = ("…",)


class Plugin:
    def omnikb_document_types(self):
        yield DocumentType("note", "notes", "Note", "Notes")

    def omnikb_fields(self):
        yield Fields(Values, types=types())


def build(line: str) -> Built:
    return KnowledgeBase({"notes/a.md": f"---\ntitle: 甲\n{line}\n---\n"}, {"values": Plugin()}).build()


@pytest.mark.parametrize("line", ["text: ''", "text: '  '", "listed: ['']", "listed: ''", "some: []", "some: ' '"])
def test_what_must_be_said_and_is_not_is_one_problem_wherever_it_stands(line: str) -> None:
    (problem,) = build(line).problems
    assert (problem.code, problem.line) == ("text-empty", 3)
    assert problem.message("zh") == "这里没有写内容"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("number: '3'", "not-a-number"),
        ("number: true", "not-a-number"),
        ("number: .nan", "not-a-number"),
        ("amount: -1", "value-out-of-range"),
        ("count: 1.5", "not-whole"),
        ("count: -1", "value-out-of-range"),
        ("listed:", "value-missing"),
        ("listed: {a: b}", "not-text"),
    ],
)
def test_other_mistakes_have_their_own_code(line: str, code: str) -> None:
    assert build(line).codes == [code]


@pytest.mark.parametrize("written", ["一项", "[一项]", "\n  - 一项"])
def test_a_single_item_need_not_be_a_list(written: str) -> None:
    built = build(f"listed: {written}\nsome: {written}")
    assert built.codes == []
    assert built.index.documents["a"][Values].listed == built.index.documents["a"][Values].some == ("一项",)


def test_an_optional_list_may_be_empty() -> None:
    assert build("listed: []").codes == []
