"""Types, owners of keys, disabled plugins, ordinary pages."""

from __future__ import annotations

from typing import Annotated

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from omnikb.documents import DocumentType, Fields, FieldsModel, Ref, trait, types
from omnikb.errors import PluginError
from omnikb.problems import Severity
from omnikb.testing import KnowledgeBase


class Plugin:
    """A plugin of given types and fields."""

    def __init__(self, *records) -> None:
        self._types = [record for record in records if isinstance(record, DocumentType)]
        self._fields = [record for record in records if isinstance(record, Fields)]

    def omnikb_document_types(self):
        return self._types

    def omnikb_fields(self):
        return self._fields


class Region(FieldsModel):
    region: str = ""
    country: str = ""


class Other(FieldsModel):
    region: str = ""


class Titled(FieldsModel):
    title: str = ""


NOTE = DocumentType("note", "notes", "Note", "Notes", frozenset({"knowledge"}))
DEEP = DocumentType("deep", "notes/deep", "Deep", "Deep")
MEMO = DocumentType("memo", "memos", "Memo", "Memos")


def build(files, settings=None, **plugins):
    return KnowledgeBase(files, plugins=plugins, settings=settings).build()


@pytest.mark.parametrize(
    ("path", "front", "type_"),
    [
        ("notes/x.md", "title: X", "note"),
        ("notes/2025/x.md", "title: X", "note"),
        ("notes/deep/x.md", "title: X", "deep"),
        ("notes/deep/er/x.md", "title: X", "deep"),
        ("notes/deeper/x.md", "title: X", "note"),
        ("elsewhere/x.md", "title: X\ntype: note", "note"),
        ("notes/x.md", "title: X\ntype: memo", "memo"),
        ("notes/index.md", "title: X", None),
        ("notes/2025/README.md", "title: X", None),
        ("notes/index.md", "title: X\ntype: note", "note"),
        ("elsewhere/x.md", "title: X", None),
        ("elsewhere/notes/x.md", "title: X", None),
        ("notes.md", "title: X", None),
        ("elsewhere/x.md", "title: X\ntype: blog post", None),
    ],
)
def test_the_type_is_what_the_document_says_else_that_of_the_deepest_folder(path, front, type_) -> None:
    built = build({path: f"---\n{front}\n---\n"}, notes=Plugin(NOTE, DEEP, MEMO))
    assert [one for one in built.problems if one.severity is Severity.ERROR] == []
    (document,) = built.index.documents.values()
    assert document.type == type_


@pytest.mark.parametrize(
    ("path", "said", "hint"),
    [
        ("notes/x.md", "zzz", "types: deep, memo, note"),
        ("notes/x.md", "noet", "did you mean note?"),
        ("elsewhere/x.md", "Note", "did you mean note?"),
        ("notes/x.md", "3", "types: deep"),
        ("elsewhere/x.md", "[note]", "did you mean note?"),
    ],
)
def test_an_unknown_type_is_a_problem_where_a_type_was_meant(path, said, hint) -> None:
    (problem,) = build({path: f"---\ntitle: X\ntype: {said}\n---\n"}, notes=Plugin(NOTE, DEEP, MEMO)).problems
    assert (problem.code, problem.line) == ("type-unknown", 3)
    assert hint in problem.hint("en")


def test_a_document_of_a_type_needs_a_title_or_a_heading() -> None:
    files = {"notes/a.md": "words", "notes/b.md": "# Heading `x` [[c|d]] {#e}\n\nwords", "notes/c.md": "---\ntitle: C\n---\n"}
    built = build(files, notes=Plugin(NOTE))
    assert [(problem.code, problem.path) for problem in built.problems] == [("title-missing", "notes/a.md")]
    assert {one.path: one.title for one in built.index.documents.values()} == {"notes/b.md": "Heading x d", "notes/c.md": "C"}


def test_fields_go_to_the_types_they_name_or_the_types_with_a_trait() -> None:
    class Priority(FieldsModel):
        priority: int = 0

    plugins = {
        "kinds": Plugin(NOTE, MEMO),
        "by_trait": Plugin(Fields(Region, trait("knowledge"))),
        "by_name": Plugin(Fields(Priority, types("memo"))),
    }
    files = {
        "notes/a.md": "---\ntitle: A\nregion: north\n---\n",
        "notes/b.md": "---\ntitle: B\npriority: 1\n---\n",
        "memos/c.md": "---\ntitle: C\npriority: 1\n---\n",
        "memos/d.md": "---\ntitle: D\nregion: north\n---\n",
    }
    built = build(files, **plugins)
    assert [(problem.code, problem.path) for problem in built.problems] == [
        ("key-unknown", "memos/d.md"),
        ("key-unknown", "notes/b.md"),
    ]
    assert built.index.documents["a"][Region].region == "north"
    assert built.index.documents["c"].get(Region) is None


