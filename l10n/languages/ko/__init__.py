"""Korean: particles, sounds and readings, sentences and styles, numerals, words."""

CODE = "ko"
"""What the rules about Korean alone apply to."""
