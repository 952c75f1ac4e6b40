"""Texts as their article sets them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.web.typography import typeset

_PIECES = st.sampled_from(
    ["**", "*", "_", "[", "](http://x.example)", "`", "<b>", "</b>", "<script>", " word ", "&amp;"]
)


@pytest.mark.parametrize(
    ("markup", "text", "expected"),
    [
        ("markdown", "a **b *c*** d", {"b ": "strong", "c": "strong em"}),
        ("markdown", "see [this **page**](http://x.example)", {"this ": "link", "page": "link strong"}),
        ("markdown", "run `make` <https://x.example>", {"`make`": "code", "<https://x.example>": "link"}),
        ("markdown", "~~old~~ <sup>2</sup>", {"old": "strike", "2": "sup"}),
        ("html", "<b>b</b> <a href='/'>l</a> <em>e</em>", {"b": "strong", "l": "link", "e": "em"}),
        ("html", "<span class=q>plain</span>", {"plain": ""}),
        ("asciidoc", "*b* _e_ link:x[l]", {"b": "strong", "e": "em", "l": "link"}),
        ("rst", "**b** *e* `l <http://x.example>`_", {"b": "strong", "e": "em", "l": "link"}),
        ("text", "a **b**", {"a **b**": ""}),
    ],
)
def test_styles(markup, text, expected):
    """What the article would set in bold, italics, as a link or code is seen so."""
    styles = {stretch.text: stretch.styles for stretch in typeset(text, markup)}
    assert expected == {key: styles.get(key) for key in expected}


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=8).map("".join), st.sampled_from(["markdown", "html", "rst", "asciidoc"]))
def test_nothing_of_the_text_is_lost(text, markup):
    """Joined, the stretches are the text."""
    assert text == "".join(stretch.text for stretch in typeset(text, markup))


def test_markup_of_a_text_is_no_markup_of_the_page(page):
    """Links lead nowhere and tags stay words: they are shown with the style of a link, escaped."""
    unit = page.units[0]
    page.save(unit, "<b onclick=x>굵게</b> [여기](javascript:alert(1))")
    html = page.client.get(page.base).text
    assert '<span class="strong">굵게</span>' in html
    assert '<span class="link">여기</span>' in html
    assert "<b onclick" not in html
    assert 'href="javascript' not in html
