"""``omnikb serve``: the site live."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

PATIENCE = 120
"""Seconds after which a server that does not answer has failed."""

SERVER = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from omnikb.cli import main; main()"
"""``omnikb`` that hears Ctrl-C, as it does in a terminal, also where the tests run in the background and do not."""


def page(address: str, until: str) -> str:
    """The page at an address, once it holds a text."""
    last = ""
    for _attempt in range(PATIENCE * 5):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                last = answer.read().decode()
        except OSError as error:
            last = repr(error)
        if until in last:
            return last
        time.sleep(0.2)
    return pytest.fail(f"{until!r} never came; the last answer was {last[:500]}")


@contextmanager
def serving() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of the live site, and its server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-c", SERVER, "serve", "--address", address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            yield f"http://{address}/", server
        finally:
            server.kill()


def test_serve_shows_the_site_and_each_change_until_it_is_interrupted(base) -> None:
    with serving() as (address, server):
        page(address, "Hello.")
        (base / "content/index.md").write_text("---\ntitle: Home\n---\nGood morning.\n", encoding="utf-8")
        page(address, "Good morning.")
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=PATIENCE)
    assert server.returncode == 0


MEANWHILE = """
from pathlib import Path

def on_page_markdown(markdown, page, config, files):
    home = Path(config.docs_dir, "index.md")
    if "Hello." in markdown:
        home.write_text(home.read_text("utf-8").replace("Hello.", "Good morning."), encoding="utf-8")
    return markdown
"""
"""A hook that saves the home page while it is built."""


def test_serve_shows_what_was_saved_during_its_first_build(base) -> None:
    (base / "meanwhile.py").write_text(MEANWHILE, encoding="utf-8")
    with (base / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [meanwhile.py]\n")
    with serving() as (address, _server):
        assert "Hello." not in page(address, "Good morning.")


def test_a_taken_address_is_one_line_with_exit_code_2(base, omnikb) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = omnikb("serve", "--address", address)
    assert done.code == 2
    assert address in done.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("127.0.0.1:99999", "cannot serve at 127.0.0.1:99999"),
        ("127.0.0.1", "--address: 127.0.0.1 is no host with a port"),
        ("nonsense", "--address: nonsense is no host with a port"),
        ("127.0.0.1:http", "--address: 127.0.0.1:http is no host with a port"),
    ],
)
def test_an_impossible_address_is_one_line_with_exit_code_2(base, omnikb, address, said) -> None:
    done = omnikb("serve", "--address", address)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert said in done.err.splitlines()[-1]
    assert "dev_addr" not in done.err


def test_a_folder_that_cannot_be_written_is_one_line_with_exit_code_2(base, omnikb) -> None:
    (base / ".omnikb").write_text("in the way of a folder, as a lack of permission is for others than root", encoding="utf-8")
    done = omnikb("serve", "--address", "127.0.0.1:0")
    assert done.code == 2
    assert done.err.splitlines() == [f"cannot write {base / '.omnikb' / 'serve'}: Not a directory"]
