"""Drafting from jobs to proposals, with engines that do what a test says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest

from l10n.drafting import Request, stamp_of
from l10n.drafting.manner import Manner
from l10n.drafting.plain_text import VERSION
from l10n.drafting.request import Brief, Job, Proposal
from l10n.drafting.run import draft
from l10n.errors import EngineError, L10nError
from l10n.model import Match, Term, text_hash
from l10n.text import expressions


class Scripted:
    """An engine that answers by a function, and remembers what it was asked."""

    def __init__(self, answer: Callable[[str], str], name: str = "scripted") -> None:
        self.name = name
        self.fingerprint = f"{name}@1"
        self.answer = answer
        self.batches: list[list[str]] = []

    @property
    def asked(self) -> list[str]:
        return [sentence for batch in self.batches for sentence in batch]

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [("en", "ko")]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        self.batches.append(list(sentences))
        return [self.answer(sentence) for sentence in sentences]


def dictionary(**answers: str) -> Scripted:
    """An engine that knows whole sentences, written with `_` for blanks, and says nothing to the others."""
    known = {key.replace("_", " "): answer for key, answer in answers.items()}
    return Scripted(lambda sentence: known.get(sentence.rstrip("."), ""))


def one(text: str, brief: Brief, **job: str) -> Proposal:
    """The proposal for a single Markdown block."""
    ((_, proposal),) = draft([Job(text, **{"format": "markdown", **job})], brief)
    return proposal


def test_sentences_are_drafted_apart_and_joined() -> None:
    """A paragraph goes to the engine sentence by sentence, and its spaces stay."""
    engine = dictionary(The_talks_began="회담이 시작됐다.", They_ended="회담이 끝났다.")
    proposal = one("The talks began.  They ended.", Brief("ko", chain=(engine,)))
    assert proposal.text == "회담이 시작됐다.  회담이 끝났다."
    assert proposal.mark.render().startswith(f"l10n: mt {stamp_of(engine)} src=")
    assert (text_hash("The talks began.  They ended."), ()) == (proposal.mark.source_hash, proposal.mark.failed)


def test_polite_drafts_become_plain_where_a_project_says_so() -> None:
    """Every sentence of a block gets the plain ending, between codes as well; without that setting none does."""
    engine = dictionary(The_talks_began="회담이 시작됐습니다.", They_ended="회담이 끝났습니다.")
    text = "The talks began. **They ended.**"
    brief = Brief("ko", chain=(engine,), plain_style=True)
    assert "회담이 시작됐다. **회담이 끝났다.**" == one(text, brief).text
    assert "회담이 시작됐습니다. **회담이 끝났습니다.**" == one(text, Brief("ko", chain=(engine,))).text


def test_headings_are_not_split() -> None:
    """A heading of two sentences is one question."""
    engine = Scripted(lambda sentence: "다음은? 정상회담")
    one("What is next? The summits", Brief("ko", chain=(engine,)), type="heading")
    assert engine.asked == ["What is next? The summits"]


def test_no_space_between_sentences_where_none_is_written() -> None:
    """Japanese and Chinese sentences follow each other without a space."""
    engine = dictionary(The_talks_began="会談が始まった。", They_ended="終わった。")
    assert one("The talks began. They ended.", Brief("ja", chain=(engine,))).text == "会談が始まった。終わった。"


def test_codes_at_the_edges_are_cut_off() -> None:
    """A pair around a sentence, a footnote mark and an emoji never reach the engine."""
    engine = dictionary(The_talks_began="회담이 시작됐다.")
    proposal = one("**The talks began.**[^1] 🎉", Brief("ko", chain=(engine,)))
    assert proposal.text == "**회담이 시작됐다.**[^1] 🎉"
    assert engine.asked == ["The talks began."]


def test_a_pair_around_two_sentences_is_kept() -> None:
    """Each half of the pair stays with its sentence."""
    engine = dictionary(The_talks_began="회담이 시작됐다.", They_ended="회담이 끝났다.")
    assert (
        one("**The talks began. They ended.**", Brief("ko", chain=(engine,))).text
        == "**회담이 시작됐다. 회담이 끝났다.**"
    )


def test_hard_breaks_part_sentences() -> None:
    """What stands before a hard break is drafted apart from what follows."""
    engine = dictionary(To_the_talks="회담으로", and_back="그리고 뒤로")
    assert one("To the talks  \nand back", Brief("ko", chain=(engine,))).text == "회담으로  \n그리고 뒤로"


def test_a_lost_code_is_asked_for_in_another_way() -> None:
    """An engine that loses part numbers may keep addresses."""

    def answer(sentence: str) -> str:
        return "http://qx1.y 굵은 http://qx2.y 글자를 봤다." if "http" in sentence else "굵은 글자를 봤다."

    proposal = one("I saw **bold** letters.", Brief("ko", chain=(Scripted(answer),)))
    assert proposal.text == "**굵은** 글자를 봤다."


@pytest.mark.parametrize(
    ("whole", "text"),
    [
        ("나는 굵은 글자를 봤다.", "나는 **굵은** 글자를 봤다."),
        ("나는 진한 글자를 봤다.", "나는 봤다 **굵은** 글자를."),
        ("굵은 글자, 굵은 글자.", "굵은 글자, **굵은** 글자."),
    ],
)
def test_when_codes_are_always_lost(whole: str, text: str) -> None:
    """A pair goes around its phrase, the one at about its place where there are two; where there is none and nothing
    else tells, the parts between the codes are drafted apart."""
    parts = {"I saw": "나는 봤다.", "bold": "굵은", "letters.": "글자를."}
    engine = Scripted(lambda sentence: parts.get(sentence, whole))
    assert text == one("I saw **bold** letters.", Brief("ko", chain=(engine,))).text


def test_equal_sentences_are_asked_once() -> None:
    """The same sentence in two articles costs one question, and all questions come in one batch by length."""
    engine = Scripted(lambda sentence: "회담이 시작됐다.")
    jobs = [Job("The long talks began. They ended."), Job("They ended."), Job("They ended. No.")]
    assert len(dict(draft(jobs, Brief("ko", chain=(engine,))))) == 3
    assert engine.batches == [["No.", "They ended.", "The long talks began."]]


@pytest.mark.parametrize(("batch", "wish"), [(1, 8), (8, 1)])
def test_batches_and_early_results(batch: int, wish: int) -> None:
    """With a small batch, the brief's or the engine's, the first job is out before the second is asked about."""
    engine = Scripted(lambda sentence: "회담이 시작됐다.")
    engine.batch = wish  # type: ignore[attr-defined]
    results = draft([Job("They began."), Job("They ended.")], Brief("ko", chain=(engine,), batch=batch))
    next(results)
    assert engine.batches == [["They began."]]


def test_the_cache_saves_questions() -> None:
    """A second run asks nothing; another engine does; empty answers are not kept."""
    cache: dict[str, str] = {}
    engine, other = Scripted(lambda sentence: "회담이 시작됐다." if "began" in sentence else ""), dictionary()
    for _ in range(2):
        list(draft([Job("They began."), Job("They ended.")], Brief("ko", chain=(engine,), cache=cache)))
    assert engine.batches == [["They began.", "They ended."], ["They ended."]]
    other.fingerprint = "other@1"
    list(draft([Job("They began.")], Brief("ko", chain=(other,), cache=cache)))
    assert other.asked == ["They began."]


@pytest.mark.parametrize(
    ("answer", "why"),
    [("", "nothing"), ("The talks start.", "no Hangul"), ("회담 " * 20, "a loop"), (" \u200b\n", "invisible")],
)
def test_worthless_answers_are_not_stored(answer: str, why: str) -> None:
    """A loop, an answer without a letter of the locale's script and an empty one leave the block untranslated."""
    proposal = one("The talks began.", Brief("ko", chain=(Scripted(lambda sentence: answer),)))
    assert ("", ("untranslated",)) == (proposal.text, proposal.mark.failed)


