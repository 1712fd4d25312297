"""What is wrong with front matter, said at the right key with the right hint."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import BeforeValidator, Field, field_validator, model_validator

from omnikb.documents import DocumentType, Fields, FieldsModel, Ref
from omnikb.field_types import Listed, Number
from omnikb.i18n import Message, messages_of
from omnikb.problems import ProblemKind
from omnikb.testing import KnowledgeBase

_ = messages_of("omnikb")

TOO_SOON = ProblemKind("notes/too-soon", "the day {day} is too soon", "wait until {limit}")


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Person(FieldsModel):
    name: str
    email: str = ""


class Use(FieldsModel):
    risk: Annotated[str, Ref("note")]
    cost: float | None = None
    by: Person | None = None


class Vote(FieldsModel):
    colour: Colour
    stand: Literal["for", "against"]
    final: bool


class Mention(FieldsModel):
    id: Annotated[str, Ref("note")]


class NoteFields(FieldsModel):
    text: str = ""
    many: tuple[str, ...] = ()
    count: int = 1
    amount: Number = 0
    ref: Annotated[str, Ref("note")] | None = None
    from_: Listed[Annotated[str, Ref("note")]] = Field((), alias="from")
    mentions: tuple[Annotated[Mention, BeforeValidator(lambda id_: {"id": id_} if isinstance(id_, str) else id_)], ...] = ()
    share: Annotated[float, Field(ge=0, le=1)] = 0
    done: bool = False
    day: datetime.date | None = None
    state: Literal["open", "closed"] = "open"
    colour: Colour = Colour.RED
    owner: Person | None = None
    people: tuple[Person, ...] = ()
    by_team: dict[str, Person] = Field({})
    uses: tuple[Annotated[str, Ref("note")] | Use, ...] = ()
    until: datetime.date | Literal["ongoing"] | None = None
    lead: Annotated[tuple[Person, ...], BeforeValidator(lambda value: [value] if isinstance(value, dict) else value)] = ()
    plain: str = ""
    soon: int = 0
    pair: tuple[int, int] = (1, 2)
    votes: tuple[Vote, ...] = ()

    @field_validator("plain")
    @classmethod
    def plain_words(cls, value: str) -> str:
        if "!" in value:
            raise ValueError("no shouting")
        if "?" in value:
            raise ValueError(_("correct the value"))
        return value

    @field_validator("soon")
    @classmethod
    def not_too_soon(cls, value: int) -> int:
        if value > 5:
            raise TOO_SOON.error(day=value, limit="Monday")
        return value

    @model_validator(mode="after")
    def consistent(self) -> NoteFields:
        if self.count == 13:
            raise TOO_SOON.error(day=13, limit="Friday")
        return self


class Notes:
    def omnikb_document_types(self):
        yield DocumentType("note", "notes", "Note", "Notes")

    def omnikb_fields(self):
        yield Fields(NoteFields)


def build(front: str):
    return KnowledgeBase({"notes/x.md": f"---\ntitle: X\n{front}\n---\n"}, plugins={"notes": Notes()}).build()


@pytest.mark.parametrize(
    ("front", "code", "line", "column", "words"),
    [
        ("text: yes", "not-text", 3, 1, "text must be text, and is true"),
        ("text: 2025-01-01", "not-text", 3, 1, "2025-01-01"),
        ("text: [a, b]", "not-text", 3, 1, '["a", "b"]'),
        ("text:", "value-missing", 3, 1, "nothing is written for text"),
        ("many:\n  -\n  - b", "value-missing", 4, 4, "many"),
        ("count:", "value-missing", 3, 1, "count"),
        ("state:", "value-missing", 3, 1, "state"),
        ("uses:", "value-missing", 3, 1, "uses"),
        ("ref: [[x]]", "needless-brackets", 3, 1, "[[…]]"),
        ("many:\n  - a\n  - yes\n  - b", "not-text", 5, 5, "many must be text, and is true"),
        ("many: one", "not-a-list", 3, 1, '"one"'),
        ("count: three", "not-a-number", 3, 1, 'count must be a number, and is "three"'),
        ("count: 1.5", "not-whole", 3, 1, "count must be a whole number, and is 1.5"),
        ("count: .inf", "not-a-number", 3, 1, "inf"),
        ("count: [1]", "not-a-number", 3, 1, "[1]"),
        ("share: 1,000", "not-a-number", 3, 1, '"1,000"'),
        ("share: 1.5", "value-out-of-range", 3, 1, "share is 1.5, and must be ≤ 1"),
        ("share: -1", "value-out-of-range", 3, 1, "≥ 0"),
        ("done: maybe", "not-yes-or-no", 3, 1, '"maybe"'),
        ("day: 3 November", "not-a-date", 3, 1, '"3 November"'),
        ("day: 2025-11-03 10:00:00", "not-a-date", 3, 1, "10:00"),
        ('day: "2025-11-31"', "not-a-date", 3, 1, "2025-11-31"),
        ("state: opne", "value-not-allowed", 3, 1, "state cannot be opne"),
        ("colour: gren", "value-not-allowed", 3, 1, "colour cannot be gren"),
        ("owner: Li", "not-a-mapping", 3, 1, '"Li"'),
        ("owner: {email: x}", "key-missing", 3, 1, "the key name is missing"),
        ("owner:\n  name: Li\n  emial: x", "key-unknown", 5, 3, "no such key: emial"),
        ("people:\n  - name: Li\n  - name: Wu\n    emial: x", "key-unknown", 6, 5, "no such key: emial"),
        ("by_team:\n  sales:\n    nmae: Li\n    name: Li", "key-unknown", 5, 5, "no such key: nmae"),
        ("by_team:\n  sales: [1]", "not-a-mapping", 4, 3, "[1]"),
        ("uses:\n  - risk: x\n    cots: 3", "key-unknown", 5, 5, "no such key: cots"),
        ("uses:\n  - x\n  - risk: x\n    cost: much", "not-a-number", 6, 5, 'cost must be a number, and is "much"'),
        ("uses:\n  - risk: x\n    by:\n      nmae: Li", "key-unknown", 6, 7, "no such key: nmae"),
        ("uses: [yes]", "not-text", 3, 8, "uses must be text, and is true"),
        ("until: ongoin", "value-not-allowed", 3, 1, "until cannot be ongoin"),
        ("lead:\n  name: Li\n  emial: x", "key-unknown", 5, 3, "no such key: emial"),
        ("pair: [1, 2, 3]", "value-refused", 3, 1, "pair"),
        ("plain: hey!", "value-refused", 3, 1, "no shouting"),
        ("soon: 7", "notes/too-soon", 3, 1, "the day 7 is too soon"),
        ("count: 13", "notes/too-soon", 1, 1, "the day 13 is too soon"),
        ("txet: hello", "key-unknown", 3, 1, "no such key: txet"),
        ("title: yes", "duplicate-key", 3, 1, "title"),
        ("lang: no", "not-text", 3, 1, "lang must be text, and is false"),
        ("lang: [zh]", "not-text", 3, 1, '["zh"]'),
        ("lang: 中文", "value-refused", 3, 1, "language tag"),
        ("date: someday", "not-a-date", 3, 1, '"someday"'),
        ("hide: [table]", "value-not-allowed", 3, 8, "hide cannot be table"),
    ],
)
def test_each_mistake_is_named_at_its_key(front: str, code: str, line: int, column: int, words: str) -> None:
    problem = build(front).problems[0]
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert words in problem.message("en")


@pytest.mark.parametrize(
    ("front", "hint"),
    [
        ("txet: hello", "did you mean text?"),
        ("zzz: 1", "keys that exist here: "),
        ("owner: {name: Li, emial: x}", "did you mean email?"),
        ("people: [{name: Li, emial: x}]", "did you mean email?"),
        ("uses: [{risk: x, cots: 3}]", "did you mean cost?"),
        ("uses: [{risk: x, by: {name: Li, emial: x}}]", "did you mean email?"),
        ("by_team: {sales: {name: Li, emial: x}}", "did you mean email?"),
        ("owner: {name: Li, zzz: x}", "keys that exist here: email, name"),
        ("state: opne", "did you mean open? Allowed: open, closed"),
        ("state: 42", "allowed: open, closed"),
        ("colour: gren", "did you mean green? Allowed: red, green"),
        ("text: yes", 'put it in quotes: text: "true"'),
        ("text: [a, b]", 'put it in quotes: text: "[a, b]"'),
        ("many:\n  - one: two", 'put it in quotes: "one: two"'),
        ("text: {a: 'b\"'}", "put it in quotes: text: 'a: b\"'"),
        ("text: ['C:\\new', it's]", "put it in quotes: text: '[C:\\new, it''s]'"),
        ("text: {a b}", 'put it in quotes: text: "a b"'),
        ("text: {a, b: c}", 'put it in quotes: text: "{a, b: c}"'),
        ("from: [[x]]", "write from: x"),
        ("from:\n  - [[x]]", "write - x"),
        ("from: [[x|Words]]", "write from: x"),
        ("ref: [[x]]", "write ref: x"),
        ("many: [[x]]", "write many: [x]"),
        ("uses: [[x]]", "write uses: [x]"),
        ("mentions: [[x]]", "write mentions: [x]"),
        ("uses: [{risk: [[x]]}]", "write risk: x"),
        ("from: [[x], [y]]", "write from: [x, y]"),
        ("many: [x, [y|Words], 3]", "write many: [x, y, 3]"),
        ("uses:\n  - risk: x\n  - [y]", "write y"),
        ("people: [[x]]", "write one “name: value” a line"),
        ('amount: "72"', "write amount: 72"),
        ("amount: ７２", "write amount: 72"),
        ("amount: 72天", "write amount: 72"),
        ("amount: 72 天", "write amount: 72"),
        ("amount: 4,600", "write amount: 4600"),
        ("amount: -1，234，567.5", "write amount: -1234567.5"),
        ("amount: 010", "write amount: 10"),
        ("amount: 1.5天", "write amount: 1.5"),
        ("count: 2天", "write count: 2"),
        ("count: 1.5天", "write digits only"),
        ("amount: 3个半", "write digits only"),
        ("amount: 3天半", "write digits only"),
        ("amount: 10多天", "write digits only"),
        ("amount: 3个亿", "write digits only"),
        ("amount: 7万", "write digits only"),
        ("amount: 5%", "write digits only"),
        ("amount: 1:30", "write digits only"),
        ("amount: many", "write digits only"),
        ("from:", "write the id of a note, or take the line out"),
        ("text:", "take the line out where nothing has to be said"),
        ("soon: 7", "wait until Monday"),
    ],
)
def test_the_hint_says_what_would_be_right(front: str, hint: str) -> None:
    assert hint in build(front).problems[0].hint("en")


@pytest.mark.parametrize(
    ("front", "hint"),
    [
        ("owner: {email: x}", "add a line: name: …"),
        ("votes: [{stand: for, final: true}]", "add a line: colour: …, with one of: red, green"),
        ("votes: [{colour: red, final: true}]", "add a line: stand: …, with one of: for, against"),
        ("votes: [{colour: red, stand: for}]", "add a line: final: …, with one of: true, false"),
    ],
)
def test_the_hint_for_a_missing_key_lists_its_values_where_they_can_be_counted(front: str, hint: str) -> None:
    assert build(front).problems[0].hint("en") == hint


@pytest.mark.parametrize(
    "front",
    ["uses: [{risk: x, cots: 3}]", "uses: [yes]", "until: ongoin", "uses: [{risk: x, cost: much}]", "owner: {name: Li, emial: x}"],
)
def test_one_mistake_is_said_once_though_a_union_has_many_members(front: str) -> None:
    assert len(build(front).problems) == 1


def test_a_list_of_items_in_brackets_is_said_once_with_all_of_them() -> None:
    (problem,) = build("from: [[x], [y], [z]]").problems
    assert (problem.code, problem.line, problem.column) == ("needless-brackets", 3, 8)
    assert problem.hint("en") == "write from: [x, y, z]"
    assert build("from: [[x]]\nuses: [{risk: a}, [y], [z]]").codes == ["needless-brackets"] * 3


def test_all_mistakes_of_a_document_are_said_at_once() -> None:
    built = build("count: three\nstate: opne\nowner: {emial: x}\nzzz: 1")
    assert sorted(built.codes) == ["key-missing", "key-unknown", "key-unknown", "not-a-number", "value-not-allowed"]


@pytest.mark.parametrize(("written", "read"), [("2025", "2025"), ("1.5", "1.5"), ('"yes"', "yes"), ("'01'", "01")])
def test_a_number_is_taken_as_text_where_text_is_asked(written: str, read: str) -> None:
    built = build(f"text: {written}")
    assert built.codes == []
    assert built.index.documents["x"][NoteFields].text == read


@pytest.mark.parametrize(
    "written", ["1:30", "010", "0x10", "1_000", "0b1", "00.5", "+86", "1.10", "2.50", "1e3", "12e4567", "1:30.5"]
)
def test_text_keeps_a_number_as_it_was_written(written: str) -> None:
    built = build(f"text: {written}")
    assert built.codes == []
    assert built.index.documents["x"][NoteFields].text == written


@pytest.mark.parametrize(("written", "read"), [("+5", 5), ("-3", -3), ("0", 0), ("120", 120)])
def test_a_decimal_number_is_a_number_however_it_is_written(written: str, read: int) -> None:
    fields = build(f"count: {written}\namount: {written}.50").index.documents["x"][NoteFields]
    assert (fields.count, abs(fields.amount)) == (read, abs(read) + 0.5)
    assert (type(fields.count), type(fields.amount)) == (int, float)


@pytest.mark.parametrize("written", ["1:30", "010", "0x10", "1_000"])
def test_what_yaml_once_took_for_another_number_is_none(written: str) -> None:
    (problem,) = build(f"amount: {written}").problems
    assert problem.code == "not-a-number"
    assert f'"{written}"' in problem.message("en")


@pytest.mark.parametrize("written", ["2025-11-03", '"2025-11-03"'])
def test_a_date_may_stand_in_quotes(written: str) -> None:
    assert build(f"day: {written}").index.documents["x"][NoteFields].day == datetime.date(2025, 11, 3)


def test_a_message_that_a_plugin_raises_is_said_in_the_readers_language() -> None:
    reason = build("plain: hey?").problems[0].arguments["reason"]
    assert isinstance(reason, Message)
    assert reason.domain == "omnikb"


def test_a_long_value_is_shown_shortened_on_one_line() -> None:
    message = build("count: |\n  " + "many\n  " * 50).problems[0].message("en")
    assert "\n" not in message
    assert len(message) < 120


def test_a_key_that_a_plugin_asks_for_by_its_own_problem_is_said_beside_others_that_are_missing() -> None:
    owner_missing = ProblemKind("acts/owner", "no owner", "name one")
    due_missing = ProblemKind("acts/due", "no due date", "give one")

    class Act(FieldsModel):
        owner: str = Field("", validate_default=True)
        due: str = Field("", validate_default=True)

        @field_validator("owner")
        @classmethod
        def has_owner(cls, value: str) -> str:
            if not value:
                raise owner_missing.error()
            return value

        @field_validator("due")
        @classmethod
        def has_due(cls, value: str) -> str:
            if not value:
                raise due_missing.error()
            return value

    class ActFields(FieldsModel):
        acts: tuple[Act, ...] = ()

    class Acts:
        @staticmethod
        def omnikb_document_types():
            yield DocumentType("note", "notes", "Note", "Notes")

        @staticmethod
        def omnikb_fields():
            yield Fields(ActFields)

    built = KnowledgeBase({"notes/a.md": "---\ntitle: A\nacts:\n  - {}\n---\n"}, {"acts": Acts}).build()
    assert built.codes == ["acts/due", "acts/owner"]