class Noted(FieldsModel):
    notes: list[str] = []  # noqa: RUF012 - pydantic copies it for each instance


def test_documents_without_a_plugin_s_keys_share_its_part_unless_it_could_be_changed() -> None:
    plugin = Plugin(NOTE, Fields(Region, types("note")), Fields(Noted, types("note")))
    built = build(
        {f"notes/{name}.md": f"---\ntitle: {name}\n{said}---\n" for name, said in (("a", ""), ("b", ""), ("c", "region: 华东\n"))},
        p=plugin,
    )
    one, other, third = (built.index.documents[name] for name in "abc")
    assert one[Region] is other[Region]
    assert (one[Region].region, third[Region].region) == ("", "华东")
    one[Noted].notes.append("甲")
    assert other[Noted].notes == []


def test_two_plugins_that_claim_one_key_of_one_type_are_refused_naming_both() -> None:
    with pytest.raises(PluginError) as raised:
        build({}, kinds=Plugin(NOTE), first=Plugin(Fields(Region)), second=Plugin(Fields(Other)))
    line = str(raised.value)
    assert "second" in line
    assert "first ((given))" in line
    assert "region" in line
    assert "note" in line


def test_two_plugins_may_use_one_key_on_different_types() -> None:
    plugins = {
        "kinds": Plugin(NOTE, MEMO),
        "first": Plugin(Fields(Region, types("note"))),
        "second": Plugin(Fields(Other, types("memo"))),
    }
    assert build({"notes/a.md": "---\ntitle: A\nregion: x\n---\n"}, **plugins).codes == []


def test_a_plugin_cannot_claim_a_key_of_the_core() -> None:
    with pytest.raises(PluginError, match=r"title.*already belongs to omnikb"):
        build({}, kinds=Plugin(NOTE), first=Plugin(Fields(Titled)))


def test_two_plugins_that_declare_one_type_or_one_folder_are_refused() -> None:
    twin = DocumentType("other", "notes", "Other", "Others")
    for clash in (NOTE, twin):
        with pytest.raises(PluginError, match=r"plugin second.*already declared by plugin first"):
            build({}, first=Plugin(NOTE), second=Plugin(clash))


REVIEW = DocumentType("review", "reviews", "Review", "Reviews", frozenset({"knowledge"}))
KINDS = Plugin(REVIEW, *(DocumentType(name, name, name, name) for name in ("project", "training", "case", "plans")))


@pytest.mark.parametrize(
    "name",
    ["preview", "reviewer", "subproject", "projector", "e-training", "retraining", "review-note", "base", "task", "interview"],
)
def test_a_type_that_is_not_installed_may_be_called_like_one_that_is(name: str) -> None:
    class Referring(FieldsModel):
        other: Annotated[str, Ref(name)] = ""

    assert build({}, kinds=KINDS, own=Plugin(Fields(Region, types(name)), Fields(Referring, trait("acknowledge")))).codes == []


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("reveiw", "review"),
        ("reviw", "review"),
        ("reviiew", "review"),
        ("revoew", "review"),
        ("reviews", "review"),
        ("Review", "review"),
        ("projec", "project"),
        ("plan", "plans"),
    ],
)
def test_a_type_that_is_misspelt_by_a_letter_is_refused(name: str, near: str) -> None:
    with pytest.raises(PluginError, match=f"there is no document type {name}; did you mean {near}"):
        build({}, kinds=KINDS, own=Plugin(Fields(Region, types(name))))


def test_keys_of_a_disabled_plugin_give_one_notice_for_all_documents() -> None:
    files = {
        "notes/a.md": "---\ntitle: A\nregion: north\n---\n",
        "notes/b.md": "---\ntitle: B\ncountry: far\n---\n",
        "notes/c.md": "---\ntitle: C\nregion: south\ncountry: near\n---\n",
    }
    built = build(files, {"disable": ["region"]}, kinds=Plugin(NOTE), region=Plugin(Fields(Region)))
    (problem,) = built.problems
    assert (problem.code, problem.severity, problem.path) == ("keys-of-disabled", "notice", "mkdocs.yml")
    assert problem.arguments == {"plugin": "region", "keys": "country, region", "count": 3}
    assert len(built.index.documents) == 3


