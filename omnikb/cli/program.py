"""The program: the command line in a process of its own."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from omnikb.cli.commands import main


def program() -> NoReturn:
    """Run the command line, and end at once.

    What a command still holds goes with the process. To free millions of objects one by one, for nobody, would take a second.
    """
    try:
        main()
    except SystemExit as ended:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # nobody reads any more
                stream.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 0)
