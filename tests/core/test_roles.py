"""What plugins tell of their keys to those who do not know them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import SimpleNamespace
from typing import Annotated, Literal

from pydantic import Field, computed_field

from omnikb import (
    Document,
    DocumentType,
    Fields,
    FieldsModel,
    Key,
    Ref,
    Role,
    Standing,
    StateValue,
    Term,
    Terms,
    types,
    written_texts,
)
from omnikb.testing import KnowledgeBase

NORTH = Term("north", {"en": "North"})


class Mood(StateValue):
    CALM = "calm"
    OVER = "over"

    @property
    def standing(self) -> Standing:
        return Standing.RETIRED if self is Mood.OVER else Standing.CURRENT


class Colour(StrEnum):
    RED = "red"


class Step(FieldsModel):
    do: str
    after: Annotated[str, Ref("note")] | None = None


class NoteFields(FieldsModel):
    region: Annotated[str, Role.FACET, Terms((NORTH,))] = ""
    topic: Annotated[str, Role.FACET] = ""
    colour: Colour = Colour.RED
    side: Literal["left", "right"] = "left"
    others: tuple[Annotated[str, Ref("note")], ...] = ()
    steps: tuple[Step, ...] = ()
    said: Mapping[str, str] = Field(default_factory=dict)
    people: int = 3

    @computed_field  # type: ignore[prop-decorator]  # pydantic takes a property
    @property
    def mood(self) -> Annotated[Mood, Role.STATE]:
        return Mood.OVER if self.people > 3 else Mood.CALM


NOTES = SimpleNamespace(
    omnikb_document_types=lambda: [DocumentType("note", "notes", "Note", "Notes")],
    omnikb_fields=lambda: [Fields(NoteFields, types("note"))],
)


def note(keys: str) -> Document:
    files = {"notes/a.md": f"---\ntitle: A\n{keys}---\n", "notes/b.md": "---\ntitle: B\n---\n"}
    built = KnowledgeBase(files, plugins={"notes": NOTES}).build()
    assert built.codes == []
    return built.index.documents["a"]


def test_a_key_with_a_role_is_found_with_what_readers_call_it_and_the_terms_it_takes() -> None:
    assert list(note("region: north\n").keys_with(Role.FACET)) == [(Key("region", "region", (NORTH,)), "north")]


def test_keys_without_a_value_are_left_out() -> None:
    assert list(note("topic: ''\n").keys_with(Role.FACET)) == []


def test_a_computed_value_may_have_a_role() -> None:
    assert list(note("people: 4\n").with_role(Role.STATE)) == [Mood.OVER]


def test_a_state_goes_by_its_value_and_is_current_unless_it_says_otherwise() -> None:
    assert (Mood.CALM.label, Mood.CALM.standing, Mood.OVER.standing) == ("calm", Standing.CURRENT, Standing.RETIRED)


def test_a_list_says_after_each_title_what_state_the_document_is_in() -> None:
    files = {
        "notes/a.md": "---\ntitle: A\n---\n",
        "notes/b.md": "---\ntitle: B\npeople: 4\n---\n",
        "notes/c.md": "---\ntitle: C\n---\n",
    }
    html = KnowledgeBase(files, plugins={"notes": NOTES}).build().page("notes/index.md").html
    assert 'A</a> <span class="omnikb-state">calm</span>' in html
    assert 'B</a> <span class="omnikb-state omnikb-retired">over</span>' in html


def test_written_texts_are_what_is_written_for_readers_at_any_depth_without_ids_and_choices() -> None:
    document = note("topic: 选题\nothers: [b]\nsteps:\n  - {do: 先做, after: b}\n  - {do: ' '}\nsaid: {x: 说过}\n")
    assert list(written_texts(document)) == ["选题", "先做", "说过"]