def test_a_wrong_key_is_still_an_error_beside_a_disabled_plugin() -> None:
    files = {"notes/a.md": "---\ntitle: A\nregoin: north\n---\n"}
    assert build(files, {"disable": ["region"]}, kinds=Plugin(NOTE), region=Plugin(Fields(Region))).codes == ["key-unknown"]


def test_the_documents_of_a_disabled_plugins_type_are_ordinary_pages() -> None:
    built = build({"notes/a.md": "---\ntitle: A\nregion: north\n---\n"}, {"disable": ["kinds"]}, kinds=Plugin(NOTE))
    assert built.codes == []
    assert built.index.documents["a"].type is None


def test_documents_that_say_a_type_of_a_disabled_plugin_give_one_notice_for_all() -> None:
    files = {
        "notes/a.md": "---\ntitle: A\ntype: memo\n---\n",
        "memos/b.md": "---\ntitle: B\ntype: memo\ndraft: true\n---\n",
        "notes/c.md": "---\ntitle: C\nregion: north\n---\n",
        "other/d.md": "---\ntitle: D\ntype: deep\n---\n",
        "other/e.md": "---\ntitle: E\ntype: post\n---\n",
    }
    memos = Plugin(MEMO, DEEP, Fields(Region, trait("knowledge")))
    built = build(files, {"disable": ["memos"]}, kinds=Plugin(NOTE), memos=memos)
    assert built.codes == ["page-not-hidden", "keys-of-disabled", "type-of-nothing"]
    notice = built.problems[1]
    assert notice.arguments == {"plugin": "memos", "keys": "region, type: deep, type: memo", "count": 4}
    assert {id_: one.type for id_, one in built.index.documents.items()} == {
        "a": None,
        "b": None,
        "c": "note",
        "d": None,
        "e": None,
    }


def test_a_type_like_none_is_told_once_beside_a_broken_disabled_plugin() -> None:
    class Broken:
        def omnikb_document_types(self):
            raise RuntimeError("broken")

    files = {f"{name}.md": f"---\ntitle: X\ntype: {type_}\n---\n" for name, type_ in (("a", "post"), ("b", "post"), ("c", "noet"))}
    built = build(files, {"disable": ["broken"]}, kinds=Plugin(NOTE), broken=Broken())
    assert built.codes == ["type-unknown", "keys-of-disabled"]
    assert built.problems[1].arguments == {"plugin": "broken", "keys": "type: post", "count": 2}


def test_keys_beside_a_broken_disabled_plugin_give_a_notice_too() -> None:
    class Broken:
        def omnikb_fields(self):
            raise RuntimeError("broken")

    files = {"notes/a.md": "---\ntitle: A\nanything: north\n---\n"}
    (problem,) = build(files, {"disable": ["broken"]}, kinds=Plugin(NOTE), broken=Broken()).problems
    assert (problem.code, problem.arguments["plugin"]) == ("keys-of-disabled", "broken")


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: 标题", ("x", "标题", "zh", None)),
        ("title: [a]", ("x", "x", "zh", None)),
        ("lang: en", ("x", "x", "en", None)),
        ("lang: no", ("x", "x", "zh", None)),
        ("lang: {a: b}", ("x", "x", "zh", None)),
        ("date: 2025-01-01", ("x", "x", "zh", "2025-01-01")),
        ("date: 2025-01-01 10:00:00", ("x", "x", "zh", None)),
        ("id: other", ("other", "x", "zh", None)),
        ("id: {a: b}\ntitle: T", ("x", "T", "zh", None)),
        ("template: nope.html\nicon: wrong", ("x", "x", "zh", None)),
    ],
)
def test_an_ordinary_page_keeps_of_its_keys_what_makes_sense(front, expected) -> None:
    built = build({"pages/x.md": f"---\n{front}\n---\n"}, notes=Plugin(NOTE))
    (document,) = built.index.documents.values()
    assert built.codes == []
    assert (document.id, document.title, document.lang, document.date and str(document.date)) == expected


