"""The command line ``omnikb``."""

from omnikb.cli.commands import main

__all__ = ["main"]
