"""Which pages a second build makes: those whose content changes are built, those that only read what changed are composed again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import omnikb_cases
from omnikb import Asset, Index, Load, listings
from omnikb.adapters.building import build_site
from omnikb.composition import Composer
from omnikb.facts import Fact
from omnikb.outputs import output
from omnikb.pages import Page
from omnikb.textindex import Searcher
from tests.adapters.building import tree, written

SETTINGS = """\
site_name: 知识库
docs_dir: content
theme:
  name: material
  language: zh
plugins:
  - omnikb:
      facets: {vocabulary: vocabulary.yml}
"""

VOCABULARY = """\
departments:
  - {id: ecommerce, zh: 电商部, en: E-commerce}
  - {id: stores, zh: 门店部, en: Stores}
"""

FILES = {
    "index.md": "# 首页\n",
    "about.md": "# 关于\n\n与谁都无关的一页。\n",
    "projects/autumn.md": """---
title: 秋季大促
date: 2025-11-30
status: closed
start: 2025-08-11
end: 2025-11-11
finished: 2025-11-24
departments: ecommerce
---
""",
    "projects/spring.md": """---
title: 春季换装
date: 2025-12-20
status: active
start: 2025-12-01
end: 2026-03-31
stages:
  - {name: 布展, start: 2025-12-01, end: 2026-02-28}
departments: stores
---
""",
    "risks/oversell.md": "---\ntitle: 多渠道超卖\ndate: 2025-03-01\nlikelihood: 4\nimpact: 4\n---\n先停售，后核数。\n",
    "risks/late.md": "---\ntitle: 到货晚\ndate: 2025-04-01\nlikelihood: 2\nimpact: 3\n---\n",
    "lessons/reserve.md": """---
title: 先留安全库存
date: 2025-07-10
project: autumn
risks: oversell
applies_when: 两个渠道卖同一盘货
do: 按渠道锁一成半
because: 分货一小时一次
next_check: 2026-01-20
---
长尾款不要预留。
""",
    "lessons/window.md": """---
title: 橱窗先打样
date: 2025-12-28
project: spring
applies_when: 换季
do: 先做一家店
because: 尺寸各店不同
faq: {question: 打样要几天？, answer: 三天。, topic: 门店}
---
""",
    "reviews/autumn-final.md": """---
title: 秋季大促结项
date: 2025-12-05
project: autumn
kind: final
risks:
  - {risk: oversell, materialised: true, cost: 36.5}
kpis:
  - {name: 工期, kind: time, planned: 92, actual: 105, unit: 天, better: lower}
  - {name: 预算, kind: budget, planned: 480, actual: 512, unit: 万元, better: lower}
  - {name: 满意度, kind: satisfaction, planned: 4.7, actual: 4.5, unit: 分, better: higher}
---
""",
    "reviews/spring-start.md": """---
title: 春季换装启动复盘
date: 2026-01-05
project: spring
kind: milestone
actions:
  - {do: 定样板店, owner: 门店主管, due: 2026-01-10, done_when: 有名单}
---
""",
    "cases/one-stock.md": "---\ntitle: 一盘货\ndate: 2025-12-10\nproject: autumn\ntransferable: 先统一口径\n---\n",
    "training/stock.md": "---\ntitle: 库存入门\ndate: 2025-06-01\nroles: 运营\nteaches: 看库存\ncovers: reserve\n---\n",
}


NEW_REVIEW = """---
title: 春季换装结项
date: 2026-01-12
project: spring
kind: final
risks: [{risk: late, materialised: false}]
kpis:
  - {name: 工期, kind: time, planned: 92, actual: 91, unit: 天, better: lower}
  - {name: 预算, kind: budget, planned: 480, actual: 470, unit: 万元, better: lower}
  - {name: 满意度, kind: satisfaction, planned: 4.7, actual: 4.8, unit: 分, better: higher}
---
"""


@dataclass(frozen=True)
class Site:
    """A knowledge base in a folder, built again and again in this process. ``composed`` are the pages made by the last build."""

    root: Path
    composed: list[str]

    def build(self) -> tuple[set[str], set[str]]:
        """The pages that were built, and those that were only composed, to find that they are as they were."""
        before = self.pages()
        self.composed.clear()
        report = build_site(self.root / "mkdocs.yml", jobs=1)
        assert report.site, report.problems
        changed = {file for file, number in self.pages().items() if before.get(file) != number}
        built = {path for path in self.composed if output(path, True) in changed}
        assert len(built) == len(changed) == report.written
        return built, {*self.composed} - built

    def pages(self) -> dict[str, int]:
        """The number in the file system of each page's file: one that is taken over from the last site keeps its own."""
        site = self.root / "site"
        files = {file.relative_to(site).as_posix(): file for file in site.rglob("*.html")}
        return {path: file.stat().st_ino for path, file in files.items() if path != "404.html"}

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that a file holds once."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site of ``FILES``, built once, on 15 January 2026."""
    site = Site(tmp_path, [])
    complete = Composer.complete

    def noted(self: Composer, page: Page) -> tuple[Page, frozenset[Fact]]:
        site.composed.append(page.path)
        return complete(self, page)

    monkeypatch.setattr(Composer, "complete", noted)
    on_the_day(monkeypatch, datetime.date(2026, 1, 15))
    (tmp_path / "vocabulary.yml").write_text(VOCABULARY, encoding="utf-8")
    written(tmp_path, FILES, SETTINGS)
    site.build()
    return site


