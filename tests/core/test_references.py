"""References in front matter, at any depth."""

from __future__ import annotations

from typing import Annotated, Optional

from pydantic import Field

from omnikb.documents import DocumentType, Fields, FieldsModel, Ref
from omnikb.testing import KnowledgeBase

Note = Annotated[str, Ref("note")]


class Use(FieldsModel):
    note: Note
    cost: float | None = None
    materialised: bool = False
    remark: str = ""
    tags: tuple[str, ...] = ()


class Chapter(FieldsModel):
    name: str = ""
    uses: tuple[Use, ...] = ()


class NoteFields(FieldsModel):
    one: Note | None = None
    old_style: Optional[Note] = None  # noqa: UP045 - plugins may write it so
    many: tuple[Note, ...] = ()
    by_role: dict[str, Note] = Field({})
    nested: dict[str, tuple[Note, ...]] = Field({})
    use: Use | None = None
    mixed: tuple[Note | Use, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    renamed: Annotated[str | None, Ref("note", relation="successor")] = None
    anything: Annotated[str | None, Ref()] = None
    plain: str = ""


class Notes:
    def omnikb_document_types(self):
        yield DocumentType("note", "notes", "Note", "Notes")
        yield DocumentType("memo", "memos", "Memo", "Memos")

    def omnikb_fields(self):
        yield Fields(NoteFields)


def built(front: str):
    files = {
        "notes/x.md": f"---\ntitle: X\n{front}\n---\n",
        "notes/a.md": "# A",
        "notes/b.md": "# B",
        "memos/m.md": "# M",
        "page.md": "# Page",
    }
    return KnowledgeBase(files, plugins={"notes": Notes()}).build()


def links(front: str):
    found = built(front)
    assert found.codes == []
    return [(link.relation, link.target, link.key, dict(link.attributes)) for link in found.index.outgoing("x")]


def test_a_single_reference_is_a_link_named_by_its_key() -> None:
    assert links("one: a") == [("one", "a", ("one",), {})]
    assert links("old_style: a") == [("old_style", "a", ("old_style",), {})]


def test_references_are_found_in_lists_and_mappings() -> None:
    assert links("many: [b, a]") == [("many", "b", ("many", 0), {}), ("many", "a", ("many", 1), {})]
    assert links("by_role: {lead: a}") == [("by_role", "a", ("by_role", "lead"), {})]
    assert links("nested: {lead: [a, b]}") == [
        ("nested", "a", ("nested", "lead", 0), {}),
        ("nested", "b", ("nested", "lead", 1), {}),
    ]


def test_what_stands_beside_a_reference_becomes_the_links_attributes() -> None:
    front = "use: {note: a, cost: 3, materialised: true, tags: [t]}"
    assert links(front) == [("use", "a", ("use", "note"), {"cost": 3.0, "materialised": True, "remark": ""})]


def test_a_union_of_an_id_and_a_model_is_read_either_way() -> None:
    assert [(target, key) for __, target, key, __ in links("mixed: [a, {note: b}]")] == [
        ("a", ("mixed", 0)),
        ("b", ("mixed", 1, "note")),
    ]


def test_a_reference_deep_in_models_in_lists_is_found() -> None:
    ((relation, target, key, attributes),) = links("chapters: [{name: one}, {uses: [{note: a, remark: hm}]}]")
    assert (relation, target, key) == ("chapters", "a", ("chapters", 1, "uses", 0, "note"))
    assert attributes["remark"] == "hm"


def test_a_reference_may_name_its_relation() -> None:
    assert links("renamed: a")[0][0] == "successor"


def test_a_reference_to_anything_takes_a_document_of_any_type() -> None:
    assert [links(f"anything: {name}")[0][1] for name in ("a", "m", "page")] == ["a", "m", "page"]


def test_a_field_that_is_no_reference_makes_no_link() -> None:
    assert links("plain: a") == []


def test_an_empty_reference_is_none() -> None:
    assert links("one:\nmany: []") == []


def test_a_reference_to_the_wrong_type_is_said_at_its_place() -> None:
    (problem,) = built("chapters:\n  - uses:\n      - note: m").problems
    assert (problem.code, problem.line, problem.column) == ("reference-wrong-type", 5, 9)
    assert problem.message("en") == "chapters: m is of type memo, not note"


def test_a_dangling_reference_is_said_at_its_place_with_the_nearest_id() -> None:
    found = KnowledgeBase(
        {"notes/x.md": "---\ntitle: X\nmany:\n  - oversel\n---\n", "notes/oversell.md": "# O"}, plugins={"notes": Notes()}
    ).build()
    (problem,) = found.problems
    assert (problem.code, problem.line, problem.column) == ("reference-dangling", 4, 5)
    assert problem.hint("en") == "did you mean oversell?"
    assert found.index.outgoing("x") == ()


def test_incoming_links_are_asked_by_relation() -> None:
    found = built("one: a\nmany: [a]")
    assert [link.relation for link in found.index.incoming("a")] == ["one", "many"]
    assert [link.source for link in found.index.incoming("a", "many")] == ["x"]