def test_the_engine_sees_of_an_ordinary_page_only_what_it_may() -> None:
    front = "description: words\nhide: [toc]\ntemplate: nope.html\nicon: wrong\nsearch: {exclude: true}"
    built = build({"x.md": f"---\n{front}\n---\n"})
    assert built.index.documents["x"].engine == {"description": "words", "hide": ["toc"]}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
CORE_KEYS = st.sampled_from(["id", "title", "date", "lang", "hide", "description", "type", "tags", "template", "中文"])


@given(st.dictionaries(CORE_KEYS | st.text(min_size=1, max_size=8).filter(lambda key: key != "redirect_from"), VALUES, max_size=5))
def test_the_front_matter_of_an_ordinary_page_is_never_an_error(front) -> None:
    from omnikb.plugin_manager import Plugins
    from omnikb.reader import Text
    from omnikb.settings import settings_from
    from omnikb.validation import Validator

    settings = settings_from({}, root=".", content=".", site=".")
    validator = Validator(Plugins.of(settings, {"kinds": Plugin(DocumentType("qqqqqqqqqqqq", "kept", "Q", "Qs"))}), "zh")
    document, problems, __ = validator.document(Text("pages/x.md", front, "body", 1, yaml.safe_dump(front)))
    assert [one for one in problems if one.severity is Severity.ERROR] == []
    assert document is not None
    assert document.id


@pytest.mark.parametrize(
    ("written", "character"), [(r"\0", "U+0000"), (r"\a", "U+0007"), (r"\u202e", "U+202E"), ("\u2066", "U+2066")]
)
@pytest.mark.parametrize("key", ["id", "title"])
def test_a_character_that_nobody_can_see_in_an_id_or_a_title_is_a_problem_at_its_key(
    key: str, written: str, character: str
) -> None:
    front = {"title": "A", "likelihood": "1", "impact": "1", key: f'"a{written}b"'}
    lines = "".join(f"{name}: {value}\n" for name, value in front.items())
    (problem,) = KnowledgeBase({"risks/a.md": f"---\n{lines}---\n"}).build().problems
    assert (problem.code, problem.line) == ("control-character", list(front).index(key) + 2)
    assert character in problem.message("en")


def test_an_ordinary_page_keeps_no_character_that_nobody_can_see() -> None:
    built = KnowledgeBase({"a.md": '---\nid: "x\\0y"\ntitle: "b\\u202ec"\n---\n', "d.md": "# e\u202ef\n"}).build()
    assert {document.id: document.title for document in built.index.documents.values()} == {"a": "bc", "d": "ef"}


def test_a_title_of_two_lines_or_with_joined_emoji_is_no_problem() -> None:
    built = KnowledgeBase(
        {"risks/a.md": '---\ntitle: "a\\tb\\nc \U0001f469\u200d\U0001f4bb"\nlikelihood: 1\nimpact: 1\n---\n'}
    ).build()
    assert built.codes == []


# What has no effect


def said(front: str, path: str = "pages/x.md", body: str = "Text") -> list[tuple[str, int]]:
    built = build({path: f"---\n{front}\n---\n{body}\n"}, notes=Plugin(NOTE, Fields(Region)), places=Plugin(RECORD))
    return [(one.code, one.line) for one in built.problems]


RECORD = DocumentType("record", "reports/records", "Record", "Records")


@pytest.mark.parametrize("front", ["draft: true", "published: false", "publish: false", "private: true", "hidden: true"])
def test_an_ordinary_page_that_is_meant_to_be_kept_back_is_published_with_a_notice(front: str) -> None:
    files = {"pages/x.md": f"---\ntitle: X\n{front}\n---\nText\n"}
    built = build(files, notes=Plugin(NOTE))
    assert [(one.code, one.line, one.severity) for one in built.problems] == [("page-not-hidden", 3, "notice")]
    assert "Text" in built.page("pages/x.md").html
    assert "out of the content folder" in built.problems[0].hint("en")


@pytest.mark.parametrize("front", ["draft: false", "published: true", "draft: maybe"])
def test_a_key_that_would_not_keep_a_page_back_is_nobodys_business_on_an_ordinary_page(front: str) -> None:
    assert said(front) == []


@pytest.mark.parametrize("front", ["draft: true", "draft: false", "published: false"])
def test_a_document_of_a_type_has_no_key_to_keep_it_back(front: str) -> None:
    assert said(f"title: X\n{front}", "notes/x.md") == [("key-hides-nothing", 3)]