def test_a_sentence_without_translation_stays_in_its_block() -> None:
    """The others are kept, and the mark says that one is missing."""
    proposal = one("The talks began. They ended.", Brief("ko", chain=(dictionary(They_ended="회담이 끝났다."),)))
    assert proposal.text == "The talks began. 회담이 끝났다."
    assert "untranslated" in proposal.mark.failed


def test_failing_drafts_go_to_the_next_engine() -> None:
    """The second engine is asked for what fails a check, and for nothing else; the mark names both."""
    first = Scripted(lambda sentence: "7일 동안 만났다." if "days" in sentence else "그들은 만났다.", "first")
    second = Scripted(lambda sentence: "25일 동안 만났다.", "second")
    proposal = one("They met. They met for 25 days.", Brief("ko", chain=(first, second)))
    assert proposal.text == "그들은 만났다. 25일 동안 만났다."
    assert (f"mt first@1~{VERSION},second@1~{VERSION}", ()) == (proposal.mark.origin, proposal.mark.failed)
    assert second.asked == ["They met for 25 days."]


def test_what_still_fails_is_stored_with_its_checks() -> None:
    """A draft with a wrong number is better than none, and says so."""
    proposal = one("They met for 25 days.", Brief("ko", chain=(Scripted(lambda sentence: "7일 동안 만났다."),)))
    assert ("7일 동안 만났다.", ("number",)) == (proposal.text, proposal.mark.failed)


