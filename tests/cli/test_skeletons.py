"""The skeleton of a type, whatever fields its plugins declare."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
import yaml
from pydantic import BaseModel, Field, create_model

from omnikb import FieldsModel, Ref
from omnikb.skeletons import Skeleton

TODAY = datetime.date(2026, 1, 15)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Step(FieldsModel):
    what: str = Field(description="What to do")
    until: datetime.date
    owner: Annotated[str, Ref("person")] | None = None
    mood: Literal["calm", "urgent"] = "calm"


class Everything(FieldsModel):
    colour: Colour
    word: Literal["yes: no", "no"]
    amount: Annotated[float, Field(gt=3)]
    most: Annotated[int, Field(le=-2)]
    done: bool
    names: list[str]
    scores: Mapping[str, int]
    code: str = Field(pattern="^[A-Z]{2}$", examples=["AB"])
    steps: tuple[Step, ...]
    first: Step
    person: Annotated[str, Ref("person")]
    bare: list  # type: ignore[type-arg]  # a model may leave open what is in it
    maybe: int | None


class Optional(FieldsModel):
    steps: tuple[Step, ...] = Field((), description="What is to do")
    colour: Colour = Field(Colour.RED, description="Which colour\nit has")
    people: tuple[Annotated[str, Ref("person")], ...] = ()


def skeleton(model: type[BaseModel], people: str | None = "ann", wanted: frozenset[str] = frozenset()) -> str:
    return Skeleton((model,), {"title": "T"}, "en", TODAY, lambda kind: people if kind == "person" else None, wanted).text()


def fields(text: str) -> dict[str, object]:
    loaded = yaml.safe_load(text.split("---\n")[1])
    return {key: value for key, value in loaded.items() if key != "title"}


def test_samples_of_all_sorts_of_required_fields_are_valid() -> None:
    text = skeleton(Everything)
    assert Everything.model_validate(fields(text)).person == "ann"
    assert "\ndone: false\n" in text


@pytest.mark.parametrize(("constraints", "number"), [((), 0), ((-(10**12), 10**12), 0), ((1, 5), 1), ((-9, -2), -2)])
def test_a_number_is_offered_that_is_no_limit_nobody_would_reach(constraints: tuple[int, ...], number: int) -> None:
    planned: Any = Annotated[int, Field(ge=constraints[0], le=constraints[1])] if constraints else int
    figure = create_model("Figure", __base__=FieldsModel, planned=(planned, ...))
    assert fields(skeleton(figure)) == {"planned": number}


@pytest.mark.parametrize("key", ["colour", "steps", "people"])
def test_optional_keys_are_commented_out_unless_they_are_wanted(key) -> None:
    assert fields(skeleton(Optional)) == {}
    wanted = fields(skeleton(Optional, wanted=frozenset({key})))
    assert list(wanted) == [key]
    Optional.model_validate(wanted)


def test_a_commented_list_of_mappings_shows_all_their_keys_with_what_each_means() -> None:
    assert (
        "# What is to do\n#steps:\n#  - what: to be written  # What to do\n#    until: 2026-01-15\n#    owner: ann\n"
        "#    mood: calm  # Choose from: calm, urgent\n"
    ) in skeleton(Optional)


def test_every_line_of_a_description_is_a_comment() -> None:
    assert "# Which colour\n# it has\n# Choose from: red, blue\n#colour: red\n" in skeleton(Optional)


def test_a_reference_without_anything_to_name_is_commented_out_and_explained() -> None:
    text = skeleton(Optional, people=None, wanted=frozenset({"people"}))
    assert fields(text) == {}
    assert "# There is no document yet that this could name.\n#people:\n" in text
