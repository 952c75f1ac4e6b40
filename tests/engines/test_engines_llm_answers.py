"""Answers of language models: what is taken off, and what stays since the source has it as well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines.llm.answer import is_thinking, read_answer


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Here is the translation:\n\n**회담이 끝났다.**", "회담이 끝났다."),
        ("Here’s the Korean translation of the sentence: 회담이 끝났다.", "회담이 끝났다."),
        ("Sure! Here is the translation:\n회담이 끝났다.", "회담이 끝났다."),
        ("The Korean translation of the sentence is: 회담이 끝났다.", "회담이 끝났다."),
        ("Translated: 회담이 끝났다.", "회담이 끝났다."),
        ("Translation as follows:\n회담이 끝났다.", "회담이 끝났다."),
        ("I see that the text is in English. Here's the Korean translation:\n\n회담이 끝났다.", "회담이 끝났다."),
        ("Here are a few options:\n\n*   **Option 1 (formal):** 회담이 끝났다.\n* **Option 2:** 끝", "회담이 끝났다."),
        ("Certainly!\n\n회담이 끝났다.", "회담이 끝났다."),
        ("**Translation:** 회담이 끝났다.", "회담이 끝났다."),
        ("**Korean:**\n\n회담이 끝났다.", "회담이 끝났다."),
        ("한국어: 회담이 끝났다.", "회담이 끝났다."),
        ("Translated text: “회담이 끝났다.”", "회담이 끝났다."),
        ("```\n회담이 끝났다.\n```", "회담이 끝났다."),
        ("`회담이 끝났다.`", "회담이 끝났다."),
        ("<target>회담이 끝났다.</target>", "회담이 끝났다."),
        ("<translation>**회담이 끝났다.**</translation>", "회담이 끝났다."),
        ("『회담이 끝났다.』", "회담이 끝났다."),
        ("회담이 끝났다. (Note: this is formal.)", "회담이 끝났다."),
        ("회담이 끝났다. [Translator's note: or 종료됐다]", "회담이 끝났다."),
        ("회담이 끝났다.\n\nNote: I kept the tense.", "회담이 끝났다."),
        ("회담이 끝났다.<|im_end|>\n<|im_start|>user", "회담이 끝났다."),
        ("회담이 끝났다.<end_of_turn>", "회담이 끝났다."),
        ("회담이 끝났다.[|endofturn|]", "회담이 끝났다."),
        ("회담이 끝났다.<｜hy_place▁holder▁no▁2｜>", "회담이 끝났다."),
        ("<think>\nIt is over.\n</think>\n\n회담이 끝났다.", "회담이 끝났다."),
        ("<thought>\nOver.\n</thought>\n회담이 끝났다.", "회담이 끝났다."),
        ("It is over.\n</think>\n\n회담이 끝났다.", "회담이 끝났다."),
        ("<|channel>thought\nOver.<channel|>회담이 끝났다.<turn|>", "회담이 끝났다."),
        ("<|channel|>analysis<|message|>Hm<|end|><|channel|>final<|message|>회담이 끝났다.", "회담이 끝났다."),
        ("<think></think>회담이 끝났다.", "회담이 끝났다."),
        ("<think>\nThe talks, hm, 회담이", ""),
        ("<think>", ""),
        ("Here is the translation:", ""),
        ("회담이 **오늘** 끝났다.", "회담이 **오늘** 끝났다."),
        ("**회담**이 **끝났다**", "**회담**이 **끝났다**"),
        ("Korean: 회담: 끝났다", "회담: 끝났다"),
        ("회담: 끝났다", "회담: 끝났다"),
        ("그는 말했다. Answer: 끝", "그는 말했다. Answer: 끝"),
    ],
)
def test_what_a_model_puts_around_a_translation(answer: str, expected: str) -> None:
    """Announcements, emphasis, fences, tags, quotes, notes, marks of templates and thoughts, alone and together."""
    assert expected == read_answer(answer, "The talks ended yesterday.", "ko")


@pytest.mark.parametrize(
    ("answer", "source", "target"),
    [
        ("**회담이 끝났다.**", "**The talks ended.**", "ko"),
        ("“회담이 끝났다.”", "“The talks ended.”", "ko"),
        ("`git push`", "`git push`", "ko"),
        ("**회담이 끝났다.**", "The **talks** ended.", "ko"),
        ("<b>회담</b>", "<b>Talks</b>", "ko"),
        ("번역: 시작", "Translation: a start", "ko"),
        ("Answer: yes", "답: 예", "en"),
        ("Here is what he said: no", "그가 한 말은 이렇다: 아니다", "en"),
        ("Okay.", "알겠다.", "en"),
        ("Result: two of three agree", "결과: 셋 중 둘이 찬성", "en"),
        ("He said: here is my translation: no", "그는 말했다. 내 번역은 이렇다: 아니: 아니다", "en"),
        ("Version: two", "판: 둘", "en"),
        ("한국어: 쉬운 말", "Korean: an easy language", "ko"),
        ("끝났다 (Note: 참고)", "Over (Note: see there)", "ko"),
        ("It is over (note: see there).", "끝났다(주: 참고).", "en"),
        ("<think>는 태그다.", "<think> is a tag.", "ko"),
        ("모델은 <think>와 </think> 사이에 생각한다.", "The model thinks between <think> and </think>.", "ko"),
        ("<|im_end|>가 끝이다.", "<|im_end|> is the end.", "ko"),
    ],
)
def test_what_the_source_has_stays(answer: str, source: str, target: str) -> None:
    """The same form is no addition where the source has it."""
    assert answer == read_answer(answer, source, target)


@pytest.mark.parametrize(
    ("answer", "source", "thinking"),
    [
        ("<think>\nHm", "The talks ended.", True),
        ("  <think>", "The talks ended.", True),
        ("<think>Hm</think> 끝", "The talks ended.", False),
        ("끝났다.", "The talks ended.", False),
        ("<think>는 태그다.", "<think> is a tag.", False),
    ],
)
def test_thoughts_that_do_not_end(answer: str, source: str, thinking: bool) -> None:
    """They are told from a translation that is about the tag."""
    assert thinking == is_thinking(answer, source)


@given(st.text(alphabet="가나다라 .,!?0129", min_size=1).filter(str.strip))
def test_a_plain_translation_stays(translation: str) -> None:
    """A line without anything around it is what comes out, blanks at its ends apart."""
    assert translation.strip() == read_answer(translation, "The talks ended.", "ko")


@given(st.text(max_size=60), st.text(max_size=40))
def test_nothing_is_made_up(answer: str, source: str) -> None:
    """What is read stands in the answer, on one line."""
    text = read_answer(answer, source, "ko")
    assert text in answer
    assert len(text.splitlines()) < 2
