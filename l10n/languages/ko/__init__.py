"""Korean: particles, sounds and readings, sentences and styles, numerals, words."""

CODE = "ko"
"""The language that the rules about Korean apply to."""
