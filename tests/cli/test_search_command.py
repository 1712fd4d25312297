"""``omnikb search``: what the search page finds, in the terminal."""

from __future__ import annotations

import json

import pytest

from omnikb.textindex import IndexFile, build_index
from omnikb.textindex.shards import read_shard, shard_files

RISK = "---\ntitle: {title}\nlikelihood: 4\nimpact: 4\n{keys}---\n{body}\n"


@pytest.fixture
def site(base, omnikb):
    """A built knowledge base with three risks and a project."""
    (base / "content" / "risks").mkdir()
    (base / "content" / "projects").mkdir()
    for name, title, keys, body in (
        (
            "oversell",
            "Overselling in livestreams",
            "date: 2025-03-02\ndepartments: it\n",
            "Stock was ten minutes late.\n\n## 直播间\n\n库存同步慢",
        ),
        ("stock", "Stock is counted twice", "date: 2026-01-02\nlang: zh\n", "库存算了两遍"),
        ("hostile", "'<b>bold</b> title'", "", "stock \u202e kcots <script>alert(1)</script>"),
    ):
        (base / "content" / "risks" / f"{name}.md").write_text(RISK.format(title=title, keys=keys, body=body), encoding="utf-8")
    (base / "content" / "projects" / "spring.md").write_text(
        "---\ntitle: Spring sale\nstatus: active\nrisks: stock\n---\n", encoding="utf-8"
    )
    assert omnikb("--quiet", "build").code in (0, 1)
    return base


def ids(out: str) -> list[str]:
    return [hit["id"] for hit in json.loads(out)["hits"]]


def test_words_find_pages_with_place_and_words(site, omnikb) -> None:
    done = omnikb("search", "库存同步")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[2:4] == ["1. Overselling in livestreams", "   Risk · 2025-03-02 · risks/oversell/#直播间 · 直播间"]
    assert "库存同步慢" in lines[4]


def test_a_hit_by_the_name_of_what_it_is_linked_with_says_that_name(site, omnikb) -> None:
    spring = next(line for line in omnikb("search", '"counted twice"').out.splitlines() if "projects/spring/" in line)
    assert spring == "   Project · In progress · projects/spring/ · Stock is counted twice"
    hits = json.loads(omnikb("search", "--json", '"counted twice"').out)["hits"]
    assert [hit["reasons"] for hit in hits] == [[], ["Stock is counted twice"]]


def test_several_words_are_one_question(site, omnikb) -> None:
    assert omnikb("search", "stock", "late").out == omnikb("search", "stock late").out


def test_a_minus_and_quotation_marks_mean_what_they_mean_in_the_browser(site, omnikb) -> None:
    assert "stock" not in ids(omnikb("search", "--json", "stock -twice").out)
    assert ids(omnikb("search", "--json", '"counted twice"').out) == ["stock", "spring"]
    assert ids(omnikb("search", "--json", "type:project").out) == ["spring"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--type", "risk", "--year", "2025"), {"oversell"}),
        (("--type=project",), {"spring"}),
        (("--year", "2025", "--year", "2026"), {"oversell", "stock"}),
        (("--risk", "Stock is counted twice"), {"stock", "spring"}),
        (("--department", "it"), {"oversell"}),
        (("--部门", "it"), {"oversell"}),
        (("--Language", "Chinese"), {"stock"}),
    ],
)
def test_every_filter_of_the_search_page_is_an_option(site, omnikb, options, found) -> None:
    assert set(ids(omnikb("search", "--json", *options).out)) == found


def test_a_filter_that_there_is_not_is_named_with_the_nearest(site, omnikb) -> None:
    done = omnikb("search", "stock", "--departmnt", "it")
    assert (done.code, done.out, done.err) == (2, "", "There is no filter departmnt. Did you mean department?\n")


def test_a_value_that_there_is_not_is_named_with_the_nearest(site, omnikb) -> None:
    done = omnikb("search", "stock", "--type", "rsik")
    assert (done.code, done.out) == (2, "")
    assert "rsik" in done.err
    assert "risk" in done.err.lower()


def test_a_part_of_a_value_is_answered_with_the_value_that_has_it(site, omnikb) -> None:
    assert omnikb("search", "stock", "--project", "spri").err == "There is nothing called spri to filter by. Did you mean spring?\n"


def test_an_option_without_a_value_is_said(site, omnikb) -> None:
    done = omnikb("search", "stock", "--type")
    assert (done.code, done.err) == (2, "--type needs a value, such as --type lesson\n")