def test_a_changed_number_is_put_in() -> None:
    """A number that the engine changes is a token in a second question."""
    engine = Scripted(lambda sentence: "QX01를 3일 동안 냈다." if "QX01" in sentence else "52%를 3일 동안 냈다.")
    proposal = one("They paid 25% for 3 days.", Brief("ko", chain=(engine,)))
    assert ("25%를 3일 동안 냈다.", ()) == (proposal.text, proposal.mark.failed)
    assert engine.asked == ["They paid 25% for 3 days.", "They paid QX01 for 3 days."]


def test_an_engine_that_fails_keeps_what_is_done() -> None:
    """EngineError comes after the jobs that were finished."""

    def answer(sentence: str) -> str:
        if "ended" in sentence:
            raise RuntimeError("the model died")
        return "회담이 시작됐다."

    results = draft([Job("They began."), Job("They ended.")], Brief("ko", chain=(Scripted(answer),), batch=1))
    assert next(results)[0] == 0
    with pytest.raises(EngineError, match="the model died"):
        next(results)


@pytest.mark.parametrize("dying", [0, 1])
def test_an_engine_that_fails_leaves_the_work_to_the_others(dying: int) -> None:
    """It is asked once, whether it stands before or behind the one that goes on; when all have failed, that is an
    error."""

    def die(sentence: str) -> str:
        raise EngineError("the model died")

    def answer(sentence: str) -> str:
        return "7일 동안 만났다." if "days" in sentence else "그들은 만났다."

    chain = [Scripted(answer, "alive"), Scripted(answer, "alive")]
    chain[dying] = Scripted(die, "dying")
    lost: dict[str, EngineError] = {}
    jobs = [Job("They met."), Job("They met for 25 days."), Job("They met for 3 days.")]
    found = dict(draft(jobs, Brief("ko", chain=tuple(chain), lost=lost, batch=1)))
    assert ["그들은 만났다.", "7일 동안 만났다.", "7일 동안 만났다."] == [found[index].text for index in range(3)]
    assert (["dying@1"], 1) == (list(lost), len(chain[dying].asked))
    with pytest.raises(EngineError, match="the model died"):
        list(draft(jobs, Brief("ko", chain=(chain[dying],), lost={})))


def test_an_interrupt_keeps_what_is_done() -> None:
    """Ctrl-C in the middle of a batch still gives the jobs whose sentences are there."""

    def answer(sentence: str) -> str:
        if len(engine.batches) > 1:
            raise KeyboardInterrupt
        return "회담이 시작됐다." if "began" in sentence else "그들은 만났다."

    engine = Scripted(answer)
    results = draft([Job("They `x` met.", format="markdown"), Job("It began.")], Brief("ko", chain=(engine,)))
    assert next(results)[0] == 1
    with pytest.raises(KeyboardInterrupt):
        next(results)


TERMS = (
    Term("Lee Jae-myung", "이재명"),
    Term("Trump", "트럼프"),
    Term("FTA", "FTA", do_not_translate=True),
    Term("Seoul", "서울"),
    Term("Seoul", "한성", forbidden=True),
)


def test_protected_terms_never_reach_the_engine() -> None:
    """A do-not-translate term is a token from the start, and its particle is made to agree."""
    engine = Scripted(lambda sentence: "QX01은 끝났다.")
    assert one("The FTA is over.", Brief("ko", chain=(engine,), terms=TERMS)).text == "FTA는 끝났다."
    assert engine.asked == ["The QX01 is over."]


@pytest.mark.parametrize(
    ("source", "answer", "text"),
    [
        ("Lee Jae-myung spoke.", "QX01는 말했다.", "이재명은 말했다."),
        ("Lee met Trump.", "리는 QX01과 만났다.", "리는 트럼프와 만났다."),
        ("He went to Seoul.", "그는 QX01으로 갔다.", "그는 서울로 갔다."),
        ("He met **Trump** there.", "그는 거기서 QX01 QX02 QX03 을 만났다.", "그는 거기서 **트럼프**를 만났다."),
        ("Trump spoke.", "QX01 은 말했다.", "트럼프는 말했다."),
        ("Trump spoke.", "QX01은(는) 말했다.", "트럼프는 말했다."),
    ],
)
def test_terms_that_the_engine_does_not_use_are_put_in(source: str, answer: str, text: str) -> None:
    """A second question has the terms as tokens; the particles behind them agree."""
    first = {source: "그는 말했다.", "He met QX01 Trump QX02 there.": "그는 거기서 QX01 그를 QX02 만났다."}
    engine = Scripted(lambda sentence: first.get(sentence, answer))
    proposal = one(source, Brief("ko", chain=(engine,), terms=TERMS))
    assert (text, ()) == (proposal.text, proposal.mark.failed)


