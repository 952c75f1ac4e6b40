"""One sentence: the ways to have it translated, the judgement on what comes back, and the best of it."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import replace

from l10n.alignment import words_of
from l10n.checks import rules_for_drafts
from l10n.drafting.blocks import Core, pair_shares, parts_between
from l10n.drafting.engine import AligningEngine, Engine, Request, is_natural, reading_of, stamp_of
from l10n.drafting.inline import Span, Stripped, strip
from l10n.drafting.letter_case import Case, case_of, in_capitals, sentence_case
from l10n.drafting.names import changed_names
from l10n.drafting.other_words import is_much_the_same, reworded, says_term
from l10n.drafting.outcome import Asking, Outcome, Question, Way, better, capitalized, drifted, tidy
from l10n.drafting.pieces import DATELINE, clauses, core_of, joined
from l10n.drafting.placing import ENOUGH, Placing, code_pairs, coded_words, marked_span, with_mark, word_lexicon
from l10n.drafting.plain_text import plain_text
from l10n.drafting.prepared import Prepared
from l10n.glossary.terms import TermMatch, term_used
from l10n.languages.language import language
from l10n.masking import Masked, Style, Unmasked, mask, unmask
from l10n.model import UNSPLIT_TYPES, InlineCode, Severity, Term
from l10n.text.inline import has_words
from l10n.text.references import resolve_references


def translate(core: Core, around: tuple[str, str], prepared: Prepared) -> Asking:
    """The best translation of a sentence's core, which has these sentences before it and this title above. Engines are
    asked in turn, until one gives a flawless answer."""
    if core.text in prepared.whole_terms:
        return Outcome(prepared.whole_terms[core.text], "glossary")
    match = prepared.brief.memory(core.text) if prepared.brief.memory else None
    if match and match.score >= 100 and prepared.keeps_codes(core.text, match.target, core.format):
        return Outcome(match.target, "tm 100%")
    best = Outcome("")
    for engine in prepared.brief.chain:
        best = better(best, (yield from _Attempt(core, around, engine, prepared).ask()))
        if best.text and not best.cost:
            break
    return best


class _Attempt:
    """One engine's try at one sentence."""

    def __init__(self, core: Core, around: tuple[str, str], engine: Engine, prepared: Prepared) -> None:
        self._core = core
        self._around = around
        self._engine = engine
        self._prepared = prepared
        self._reading = reading_of(engine)
        self._case: Case = ""
        if not self._reading.case:
            words = "".join(parts_between(core.text, core.codes))
            self._case = case_of(words, prepared.brief.source_locale, core.type in _HEADINGS)
            if core.type == DATELINE and core.text.isupper():
                self._case = "capitals"
        found = [match for match in prepared.terms(core.text, core.codes) if not match[2].forbidden]
        self._terms = [match for match in found if not match[2].do_not_translate]
        self._protected = [match for match in found if match[2].do_not_translate]
        self._stripped = strip(core.text, core.codes, prepared.brief.source_locale) if core.codes else None

    def ask(self) -> Asking:
        """The best of: without codes, with tokens for them, with others; with unused terms and changed numbers put in;
        in parts."""
        ways: list[Way] = [self._whole]
        if self._stripped and (self._stripped.spans or self._stripped.points) and is_natural(self._engine):
            ways.insert(int(self._reading.markup), self._plain)
        if self._core.codes or self._protected:
            ways.append(self._in_addresses)
        best, way = (yield from ways[0](self._protected)), ways[0]
        for other in ways[1:]:
            if self._unsatisfying(best):
                outcome = yield from other(self._protected)
                if better(best, outcome) is outcome:
                    best, way = outcome, other
        if best.text and (missing := self._unused(best.text, fitting=True)):
            best = better(best, (yield from way(self._protected + missing)))
        if "number" in best.failed and (missing := self._changed_numbers(best.text)):
            best = better(best, (yield from way(self._protected + missing)))
        if best.unusable and self._core.codes:
            best = yield from self._piecewise()
        if (not best.text or self._is_long() or "length-ratio" in best.failed) and not self._core.codes:
            best = better((yield from self._by_clauses()), best)
        best = yield from self._in_other_words(best)
        return (yield from self._with_names(best))

    def _is_long(self) -> bool:
        """Whether the engine is known to lose the end of such a sentence."""
        return 0 < self._reading.longest < len(self._core.text)

    def _by_clauses(self) -> Asking:
        """The clauses of a long sentence, each on its own."""
        text = self._core.text
        parts = [text[a:b] for a, b in clauses(text, self._reading.longest or len(text) // 2)]
        if len(parts) < 2:
            return Outcome("")
        masks = [mask(core, (), self._protected_in(core)) for core in map(core_of, parts)]
        answers = yield [self._question(masked) for masked in masks]
        found = [unmask(masked, tidy(answer)) for masked, answer in zip(masks, answers, strict=True)]
        if not all(one.intact and one.text for one in found):
            return Outcome("", unusable=True)
        raised = language(self._prepared.brief.locale).heading_case == "nouns"
        return self._judge(joined(parts, [self._polish(one) for one in found], raised))

    def _in_other_words(self, best: Outcome) -> Asking:
        """The outcome with the terms that the engine writes by itself when the sentence says them in other words."""
        core, brief = self._core, self._prepared.brief
        missing = self._unused(best.text) if best.text and brief.other_words and not core.codes else []
        for text, match in reworded(core.text, missing, brief.other_words) if brief.other_words else ():
            other = _Attempt(replace(core, text=text), self._around, self._engine, self._prepared)
            outcome = self._judge((yield from other._whole(other._protected)).text)
            said = says_term(outcome.text, core.text, match)
            if said and is_much_the_same(best.text, outcome.text, brief.locale):
                return better(best, outcome)
        return best

    def _with_names(self, best: Outcome) -> Asking:
        """The outcome with the names that the engine spells as the source does, when it is asked for them alone."""
        target = language(self._prepared.brief.locale)
        if not best.text or not best.natural or self._prepared.own_letters or "declines" in target.traits:
            return best
        core, locale = self._core, self._prepared.brief.locale
        words = coded_words(core.text, core.codes, self._prepared.brief.source_locale)
        changed = changed_names(core.text, words, coded_words(best.text, self._codes(best.text), locale))
        answers = yield [self._bare_question(one.name) for one in changed]
        text = best.text
        for one, answer in sorted(zip(changed, answers, strict=True), key=lambda pair: -pair[0].start):
            if tidy(answer).rstrip(".") == one.name:
                text = text[: one.start] + one.name + text[one.end :]
        return better(self._judge(text, placed=True), best) if text != best.text else best

    def _codes(self, text: str) -> tuple[InlineCode, ...]:
        return self._prepared.codes(text, self._core.format)

    def _unsatisfying(self, outcome: Outcome) -> bool:
        """Whether other tokens might do better."""
        return outcome.unusable or outcome.drifted or "do-not-translate" in outcome.failed

    def _protected_in(self, text: str) -> list[TermMatch]:
        """The terms in a text that no engine may see."""
        return [match for match in self._prepared.find_terms(text) if match[2].do_not_translate]

    def _whole(self, terms: Sequence[TermMatch], style: Style = 0) -> Asking:
        """The sentence, with its codes and some terms as tokens."""
        masked = mask(self._core.text, self._core.codes, sorted(terms, key=lambda match: match[0]), style)
        answer = masked.text
        if not masked.bare:
            (answer,) = yield [self._question(masked)]
        if not (answer := tidy(answer)):
            return Outcome("")
        unmasked = unmask(masked, answer)
        return self._judge(self._polish(unmasked)) if unmasked.intact else Outcome("", unusable=True)

    def _in_addresses(self, terms: Sequence[TermMatch]) -> Asking:
        """The same, with tokens that look like addresses."""
        return (yield from self._whole(terms, style=1))

    def _plain(self, terms: Sequence[TermMatch]) -> Asking:
        """The sentence as plain text, its pairs of codes put around the translations of what they stood around."""
        stripped = self._stripped
        if stripped is None:
            return Outcome("", unusable=True)
        found = [(stripped.moved(start), stripped.moved(start) + end - start, term) for start, end, term in terms]
        found += [match for match in self._protected_in(stripped.text) if match not in found]
        found.sort(key=lambda match: match[:2])
        masked = mask(stripped.text, stripped.codes, found)
        if masked.bare:
            return Outcome("", unusable=True)
        phrases = [stripped.text[span.start : span.end] for span in stripped.spans]
        words = self._words(stripped)
        answers = yield [self._question(masked), *map(self._bare_question, (*phrases, *words))]
        unmasked = unmask(masked, tidy(answers[0]))
        if not unmasked.text.strip():
            return Outcome("")
        text = self._polish(unmasked)
        if not unmasked.intact or not self._prepared.keeps_codes(stripped.text, text, self._core.format):
            return Outcome("", unusable=True)
        brief = self._prepared.brief
        locales = brief.source_locale, brief.locale
        lexicon = word_lexicon(dict(zip(words, answers[1 + len(phrases) :], strict=True)), brief.locale)
        for *_, term in self._terms:
            lexicon.add(term.source, [word.text for word in words_of(term.target, brief.locale)])
        placing = Placing.of(stripped, text, self._codes(text), locales, [lexicon])
        if isinstance(self._engine, AligningEngine):
            placing.hear_engine(self._engine.align(stripped.text, text))
        for number, answer in enumerate(answers[1 : 1 + len(phrases)]):
            placing.hear_alone(number, answer, brief.locale)
        yield from self._hear_quoted(placing, found)
        if placing.text() is None or placing.confidence < ENOUGH:
            yield from self._hear_tokens(placing)
        marked = placing.text()
        return Outcome("", unusable=True) if marked is None else self._judge(marked, placed=True)

    def _words(self, stripped: Stripped) -> list[str]:
        """The words to ask the engine for one by one, so that its translations can be found in the sentence's."""
        found = coded_words(stripped.text, stripped.codes, self._prepared.brief.source_locale)
        coded = {code.start for code in stripped.codes}
        words = [word.text for word in found if word.start not in coded and any(map(str.isalpha, word.text))]
        words += [word.lower() for word in words[:1]]  # its capital may be the sentence's
        return list(dict.fromkeys(words)) if self._reading.words else []

    def _hear_quoted(self, placing: Placing, terms: Sequence[TermMatch]) -> Generator[list[Question], list[str], None]:
        """Has the sentence translated once more for every span whose place is not certain, with the span marked."""
        stripped = placing.stripped
        asked: list[tuple[int, Masked]] = []
        for number in placing.unsure():
            span = stripped.spans[number]
            if probe := with_mark(stripped.text, span):
                text, width = probe

                def moved(position: int, span: Span = span, width: int = width) -> int:
                    return position + width * ((position >= span.start) + (position >= span.end))

                codes = [
                    replace(code, start=moved(code.start), end=moved(code.start) + code.end - code.start)
                    for code in stripped.codes
                ]
                shifted = [(moved(start), moved(start) + end - start, term) for start, end, term in terms]
                asked.append((number, mask(text, codes, shifted)))
        answers = yield [self._question(masked) for _, masked in asked]
        for (number, masked), answer in zip(asked, answers, strict=True):
            translation = unmask(masked, tidy(answer)).text
            if found := marked_span(translation):
                placing.hear_marked(number, translation, *found, self._prepared.brief.locale)

    def _hear_tokens(self, placing: Placing) -> Generator[list[Question], list[str], None]:
        """Has the sentence translated with tokens for its codes, to see where they come out."""
        masked = mask(self._core.text, self._core.codes)
        (answer,) = yield [self._question(masked)]
        unmasked = unmask(masked, tidy(answer))
        if unmasked.intact:
            pairs = code_pairs(unmasked.text, self._codes(unmasked.text))
            for number in placing.unsure():
                span = placing.stripped.spans[number]
                same = [place for *codes, place in pairs if codes == [span.opening, span.closing]]
                if len(same) == 1:
                    placing.hear_marked(number, unmasked.text, *same[0], self._prepared.brief.locale)

    def _bare_question(self, text: str) -> Question:
        """A phrase out of its sentence."""
        return Question(self._engine, Request(self._readable(text)))

    def _piecewise(self) -> Asking:
        """The texts between the codes, each on its own; the codes stay where they are."""
        codes = self._core.codes
        parts = parts_between(self._core.text, codes)
        masks = {
            index: mask(part.strip(), (), self._protected_in(part.strip()))
            for index, part in enumerate(parts)
            if any(map(str.isalpha, part))
        }
        asked = [index for index, masked in masks.items() if not masked.bare]
        answers = dict(zip(asked, (yield [self._question(masks[index]) for index in asked]), strict=True))
        for index, masked in masks.items():
            answer = tidy(answers.get(index, masked.text))
            unmasked = unmask(masked, answer)
            if not answer or not unmasked.intact:
                return Outcome("", unusable=True)
            text = self._prepared.without_codes(self._polish(unmasked), self._core.format)
            if not re.search(r"[.。]\s*\Z", parts[index]):
                text = text.rstrip(".。")  # engines end a fragment like a sentence
            parts[index] = parts[index].replace(parts[index].strip(), text, 1)
        pieces = [parts[0]]
        for code, part in zip(codes, parts[1:], strict=True):
            pieces += self._core.text[code.start : code.end], part
        return self._judge("".join(pieces))

    def _question(self, masked: Masked) -> Question:
        brief = self._prepared.brief
        terms = [term for _, _, term in self._prepared.find_terms(masked.text) if not term.forbidden]
        examples = tuple(brief.examples(self._core.text)) if brief.examples else ()
        text = self._readable(masked.text)
        return Question(self._engine, Request(text, tuple(dict.fromkeys(terms)), examples, *self._around))

    def _readable(self, text: str) -> str:
        """The text as the engine was trained to read it."""
        if not self._reading.typography:
            text = plain_text(text, self._prepared.brief.source_locale)
        return sentence_case(text, self._case, self._core.manner.usage, self._prepared.brief.source_locale)

    def _unused(self, text: str, fitting: bool = False) -> list[TermMatch]:
        """The terms of which a text has no agreed translation; with `fitting`, those that can be put in as they are.

        Of several translations of a term the first in the glossary is the one that comes back.
        """
        if not is_natural(self._engine):
            return []
        locale = self._prepared.brief.locale
        used = {match[:2] for match in self._terms if term_used(text, match[2].target, locale)}
        first = {match[:2]: match for match in reversed(self._terms) if match[:2] not in used}
        anything_fits = not fitting or "uninflected" in language(locale).traits
        return [match for match in first.values() if anything_fits or not match[2].source.islower()]

    def _changed_numbers(self, text: str) -> list[TermMatch]:
        """The source's numbers that a text does not have, of those that every language writes alike, as terms."""
        numbers = [match for match in _NUMBER.finditer(self._core.text) if match[0] not in text]
        return [(*match.span(), Term(match[0], match[0])) for match in numbers]

    def _polish(self, unmasked: Unmasked) -> str:
        """The text with particles in agreement with what was put in before them, in languages that have such ones."""
        text, grammar = unmasked.text, language(self._prepared.brief.locale).grammar
        codes = self._codes(text)
        closing = {code.start: code.end for code in codes if code.kind == "close"}
        for end in reversed(unmasked.term_ends):
            for position in (end, closing.get(end, end)):
                text = grammar.agree(grammar.rejoin(text, position), position)
        codes = self._codes(text)
        return grammar.resolve(text, [(code.start, code.end) for code in codes])

    def _judge(self, text: str, placed: bool = False) -> Outcome:
        """A translation with its codes in place: whether they are, whether it is worth keeping, and what is wrong.

        Where codes were `placed` by alignment, pairs may stand around more or less than they did.
        """
        core, prepared = self._core, self._prepared
        text, _ = resolve_references(text, prepared.codes(text, core.format))
        if not prepared.keeps_codes(core.text, text, core.format):
            return Outcome("", unusable=True)
        natural = is_natural(self._engine)
        text = capitalized(text, core.text) if natural else text
        if self._case == "capitals":
            text = in_capitals(text, prepared.brief.locale, prepared.fixed(text, core.format))
        text = language(prepared.brief.locale).grammar.plain_style(text) if prepared.brief.plain_style else text
        findings = prepared.findings(core.text, text, core.type, core.format, natural)
        if natural and (self._is_foreign(text) or any(found.rule in _WORTHLESS for found in findings)):
            return Outcome("", unusable=True)
        before, after = pair_shares(core.text, core.codes), pair_shares(text, prepared.codes(text, core.format))
        off = not placed and drifted(before, after)
        cost = sum(10 if found.severity is Severity.ERROR else 1 for found in findings)
        cost += 5 * len(self._unused(text)) + 3 * off
        failed = frozenset(found.rule for found in findings)
        return Outcome(text, f"mt {stamp_of(self._engine)}", cost, drifted=off, failed=failed, natural=natural)

    def _is_foreign(self, text: str) -> bool:
        """Whether a text has words, none in the locale's script, and is not just the source (a name, say) kept."""
        own = self._prepared.own_letters
        if not own or text == self._core.text or own.search(text):
            return False
        return has_words(text, self._codes(text))


_HEADINGS = UNSPLIT_TYPES | {"front-matter"}
_NUMBER = re.compile(r"(?<![\w.,])[0-9]+%?(?![\w%]|[.,][0-9])")
_WORTHLESS = rules_for_drafts("fatal")
