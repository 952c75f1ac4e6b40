"""`l10n check`: collect findings, judge them, mend what is certain."""
