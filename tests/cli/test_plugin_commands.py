"""``omnikb plugins``, commands that plugins bring, and what a broken plugin looks like."""

from __future__ import annotations

import json
import sys
from textwrap import dedent

import pytest

HELLO = """
import click

def omnikb_commands(settings):
    yield click.Command("hello", callback=lambda: click.echo(f"hello {settings.language}"), help="Say hello.")
"""
RIVAL = HELLO.replace('"hello"', '"check"')


@pytest.fixture
def install(tmp_path_factory, monkeypatch):
    """Installs a distribution with one plugin: ``install("region", source)`` makes ``acme-region 1.0``."""

    def add(name: str, source: str) -> None:
        folder = tmp_path_factory.mktemp(name)
        (folder / f"acme_{name}.py").write_text(dedent(source), encoding="utf-8")
        about = folder / f"acme_{name}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: acme-{name}\nVersion: 1.0\n", encoding="utf-8")
        (about / "entry_points.txt").write_text(f"[omnikb]\n{name} = acme_{name}\n", encoding="utf-8")
        monkeypatch.syspath_prepend(str(folder))
        monkeypatch.delitem(sys.modules, f"acme_{name}", raising=False)

    return add


def test_active_plugins_are_listed_with_origin_types_and_hooks(base, omnikb) -> None:
    done = omnikb("plugins")
    assert done.code == 0
    assert "risks  omnikb 0.1.0\n    document types: risk (Risk)\n    hooks: omnikb_" in done.out


def test_disabled_plugins_are_listed_as_such(base, omnikb) -> None:
    (base / "mkdocs.yml").write_text("docs_dir: content\nplugins:\n  - omnikb: {disable: [lessons]}\n", encoding="utf-8")
    assert "lessons  omnikb 0.1.0  disabled by the settings\n" in omnikb("plugins").out
    data = json.loads(omnikb("plugins", "--format", "json").out)
    assert [plugin["name"] for plugin in data["disabled"]] == ["lessons"]
    assert {"name", "distribution", "version", "hooks", "types"} == set(data["active"][0])
    assert {"name": "risks", "types": ["risk"]}.items() <= next(one for one in data["active"] if one["name"] == "risks").items()


def test_a_plugin_brings_a_command(base, omnikb, install) -> None:
    install("greeter", HELLO)
    assert "  hello " in omnikb("--help").out
    done = omnikb("hello")
    assert (done.code, done.out) == (0, "hello en\n")


@pytest.mark.parametrize("command", ["check", "plugins", "build", "serve"])
def test_a_command_name_that_exists_already_is_refused_naming_the_plugin(base, omnikb, install, monkeypatch, command) -> None:
    monkeypatch.setattr("omnikb.adapters.mkdocs.serve_site", lambda *_arguments: None)
    install("rival", RIVAL)
    done = omnikb(command)
    assert (done.code, done.out) == (2, "")
    assert "acme-rival" in done.err
    assert "omnikb_commands" in done.err


def test_two_plugins_with_one_command_are_refused_naming_both(base, omnikb, install) -> None:
    install("first", HELLO)
    install("second", HELLO)
    done = omnikb("check")
    assert done.code == 2
    assert "second" in done.err
    assert "first" in done.err


def test_help_is_given_under_a_broken_plugin_too(base, omnikb, install) -> None:
    install("rival", RIVAL)
    done = omnikb("--help")
    assert "  check " in done.out
    assert "rival" in done.err


def test_a_plugin_that_raises_shows_its_traceback_and_one_line_with_hook_and_document(base, omnikb, install) -> None:
    install("region", "def omnikb_check_document(document, settings):\n    raise LookupError('no such region')\n")
    done = omnikb("check", "--format", "json")
    assert (done.code, done.out) == (2, "")
    assert "Traceback" in done.err
    line = done.err.splitlines()[-1]
    assert all(word in line for word in ("acme-region", "omnikb_check_document", "index.md", "no such region"))


@pytest.mark.parametrize("where", ["callback=fail", 'params=[click.Option(["--x"], default="x", callback=fail)]'])
def test_a_command_of_a_plugin_that_raises_shows_its_traceback_and_one_line_with_its_plugin(where, base, omnikb, install) -> None:
    install(
        "sick", f"import click\ndef fail(*given): return {{}}[1]\ndef omnikb_commands():\n    yield click.Command('ail', {where})\n"
    )
    done = omnikb("ail")
    assert (done.code, done.out) == (2, "")
    assert "Traceback" in done.err
    assert done.err.splitlines()[-1] == "plugin sick (from acme-sick), hook omnikb_commands: it failed: KeyError: 1"


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        ("sys.exit(3)", 3, ""),
        ("raise click.UsageError('not so')", 2, "Error: not so"),
        ("raise click.Abort", 130, ""),
        ("click.get_current_context().exit(4)", 4, ""),
        ("raise EOFError", 130, ""),
    ],
)
def test_a_command_of_a_plugin_ends_as_it_likes(body, code, said, base, omnikb, install) -> None:
    source = f"import click, sys\ndef run():\n    {body}\ndef omnikb_commands(): yield click.Command('ends', callback=run)\n"
    install("ending", source)
    done = omnikb("ends")
    assert (done.code, "Traceback" in done.err) == (code, False)
    assert said in done.err


def test_a_failure_of_our_own_is_blamed_on_no_plugin(base, omnikb, monkeypatch) -> None:
    monkeypatch.setattr("omnikb.cli.plugins.show_data", lambda data: dict[int, str]()[1])
    with pytest.raises(KeyError):
        omnikb("plugins", "--format", "json")
