"""l10n: keeps articles published in many languages, offline, with people in control."""

__version__ = "0.1.0"
