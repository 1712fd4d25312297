"""What is worked out of an index once, and what of it has to be worked out again when documents have changed."""

from __future__ import annotations

import datetime
import gc
import hashlib
import weakref
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from omnikb.changes import doubtful
from omnikb.composition import KnownPages
from omnikb.documents import Document
from omnikb.facts import Fact, Facts, name_of
from omnikb.index import Index, Link
from omnikb.pages import Page, Section
from omnikb.recording import Recording

TODAY = datetime.date(2026, 1, 15)
NAMES = ("a", "b", "c", "d")
worked_out: Counter[str] = Counter()


def titles_to(index: Index, key: str) -> tuple[str, ...]:
    """The titles of the documents that link to one."""
    worked_out[key] += 1
    return tuple(index.documents[link.source].title for link in index.incoming(key))


def longest(index: Index, key: str) -> int:
    """Made of another derived value."""
    worked_out[f"longest {key}"] += 1
    return max((len(title) for title in index.derive_each(titles_to)[key]), default=0)


def title(index: Index, key: str) -> str:
    """Of a document that may have gone."""
    return index.documents[key].title


def sizes(index: Index) -> dict[str, int]:
    """A whole mapping, made of what is derived for each key."""
    return {name: longest_ for name in index.documents if (longest_ := index.derive_each(longest)[name])}


def doubled(index: Index, key: str) -> int:
    """Made of one value of a whole mapping."""
    return 2 * index.derive(sizes).get(key, 0)


def short(index: Index, key: str) -> str:
    """Fails for long titles: a plugin at fault."""
    if len(index.documents[key].title) > 2:
        raise ValueError(key)
    return index.documents[key].title


def of(texts: dict[str, str], links: set[tuple[str, str]], before: Index | None = None) -> Index:
    """An index of documents by id and title; those of ``before`` stay what they are where they are equal."""
    documents = []
    for name, title in texts.items():
        digest = hashlib.blake2b(title.encode(), digest_size=16).digest()
        made = Document(name, f"{name}.md", "note", title, "zh", "", digest=digest)
        known = before.get(name) if before else None
        documents.append(known if known is not None and known.digest == digest else made)
    known_links = sorted(link for link in links if set(link) <= texts.keys())
    return Index(documents, [Link(source, target, "body", offset=0) for source, target in known_links], [])


def test_a_value_is_worked_out_once_for_each_key_that_is_asked_for() -> None:
    worked_out.clear()
    index = of({"a": "甲", "b": "乙"}, {("a", "b")})
    assert index.derive_each(titles_to)["b"] == ("甲",)
    assert index.derive_each(titles_to).get("b") == ("甲",)
    assert worked_out == {"b": 1}


def test_a_page_depends_only_on_the_keys_it_asks_for() -> None:
    index, reads = of({"a": "甲", "b": "乙"}, {("a", "b")}), set[Fact]()
    assert Recording(index, reads).derive_each(titles_to)["b"] == ("甲",)
    assert reads == {("each", name_of(titles_to), "b")}


def test_a_key_that_a_function_does_not_know_is_in_no_mapping() -> None:
    titles = of({"a": "甲"}, set()).derive_each(title)
    assert "b" not in titles
    assert titles.get("b", "无") == "无"
    with pytest.raises(KeyError, match="b"):
        titles["b"]


@pytest.mark.parametrize("walk", [list, len])
def test_what_is_derived_for_each_key_cannot_be_walked(walk: type) -> None:
    with pytest.raises(TypeError, match="no list of its keys"):
        walk(of({"a": "甲"}, set()).derive_each(titles_to))


def test_only_the_values_that_are_made_of_what_has_changed_are_worked_out_again() -> None:
    before = of({"a": "甲", "b": "乙", "c": "丙"}, {("a", "b"), ("b", "c")})
    assert [before.derive_each(longest)[name] for name in "abc"] == [0, 1, 1]
    now = of({"a": "甲的新名", "b": "乙", "c": "丙"}, {("a", "b"), ("b", "c")}, before)
    now.take_over(before, doubtful(before, now))
    worked_out.clear()
    assert [now.derive_each(longest)[name] for name in "abc"] == [0, 4, 1]
    assert worked_out == {"b": 1, "longest b": 1}


TEXTS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(("甲", "乙乙", "丙丙丙")))
LINKS = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=6)


@given(st.lists(st.tuples(TEXTS, LINKS), min_size=2, max_size=4))
def test_facts_that_are_taken_over_are_those_of_an_index_made_anew(
    steps: list[tuple[dict[str, str], set[tuple[str, str]]]],
) -> None:
    each = [("each", name_of(one), key) for one in (titles_to, longest, title, doubled, short) for key in NAMES]
    every = [("derived", name_of(sizes)), *(("derived", name_of(sizes), key) for key in NAMES), *each]
    known: Facts | None = None
    index: Index | None = None
    for texts, links in steps:
        index, anew = of(texts, links, index), Facts(of(texts, links), TODAY, frozenset())
        facts = Facts(index, TODAY, frozenset())
        told_before = dict(known._known) if known else {}
        changed = facts.since(known) if known else frozenset()
        index.derive(sizes)
        facts.ask(every)
        assert {fact: facts.digest(fact) for fact in every} == {fact: anew.digest(fact) for fact in every}
        assert all((not digest or anew.digest(fact) != digest) == (fact in changed) for fact, digest in told_before.items())
        known = facts


