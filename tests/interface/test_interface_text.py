"""A text: a template and its values, in English and in another language."""

from __future__ import annotations

import pickle
from pathlib import Path

from l10n.errors import CatalogError, SourceError
from l10n.translatable import Text, counted


def korean(template: str, plural: str = "", n: int = 1) -> str:
    """A catalog of two texts."""
    return {"{n} unit": "단위 {n:,}개", "{name} is short of {what}": "{name}: {what} 부족"}.get(template, template)


def test_a_text_is_english_as_a_string_and_translated_when_rendered():
    """Values come through as they are, braces and all; a text among them is rendered, too."""
    text = Text("{name} is short of {what}", name="a{b}", what=counted(1200, "{n} unit", "{n} units"))
    assert "a{b} is short of 1200 units" == str(text)
    assert "a{b}: 단위 1,200개 부족" == text.render(korean)
    assert "1 unit" == str(counted(1, "{n} unit", "{n} units"))


def test_a_text_without_values_is_taken_as_it_is():
    """Braces of a template without values are no fields."""
    assert "Write it like {path}." == str(Text("Write it like {path}."))


def test_equal_texts_are_equal_and_hash_alike():
    """A text is a value: it compares, hashes and pickles."""
    one, other = Text("{name} is short", name="a"), Text("{name} is short", name="a")
    assert (one, hash(one), one) == (other, hash(other), pickle.loads(pickle.dumps(other)))
    assert one != Text("{name} is short", name="b")


def test_an_error_is_rendered_with_its_place_and_hint():
    """The place is no text; what is wrong and what to do are. An error keeps all that when processes exchange it."""
    error = SourceError(
        "{name} is short of {what}", name="x", what="y", path=Path("a.md"), line=3, column=4, hint=Text("{n} unit", n=1)
    )
    for each in (error, pickle.loads(pickle.dumps(error))):
        assert "a.md:3:4: x is short of y\n  1 unit" == str(each)
        assert "a.md:3:4: x: y 부족\n  단위 1개" == each.render(korean)
    assert "po-escape" == pickle.loads(pickle.dumps(CatalogError("a", rule="po-escape"))).rule
