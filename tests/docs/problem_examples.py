"""For every problem a knowledge base that has exactly this one, small enough to print in the guide.

A control picture such as ``␇`` stands for the invisible character it shows; ``encoding`` and ``newline`` say how the
file is saved. ``commands`` make what no text can show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from omnikb import Problem
from omnikb_search.problems import NOT_FOUND

BASE: Mapping[str, str] = {
    "index.md": "# 全渠道知识库\n",
    "projects/618-2026.md": "---\ntitle: 2026 年 618 全渠道大促\nstatus: closed\nfinished: 2026-06-22\n---\n",
    "projects/double11-2025.md": (
        "---\ntitle: 2025 双十一全渠道大促\nstatus: closed\nfinished: 2025-11-24\n---\n## 范围\n\n四个渠道，一盘货。\n"
    ),
    "risks/oversell.md": "---\ntitle: 大促超卖\nlikelihood: 4\nimpact: 4\n---\n同一件货卖了两次。\n",
    "lessons/channel-stock-buffer.md": (
        "---\ntitle: 渠道留安全库存\napplies_when: 两个以上渠道卖同一盘货\ndo: 每个渠道先锁 15%\nbecause: 分货每小时一次\n---\n"
    ),
}
"""The documents that examples may refer to; they bear the names of documents of the demo knowledge base."""


@dataclass(frozen=True, slots=True)
class Example:
    """Files that, beside ``BASE``, have one problem. ``problem`` is one that no content has, only a damaged build."""

    files: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    newline: str = "\n"
    commands: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    problem: Problem | None = None

    def content(self) -> dict[str, bytes]:
        """The files as they stand on the disk."""
        pictures = {ord("␇"): "\x07"}
        return {
            path: text.translate(pictures).replace("\n", self.newline).encode(self.encoding) for path, text in self.files.items()
        }

    def write(self, folder: Path) -> None:
        """Puts ``BASE`` and the files below ``folder``."""
        for path, content in {**{path: text.encode() for path, text in BASE.items()}, **self.content()}.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


REVIEW = "reviews/618-2026-final.md"


def review(lines: str, body: str = "全渠道成交额 4,870 万元。\n") -> Example:
    """A review of the project in ``BASE`` with more lines of front matter."""
    return Example({REVIEW: f"---\ntitle: 2026 年 618 复盘\nproject: 618-2026\n{lines}---\n{body}"})


def project(lines: str) -> Example:
    """A project that says this of itself."""
    return Example({"projects/618-2026.md": f"---\ntitle: 2026 年 618\n{lines}---\n"})


def risk(lines: str) -> Example:
    """A risk that says this of itself."""
    return Example({"risks/price-war.md": f"---\ntitle: 竞品跟价\nlikelihood: 3\nimpact: 3\n{lines}---\n"})


def lesson(lines: str) -> Example:
    """A lesson that says this of itself."""
    return Example({"lessons/freeze-bundles.md": f"{LESSON.format(title='开售前七天冻结组合装')}{lines}---\n"})


LESSON = (
    "---\ntitle: {title}\napplies_when: 大促中有组合装或赠品\ndo: 开售前七天起只减不增\nbecause: 没有建码的赠品，仓库拣不出来\n"
)


VALIDATED = (
    "history:\n  - {state: identified, date: 2025-11-28}\n  - {state: analysed, date: 2025-12-03}\n"
    "  - {state: assigned, date: 2025-12-10}\n  - {state: implemented, date: 2026-04-20}\n"
    "  - {state: validated, date: 2026-06-30}\n"
)
CHECK = "check: {date: 2026-06-22, measure: 拣不出货的订单, before: 611, after: 54, unit: 单}\n"


def action(keys: str) -> Example:
    """A review with an action that is this."""
    return review(f"actions:\n  - {{do: 换图自动清缓存, {keys}}}\n")


def training(title: str, before: str) -> str:
    """A training to be taken after another one."""
    return f"---\ntitle: {title}\nroles: [值班台台长]\nteaches: [五分钟内停售]\nprerequisites: {before}\n---\n"


def raw(text: str, **how: Any) -> Example:
    """A review that is this text."""
    return Example({REVIEW: text}, **how)


EXAMPLES: Mapping[str, Example] = {
    "file-unreadable": Example(commands="ln -s gone.md content/projects/cny-2027.md"),
    "path-outside": Example(commands="ln -s ../../mkdocs.yml content/projects/settings.yml"),
    "path-loop": Example(commands="ln -s . content/projects/all"),
    "path-not-utf8": Example(commands="touch \"content/projects/$(printf '\\261\\250').md\""),
    "file-empty": Example({"meetings/2026-06-20.md": ""}),
    "document-empty": Example({REVIEW: ""}),
    "not-utf8": raw("---\ntitle: 复盘\n---\n", encoding="gb18030"),
    "byte-order-mark": raw("---\ntitle: 2026 年 618 复盘\nproject: 618-2026\n---\n", encoding="utf-8-sig"),
    "crlf": raw("---\ntitle: 2026 年 618 复盘\nproject: 618-2026\n---\n", newline="\r\n"),
    "control-character": raw("---\ntitle: 2026 年 618 复盘␇\nproject: 618-2026\n---\n"),
    "control-character-in-body": review("", "全渠道成交额␇ 4,870 万元。\n"),
    "merge-conflict": review("", "<<<<<<< HEAD\n成交额 4,870 万元。\n=======\n成交额 4,780 万元。\n>>>>>>> corrected\n"),
    "fence-unterminated": raw("---\ntitle: 2026 年 618 复盘\nproject: 618-2026\n\n全渠道成交额 4,870 万元。\n"),
    "fence-misplaced": raw("2026 年 7 月 1 日整理\n\n---\ntitle: 2026 年 618 复盘\nproject: 618-2026\n---\n"),
    "fence-malformed": raw("----\ntitle: 2026 年 618 复盘\nproject: 618-2026\n----\n"),
    "fence-missing": raw("title: 2026 年 618 复盘\nproject: 618-2026\n---\n全渠道成交额 4,870 万元。\n"),
    "toml-front-matter": raw('+++\ntitle = "2026 年 618 复盘"\n+++\n'),
    "front-matter-no-mapping": raw("---\n2026 年 618 复盘\n---\n"),
    "nesting-too-deep": review("kpis: " + "[" * 33 + "]" * 33 + "\n"),
    "alias-bomb": review(
        "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
        "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
        "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
    ),
    "duplicate-key": review("title: 618 复盘\n"),
    "key-not-text": Example({"meetings/2026-06-20.md": "---\ntitle: 例会\n2026: 第一次\n---\n各渠道到齐。\n"}),
    "key-not-simple": review("{{summary}}: 好\n"),
    "unknown-tag": review("summary: !important 成交额超过目标\n"),
    "impossible-date": review("date: 2026-06-31\n"),
    "impossible-value": review("kpis:\n  - {name: 工期, planned: 72, actual: 76, unit: !!int 天, better: lower}\n"),
    "yaml-error": review("summary: !重要 成交额超过目标\n"),
    "full-width-colon": review("summary：成交额超过目标\ndate: 2026-07-01\n"),
    "full-width-colon-in-value": review("summary:\n  date：2026-07-01\n"),
    "comment-in-value": review("summary: 复盘 #2：成交额超过目标\n"),
    "comment-for-value": review("summary: #2 仓爆仓\n"),
    "thousands-separator": review("kpis:\n  - {name: 成交额, planned: 4,600, actual: 4870, unit: 万元, better: higher}\n"),
    "full-width-punctuation": review('summary: "成交额超过目标”\n'),
    "tab-in-yaml": review("kpis:\n\t- name: 工期\n"),
    "colon-without-space": review("summary:成交额超过目标\n"),
    "colon-in-value": review("summary: 结论: 成交额超过目标\n"),
    "key-without-colon": review("summary\ndate: 2026-07-01\n"),
    "uneven-indentation": review("risks:\n  - oversell\n summary: 成交额超过目标\n"),
    "list-beside-key": review("risks: - oversell\n"),
    "quote-unclosed": review('summary: "成交额超过目标\n'),
    "quote-closed-early": review('summary: "一盘货"成立了\n'),
    "backslash-in-quotes": review('summary: "报表在 D:\\共享"\n'),
    "bracket-unclosed": review("risks: [oversell\n"),
    "value-needs-quotes": review("summary: @电商运营部 牵头\n"),
    "several-documents": review("--- 以下是摘要\nsummary: 成交额超过目标\n"),
    "unsafe-tag": review("", "<script>alert(1)</script>\n"),
    "unsafe-attribute": review("", '<p onclick="alert(1)">成交额</p>\n'),
    "unsafe-url": review("", "[报表](javascript:alert(1))\n"),
    "external-media": review("", "![成交曲线](https://example.org/gmv.png)\n"),
    "too-deep": Example(commands="printf '%500s' 深 | sed 's/ /- /g' >> content/lessons/channel-stock-buffer.md"),
    "unknown-attribute": review("", '<p data-width="200">成交额</p>\n'),
    "key-unknown": review("sumary: 成交额超过目标\n"),
    "key-hides-nothing": review("draft: true\n"),
    "page-not-hidden": Example({"meetings/2026-06-20.md": "---\ntitle: 例会\ndraft: true\n---\n各渠道到齐。\n"}),
    "key-missing": Example({"risks/price-war.md": "---\ntitle: 竞品跟价\nlikelihood: 3\n---\n"}),
    "not-text": review("summary: [成交额, 超过目标]\n"),
    "needless-brackets": Example({REVIEW: "---\ntitle: 2026 年 618 复盘\nproject: [[618-2026]]\n---\n全渠道成交额 4,870 万元。\n"}),
    "value-missing": review("risks:\n  - risk:\n    note: 没有发生\n"),
    "text-empty": project("status: active\ngoals: ['']\n"),
    "said-twice": review("risks:\n  - {risk: oversell, materialised: true}\n  - {risk: oversell, materialised: false}\n"),
    "not-a-number": review("kpis:\n  - {name: 工期, planned: 72 天, actual: 76, unit: 天, better: lower}\n"),
    "not-whole": Example({"projects/cny-2027.md": "---\ntitle: 2027 年货节\nstatus: planned\nresources: {people: 12.5}\n---\n"}),
    "not-yes-or-no": review("risks:\n  - {risk: oversell, materialised: 部分}\n"),
    "not-a-date": review("date: 六月三十日\n"),
    "not-a-list": review("kpis: 5120\n"),
    "not-a-mapping": review("kpis:\n  - 工期\n"),
    "value-not-allowed": review("kpis:\n  - {name: 工期, planned: 72, actual: 76, unit: 天, better: low}\n"),
    "value-out-of-range": Example({"risks/price-war.md": "---\ntitle: 竞品跟价\nlikelihood: 6\nimpact: 3\n---\n"}),
    "value-refused": review("lang: 中文\n"),
    "type-unknown": Example({REVIEW: "---\ntitle: 2026 年 618 复盘\ntype: reviw\n---\n"}),
    "type-of-nothing": Example({"meetings/2026-06-20.md": "---\ntitle: 618 复盘会\ntype: 复盘\n---\n各渠道到齐。\n"}),
    "folder-of-no-type": Example(
        {"review/618-2026-final.md": "---\ntitle: 2026 年 618 复盘\nproject: 618-2026\n---\n全渠道成交额 4,870 万元。\n"}
    ),
    "keys-of-disabled": Example(
        {"projects/618-2026.md": "---\ntitle: 2026 年 618\nstatus: active\nrisks: oversell\n---\n"},
        settings={"disable": ["risks"]},
    ),
    "title-missing": raw("---\nproject: 618-2026\n---\n全渠道成交额 4,870 万元。\n"),
    "id-invalid": review('id: "618/2026"\n'),
    "id-taken": review("id: oversell\n"),
    "id-case": review("id: Oversell\n"),
    "address-taken": Example({"meetings/618.md": "# 618\n", "meetings/618/index.md": "# 618\n"}),
    "file-extension": Example({"reviews/618-2026-final.markdown": "---\ntitle: 2026 年 618 复盘\n---\n"}),
    "home-missing": Example(commands="rm content/index.md"),
    "link-dangling": review("", "超卖见 [[oversel]]。\n"),
    "reference-dangling": review("risks: oversel\n"),
    "reference-wrong-type": review("risks: channel-stock-buffer\n"),
    "link-outside": review("", "[报表](../../reports/618.xlsx)\n"),
    "link-private": Example(
        {
            REVIEW: "---\ntitle: 2026 年 618 复盘\nproject: 618-2026\n---\n叫法见[词表](../vocabulary.yml)。\n",
            "vocabulary.yml": "tags:\n  - {id: live, zh: 直播}\n",
        },
        settings={"facets": {"vocabulary": "vocabulary.yml"}},
    ),
    "anchor-dangling": review("", "[范围](../projects/double11-2025.md#范围与目标)\n"),
    "redirect-taken": review("redirect_from: risks/oversell.md\n"),
    "redirect-invalid": review("redirect_from: https://example.org/618\n"),
    "redirect-without-folder": review("redirect_from: 618-final\n"),
    "projects/period-reversed": project("status: active\nstart: 2026-06-20\nend: 2026-05-06\n"),
    "projects/stage-reversed": project("status: active\nstages:\n  - {name: 预售, start: 2026-06-01, end: 2026-05-20}\n"),
    "projects/stages-disordered": project(
        "status: active\nstages:\n  - {name: 开售, start: 2026-06-01, end: 2026-06-18}\n"
        "  - {name: 预售, start: 2026-05-20, end: 2026-05-31}\n"
    ),
    "projects/stage-outside": project(
        "status: active\nstart: 2026-04-07\nend: 2026-07-18\nstages:\n  - {name: 开售, start: 2026-07-01, end: 2026-07-28}\n"
    ),
    "projects/finished-missing": project("status: closed\n"),
    "projects/finished-too-soon": project("status: active\nfinished: 2026-06-22\n"),
    "projects/finished-reversed": project("status: closed\nstart: 2026-06-20\nfinished: 2026-06-02\n"),
    "projects/finished-later": project("status: closed\nfinished: 2026-09-22\n"),
    "projects/department-unknown": Example(
        {
            "projects/618-2026.md": (
                "---\ntitle: 2026 年 618\nstatus: active\nteam:\n  - {department: 仓储步, role: 备货和发货}\n---\n"
            ),
            "vocabulary.yml": (
                "departments:\n  - {id: warehouse, zh: 仓储部, en: Warehouse}\n  - {id: finance, zh: 财务部, en: Finance}\n"
            ),
        },
        settings={"facets": {"vocabulary": "vocabulary.yml"}},
    ),
    "projects/department-twice": Example(
        {
            "projects/618-2026.md": (
                "---\ntitle: 2026 年 618\nstatus: active\nteam:\n"
                "  - {department: warehouse, role: 备货}\n  - {department: 仓储部, role: 发货}\n---\n"
            ),
            "vocabulary.yml": "departments:\n  - {id: warehouse, zh: 仓储部, en: Warehouse}\n",
        },
        settings={"facets": {"vocabulary": "vocabulary.yml"}},
    ),
    "risks/source-missing": risk("origin: outside\n"),
    "risks/after-higher": risk("after: {likelihood: 4, impact: 3}\n"),
    "risks/steps-missing": risk("strategy: mitigate\n"),
    "risks/cost-without-event": review("risks:\n  - {risk: oversell, materialised: false, cost: 12}\n"),
    "risks/failed-without-event": review("risks:\n  - {risk: oversell, materialised: false, response: failed}\n"),
    "lessons/step-forbidden": lesson(
        "history:\n  - {state: identified, date: 2025-11-28}\n  - {state: implemented, date: 2026-04-20}\n"
    ),
    "lessons/after-retired": lesson("history:\n  - {state: retired, date: 2026-01-12}\n  - {state: analysed, date: 2026-04-20}\n"),
    "lessons/history-backwards": lesson(
        "history:\n  - {state: identified, date: 2025-11-28}\n  - {state: analysed, date: 2025-01-12}\n"
    ),
    "lessons/validated-without-evidence": lesson(f"{VALIDATED}{CHECK}"),
    "lessons/validated-without-check": lesson(f"{VALIDATED}evidence: 拣不出货的订单从 611 单降到 54 单\n"),
    "lessons/next-check-too-early": lesson(f"{CHECK}next_check: 2026-01-05\n"),
    "lessons/state-later": lesson("history:\n  - {state: analysed, date: 2026-09-10}\n"),
    "lessons/check-later": lesson(CHECK.replace("2026-06-22", "2026-09-22")),
    "lessons/supersedes-cycle": Example(
        {
            "lessons/freeze-bundles.md": LESSON.format(title="开售前七天冻结组合装") + "supersedes: freeze-gifts\n---\n",
            "lessons/freeze-gifts.md": LESSON.format(title="开售前三天冻结赠品") + "supersedes: freeze-bundles\n---\n",
        }
    ),
    "reviews/project-missing": raw("---\ntitle: 2026 年 618 复盘\n---\n全渠道成交额 4,870 万元。\n"),
    "reviews/kpi-without-unit": review("kpis:\n  - {name: 工期, kind: time, planned: 72, actual: 76, better: lower}\n"),
    "reviews/final-without-kpi": review(
        "kind: final\nkpis:\n  - {name: 工期, kind: time, planned: 72, actual: 76, unit: 天, better: lower}\n"
        "  - {name: 预算, kind: budget, planned: 350, actual: 344, unit: 万元, better: lower}\n"
    ),
    "reviews/final-too-soon": Example(
        {
            "projects/cny-2027.md": "---\ntitle: 2027 年货节\nstatus: planned\n---\n",
            "reviews/cny-2027-final.md": (
                "---\ntitle: 2027 年货节复盘\nproject: cny-2027\nkind: final\nkpis:\n"
                "  - {name: 工期, kind: time, planned: 72, actual: 76, unit: 天, better: lower}\n"
                "  - {name: 预算, kind: budget, planned: 350, actual: 344, unit: 万元, better: lower}\n"
                "  - {name: 满意度, kind: satisfaction, planned: 4.6, actual: 4.7, unit: 分, better: higher}\n---\n"
            ),
        }
    ),
    "reviews/matters-too-many": review("matters: [三个团队坐在一起, 价格统一试算, 共享池限六十款, 例外要有人批]\n"),
    "actions/without-owner": action("due: 2026-08-15, done_when: 换图后一分钟内是新图"),
    "actions/without-due": action("owner: 小程序产品经理, done_when: 换图后一分钟内是新图"),
    "actions/without-done-when": action("owner: 小程序产品经理, due: 2026-08-15"),
    "actions/done-without-day": action("owner: 小程序产品经理, due: 2026-08-15, done_when: 换图后一分钟内是新图, status: done"),
    "actions/day-without-done": action(
        "owner: 小程序产品经理, due: 2026-08-15, done_when: 换图后一分钟内是新图, status: doing, done_on: 2026-08-06"
    ),
    "actions/done-later": action(
        "owner: 小程序产品经理, due: 2026-08-15, done_when: 换图后一分钟内是新图, status: done, done_on: 2062-08-06"
    ),
    "facets/value-unknown": Example(
        {
            REVIEW: "---\ntitle: 2026 年 618 复盘\nproject: 618-2026\ndepartments: [客服中兴]\n---\n",
            "vocabulary.yml": (
                "departments:\n  - {id: customer-service, zh: 客服中心, en: Customer service, aliases: [客服部]}\n"
                "  - {id: finance, zh: 财务部, en: Finance}\n"
            ),
        },
        settings={"facets": {"vocabulary": "vocabulary.yml"}},
    ),
    "search/not-found": Example(problem=NOT_FOUND.at("risks/oversell.md", phrase="同一件货")),
    "training/prerequisites-cyclic": Example(
        {
            "training/duty-desk.md": training("值班台入门", "stop-sale"),
            "training/stop-sale.md": training("停售演练", "duty-desk"),
        }
    ),
}
"""By code, in the order of the guide."""
