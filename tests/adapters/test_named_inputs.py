"""What a site is made of besides content: where any of it changes, the next build says so in its pages, as a clean one does."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.adapters.building import SETTINGS, tree, written

PROGRAM = "from omnikb.cli import main; main()"


@dataclass(frozen=True)
class Base:
    """A knowledge base, and beside it a folder ``code`` from which Python imports. Each build is a process, as users have it."""

    root: Path

    def write(self, path: str, text: str) -> None:
        """Write a file; ``path`` is relative to the settings."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command that has to end well."""
        command = [sys.executable, "-B", "-c", PROGRAM, *arguments]
        environment = {**os.environ, "PYTHONPATH": str(self.root / "code")}
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done

    def omnikb(self, *arguments: str) -> str:
        """What it prints."""
        return self.run(*arguments).stdout

    def home(self) -> str:
        """The home page after another build, which is that of a clean one."""
        self.omnikb("build", "--jobs", "1")
        self.omnikb("build", "--jobs", "1", "--clean", "--site-dir", ".clean")
        assert tree(self.root / "site") == tree(self.root / ".clean")
        return (self.root / "site" / "index.html").read_text("utf-8")


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """A base with a home page."""
    written(tmp_path, {"index.md": "# 首页\n\n:words: 你好\n"})
    return Base(tmp_path)


PLUGIN = """from omnikb import Section, Templates
from acme.kb.helper import WORD

templates = Templates("acme.kb")

def omnikb_sections(document, index):
    yield Section("节", templates.render("t.html", document, index, word=WORD))
"""


