"""A small knowledge base, and all that may happen to it between two builds."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import yaml

VOCABULARY = {
    "departments": [{"id": "ops", "zh": "运营部", "en": "Operations"}, {"id": "warehouse", "zh": "仓储部", "en": "Warehouse"}],
    "channels": [{"id": "live", "zh": "直播间", "en": "Live"}],
    "phases": [{"id": "prepare", "zh": "筹备", "en": "Preparation"}],
    "tags": [{"id": "stock", "zh": "库存", "en": "Stock"}],
}

SENTENCES = ("锁库要趁早。", "先核对口径。", "交接写清楚。", "每晚对一次账。", "大促前一周停改。", "<b>慢</b>就是快。")


class Base:
    """A knowledge base in a folder, and what can happen to it."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root, self.chance, self.made = root, chance, 0
        self.settings: dict[str, object] = {"today": "2026-01-15", "facets": {"vocabulary": "vocabulary.yml"}}
        self.config: dict[str, object] = {"site_name": "知识库", "site_url": "https://kb.example.org/ops/"}
        self.vocabulary: dict[str, list[dict[str, str]]] = {
            name: [dict(one) for one in terms] for name, terms in VOCABULARY.items()
        }
        self.write("index.md", "# 首页\n\n从 [项目](projects/index.md) 看起。\n")
        for kind in ("project", "risk", "lesson", "review", "review", "lesson"):
            self.add(kind)
        self.save_settings()

    def write(self, path: str, text: str | bytes) -> None:
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def documents(self) -> list[Path]:
        return sorted(path for path in (self.root / "content").rglob("*.md") if path.name != "index.md")

    def any_id(self) -> str:
        found = self.documents()
        return self.chance.choice(found).stem if found and self.chance.random() < 0.9 else "nowhere"

    def save_settings(self) -> None:
        theme = {"name": "material", "language": "zh", "font": False}
        config = {"docs_dir": "content", "theme": theme, "plugins": [{"omnikb": self.settings}], **self.config}
        (self.root / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
        (self.root / "vocabulary.yml").write_text(yaml.safe_dump(self.vocabulary, allow_unicode=True), encoding="utf-8")

    def add(self, kind: str = "") -> None:
        kind = kind or self.chance.choice(["project", "risk", "lesson", "review"])
        self.made += 1
        number, pick = self.made, self.chance.choice
        lines = [f"title: {kind} {number}", f"date: 2025-{1 + number % 12:02}-{1 + number % 28:02}", f"lang: {pick(['zh', 'en'])}"]
        lines += [f"departments: [{pick(['ops', 'warehouse'])}]", "tags: [stock]"]
        if kind == "project":
            lines += ["status: active", "start: 2025-01-01", "end: 2026-11-12"]
        elif kind == "risk":
            lines += [f"likelihood: {pick('12345')}", f"impact: {pick('12345')}"]
        else:
            lines += [f"project: {pick(self.of_type('projects'))}", f"risks: [{pick(self.of_type('risks'))}]"]
        if kind == "lesson":
            lines += [f"{key}: {pick(SENTENCES)}" for key in ("applies_when", "do", "because")]
        if kind == "review":
            lines += ["kpis:", *(f"  {line}" for line in self.kpi())]
            lines += ["actions:", f"  - {{do: {pick(SENTENCES)}, owner: 店长, due: 2026-01-{10 + number % 15}, done_when: 对上}}"]
        self.write(
            f"{kind}s/{kind}-{number}.md", "---\n" + "\n".join(lines) + f"\n---\n\n{pick(SENTENCES)}见 [[{self.any_id()}]]。\n"
        )

    def kpi(self) -> list[str]:
        return [
            "- name: 工期",
            "  kind: time",
            "  unit: 天",
            "  better: lower",
            "  planned: 60",
            f"  actual: {self.chance.randint(40, 90)}",
        ]

    def of_type(self, folder: str) -> list[str]:
        return [path.stem for path in self.documents() if path.parent.name == folder] or ["nobody"]

    def edit_body(self) -> None:
        file = self.chance.choice([*self.documents(), self.root / "content/index.md"])
        kind = self.chance.choice(["[[{}]]", "[看](../risks/{}.md)", "## {}"])
        file.write_text(file.read_text(encoding="utf-8") + "\n" + kind.format(self.any_id()) + "\n", encoding="utf-8")

    def edit_front(self) -> None:
        if files := self.documents():
            file = self.chance.choice(files)
            text = file.read_text(encoding="utf-8")
            new = self.chance.choice([f"title: 新名 {self.chance.randint(1, 99)}", "date: 2024-05-06", "zzz: 1", "likelihood: 7"])
            file.write_text(
                text.replace("---\n", f"---\n{new}\n", 1) if new.startswith("zzz") else self.replaced(text, new), encoding="utf-8"
            )

    @staticmethod
    def replaced(text: str, line: str) -> str:
        key = line.partition(":")[0] + ":"
        return "".join(f"{line}\n" if one.startswith(key) else f"{one}\n" for one in text.splitlines())

    def edit_state(self) -> None:
        """Close a project, or open it again; retire a lesson, or take that back."""
        if files := [path for path in self.documents() if path.parent.name in ("projects", "lessons")]:
            file = self.chance.choice(files)
            text, retired = file.read_text(encoding="utf-8"), "history: [{state: retired, date: 2026-01-01}]\n"
            if "status: " in text:
                new = self.replaced(text, f"status: {self.chance.choice(['active', 'closed'])}")
            else:
                new = text.replace(retired, "") if retired in text else text.replace("---\n", f"---\n{retired}", 1)
            file.write_text(new, encoding="utf-8")

    def edit_figure(self) -> None:
        reviews = [path for path in self.documents() if path.parent.name == "reviews"]
        if reviews:
            file = self.chance.choice(reviews)
            line = f"    actual: {self.chance.randint(40, 90)}"
            file.write_text(self.replaced(file.read_text(encoding="utf-8"), line), encoding="utf-8")

    def delete(self) -> None:
        if files := self.documents():
            self.chance.choice(files).unlink()

    def rename(self) -> None:
        if files := self.documents():
            file = self.chance.choice(files)
            self.made += 1
            file.rename(file.with_name(f"{file.stem}-{self.made}.md"))

    def set_day(self) -> None:
        self.settings["today"] = f"2026-01-{self.chance.randint(10, 28)}"

    def set_name(self) -> None:
        self.config["site_name"] = f"知识库 {self.chance.randint(1, 9)}"

    def set_navigation(self) -> None:
        files = [path.relative_to(self.root / "content").as_posix() for path in self.documents()]
        self.config["nav"] = ["index.md", *self.chance.sample(files, min(2, len(files)))]

    def switch_plugin(self) -> None:
        self.settings["disable"] = [] if self.settings.get("disable") else [self.chance.choice(["backlinks", "header"])]

    def name_term(self) -> None:
        term = self.chance.choice(self.vocabulary["departments"])
        term["zh"] = f"{term['id']}部{self.chance.randint(1, 99)}"

    def picture(self) -> None:
        self.write("risks/p.png", bytes([self.chance.randint(0, 255)]))
        self.write("index.md", "# 首页\n\n![图](risks/p.png)\n" if self.chance.random() < 0.7 else "# 首页\n")

    def harm_the_site(self) -> None:
        pages = sorted((self.root / "site").rglob("index.html"))
        if pages:
            page = self.chance.choice(pages)
            content = page.read_bytes()
            page.unlink()
            if self.chance.random() < 0.5:
                page.write_bytes(content + b"<!-- by hand -->")

    def harm_the_cache(self) -> None:
        files = sorted(path for path in (self.root / ".omnikb").rglob("*") if path.is_file())
        if files:
            file = self.chance.choice(files)
            content = file.read_bytes()
            file.write_bytes(content[: self.chance.randrange(len(content) + 1)])

    def nothing(self) -> None:
        pass


HAPPENINGS: tuple[tuple[Callable[[Base], None], int], ...] = (
    *(
        (Base.add, 3),
        (Base.edit_body, 4),
        (Base.edit_front, 4),
        (Base.edit_figure, 3),
        (Base.edit_state, 3),
        (Base.delete, 2),
        (Base.rename, 2),
    ),
    *((Base.set_day, 2), (Base.set_name, 1), (Base.set_navigation, 1), (Base.switch_plugin, 1), (Base.name_term, 2)),
    *((Base.picture, 2), (Base.harm_the_site, 1), (Base.harm_the_cache, 1), (Base.nothing, 1)),
)
