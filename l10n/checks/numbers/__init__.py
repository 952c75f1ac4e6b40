"""Quantities: what numbers a text writes or says, compared by value."""
