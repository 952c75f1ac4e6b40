"""The command line. `main` is the program; each command is a module that reads options and prints a report."""

from l10n.cli.program import main

__all__ = ["main"]