def on_the_day(monkeypatch: pytest.MonkeyPatch, day: datetime.date) -> None:
    moment = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))


def test_where_nothing_has_changed_no_page_is_even_composed(site: Site) -> None:
    (site.root / "content/about.md").touch()
    assert site.build() == (set(), set())


def test_a_new_review_builds_its_project_its_risks_the_lists_and_figures_it_enters_and_nothing_else(site: Site) -> None:
    (site.root / "content/reviews/spring-final.md").write_text(NEW_REVIEW, encoding="utf-8")
    built, only_composed = site.build()
    assert built == {
        "reviews/spring-final.md",
        "projects/spring.md",
        "risks/late.md",
        "reviews/spring-start.md",  # its neighbour in time
        "reviews/index.md",
        "years/2026.md",
        "years/index.md",
        "reviews/performance.md",
        "risks/matrix.md",
        "index.md",
    }
    assert only_composed == set()


def test_a_deleted_review_leaves_all_that_it_had_entered(site: Site) -> None:
    (site.root / "content/reviews/spring-start.md").unlink()
    built, only_composed = site.build()
    assert built == {
        "projects/spring.md",
        "reviews/autumn-final.md",  # its neighbour in time
        "reviews/index.md",
        "years/index.md",
        "index.md",
    }
    assert only_composed == {"reviews/performance.md"}  # it was no final one
    gone = {"reviews/spring-start/index.html", "years/2026/index.html", "actions/index.html"}  # the only one of its year
    assert gone.isdisjoint(site.pages())


def test_an_edited_figure_builds_the_pages_that_show_it(site: Site) -> None:
    site.edit("content/reviews/autumn-final.md", "actual: 105", "actual: 99")
    built, only_composed = site.build()
    assert built == {"reviews/autumn-final.md", "projects/autumn.md", "reviews/performance.md", "index.md"}
    assert only_composed == {
        "reviews/spring-start.md",  # its neighbour in time
        "risks/oversell.md",
        "reviews/index.md",
        "years/2025.md",
    }


def test_an_edited_text_builds_its_own_page(site: Site) -> None:
    site.edit("content/lessons/reserve.md", "长尾款不要预留。", "长尾款也要预留。")
    built, only_composed = site.build()
    assert built == {"lessons/reserve.md"}
    assert only_composed == {
        "projects/autumn.md",
        "risks/oversell.md",
        "training/stock.md",
        "lessons/window.md",  # its neighbour in time
        "lessons/index.md",
        "lessons/due.md",
        "years/2025.md",
        "index.md",
    }


def test_an_edited_title_builds_every_page_that_names_it(site: Site) -> None:
    site.edit("content/lessons/reserve.md", "title: 先留安全库存", "title: 先留库存")
    built, only_composed = site.build()
    assert built == {
        "lessons/reserve.md",
        "projects/autumn.md",
        "risks/oversell.md",
        "training/stock.md",
        "lessons/window.md",  # its neighbour in time
        "lessons/index.md",
        "lessons/due.md",
        "years/2025.md",
        "index.md",
    }
    assert only_composed == set()


def test_a_lesson_that_is_retired_builds_every_list_it_stands_in(site: Site) -> None:
    site.edit(
        "content/lessons/window.md",
        "because: 尺寸各店不同\n",
        "because: 尺寸各店不同\nhistory: [{state: retired, date: 2026-01-10}]\n",
    )
    built, only_composed = site.build()
    assert built >= {"lessons/window.md", "lessons/index.md", "projects/spring.md", "years/2025.md", "index.md"}
    assert only_composed.isdisjoint(built)


def test_a_renamed_document_builds_the_pages_that_lead_to_it(site: Site) -> None:
    cases = site.root / "content/cases"
    (cases / "one-stock.md").rename(cases / "single-stock.md")
    built, only_composed = site.build()
    assert built == {"cases/single-stock.md", "cases/index.md", "projects/autumn.md", "years/2025.md", "index.md"}
    assert only_composed == set()
    assert "cases/one-stock/index.html" not in site.pages()