@pytest.mark.parametrize("namespace", [False, True])
def test_all_of_the_package_that_a_plugin_is_in_is_followed(base: Base, namespace: bool) -> None:
    if not namespace:
        base.write("code/acme/__init__.py", "")
    base.write("code/acme/kb/__init__.py", "")
    base.write("code/acme/kb/hooks/plugin.py", PLUGIN)
    base.write("code/acme/kb/helper.py", "WORD = '甲'\n")
    base.write("code/acme/kb/templates/t.html", "<p>{{ word }}一</p>")
    base.write("code/acme-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    base.write("code/acme-1.0.dist-info/entry_points.txt", "[omnikb]\nacme = acme.kb.hooks.plugin\n")
    assert "甲一" in base.home()
    base.write("code/acme/kb/templates/t.html", "<p>{{ word }}二</p>")
    assert "甲二" in base.home()
    base.write("code/acme/kb/helper.py", "WORD = '乙'\n")
    assert "乙二" in base.home()


def test_a_module_beside_a_hook_is_followed_and_a_package_beside_it(base: Base) -> None:
    base.write("hooks/hook.py", "import helper\n\ndef on_page_markdown(markdown, **_):\n    return markdown + helper.said()\n")
    base.write("hooks/helper.py", "from words import WORD\n\ndef said():\n    return WORD + '一'\n")
    base.write("hooks/words/__init__.py", "from words.all import WORD\n")
    base.write("hooks/words/all.py", "WORD = '甲'\n")
    base.write("mkdocs.yml", f"{SETTINGS}hooks: [hooks/hook.py]\n")
    assert "甲一" in base.home()
    base.write("hooks/helper.py", "from words import WORD\n\ndef said():\n    return WORD + '二'\n")
    assert "甲二" in base.home()
    base.write("hooks/words/all.py", "WORD = '乙'\n")
    assert "乙二" in base.home()


READER = """from pathlib import Path

def on_page_markdown(markdown, config, **_):
    root = Path(config.config_file_path).parent
    return markdown + "".join(file.read_text("utf-8") for file in sorted(root.glob("data/*.txt")))
"""


@pytest.mark.parametrize("watch", ["data", "data/a.txt", "."])
def test_what_is_watched_is_followed(base: Base, watch: str) -> None:
    base.write("hook.py", READER)
    base.write("data/a.txt", "甲")
    base.write("mkdocs.yml", f"{SETTINGS}hooks: [hook.py]\nwatch: [{watch}]\n")
    assert "你好甲" in base.home().replace("\n", "")
    base.write("data/a.txt", "乙")
    assert "你好乙" in base.home().replace("\n", "")


def test_a_folder_around_content_and_site_is_watched_without_them(base: Base) -> None:
    base.write("mkdocs.yml", f"{SETTINGS}watch: [., content]\n")
    (base.root / "loop").symlink_to(".")
    base.omnikb("build")
    assert "生成了 0 个" in base.omnikb("build")
    base.write("content/other.md", "# 另一页\n")
    assert "生成了 1 个" in base.omnikb("build")


FENCE = """def fmt(source, language, css_class, options, md, **_):
    return "<p>{}" + source + "</p>"
"""

FENCES = """markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - {name: own, class: own, format: !!python/name:fences.fmt }
"""


def test_the_code_that_a_python_name_leads_to_is_followed(base: Base) -> None:
    base.write("content/index.md", "# 首页\n\n```own\n一\n```\n")
    base.write("code/fences.py", FENCE.format("甲"))
    base.write("mkdocs.yml", SETTINGS + FENCES)
    assert "甲一" in base.home()
    base.write("code/fences.py", FENCE.format("乙"))
    assert "乙一" in base.home()


ICONS = """markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
      options: {custom_icons: [icons]}
"""


def test_icons_outside_the_templates_are_followed(base: Base) -> None:
    base.write("icons/own/mark.svg", '<svg id="one"></svg>')
    base.write("content/index.md", "# 首页\n\n:own-mark:\n")
    base.write("mkdocs.yml", SETTINGS + ICONS)
    before = base.home()
    base.write("icons/own/mark.svg", '<svg class="two"></svg>')
    assert base.home() != before


SEES_ALL = [
    ("overrides/main.html", '{% extends "base.html" %}{% block content %}{{ super() }}<b>{{ pages|length }}</b>{% endblock %}'),
    ("hook.py", "def on_page_markdown(markdown, page, config, files):\n    return markdown + str(len(list(files)))\n"),
    ("hook.py", "def on_page_markdown(markdown, **given):\n    return markdown + str(len(list(given['files'])))\n"),
    (
        "hook.py",
        "def on_page_content(html, files, **_):\n    return html + ''.join(str([f for _ in (1,)]) for f in map(len, [files]))\n",
    ),
    (
        "hook.py",
        "def on_page_context(context, **_):\n    context['page'].content += str(len(context['pages']))\n    return context\n",
    ),
    (
        "hook.py",
        "def on_page_markdown(markdown, **given):\n    return told(markdown, **given)\n\n\n"
        "def told(markdown, files, **_):\n    return markdown + str(len(list(files)))\n",
    ),
    (
        "hook.py",
        "import functools\n\n\ndef told(mark, markdown, files, **_):\n    return markdown + mark + str(len(list(files)))\n\n\n"
        "on_page_markdown = functools.partial(told, ' ')\n",
    ),
    (
        "hook.py",
        "def on_page_context(context, page, config, nav):\n"
        "    page.content += ''.join(str(one.meta) for one in nav.pages)\n    return context\n",
    ),
    (
        "overrides/main.html",
        '{% extends "base.html" %}{% block content %}{{ super() }}{% for p in nav.pages %}{{ p.meta.a }}{% endfor %}{% endblock %}',
    ),
]

SEES_ONE = [
    (
        "overrides/main.html",
        '{% extends "base.html" %}{# pages #}{% block content %}{{ super() }}{{ nav.pages|length }}{% endblock %}',
    ),
    ("overrides/sitemap.xml", "{% for file in pages %}{{ file.page.canonical_url }}{% endfor %}"),
    ("hook.py", "def on_page_markdown(markdown, page, config, files):\n    return markdown + 'files'\n"),
    ("hook.py", "def on_page_markdown(markdown, **given):\n    return markdown + given['page'].title\n"),
]


def with_own(base: Base, path: str, text: str) -> None:
    """Let the settings name an own template or hook."""
    base.write(path, text)
    if path == "hook.py":
        base.write("mkdocs.yml", f"{SETTINGS}hooks: [hook.py]\n")
    else:
        base.write("mkdocs.yml", SETTINGS.replace("name: material", "name: material\n  custom_dir: overrides"))


@pytest.mark.parametrize(("path", "text"), SEES_ALL)
def test_pages_that_show_something_of_all_pages_are_all_built_anew_and_one_line_says_why(base: Base, path: str, text: str) -> None:
    with_own(base, path, text)
    base.home()
    base.write("content/other.md", "# 另一页\n")
    base.home()
    done = base.run("build")
    assert f"{path} 要看到全部页面" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(("path", "text"), SEES_ONE)
def test_pages_that_show_nothing_of_others_are_built_only_where_they_change(base: Base, path: str, text: str) -> None:
    with_own(base, path, text)
    base.home()
    base.write("content/other.md", "# 另一页\n")
    assert "生成了 1 个" in base.omnikb("build")
    base.home()
