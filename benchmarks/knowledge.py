"""A generated knowledge base of any size: typed documents of about 5 kB of Chinese, the same at every run."""

from __future__ import annotations

import random
from pathlib import Path

WORDS = [
    "活动预热",
    "库存同步",
    "主推商品",
    "门店自提",
    "直播间",
    "会员日",
    "优惠叠加",
    "客服排班",
    "物流时效",
    "支付峰值",
    "灰度发布",
    "限流预案",
    "退货率",
    "满意度",
    "预算超支",
    "供应商",
    "仓配协同",
    "价格口径",
    "数据看板",
    "权益发放",
    "渠道冲突",
    "缺货补单",
    "投放节奏",
    "内容审核",
    "跨部门例会",
    "需求变更",
    "联调",
    "压测",
    "复盘会",
    "责任人",
    "里程碑",
    "交付标准",
    "话术",
    "工单",
    "私域",
    "小程序",
    "门店导购",
    "区域经理",
    "商品主数据",
    "结算",
    "对账",
    "发票",
    "风控",
    "合规",
]

KPIS = (("工期", "天", "lower"), ("预算", "万元", "lower"), ("客户满意度", "分", "higher"), ("成交额", "万元", "higher"))

SHARES = (("project", "projects", 0.1), ("risk", "risks", 0.15), ("lesson", "lessons", 0.4), ("review", "reviews", 0.35))


def write_knowledge(folder: Path, count: int) -> Path:
    """A folder with ``count`` documents below ``content``, and four settings files.

    ``mkdocs.yml`` is for OmniKB, ``unsearched.yml`` for OmniKB without its search; ``bare.yml`` is for MkDocs alone with nothing in
    the navigation, ``plain.yml`` for MkDocs with all in the navigation and the theme's search.
    """
    content = folder / "content"
    content.mkdir(parents=True)
    common = (
        "site_name: 基准\ndocs_dir: content\ntheme:\n  name: material\n  language: zh\n  font: false\nnav:\n  - 首页: index.md\n"
    )
    (folder / "mkdocs.yml").write_text(common + "plugins:\n  - omnikb:\n      today: 2026-01-15\n", encoding="utf-8")
    (folder / "unsearched.yml").write_text(
        common + "site_dir: unsearched\nplugins:\n  - omnikb:\n      today: 2026-01-15\n      disable: [search]\n", encoding="utf-8"
    )
    (folder / "bare.yml").write_text(
        common + "site_dir: bare\nnot_in_nav: '*'\nplugins: []\n" + _bare_extensions(), encoding="utf-8"
    )
    (content / "index.md").write_text("# 基准\n\n一页首页。\n", encoding="utf-8")
    chance = random.Random(20260115)
    numbers = {name: max(1, round(count * share)) for name, __, share in SHARES}
    for name, directory, __ in SHARES:
        (content / directory).mkdir()
        for number in range(numbers[name]):
            text = _document(name, number, numbers, chance)
            (content / directory / f"{name}-{number:05d}.md").write_text(text, encoding="utf-8")
    everything = "".join(f"  - {path.relative_to(content)}\n" for path in sorted(content.glob("*/*.md")))
    (folder / "plain.yml").write_text(
        common + everything + "site_dir: plain\nplugins: [search]\n" + _bare_extensions(), encoding="utf-8"
    )
    return folder


def _bare_extensions() -> str:
    """The same Markdown as OmniKB's dialect, so that both sides render the same."""
    from omnikb.bodies.dialect import EXTENSIONS  # noqa: PLC0415 - only the writer of the bare side needs it

    return "markdown_extensions:\n" + "".join(f"  - {name}\n" for name in EXTENSIONS if name != "toc")


def _document(name: str, number: int, numbers: dict[str, int], chance: random.Random) -> str:
    date = f"{2016 + number % 10}-{1 + number % 12:02d}-{1 + number % 28:02d}"
    title = f"{chance.choice(WORDS)}{chance.choice(WORDS)}的{chance.choice(('经验', '风险', '复盘', '方案'))} {number}"
    project = f"project-{chance.randrange(numbers['project']):05d}"
    risks = sorted({f"risk-{chance.randrange(numbers['risk']):05d}" for __ in range(3)})
    lines = [f"title: {title}", f"date: {date}", *_fields(name, chance, project, risks)]
    return "---\n" + "\n".join(lines) + "\n---\n\n" + _body(numbers, chance)


def _fields(name: str, chance: random.Random, project: str, risks: list[str]) -> list[str]:
    summary = f"summary: {_sentence(chance)}"
    if name == "project":
        return ["status: closed", "start: 2025-01-01", "end: 2025-11-12", "finished: 2025-11-12", summary]
    if name == "risk":
        return [f"likelihood: {chance.randint(1, 5)}", f"impact: {chance.randint(1, 5)}", summary]
    shared = [f"project: {project}", "risks:", *(f"  - {risk}" for risk in risks)]
    if name == "lesson":
        return [f"applies_when: {_sentence(chance)}", f"do: {_sentence(chance)}", f"because: {_sentence(chance)}", *shared]
    kpis = [
        line
        for label, unit, better in KPIS
        for line in (
            f"  - name: {label}",
            f"    unit: {unit}",
            f"    better: {better}",
            f"    planned: {chance.randint(10, 99)}",
            f"    actual: {chance.randint(10, 99)}",
        )
    ]
    return [summary, *shared, "kpis:", *kpis]


def _sentence(chance: random.Random) -> str:
    return "，".join("".join(chance.choices(WORDS, k=3)) for __ in range(2)) + "。"


def _body(numbers: dict[str, int], chance: random.Random) -> str:
    """About 1,600 Chinese characters (5 kB) in sections, with lists, a table and links."""
    parts = []
    for heading in ("背景", "做了什么", "结果", "下一次"):
        lesson, risk = chance.randrange(numbers["lesson"]), chance.randrange(numbers["risk"])
        parts += [
            f"## {heading}\n",
            "".join(_sentence(chance) for __ in range(9)) + f"参见 [[lesson-{lesson:05d}]]。\n",
            "".join(_sentence(chance) for __ in range(5)) + f"风险见 [登记册](../risks/risk-{risk:05d}.md)。\n",
            "".join(f"- {_sentence(chance)}\n" for __ in range(3)),
        ]
    parts.append("| 指标 | 计划 | 实际 |\n| --- | ---: | ---: |\n| 工期 | 60 | 73 |\n")
    return "\n".join(parts)
