"""l10n: keeps articles published in many languages, offline, with people in control."""
