"""`l10n check`: collect findings, judge them, make certain repairs."""
