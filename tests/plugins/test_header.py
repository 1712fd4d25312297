from __future__ import annotations

import re

from omnikb.testing import Built, KnowledgeBase


def risk(keys: str = "", title: str = "超卖") -> str:
    return f"---\ntitle: {title}\nlikelihood: 4\nimpact: 4\n{keys}---\n正文\n"


def lesson(keys: str = "", title: str = "安全库存") -> str:
    return f"---\ntitle: {title}\napplies_when: 甲\ndo: 乙\nbecause: 丙\n{keys}---\n正文\n"


PROJECT = "---\ntitle: 大促\nstatus: active\n---\n"


def build(files: dict[str, str], language: str = "zh") -> Built:
    return KnowledgeBase(files, language=language).build()


def trail(html: str) -> str:
    found = re.search(r'<nav class="omnikb-trail".*?</nav>', html, re.DOTALL)
    assert found
    return found[0]


def chips(html: str) -> str:
    found = re.search(r'<div class="omnikb-chips">.*?</div>\n?</div>', html, re.DOTALL)
    assert found
    return found[0]


def test_the_trail_leads_to_the_list_of_the_type_and_to_its_year() -> None:
    html = trail(build({"risks/a.md": risk("date: 2025-03-01\n")}).page("risks/a.md").html)
    assert 'href="../">风险' in html
    assert 'href="../#2025">2025' in html
    assert html.index("风险") < html.index("2025") < html.index("超卖")


def test_what_belongs_to_one_project_has_the_project_in_its_trail() -> None:
    files = {"projects/sale.md": PROJECT, "lessons/a.md": lesson("project: sale\ndate: 2025-03-01\n")}
    html = trail(build(files).page("lessons/a.md").html)
    assert 'href="../../projects/sale/">大促' in html
    assert "2025" not in html


def test_what_belongs_to_several_projects_has_its_year_in_the_trail() -> None:
    files = {
        "projects/sale.md": PROJECT,
        "projects/move.md": PROJECT,
        "lessons/a.md": lesson("project: [sale, move]\ndate: 2025-03-01\n"),
    }
    assert "2025" in trail(build(files).page("lessons/a.md").html)


def test_chips_name_type_date_documents_and_facets_each_with_its_page() -> None:
    files = {"risks/a.md": risk(), "lessons/b.md": lesson("risks: a\ndate: 2025-03-01\ntags: 直播\n")}
    html = chips(build(files).page("lessons/b.md").html)
    assert 'href="../">' in html
    assert "2025-03-01" in html
    assert 'href="../../risks/a/"' in html
    assert 'href="../../tags/%E7%9B%B4%E6%92%AD/"' in html


def test_chips_beyond_one_line_stand_behind_their_number() -> None:
    tags = ", ".join(f"很长很长的标签{number}" for number in range(9))
    html = chips(build({"risks/a.md": risk(f"tags: [{tags}]\n")}).page("risks/a.md").html)
    shown, more = html.split("<details", 1)
    number = re.search(r">\+(\d+)<", more)
    assert number
    assert more.count("很长很长的标签") == int(number[1])
    assert shown.count("很长很长的标签") + int(number[1]) == 9


def test_many_documents_of_one_type_are_one_chip_that_leads_to_the_picture() -> None:
    files = {f"risks/r{number}.md": risk(title=f"风险{number}") for number in range(3)}
    html = build({**files, "lessons/b.md": lesson("risks: [r0, r1, r2]\n")}).page("lessons/b.md").html
    assert 'href="#neighbourhood"' in chips(html)
    assert re.search(r'<span class="omnikb-chip-kind">引用的风险</span>\s*3', chips(html)), "the number says what it counts"
    assert 'id="neighbourhood"' in html


def test_the_picture_has_what_a_document_rests_on_at_the_left_and_what_rests_on_it_at_the_right() -> None:
    files = {
        "risks/a.md": risk(),
        "lessons/b.md": lesson("risks: a\n"),
        "lessons/c.md": lesson(title="另一条").replace("正文", "见 [[b]]"),
    }
    html = build(files).page("lessons/b.md").html
    picture = html[html.index("omnikb-neighbourhood") :]
    places = [picture.index(words) for words in ("依据", "超卖", "omnikb-middle", "被引用", "另一条")]
    assert places == sorted(places)


