"""A small knowledge base for the tests of the search: enough lessons for three pages of results, and a few particular ones."""

from __future__ import annotations

SETTINGS = """\
site_name: 知识库
docs_dir: content
theme:
  name: material
  language: zh
plugins:
  - omnikb:
      search:
        ask: index.md
"""

LESSONS = 44
"""Lessons about stock that differ in date and department only."""

HOSTILE = '<img src=x onerror="window.hacked=1"> 恶意标题 <b>粗</b>'
"""A title that is markup to whoever forgets to escape it."""

CARD = "applies_when: 随时\ndo: 照办\nbecause: 有用\n"
"""What every lesson has to say."""

_HOSTILE_DOCUMENT = f"""\
---
{CARD}title: '<img src=x onerror="window.hacked=1"> 恶意标题 <b>粗</b>'
date: 2025-01-02
---
## <u>恶意</u>小节

正文里的独角兽代码：`<script>window.hacked=1</script>`。
"""

_BUNDLES = f"""\
---
{CARD}title: 大促前冻结套装库存
date: 2025-11-20
departments: [供应链中心]
tags: [超卖]
---
## 适用情况

渠道多、套装多的时候。

## 具体做法

开场前两小时冻结套装，核对每个渠道的可售数，再分批放开。SKU-1024 例外。
"""

_ENGLISH = f"""\
---
{CARD}title: Rehearse the rollback
lang: en
date: 2024-06-01
departments: [信息技术部]
---
## What to do

Rehearse the rollback in daylight, with the people who will be on duty at midnight.
"""


def files(extra: dict[str, str] | None = None) -> dict[str, str | bytes]:
    """The content by path; ``extra`` is added or replaces what is there."""
    content: dict[str, str | bytes] = {
        "index.md": "# 首页\n\n欢迎。\n",
        "lessons/freeze-bundles.md": _BUNDLES,
        "lessons/rollback.md": _ENGLISH,
        "lessons/hostile.md": _HOSTILE_DOCUMENT,
        "projects/member-day.md": "---\ntitle: 会员日\nstatus: closed\ndate: 2025-06-01\n---\n在六月。\n",
        "reviews/june.md": "---\ntitle: 六月会员日复盘\nproject: member-day\ndate: 2025-06-24\ndepartments: [供应链中心]\n---\n## 没做好的\n\n库存盘点晚了一天。\n",
    }
    for number in range(1, LESSONS + 1):
        department = "门店运营部" if number % 4 == 0 else "电商运营部"
        content[f"lessons/stock-{number}.md"] = (
            f"---\n{CARD}title: 库存第 {number} 课\ndate: {2022 + number % 4}-03-{1 + number % 28:02}\ndepartments: [{department}]\n---\n"
            f"## 做法\n\n盘点库存的第 {number} 种办法。\n"
        )
    return content | (extra or {})