@pytest.mark.parametrize(
    ("path", "front", "codes"),
    [
        ("note/x.md", "region: north", ["folder-of-no-type"]),
        ("Notes/x.md", "region: north", ["folder-of-no-type"]),
        ("Notes/2025/x.md", "region: north", ["folder-of-no-type"]),
        ("record/x.md", "region: north", ["folder-of-no-type"]),
        ("reports/record/x.md", "region: north", ["folder-of-no-type"]),
        ("note/index.md", "region: north", []),
        ("note/x.md", "title: X\ndate: 2025-01-01", []),
        ("news/x.md", "region: north", []),
        ("x.md", "region: north", []),
        ("news/x.md", "type: 记录", ["type-of-nothing"]),
        ("news/x.md", "type: post\nregion: north", ["type-of-nothing"]),
        ("note/x.md", "type: post\nregion: north", ["type-of-nothing"]),
        ("news/x.md", "type: 5", []),
        ("news/x.md", "type: Record", ["type-unknown"]),
        ("news/x.md", "type: notes", ["type-unknown"]),
        ("notes/x.md", "type: Records", ["type-unknown"]),
    ],
)
def test_a_page_that_was_meant_to_be_of_a_type_is_told_that_it_is_of_none(path: str, front: str, codes: list[str]) -> None:
    assert [code for code, _line in said(front, path)] == codes


def test_a_page_in_a_folder_that_is_called_nearly_right_is_told_where_to_move() -> None:
    files = {"note/x.md": "---\nregion: north\n---\nText\n"}
    (problem,) = build(files, notes=Plugin(NOTE, Fields(Region))).problems
    assert problem.hint("en") == "move the file to the folder notes, or add a line: type: note"
    assert "region" in problem.message("en")


def test_a_type_that_is_called_by_its_label_is_recognised() -> None:
    (problem,) = build({"x.md": "---\ntype: notes\n---\nText\n"}, notes=Plugin(NOTE, MEMO)).problems
    assert problem.hint("en").startswith("did you mean note?")
    (problem,) = build({"memos/x.md": "---\ntype: Deep\n---\n"}, notes=Plugin(NOTE, MEMO, DEEP)).problems[:1]
    assert problem.hint("en").startswith("did you mean deep?")


# One mistake, one message


class Stated(FieldsModel):
    state: str
    people: tuple[Region, ...] = ()


class Strict(FieldsModel):
    kind: str


class Kinds(FieldsModel):
    kinds: tuple[Strict, ...] = ()


@pytest.mark.parametrize(
    ("front", "codes"),
    [
        ("Title: X\nstate: a", ["key-unknown"]),
        ("标题: X\nstate: a", ["key-unknown"]),
        ("title: X\nState: a", ["key-unknown"]),
        ("title: X\nstat: a", ["key-unknown"]),
        ("title: X\nstate: a\nkinds: [{Kind: a}]", ["key-unknown"]),
        ("title: X\nstate: [a]\nstaet: b", ["key-unknown", "not-text"]),
        ("title: X\nzzz: a", ["key-missing", "key-unknown"]),
        ("state: a\nsummary: b", ["key-unknown", "title-missing"]),
    ],
)
def test_a_key_that_is_spelt_wrong_is_not_missing_too(front: str, codes: list[str]) -> None:
    built = build({"notes/x.md": f"---\n{front}\n---\n"}, notes=Plugin(NOTE, Fields(Stated)), kinds=Plugin(Fields(Kinds)))
    assert sorted(built.codes) == codes


def test_an_empty_document_is_one_error() -> None:
    built = build({"notes/x.md": "", "pages/x.md": " \n"}, notes=Plugin(NOTE, Fields(Stated)))
    assert [(one.path, one.code) for one in built.problems] == [("notes/x.md", "document-empty"), ("pages/x.md", "file-empty")]
    assert [one.path for one in built.index.documents.values()] == ["pages/x.md"]


@pytest.mark.parametrize(
    ("front", "line"), [("title: #2 X\nstate: a", 2), ("title: X\nstate: #2", 3), ("title: X\nstate: a\npeople:\n  - #2", 5)]
)
def test_a_value_that_is_lost_to_a_comment_is_not_missing_too(front: str, line: int) -> None:
    (problem,) = build({"notes/x.md": f"---\n{front}\n---\n"}, notes=Plugin(NOTE, Fields(Stated))).problems
    assert (problem.code, problem.line) == ("comment-for-value", line)
    assert '"#2' in problem.hint("en")