def test_a_fact_that_cannot_be_worked_out_is_never_as_it_was() -> None:
    fact = ("each", name_of(short), "a")
    before = Facts(of({"a": "甲"}, set()), TODAY, frozenset())
    assert before.digest(fact)
    now = Facts(of({"a": "甲甲甲"}, set()), TODAY, frozenset())
    assert now.since(before) == {fact}
    assert now.digest(fact) == b""
    again = Facts(of({"a": "甲"}, set()), TODAY, frozenset())
    assert again.since(now) == {fact}
    assert again.digest(fact) == before.digest(fact)


def lengths(index: Index) -> dict[str, int]:
    """A whole mapping, of a plugin at fault."""
    worked_out["lengths"] += 1
    if len(index.documents["a"].title) > 2:
        raise ValueError("a")
    return {name: len(document.title) for name, document in index.documents.items()}


def test_a_mapping_that_cannot_be_worked_out_is_tried_once_and_not_for_each_key_and_is_looked_at_again_when_it_can() -> None:
    facts = {("derived", name_of(lengths), name) for name in NAMES}
    before = Facts(of({"a": "甲"}, set()), TODAY, frozenset())
    before.ask(facts)
    worked_out.clear()
    now = Facts(of({"a": "甲甲甲"}, set()), TODAY, frozenset())
    assert now.since(before) == facts
    assert {now.digest(fact) for fact in facts} == {b""}
    assert worked_out["lengths"] == 1
    again = Facts(of({"a": "甲"}, set()), TODAY, frozenset())
    assert again.since(now) == facts
    assert [again.digest(fact) for fact in facts] == [before.digest(fact) for fact in facts]


def both(index: Index, key: str | None = None) -> object:
    """One function for a whole mapping and for each key."""
    return "same" if key else {name: document.title for name, document in index.documents.items()}


def test_two_indexes_that_were_compared_are_not_kept_for_that() -> None:
    before, now = of({"a": "甲"}, set()), of({"a": "乙"}, set())
    assert doubtful(before, now) == doubtful(before, now) != doubtful(now, now)
    gone = weakref.ref(before), weakref.ref(now)
    del before, now
    gc.collect()
    assert [one() for one in gone] == [None, None]


def test_a_function_that_is_not_there_gives_another_digest_than_a_key_that_is_not() -> None:
    facts = Facts(of({"a": "甲"}, set()), TODAY, frozenset())
    assert facts.digest(("derived", name_of(nothing), "x")) != facts.digest(("derived", "no_such_module:nothing", "x"))


def nothing(index: Index) -> dict[str, None]:
    """A whole mapping in which only the keys say anything."""
    return dict.fromkeys(index.documents)


def test_what_one_function_gives_as_a_whole_and_for_each_key_is_told_apart() -> None:
    facts = [("each", name_of(both), "a"), ("derived", name_of(both), "a")]
    before = Facts(of({"a": "甲"}, set()), TODAY, frozenset())
    before.ask(facts)
    assert Facts(of({"a": "乙"}, set()), TODAY, frozenset()).since(before) == {facts[1]}


def test_a_key_without_a_value_is_told_from_no_key() -> None:
    fact = ("derived", name_of(nothing), "a")
    before = Facts(of({"a": "甲", "b": "乙"}, set()), TODAY, frozenset())
    assert before.digest(fact)
    assert Facts(of({"b": "乙"}, set()), TODAY, frozenset()).since(before) == {fact}


@pytest.mark.parametrize(
    "given", [lambda index: index.derive(sizes), lambda index: index.derive_each(title), lambda index: index.documents]
)
def test_a_function_that_hands_on_a_mapping_is_refused_for_nobody_would_note_what_is_read_of_it(
    given: Callable[[Index], object],
) -> None:
    with pytest.raises(TypeError, match="must copy what it needs"):
        of({"a": "甲"}, set()).derive(given)


def test_what_can_be_read_only_once_is_refused_for_the_first_page_alone_would_get_it() -> None:
    index = of({"a": "甲"}, set())
    for made in (lambda index: (name for name in index.documents), lambda index: {"a": iter(index.documents)}):
        with pytest.raises(TypeError, match="can be read only once"):
            index.derive(made)
    with pytest.raises(TypeError, match="can be read only once"):
        index.derive_each(lambda index, key: reversed(index.documents[key].title))["a"]


def test_looking_for_a_key_among_the_keys_counts_as_asking_for_it() -> None:
    index, reads = of({"a": "甲"}, set()), set[Fact]()
    mapping = Recording(index, reads).derive_each(title)
    no_key: Any = 5
    assert "a" in mapping.keys()  # noqa: SIM118 - these are what is tried
    assert no_key not in mapping
    assert reads == {("each", name_of(title), "a")}
    with pytest.raises(TypeError, match="no list of its keys"):
        list(mapping.items())


def test_the_page_of_a_document_is_made_again_only_where_that_is_another_one() -> None:
    pages = KnownPages()
    document = Document("a", "a.md", "note", "甲", "zh", "")
    (page,) = pages.of([document], {})
    assert pages.of([document], {})[0] is page
    assert pages.of([replace(document, title="乙")], {})[0].title == "乙"
    assert pages.of([], {}) == []
    assert pages.of([document], {})[0] is not page


def test_a_document_that_held_a_list_no_longer_does_where_the_list_stands_elsewhere() -> None:
    pages = KnownPages()
    document = Document("a", "a.md", "note", "甲", "zh", "")
    listing = Page("a.md", "清单", sections=(Section("清单", Markup("<ul></ul>")),))
    assert pages.of([document], {"a.md": listing})[0].sections == listing.sections
    assert pages.of([document], {})[0].sections == ()
