"""Quarto and R Markdown: what is code inside a text, how captions are written, and the work that odd text takes."""

from __future__ import annotations

import pytest
from growth import assert_linear

from l10n.formats.format import ParseOptions
from l10n.formats.markdown.quarto import QUARTO, parse_quarto

OPTIONS = ParseOptions()


def compiled(text: str, *targets: str) -> str:
    """The document with its units replaced, in order."""
    left = iter(targets)
    parts = parse_quarto(text, OPTIONS).parts
    return "".join(part if isinstance(part, str) else QUARTO.encode(part, next(left)) for part in parts)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Costs $5 or $6, $x$ and $$y$$.", ["$x$", "$$y$$"]),
        ("a@b.org, @doe99, [@roe; -@moe, p. 3] and x@y", ["a@b.org", "@doe99", "[", "@roe", "@moe", "]"]),
        ("\\@ref(tab:a) \\index{Rain!May} \\*no\\*", ["\\@ref(tab:a)", "\\index{Rain!May}"]),
        ('![a](b){fig-alt="One" width=5 title="Two"}', ["![", "](b)", '{fig-alt="', '" width=5 title="', '"}']),
        ("[x]{.b} {not one} `y`{.r}", ["[", "]", "{.b}", "`y`", "{.r}"]),
        ("[x](a b) [y](a 'b') [z](c)", ["](a b)", "[", "](a 'b')", "[", "](c)"]),
    ],
)
def test_codes(text: str, codes: list[str]) -> None:
    """Formulas, citations, TeX and attributes are code; what people read in attributes is not."""
    assert codes == [text[code.start : code.end] for code in QUARTO.codes(text)]


def test_quotes_in_attributes_and_options() -> None:
    """Quotation marks of a translation end no attribute, no string of R and no scalar of YAML."""
    text = (
        '![](a.png){fig-alt="A map"}\n\n```{r, fig.cap="One\\n\\"two\\"", fig.alt=\'It\'}\n#| tbl-cap: Rain\n```\n\n'
        '::: {.callout-note title="Mind"}\nText\n:::\n'
    )
    found = compiled(text, '![](a.png){fig-alt="Die "Karte""}', 'Eins\n"zwei"\\', "'s", 'A: "b"', 'Nur "so"', "Worte")
    assert found == (
        '![](a.png){fig-alt="Die &quot;Karte&quot;"}\n\n```{r, fig.cap="Eins\\n\\"zwei\\"\\\\", fig.alt=\'\\\'s\'}\n'
        '#| tbl-cap: "A: \\"b\\""\n```\n\n::: {.callout-note title="Nur &quot;so&quot;"}\nWorte\n:::\n'
    )


def test_lines_of_captions() -> None:
    """A caption's line is that of the document."""
    text = "One\n\n```{r, fig.cap='A'}\n#| fig-alt: B words\n1\n```\n\nTwo\n\n```{r}\n#| fig-cap: C words\n```\n"
    expected = [("One", 1), ("A", 3), ("B words", 4), ("Two", 8), ("C words", 11)]
    assert expected == [(unit.text, unit.line) for unit in parse_quarto(text, OPTIONS).units]


@pytest.mark.parametrize(
    "piece",
    [
        *("```{r}\n#| fig-cap: A\n```\n\nb\n\n", "$$ ", "$$\n", '{a="', "\\begin{x}\n", "---\na: b\n\n", "`r \n", "@{"),
        *(
            "](a ",
            "+-+\n",
            "a. b\n",
            ": c\n\n",
            "----------\n\n",
            "| a\n",
            "(ref:a ",
            '::: {title="',
            "```{r, fig.cap='",
        ),
    ],
)
def test_growth(piece: str) -> None:
    """Marks that open and never close take work as they are many."""
    assert_linear(lambda text: parse_quarto(text, OPTIONS), piece * 1000, piece * 4000)