def test_a_mistyped_filter_among_the_words_is_said_and_the_rest_is_found(site, omnikb) -> None:
    done = omnikb("search", "stock", "lnguage:zh")
    assert done.code == 0
    assert "language" in done.out.splitlines()[0]
    assert "Stock is counted twice" in done.out


def test_the_newest_come_first_where_that_is_asked_and_no_more_than_the_limit(site, omnikb) -> None:
    assert ids(omnikb("search", "--json", "--sort", "date", "--limit", "2").out) == ["stock", "oversell"]
    assert json.loads(omnikb("search", "--json", "--limit", "1", "stock").out)["total"] >= 3


def test_json_tells_of_a_hit_all_that_the_engine_knows(site, omnikb) -> None:
    (hit,) = json.loads(omnikb("search", "--json", "库存同步").out)["hits"][:1]
    assert (
        hit.items()
        >= {
            "id": "oversell",
            "title": "Overselling in livestreams",
            "address": "risks/oversell/",
            "anchor": "直播间",
            "date": "2025-03-02",
            "told": ["Risk"],
        }.items()
    )
    assert "库存同步" in "".join(hit["matched"])
    assert isinstance(hit["score"], int)


def test_nothing_found_says_what_to_do(site, omnikb) -> None:
    done = omnikb("search", '"unicorns dancing"')
    assert done.code == 0
    assert "fewer filters" in done.out


def test_nothing_found_names_the_words_and_no_filter(site, omnikb) -> None:
    assert "“unicorn”" in omnikb("search", "unicorn", "--project", "spring").out
    assert "filters" in omnikb("search", "--project", "spring", "--year", "2025").out


def test_hostile_text_is_shown_as_it_is_and_steers_no_terminal(site, omnikb) -> None:
    done = omnikb("search", "bold title")
    assert "<b>bold</b> title" in done.out
    assert "kcots" in done.out
    assert "\u202e" not in done.out


def test_the_question_may_be_empty_and_shows_everything(site, omnikb) -> None:
    assert json.loads(omnikb("search", "--json").out)["total"] == 5


def test_without_a_built_site_one_line_says_what_to_do(base, omnikb) -> None:
    done = omnikb("search", "stock")
    assert (done.code, done.out) == (2, "")
    assert done.err == "there is no search index in site; build the site first: omnikb build\n"


@pytest.mark.parametrize(("damage", "said"), [(b"", "damaged"), (b"<html>", "damaged"), (None, "missing")])
def test_an_index_that_is_not_whole_is_named_with_what_to_do(site, omnikb, damage, said) -> None:
    file = site / "site" / "assets" / "omnikb" / "search" / "index" / "documents.bin"
    file.unlink()
    if damage is not None:
        file.write_bytes(damage)
    done = omnikb("search", "stock")
    assert done.code == 2
    assert "documents.bin" in done.err
    assert said in done.err
    assert "omnikb build" in done.err
    assert "Traceback" not in done.err


def test_a_damaged_manifest_is_said_as_well(site, omnikb) -> None:
    (site / "site" / "assets" / "omnikb" / "search" / "index" / "manifest.json").write_text("{", encoding="utf-8")
    done = omnikb("search", "--type", "risk")
    assert done.code == 2
    assert "manifest.json" in done.err


def test_its_help_is_in_the_site_s_language(site, omnikb) -> None:
    assert "--NAME VALUE" in omnikb("search", "--help").out
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8").replace("language: en", "language: zh")
    (site / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert "--名称 值" in omnikb("search", "--help").out


def test_a_build_whose_index_has_lost_a_term_says_so_and_keeps_the_old_site(site, omnikb, monkeypatch) -> None:
    def lossy(*arguments, **options):
        for file in build_index(*arguments, **options):
            if file.path.startswith("terms/"):
                terms = {term: one for term, (one, __) in read_shard(file.path, file.content).items() if "直".encode() not in term}
                yield IndexFile.of(file.path, shard_files(terms, int(file.path[6:-4], 16), 3)[file.path])
            else:
                yield file

    (site / "content" / "new.md").write_text("# New\n\n直播间补货\n", encoding="utf-8")
    monkeypatch.setattr("omnikb_search.building.build_index", lossy)
    done = omnikb("build")
    assert done.code == 1
    assert "search/not-found the search does not find this page by “直播间补货”" in done.out
    assert "the old one stays" in done.err
    assert not (site / "site" / "new").exists()
