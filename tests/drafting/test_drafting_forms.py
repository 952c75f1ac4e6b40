"""What an engine is given of an article's forms, and what the drafts have of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from l10n.drafting import AS_WRITTEN, Reading, Usage, usage_of
from l10n.drafting.manner import Manner
from l10n.drafting.pieces import clauses, credited, lead
from l10n.drafting.request import Brief, Job
from l10n.drafting.run import draft
from l10n.model import Term


class Echo:
    """An engine that remembers what it is given, and gives it back in brackets of its language."""

    name = "echo"
    fingerprint = "echo@1"

    def __init__(self, reading: Reading | None = None) -> None:
        if reading:
            self.reading = reading
        self.asked: list[str] = []

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [("en", "pt")]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        self.asked += sentences
        return [sentence.replace("the", "o").replace("The", "O").replace("won't", "não vai") for sentence in sentences]


def drafted(engine: Echo, text: str, *others: Job, terms: tuple[Term, ...] = (), **job: str) -> str:
    """The draft of one text among those of an article."""
    jobs = [Job(text, **job), *others]  # type: ignore[arg-type]
    return dict(draft(jobs, Brief("pt_BR", chain=(engine,), terms=terms)))[0].text


@pytest.mark.parametrize(
    ("text", "format", "read", "stored"),
    [
        ("“The end” won’t come", "", '"The end" won\'t come', "“O end” não vai come"),
        ('"The end" won\'t come', "", '"The end" won\'t come', '"O end" não vai come'),
        ("the end—so far", "", "the end - so far", "o end – so far"),
        ("&ldquo;The end&rdquo;", "markdown", '"The end"', "&ldquo;O end&rdquo;"),
        ("See AT&amp;T there", "markdown", "See AT&T there", "See AT&amp;T ore"),
        ("See AT&T there", "markdown", "See AT&T there", "See AT&T ore"),
    ],
)
def test_marks_and_references(text: str, format: str, read: str, stored: str) -> None:
    """The engine reads plain text; the draft has the article's kind of marks and references."""
    engine = Echo()
    assert stored == drafted(engine, text, format=format)
    assert read == engine.asked[0]


def test_headings_are_read_as_sentences() -> None:
    """A heading in Title Case is truecased by the article's own text."""
    engine = Echo()
    body = Job("People say that the Buzz is good.")
    assert "Korean people hear the Buzz".replace("the", "o") == drafted(
        engine, "Korean People Hear the Buzz", body, type="heading"
    )
    assert "Korean people hear the Buzz" in engine.asked


def test_the_memory_tells_where_the_article_is_silent() -> None:
    """Words that an article writes in headings alone are written as the texts of the memory write them."""
    engine = Echo()

    def remembered() -> Usage:
        return usage_of(["We often went to see the Buzz and the good people there."], (), "en")

    for texts, read in ((), "Find the Buzz there"), (["The buzz was felt."], "Find the buzz there"):
        manner = Manner(texts, (), "en", remembered=remembered)
        list(draft([Job("Find the Buzz There", "heading", manner=manner)], Brief("pt_BR", chain=(engine,))))
        assert read == engine.asked[-1]


def test_capitals_come_back() -> None:
    """Text in capitals is read as a sentence, and its draft has capitals; codes and protected terms stay."""
    engine = Echo()
    terms = (Term("iPhone", "iPhone", do_not_translate=True),)
    assert "VEJA O `x` IN SEOUL".replace("VEJA", "SEE") == drafted(
        engine, "SEE THE `x` IN SEOUL", terms=terms, format="markdown"
    )
    assert engine.asked[0].startswith("See the ")
    assert engine.asked[0].endswith(" in Seoul")


def test_an_engine_that_reads_anything_gets_it_as_written() -> None:
    """What is made plain is a trait of the engine: a language model reads the article's own text."""
    engine = Echo(AS_WRITTEN)
    drafted(engine, "The “End” Is Near—Maybe", type="heading")
    assert ["The “End” Is Near—Maybe"] == engine.asked


def test_an_engine_that_reads_markup_gets_tokens_first() -> None:
    """With them in place, nothing else is asked; another engine gets the sentence without its codes."""
    engine = Echo(AS_WRITTEN)
    assert "O **end** is near." == drafted(engine, "The **end** is near.", format="markdown")
    assert 1 == len(engine.asked)
    assert "The end is near." not in engine.asked
    engine = Echo(replace(AS_WRITTEN, markup=False))
    drafted(engine, "The **end** is near.", format="markdown")
    assert "The end is near." in engine.asked


def test_the_cache_knows_the_reading() -> None:
    """An answer to the same sentence counts for the same way of reading alone."""
    cache: dict[str, str] = {}
    for reading in (None, AS_WRITTEN):
        engine = Echo(reading)
        list(draft([Job("the end")], Brief("pt_BR", chain=(engine,), cache=cache)))
        assert ["the end"] == engine.asked
    assert 2 == len(cache)