def test_a_used_term_is_left_to_the_engine() -> None:
    """When the agreed translation comes out by itself, nothing is asked again."""
    engine = Scripted(lambda sentence: "트럼프가 말했다.")
    assert one("Trump spoke.", Brief("ko", chain=(engine,), terms=TERMS)).text == "트럼프가 말했다."
    assert engine.asked == ["Trump spoke."]


def test_a_common_word_is_not_put_into_an_inflected_language() -> None:
    """`taxa` for `rates` would be wrong in Portuguese; the draft is marked instead."""
    engine = Scripted(lambda sentence: "As alíquotas subiram.")
    proposal = one("The rates rose.", Brief("pt_BR", chain=(engine,), terms=(Term("rate", "taxa"),)))
    assert engine.asked == ["The rates rose."]
    assert ("As alíquotas subiram.", ("glossary",)) == (proposal.text, proposal.mark.failed)


def test_a_sentence_that_is_a_term_needs_no_engine() -> None:
    """A table cell with a name alone comes from the glossary."""
    proposal = one("**Seoul**", Brief("ko", terms=TERMS), type="table-cell")
    assert ("**서울**", "glossary") == (proposal.text, proposal.mark.origin)


def memory(*matches: Match) -> Callable[[str], Match | None]:
    known = {match.source: match for match in matches}
    return lambda text: known.get(text)


@pytest.mark.parametrize(("score", "origin"), [(101, "tm 100%"), (100, "tm 100%"), (85, "tm 85%")])
def test_the_memory_comes_first(score: int, origin: str) -> None:
    """A block that the memory holds, or nearly, is not asked about."""
    find = memory(Match("The talks began.", "회담이 시작됐다.", score))
    proposal = one("The talks began.", Brief("ko", memory=find))
    assert ("회담이 시작됐다.", origin) == (proposal.text, proposal.mark.origin)


@pytest.mark.parametrize(
    "match",
    [
        Match("The talks began on May 3.", "회담이 5월 2일 시작됐다.", 95),
        Match("The talks began on May 3.", "**회담**이 5월 3일 시작됐다.", 95),
        Match("The talks began on May 3.", "회담이 5월 3일 시작됐다.", 84),
    ],
)
def test_a_match_that_does_not_fit_is_not_taken(match: Match) -> None:
    """Another number, other codes or too little likeness, and the engine is asked."""
    engine = Scripted(lambda sentence: "협상은 5월 3일에 시작됐다.")
    assert one(match.source, Brief("ko", chain=(engine,), memory=memory(match))).mark.origin == f"mt {stamp_of(engine)}"


def test_the_memory_knows_sentences() -> None:
    """One sentence of a block from the memory, the other from the engine."""
    find = memory(Match("They ended.", "회담이 끝났다.", 100))
    engine = dictionary(The_talks_began="회담이 시작됐다.")
    assert one("The talks began. They ended.", Brief("ko", chain=(engine,), memory=find)).text == (
        "회담이 시작됐다. 회담이 끝났다."
    )
    assert engine.asked == ["The talks began."]


def test_context_for_engines_that_read_it() -> None:
    """Terms, examples and the sentence before are told; terms stand in the sentence as they are."""
    requests: list[Request] = []

    class Reader(Scripted):
        def translate_in_context(self, asked: Sequence[Request], source: str, target: str) -> list[str]:
            requests.extend(asked)
            return ["트럼프가 서울에서 말했다." for _ in asked]

    example = Match("Trump spoke.", "트럼프가 말했다.", 70)
    brief = Brief("ko", chain=(Reader(str),), terms=TERMS, examples=lambda text: [example])
    list(draft([Job("It began. Trump spoke in Seoul.", previous="Before.")], brief))
    by_sentence = {request.sentence: request for request in requests}
    assert Request("It began.", (), (example,), "Before.") == by_sentence["It began."]
    assert by_sentence["Trump spoke in Seoul."] == Request(
        "Trump spoke in Seoul.", (TERMS[1], TERMS[3]), (example,), "Before. It began."
    )


