from __future__ import annotations

import re

import pytest

from omnikb.testing import Built, KnowledgeBase


def training(keys: str = "", title: str = "演练") -> str:
    return f"---\ntitle: {title}\nroles: [客服主管]\nteaches: [停售一个渠道]\n{keys}---\n正文\n"


def build(files: dict[str, str]) -> Built:
    return KnowledgeBase(files).build()


def test_a_training_says_for_whom_how_long_and_what_one_can_do_afterwards() -> None:
    html = build({"training/drill.md": training("minutes: 45\n")}).page("training/drill.md").html
    assert html.index("客服主管") < html.index("45 分钟") < html.index("停售一个渠道")


def test_roles_and_what_it_teaches_are_asked_for() -> None:
    assert build({"training/drill.md": "---\ntitle: 演练\n---\n"}).codes == ["key-missing", "key-missing"]


@pytest.mark.parametrize("minutes", ["0", "10001"])
def test_neither_no_minutes_nor_more_than_a_month_of_them_are_a_duration(minutes: str) -> None:
    assert build({"training/drill.md": training(f"minutes: {minutes}\n")}).codes == ["value-out-of-range"]


def test_what_it_covers_is_shown_by_type() -> None:
    files = {
        "training/drill.md": training("covers: [oversell, buffer]\n"),
        "risks/oversell.md": "---\ntitle: 超卖\nlikelihood: 4\nimpact: 4\n---\n",
        "lessons/buffer.md": "---\ntitle: 安全库存\napplies_when: 甲\ndo: 乙\nbecause: 丙\n---\n",
    }
    built = build(files)
    assert built.codes == []
    html = built.page("training/drill.md").html
    section = html[html.index("涉及的风险与经验") :]
    section = section[: section.index("</section>")]
    assert section.index("安全库存") < section.index("超卖")


def test_a_prerequisite_that_is_no_training_is_a_problem() -> None:
    files = {
        "training/drill.md": training("prerequisites: oversell\n"),
        "risks/oversell.md": "---\ntitle: 超卖\nlikelihood: 4\nimpact: 4\n---\n",
    }
    assert build(files).codes == ["reference-wrong-type"]


def test_trainings_that_wait_for_each_other_are_one_problem_that_names_the_way() -> None:
    files = {
        "training/a.md": training("prerequisites: b\n", "甲"),
        "training/b.md": training("prerequisites: c\n", "乙"),
        "training/c.md": training("prerequisites: a\n", "丙"),
    }
    (problem,) = build(files).problems
    assert problem.code == "training/prerequisites-cyclic"
    assert "甲 → 乙 → 丙 → 甲" in problem.message("zh")


def test_a_training_that_two_others_build_on_is_no_circle() -> None:
    files = {
        "training/a.md": training("prerequisites: [b, c]\n"),
        "training/b.md": training("prerequisites: d\n"),
        "training/c.md": training("prerequisites: d\n"),
        "training/d.md": training(),
    }
    assert build(files).codes == []


def test_a_long_chain_of_prerequisites_is_followed_to_its_end() -> None:
    chain = {f"training/t{number}.md": training(f"prerequisites: t{number + 1}\n") for number in range(1500)}
    assert build({**chain, "training/t1500.md": training("prerequisites: t0\n")}).codes == ["training/prerequisites-cyclic"]


def test_the_path_of_a_role_starts_with_what_the_others_build_on() -> None:
    files = {
        "training/a.md": training("prerequisites: b\nminutes: 30\n", "高级"),
        "training/b.md": training("minutes: 45\n", "入门"),
    }
    built = build(files)
    html = built.page("training/paths/客服主管.md").html
    assert html.index("入门") < html.index("高级")
    assert "75 分钟" in html
    assert "客服主管" in built.page("training/paths.md").html


def test_the_roles_of_the_sites_language_come_first_then_by_name() -> None:
    def of(role: str, lang: str) -> str:
        return training(f"lang: {lang}\n").replace("客服主管", role)

    files = {
        "training/a.md": of("Buyers", "en-GB"),
        "training/b.md": of("值班经理", "zh"),
        "training/c.md": of("仓库班组长", "zh"),
        "training/d.md": of("Agents", "en"),
        "training/e.md": of("WMS 管理员", "zh"),
    }
    for language, expected in (
        ("zh", ["WMS 管理员", "仓库班组长", "值班经理", "Agents", "Buyers"]),
        ("en", ["Agents", "Buyers", "WMS 管理员", "仓库班组长", "值班经理"]),
    ):
        html = KnowledgeBase(files, language=language).build().page("training/paths.md").html
        assert re.findall(r"<td><a [^>]+>([^<]+)</a>", html) == expected


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (1, "1 分钟", "1 minute"),
        (119, "119 分钟", "119 minutes"),
        (120, "2 小时", "2 hours"),
        (210, "3 小时 30 分钟", "3 hours 30 minutes"),
        (1020, "17 小时", "17 hours"),
    ],
)
def test_what_takes_long_is_told_in_hours(minutes: int, zh: str, en: str) -> None:
    files = {"training/drill.md": training(f"minutes: {minutes}\n"), "training/e.md": training(f"lang: en\nminutes: {minutes}\n")}
    built = build({**files, "training/e.md": files["training/e.md"].replace("客服主管", "Leads")})
    assert f"<span>{zh}</span>" in built.page("training/drill.md").html
    assert f"<span>{en}</span>" in built.page("training/e.md").html
    assert f">{zh}<" in built.page("training/paths.md").html
    assert f" · {zh}<" in built.page("training/paths/客服主管.md").html


def test_a_training_leads_to_those_before_and_after_it() -> None:
    files = {
        "training/a.md": training("prerequisites: b\n", "高级"),
        "training/b.md": training(title="入门"),
    }
    built = build(files)
    assert 'href="../b/"' in built.page("training/a.md").html
    assert 'href="../a/"' in built.page("training/b.md").html


def test_a_repeated_role_or_prerequisite_counts_once() -> None:
    files = {"training/a.md": training("prerequisites: [b, b]\n"), "training/b.md": training()}
    html = build(files).page("training/a.md").html
    section = html[html.index("先修与后续") :]
    assert section[: section.index("</section>")].count('href="../b/"') == 1
