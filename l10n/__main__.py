"""`python -m l10n` is the program."""

from l10n.cli import main

main()
