"""Law 8: links, code, placeholders and skeleton survive whatever an engine returns."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.drafting.request import Brief, Job
from l10n.drafting.run import draft
from l10n.errors import EngineError
from l10n.formats import codes_of
from l10n.model import Term

TOKEN = re.compile(r"(?:http://)?[A-Za-z]{2}\d+(?:\.y)?")
GARBAGE = [
    "**",
    "`",
    "<b>",
    "](x)",
    "[",
    "QX99",
    "QX",
    "http://a.b",
    "{x}",
    "*",
    "_",
    "&amp;",
    ":tada:",
    "😀",
    "\n\n",
    "",
    "은(는)",
]


class Vandal:
    """An engine that does to its sentences, tokens included, whatever a seed says."""

    name = "vandal"
    fingerprint = "vandal@1"

    def __init__(self, seed: int, natural: bool) -> None:
        self.random = random.Random(seed)
        self.natural = natural

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [("en", "ko")]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        return [self._spoil(sentence) for sentence in sentences]

    def _spoil(self, sentence: str) -> str:
        words = sentence.split(" ")
        for _ in range(self.random.randrange(4)):
            tokens = [word for word in words if TOKEN.search(word)] or words
            word = self.random.choice(tokens)
            at = words.index(word)
            match self.random.randrange(6):
                case 0:
                    words.remove(word)
                case 1:
                    words.append(word)
                case 2:
                    self.random.shuffle(words)
                case 3:
                    words.insert(at, self.random.choice(GARBAGE))
                case 4:
                    words[at] = word.lower().replace("0", " 0")
                case 5:
                    words[at] = "한국어" + word
            words = words or [""]
        return " ".join(words)


PIECES = st.sampled_from(
    ["The talks began.", "He said", "**bold**", "*it*", "`code`", "[a link](http://x.y)", "![alt text](p.png)", "25%"]
) | st.sampled_from(
    [
        "[^1]",
        "<br>",
        "  \n",
        "{{ name }}",
        "%(n)s",
        "**Whole. Sentences.**",
        "QX01",
        "Trump",
        "G7",
        "😀",
        "a_b",
        "5 * 3",
    ]
)
TEXTS = st.lists(PIECES, max_size=9).map(" ".join)


def codes(text: str, format: str) -> Counter[str]:
    return Counter(text[code.start : code.end] for code in codes_of(format)(text))


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=3), st.integers(), st.booleans(), st.sampled_from(["markdown", "text", "rst", ""]))
def test_codes_survive_any_engine(texts: list[str], seed: int, natural: bool, format: str) -> None:
    """A draft has the codes of its source, each as often; or there is none and its mark says why."""
    jobs = [Job(text, format=format) for text in texts]
    terms = (Term("G7", "G7", do_not_translate=True), Term("Trump", "트럼프"))
    brief = Brief("ko", chain=(Vandal(seed, natural), Vandal(seed + 1, natural)), terms=terms, placeholders=(r"a_b",))
    proposals = dict(draft(jobs, brief))
    assert set(range(len(jobs))) == set(proposals)
    for index, proposal in proposals.items():
        if proposal.text:
            assert codes(texts[index], format) == codes(proposal.text, format)
            assert texts[index].count("a_b") == proposal.text.count("a_b")
            assert "QX" in texts[index] or "QX" not in proposal.text
        else:
            assert not texts[index].strip() or proposal.mark.failed


@pytest.mark.parametrize("answers", [[], ["a"], ["a", "b", "c"]])
def test_a_wrong_number_of_answers_is_an_error(answers: list[str]) -> None:
    """Answers that cannot be told apart are not guessed at."""

    class Miscounting(Vandal):
        def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
            return answers

    brief = Brief("ko", chain=(Miscounting(0, natural=False),))
    with pytest.raises(EngineError, match="answers to 2 sentences"):
        list(draft([Job("One thing."), Job("Another thing.")], brief))
