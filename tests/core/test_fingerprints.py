"""Fingerprints: equal values have one, different values have different ones."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnikb.documents import Document, FieldsModel, Term
from omnikb.fingerprints import NotComparableError, alike, fingerprint


class Colour(Enum):
    RED = 1
    BLUE = 2


@dataclass(frozen=True)
class Pair:
    one: object
    other: object


@dataclass(frozen=True)
class Single:
    one: object


class Model(FieldsModel):
    name: str = ""
    amount: float = 0


PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=4)
    | st.dates()
    | st.sampled_from(Colour)
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.tuples(inner, inner) | st.dictionaries(st.text(max_size=2), inner, max_size=3) | st.builds(Pair, inner, inner),
    max_leaves=8,
)


def of(value: object) -> bytes:
    return fingerprint(value, lambda document: document.digest)


@given(VALUES, VALUES)
def test_two_values_have_one_fingerprint_exactly_if_they_are_written_the_same(one: object, other: object) -> None:
    assert (of(one) == of(other)) == (repr(one) == repr(other))


@given(VALUES, VALUES)
def test_values_that_are_alike_have_one_fingerprint(one: object, other: object) -> None:
    assert not alike(one, other) or of(one) == of(other)


def test_equal_records_are_alike_and_what_is_only_equal_is_not() -> None:
    assert alike(Pair((1, "a"), None), Pair((1, "a"), None))
    assert not alike((1, 2), (1, 2, None))
    assert not alike(Single(1), Single(True))
    assert alike(Single(0.5), Single(0.5))
    assert not alike(0.0, -0.0)
    assert not alike(Term("a", {}), Term("a", {"zh": "甲"}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Single(("a", "b")), Single("ab")),
        (Single(1), Pair(1, None)),
        (Model(name="a"), Model(name="b")),
        (Term("a", {"zh": "甲"}), Term("a", {"zh": "乙"})),
        (Term("a", {"zh": "甲"}), "a"),
        (Document("a", "a.md", None, "A", "zh", "", digest=b"1"), Document("a", "a.md", None, "A", "zh", "", digest=b"2")),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ((1, (2, 3)), ((1, 2), 3)),
        (datetime.date(2026, 1, 2), "2026-01-02"),
    ],
)
def test_what_differs_has_another_fingerprint(one: object, other: object) -> None:
    assert of(one) != of(other)


def test_the_order_in_a_set_says_nothing() -> None:
    assert of(frozenset("abc")) == of(frozenset("cab"))


def test_a_value_of_a_class_whose_content_is_not_known_is_refused() -> None:
    with pytest.raises(NotComparableError, match="object"):
        of((1, object()))
