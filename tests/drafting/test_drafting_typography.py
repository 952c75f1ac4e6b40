"""The marks of drafts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_drafting_plain_text import rows

from l10n.drafting.plain_text import plain_text
from l10n.drafting.typography import Habit, habit_of, typeset
from l10n.formats import codes_of
from l10n.languages.language import registered


def formed(locale: str, source: str, draft: str) -> str:
    """A draft with the marks that its source makes it have."""
    return typeset(draft, codes_of("markdown")(draft), source, habit_of([source]), locale)


@pytest.mark.parametrize(("locale", "source", "draft", "stored"), rows("typography.tsv"))
def test_marks(locale: str, source: str, draft: str, stored: str) -> None:
    """A draft has its locale's marks where the source has typographic ones, plain marks where it has plain ones."""
    assert stored == formed(locale, source, draft)
    assert stored == formed(locale, source, stored)


def test_an_article_tells_of_a_block_without_marks() -> None:
    """Where a block has no marks the article's habit counts; its own counts for more."""
    article = Habit(curly=True, dashes=True, dots=False)
    assert article == habit_of(["no mark"]).over(article)
    assert Habit(False, True, True) == habit_of(["It's … so"]).over(article)


TEXT = st.text(st.sampled_from("ab \"'.,-—“”‘’«»!?…()5"), max_size=40)


@given(TEXT, st.sampled_from(sorted(registered())), st.booleans(), st.booleans())
def test_marks_are_put_once(text: str, locale: str, curly: bool, dashes: bool) -> None:
    """No letter or digit gets lost in any language, and the plain form of a draft stays what it was."""
    draft = plain_text(text, "en")
    stored = typeset(draft, (), "", Habit(curly, dashes, curly), locale)
    assert [char for char in draft if char.isalnum()] == [char for char in stored if char.isalnum()]
    again = typeset(stored, (), "", Habit(curly, dashes, curly), locale)
    assert [char for char in stored if char.isalnum()] == [char for char in again if char.isalnum()]