def test_what_an_engine_heeds_of_the_article_is_in_the_cache_s_key() -> None:
    """The title and the three sentences before are told; an answer that they had a part in serves no other place."""
    asked: list[tuple[str, str, str]] = []

    class Reader(Scripted):
        article = True

        def translate_in_context(self, requests: Sequence[Request], source: str, target: str) -> list[str]:
            asked.extend((request.title, request.previous, request.sentence) for request in requests)
            return ["그렇게 말했다." for _ in requests]

    class Forgetful(Reader):
        article = False

    def run(engine: Reader, title: str, cache: dict[str, str]) -> int:
        asked.clear()
        manner = Manner((), (), "en", title)
        text = "He came. He saw. He sat. He slept. He said so."
        list(draft([Job(text, manner=manner)], Brief("ko", chain=(engine,), cache=cache)))
        return len(asked)

    heeding: dict[str, str] = {}
    assert [5, 0, 5] == [run(Reader(str), title, heeding) for title in ("Talks", "Talks", "Tariffs")]
    assert ("Tariffs", "He saw. He sat. He slept.", "He said so.") in asked
    other: dict[str, str] = {}
    assert [5, 0] == [run(Forgetful(str), title, other) for title in ("Talks", "Tariffs")]


def test_a_text_without_words_is_kept() -> None:
    """Numbers and codes alone are their own translation."""
    assert one("25% `x`", Brief("ko", chain=(dictionary(),))).text == "25% `x`"


def test_no_engine_at_all() -> None:
    """Without engine and memory everything is left untranslated."""
    proposal = one("The talks began.", Brief("ko"))
    assert ("", ("untranslated",)) == (proposal.text, proposal.mark.failed)


def test_a_placeholder_that_is_no_expression() -> None:
    """A mistake in the configuration is said to be one."""
    with pytest.raises(L10nError, match="no regular expression"):
        one("The talks began.", Brief("ko", placeholders=("(",)))


def test_a_placeholder_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is drafted without it, and the draft's mark says that the check could not look."""
    monkeypatch.setattr(expressions, "_TEXT_SECONDS", 0.05)
    monkeypatch.setattr(expressions, "_SECONDS", 0.1)
    engine = Scripted(lambda text: f"초안 {text}")
    proposal = one(f"The talks {'a' * 60}b.", Brief("ko", placeholders=("(a|aa)+$",), chain=(engine,)))
    assert "placeholder" in proposal.mark.failed


def test_drafts_of_no_language_pass_no_check_of_language() -> None:
    """What a pseudo-localizing engine writes is stored as it is."""
    engine = Scripted(lambda sentence: f"⟪{sentence}⟫")
    engine.natural = False  # type: ignore[attr-defined]
    proposal = one("He saw `x` there.", Brief("ko", chain=(engine,), terms=TERMS))
    assert ("⟪He saw `x` there.⟫", ()) == (proposal.text, proposal.mark.failed)


@pytest.mark.parametrize("text", ["", " ", "word " * 40_000, "**a** " * 4_000, "קצר **וטוב** מאוד."])
def test_blocks_of_any_size_and_direction(text: str) -> None:
    """Empty, huge and right-to-left blocks go through."""
    engine = Scripted(lambda sentence: sentence.replace("word", "말") + " 말")
    engine.natural = False  # type: ignore[attr-defined]
    assert len(dict(draft([Job(text, format="markdown")], Brief("ko", chain=(engine,))))) == 1


def test_terms_inside_code_are_not_meant() -> None:
    """A glossary word in a code span asks for no translation, and its absence fails no check."""
    engine = Scripted(lambda sentence: "QX01을 실행하라.")
    proposal = one("Run `Trump`.", Brief("ko", chain=(engine,), terms=TERMS))
    assert ("`Trump`을 실행하라.", ()) == (proposal.text, proposal.mark.failed)
    assert engine.asked == ["Run QX01."]


def test_any_agreed_translation_will_do() -> None:
    """Of two translations of a term the second is as good as the first."""
    terms = (Term("president", "대통령"), Term("president", "총재"))
    engine = Scripted(lambda sentence: "총재가 말했다.")
    assert one("The president spoke.", Brief("ko", chain=(engine,), terms=terms)).mark.failed == ()
    assert engine.asked == ["The president spoke."]


def test_a_pair_that_shrank_is_asked_for_in_another_way() -> None:
    """A link around a single word of its text is put around all of it, when its text is found."""
    answers = {
        "See QX01 the report on trade QX02 for more.": "더 보려면 무역 보고서 QX01 를 QX02 보라.",
        "the report on trade": "무역 보고서",
    }
    engine = Scripted(lambda sentence: answers.get(sentence, "더 보려면 무역 보고서를 보라."))
    proposal = one("See [the report on trade](u) for more.", Brief("ko", chain=(engine,)))
    assert proposal.text == "더 보려면 [무역 보고서](u)를 보라."