def test_a_new_day_builds_the_pages_that_count_days(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    on_the_day(monkeypatch, datetime.date(2026, 1, 16))
    built, only_composed = site.build()
    assert built == {
        "reviews/spring-start.md",  # an action that is late
        "actions/index.md",
        "projects/spring.md",  # the line of today among its stages
        "projects/portfolio.md",
        "lessons/due.md",
        "index.md",
    }
    assert only_composed == {"lessons/reserve.md"}  # its check is not due before the 20th


def test_a_label_of_the_vocabulary_builds_every_page_for_all_documents_are_read_by_it(site: Site) -> None:
    site.edit("vocabulary.yml", "zh: 电商部", "zh: 电商中心")
    built, __ = site.build()
    assert {output(path, True) for path in built} == site.pages().keys()


@pytest.fixture
def short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """One document on a page of a list, two in a gathering."""
    monkeypatch.setattr(listings, "PAGE_LENGTH", 1)
    monkeypatch.setattr(listings, "GATHERED", 2)


@pytest.mark.usefixtures("short_lists")
def test_an_edited_title_builds_only_its_part_of_long_lists(site: Site) -> None:
    assert {"reviews/by-year/2026/index.html", "projects/autumn/links/page-2/index.html"} <= site.pages().keys()
    site.edit("content/reviews/autumn-final.md", "title: 秋季大促结项", "title: 秋季结项")
    built, __ = site.build()
    lists = {path for path in built if "/by-year/" in path or "/links/" in path or path.endswith("s/index.md")}
    assert lists == {"reviews/by-year/2025.md", "projects/autumn/links/page-2.md"}


def test_a_style_sheet_that_every_page_loads_or_none_as_the_content_says_is_joined_as_in_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def assets(index: Index) -> Iterator[Asset]:
        shown = "门店" in index.documents["about"].title
        yield Asset("assets/own.css", b".own { color: red }", Load.EVERYWHERE if shown else Load.NEVER)

    monkeypatch.setattr(omnikb_cases, "omnikb_assets", assets)
    for number, title in enumerate(("关于", "门店", "关于门店", "关于")):
        config = written(tmp_path / "base", FILES | {"about.md": f"# {title}\n"}, SETTINGS)
        (config.parent / "vocabulary.yml").write_text(VOCABULARY, encoding="utf-8")
        assert build_site(config, jobs=1).site
        clean = tmp_path / f"clean-{number}"
        assert build_site(config, jobs=1, clean=True, site_dir=clean).site
        assert tree(config.parent / "site") == tree(clean)


def test_a_clean_build_reads_every_file_again_whatever_it_looks_like(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a program has written into a file that it keeps mapped into its memory."""
    monkeypatch.setattr("omnikb.sources.Folder.signature", lambda _folder, _path: (1, 1, 1, 1))
    page, shown = "content/about.md", site.root / "site" / "about" / "index.html"
    site.edit(page, "的一页", "的一张页")
    site.build()
    site.edit(page, "的一张页", "的另一页")
    site.build()
    assert "的一张页" in shown.read_text("utf-8")
    build_site(site.root / "mkdocs.yml", clean=True)
    assert "的另一页" in shown.read_text("utf-8")


def test_what_a_plugin_that_is_off_by_now_brought_is_no_longer_found(tmp_path: Path) -> None:
    answered = "faq: [{question: 斑马停在哪里, answer: 长颈鹿的车库}]"
    settings = written(
        tmp_path,
        {"index.md": "# 首页\n", "risks/a.md": f"---\ntitle: 库存\nlikelihood: 3\nimpact: 3\n{answered}\n---\n正文\n"},
        "site_name: 知识库\ndocs_dir: content\ntheme: {name: material, language: zh}\nplugins: [omnikb]\n",
    )

    def found() -> int:
        index = tmp_path / "site/assets/omnikb/search/index"
        return Searcher(lambda path: (index / path).read_bytes()).search('"斑马停在哪里"').total

    build_site(settings)
    assert found() == 1
    settings.write_text(settings.read_text(encoding="utf-8").replace("[omnikb]", "[{omnikb: {disable: [faq]}}]"), encoding="utf-8")
    build_site(settings)
    assert found() == 0


def test_the_page_for_what_is_not_there_follows_whether_there_is_one_to_search_on(tmp_path: Path) -> None:
    settings = SETTINGS.replace("omnikb:\n", "omnikb:\n      disable: [search]\n")
    files = {"vocabulary.yml": VOCABULARY, "index.md": "# 首页\n"}
    build_site(written(tmp_path, files, settings), jobs=1)
    for there in (True, False):
        page = tmp_path / "content/search/index.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text("# 找\n", encoding="utf-8") if there else page.unlink()
        build_site(written(tmp_path, files, settings), jobs=1)
        assert ("/search/" in (tmp_path / "site/404.html").read_text(encoding="utf-8")) == there
