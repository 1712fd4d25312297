"""Other engines give the same site: Zensical from an export, ProperDocs from the project itself."""

from __future__ import annotations

import importlib.util
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from omnikb.adapters.building import build_site
from omnikb.adapters.export import export
from omnikb.configuration import read_settings
from omnikb.pipeline import gather
from omnikb.plugin_manager import Plugins
from omnikb.sources import Folder
from tests.adapters.building import SETTINGS, command, written

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.engine

BODY = """\
看[[复盘]]和[复盘](notes/复盘.md#目标)。

```python
def f():
    return "`"


# no heading
```

=== "甲"
    内容甲

=== "乙"
    内容乙

!!! note "注意"
    正文 ~~删~~ ==亮==

- [x] 完成

| a | b |
|---|---|
| 1 | 2 |

> ## 引用里的标题
> 引文[^1]

[^1]: 脚注。

### 小节 *一* `x_y`

<div>没有关闭

\\(x_1\\)
"""
FILES: dict[str, str | bytes] = {
    "index.md": f"# 首页 & <em>更多</em>\n\n{BODY}",
    "notes/复盘.md": "---\ntitle: 双十一 <复盘>\nlang: en\nredirect_from: old/place.md\n---\n\n## 目标\n\n![图](../img/a.png)\n",
    "img/a.png": b"png",
}


def needs(engine: str) -> None:
    if importlib.util.find_spec(engine) is None:
        pytest.skip(f"{engine} is not installed: pip install --group engines")


def pages(site: Path) -> set[str]:
    return {page.relative_to(site).as_posix() for page in site.rglob("*.html")}


def article(site: Path, page: str) -> str:
    """The words of a page's article element, without the marks that an engine sets beside headings to copy their addresses."""
    html = (site / page).read_text(encoding="utf-8")
    inside = html[html.index("<article") : html.index("</article>")]
    return " ".join(unescape(re.sub(r'<svg.*?</svg>|<a class="headerlink".*?</a>|<[^>]+>', " ", inside, flags=re.DOTALL)).split())


def same(one: Path, two: Path) -> None:
    assert pages(one) == pages(two)
    for page in sorted(pages(one) - {"404.html", "old/place/index.html", "old/place.html"}):
        assert article(one, page) == article(two, page), page


@pytest.mark.parametrize("addresses", ["true", "false"])
@pytest.mark.parametrize("engine", ["zensical", "mkdocs", "properdocs"])
def test_an_export_builds_to_the_same_pages_with_the_same_articles(tmp_path: Path, engine: str, addresses: str) -> None:
    needs(engine)
    config_file = written(tmp_path, FILES, SETTINGS + f"nav: [index.md]\nuse_directory_urls: {addresses}\n")
    site = build_site(config_file).site
    assert site
    plugins = Plugins.discover(read_settings(config_file))
    knowledge = gather(Folder(plugins.settings.content), plugins)
    export(knowledge, plugins, tmp_path / "out")
    built = command(engine, tmp_path / "out", "build", *([] if engine == "zensical" else ["--strict"]))
    assert built.returncode == 0, built.stdout + built.stderr
    same(site, tmp_path / "out/site")
    home = (tmp_path / "out/site/index.html").read_text()
    assert 'href="#小节-一-x_y"' in home, "the heading is in the engine's own table of contents"


def test_properdocs_builds_the_project_to_the_same_pages_with_the_same_articles(tmp_path: Path) -> None:
    needs("properdocs")
    config_file = written(tmp_path, FILES)
    site = build_site(config_file, site_dir=tmp_path / "by-mkdocs").site
    assert site
    built = command("properdocs", tmp_path, "build", "-f", "mkdocs.yml")
    assert built.returncode == 0, built.stdout + built.stderr
    same(site, tmp_path / "site")


@pytest.mark.parametrize("engine", ["zensical", "properdocs"])
def test_the_project_s_own_content_is_the_same_site_under_another_engine(tmp_path: Path, engine: str) -> None:
    needs(engine)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    config_file = Path(shutil.copy(ROOT / "mkdocs.yml", tmp_path))
    site = build_site(config_file, site_dir=tmp_path / "by-mkdocs").site
    assert site
    if engine == "zensical":
        plugins = Plugins.discover(read_settings(config_file))
        knowledge = gather(Folder(plugins.settings.content), plugins)
        export(knowledge, plugins, tmp_path / "out")
        built, other = command(engine, tmp_path / "out", "build"), tmp_path / "out/site"
    else:
        built, other = command(engine, tmp_path, "build", "-f", "mkdocs.yml", "--strict"), tmp_path / "site"
    assert built.returncode == 0, built.stdout + built.stderr
    same(site, other)


def test_properdocs_strict_keeps_the_old_site_where_there_is_an_error(tmp_path: Path) -> None:
    needs("properdocs")
    written(tmp_path, {"index.md": "# A\n\n[[nowhere]]\n"})
    built = command("properdocs", tmp_path, "build", "-f", "mkdocs.yml", "--strict")
    assert built.returncode == 1
    assert "index.md:3:" in built.stderr
    assert not (tmp_path / "site").exists()