def test_two_documents_that_name_each_other_stand_in_each_others_picture_once() -> None:
    files = {"risks/a.md": risk().replace("正文", "见 [[b]]"), "lessons/b.md": lesson("risks: a\n")}
    html = build(files).page("risks/a.md").html
    picture = html[html.index('<div class="omnikb-neighbourhood') : html.index("omnikb-onward")]
    assert picture.count("安全库存") == 1
    assert "依据" not in picture


def test_the_picture_shows_a_dozen_and_the_number_of_the_rest() -> None:
    files = {f"lessons/l{number}.md": lesson("risks: a\n", f"经验{number}") for number in range(20)}
    html = build({"risks/a.md": risk(), **files}).page("risks/a.md").html
    picture = html[html.index('<div class="omnikb-neighbourhood') : html.index("omnikb-onward")]
    assert picture.count("<li") == 12
    assert "另有 8 篇" in picture
    assert picture.count("<path") == 12


def test_without_links_there_is_no_picture() -> None:
    assert "omnikb-neighbourhood" not in build({"risks/a.md": risk()}).page("risks/a.md").html


def test_neighbours_in_time_are_those_of_the_same_type() -> None:
    files = {
        "risks/a.md": risk("date: 2025-01-01\n", "早"),
        "risks/b.md": risk("date: 2025-02-01\n", "中"),
        "risks/c.md": risk("date: 2025-03-01\n", "晚"),
        "lessons/d.md": lesson("date: 2025-02-02\n"),
    }
    html = build(files).page("risks/b.md").html
    onward = html[html.index("omnikb-onward") :]
    assert onward.index('href="../a/"') < onward.index("全部风险") < onward.index('href="../c/"')
    assert "lessons/d" not in onward


def test_the_oldest_has_nothing_before_it() -> None:
    files = {"risks/a.md": risk("date: 2025-01-01\n"), "risks/b.md": risk("date: 2025-02-01\n")}
    html = build(files).page("risks/a.md").html
    assert "上一篇" not in html
    assert "下一篇" in html


def test_an_ordinary_page_has_no_header() -> None:
    html = build({"about.md": "# 关于\n\n正文\n"}).page("about.md").html
    assert "omnikb-trail" not in html
    assert "omnikb-onward" not in html


def test_the_home_page_shows_the_newest_documents_of_all_types() -> None:
    files = {
        "index.md": "# 首页\n",
        "risks/a.md": risk("date: 2025-01-01\n", "旧"),
        "lessons/b.md": lesson("date: 2025-03-01\n", "新"),
    }
    html = build(files).page("index.md").html
    html = html[html.index("最近更新") :]
    assert html.index("新</a>") < html.index("旧</a>")


def test_an_english_document_has_an_english_header_in_a_chinese_site() -> None:
    html = build({"risks/a.md": risk("lang: en\ndate: 2025-01-01\n")}).page("risks/a.md").html
    assert ">Risks</a>" in trail(html)
    assert "All: Risks" in html


def test_markup_in_titles_and_facets_comes_out_as_text() -> None:
    files = {"risks/a.md": risk("tags: '<i onclick=x>'\n", "'<b onclick=y>'"), "lessons/b.md": lesson("risks: a\n")}
    built = build(files)
    for path in ("risks/a.md", "lessons/b.md"):
        html = built.page(path).html
        assert "<i onclick" not in html
        assert "<b onclick" not in html


def test_a_lesson_has_its_state_as_a_chip_and_one_without_a_history_is_identified() -> None:
    lesson = "---\ntitle: 甲\napplies_when: 大促\ndo: 演练\nbecause: 会慌\n{history}---\n正文\n"
    history = "history:\n  - {state: identified, date: 2025-01-01}\n  - {state: analysed, date: 2025-02-01}\n"
    files = {"lessons/a.md": lesson.format(history=history), "lessons/b.md": lesson.format(history="")}
    built = KnowledgeBase(files).build()
    for path, state in (("lessons/a.md", "已分析"), ("lessons/b.md", "已发现")):
        html = built.page(path).html
        assert re.search(rf'<span class="omnikb-chip">\s*{state}\s*</span>', html), html
