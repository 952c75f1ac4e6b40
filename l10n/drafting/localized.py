"""Explicit date, number and currency tokens: what a writer asks to be written as each locale writes it."""

from __future__ import annotations


def localize_tokens(text: str, locale: str) -> str:
    return text
