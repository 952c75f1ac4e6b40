"""Korean: particles, sounds and readings, styles, words."""