def test_the_articles_habit_counts_where_a_block_has_no_marks() -> None:
    """An engine's quotation marks follow the article's."""
    engine = Echo()
    manner = Manner(["He said “yes”."], (), "en")
    proposal = dict(draft([Job("the 'end'", manner=manner)], Brief("pt_BR", chain=(engine,))))[0]
    assert "o 'end'" == proposal.text
    proposal = dict(draft([Job("it’s the end", manner=manner)], Brief("pt_BR", chain=(engine,))))[0]
    assert "it’s o end" == proposal.text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("SEOUL, South Korea, June 7 (AP) — The", ["SEOUL", ", South Korea", ", June 7", " (AP) — "]),
        ("WASHINGTON — He", ["WASHINGTON", " — "]),
        ("NEW YORK (Reuters) - Oil", ["NEW YORK", " (Reuters) - "]),
        ("TOKYO/SEOUL (Reuters) - It", ["TOKYO/SEOUL", " (Reuters) - "]),
        ("NASA - the agency", []),
        ("Seoul - the city", []),
        ("LEE JAE-MYUNG’S CALL WITH TRUMP — A SIGNAL", []),
        ("TRUMP CALLS SEOUL — A SIGNAL", []),
        ("LEE JAE-myung — the", []),
        ("IN SHORT: a", []),
    ],
)
def test_datelines(text: str, parts: list[str]) -> None:
    """A dateline is a place in capitals, perhaps a region, a date and an agency, and a dash."""
    ends = lead(text, ())
    assert parts == [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def test_a_dateline_is_translated_apart() -> None:
    """Its place keeps its capitals, the agency stays, and the sentence begins behind it."""
    engine = Echo()
    assert "SEOUL, June 7 (AP) – O end" == drafted(engine, "SEOUL, June 7 (AP) — The end")
    assert {"Seoul", "June 7", "The end"} == set(engine.asked)


def test_clauses() -> None:
    """A sentence is cut where clauses end, only as much as it must be."""
    text = "This is one; and this is another one, which goes on - and on: until it ends"
    spans = clauses(text, 45)
    assert text == "".join(text[start:end] for start, end in spans)
    assert ["This is one; ", "and this is another one, which goes on - ", "and on: until it ends"] == [
        text[start:end] for start, end in spans
    ]
    assert [(0, len(text))] == clauses(text, 500)


def test_long_sentences_are_asked_for_by_clauses() -> None:
    """An engine that loses the end of long sentences gets clauses, and the marks between them stay."""
    engine = Echo(Reading(longest=30))
    text = "We saw the house and the barn; they saw the car and the road; we left."
    assert "We saw o house and o barn; oy saw o car and o road; we left." == drafted(engine, text)
    assert "We saw the house and the barn" in engine.asked


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ada Roe, staff writer", ["Ada Roe"]),
        ("By Choi Sang-Ho / The Morning Herald", ["Choi Sang-Ho", "The Morning Herald"]),
        ("By Ada Roe, B. J. Poe and Kim Min", ["Ada Roe", "B. J. Poe", "Kim Min"]),
        ("BY ADA ROE, SENIOR WRITER", ["ADA ROE"]),
        ("(AP Photo/Ada Roe, File)", ["AP Photo/Ada Roe"]),
        ("It rained on Monday. Ada Roe/Getty Images", ["Ada Roe/Getty Images"]),
        ("It rained. Photo by Ada Roe/Reuters", ["Ada Roe/Reuters"]),
        ("By Monday they had left", []),
        ("Judge Ada Roe, of Leeds", []),
        ("By Ada Roe it was said that nobody in the whole of the town would come out and play", []),
        ("The Roe/Poe plan failed", []),
        ("and/or", []),
    ],
)
def test_names_of_bylines_and_credits(text: str, names: list[str]) -> None:
    """Authors, photographers and agencies are found where articles name them, and nowhere else."""
    assert names == [text[start:end] for start, end in credited(text, {"by"})]


def test_an_engine_does_not_see_the_names_of_a_byline() -> None:
    """They come back as they were, in the place that the engine gives them."""
    engine = Echo()
    assert "By Theo Roe, o writer" == drafted(engine, "By Theo Roe, the writer")
    assert not any("Theo" in sentence for sentence in engine.asked)


def test_a_sentence_without_a_draft_is_tried_in_pieces() -> None:
    """Where an engine has no answer to the whole, it is asked for the clauses."""

    class Silent(Echo):
        def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
            answers = super().translate(sentences, source, target)
            return ["" if ":" in sentence else answer for sentence, answer in zip(sentences, answers, strict=True)]

    assert "He wrote: o end is near" == drafted(Silent(), "He wrote: the end is near")
