"""The command line ``omnikb``."""

from omnikb.cli.commands import main
from omnikb.cli.program import program

__all__ = ["main", "program"]
